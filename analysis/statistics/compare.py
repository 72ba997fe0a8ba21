"""Outlets compared in pairs within events: difference, interval, p, effect size, power.

The unit is the article, the block the event, the factor the outlet: an event's cell means are
subtracted, and everything that follows rests on the events' differences.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.errors import DesignError, ParameterError, suggest
from analysis.statistics.cells import Cells, typical_cells
from analysis.statistics.contrasts import (
    Compared,
    all_pairs,
    check_contrasts,
    compared,
    name_side,
    permuted,
)
from analysis.statistics.glossary import tidy
from analysis.statistics.multiplicity import benjamini_hochberg, holm
from analysis.statistics.resampling import (
    bca_interval,
    bootstrap_means,
    detectable_effect,
    percentile_interval,
    sign_flip_p,
    t_interval,
)
from analysis.statistics.stages import two_stage_means

FEWEST_FOR_BOOTSTRAP = 20
FEWEST_FOR_STARS = 6
CHOICES = ("percentile", "bca", "t")
INTERVALS = {
    "t": "Student's t over events",
    "percentile": "percentile bootstrap over events, tails expanded",
    "percentile stages": "percentile bootstrap of events, then articles, tails expanded",
    "bca": "BCa bootstrap over events, tails expanded",
    "bca stages": "BCa bootstrap of events, then articles, tails expanded",
    "flat": "none: the differences do not vary",
    "few": "none: fewer than two shared events",
}
_COLUMN_BLOCK = 1500  # pairs × metrics treated at once: bounds the memory


def compare(
    scores: pd.DataFrame | Cells,
    metric: str,
    *,
    outlets: Sequence[str] | None = None,
    events: Sequence[str] | None = None,
    alpha: float = 0.05,
    interval: str = "percentile",
    seed: int = 0,
    resamples: int = 9999,
) -> pd.DataFrame:
    """Every pair of outlets on one metric: one row a pair, p adjusted by Holm over the pairs.

    scores: one row an article (article, outlet, event, metric), or cells; outlets: their order
    fixes the sign, a before b. interval: `percentile`, `bca` or `t`; under 20 shared events
    always Student's t, and where cells hold several articles the bootstrap draws events, then
    articles. The default is the bootstrap that keeps its coverage on heavy-tailed differences,
    where BCa falls to .88 (benchmarks/error_rates.py --interval bca). p: sign flips within
    events; where two outlets have unequal numbers of articles on an event, articles permuted
    within events (see `articles`). Errors: DesignError where no two outlets share two events.
    """
    return compare_metrics(
        scores,
        [metric],
        primary=metric,
        outlets=outlets,
        events=events,
        alpha=alpha,
        interval=interval,
        seed=seed,
        resamples=resamples,
    ).drop(columns=["family", "p_bh"])


def compare_metrics(
    scores: pd.DataFrame | Cells,
    metrics: Sequence[str],
    *,
    primary: str | Sequence[str] = (),
    contrasts: Sequence[object] | None = None,
    outlets: Sequence[str] | None = None,
    events: Sequence[str] | None = None,
    alpha: float = 0.05,
    interval: str = "percentile",
    seed: int = 0,
    resamples: int = 9999,
) -> pd.DataFrame:
    """Every pair of outlets on several metrics, in two declared families.

    primary: the metrics of the main question; Holm over all their pairs together. The rest are
    secondary: Benjamini and Hochberg over all their pairs. contrasts: what to compare in place of
    all pairs, two sides each, as (("Post", "Star"), "Lantern"): a side's value on an event is the
    mean of its outlets, which must all have covered it (with one article a cell, the default
    interval is then Student's t). Other parameters as in `compare`.
    """
    main = primary_metrics(primary, metrics)
    if interval not in CHOICES:
        raise ParameterError(f"there is no interval {interval!r}", mend=suggest(interval, CHOICES))
    check_randomness(alpha=alpha, seed=seed, resamples=resamples)
    cells = as_cells(scores, metrics, outlets=outlets, events=events)
    check_design(cells)
    asked = all_pairs(cells.outlets) if contrasts is None else contrasts
    pairs = compared(cells, check_contrasts(asked, cells.outlets))
    columns = _describe(pairs, alpha=alpha) | _infer(
        pairs, alpha=alpha, interval=interval, seed=seed, resamples=resamples
    )
    is_primary = np.isin(columns["metric"], main)
    p = columns["p"]
    columns["family"] = np.where(is_primary, "primary", "secondary")
    columns["p_holm"] = holm(np.where(is_primary, p, np.nan))
    columns["p_bh"] = benjamini_hochberg(np.where(is_primary, np.nan, p))
    return tidy({name: columns[name] for name in _ORDER})


_ORDER = (
    "metric family outlet_a outlet_b events articles articles_left_out missing_cells mean_a mean_b"
    " difference low high level interval p p_holm p_bh d_z g_av share_positive detectable"
    " stars_allowed smallest_p method seed resamples"
).split()


def as_cells(
    scores: pd.DataFrame | Cells,
    metrics: str | Sequence[str],
    *,
    outlets: Sequence[str] | None = None,
    events: Sequence[str] | None = None,
) -> Cells:
    """The cells of a scores table; cells that are given already must hold the metrics asked for."""
    if not isinstance(scores, Cells):
        return typical_cells(scores, metrics, outlets=outlets, events=events)
    if outlets is not None or events is not None:
        raise ParameterError(
            "outlets and events are fixed when cells are made", mend="Give them there."
        )
    names = (metrics,) if isinstance(metrics, str) else tuple(metrics)
    if names != scores.metrics:
        raise ParameterError(
            f"these cells hold {', '.join(scores.metrics)}", mend="Ask for these, in this order."
        )
    return scores


def primary_metrics(primary: str | Sequence[str], metrics: str | Sequence[str]) -> tuple[str, ...]:
    """The names of the primary metrics; one that is not compared is a ParameterError."""
    main = (primary,) if isinstance(primary, str) else tuple(primary)
    compared = (metrics,) if isinstance(metrics, str) else tuple(metrics)
    for name in main:
        if name not in compared:
            raise ParameterError(
                f"the primary metric {name!r} is not compared", mend=suggest(name, compared)
            )
    return main


def check_design(cells: Cells) -> None:
    """A DesignError where no two outlets have articles on two common events."""
    if len(cells.outlets) < 2:
        raise DesignError(
            f"there is only one outlet, {', '.join(cells.outlets)}",
            where="scores",
            mend="A comparison needs at least two outlets.",
        )
    present = (cells.articles > 0).astype(np.int64)
    shared = present.T @ present
    np.fill_diagonal(shared, 0)
    if shared.max() < 2:
        raise DesignError(
            f"no two outlets share two events (most shared: {shared.max()})",
            where="scores",
            mend="Check the column event, or add articles on the same events.",
        )


def check_randomness(*, alpha: float, seed: int, resamples: int) -> None:
    """A ParameterError where alpha, seed or resamples lies outside what the tests can use."""
    if not 0 < alpha < 1:
        raise ParameterError(f"alpha is {alpha}", mend="Give a number from 0 to 1, such as .05.")
    if seed < 0:
        raise ParameterError(f"seed is {seed}", mend="Give a whole number, 0 or more.")
    if resamples < 99:
        raise ParameterError(f"resamples is {resamples}", mend="Give 99 or more; 9999 is usual.")


def _describe(pairs: list[Compared], *, alpha: float) -> dict[str, np.ndarray]:
    rows = [_describe_pair(pair, alpha=alpha) for pair in pairs]
    return {name: np.array([row[name] for row in rows], dtype=object) for name in rows[0]}


def _describe_pair(pair: Compared, *, alpha: float) -> dict[str, object]:
    cells, pick = pair.cells, pair.outlets
    n = pair.events.size
    used = int(pair.used.sum())
    had = int(cells.articles[:, pick].sum() + cells.without_event[pick].sum())
    return {
        "metric": cells.metrics[pair.metric],
        "outlet_a": name_side(tuple(cells.outlets[i] for i in pair.a)),
        "outlet_b": name_side(tuple(cells.outlets[i] for i in pair.b)),
        "events": n,
        "articles": used,
        "articles_left_out": had - used,
        "missing_cells": int(np.isnan(cells.means[:, pick, pair.metric]).sum()),
        "mean_a": pair.values_a.mean() if n else np.nan,
        "mean_b": pair.values_b.mean() if n else np.nan,
        "difference": pair.differences.mean() if n else np.nan,
        **_effects(pair, alpha=alpha),
        "level": 1 - alpha,
    }


def _effects(pair: Compared, *, alpha: float) -> dict[str, float]:
    """Effect sizes; missing where their denominator is zero or there are fewer than two events."""
    d, n = pair.differences, pair.events.size
    names = ("d_z", "g_av", "share_positive", "detectable")
    if n < 2:
        return dict.fromkeys(names, np.nan)
    sd = _sd(d)
    average = np.sqrt((_sd(pair.values_a) ** 2 + _sd(pair.values_b) ** 2) / 2)
    small = 1 - 3 / (4 * (n - 1) - 1)
    return {
        "d_z": d.mean() / sd if sd else np.nan,
        "g_av": small * d.mean() / average if average else np.nan,
        "share_positive": (d > 0).mean(),
        "detectable": sd * detectable_effect(n, alpha=alpha) if sd else np.nan,
    }


def _sd(values: np.ndarray) -> float:
    """The standard deviation, exactly 0 where values differ by no more than rounding."""
    return 0.0 if np.ptp(values) <= 1e-13 * np.abs(values).max() else float(values.std(ddof=1))


def _infer(
    pairs: list[Compared], *, alpha: float, interval: str, seed: int, resamples: int
) -> dict[str, np.ndarray]:
    """Intervals and p: pairs with as many shared events are treated together."""
    size = len(pairs)
    low, high, p = (np.full(size, np.nan) for _ in range(3))
    smallest, counted = np.full(size, np.nan), np.full(size, resamples)
    made = np.full(size, INTERVALS["few"], dtype=object)
    sizes = np.array([pair.events.size for pair in pairs])
    for n in np.unique(sizes[sizes >= 2]):
        same = np.flatnonzero(sizes == n)
        for start in range(0, same.size, _COLUMN_BLOCK):
            chosen = same[start : start + _COLUMN_BLOCK]
            d = np.column_stack([pairs[i].differences for i in chosen])
            p[chosen], counted[chosen] = sign_flip_p(d, seed=seed, resamples=resamples)
            exact = 2.0 ** (1 - np.maximum((d != 0).sum(axis=0), 1))
            smallest[chosen] = np.where(
                counted[chosen] < resamples, exact, np.maximum(exact, 1 / (resamples + 1))
            )
            low[chosen], high[chosen], made[chosen] = _intervals(
                [pairs[i] for i in chosen],
                d,
                alpha=alpha,
                interval=interval,
                seed=seed,
                resamples=resamples,
            )
    kind = np.where(counted < resamples, "exact", "random")
    method = np.array([f"sign flips within events, {word}" for word in kind], dtype=object)
    for i, found in permuted(pairs, seed=seed, resamples=resamples).items():
        p[i], smallest[i], method[i] = found.p, found.smallest, found.method
        counted[i] = resamples
    return {
        "low": low,
        "high": high,
        "interval": made,
        "p": p,
        "smallest_p": smallest,
        "stars_allowed": (sizes >= FEWEST_FOR_STARS) & (smallest <= alpha),
        "method": method,
        "seed": np.full(size, seed),
        "resamples": counted,
    }


def _intervals(
    pairs: list[Compared],
    d: np.ndarray,
    *,
    alpha: float,
    interval: str,
    seed: int,
    resamples: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    low, high = (np.full(d.shape[1], np.nan) for _ in range(2))
    kind = np.array([_kind(pair, interval) for pair in pairs], dtype=object)
    chosen = np.flatnonzero(kind == "t")
    if chosen.size:
        low[chosen], high[chosen] = t_interval(d[:, chosen], alpha=alpha)
    chosen = np.flatnonzero(kind == interval)
    if chosen.size and interval != "t":
        means = bootstrap_means(d[:, chosen], seed=seed, resamples=resamples)
        low[chosen], high[chosen] = _from_means(d[:, chosen], means, alpha=alpha, interval=interval)
    for members in _same_articles(pairs, np.flatnonzero(kind == f"{interval} stages")):
        first = pairs[members[0]]
        means = two_stage_means(
            first.cells,
            [pairs[i].metric for i in members],
            a=first.a,
            b=first.b,
            events=first.events,
            seed=seed,
            resamples=resamples,
        )
        low[members], high[members] = _from_means(
            d[:, members], means, alpha=alpha, interval=interval
        )
    return low, high, np.array([INTERVALS[name] for name in kind], dtype=object)


def _from_means(
    d: np.ndarray, means: np.ndarray, *, alpha: float, interval: str
) -> tuple[np.ndarray, np.ndarray]:
    if interval == "bca":
        return bca_interval(d, means, alpha=alpha)
    return percentile_interval(means, d.shape[0], alpha=alpha)


def _same_articles(pairs: list[Compared], places: np.ndarray) -> list[list[int]]:
    """Places of pairs of the same outlets and articles, in groups: they share the draws."""
    groups: dict[object, list[int]] = {}
    for i in places.tolist():
        missing = np.isnan(pairs[i].cells.scores[:, pairs[i].metric]).tobytes()
        groups.setdefault((pairs[i].a, pairs[i].b, missing), []).append(i)
    return list(groups.values())


def _kind(pair: Compared, interval: str) -> str:
    if _sd(pair.differences) == 0:
        return "flat"
    if interval == "t" or pair.events.size < FEWEST_FOR_BOOTSTRAP:
        return "t"
    if pair.cells.scores.size > 0 and pair.used.max() > 1:
        return f"{interval} stages"
    # A mean of several outlets against one is skewed as values are: here t covers better.
    return "t" if interval == "percentile" and not pair.is_pair else interval
