"""Counts → scores: sum the zones that are asked for, then compute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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
    order = pd.Index(
        pd.unique(counts["article"]) if articles is None else list(articles), name="article"
    ).astype("str")
    # Columns are taken by place: to look a name up in an index takes longer than to add it up.
    place = {name: number for number, name in enumerate(counts.columns.tolist())}
    asked = [needed(metric, place, voice=voice, rule=rule) for metric in wanted]
    columns = list(dict.fromkeys(column for _, needs in asked for column in needs))
    chosen = counts.iloc[:, [place[name] for name in ("article", "zone", *columns)]]
    scored = values(asked, dict(zip(columns, _summed(chosen, zones, order).T, strict=True)))
    frame = pd.DataFrame(scored.T, columns=[metric.name for metric in wanted], copy=False)
    frame.insert(0, "article", order)
    return frame


def _summed(counts: pd.DataFrame, zones: Sequence[str], order: pd.Index) -> NDArray[np.float64]:
    """A row for each article in the order; counts has article and zone first."""
    rows = np.flatnonzero(np.isin(counts["zone"].to_numpy(object), list(zones)))
    article = counts["article"].to_numpy()[rows]
    row_of = dict(zip(article, rows, strict=True))
    if len(row_of) < len(rows):
        return pooled(counts, zones=zones).reindex(order).to_numpy("float64")
    found = np.array([row_of.get(name, -1) for name in order], np.int64)
    summed = np.full((len(order), counts.shape[1] - 2), np.nan)
    summed[found >= 0] = counts.iloc[:, 2:].to_numpy("float64")[found[found >= 0]]
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
