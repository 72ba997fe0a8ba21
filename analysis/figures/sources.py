"""Who is allowed to speak: the kinds of source behind each outlet's statements."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.errors import DesignError
from analysis.figures.figure import Figure
from analysis.figures.panels import dress_panel, grid_for, whisker
from analysis.figures.ratios import clusters_text, ratio_interval, with_clusters
from analysis.figures.reading import numbers
from analysis.figures.style import INK, drawing, outlet_marks
from analysis.figures.words import listing, number, plural
from analysis.tables import SOURCE_TYPES

_LABELS = {"public": "public (poll, data)", "none": "no speaker found", "anonymous": "anonymous"}


def plot_sources(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    zones: Sequence[str] = ("body",),
    width: str = "two",
    id: str = "sources",  # noqa: A002 - the field's word
) -> Figure:
    """The share of each kind of source among an outlet's attributed statements, with intervals.

    attributions, articles: as `measure` gives them. A statement counts once, however many spans it
    has. Bars rather than a stack, so that each share can be read and bears its interval. Errors:
    DesignError where no statement lies in the zones.
    """
    chosen = attributions[attributions["zone"].isin(list(zones))]
    statements = with_clusters(chosen.drop_duplicates(["article", "statement"]), articles)
    if statements.empty:
        raise DesignError("no statement is attributed", where=f"zones {listing(zones)}")
    data = _shares(statements)
    outlets = sorted(articles["outlet"].unique())
    kinds = _order(data)
    grid = grid_for(len(outlets), width)
    height = grid.rows * (13 + 4.6 * len(kinds)) + 3
    most = float(np.nanmax(data[["share", "high"]].to_numpy(np.float64)))
    with drawing(width, height, rows=grid.rows, columns=grid.columns, sharex=True) as (_, axes):
        for place, axis in enumerate(axes.flat):
            if place >= len(outlets):
                axis.set_axis_off()
                continue
            outlet = outlets[place]
            own = data[data["outlet"] == outlet].set_index("source_type")
            total = int(own["statements"].sum())
            colour = outlet_marks(outlets)[outlet][0]
            for row, kind in enumerate(kinds):
                share, low, high = numbers(own, kind, "share", "low", "high")
                axis.barh(row, share, height=0.62, color=colour, alpha=0.75, lw=0)
                whisker(axis, low, high, row, color=INK)
                end = np.nanmax([share, high, 0.0])
                axis.annotate(
                    f"{number(100 * share, 0)}%",
                    (end, row),
                    xytext=(2, 0),
                    textcoords="offset points",
                    va="center",
                    fontsize=6,
                )
            dress_panel(
                axis,
                title=outlet,
                labels=[_LABELS.get(kind, kind) for kind in kinds],
                first=place % grid.columns == 0,
                below=f"% of {plural(total, 'statement')}",
            )
            axis.set_xlim(0, min(most, 1.0) * 1.22)
            axis.xaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 5, 10]))
            axis.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}")
        canvas = axes.flat[0].figure
    caption = (
        "Share of an outlet's attributed statements by kind of source; the line is the 95% "
        f"interval (ratio estimate, Student's t over {clusters_text(articles)}). Statements in the "
        f"{listing(zones)}; one quotation interrupted by its tag is one statement. Found by rule, "
        "not by a reader: a speaker who is not recognised counts as having none."
    )
    return Figure(id, canvas, data, caption, _alt(data, outlets, kinds))


def _shares(statements: pd.DataFrame) -> pd.DataFrame:
    """One row an outlet and kind: statements, share, low, high."""
    kinds = [kind for kind in SOURCE_TYPES if (statements["source_type"] == kind).any()]
    rows = []
    for outlet, own in statements.groupby("outlet", sort=True):
        counted = pd.crosstab(own["cluster"], own["source_type"])
        all_of_it = counted.sum(axis=1).to_numpy(np.float64)
        for kind in kinds:
            top = (counted[kind] if kind in counted else counted.iloc[:, 0] * 0).to_numpy(
                np.float64
            )
            share, low, high = ratio_interval(top, all_of_it)
            rows.append((outlet, kind, int(top.sum()), share, low, min(high, 1.0)))
    return pd.DataFrame(
        rows, columns=["outlet", "source_type", "statements", "share", "low", "high"]
    )


def _order(data: pd.DataFrame) -> list[str]:
    """The most frequent kind first; statements without a speaker last."""
    total = (
        data.groupby("source_type")["statements"].sum().sort_values(ascending=False, kind="stable")
    )
    kinds = [str(kind) for kind in total.index if kind != "none"]
    return [*kinds, *(["none"] if "none" in total.index else [])]


def _alt(data: pd.DataFrame, outlets: list[str], kinds: list[str]) -> str:
    said = []
    for outlet in outlets:
        rows = data[data["outlet"] == outlet].set_index("source_type")
        if rows.empty:
            said.append(f"{outlet}: no statement.")
            continue
        parts = [
            f"{_LABELS.get(kind, kind)} {number(100 * numbers(rows, kind, 'share')[0], 0)}%"
            for kind in kinds
        ]
        said.append(
            f"{outlet} ({plural(int(rows['statements'].sum()), 'statement')}): {listing(parts)}."
        )
    return f"Bars of the kinds of source by outlet. {' '.join(said)}"
