"""A specification curve: one difference under every way of measuring it, and what each way was."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import DesignError
from analysis.figures.figure import Figure
from analysis.figures.reading import each
from analysis.figures.style import (
    BLUE,
    FAINT,
    INK,
    MARKS,
    SERIES,
    SOFT,
    drawing,
    limits,
    quiet_rows,
)
from analysis.figures.words import decimals, events_of, number, plural, probability
from analysis.measures.declare import METRICS

_EVERYWHERE = (-np.inf, np.inf)


def plot_specifications(
    curve: pd.DataFrame,
    joint: pd.DataFrame,
    *,
    choices: Sequence[str],
    metric: str | None = None,
    width: str = "two",
    id: str = "specifications",  # noqa: A002 - the field's word
) -> Figure:
    """Above, every specification's difference with its interval; below, the options it is made of.

    curve, joint: as `specification_curve` and `joint_test` give them, for the same choices; metric:
    the one metric, whose unit the axis then has; without it, differences are in standard deviations
    of the events' differences (d_z), so that metrics of several units lie on one axis. With those
    of `outlet_curve` and `joint_outlet_test`, above is each outlet's distance from the events' mean
    (without a metric, in standard deviations within events).
    """
    if curve.empty:
        raise DesignError("there is no specification", where="curve")
    caption: Callable[[pd.DataFrame, pd.DataFrame, str | None], str]
    if "outlet" in curve:
        shown = _distances(curve, standardised=metric is None)
        draw, caption, alt = _draw_outlets, _outlets_caption, _outlets_alt
    else:
        shown = _in_one_unit(curve, standardised=metric is None)
        draw, caption, alt = _draw_curve, _caption, _alt
    rows = curve.drop_duplicates("specification").reset_index(drop=True)
    options = [(name, option) for name in choices for option in _in_order(curve[name])]
    with drawing(
        width, 62 + 4.2 * len(options), rows=2, height_ratios=[46, 4.2 * len(options)], sharex=True
    ) as (canvas, axes):
        unit = "standard deviations" if metric is None else METRICS[metric].unit
        draw(axes[0, 0], shown, unit)
        _draw_options(axes[1, 0], rows, options, narrow=width == "one")
    return Figure(
        id,
        canvas,
        shown.assign(**{name: curve[name].to_numpy() for name in choices}),
        caption(rows, joint, metric),
        alt(shown, joint, unit),
        () if metric is None else (metric,),
    )


def _distances(curve: pd.DataFrame, *, standardised: bool) -> pd.DataFrame:
    """Place and distance of each outlet under each specification, with f and p."""
    kept = curve[["specification", "outlet", "distance", "f", "p"]].reset_index(drop=True)
    kept.insert(0, "place", pd.factorize(kept["specification"])[0] + 1)
    if standardised:
        spread = kept.groupby("place")["distance"].transform("std")
        kept = kept.assign(distance=kept["distance"] * kept["f"] / spread)
    return kept


def _draw_outlets(axis: Axes, shown: pd.DataFrame, unit: str) -> None:
    axis.axhline(0, color=INK, lw=0.7, zorder=1)
    names = list(dict.fromkeys(shown["outlet"]))
    clear = (shown["p"] < 0.05).to_numpy(bool)
    for i, name in enumerate(names):
        own = (shown["outlet"] == name).to_numpy(bool)
        colour, mark = SERIES[i % len(SERIES)], MARKS[i % len(MARKS)]
        for filled in (True, False):
            rows = shown[own & (clear == filled)]
            face = colour if filled else "white"
            axis.scatter(
                rows["place"], rows["distance"], s=17, c=face, ec=colour, marker=mark, lw=0.8
            )
        axis.scatter([], [], s=17, c=colour, marker=mark, label=name)
    axis.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=4, frameon=False, fontsize=6.5)
    axis.set_ylim(limits([0.0, *shown["distance"].astype(float)], _EVERYWHERE))
    axis.set_ylabel(f"From the event's mean\n({unit})")
    axis.grid(axis="y", color=FAINT, lw=0.3)
    axis.set_axisbelow(True)
    axis.tick_params(axis="x", length=0)


def _outlets_caption(rows: pd.DataFrame, joint: pd.DataFrame, metric: str | None) -> str:
    what = METRICS[metric].title if metric else "The standardised distance"
    tests = {row["measure"]: row for row in joint.to_dict("records")}
    median, share = tests["median spread"], tests["share significant"]
    return (
        f"{what} of {plural(int(median['outlets']), 'outlet')} within {events_of(rows)}, under "
        f"{plural(len(rows), 'specification')}. Above: each outlet's distance from the mean of the "
        "outlets on the event; filled where all outlets together have a p under .05 there, not "
        "adjusted. Below: the options of each. All specifications together, outlets permuted "
        f"within events: median spread {number(float(median['statistic']), 2)} standard "
        f"deviations, {probability(float(median['p']))}; "
        f"{100 * float(share['statistic']):.0f}% significant, {probability(float(share['p']))}."
    )


def _outlets_alt(shown: pd.DataFrame, joint: pd.DataFrame, unit: str) -> str:
    places = decimals(shown["distance"].astype(float))
    said = []
    for name, own in shown.groupby("outlet", sort=False):
        ends = (number(float(own["distance"].agg(f)), places, sign=True) for f in ("min", "max"))
        said.append(f"{name} {' to '.join(ends)}")
    p = ", ".join(probability(float(p)) for p in joint["p"])
    return (
        f"Specification curve of {plural(shown['place'].nunique(), 'specification')}. Distances "
        f"from the event's mean ({unit}): {'; '.join(said)}. Joint tests of median spread and of "
        f"share significant: {p}."
    )


def _in_one_unit(curve: pd.DataFrame, *, standardised: bool) -> pd.DataFrame:
    """Place, difference, low, high and p of each specification."""
    kept = curve[["specification", "difference", "low", "high", "p"]].reset_index(drop=True)
    kept.insert(0, "place", np.arange(1, len(kept) + 1))
    if not standardised:
        return kept
    sd = (curve["difference"] / curve["d_z"]).abs().to_numpy(dtype=float)
    return kept.assign(**{name: kept[name] / sd for name in ("difference", "low", "high")})


def _in_order(column: pd.Series) -> list[str]:
    return sorted(column.astype("str").unique())


def _draw_curve(axis: Axes, shown: pd.DataFrame, unit: str) -> None:
    axis.axhline(0, color=INK, lw=0.7, zorder=1)
    for row in each(shown):
        clear = pd.notna(row.p) and row.p < 0.05
        if np.isfinite(row.low):
            axis.plot([row.place] * 2, [row.low, row.high], color=SOFT, lw=0.9, zorder=2)
        axis.scatter(
            [row.place],
            [row.difference],
            s=16,
            c=BLUE if clear else "white",
            edgecolors=INK,
            linewidths=0.6,
            zorder=3,
        )
    values = shown[["difference", "low", "high"]].to_numpy(float).ravel()
    axis.set_ylim(limits([0.0, *values], _EVERYWHERE))
    axis.set_ylabel(f"Difference\n({unit})")
    axis.grid(axis="y", color=FAINT, lw=0.3)
    axis.set_axisbelow(True)
    axis.tick_params(axis="x", length=0)


def _draw_options(
    axis: Axes, curve: pd.DataFrame, options: list[tuple[str, str]], *, narrow: bool
) -> None:
    for row, (name, option) in enumerate(options):
        used = np.flatnonzero((curve[name].astype("str") == option).to_numpy()) + 1
        axis.scatter(used, [row] * len(used), s=9, marker="s", c=INK, linewidths=0, zorder=3)
        if row and options[row - 1][0] != name:
            axis.axhline(row - 0.5, color=FAINT, lw=0.5)
    labels = [_option_label(name, option) for name, option in options]
    quiet_rows(axis, [label if not narrow else label.split(": ")[1] for label in labels])
    axis.set_xlim(0.4, len(curve) + 0.6)
    axis.set_xticks([])
    order = "by effect" if narrow else "from the lowest effect to the highest"
    axis.set_xlabel(f"{plural(len(curve), 'specification')}, {order}")


def _option_label(name: str, option: str) -> str:
    title = METRICS[option].title if name == "metric" and option in METRICS else option
    return f"{name}: {title}"


def _caption(curve: pd.DataFrame, joint: pd.DataFrame, metric: str | None) -> str:
    first = curve.iloc[0]
    what = METRICS[metric].title if metric else "The standardised difference"
    tests = {row["measure"]: row for row in joint.to_dict("records")}
    median, share = tests["median effect"], tests["share significant in one direction"]
    return (
        f"{what}, {first['outlet_a']} minus {first['outlet_b']} within {events_of(curve)}, under "
        f"{plural(len(curve), 'specification')}. Above: the difference with its 95% interval; "
        "filled where its own p is under .05, not adjusted. Below: the options of each. All "
        "specifications together, outlets swapped within events: median effect "
        f"{number(float(median['statistic']), 2)} standard deviations, "
        f"{probability(float(median['p']))}; {100 * float(share['statistic']):.0f}% significant "
        f"in one direction, {probability(float(share['p']))}."
    )


def _alt(shown: pd.DataFrame, joint: pd.DataFrame, unit: str) -> str:
    values = shown["difference"].astype("float64")
    places = decimals(values)
    above, clear = int((values > 0).sum()), int((shown["p"] < 0.05).sum())
    p = ", ".join(probability(float(p)) for p in joint["p"])
    return (
        f"Specification curve of {plural(len(shown), 'difference')} from "
        f"{number(float(values.min()), places, sign=True)} to "
        f"{number(float(values.max()), places, sign=True)} {unit}, median "
        f"{number(float(values.median()), places, sign=True)}; {above} above nought, {clear} with "
        f"p under .05. Joint tests of median and of share significant: {p}."
    )
