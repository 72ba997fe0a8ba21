"""Where the articles of each outlet lie on a metric, and each outlet's mean with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import ColumnError, DesignError, suggest
from analysis.figures.figure import Figure
from analysis.figures.panels import head_panel
from analysis.figures.reading import each, numbers
from analysis.figures.style import (
    INK,
    drawing,
    limits,
    outlet_marks,
    quiet_rows,
    scatter_offsets,
)
from analysis.figures.words import (
    axis_label,
    count_events,
    decimals,
    direction,
    interval,
    listing,
    number,
    plural,
    scope,
    span,
)
from analysis.measures.declare import Metric, find_metric
from analysis.statistics.summarize import summarize


def plot_distribution(
    scores: pd.DataFrame,
    metrics: str | Sequence[str],
    *,
    zones: Sequence[str] = ("body",),
    voice: str | None = None,
    highlight: str | None = None,
    width: str = "two",
    id: str = "distribution",  # noqa: A002 - the field's word
) -> Figure:
    """Every article as a dot, by outlet, with means and 95% intervals; a panel a metric.

    scores: one row an article (article, outlet, metrics…). zones and voice say in the caption what
    was counted. highlight: an article to ring and name. Errors: ColumnError for a metric that the
    table lacks, DesignError where no article has a value.
    """
    names = [metrics] if isinstance(metrics, str) else list(metrics)
    declared = [find_metric(name) for name in names]
    for name in ("article", "outlet", *names):
        if name not in scores:
            raise ColumnError(
                f"the table has no column {name!r}",
                where="scores",
                mend=suggest(name, scores.columns),
            )
    if scores[names].isna().all(axis=None):
        raise DesignError("no article has a value", where=listing(names))
    summary = _within_range(summarize(scores, names), declared)
    data = _data(scores, names, summary)
    outlets = sorted(scores["outlet"].unique())
    columns = 1 if width == "one" or len(names) == 1 else 2
    rows = -(-len(names) // columns)
    height = rows * (13 + 6.5 * len(outlets)) + 4
    with drawing(width, height, rows=rows, columns=columns) as (_, axes):
        for axis, metric in zip(axes.flat, declared, strict=False):
            _draw_panel(axis, metric, scores, summary, outlets, highlight)
        for axis in axes.flat[len(names) :]:
            axis.set_axis_off()
        canvas = axes.flat[0].figure
    caption = _caption(scores, declared, zones, voice, highlight)
    return Figure(id, canvas, data, caption, _alt(declared, summary, outlets), tuple(names))


def _within_range(summary: pd.DataFrame, metrics: list[Metric]) -> pd.DataFrame:
    """The means with intervals that end where the metric's declared range ends."""
    lowest = summary["metric"].map({m.name: m.range[0] for m in metrics})
    highest = summary["metric"].map({m.name: m.range[1] for m in metrics})
    return summary.assign(
        low=summary["low"].clip(lower=lowest), high=summary["high"].clip(upper=highest)
    )


def _data(scores: pd.DataFrame, names: list[str], summary: pd.DataFrame) -> pd.DataFrame:
    """Articles and means in one long table: what is drawn, no more."""
    beside = [c for c in ("article", "outlet", "event") if c in scores]
    points = scores[[*beside, *names]].melt(
        id_vars=beside, value_vars=names, var_name="metric", value_name="value"
    )
    means = summary.rename(columns={"mean": "value"})
    means = means[["metric", "outlet", "value", "low", "high", "articles"]]
    both = pd.concat([points.assign(row="article"), means.assign(row="mean")], ignore_index=True)
    order = [c for c in ("metric", "row", *beside, "value", "low", "high", "articles")]
    both["value"] = both["value"].astype("float64")
    return both[order]


def _draw_panel(
    axis: Axes,
    metric: Metric,
    scores: pd.DataFrame,
    summary: pd.DataFrame,
    outlets: list[str],
    highlight: str | None,
) -> None:
    marks = outlet_marks(outlets)
    means = summary[summary["metric"] == metric.name].set_index("outlet")
    places = decimals(means[["low", "high", "mean"]].to_numpy(np.float64, na_value=np.nan).flat)
    for row, outlet in enumerate(outlets):
        values = scores.loc[scores["outlet"] == outlet, ["article", metric.name]].dropna()
        heights = row + 0.08 + scatter_offsets(values[metric.name].to_numpy(), reach=0.26)
        colour, mark = marks[outlet]
        axis.scatter(
            values[metric.name], heights, s=9, marker=mark, c=colour, alpha=0.7, linewidths=0
        )
        _ring(axis, values, metric.name, heights, highlight)
        mean, low, high = numbers(means, outlet, "mean", "low", "high")
        if np.isfinite(low):
            axis.plot([low, high], [row - 0.34] * 2, color=INK, lw=1.4, solid_capstyle="butt")
        if np.isfinite(mean):
            axis.scatter(
                [mean], [row - 0.34], s=22, marker=mark, c=colour, ec=INK, lw=0.6, zorder=4
            )
        text = f"{number(mean, places)} {interval(low, high, places)}"
        axis.annotate(
            text,
            (1.02, row),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=6.2,
            color=INK,
        )
    quiet_rows(axis, outlets)
    axis.set_xlim(limits([*scores[metric.name], *means["low"], *means["high"]], metric.range))
    axis.set_xlabel(fill(f"{metric.unit} · {direction(metric)}", 46))
    head_panel(axis, metric.title, "mean [95% interval]")


def _ring(
    axis: Axes, values: pd.DataFrame, metric: str, heights: np.ndarray, highlight: str | None
) -> None:
    """A ring around the article that the report is about."""
    chosen = (values["article"] == highlight).to_numpy()
    if not chosen.any():
        return
    x, y = float(values.loc[chosen, metric].iloc[0]), float(heights[chosen][0])
    axis.scatter([x], [y], s=52, facecolors="none", edgecolors=INK, lw=1.1, zorder=5)


def _caption(
    scores: pd.DataFrame,
    metrics: list[Metric],
    zones: Sequence[str],
    voice: str | None,
    highlight: str | None,
) -> str:
    events = count_events(scores)
    covered = f" on {plural(events, 'event')}" if events else ""
    # With many panels the meanings would drown the caption; the method section has them all.
    meanings = " ".join(
        f"{m.title}: {m.meaning.rstrip('.')} ({m.unit}); higher means {m.higher_means}."
        for m in (metrics if len(metrics) <= 3 else [])
    )
    ring = " The ring marks the article that this report is about." if highlight else ""
    return (
        f"{plural(len(scores), 'article')}{covered}. A small mark is an article; the large mark "
        "above is the outlet's mean, and its bar the 95% interval of the mean (Student's t over "
        "articles, cut at the metric's range). The intervals describe each outlet; they are no "
        f"test of a difference.{ring} {scope(zones, voice)} {meanings}".strip()
    )


def _alt(metrics: list[Metric], summary: pd.DataFrame, outlets: list[str]) -> str:
    """The means in words, metric by metric, the outlets from the highest down."""
    said = []
    for metric in metrics:
        rows = summary[summary["metric"] == metric.name].sort_values("mean", ascending=False)
        places = decimals(rows["mean"])
        means = [
            f"{row.outlet} {number(row.mean, places)} ({span(row.low, row.high, places)})"
            for row in each(rows)
        ]
        said.append(f"{axis_label(metric)}: {listing(means)}.")
    return (
        f"Dot plot of articles by outlet, {plural(len(outlets), 'outlet')}. "
        f"Means with 95% intervals. {' '.join(said)}"
    )
