"""Who is allowed to speak: the kinds of source behind each outlet's statements."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.errors import DesignError, ParameterError, suggest
from analysis.figures.figure import Figure
from analysis.figures.panels import dress_panel, grid_for, whisker
from analysis.statistics.ratios import clusters_text, ratio_interval, with_clusters
from analysis.figures.reading import numbers
from analysis.figures.style import INK, drawing, outlet_marks
from analysis.figures.words import listing, number, plural
from analysis.tables import SOURCE_TYPES, STANCES

_LABELS = {"public": "public (poll, data)", "none": "no speaker found"}
_BY = {
    "source_type": (SOURCE_TYPES, "kind of source"),
    "cue_stance": (STANCES, "stance of the reporting words"),
}


def plot_sources(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "source_type",
    zones: Sequence[str] = ("body",),
    width: str = "two",
    id: str = "sources",  # noqa: A002 - the field's word
) -> Figure:
    """The share of each kind of source among an outlet's attributed statements, with intervals.

    attributions, articles: as `measure` gives them. by: source_type, or cue_stance for what the
    reporting words do. A statement counts once, however many spans it has. Bars rather than a
    stack, so that each share can be read and bears its interval. Errors: DesignError where no
    statement lies in the zones.
    """
    if by not in _BY:
        raise ParameterError(f"sources cannot be shown by {by!r}", mend=suggest(by, _BY))
    chosen = attributions[attributions["zone"].isin(list(zones)) & attributions[by].notna()]
    statements = with_clusters(chosen.drop_duplicates(["article", "statement"]), articles)
    if statements.empty:
        raise DesignError("no statement is attributed", where=f"zones {listing(zones)}")
    outlets = sorted(articles["outlet"].unique())
    data = _shares(statements, by, outlets)
    kinds = _order(data, by)
    grid = grid_for(len(outlets), width)
    height = grid.rows * (13 + 4.6 * len(kinds)) + 3
    most = min(float(np.nanmax(data[["share", "high"]].to_numpy(np.float64))), 1.0)
    with drawing(width, height, rows=grid.rows, columns=grid.columns, sharex=True) as (_, axes):
        for place, axis in enumerate(axes.flat):
            if place >= len(outlets):
                axis.set_axis_off()
                continue
            own = data[data["outlet"] == outlets[place]].set_index(by)
            _draw_bars(axis, own, kinds, outlet_marks(outlets)[outlets[place]][0])
            dress_panel(
                axis,
                title=outlets[place],
                labels=[_LABELS.get(kind, kind) for kind in kinds],
                first=place % grid.columns == 0,
                below=f"% of {plural(int(own['statements'].sum()), 'statement')}",
            )
            axis.set_xlim(0, most * 1.22)
            axis.xaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 5, 10]))
            axis.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}")
        canvas = axes.flat[0].figure
    caption = (
        f"Share of an outlet's attributed statements by {_BY[by][1]}; the line is the 95% "
        f"interval (ratio estimate, Student's t over {clusters_text(articles)}). Statements in the "
        f"{listing(zones)}; one quotation interrupted by its tag is one statement. Found by rule, "
        "not by a reader."
    )
    return Figure(id, canvas, data, caption, _alt(data, by, outlets, kinds))


def _draw_bars(axis: Axes, own: pd.DataFrame, kinds: list[str], colour: str) -> None:
    """A bar a kind with its interval and its number; nothing where the outlet has no statement."""
    for row, kind in enumerate(kinds):
        share, low, high = numbers(own, kind, "share", "low", "high")
        if not np.isfinite(share):
            continue
        axis.barh(row, share, height=0.62, color=colour, alpha=0.75, lw=0)
        whisker(axis, low, high, row, color=INK)
        axis.annotate(
            f"{number(100 * share, 0)}%",
            (float(np.nanmax([share, high])), row),
            xytext=(2, 0),
            textcoords="offset points",
            va="center",
            fontsize=6,
        )


def _shares(statements: pd.DataFrame, by: str, outlets: list[str]) -> pd.DataFrame:
    """One row an outlet and kind: statements, share, low, high."""
    kinds = [kind for kind in _BY[by][0] if (statements[by] == kind).any()]
    rows = []
    for outlet in outlets:
        own = statements[statements["outlet"] == outlet]
        counted = pd.crosstab(own["cluster"], own[by]).reindex(columns=kinds, fill_value=0)
        of_all = counted.sum(axis=1).to_numpy(np.float64)
        for kind in kinds:
            top = counted[kind].to_numpy(np.float64)
            share, low, high = ratio_interval(top, of_all)
            rows.append((outlet, kind, int(top.sum()), share, low, min(high, 1.0)))
    return pd.DataFrame(rows, columns=["outlet", by, "statements", "share", "low", "high"])


def _order(data: pd.DataFrame, by: str) -> list[str]:
    """The most frequent kind first; statements without a speaker last."""
    total = data.groupby(by)["statements"].sum().sort_values(ascending=False, kind="stable")
    kinds = [str(kind) for kind in total.index if kind != "none"]
    return [*kinds, *(["none"] if "none" in total.index else [])]


def _alt(data: pd.DataFrame, by: str, outlets: list[str], kinds: list[str]) -> str:
    said = []
    for outlet in outlets:
        own = data[data["outlet"] == outlet].set_index(by)
        total = int(own["statements"].sum())
        if not total:
            said.append(f"{outlet}: no statement.")
            continue
        parts = [
            f"{_LABELS.get(kind, kind)} {number(100 * numbers(own, kind, 'share')[0], 0)}%"
            for kind in kinds
        ]
        said.append(f"{outlet} ({plural(total, 'statement')}): {listing(parts)}.")
    return f"Bars of the {_BY[by][1]} by outlet. {' '.join(said)}"
