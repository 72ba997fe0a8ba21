"""Permutation of articles within events, for outlets with unequal numbers of articles on an event.

A mean of one article and a mean of four do not vary alike, so that their difference is skewed where
articles are, and flipping its sign then rejects a true null too often. Articles of one event that
change outlets keep the numbers as they are: exact where the articles of an event are exchangeable.
The statistic is Student's t over events, which keeps its level, for many events, where the articles
of one outlet resemble each other too (Chung & Romano 2013, doi:10.1214/13-AOS1090).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy import special

from analysis.statistics.cells import Cells
from analysis.statistics.resampling import stream

METHOD = "articles permuted within events, random"
_PURPOSE = 13
_BLOCK = 2_000_000


def is_unbalanced(used: np.ndarray) -> bool:
    """Whether outlets have unequal numbers of articles on an event; used: events × outlets."""
    most = used.max(axis=1)
    return bool(((used > 0) & (used < most[:, None])).any())


def same_articles(cells: Cells, metrics: Sequence[int]) -> list[list[int]]:
    """The metrics in groups that have a value for the same articles: they share permutations."""
    groups: dict[bytes, list[int]] = {}
    for metric in metrics:
        groups.setdefault(np.isnan(cells.scores[:, metric]).tobytes(), []).append(metric)
    return list(groups.values())


def articles_p(
    cells: Cells,
    metrics: Sequence[int],
    *,
    outlets: Sequence[int],
    events: np.ndarray,
    sides: int | None = None,
    seed: int = 0,
    resamples: int = 9999,
) -> np.ndarray:
    """p of the sum over pairs of outlets of t², t over the pair's events; of two outlets, of |t|.

    metrics: those that lack the same values; outlets, events: codes of those to use; sides: where
    given, p of |t| of one contrast, the mean of so many outlets minus the mean of the others.
    """
    blocks = _blocks(cells, metrics, outlets=outlets, events=events)
    contrasts = _pairs(len(outlets)) if sides is None else [_two_sides(len(outlets), sides)]
    observed = _statistic(blocks, [block.labels[None] for block in blocks], contrasts)[0]
    generator, reached = stream(seed, _PURPOSE), np.zeros(len(metrics), dtype=np.int64)
    width = sum(b.labels.size + len(b.labels) * len(outlets) * len(metrics) for b in blocks)
    step = max(1, _BLOCK // width)
    for start in range(0, resamples, step):
        rows = min(step, resamples - start)
        drawn = [_permuted(block.labels, rows, generator) for block in blocks]
        found = _statistic(blocks, drawn, contrasts)
        reached += (found >= observed * (1 - 1e-10)).sum(axis=0)
    return np.asarray((reached + 1) / (resamples + 1))


def smallest_articles_p(used: np.ndarray, *, resamples: int) -> float:
    """The smallest p that outlets can get; used: their articles, events × outlets."""
    left = used[:, ::-1].cumsum(axis=1)[:, ::-1]  # of an outlet and those after it
    with np.errstate(over="ignore"):  # past the largest number there are ways enough
        ways = special.binom(left, used).prod()
    return float(max(1 / (resamples + 1), 1 / ways))


@dataclass(frozen=True)
class _Block:
    """Events with as many articles: their outlets, values, and articles of each outlet."""

    labels: np.ndarray  # events × articles
    values: np.ndarray  # events × articles × metrics, centred in events
    size: np.ndarray  # events × outlets


def _blocks(
    cells: Cells, metrics: Sequence[int], *, outlets: Sequence[int], events: np.ndarray
) -> list[_Block]:
    place, side = np.full(len(cells.events), -1), np.full(len(cells.outlets), -1)
    place[events], side[list(outlets)] = np.arange(len(events)), np.arange(len(outlets))
    values = cells.scores[:, list(metrics)]
    kept = (side[cells.outlet] >= 0) & (place[cells.event] >= 0) & ~np.isnan(values[:, 0])
    rows = np.flatnonzero(kept)
    rows = rows[np.argsort(place[cells.event[rows]], kind="stable")]
    event = place[cells.event[rows]]
    of_event = np.split(rows, np.flatnonzero(np.diff(event)) + 1)
    blocks = []
    for number in sorted({len(own) for own in of_event}):
        same = np.array([own for own in of_event if len(own) == number])
        labels, found = side[cells.outlet[same]], values[same]
        size = (labels[:, :, None] == np.arange(len(outlets))).sum(axis=1)
        blocks.append(_Block(labels, found - found.mean(axis=1, keepdims=True), size))
    return blocks


def _permuted(labels: np.ndarray, rows: int, generator: np.random.Generator) -> np.ndarray:
    """The labels of each event in random order, rows × events × articles."""
    drawn = generator.permuted(np.tile(labels, (rows, 1)), axis=1)
    return np.asarray(drawn.reshape(rows, *labels.shape))


def _pairs(outlets: int) -> list[np.ndarray]:
    """The weights of each two outlets' difference."""
    pairs = list(combinations(range(outlets), 2))
    weights = np.zeros((len(pairs), outlets))
    for row, (a, b) in zip(weights, pairs, strict=True):
        row[[a, b]] = 1, -1
    return list(weights)


def _two_sides(outlets: int, first: int) -> np.ndarray:
    """The weights of the mean of the first outlets minus the mean of the rest."""
    return np.repeat([1 / first, -1 / (outlets - first)], [first, outlets - first])


def _statistic(
    blocks: list[_Block], drawn: list[np.ndarray], contrasts: list[np.ndarray]
) -> np.ndarray:
    """The sum over contrasts of t², rows × metrics; a contrast: the weight of each outlet."""
    sums, squares, events = ([0.0] * len(contrasts) for _ in range(3))
    for block, labels in zip(blocks, drawn, strict=True):
        means = [
            np.matmul((labels == o).transpose(1, 0, 2).astype(np.float64), block.values)
            / np.maximum(block.size[:, o], 1)[:, None, None]
            for o in range(block.size.shape[1])
        ]
        for i, weights in enumerate(contrasts):
            named = np.flatnonzero(weights)
            all_there = np.flatnonzero((block.size[:, named] > 0).all(axis=1))
            apart = sum(weights[o] * means[o][all_there] for o in named)
            sums[i] = sums[i] + apart.sum(axis=0)
            squares[i] = squares[i] + (apart**2).sum(axis=0)
            events[i] += all_there.size
    total = np.zeros(np.shape(sums[0]))
    for added, squared, n in zip(sums, squares, events, strict=True):
        if n >= 2:
            spread = np.maximum(squared - added**2 / n, 1e-12 * squared)
            with np.errstate(divide="ignore", invalid="ignore"):
                t_squared = (n - 1) * added**2 / (n * spread)
            total = total + np.where(squared > 0, t_squared, 0.0)
    return np.asarray(total)
