"""Permutation of articles within events, for outlets with unequal numbers of articles on an event.

A mean of one article and a mean of four do not vary alike, so that their difference is skewed where
articles are, and flipping its sign then rejects a true null too often. Articles of one event that
change outlets keep the numbers as they are: exact where the articles of an event are exchangeable.
The pairs' statistic is Student's t over events, which keeps its level, for many events, where the
articles of one outlet resemble each other too (Chung & Romano 2013, doi:10.1214/13-AOS1090).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from scipy import special

from analysis.statistics.cells import Cells
from analysis.statistics.resampling import shuffled_within, stream

_PURPOSE = 13
_BLOCK = 2_000_000


def is_unbalanced(used: np.ndarray) -> bool:
    """Whether outlets have unequal numbers of articles on an event; used: events × outlets."""
    most = used.max(axis=1)
    return bool(((used > 0) & (used < most[:, None])).any())


def pair_p(
    cells: Cells,
    metrics: Sequence[int],
    *,
    a: int,
    b: int,
    events: np.ndarray,
    seed: int = 0,
    resamples: int = 9999,
) -> np.ndarray:
    """Two-sided p of |t| of the events' differences, for metrics that lack the same values.

    events: codes of the shared events of outlets a and b.
    """
    values, event, outlet = _articles(cells, metrics, outlets=(a, b), events=events)
    size = np.stack([np.bincount(event[outlet == o], minlength=events.size) for o in (0, 1)])
    weights = np.where(outlet == 0, 1.0, -1.0) / size[outlet, event]
    groups = [(weights[at][None], values[at]) for at in _by_size(event)]
    bar = _root_t(groups) * (1 - 1e-12)
    generator, reached = stream(seed, _PURPOSE), np.zeros(values.shape[1], dtype=np.int64)
    step = max(1, _BLOCK // (event.size + events.size * values.shape[1]))
    for start in range(0, resamples, step):
        rows = min(step, resamples - start)
        drawn = [(_permuted(marks[0], rows, generator), own) for marks, own in groups]
        reached += (_root_t(drawn) >= bar).sum(axis=0)
    return np.asarray((reached + 1) / (resamples + 1))


def smallest_pair_p(used: np.ndarray, *, resamples: int) -> float:
    """The smallest p that `pair_p` can give; used: articles of the two outlets, events × 2."""
    ways = special.binom(used.sum(axis=1), used[:, 0])
    return float(max(1 / (resamples + 1), 1 / np.prod(ways)))


def _by_size(event: np.ndarray) -> list[np.ndarray]:
    """Places of each event's articles, events × articles, of events with as many articles."""
    starts = np.flatnonzero(np.diff(event, prepend=-1))
    places = np.split(np.arange(event.size), starts[1:])
    sizes = sorted({len(here) for here in places})
    return [np.array([here for here in places if len(here) == size]) for size in sizes]


def _permuted(marks: np.ndarray, rows: int, generator: np.random.Generator) -> np.ndarray:
    """The marks of each event in random order, rows × events × articles."""
    drawn = generator.permuted(np.tile(marks, (rows, 1)), axis=1)
    return np.asarray(drawn.reshape(rows, *marks.shape))


def _root_t(groups: Sequence[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """|sum| of the events' differences over the root of their squares, rows × metrics.

    It rises with |t|. groups: marks, rows × events × articles, and values, events × articles ×
    metrics.
    """
    parts = [np.matmul(marks.transpose(1, 0, 2), values) for marks, values in groups]
    sums = np.abs(sum(part.sum(axis=0) for part in parts))
    squares = sum((part**2).sum(axis=0) for part in parts)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(squares > 0, sums / np.sqrt(squares), 0.0))


def omnibus_p(
    cells: Cells, metrics: Sequence[int], *, present: np.ndarray, seed: int, resamples: int
) -> np.ndarray:
    """p of the spread of outlet means, for metrics that lack the same values.

    present: the usable cells, events × outlets. The statistic is that of `omnibus`.
    """
    events = np.flatnonzero(present.any(axis=1))
    outlets = np.flatnonzero(present.any(axis=0))
    here = present[np.ix_(events, outlets)]
    values, event, outlet = _articles(cells, metrics, outlets=tuple(outlets), events=events)
    size = np.zeros(here.shape)
    np.add.at(size, (event, outlet), 1)
    in_event = here.sum(axis=1)

    def spread(labels: np.ndarray, order: np.ndarray) -> np.ndarray:
        """Variance of the outlets' means of cells centred in events, rows × metrics."""
        at, own = event[order], values[order]
        share = 1 / size[at, labels]
        means = [
            (np.where(labels == o, share, 0) - here[at, o] * share / in_event[at])
            @ own
            / here[:, o].sum()
            for o in range(len(outlets))
        ]
        return np.asarray(np.stack(means).var(axis=0, ddof=1))

    plain = np.arange(len(event))
    observed = spread(outlet[None, :], plain)[0]
    bar = observed - 1e-12 * (values**2).sum(axis=0)

    def count(drawn: np.ndarray, order: np.ndarray) -> np.ndarray:
        return np.asarray((spread(drawn, order) >= bar).sum(axis=0))

    return _p(outlet, event, count, seed=seed, resamples=resamples)


def same_articles(cells: Cells, metrics: Sequence[int]) -> Iterator[list[int]]:
    """The metrics in groups that have a value for the same articles: they share permutations."""
    groups: dict[bytes, list[int]] = {}
    for metric in metrics:
        groups.setdefault(np.isnan(cells.scores[:, metric]).tobytes(), []).append(metric)
    yield from groups.values()


def _articles(
    cells: Cells, metrics: Sequence[int], *, outlets: Sequence[int], events: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values centred in events, event and outlet of the articles, numbered anew and sorted."""
    place = np.full(len(cells.events), -1)
    place[events] = np.arange(events.size)
    side = np.full(len(cells.outlets), -1)
    side[list(outlets)] = np.arange(len(outlets))
    values = cells.scores[:, list(metrics)]
    keep = (side[cells.outlet] >= 0) & (place[cells.event] >= 0) & ~np.isnan(values[:, 0])
    order = np.flatnonzero(keep)
    order = order[np.argsort(place[cells.event[order]], kind="stable")]
    event, values = place[cells.event[order]], values[order]
    sums = np.zeros((events.size, values.shape[1]))
    np.add.at(sums, event, values)
    centred = values - (sums / np.bincount(event, minlength=events.size)[:, None])[event]
    return centred, event, side[cells.outlet[order]]


def _p(
    marks: np.ndarray,
    event: np.ndarray,
    count: Callable[[np.ndarray, np.ndarray], np.ndarray],
    *,
    seed: int,
    resamples: int,
) -> np.ndarray:
    """(b + 1) / (resamples + 1), b counted over permutations of each event's marks."""
    starts = np.flatnonzero(np.diff(event, prepend=-1))
    places = sorted(np.split(np.arange(event.size), starts[1:]), key=len)
    order = np.concatenate(places)
    generator, reached = stream(seed, _PURPOSE), np.zeros(1, dtype=np.int64)
    step = max(1, _BLOCK // event.size)
    for start in range(0, resamples, step):
        rows = min(step, resamples - start)
        drawn = shuffled_within([marks[here] for here in places], rows, generator)
        reached = reached + count(drawn, order)
    return np.asarray((reached + 1) / (resamples + 1))
