"""The sides of a list of actors, as figures and tables of the notebook sourcing."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus.actors import read_actors
from analysis.figures import Figure, Page, plot_difference, plot_distribution, plot_sources
from analysis.figures.reading import each
from analysis.figures.shares import estimates
from analysis.figures.words import listing, plural
from analysis.measures import assign_sides, count_sides, side_balance
from analysis.measures.pipeline import Measures
from analysis.reports.parameters import Settings, place
from analysis.reports.publishing import publish
from analysis.reports.show import comparison_table, table
from analysis.reports.sourcing import percent
from analysis.statistics import compare_metrics
from analysis.statistics.ratios import clusters_text, with_clusters

_NAMED = 8  # unlisted sources that are named
_METRICS = ("side_lead", "side_evenness")
_NONE = Page(
    "<p>No list of actors was given. The parameter <em>actors</em> takes a CSV file with the "
    "columns actor, side, aliases and event.</p>",
    "No list of actors was given.",
)


def sides_table(measures: Measures, settings: Settings) -> Page:
    """Statements and words of each side by outlet, and whom the list leaves out."""
    actors = _actors(settings)
    if actors is None:
        return _NONE
    counts = _counted(measures, settings, actors)
    clustered = with_clusters(counts.drop(columns=["outlet", "event"]), measures.articles)
    cells = clustered.groupby(["outlet", "cluster", "side"], sort=False)[["words", "statements"]]
    summed = cells.sum().reset_index()
    whole = summed.groupby(["outlet", "cluster"])["words"].transform("sum")
    parts = summed.rename(columns={"side": "kind"}).assign(
        series="", part=summed["words"].astype("float64"), whole=whole.astype("float64")
    )
    shares = estimates(parts)
    said = summed.groupby(["outlet", "side"], sort=False)["statements"].sum()
    rows = [
        [
            row.outlet,
            row.kind,
            f"{said[row.outlet, row.kind]:,}",
            f"{int(row.part):,}",
            percent(row),
        ]
        for row in each(shares.sort_values("outlet", kind="stable"))
    ]
    page = table(
        ["outlet", "side", "statements", "words", "% of the sides' words"],
        rows,
        caption="What each side says, with the 95% interval of its share over "
        f"{clusters_text(measures.articles)}. The first side is “{counts['side'].iloc[0]}”.",
        texts=2,
    )
    left_out = _left_out(measures, settings, actors)
    return Page(f"{page.html}<p>{left_out.html}</p>", f"{page.words} {left_out.words}")


def _left_out(measures: Measures, settings: Settings, actors: pd.DataFrame) -> Page:
    """How much of what is attributed the list covers, and the most heard sources not on it."""
    chosen = measures.attributions[measures.attributions["zone"].isin(list(settings["zones"]))]
    said = assign_sides(chosen, measures.articles, actors)
    words = said["words"].astype("float64")
    covered = words[said["side"].notna()].sum() / words.sum() if words.sum() else np.nan
    heard = set(said["actor"].dropna())
    silent = [name for name in actors["actor"].unique() if name not in heard]
    unlisted = words.groupby(said["source"].where(said["actor"].isna())).sum().sort_index()
    others = unlisted.sort_values(ascending=False, kind="stable").index[:_NAMED]
    sentences = [
        f"The list has {plural(actors['actor'].nunique(), 'actor')}; their statements hold "
        f"{100 * covered:.0f}% of the attributed words.",
        f"Never heard: {listing(silent)}." if silent else "Each of them is heard.",
        f"Most heard of those not on it: {listing(others)}." if len(others) else "",
    ]
    text = " ".join(filter(None, sentences))
    return Page(escape(text), text)


def side_stances(measures: Measures, settings: Settings) -> Figure | Page:
    """The reporting words that introduce each side, by outlet; published."""
    actors = _actors(settings)
    if actors is None:
        return _NONE
    said = assign_sides(measures.attributions, measures.articles, actors)
    figure = plot_sources(
        said,
        measures.articles,
        by="cue_stance",
        split="side",
        zones=settings["zones"],
        width=settings["width"],
        id="side_stances",
    )
    return publish(figure, settings, measures.record, "sourcing")


def side_balance_figure(measures: Measures, settings: Settings) -> Figure | Page:
    """Lead and evenness of the sides, an article a dot, by outlet; published."""
    actors = _actors(settings)
    if actors is None:
        return _NONE
    figure = plot_distribution(
        side_balance(_counted(measures, settings, actors)),
        _METRICS,
        zones=settings["zones"],
        width=settings["width"],
        id="side_balance",
    )
    return publish(figure, settings, measures.record, "sourcing")


def side_difference_figure(measures: Measures, settings: Settings) -> Figure | Page:
    """How far outlets lie apart in the balance of sides on the same events; published."""
    compared = _compared(measures, settings)
    if compared is None:
        return _NONE
    figure = plot_difference(*compared, width=settings["width"], id="side_difference")
    return publish(figure, settings, measures.record, "sourcing")


def side_difference_table(measures: Measures, settings: Settings) -> Page:
    """The same differences as a table."""
    compared = _compared(measures, settings)
    return _NONE if compared is None else comparison_table(compared[0])


def _compared(measures: Measures, settings: Settings) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    actors = _actors(settings)
    if actors is None:
        return None
    balance = side_balance(_counted(measures, settings, actors))
    order: Any = settings.get("outlets") or None
    found = compare_metrics(
        balance, _METRICS, primary=_METRICS, outlets=order, seed=settings["seed"]
    )
    return found, balance


def _actors(settings: Settings) -> pd.DataFrame | None:
    path = settings.get("actors") or ""
    return read_actors(place(path)) if path else None


def _counted(measures: Measures, settings: Settings, actors: pd.DataFrame) -> pd.DataFrame:
    return count_sides(measures.attributions, measures.articles, actors, zones=settings["zones"])
