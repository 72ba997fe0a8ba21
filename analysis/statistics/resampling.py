"""The random steps over event differences: sign flips and bootstrap intervals.

Each takes a matrix of differences, events × columns, without missing values, and treats all columns
at once by matrix products. A column's result depends on that column and the seed alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from scipy import optimize, special

from analysis.statistics import student

_BLOCK = 2_000_000  # numbers drawn at a time: bounds the memory, whatever the number of events
_FLIPS, _EVENTS, ARTICLES = 1, 2, 3  # streams: the draws of one purpose never serve another


def stream(seed: int, purpose: int) -> np.random.Generator:
    """The generator of one purpose under one seed."""
    return np.random.default_rng([seed, purpose])


def sign_flip_p(
    differences: np.ndarray, *, seed: int = 0, resamples: int = 9999
) -> tuple[np.ndarray, np.ndarray]:
    """Two-sided p of a zero mean by flipping each event's sign, and the arrangements counted.

    differences: events × columns. All 2^m arrangements are counted when they are fewer than
    resamples (m: differences that are not zero), else resamples random ones, with
    p = (b + 1) / (resamples + 1). Source: Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.
    """
    columns = differences.shape[1]
    p, counted = np.ones(columns), np.full(columns, resamples)
    moving = (differences != 0).sum(axis=0)
    exact = moving < np.log2(resamples)  # 2^m itself has no number from 1,024 events on
    for m in map(int, np.unique(moving[exact])):
        chosen = np.flatnonzero(moving == m)
        counted[chosen] = 2**m
        if m > 0:
            p[chosen] = _exact_p(_without_zeros(differences[:, chosen], m))
    random = np.flatnonzero(~exact)
    if random.size:
        p[random] = _random_p(differences[:, random], seed=seed, resamples=resamples)
    return p, counted


def bootstrap_means(differences: np.ndarray, *, seed: int = 0, resamples: int = 9999) -> np.ndarray:
    """Means of events drawn with replacement, resamples × columns."""
    n = differences.shape[0]
    means = np.empty((resamples, differences.shape[1]))
    generator = stream(seed, _EVENTS)
    for rows in _blocks(resamples, n):
        means[rows] = event_weights(generator, rows.stop - rows.start, n) @ differences / n
    return means


def event_weights(generator: np.random.Generator, rows: int, n: int) -> np.ndarray:
    """How often each of n events is drawn when n are drawn with replacement, rows × n."""
    drawn = generator.integers(0, n, size=(rows, n)) + n * np.arange(rows)[:, None]
    return np.bincount(drawn.ravel(), minlength=rows * n).reshape(rows, n).astype(np.float64)


def bca_interval(
    differences: np.ndarray, means: np.ndarray, *, alpha: float = 0.05, expand: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Bias-corrected accelerated interval of each column's mean from its bootstrap means.

    differences: events × columns; means: resamples × columns. expand: widen the tails so that the
    interval of normal data is as wide as Student's; without it 20 normal
    events cover .929 and not .95.
    Sources: Efron 1987, doi:10.1080/01621459.1987.10478410; Hesterberg 2015,
    doi:10.1080/00031305.2015.1089789 (expansion).
    """
    n = differences.shape[0]
    centre = differences.mean(axis=0)
    below = (means < centre).mean(axis=0) / 2 + (means <= centre).mean(axis=0) / 2
    bias = special.ndtri(below)
    spread = differences - centre
    acceleration = (spread**3).sum(axis=0) / (6 * (spread**2).sum(axis=0) ** 1.5)
    tail = _expanded_z(n, alpha) if expand else special.ndtri(alpha / 2)
    ends = []
    ordered = np.sort(means, axis=0)
    for z in (tail, -tail):
        shifted = bias + z
        share = special.ndtr(bias + shifted / (1 - acceleration * shifted))
        ends.append(_quantile(ordered, share))
    return ends[0], ends[1]


