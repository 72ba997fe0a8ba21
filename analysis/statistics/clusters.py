"""Sums by event and outlet, and their bootstrap over events: what ratios of sums are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.errors import ColumnError, DesignError, suggest
from analysis.statistics import student
from analysis.statistics.resampling import event_weights, stream

_PURPOSE = 5


def need_columns(frame: pd.DataFrame, names: Sequence[str], *, where: str) -> None:
    """A ColumnError where the frame lacks a column, or a number column holds a missing value."""
    for name in names:
        if name not in frame.columns:
            raise ColumnError(
                f"the table has no column {name!r}",
                where=where,
                mend=suggest(name, map(str, frame.columns)),
            )
        if frame[name].isna().any():
            raise ColumnError(
                f"{int(frame[name].isna().sum())} rows have no {name!r}",
                where=where,
                mend="Fill them in, or leave these rows out and say so.",
            )


def sums_by_event(
    frame: pd.DataFrame,
    columns: Mapping[str, np.ndarray],
    *,
    events: Sequence[str],
    outlets: Sequence[str],
) -> np.ndarray:
    """Sums of each column over the rows of an event and outlet: events × outlets × columns.

    columns: name to one number a row of frame, in the order wanted.
    """
    event = pd.Index(events).get_indexer(pd.Index(frame["event"]))
    outlet = pd.Index(outlets).get_indexer(pd.Index(frame["outlet"]))
    keep = (event >= 0) & (outlet >= 0)
    kept = [np.asarray(column)[keep] for column in columns.values()]
    return cell_sums(event[keep], outlet[keep], kept, events=len(events), outlets=len(outlets))


def cell_sums(
    event: np.ndarray,
    outlet: np.ndarray,
    columns: Sequence[np.ndarray],
    *,
    events: int,
    outlets: int,
) -> np.ndarray:
    """The same from codes of event and outlet, a row each."""
    cell, size = event * outlets + outlet, events * outlets
    sums = [np.bincount(cell, weights=column, minlength=size) for column in columns]
    return np.stack(sums, axis=1).reshape(events, outlets, len(columns))


def resampled_sums(sums: np.ndarray, *, seed: int, resamples: int) -> np.ndarray:
    """The sums over events drawn with replacement: resamples × the other axes of sums."""
    events = sums.shape[0]
    if events < 2:
        raise DesignError(
            "all rows belong to one event",
            where="events",
            mend="An interval over events needs two events or more.",
        )
    flat = sums.reshape(events, -1)
    drawn = np.empty((resamples, flat.shape[1]))
    generator = stream(seed, _PURPOSE)
    step = max(1, 2_000_000 // events)
    for start in range(0, resamples, step):
        stop = min(start + step, resamples)
        drawn[start:stop] = event_weights(generator, stop - start, events) @ flat
    return drawn.reshape(resamples, *sums.shape[1:])


def standard_errors(drawn: np.ndarray, *, events: int) -> np.ndarray:
    """Spread of bootstrap estimates, missing ones left out, corrected for drawing n of n events."""
    with np.errstate(invalid="ignore"):
        spread = np.nanstd(drawn, axis=0, ddof=1) if len(drawn) > 1 else np.nan
    return np.asarray(spread * np.sqrt(events / (events - 1)))


def t_ends(
    estimate: np.ndarray, error: np.ndarray, *, events: int, alpha: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Low, high and two-sided p from an estimate and its standard error, events - 1 degrees."""
    half = student.quantile(1 - alpha / 2, events - 1) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * student.upper_tail(np.abs(estimate) / error, events - 1)
    return estimate - half, estimate + half, np.asarray(p)
