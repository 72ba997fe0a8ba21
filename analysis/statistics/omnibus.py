"""Do the outlets differ at all? One test a metric, by permuting outlet labels within events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.statistics.articles import METHOD as PERMUTED
from analysis.statistics.articles import articles_p, is_unbalanced, same_articles
from analysis.statistics.cells import Cells
from analysis.statistics.compare import as_cells, check_design, check_randomness, primary_metrics
from analysis.statistics.glossary import tidy
from analysis.statistics.multiplicity import benjamini_hochberg, holm
from analysis.statistics.resampling import stream

METHOD = "permutation of outlets within events"
_PURPOSE = 4
_BLOCK = 2_000_000


def omnibus(
    scores: pd.DataFrame | Cells,
    metrics: str | Sequence[str],
    *,
    primary: str | Sequence[str] = (),
    outlets: Sequence[str] | None = None,
    events: Sequence[str] | None = None,
    seed: int = 0,
    resamples: int = 9999,
) -> pd.DataFrame:
    """One row a metric: the spread of the outlet means against permutations within events.

    Cell means are centred in each event that has two or more outlets; the statistic is the variance
    of the outlet means; outlet labels are permuted within each event among the outlets present;
    p = (b + 1) / (resamples + 1). Where outlets have unequal numbers of articles on an event, the p
    is that of permuted articles (see `articles`). A single metric counts as primary. Errors: as in
    `compare`.
    """
    check_randomness(alpha=0.05, seed=seed, resamples=resamples)
    cells = as_cells(scores, metrics, outlets=outlets, events=events)
    check_design(cells)
    main = primary_metrics(metrics if isinstance(metrics, str) else primary, metrics)
    statistic, p = np.full(len(cells.metrics), np.nan), np.full(len(cells.metrics), np.nan)
    method = np.full(len(cells.metrics), METHOD, dtype=object)
    for chosen, present in _patterns(cells):
        if present.any():
            statistic[chosen], p[chosen] = _permute(
                cells.means[:, :, chosen], present, seed=seed, resamples=resamples
            )
            for same in _unbalanced(cells, chosen, present):
                method[same] = PERMUTED
                p[same] = articles_p(
                    cells,
                    same,
                    outlets=np.flatnonzero(present.any(axis=0)).tolist(),
                    events=np.flatnonzero(present.any(axis=1)),
                    seed=seed,
                    resamples=resamples,
                )
    is_primary = np.isin(cells.metrics, main)
    shared = _shared(cells.means)
    return tidy(
        {
            "metric": cells.metrics,
            "family": np.where(is_primary, "primary", "secondary"),
            "outlets": shared.any(axis=0).sum(axis=0),
            "events": shared.any(axis=1).sum(axis=0),
            "missing_cells": np.isnan(cells.means).sum(axis=(0, 1)),
            "statistic": statistic,
            "p": p,
            "p_holm": holm(np.where(is_primary, p, np.nan)),
            "p_bh": benjamini_hochberg(np.where(is_primary, np.nan, p)),
            "method": method,
            "seed": [seed] * len(cells.metrics),
            "resamples": [resamples] * len(cells.metrics),
        }
    )


def _shared(means: np.ndarray) -> np.ndarray:
    """Cells with a value, in events where at least two outlets have one."""
    present = ~np.isnan(means)
    return np.asarray(present & (present.sum(axis=1, keepdims=True) >= 2))


def _patterns(cells: Cells) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Metrics that lack the same cells, with their usable cells: they share the permutations."""
    shared = _shared(cells.means)
    keys = np.array([hash(shared[:, :, m].tobytes()) for m in range(shared.shape[2])])
    for key in dict.fromkeys(keys.tolist()):
        chosen = np.flatnonzero(keys == key)
        yield chosen, shared[:, :, chosen[0]]


def _unbalanced(cells: Cells, metrics: np.ndarray, present: np.ndarray) -> list[list[int]]:
    """Metrics whose outlets have unequal numbers of articles on an event, grouped by articles."""
    if not cells.scores.size:
        return []
    return [
        same
        for same in same_articles(cells, metrics.tolist())
        if is_unbalanced(np.where(present, cells.used[:, :, same[0]], 0))
    ]


def _permute(
    means: np.ndarray, present: np.ndarray, *, seed: int, resamples: int
) -> tuple[np.ndarray, np.ndarray]:
    """Observed spread and p of metrics that share their usable cells (events × outlets)."""
    events = np.argsort(present.sum(axis=1), kind="stable")
    events = events[present[events].any(axis=1)]
    values, labels = [], []
    for event in events:
        here = np.flatnonzero(present[event])
        values.append(means[event, here] - means[event, here].mean(axis=0))
        labels.append(here.astype(np.int16))
    centred, observed_labels = np.concatenate(values), np.concatenate(labels)
    counts = present.sum(axis=0)
    observed = _spread(observed_labels[None, :], centred, counts)[0]
    scale = (centred**2).sum(axis=0)
    reached = np.zeros(means.shape[2], dtype=np.int64)
    generator = stream(seed, _PURPOSE)
    step = max(1, _BLOCK // (centred.shape[0] * counts.size))
    for start in range(0, resamples, step):
        rows = min(step, resamples - start)
        drawn = shuffled(labels, rows, generator)
        reached += (_spread(drawn, centred, counts) >= observed - 1e-12 * scale).sum(axis=0)
    return observed, (reached + 1) / (resamples + 1)


def shuffled(labels: list[np.ndarray], rows: int, generator: np.random.Generator) -> np.ndarray:
    """Labels permuted within each event, rows × cells; events come sorted by their size."""
    parts = []
    sizes = np.array([here.size for here in labels])
    for size in np.unique(sizes):
        same = np.array([here for here in labels if here.size == size])
        drawn = generator.permuted(np.tile(same, (rows, 1)), axis=1)
        parts.append(drawn.reshape(rows, -1))
    return np.concatenate(parts, axis=1)


def _spread(labels: np.ndarray, centred: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Variance of the outlet means for each row of labels, rows × metrics, as one product."""
    rows, cells = labels.shape
    outlets = np.flatnonzero(counts)
    # The last outlet has what the others leave.
    belongs = np.empty((rows, outlets.size - 1, cells))
    np.copyto(belongs, labels[:, None, :] == outlets[None, :-1, None])
    others = (belongs.reshape(-1, cells) @ centred).reshape(rows, outlets.size - 1, -1)
    last = centred.sum(axis=0) - others.sum(axis=1, keepdims=True)
    sums = np.concatenate([others, last], axis=1)
    return np.asarray((sums / counts[outlets, None]).var(axis=1, ddof=1))
