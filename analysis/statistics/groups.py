"""Groups of outlets (left and right, say) compared: the outlet is the unit, and outlets are few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from analysis.errors import DesignError, ParameterError
from analysis.statistics.cells import Cells
from analysis.statistics.compare import as_cells, check_randomness
from analysis.statistics.glossary import tidy
from analysis.statistics.resampling import stream

FEWEST_PER_GROUP = 4
_PURPOSE = 9


def compare_groups(
    scores: pd.DataFrame,
    metrics: str | Sequence[str],
    *,
    groups: Mapping[str, Sequence[str]],
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 9999,
) -> pd.DataFrame:
    """One row a metric: the difference between the means of two groups of outlets.

    groups: two names, each with its outlets. Each outlet counts once, by its mean adjusted for the
    events that it covered. p: outlets permuted between the groups, all arrangements where they are
    fewer than resamples; interval: Welch's over outlets. With fewer than four outlets in a group
    no p below .029 exists, so that the result only describes. Errors: ParameterError, DesignError.
    """
    check_randomness(alpha=alpha, seed=seed, resamples=resamples)
    (name_a, first), (name_b, second) = _check_groups(groups)
    cells = as_cells(scores, metrics, outlets=[*first, *second])
    label = np.arange(len(cells.outlets)) < len(first)
    rows = []
    for metric in range(len(cells.metrics)):
        means = adjusted_means(cells, metric)
        a, b = means[label & ~np.isnan(means)], means[~label & ~np.isnan(means)]
        rows.append(
            {
                "metric": cells.metrics[metric],
                "group_a": name_a,
                "group_b": name_b,
                "outlets_a": a.size,
                "outlets_b": b.size,
                "events": int((~np.isnan(cells.means[:, :, metric])).any(axis=1).sum()),
                "mean_a": a.mean() if a.size else np.nan,
                "mean_b": b.mean() if b.size else np.nan,
                "difference": a.mean() - b.mean() if a.size and b.size else np.nan,
                **_test(a, b, alpha=alpha, seed=seed, resamples=resamples),
                "level": 1 - alpha,
                "seed": seed,
            }
        )
    return tidy({name: [row[name] for row in rows] for name in rows[0]})


def adjusted_means(cells: Cells, metric: int) -> np.ndarray:
    """Each outlet's mean when events are levelled: least squares of outlet plus event.

    With complete cells these are the plain outlet means. Outlets without a value are missing, and
    so are all when the events do not link the outlets to one another.
    """
    values = cells.means[:, :, metric]
    present = ~np.isnan(values)
    size = present.sum(axis=1, keepdims=True)
    used = size[:, 0] > 0
    here, filled = present[used].astype(float), np.nan_to_num(values[used])
    centred = np.where(present[used], filled - filled.sum(axis=1, keepdims=True) / size[used], 0)
    links = np.diag(here.sum(axis=0)) - (here / size[used]).T @ here
    outlets = np.flatnonzero(present.any(axis=0))
    means = np.full(values.shape[1], np.nan)
    if (
        not outlets.size
        or np.linalg.matrix_rank(links[np.ix_(outlets, outlets)]) < outlets.size - 1
    ):
        return means
    effect = np.linalg.pinv(links) @ centred.sum(axis=0)
    grand = (filled - here * effect).sum() / here.sum()
    means[outlets] = (grand + effect)[outlets]
    return means


def _check_groups(groups: Mapping[str, Sequence[str]]) -> list[tuple[str, list[str]]]:
    named = [(name, list(outlets)) for name, outlets in groups.items()]
    if len(named) != 2 or not all(outlets for _, outlets in named):
        raise ParameterError(
            f"there are {len(named)} groups of outlets", mend="Give two, each with its outlets."
        )
    both = set(named[0][1]) & set(named[1][1])
    if both:
        raise DesignError(f"in both groups: {', '.join(sorted(both))}", where="groups")
    return named


def _test(
    a: np.ndarray, b: np.ndarray, *, alpha: float, seed: int, resamples: int
) -> dict[str, object]:
    arrangements = comb(a.size + b.size, a.size)
    described: dict[str, object] = {
        "low": np.nan,
        "high": np.nan,
        "interval": f"none: fewer than {FEWEST_PER_GROUP} outlets in a group",
        "p": np.nan,
        "smallest_p": np.nan,
        "method": f"described only: fewer than {FEWEST_PER_GROUP} outlets in a group",
        "resamples": 0,
    }
    if min(a.size, b.size) < FEWEST_PER_GROUP:
        return described
    exact = arrangements < resamples
    from scipy import stats  # late: its import is slow, and few reports compare groups

    ends = stats.ttest_ind(a, b, equal_var=False).confidence_interval(1 - alpha)
    p = _exact_p(a, b) if exact else _random_p(a, b, seed=seed, resamples=resamples)
    # Groups of one size can change places, which gives the same absolute difference.
    lowest = (2 if a.size == b.size else 1) / arrangements if exact else 1 / (resamples + 1)
    return described | {
        "low": ends.low,
        "high": ends.high,
        "interval": "Welch's t over outlets",
        "p": p,
        "smallest_p": lowest,
        "method": f"permutation of outlets between groups, {'exact' if exact else 'random'}",
        "resamples": arrangements if exact else resamples,
    }


def _exact_p(a: np.ndarray, b: np.ndarray) -> float:
    pooled = np.concatenate([a, b])
    chosen = np.array(list(combinations(range(pooled.size), a.size)))
    sums = pooled[chosen].sum(axis=1)
    gaps = np.abs(sums / a.size - (pooled.sum() - sums) / b.size)
    return float((gaps >= abs(a.mean() - b.mean()) * (1 - 1e-12)).mean())


def _random_p(a: np.ndarray, b: np.ndarray, *, seed: int, resamples: int) -> float:
    pooled = np.tile(np.concatenate([a, b]), (resamples, 1))
    moved = stream(seed, _PURPOSE).permuted(pooled, axis=1)
    gaps = np.abs(moved[:, : a.size].mean(axis=1) - moved[:, a.size :].mean(axis=1))
    reached = (gaps >= abs(a.mean() - b.mean()) * (1 - 1e-12)).sum()
    return float((reached + 1) / (resamples + 1))
