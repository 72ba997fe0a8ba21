"""Measures over time: periods with intervals, every article, and how much there is of each."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from analysis.errors import DesignError
from analysis.figures.figure import Figure
from analysis.figures.reading import each
from analysis.figures.style import FAINT, INK, SOFT, drawing, limits, outlet_marks
from analysis.figures.words import decimals, listing, number, plural, span
from analysis.measures.declare import Metric, find_metric


def plot_trend(
    periods: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    date: str = "",
    width: str = "two",
    id: str = "trend",  # noqa: A002 - the field's word
) -> Figure:
    """One metric over time, an outlet a row: means with 95% intervals over dots of articles.

    periods: as `trend` gives it for one metric; scores: the articles (outlet, published, metric);
    date: a day to mark. Under each outlet bars give its articles a period, and the dark part the
    events that they are about, so that a change of what was covered is not taken for a change of
    how. A period without articles is a gap: no line crosses it.
    """
    names = list(dict.fromkeys(periods["metric"]))
    if len(names) != 1:
        raise DesignError("a trend is drawn for one metric", where="periods")
    metric = find_metric(names[0])
    outlets = list(dict.fromkeys(periods["outlet"]))
    dated = scores.dropna(subset=["published", metric.name])
    dated = dated[dated["outlet"].isin(outlets)].assign(published=lambda f: _days(f["published"]))
    heights = [3, 1] * len(outlets)
    with drawing(
        width, 34 * len(outlets) + 10, rows=2 * len(outlets), sharex=True, height_ratios=heights
    ) as (canvas, axes):
        most = float(periods["articles"].max())
        # An interval over two events may be wider than the metric's world: articles set the frame.
        shown = [*periods["mean"], *dated[metric.name]]
        ends = limits([float(v) for v in shown], metric.range)
        for i, outlet in enumerate(outlets):
            own = periods[periods["outlet"] == outlet]
            above, below = axes[2 * i, 0], axes[2 * i + 1, 0]
            articles = dated[dated["outlet"] == outlet]
            _draw_level(above, own, articles, metric, outlet, outlets)
            above.set_ylim(ends)
            _draw_volume(below, own, articles, most)
            if date:
                for axis in (above, below):
                    axis.axvline(
                        _number(pd.Series([pd.Timestamp(date)]))[0],
                        color=INK,
                        lw=0.8,
                        ls=(0, (4, 2)),
                    )
        last = axes[-1, 0]
        locator = AutoDateLocator(maxticks=8)  # type: ignore[no-untyped-call]
        last.xaxis.set_major_locator(locator)
        formatter = ConciseDateFormatter(locator)  # type: ignore[no-untyped-call]
        last.xaxis.set_major_formatter(formatter)
    return Figure(
        id,
        canvas,
        _data(periods, dated, metric),
        _caption(periods, metric, date),
        _alt(periods, metric, outlets, date),
        (metric.name,),
    )


def _days(values: pd.Series) -> pd.Series:
    when = pd.to_datetime(values, utc=True)
    return when.dt.tz_localize(None)


def _number(days: pd.Series) -> np.ndarray:
    """Days since 1970, which is how matplotlib counts."""
    return np.asarray((days - pd.Timestamp(0)) / pd.Timedelta(days=1), dtype=float)


def _places(own: pd.DataFrame, articles: pd.DataFrame) -> tuple[np.ndarray, float]:
    """The middle of each period, as matplotlib counts days, and how wide a bar may be.

    The last period is as long as the one before it; one alone reaches to its last article.
    """
    starts = _number(own["period"])
    lengths = np.diff(starts)
    if not lengths.size:
        lengths = np.maximum(_number(articles["published"]).max(initial=0) - starts, 1.0)
    middles = starts + np.append(lengths, lengths[-1])[: len(starts)] / 2
    return middles, 0.8 * float(lengths.min())


def _draw_level(
    axis: Axes,
    own: pd.DataFrame,
    articles: pd.DataFrame,
    metric: Metric,
    outlet: str,
    outlets: list[str],
) -> None:
    colour, mark = outlet_marks(outlets)[outlet]
    x, _ = _places(own, articles)
    mean, low, high = (own[name].to_numpy(float) for name in ("mean", "low", "high"))
    axis.scatter(
        _number(articles["published"]),
        articles[metric.name].to_numpy(float),
        s=5,
        c=FAINT,
        ec=SOFT,
        lw=0.2,
        zorder=1,
    )
    axis.plot(x, mean, color=colour, lw=0.9, zorder=3)  # a missing mean breaks the line
    for at, bottom, top in zip(x, low, high, strict=True):
        if np.isfinite(bottom):
            axis.plot([at, at], [bottom, top], color=INK, lw=0.9, zorder=2)
    axis.scatter(x, mean, s=16, marker=mark, c=colour, ec=INK, lw=0.5, zorder=4)
    axis.set_title(outlet, fontsize=7)
    axis.set_ylabel(metric.unit, fontsize=6, color=SOFT)
    axis.tick_params(axis="x", length=0)
    axis.grid(axis="y", color=FAINT, lw=0.3)
    axis.set_axisbelow(True)


def _draw_volume(axis: Axes, own: pd.DataFrame, articles: pd.DataFrame, most: float) -> None:
    x, wide = _places(own, articles)
    axis.bar(x, own["articles"].to_numpy(float), width=wide, color=FAINT)
    axis.bar(x, own["events"].to_numpy(float), width=wide, color=SOFT)
    axis.set_ylim(0, most * 1.1 or 1)
    axis.set_yticks([0, most])
    axis.tick_params(axis="y", labelsize=5.5)
    axis.set_ylabel("n", fontsize=6, color=SOFT)


def _data(periods: pd.DataFrame, dated: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    keep = ["outlet", "period", "articles", "events", "mean", "low", "high"]
    points = pd.DataFrame(
        {
            "outlet": dated["outlet"],
            "article": dated["article"],
            "published": dated["published"],
            "value": dated[metric.name],
        }
    )
    return pd.concat(
        [periods[keep].assign(row="period"), points.assign(row="article")], ignore_index=True
    )


def _caption(periods: pd.DataFrame, metric: Metric, date: str) -> str:
    empty = int((periods["articles"] == 0).sum())
    gaps = f" {plural(empty, 'period')} without an article are gaps." if empty else ""
    left = int(periods.groupby("outlet")["articles_left_out"].first().sum())
    lost = f" {plural(left, 'article')} without date or value are left out." if left else ""
    line = f" The dashed line is {date}." if date else ""
    return (
        f"{metric.title} over time. A small dot is an article; a mark is the mean of a period, its "
        "bar the 95% interval (Student's t, articles clustered by event; none where a period has "
        f"one event; cut where it leaves the frame).{line} Below each outlet: articles a period "
        f"(light) and the events that they are about (dark).{gaps}{lost}"
    )


def _alt(periods: pd.DataFrame, metric: Metric, outlets: list[str], date: str) -> str:
    places = decimals(periods["mean"].dropna())
    said = []
    for outlet in outlets:
        own = periods[(periods["outlet"] == outlet) & periods["mean"].notna()]
        if own.empty:
            continue
        ends = [
            f"{pd.Timestamp(r.period).date()} {number(float(r.mean), places)} "
            f"({span(float(r.low), float(r.high), places)})"
            for r in each(own.iloc[[0, -1]])
        ]
        said.append(f"{outlet}, {plural(len(own), 'period')} with articles: {listing(ends)}")
    marked = f" {date} is marked." if date else ""
    return f"{metric.title} ({metric.unit}) over time. {'; '.join(said)}.{marked}"
