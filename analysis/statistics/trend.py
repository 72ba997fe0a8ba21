"""Measures over time by outlet: periods with their volume, and what changed at a date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import ColumnError, DesignError, ParameterError, suggest
from analysis.statistics import student
from analysis.statistics.clusters import need_columns
from analysis.statistics.glossary import tidy

PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def trend(
    scores: pd.DataFrame,
    metric: str,
    *,
    every: str = "week",
    window: int = 1,
    outlets: Sequence[str] | None = None,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """One row an outlet and period: articles, events, mean and its interval; gaps stay gaps.

    scores: one row an article (outlet, published, metric; event where known); every: day, week,
    month, quarter or year; window: periods in each mean, the period and those before it. The
    interval is Student's over event means, for articles of one event are alike (over articles
    where no event is known). Errors: ColumnError, ParameterError; DesignError without dates.
    """
    if window < 1:
        raise ParameterError(f"window is {window}", mend="Give 1 or more periods.")
    data, left_out = _dated(scores, metric, every=every, outlets=outlets)
    first, last = data["period"].min(), data["period"].max()
    rows: list[dict[str, Any]] = []
    for outlet, own in data.groupby("outlet", sort=True):
        for period in range(first, last + 1):
            inside = own[(own["period"] > period - window) & (own["period"] <= period)]
            rows.append(
                {
                    "metric": metric,
                    "outlet": str(outlet),
                    "period": _start(period, every),
                    "articles": len(inside),
                    "articles_left_out": int(left_out.get(outlet, 0)),
                    "events": inside["event"].nunique(),
                    **_mean(inside, alpha=alpha),
                    "level": 1 - alpha,
                }
            )
    return tidy({name: [row[name] for row in rows] for name in rows[0]})


def interruption(
    scores: pd.DataFrame,
    metric: str,
    *,
    date: str,
    every: str = "week",
    outlets: Sequence[str] | None = None,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Two rows an outlet: the jump at a date, and the change of slope after it.

    Least squares on the periods' means, each period weighing as its articles. The errors allow for
    periods that follow their neighbours: a likeness that falls off by one factor a period, its bias
    taken out (Marriott and Pope 1954). Newey and West's errors are too small on series this short
    (Turner et al. 2021): where neighbours correlate by .4, their 95% interval holds a jump in 77%
    to 88% of series of 20 to 160 periods, the one here in 92% to 95%. An outlet with fewer than
    three periods on a side is missing. Errors: as in `trend`.
    Source: Wagner et al. 2002 (segmented regression), doi:10.1046/j.1365-2710.2002.00430.x.
    """
    data, left_out = _dated(scores, metric, every=every, outlets=outlets)
    at = _number(pd.Series([_day(date)]), every).iloc[0]
    rows: list[dict[str, Any]] = []
    for outlet, own in data.groupby("outlet", sort=True):
        means = own.groupby("period")["value"].agg(["mean", "count"])
        estimates = _segments(means, at)
        for i, quantity in enumerate(("jump", "change of slope")):
            estimate, error, degrees = estimates[i]
            half = student.quantile(1 - alpha / 2, degrees) * error if degrees > 0 else np.nan
            p = 2 * student.upper_tail(abs(estimate) / error, degrees) if error > 0 else np.nan
            rows.append(
                {
                    "metric": metric,
                    "outlet": str(outlet),
                    "quantity": quantity,
                    "articles": len(own),
                    "articles_left_out": int(left_out.get(outlet, 0)),
                    "periods_before": int((means.index < at).sum()),
                    "periods_after": int((means.index >= at).sum()),
                    "estimate": estimate,
                    "standard_error": error,
                    "low": estimate - half,
                    "high": estimate + half,
                    "level": 1 - alpha,
                    "p": p,
                    "method": "segmented least squares, errors robust to autocorrelation",
                }
            )
    return tidy({name: [row[name] for row in rows] for name in rows[0]})


