"""The words that set an outlet apart: how strongly, how often, and how sure."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator

from analysis.errors import DesignError
from analysis.figures.figure import Figure
from analysis.figures.reading import each
from analysis.figures.style import BLUE, FAINT, INK, SOFT, VERMILION, drawing
from analysis.figures.words import listing, number, plural

_LABELLED = 10  # terms a side
_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)


def plot_keyness(
    terms: pd.DataFrame,
    *,
    labelled: int = _LABELLED,
    width: str = "two",
    id: str = "keyness",  # noqa: A002 - the field's word
) -> Figure:
    """Log-odds of every term against how often it is used; the clearest are named.

    terms: as `distinctive_terms` gives them. labelled: how many a side, by the size of z. Words of
    house style are small crosses and not named.
    """
    if terms.empty:
        raise DesignError("there are no terms", where="terms")
    first, second = str(terms["outlet_a"].iloc[0]), str(terms["outlet_b"].iloc[0])
    table = terms.assign(frequency=_frequency(terms))
    shown = choose_terms(table, labelled)
    height = 22 + 4.6 * max((shown["log_odds"] > 0).sum() + (shown["log_odds"] < 0).sum(), 6)
    with drawing(width, height) as (_, axes):
        axis = axes[0, 0]
        _draw_points(axis, table, shown)
        _name_points(axis, shown)
        axis.axhline(0, color=INK, lw=0.7, zorder=1)
        axis.set_xscale("log")
        ticks = [t for t in _TICKS if table["frequency"].min() <= t <= table["frequency"].max()]
        axis.xaxis.set_major_locator(FixedLocator(ticks))
        axis.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
        axis.xaxis.set_minor_locator(NullLocator())
        axis.xaxis.set_minor_formatter(NullFormatter())
        axis.set_xlabel("occurrences per 1,000 words, both sides together", loc="right")
        axis.set_ylabel("log-odds")
        _name_side(axis, f"more at {first} ↑", 1.0, 3, BLUE)
        _name_side(axis, f"↓ more at {_others(second)}", 0.0, -16, VERMILION)
        canvas = axis.get_figure(root=True)
    data = table[_COLUMNS if "events" in table else [c for c in _COLUMNS if c != "events"]]
    return Figure(id, canvas, data, _caption(table, shown), _alt(shown, first, second))


def _name_side(axis: Axes, words: str, edge: float, lift: float, colour: str) -> None:
    """Which way is whose, at the upper or lower edge."""
    axis.annotate(
        words,
        (0.0, edge),
        xytext=(2, lift),
        xycoords="axes fraction",
        textcoords="offset points",
        va="bottom" if edge else "top",
        fontsize=7,
        weight="bold",
        color=colour,
    )


def _others(outlets: str) -> str:
    """The outlets compared with, as a figure's edge has room for them."""
    return outlets if len(outlets) <= 24 else f"the other {outlets.count(', ') + 1}"


_COLUMNS = (
    "term outlet_a outlet_b events count_a count_b frequency log_odds low high log_ratio g2 z p"
    " p_bh p_family house_style"
).split()


def choose_terms(terms: pd.DataFrame, most: int) -> pd.DataFrame:
    """The clearest terms of each side, from the largest log-odds down.

    Words of house style are left out, and so is a term that is part of a clearer phrase, or a
    phrase around a clearer word, where they are mostly the same occurrences.
    """
    plain = terms[~terms["house_style"].astype(bool)]
    kept = []
    for side in (plain[plain["z"] > 0], plain[plain["z"] < 0]):
        chosen: list[tuple[str, int]] = []
        for place, row in zip(side.index, each(side), strict=True):
            count = int(row.count_a + row.count_b)
            if len(chosen) < most and not any(_same(row.term, count, *c) for c in chosen):
                chosen.append((row.term, count))
                kept.append(place)
    return terms.loc[kept].sort_values("log_odds", ascending=False, kind="stable")


def _same(term: str, count: int, other: str, times: int) -> bool:
    """Whether one term lies in the other and most occurrences of the commoner are of the rarer."""
    inner, outer = sorted((term, other), key=len)
    return f" {inner} " in f" {outer} " and 2 * min(count, times) >= max(count, times)


def _frequency(terms: pd.DataFrame) -> pd.Series:
    """Occurrences per 1,000 words of both sides together, from the counts and rates."""
    words = {}
    for side in ("a", "b"):
        known = terms[terms[f"rate_{side}"] > 0]
        words[side] = (
            1000 * float(known[f"count_{side}"].iloc[0]) / float(known[f"rate_{side}"].iloc[0])
            if len(known)
            else 0.0
        )
    return 1000 * (terms["count_a"] + terms["count_b"]).astype(float) / sum(words.values())


