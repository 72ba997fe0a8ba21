"""Two-stage resampling: events with replacement, then articles within each drawn cell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.statistics.cells import Cells
from analysis.statistics.resampling import ARTICLES, event_weights, stream


def two_stage_means(
    cells: Cells,
    metrics: Sequence[int],
    *,
    a: Sequence[int],
    b: Sequence[int],
    events: np.ndarray,
    seed: int = 0,
    resamples: int = 9999,
) -> np.ndarray:
    """Mean differences of the outlets a from the outlets b, events and then articles drawn.

    metrics: those that lack the same values, for they share the draws: resamples × metrics; a, b:
    codes of outlets, whose means are taken; events: codes of the shared events. An event
    drawn c times draws the m articles of each of its cells c·m times. Wider than events alone: the
    articles' spread, which the events' differences hold already, is added to it.
    """
    generator = stream(seed, ARTICLES)
    groups = [_by_size(cells, metrics, outlet, events) for outlet in (*a, *b)]
    weights = [*(1 / len(a) for _ in a), *(-1 / len(b) for _ in b)]
    means = np.empty((resamples, len(metrics)))
    step = max(1, 2_000_000 // events.size)
    for start in range(0, resamples, step):
        rows = slice(start, min(start + step, resamples))
        drawn = event_weights(generator, rows.stop - rows.start, events.size)
        sums = [_drawn_sums(generator, drawn, group) for group in groups]
        means[rows] = sum(w * s for w, s in zip(weights, sums, strict=True)) / events.size
    return means


def _by_size(
    cells: Cells, metrics: Sequence[int], outlet: int, events: np.ndarray
) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Cells of one outlet by their articles: places of events, events × articles × metrics."""
    place = np.full(len(cells.events), -1)
    place[events] = np.arange(events.size)
    values = cells.scores[:, list(metrics)]
    keep = (cells.outlet == outlet) & (place[cells.event] >= 0) & ~np.isnan(values[:, 0])
    where, values = place[cells.event[keep]], values[keep]
    order = np.argsort(where, kind="stable")
    where, values = where[order], values[order]
    size = np.bincount(where, minlength=events.size)
    return {
        int(m): (np.flatnonzero(size == m), values[size[where] == m].reshape(-1, m, len(metrics)))
        for m in np.unique(size)
    }


def _drawn_sums(
    generator: np.random.Generator,
    drawn: np.ndarray,
    groups: dict[int, tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """The sum over drawn events of a cell's resampled mean, rows of drawn × metrics."""
    total = np.zeros((drawn.shape[0], next(iter(groups.values()))[1].shape[2]))
    for m, (places, values) in groups.items():
        times = drawn[:, places]
        if m == 1:
            total += times @ values[:, 0]
            continue
        weights = generator.multinomial((times * m).astype(np.int64), np.full(m, 1 / m))
        flat = weights.reshape(len(drawn), -1).astype(np.float64)
        total += flat @ values.reshape(flat.shape[1], -1) / m
    return total