def percentile_interval(
    means: np.ndarray, n: int, *, alpha: float = 0.05
) -> tuple[np.ndarray, np.ndarray]:
    """Interval between two percentiles of each column's bootstrap means, tails expanded.

    means: resamples × columns; n: events drawn each time. The tails are widened so that the
    interval of normal data is as wide as Student's.
    Source: Hesterberg 2015, doi:10.1080/00031305.2015.1089789, section 4.
    """
    tail = float(special.ndtr(_expanded_z(n, alpha)))
    low, high = np.quantile(means, [tail, 1 - tail], axis=0)
    return low, high


def t_interval(differences: np.ndarray, *, alpha: float = 0.05) -> tuple[np.ndarray, np.ndarray]:
    """Student's interval of each column's mean, n - 1 degrees of freedom."""
    n = differences.shape[0]
    half = student.quantile(1 - alpha / 2, n - 1) * differences.std(axis=0, ddof=1) / np.sqrt(n)
    centre = differences.mean(axis=0)
    return centre - half, centre + half


@lru_cache(maxsize=4096)
def detectable_effect(n: int, *, alpha: float = 0.05, power: float = 0.8) -> float:
    """The smallest mean over sd of n differences that a two-sided t-test finds with this power."""
    critical = student.quantile(1 - alpha / 2, n - 1)

    def lacking(shift: float) -> float:
        # The far tail, nothing in size, comes back as missing.
        upper, lower = np.nan_to_num(special.nctdtr(n - 1, shift, np.array([critical, -critical])))
        return float(1 - upper + lower - power)

    return float(optimize.brentq(lacking, 1e-3, 2 * critical + 2)) / float(np.sqrt(n))


def _expanded_z(n: int, alpha: float) -> float:
    return float(-np.sqrt(n / (n - 1)) * student.quantile(1 - alpha / 2, n - 1))


def _quantile(ordered: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Each sorted column's own quantile, by straight lines between neighbours."""
    place = np.clip(share, 0, 1) * (ordered.shape[0] - 1)
    lower = np.floor(place).astype(np.int64)
    upper = np.minimum(lower + 1, ordered.shape[0] - 1)
    column = np.arange(ordered.shape[1])
    start = ordered[lower, column]
    return np.asarray(start + (place - lower) * (ordered[upper, column] - start))


def _blocks(rows: int, width: int) -> Iterator[slice]:
    step = max(1, _BLOCK // max(width, 1))
    for start in range(0, rows, step):
        yield slice(start, min(start + step, rows))


def _without_zeros(differences: np.ndarray, m: int) -> np.ndarray:
    """The m differences of each column that are not zero, in order."""
    return np.asarray(differences.T[differences.T != 0].reshape(-1, m).T)


@lru_cache(maxsize=4)
def _arrangements(m: int) -> np.ndarray:
    """All signs of m differences with the first sign fixed: its mirror has the same |sum|."""
    bits = (np.arange(2 ** (m - 1))[:, None] >> np.arange(m)) & 1
    return 1.0 - 2.0 * bits


def _exact_p(differences: np.ndarray) -> np.ndarray:
    reached = np.abs(_arrangements(differences.shape[0]) @ differences) >= _bar(differences)
    return np.asarray(reached.mean(axis=0))


def _random_p(differences: np.ndarray, *, seed: int, resamples: int) -> np.ndarray:
    n = differences.shape[0]
    generator, bar = stream(seed, _FLIPS), _bar(differences)
    reached = np.zeros(differences.shape[1], dtype=np.int64)
    for rows in _blocks(resamples, n):
        bits = generator.integers(0, 2, size=(rows.stop - rows.start, n), dtype=np.int8)
        reached += (np.abs((1.0 - 2.0 * bits) @ differences) >= bar).sum(axis=0)
    return np.asarray((reached + 1) / (resamples + 1))


def _bar(differences: np.ndarray) -> np.ndarray:
    """The observed |sum|, a little lowered so that equal sums count as equal despite rounding."""
    slack = 1e-12 * np.abs(differences).sum(axis=0)
    return np.asarray(np.abs(differences.sum(axis=0)) - slack)
