"""Two-stage resampling: events with replacement, then articles within each drawn cell."""

from __future__ import annotations

import numpy as np

from analysis.statistics.cells import Cells
from analysis.statistics.resampling import ARTICLES, event_weights, stream


def two_stage_means(
    cells: Cells,
    metric: int,
    *,
    a: int,
    b: int,
    events: np.ndarray,
    seed: int = 0,
    resamples: int = 9999,
) -> np.ndarray:
    """Mean differences of outlets a and b when events, then articles in each cell, are drawn.

    events: codes of the shared events. An event drawn c times draws the m articles of each of its
    cells c·m times. Wider than events alone: the articles' spread, which the
    events' differences hold already, is added to it.
    """
    generator = stream(seed, ARTICLES)
    groups = [_by_size(cells, metric, outlet, events) for outlet in (a, b)]
    means = np.empty(resamples)
    step = max(1, 2_000_000 // events.size)
    for start in range(0, resamples, step):
        rows = slice(start, min(start + step, resamples))
        drawn = event_weights(generator, rows.stop - rows.start, events.size)
        first, second = (_drawn_sums(generator, drawn, group) for group in groups)
        means[rows] = (first - second) / events.size
    return means


def _by_size(
    cells: Cells, metric: int, outlet: int, events: np.ndarray
) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Cells of one outlet by their number of articles: places of the events, events × articles."""
    place = np.full(len(cells.events), -1)
    place[events] = np.arange(events.size)
    values = cells.scores[:, metric]
    keep = (cells.outlet == outlet) & (place[cells.event] >= 0) & ~np.isnan(values)
    where, values = place[cells.event[keep]], values[keep]
    order = np.argsort(where, kind="stable")
    where, values = where[order], values[order]
    size = np.bincount(where, minlength=events.size)
    return {
        int(m): (np.flatnonzero(size == m), values[size[where] == m].reshape(-1, m))
        for m in np.unique(size)
    }


def _drawn_sums(
    generator: np.random.Generator,
    drawn: np.ndarray,
    groups: dict[int, tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """The sum over drawn events of a cell's resampled mean, one a row of drawn."""
    total = np.zeros(drawn.shape[0])
    for m, (places, values) in groups.items():
        times = drawn[:, places]
        if m == 1:
            total += times @ values[:, 0]
            continue
        weights = generator.multinomial((times * m).astype(np.int64), np.full(m, 1 / m))
        total += np.einsum("rem,em->r", weights, values) / m
    return total
