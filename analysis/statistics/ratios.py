"""A ratio of sums with an interval that rests on events, not on sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics import student

ALPHA = 0.05


def ratio_interval(
    numerator: NDArray[np.float64],
    denominator: NDArray[np.float64],
    *,
    scale: float = 1.0,
    floor: float = 0.0,
) -> tuple[float, float, float]:
    """The ratio of two sums over clusters, and its 95% interval; a value a cluster in each.

    The interval is the classical one of a ratio estimate, with Student's t over clusters (Cochran
    1977, section 6.3), cut at the floor. Missing where the denominator is 0; no interval with one
    cluster.

    >>> ratio_interval(np.array([2.0, 2.0]), np.array([4.0, 4.0]))
    (0.5, 0.5, 0.5)
    """
    used = denominator > 0
    top, bottom = numerator[used], denominator[used]
    n = len(bottom)
    if n == 0:
        return (float("nan"),) * 3
    ratio = float(top.sum() / bottom.sum())
    if n == 1:
        return ratio * scale, float("nan"), float("nan")
    residual = top - ratio * bottom
    error = np.sqrt(n / (n - 1) * (residual**2).sum()) / bottom.sum()
    half = float(student.quantile(1 - ALPHA / 2, n - 1) * error)
    return ratio * scale, max(ratio - half, floor) * scale, (ratio + half) * scale


def with_clusters(frame: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows with their article's outlet, and its event (else itself) as cluster."""
    facts = articles[["article", "outlet"]].assign(
        cluster=articles["event"].astype("str").fillna(articles["article"].astype("str"))
        if "event" in articles
        else articles["article"]
    )
    return frame.merge(facts, on="article", how="inner", validate="many_to_one")


def clusters_text(articles: pd.DataFrame) -> str:
    """What the interval rests on, for the caption."""
    return "events" if "event" in articles and articles["event"].notna().all() else "articles"
