"""How far outlets lie apart on the same events: paired differences with their intervals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import DesignError
from analysis.figures.figure import Figure
from analysis.figures.panels import head_panel
from analysis.figures.reading import each
from analysis.figures.style import (
    BAND,
    BLUE,
    FAINT,
    INK,
    SOFT,
    drawing,
    limits,
    quiet_rows,
    scatter_offsets,
)
from analysis.figures.words import (
    alpha_of,
    below,
    coverage,
    decimals,
    events_of,
    interval,
    listing,
    number,
    probability,
    span,
)
from analysis.measures.declare import Metric, find_metric
from analysis.statistics.contrasts import MEAN_OF, read_side

_EVERYWHERE = (-np.inf, np.inf)


def plot_difference(
    comparison: pd.DataFrame,
    scores: pd.DataFrame | None = None,
    *,
    width: str = "two",
    id: str = "difference",  # noqa: A002 - the field's word
) -> Figure:
    """The mean difference of each pair of outlets with its interval; a panel a metric.

    comparison: as `compare` or `compare_metrics` gives it. scores: one row an article; with it,
    each event's own difference is a dot. The band holds the differences too small to be found
    reliably with these events (80% power).
    """
    if comparison.empty:
        raise DesignError("there is nothing to compare", where="comparison")
    table = comparison.assign(p_adjusted=_adjusted(comparison))
    names = list(dict.fromkeys(table["metric"]))
    points = {name: _event_differences(table, scores, name) for name in names}
    pairs = max(int((table["metric"] == name).sum()) for name in names)
    columns = 1 if width == "one" or len(names) == 1 else 2
    rows = -(-len(names) // columns)
    with drawing(width, rows * (14 + 6.5 * pairs) + 3, rows=rows, columns=columns) as (_, axes):
        for axis, name in zip(axes.flat, names, strict=False):
            part = table[table["metric"] == name].reset_index(drop=True)
            _draw_panel(
                axis, find_metric(name), part, points[name], narrow=width == "one" or columns > 1
            )
        for axis in axes.flat[len(names) :]:
            axis.set_axis_off()
        canvas = axes.flat[0].figure
    return Figure(
        id, canvas, _data(table, points), _caption(table, scores), _alt(table), tuple(names)
    )


def _adjusted(comparison: pd.DataFrame) -> pd.Series:
    """Holm's p where the metric is primary, else Benjamini and Hochberg's."""
    p = comparison["p_holm"].astype("float64")
    return p.fillna(comparison["p_bh"].astype("float64")) if "p_bh" in comparison else p


def _event_differences(
    table: pd.DataFrame, scores: pd.DataFrame | None, metric: str
) -> pd.DataFrame:
    """Each event's difference of cell means, a row a pair and event."""
    if scores is None or metric not in scores or "event" not in scores:
        return pd.DataFrame(columns=["metric", "outlet_a", "outlet_b", "event", "difference"])
    cells = scores.pivot_table(metric, index="event", columns="outlet", aggfunc="mean")
    cells = cells.reindex(columns=sorted(scores["outlet"].unique()))
    parts = []
    for row in each(table[table["metric"] == metric]):
        sides = [list(read_side(name, list(cells))) for name in (row.outlet_a, row.outlet_b)]
        first, second = (cells[side].mean(axis=1, skipna=False) for side in sides)
        apart = (first - second).dropna()
        parts.append(
            pd.DataFrame(
                {
                    "metric": metric,
                    "outlet_a": row.outlet_a,
                    "outlet_b": row.outlet_b,
                    "event": apart.index.astype("str"),
                    "difference": apart.to_numpy(np.float64),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _data(table: pd.DataFrame, points: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    keep = "metric outlet_a outlet_b events difference low high p p_adjusted detectable".split()
    dots = [frame.assign(row="event") for frame in points.values() if len(frame)]
    both = pd.concat([table[keep].assign(row="mean"), *dots], ignore_index=True)
    order = ["metric", "row", "outlet_a", "outlet_b"]
    return both[[*order, *(["event"] if dots else []), *keep[3:]]]


def _draw_panel(
    axis: Axes, metric: Metric, rows: pd.DataFrame, points: pd.DataFrame, *, narrow: bool
) -> None:
    shown = rows[["difference", "low", "high"]].to_numpy(np.float64, na_value=np.nan)
    places = decimals(shown.flat)
    for place, row in rows.iterrows():
        at = float(place)
        own = points[
            (points["outlet_a"] == row["outlet_a"]) & (points["outlet_b"] == row["outlet_b"])
        ]
        dots = own["difference"].to_numpy(np.float64)
        axis.scatter(
            dots, at + 0.1 + scatter_offsets(dots, reach=0.22), s=7, c=FAINT, ec=SOFT, lw=0.3
        )
        _draw_estimate(axis, row, at, places)
    axis.axvline(0, color=INK, lw=0.7, zorder=1)
    between = " −\n" if narrow else " − "
    quiet_rows(axis, [_row_label(row, between) for _, row in rows.iterrows()])
    axis.set_xlim(limits([0.0, *shown.flat, *points["difference"].astype("float64")], _EVERYWHERE))
    axis.set_xlabel(f"Difference ({metric.unit})")
    head_panel(axis, metric.title, f"difference [{coverage(rows)} interval]")


def _draw_estimate(axis: Axes, row: pd.Series, at: float, places: int) -> None:
    """The band that is out of reach, the interval, the estimate, and the same in figures."""
    band = float(row["detectable"]) if pd.notna(row["detectable"]) else np.nan
    if np.isfinite(band):
        axis.fill_between([-band, band], at - 0.46, at + 0.46, color=BAND, lw=0, zorder=0)
    value, low, high = (float(row[name]) for name in ("difference", "low", "high"))
    if np.isfinite(low):
        axis.plot([low, high], [at - 0.28] * 2, color=INK, lw=1.4, solid_capstyle="butt", zorder=3)
    clear = _is_clear(row)
    face = BLUE if clear else "white"
    axis.scatter([value], [at - 0.28], s=24, c=face, edgecolors=INK, linewidths=0.8, zorder=4)
    axis.annotate(
        f"{number(value, places, sign=True)} "
        f"{interval(low, high, places, sign=True)}\n"
        f"{probability(float(row['p_adjusted']))}",
        (1.02, at),
        xycoords=("axes fraction", "data"),
        va="center",
        fontsize=6.0,
        linespacing=1.1,
        weight="bold" if clear else "normal",
    )


def _row_label(row: pd.Series, between: str) -> str:
    """The two sides; in brackets where nobody planned to compare them."""
    first, second = (row[name].removeprefix(MEAN_OF) for name in ("outlet_a", "outlet_b"))
    label = f"{first}{between}{second}"
    return f"({label})" if _is_exploratory(row) else label


def _is_exploratory(row: pd.Series) -> bool:
    return bool(row.get("family", "") == "exploratory")


def _is_clear(row: pd.Series) -> bool:
    """Whether the pair may be marked: planned, its adjusted p small, and such a p within reach."""
    allowed = bool(row.get("stars_allowed", row["events"] >= 6)) and not _is_exploratory(row)
    bar = alpha_of(row.to_frame().T)
    return allowed and pd.notna(row["p_adjusted"]) and float(row["p_adjusted"]) < bar


def _caption(table: pd.DataFrame, scores: pd.DataFrame | None) -> str:
    dots = " A small dot is one event." if scores is not None else ""
    methods, tests = (
        "; ".join(dict.fromkeys(table[name].astype(str))) for name in ("interval", "method")
    )
    return (
        "Mean difference between outlets within events, the first minus the second, with its "
        f"{coverage(table)} interval ({methods}).{dots} {events_of(table)} a comparison. "
        f"p: {tests}; adjusted over comparisons. Filled and bold: {_planned(table)}adjusted p "
        f"under {below(alpha_of(table))}.{_sides_said(table)} Grey band: differences that this "
        "number of events would miss in more than one study in five."
    )


def _sides_said(table: pd.DataFrame) -> str:
    """What a reader must know of rows that are not two planned outlets."""
    wide = table[["outlet_a", "outlet_b"]].map(lambda name: name.startswith(MEAN_OF)).any(axis=None)
    said = " A side of several outlets is their mean." if wide else ""
    return f"{said} In brackets: exploratory." if _planned(table) else said


def _planned(table: pd.DataFrame) -> str:
    return "planned, " if any(_is_exploratory(row) for _, row in table.iterrows()) else ""


def _alt(table: pd.DataFrame) -> str:
    said = []
    for name in dict.fromkeys(table["metric"]):
        rows = table[table["metric"] == name]
        shown = rows[["difference", "low", "high"]].to_numpy(np.float64, na_value=np.nan)
        places = decimals(shown.flat)
        parts = [
            f"{row['outlet_a']} minus {row['outlet_b']} "
            f"{number(float(row['difference']), places, sign=True)} "
            f"({span(float(row['low']), float(row['high']), places, sign=True)}, "
            f"{probability(float(row['p_adjusted']))})"
            for _, row in rows.iterrows()
        ]
        metric = find_metric(name)
        said.append(f"{metric.title} ({metric.unit}): {listing(parts)}.")
    return (
        f"Differences between outlets within events, with {coverage(table)} intervals. "
        f"{' '.join(said)}"
    )