def _dated(
    scores: pd.DataFrame, metric: str, *, every: str, outlets: Sequence[str] | None
) -> tuple[pd.DataFrame, pd.Series]:
    """Articles with a date and a value, the number of their period; articles left out by outlet."""
    if every not in PERIODS:
        raise ParameterError(f"there is no period {every!r}", mend=suggest(every, PERIODS))
    need_columns(scores, ("outlet",), where="scores")
    for name in ("published", metric):
        if name not in scores.columns:
            raise ColumnError(
                f"the table has no column {name!r}",
                where="scores",
                mend=suggest(name, map(str, scores.columns)),
            )
    known = sorted(scores["outlet"].unique())
    for outlet in outlets or ():
        if outlet not in known:
            raise ParameterError(f"there is no outlet {outlet!r}", mend=suggest(outlet, known))
    kept = scores[scores["outlet"].isin(known if outlets is None else outlets)]
    used = kept[["published", metric]].notna().all(axis=1)
    kept, left_out = kept[used], kept.loc[~used, "outlet"].value_counts()
    if kept.empty:
        raise DesignError("no article has both a date and a value", where="scores")
    when = _day(kept["published"])
    event = kept["event"] if "event" in kept.columns else pd.Series(None, index=kept.index)
    alone = pd.Series([f"\0{i}" for i in range(len(kept))], index=kept.index)
    dated = pd.DataFrame(
        {
            "outlet": kept["outlet"],
            "value": kept[metric].astype(float),
            "event": event.where(event.notna(), alone),
            "period": _number(when, every),
        }
    )
    return dated, left_out


def _day(values: Any) -> Any:
    try:
        when = pd.to_datetime(values, utc=True)
    except (ValueError, TypeError):
        raise ColumnError(
            "a date cannot be read", where="published", mend="Write dates as 2022-03-01."
        ) from None
    return when.dt.tz_localize(None) if isinstance(when, pd.Series) else when.tz_localize(None)


def _number(when: pd.Series, every: str) -> pd.Series:
    ordinals = [period.ordinal for period in when.dt.to_period(PERIODS[every])]
    return pd.Series(ordinals, index=when.index, dtype="int64")


def _start(number: int, every: str) -> pd.Timestamp:
    return pd.Period(ordinal=number, freq=PERIODS[every]).start_time


def _mean(inside: pd.DataFrame, *, alpha: float) -> dict[str, Any]:
    """Mean over articles; its error from the spread of events (a ratio of sums over events)."""
    n = inside["event"].nunique()
    mean = float(inside["value"].mean()) if n else np.nan
    if n < 2:
        return {"mean": mean, "low": np.nan, "high": np.nan, "interval": "none: under two events"}
    spread = (inside["value"] - mean).groupby(inside["event"].to_numpy()).sum()
    error = np.sqrt(n / (n - 1) * (spread**2).sum()) / len(inside)
    half = student.quantile(1 - alpha / 2, n - 1) * error
    return {
        "mean": mean,
        "low": mean - half,
        "high": mean + half,
        "interval": "Student's t, articles clustered by event",
    }


def _segments(means: pd.DataFrame, at: int) -> list[tuple[float, float, float]]:
    """Jump and change of slope, with standard errors and degrees of freedom."""
    after = (means.index >= at).astype(float)
    if min(after.sum(), (1 - after).sum()) < 3:
        return [(np.nan, np.nan, 0.0)] * 2
    period = means.index.to_numpy(dtype=float)
    time, root = period - at, np.sqrt(means["count"].to_numpy(dtype=float))
    design = np.column_stack([np.ones(len(means)), time, after, after * time]) * root[:, None]
    values = means["mean"].to_numpy() * root
    inverse = np.linalg.pinv(design)
    estimates = inverse @ values
    residual = values - design @ estimates
    likeness = _persistence(residual, period) ** np.abs(np.subtract.outer(period, period))
    left = np.trace(likeness) - np.trace(design @ inverse @ likeness)
    errors = np.sqrt(np.diag(inverse @ likeness @ inverse.T) * (residual @ residual) / left)
    degrees = float(len(means) - _COEFFICIENTS)
    return [(float(estimates[i]), float(errors[i]), degrees) for i in (2, 3)]


_COEFFICIENTS = 4  # level and slope, before and after


def _persistence(residual: NDArray[np.float64], period: NDArray[np.float64]) -> float:
    """How alike neighbouring periods are, from 0 to .95, freed of the bias that a fit brings.

    Residuals are less alike than errors are, by about (k + (k + 2) rho) / n with k coefficients
    (Marriott and Pope 1954). Periods on either side of a gap are no neighbours.
    """
    n, k = len(residual), _COEFFICIENTS
    near = np.diff(period) == 1
    total = float(residual @ residual)
    if not near.any() or total == 0:
        return 0.0
    found = (residual[1:] * residual[:-1])[near].mean() * (n - 1) / total
    return float(np.clip((n * found + k) / max(n - k - 2, 1), 0, 0.95))
