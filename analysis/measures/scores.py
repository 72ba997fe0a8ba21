"""Counts → scores: sum the zones that are asked for, then compute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.columns import column, frame_of
from analysis.errors import ParameterError, suggest
from analysis.measures.declare import LISTED, METRICS, find_metric, needed, values
from analysis.tables import VOICES, ZONES


def score(
    counts: pd.DataFrame,
    *,
    zones: Sequence[str] = ("body",),
    voice: str | None = None,
    metrics: Iterable[str] | None = None,
    articles: Iterable[str] | None = None,
    rule: str | None = None,
) -> pd.DataFrame:
    """One row an article, a column a metric, over the given zones.

    voice: authorial, quoted or reported; None for all words. With a voice, only metrics that have
    meaning by voice are computed. articles: the rows wanted, in order; an article without any of
    the zones is a row of missing values. rule: the counting rule, by default the one that was
    measured by; tables measured by `textstat` hold `corrected` too. An unknown name is a
    ParameterError that suggests one.
    """
    for zone in zones:
        if zone not in ZONES:
            raise ParameterError(f"there is no zone {zone!r}", mend=suggest(zone, ZONES))
    if voice is not None and voice not in VOICES:
        raise ParameterError(f"there is no voice {voice!r}", mend=suggest(voice, VOICES))
    wanted = [find_metric(name) for name in (metrics if metrics is not None else METRICS)]
    for metric in wanted:
        if metric.name in LISTED:
            raise ParameterError(
                f"{metric.name} rests on a list that you give", mend="See analysis.measures.sides."
            )
    if metrics is None and voice is not None:
        wanted = [metric for metric in wanted if metric.by_voice]
    order = column(pd.unique(counts["article"]) if articles is None else articles, "string")
    # Columns are taken by place: to look a name up in an index takes longer than to add it up.
    place = {name: number for number, name in enumerate(counts.columns.tolist())}
    asked = [needed(metric, place, voice=voice, rule=rule) for metric in wanted]
    columns = {name: place[name] for _, needs in asked for name in needs}
    summed = _summed(counts, columns, zones=zones, order=order)
    scored = values(asked, dict(zip(columns, summed, strict=True)))
    return frame_of({"article": order}, scored, tuple(metric.name for metric in wanted))


def _summed(
    counts: pd.DataFrame, columns: Mapping[str, int], *, zones: Sequence[str], order: Any
) -> NDArray[np.float64]:
    """A row for each of the columns (name and place), a column for each article in the order."""
    article, zone = (counts[name].to_numpy(object) for name in ("article", "zone"))
    rows = np.flatnonzero(np.isin(zone, list(zones)))
    row_of = dict(zip(article[rows].tolist(), rows.tolist(), strict=True))
    if len(row_of) < len(rows):
        chosen = counts[["article", "zone", *columns]]
        return pooled(chosen, zones=zones).reindex(order).to_numpy("float64").T
    found = np.array([row_of.get(name, -1) for name in order.tolist()], np.int64)
    summed = np.full((len(columns), len(found)), np.nan)
    numbers = counts.take(list(columns.values()), axis=1).to_numpy("float64")
    summed[:, found >= 0] = numbers[found[found >= 0]].T
    return summed


def pooled(counts: pd.DataFrame, *, zones: Sequence[str] = ("body",)) -> pd.DataFrame:
    """The counts summed over zones: one row an article, indexed by it."""
    chosen = counts[counts["zone"].isin(list(zones))]
    return chosen.drop(columns="zone").groupby("article", sort=False).sum()


def zone_gap(
    counts: pd.DataFrame, metric: str, *, zone: str = "headline", against: str = "body"
) -> pd.Series:
    """The metric in one zone minus the metric in another, an article a row."""
    names = pd.unique(counts["article"])
    first, second = (
        score(counts, zones=(z,), metrics=[metric], articles=names).set_index("article")[metric]
        for z in (zone, against)
    )
    return (first - second).rename(f"{metric}_gap")


def with_articles(scores: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The scores with outlet, event and date beside them."""
    beside = [c for c in ("article", "outlet", "event", "published") if c in articles]
    return articles[beside].merge(scores, on="article", how="inner", validate="one_to_one")
