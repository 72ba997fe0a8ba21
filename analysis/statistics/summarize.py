"""Each group's values described: n, mean, spread, median and the mean's interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.errors import ColumnError, suggest
from analysis.statistics import student
from analysis.statistics.glossary import tidy


def summarize(
    scores: pd.DataFrame, metrics: str | Sequence[str], *, by: str = "outlet", alpha: float = 0.05
) -> pd.DataFrame:
    """One row a metric and group: articles with a value, mean, sd, median, interval of the mean.

    by: the grouping column; `outlet` gives a column outlet, any other a column group; articles
    without a group are one of their own, `(none)`. The interval
    is Student's over articles: it describes one group and is no test between groups, for which
    `compare` uses the events. Errors: ColumnError for a column that is absent.
    """
    names = (metrics,) if isinstance(metrics, str) else tuple(metrics)
    for name in (by, *names):
        if name not in scores.columns:
            raise ColumnError(
                f"the table has no column {name!r}",
                where="scores",
                mend=suggest(name, map(str, scores.columns)),
            )
    groups = [
        ("(none)" if pd.isna(key) else str(key), rows)
        for key, rows in scores.groupby(by, sort=True, dropna=False)
    ]
    rows = [
        {"metric": name, "outlet" if by == "outlet" else "group": key}
        | _describe(group[name].to_numpy(dtype=np.float64, na_value=np.nan), alpha=alpha)
        for name in names
        for key, group in groups
    ]
    columns = rows[0] if rows else {"metric": [], "outlet" if by == "outlet" else "group": []}
    return tidy({name: [row[name] for row in rows] for name in columns})


def _describe(values: np.ndarray, *, alpha: float) -> dict[str, object]:
    values = values[~np.isnan(values)]
    n = values.size
    sd = values.std(ddof=1) if n > 1 else np.nan
    # Values that are all one say nothing about how far their mean may be off.
    varies = n > 1 and np.ptp(values) > 0
    half = student.quantile(1 - alpha / 2, n - 1) * sd / np.sqrt(n) if varies else np.nan
    mean = values.mean() if n else np.nan
    return {
        "articles": n,
        "mean": mean,
        "sd": sd,
        "median": np.median(values) if n else np.nan,
        "low": mean - half,
        "high": mean + half,
        "level": 1 - alpha,
        "interval": "Student's t over articles"
        if varies
        else "none: the values do not vary"
        if n > 1
        else "none: fewer than two articles",
    }
