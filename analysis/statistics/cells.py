"""Articles gathered into cells: one cell an event and an outlet.

Two questions have two functions. `typical_cells` scores each article, then averages in the cell;
`pooled_cells` adds the articles' counts up, then computes the metric once a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import ColumnError, DesignError, ParameterError, suggest
from analysis.statistics.glossary import tidy


@dataclass(frozen=True)
class Cells:
    """Cell values of several metrics, with the articles that they came from.

    means: events × outlets × metrics, missing where a cell has no value; used: articles behind each
    mean, of the same shape; articles: articles in each cell, events × outlets; event, outlet: codes
    of each article; scores: articles × metrics (no rows when pooled); without_event: articles of
    each outlet that belong to no event.
    """

    metrics: tuple[str, ...]
    events: tuple[str, ...]
    outlets: tuple[str, ...]
    means: np.ndarray
    used: np.ndarray
    articles: np.ndarray
    event: np.ndarray
    outlet: np.ndarray
    scores: np.ndarray
    without_event: np.ndarray

    def frame(self) -> pd.DataFrame:
        """One row a metric, event and outlet, empty cells too: articles and mean."""
        shape = (len(self.metrics), len(self.events), len(self.outlets))
        metric, event, outlet = (index.ravel() for index in np.indices(shape))
        return tidy(
            {
                "metric": np.array(self.metrics, dtype=object)[metric],
                "event": np.array(self.events, dtype=object)[event],
                "outlet": np.array(self.outlets, dtype=object)[outlet],
                "articles": np.moveaxis(self.used, 2, 0).ravel(),
                "mean": np.moveaxis(self.means, 2, 0).ravel(),
            }
        )


def typical_cells(
    scores: pd.DataFrame,
    metrics: str | Sequence[str],
    *,
    outlets: Sequence[str] | None = None,
    events: Sequence[str] | None = None,
) -> Cells:
    """The mean over articles of each metric in each cell.

    scores: one row an article, with article, outlet, event and the metrics' columns; outlets and
    events: those to keep, in the order given (default: all, sorted). An article without a value
    does not count in that metric's mean. Errors: ColumnError for a column that is absent, not a
    number, or doubly keyed; ParameterError for an outlet or event that no article has.
    """
    names = (metrics,) if isinstance(metrics, str) else tuple(metrics)
    if not names:
        raise ParameterError("no metric is named", mend="Name one or more columns of the scores.")
    _check(scores, names)
    # In one order, whatever the rows' own: articles are drawn at random by their places.
    ordered = scores.sort_values("article", key=lambda ids: ids.astype(str), kind="stable")
    placed = _place(ordered, outlets=outlets, events=events)
    values = np.column_stack([_numbers(placed.rows, name) for name in names])
    sums, used = _sum_cells(placed, np.nan_to_num(values)), _sum_cells(placed, ~np.isnan(values))
    with np.errstate(invalid="ignore"):
        means = sums / used
    return _assemble(placed, names, means=means, used=used.astype(np.int64), values=values)


def pooled_cells(
    counts: pd.DataFrame,
    metrics: str | Sequence[str],
    *,
    voice: str | None = None,
    outlets: Sequence[str] | None = None,
    events: Sequence[str] | None = None,
) -> Cells:
    """Each declared metric computed once from the summed counts of a cell's articles.

    counts: one row an article, with article, outlet, event and count columns; voice: the voice that
    the counts are taken from. A longer article weighs more here; in `typical_cells` it does not.
    """
    # Loaded here: the measures bring the lexicons with them, which comparing scores does not need.
    from analysis.measures.declare import compute, find_metric

    declared = [find_metric(name) for name in ([metrics] if isinstance(metrics, str) else metrics)]
    wanted = dict.fromkeys(
        need if voice is None else f"{need}_{voice}" for metric in declared for need in metric.needs
    )
    _check(counts, tuple(wanted))
    placed = _place(counts, outlets=outlets, events=events)
    shape = (len(placed.events), len(placed.outlets))
    present = _count_articles(placed) > 0
    summed = {}
    for need in wanted:
        total = _sum_cells(placed, _numbers(placed.rows, need)[:, None])[:, :, 0]
        summed[need] = pd.Series(np.where(present, total, np.nan).ravel())
    means = np.stack(
        [compute(m, summed, voice=voice).to_numpy().reshape(shape) for m in declared], axis=2
    )
    used = np.where(np.isnan(means), 0, _count_articles(placed)[:, :, None])
    names = tuple(metric.name for metric in declared)
    return _assemble(placed, names, means=means, used=used, values=np.empty((0, len(names))))


def incidence(scores: pd.DataFrame) -> pd.DataFrame:
    """How many articles each outlet has on each event, zeros included: one row a cell."""
    _check(scores, ())
    placed = _place(scores, outlets=None, events=None)
    shape = (len(placed.events), len(placed.outlets))
    event, outlet = (index.ravel() for index in np.indices(shape))
    return tidy(
        {
            "event": np.array(placed.events, dtype=object)[event],
            "outlet": np.array(placed.outlets, dtype=object)[outlet],
            "articles": _count_articles(placed).ravel(),
        }
    )


@dataclass(frozen=True)
class _Placed:
    rows: pd.DataFrame
    events: tuple[str, ...]
    outlets: tuple[str, ...]
    event: np.ndarray
    outlet: np.ndarray
    without_event: np.ndarray


def _check(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    for name in ("article", "outlet", "event", *columns):
        if name not in frame.columns:
            raise ColumnError(
                f"the table has no column {name!r}",
                where="scores",
                mend=suggest(name, map(str, frame.columns)),
            )
    nameless = int(frame["outlet"].isna().sum())
    if nameless:
        raise ColumnError(
            f"{nameless} rows have no outlet",
            where="scores",
            mend="Name the publisher of each article, or leave these rows out and say so.",
        )
    repeated = frame["article"].duplicated()
    if repeated.any():
        first = frame["article"][repeated].iloc[0]
        raise ColumnError(
            f"{int(repeated.sum())} rows repeat an article, first {first!r}",
            where="scores",
            mend="Give one row an article.",
        )


def _place(
    frame: pd.DataFrame, *, outlets: Sequence[str] | None, events: Sequence[str] | None
) -> _Placed:
    """The rows of the wanted outlets and events, with integer codes."""
    known = _wanted(frame["outlet"], outlets, "outlet")
    kept = frame[frame["outlet"].isin(known)]
    no_event = kept["event"].isna()
    if no_event.all():
        raise DesignError(
            "no article of these outlets belongs to an event",
            where="scores",
            mend="Fill the column event: outlets are compared on the events that they share.",
        )
    without = kept.loc[no_event, "outlet"].value_counts().reindex(known, fill_value=0).to_numpy()
    stories = _wanted(kept["event"], events, "event")
    rows = kept[kept["event"].isin(stories)]
    event = pd.Index(stories).get_indexer(pd.Index(rows["event"]))
    outlet = pd.Index(known).get_indexer(pd.Index(rows["outlet"]))
    return _Placed(rows, tuple(map(str, stories)), tuple(map(str, known)), event, outlet, without)


def _wanted(column: pd.Series, wanted: Sequence[str] | None, name: str) -> list[str]:
    present = sorted(column.dropna().unique(), key=str)
    if wanted is None:
        return present
    if isinstance(wanted, str):
        raise ParameterError(f"{name}s is one word, {wanted!r}", mend=f"Give a list: [{wanted!r}].")
    for value in wanted:
        if value not in present:
            raise ParameterError(
                f"there is no {name} {value!r}", mend=suggest(str(value), map(str, present))
            )
    return list(dict.fromkeys(wanted))


def _numbers(rows: pd.DataFrame, name: str) -> np.ndarray:
    try:
        values = rows[name].to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError):
        raise ColumnError(
            f"the column {name!r} does not hold numbers",
            where="scores",
            mend="Choose a metric's column.",
        ) from None
    if np.isinf(values).any():
        raise ColumnError(
            f"the column {name!r} holds infinite values",
            where="scores",
            mend="A value that cannot be computed is missing, not infinite.",
        )
    return values


def _sum_cells(placed: _Placed, values: np.ndarray) -> np.ndarray:
    """Sums over each cell's articles, events × outlets × columns."""
    size = len(placed.events) * len(placed.outlets)
    cell = placed.event * len(placed.outlets) + placed.outlet
    sums = [np.bincount(cell, weights=column, minlength=size) for column in values.T]
    return np.stack(sums, axis=1).reshape(len(placed.events), len(placed.outlets), -1)


def _count_articles(placed: _Placed) -> np.ndarray:
    counts = np.zeros((len(placed.events), len(placed.outlets)), dtype=np.int64)
    np.add.at(counts, (placed.event, placed.outlet), 1)
    return counts


def _assemble(
    placed: _Placed,
    names: tuple[str, ...],
    *,
    means: np.ndarray,
    used: np.ndarray,
    values: np.ndarray,
) -> Cells:
    return Cells(
        names,
        placed.events,
        placed.outlets,
        means,
        used,
        _count_articles(placed),
        placed.event,
        placed.outlet,
        values,
        placed.without_event,
    )
