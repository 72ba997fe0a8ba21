"""Scores made for the tests: random values with an event's share in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest

MakeScores = Callable[..., pd.DataFrame]


def make_scores(
    events: int,
    outlets: int = 2,
    *,
    metrics: Sequence[str] = ("grade",),
    articles: int = 1,
    missing: float = 0.0,
    shift: float = 0.0,
    seed: int = 7,
) -> pd.DataFrame:
    """One row an article; the first outlet lies `shift` above the others; some drop out."""
    generator = np.random.default_rng(seed)
    event, outlet, _ = (i.ravel() for i in np.indices((events, outlets, articles)))
    frame = pd.DataFrame(
        {
            "article": [f"article {i}" for i in range(event.size)],
            "outlet": [f"Outlet {chr(65 + i)}" for i in outlet],
            "event": [f"event {i:03d}" for i in event],
        }
    )
    for name in metrics:
        common = generator.normal(size=events)
        frame[name] = common[event] + generator.normal(size=event.size) + shift * (outlet == 0)
    return frame[generator.random(event.size) >= missing].reset_index(drop=True)


@pytest.fixture(name="make_scores")
def _make_scores() -> MakeScores:
    return make_scores


def differences(scores: pd.DataFrame, a: str, b: str, metric: str = "grade") -> np.ndarray:
    """The obvious expression: pivot, subtract, drop events that one of the two lacks."""
    wide = scores.pivot_table(index="event", columns="outlet", values=metric, aggfunc="mean")
    return (wide[a] - wide[b]).dropna().to_numpy()


@pytest.fixture(name="differences")
def _differences() -> Callable[..., np.ndarray]:
    return differences