def _draw_points(axis: Axes, table: pd.DataFrame, shown: pd.DataFrame) -> None:
    style = table["house_style"].astype(bool)
    rest = table[~style & ~table["term"].isin(shown["term"])]
    axis.scatter(rest["frequency"], rest["log_odds"], s=7, c=FAINT, lw=0, zorder=2)
    own = table[style]
    axis.scatter(own["frequency"], own["log_odds"], s=14, c=SOFT, marker="x", lw=0.7, zorder=2)
    for row in each(shown):
        colour = BLUE if row.log_odds > 0 else VERMILION
        if np.isfinite(row.low):
            axis.plot([row.frequency] * 2, [row.low, row.high], color=colour, lw=0.7, zorder=3)
        face = colour if row.p_bh < 0.05 else "white"
        axis.scatter([row.frequency], [row.log_odds], s=18, c=face, ec=colour, lw=0.9, zorder=4)


def _name_points(axis: Axes, shown: pd.DataFrame) -> None:
    """Names at the right in the order of the points' heights, each with a line to its point."""
    ends = shown[["low", "high", "log_odds"]].to_numpy(np.float64)
    low, high = np.nanmin(ends), np.nanmax(ends)
    low, high = min(low, 0) - 0.06 * (high - low), max(high, 0) + 0.06 * (high - low)
    axis.set_ylim(low, high)
    wanted = (shown["log_odds"].to_numpy(np.float64) - low) / (high - low)
    for place, row in zip(
        spread(wanted, gap=1 / max(len(wanted) + 1, 12)), each(shown), strict=True
    ):
        colour = BLUE if row.log_odds > 0 else VERMILION
        axis.annotate(
            "",
            (row.frequency, row.log_odds),
            xytext=(1.012, place),
            textcoords="axes fraction",
            arrowprops={"arrowstyle": "-", "color": FAINT, "lw": 0.4, "shrinkA": 0, "shrinkB": 3},
            zorder=1,
        )
        clear = row.p_bh < 0.05
        axis.annotate(
            f"{_short(row.term)}  {row.count_a}:{row.count_b}",
            (1.02, place),
            xycoords="axes fraction",
            va="center",
            fontsize=6.3,
            color=colour if clear else INK,
            weight="bold" if clear else "normal",
        )


def spread(wanted: np.ndarray, *, gap: float) -> np.ndarray:
    """Places from 1 downwards, as near as can be to those wanted and at least gap apart.

    wanted: from high to low. The nearest such places in least squares, by pooling neighbours.

    >>> spread(np.array([0.9, 0.5, 0.5]), gap=0.2).round(2).tolist()
    [0.9, 0.6, 0.4]
    """
    steps = gap * np.arange(len(wanted))
    pools: list[tuple[float, int]] = []
    for value in wanted + steps:
        pools.append((float(value), 1))
        while len(pools) > 1 and pools[-2][0] < pools[-1][0]:
            (b, m), (a, n) = pools.pop(), pools.pop()
            pools.append(((a * n + b * m) / (n + m), n + m))
    level = np.concatenate([np.full(size, value) for value, size in pools] or [np.zeros(0)])
    # Past the upper or lower edge the whole column is moved in.
    top, bottom = 1.0, 0.0 + (gap * (len(wanted) - 1) if len(wanted) else 0.0)
    return np.clip(level, min(bottom, top), max(bottom, top)) - steps


def _short(term: str) -> str:
    return term if len(term) <= 28 else f"{term[:27]}…"


def _caption(table: pd.DataFrame, shown: pd.DataFrame) -> str:
    unit = "events" if "events" in table else "articles"
    style = int(table["house_style"].astype(bool).sum())
    said = (
        f"{plural(len(table), 'term')} that stand in {int(table[unit].min())} {unit} or more: "
        "log-odds under an informative Dirichlet prior (Monroe et al. 2008) against frequency. The "
        f"line is the 95% interval over {unit}; names give occurrences on either side. Filled and "
        "bold: false discovery rate under .05, by permutation of outlets"
        f"{' within events' if unit == 'events' else ''}."
    )
    return said + (f" Crosses: {plural(style, 'word')} of house style, set apart." if style else "")


def _alt(shown: pd.DataFrame, first: str, second: str) -> str:
    said = []
    for outlet, rows in ((first, shown[shown["z"] > 0]), (second, shown[shown["z"] < 0][::-1])):
        parts = [
            f"{r.term} {number(r.log_odds, 2, sign=True)} ({r.count_a} to {r.count_b})"
            for r in each(rows.head(6))
        ]
        said.append(f"More at {outlet}: {listing(parts) or 'none'}.")
    clear = int((shown["p_bh"] < 0.05).sum())
    return (
        f"Scatter plot of terms by frequency and log-odds. {' '.join(said)} "
        f"{clear} of the {len(shown)} named terms have a false discovery rate under .05."
    )
