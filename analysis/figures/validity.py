"""How a lexicon errs against hand codes, outlet by outlet, and a difference with its error out."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill

import numpy as np
import pandas as pd

from analysis.errors import DesignError
from analysis.figures.figure import Figure
from analysis.figures.panels import head_panel, whisker
from analysis.figures.reading import each
from analysis.figures.style import BLUE, INK, drawing, limits, outlet_marks, quiet_rows
from analysis.figures.words import decimals, interval, listing, number, plural, span

_TITLES = {
    "precision": "Precision",
    "recall": "Recall",
    "f1": "F1",
    "false_alarm_rate": "False-alarm rate",
}


def plot_errors(
    errors: pd.DataFrame,
    *,
    width: str = "two",
    id: str = "errors",  # noqa: A002 - the field's word
) -> Figure:
    """Precision, recall, F1 and false-alarm rate of each outlet, with intervals; a panel a rate.

    errors: as `coding_errors` gives it.
    """
    if errors.empty:
        raise DesignError("there are no codes", where="errors")
    outlets = list(dict.fromkeys(errors["outlet"]))
    marks = outlet_marks(outlets)
    kinds = [name for name in _TITLES if name in set(errors["measure"])]
    columns = 1 if width == "one" else 2
    rows = -(-len(kinds) // columns)
    with drawing(width, rows * (13 + 5 * len(outlets)) + 3, rows=rows, columns=columns) as (
        canvas,
        axes,
    ):
        for axis, kind in zip(axes.flat, kinds, strict=False):
            own = errors[errors["measure"] == kind].set_index("outlet")
            for row, outlet in enumerate(outlets):
                value, low, high = (float(own.loc[outlet, n]) for n in ("estimate", "low", "high"))
                whisker(axis, low, high, row, color=INK)
                colour, mark = marks[outlet]
                if np.isfinite(value):
                    axis.scatter([value], [row], s=24, marker=mark, c=colour, ec=INK, lw=0.6)
                axis.annotate(
                    f"{number(value, 2)} {interval(low, high, 2)}",
                    (1.02, row),
                    xycoords=("axes fraction", "data"),
                    fontsize=6,
                    va="center",
                )
            quiet_rows(axis, outlets)
            axis.set_xlim(-0.02, 1.02)
            axis.set_xlabel("share")
            head_panel(axis, _TITLES[kind], "share [95% interval]")
        for axis in axes.flat[len(kinds) :]:
            axis.set_axis_off()
    codes = errors.groupby("outlet")["codes"].first()
    listed = listing(f"{outlet} {int(codes[outlet]):,}" for outlet in outlets)
    caption = (
        "The lexicon against hand codes at each outlet, sentences weighted to all that could have "
        "been drawn. Precision: of the sentences with a hit, the share coded so. Recall: of the "
        "sentences coded so, the share with a hit. False-alarm rate: of those not coded so, the "
        f"share with a hit. 95% intervals: bootstrap over events. Coded sentences: {listed}."
    )
    return Figure(id, canvas, errors, caption, _alt_errors(errors, kinds, outlets))


def plot_correction(
    corrected: pd.DataFrame,
    *,
    truth: Mapping[tuple[str, str], float] | None = None,
    width: str = "two",
    id: str = "correction",  # noqa: A002 - the field's word
) -> Figure:
    """Each pair's difference by every estimator, with intervals; a panel a pair.

    corrected: as `corrected_difference` gives it; truth: the pairs' differences where all sentences
    are coded, drawn as a line.
    """
    if corrected.empty:
        raise DesignError("there is no pair", where="corrected")
    pairs = list(dict.fromkeys(zip(corrected["outlet_a"], corrected["outlet_b"], strict=True)))
    kinds = list(dict.fromkeys(corrected["estimator"]))
    ends = 100 * corrected[["low", "high", "difference"]].to_numpy(float)
    with drawing(width, len(pairs) * (13 + 6 * len(kinds)) + 3, rows=len(pairs), sharex=True) as (
        canvas,
        axes,
    ):
        for axis, (a, b) in zip(axes.flat, pairs, strict=True):
            own = corrected[(corrected["outlet_a"] == a) & (corrected["outlet_b"] == b)]
            axis.axvline(0, color=INK, lw=0.7, zorder=1)
            if truth and (a, b) in truth:
                axis.axvline(100 * truth[a, b], color=BLUE, lw=1.0, ls=(0, (3, 2)), zorder=1)
            for row, one in enumerate(each(own)):
                value, low, high = (100 * float(v) for v in (one.difference, one.low, one.high))
                whisker(axis, low, high, row, color=INK)
                face = "white" if row == 0 else BLUE
                axis.scatter([value], [row], s=24, c=face, ec=INK, lw=0.8, zorder=4)
                between = "\n" if width == "one" else "  "
                gain = f"{between}gain {float(one.gain):.2f}" if pd.notna(one.gain) else ""
                axis.annotate(
                    f"{number(value, 1, sign=True)} {interval(low, high, 1, sign=True)}{gain}",
                    (1.02, row),
                    xycoords=("axes fraction", "data"),
                    fontsize=6,
                    va="center",
                )
            quiet_rows(axis, [fill(kind, 20) if width == "one" else kind for kind in kinds])
            axis.set_xlim(limits([0.0, *ends.ravel()], (-np.inf, np.inf)))
            head_panel(axis, f"{a} − {b}", "difference [95% interval]")
        axes.flat[-1].set_xlabel("Difference in the share of sentences coded so (points)")
    line = " The dashed line is the difference by all codes." if truth else ""
    caption = (
        "The same difference four ways. The lexicon alone (open) counts its hits, errors and all. "
        "The others rest on hand codes; only what the lexicon adds differs. Gain: how many codes "
        f"one is worth with the lexicon's help; 1 means that it adds nothing.{line} 95% intervals: "
        f"Student's t on the bootstrap over {plural(int(corrected['events'].iloc[0]), 'event')}."
    )
    return Figure(id, canvas, corrected, caption, _alt_correction(corrected))


def _alt_errors(errors: pd.DataFrame, kinds: list[str], outlets: list[str]) -> str:
    said = []
    for kind in kinds:
        own = errors[errors["measure"] == kind].set_index("outlet")
        parts = [
            f"{o} {number(float(own.loc[o, 'estimate']), 2)} "
            f"({span(float(own.loc[o, 'low']), float(own.loc[o, 'high']), 2)})"
            for o in outlets
        ]
        said.append(f"{_TITLES[kind]}: {listing(parts)}.")
    return f"Errors of the lexicon by outlet, with 95% intervals. {' '.join(said)}"


def _alt_correction(corrected: pd.DataFrame) -> str:
    places = decimals(corrected["difference"].to_numpy(float)) + 1
    said = []
    for (a, b), rows in corrected.groupby(["outlet_a", "outlet_b"], sort=False):
        parts = [
            f"{r.estimator} {number(float(r.difference), places, sign=True)} "
            f"({span(float(r.low), float(r.high), places, sign=True)})"
            for r in each(rows)
        ]
        said.append(f"{a} minus {b}: {listing(parts)}.")
    return f"Differences in the share of coded sentences. {' '.join(said)}"
