"""Shares with intervals over events: small multiples of rows, each with its events as dots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import MaxNLocator

from analysis.figures.panels import dress_panel, grid_for, whisker
from analysis.figures.style import INK, SERIES, SOFT, drawing, outlet_marks, scatter_offsets
from analysis.figures.words import number
from analysis.statistics.ratios import ratio_interval

PARTS = ("outlet", "series", "kind", "cluster", "part", "whole")
"""What a figure of shares is made from: how much of a whole each kind is, a row a cluster."""
MARKS = ("o", "s", "D", "^")


def share_parts(
    rows: pd.DataFrame, *, by: str, kinds: Sequence[str], series: str | None = None
) -> pd.DataFrame:
    """PARTS of rows that have an outlet and a cluster: how many rows of each kind, of how many.

    by: the column with the kinds; series: a column that splits an outlet's rows.
    """
    keys = ["outlet", "series", "cluster"]
    split = rows.assign(series="" if series is None else rows[series])
    counted = pd.crosstab([split[key] for key in keys], split[by]).reindex(
        columns=kinds, fill_value=0
    )
    whole = split.groupby(keys).size().rename("whole").reset_index()
    long = counted.reset_index().melt(keys, kinds, var_name="kind", value_name="part")
    return long.merge(whole, on=keys)[list(PARTS)]


def estimates(parts: pd.DataFrame) -> pd.DataFrame:
    """Each outlet's, series' and kind's share of the summed wholes, with its interval.

    Columns: outlet, series, kind, part, whole, clusters, share, low, high. The interval is a ratio
    estimate's, over clusters, cut at 0 and 1; there is none with one cluster, and none for a share
    of 0 or 1, of which the clusters say nothing about how far it may be off.
    """
    found = []
    for key, own in parts.groupby(["outlet", "series", "kind"], sort=False):
        share, low, high = ratio_interval(
            own["part"].to_numpy(np.float64), own["whole"].to_numpy(np.float64)
        )
        used, whole = int((own["whole"] > 0).sum()), own["whole"].sum()
        if share in (0, 1):  # equal in every cluster: its interval would have no width
            low = high = float("nan")
        found.append((*key, own["part"].sum(), whole, used, share, low, min(high, 1.0)))
    columns = ["outlet", "series", "kind", "part", "whole", "clusters", "share", "low", "high"]
    return pd.DataFrame(found, columns=columns)


def shares_data(parts: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """What is drawn in one long table: the estimates, then each cluster's own share."""
    some = parts[parts["whole"] > 0]
    dots = some.assign(row="event", share=some["part"] / some["whole"])
    return pd.concat([table.assign(row="share"), dots], ignore_index=True)[
        ["row", *PARTS[:4], "part", "whole", "clusters", "share", "low", "high"]
    ]


def draw_shares(
    parts: pd.DataFrame,
    table: pd.DataFrame,
    *,
    outlets: Sequence[str],
    kinds: Sequence[str],
    labels: Sequence[str],
    below: Mapping[str, str],
    width: str,
) -> Canvas:
    """A panel an outlet, a row a kind: the share with its interval and number, events as dots.

    Several series share a row, one under the other, each with its colour, mark and name.
    """
    names = list(dict.fromkeys(table["series"]))
    looks = _looks(names, outlets)
    grid = grid_for(len(outlets), "one" if width == "one" else "two")
    most = _most(table, parts)
    band = 4.2 * len(names) + 1.2
    height = grid.rows * (12 + band * len(kinds)) + (5 if len(names) > 1 else 2)
    with drawing(width, height, rows=grid.rows, columns=grid.columns, sharex=True) as (_, axes):
        for place, axis in enumerate(axes.flat):
            if place >= len(outlets):
                axis.set_axis_off()
                continue
            outlet = outlets[place]
            dress_panel(
                axis,
                title=outlet,
                labels=labels,
                first=place % grid.columns == 0,
                below=below[outlet],
            )
            for level, name in enumerate(names):
                own = [
                    frame[(frame["outlet"] == outlet) & (frame["series"] == name)]
                    for frame in (table, parts)
                ]
                middle = (level + 0.5) / len(names) - 0.5
                _draw_series(
                    axis,
                    *own,
                    kinds=kinds,
                    at=0.9 * middle,
                    room=0.9 / len(names),
                    look=looks[outlet, name],
                )
            axis.set_xlim(-0.03 * most, 1.03 * most)
            axis.xaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 5, 10]))
            axis.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}")
        canvas = axes.flat[0].figure
        canvas.get_layout_engine().set(wspace=0.07)  # room for the numbers beside each panel
        if len(names) > 1:
            _name_series(canvas, names, looks, outlets[0])
    return canvas


def _most(table: pd.DataFrame, parts: pd.DataFrame) -> float:
    """Where the axis ends: at the next tenth above all that is drawn."""
    dots = parts["part"] / parts["whole"].where(parts["whole"] > 0)
    drawn = [*dots, *table["share"], *table["high"]]
    return min(float(np.ceil(10 * np.nanmax([*drawn, 0.1]))) / 10, 1.0)


def _looks(names: Sequence[str], outlets: Sequence[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """Colour and mark: the outlet's own, or the series' where there are several."""
    if len(names) == 1:
        return {(outlet, names[0]): look for outlet, look in outlet_marks(outlets).items()}
    return {
        (outlet, name): (SERIES[i % len(SERIES)], MARKS[i % len(MARKS)])
        for outlet in outlets
        for i, name in enumerate(names)
    }


def _draw_series(
    axis: Axes,
    table: pd.DataFrame,
    parts: pd.DataFrame,
    *,
    kinds: Sequence[str],
    at: float,
    room: float,
    look: tuple[str, str],
) -> None:
    colour, mark = look
    for row, kind in enumerate(kinds):
        own = parts[(parts["kind"] == kind) & (parts["whole"] > 0)]
        dots = (own["part"] / own["whole"]).to_numpy(np.float64)
        heights = row + at + 0.22 * room + scatter_offsets(dots, reach=0.2 * room)
        if len(dots) > 1:  # one is the share itself
            axis.scatter(dots, heights, s=4, c=colour, alpha=0.45, lw=0)
        found = table[table["kind"] == kind]
        if found.empty or not np.isfinite(found["share"].iloc[0]):
            continue
        share, low, high = found[["share", "low", "high"]].iloc[0].astype("float64")
        level = row + at - 0.2 * room
        whisker(axis, low, high, level, color=INK)
        axis.scatter([share], [level], s=15, marker=mark, c=colour, ec=INK, lw=0.5, zorder=4)
        axis.annotate(
            f"{number(100 * share, 0)}%",
            (1.02, row + at),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=6,
            color=INK if at == 0 else colour,
        )


def _name_series(
    canvas: Canvas,
    names: Sequence[str],
    looks: Mapping[tuple[str, str], tuple[str, str]],
    outlet: str,
) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], ls="", marker=mark, mfc=colour, mec=INK, mew=0.5, ms=4.5, label=name)
        for name in names
        for colour, mark in [looks[outlet, name]]
    ]
    canvas.legend(
        handles=handles,
        loc="outside upper left",
        ncols=4,
        frameon=False,
        fontsize=6.5,
        labelcolor=SOFT,
        handletextpad=0.2,
    )
