"""How outlets portray the same actors: how often, in which part, how named, in what tone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import DesignError
from analysis.figures.figure import Figure
from analysis.figures.panels import whisker
from analysis.figures.reading import each
from analysis.figures.style import FAINT, INK, drawing, limits, outlet_marks, quiet_rows
from analysis.figures.words import decimals, listing, number

_PANELS = {
    "mentions": "Mentions",
    "agent": "As agent",
    "speaker": "As speaker",
    "named by title": "With a title",
    "tone": "Tone around",
    "loadedness": "Loadedness",
}
_BOUNDS = {"agent": (0, 1), "speaker": (0, 1), "named by title": (0, 1), "mentions": (0, np.inf)}


def plot_portrayal(
    portrayed: pd.DataFrame,
    *,
    measures: Sequence[str] = tuple(_PANELS),
    width: str = "two",
    id: str = "portrayal",  # noqa: A002 - the field's word
) -> Figure:
    """A panel a measure, a row an actor, a mark an outlet, with intervals over events.

    portrayed: as `portrayal` gives it. measures: which of its measures, in order.
    """
    data = portrayed[portrayed["measure"].isin(list(measures))]
    if data["estimate"].isna().all():
        raise DesignError("no actor is mentioned in the outlets' own voice", where="portrayal")
    actors, outlets = (list(dict.fromkeys(data[name])) for name in ("actor", "outlet"))
    columns = min(len(measures), 2 if width == "one" else 3)
    rows = -(-len(measures) // columns)
    height = rows * (15 + len(actors) * (3.2 + 2.4 * len(outlets))) + 8
    with drawing(width, height, rows=rows, columns=columns) as (canvas, axes):
        for place, axis in enumerate(axes.flat):
            if place >= len(measures):
                axis.set_axis_off()
                continue
            own = data[data["measure"] == measures[place]]
            _draw_panel(axis, own, actors, outlets, first=place % columns == 0)
        handles = [
            axes.flat[0].scatter([], [], s=16, marker=mark, c=colour, label=outlet)
            for outlet, (colour, mark) in outlet_marks(outlets).items()
        ]
        canvas.legend(
            handles=handles,
            loc="outside upper left",
            ncols=len(outlets) if width == "two" else 2,
            frameon=False,
            fontsize=6.5,
            handletextpad=0.1,
            columnspacing=1.2,
        )
    caption = (
        "Actors as the outlets' own words portray them; the line is the 95% interval (ratio "
        "estimate, Student's t over events), and there is none where one event has the actor. As "
        "agent: of mentions as agent or patient, by word order. As speaker, with a title: of all "
        "mentions. Tone and loadedness: of sentences that are the outlet's alone."
    )
    return Figure(id, canvas, data, caption, _alt(data, measures))


def _draw_panel(
    axis: Axes, own: pd.DataFrame, actors: list[str], outlets: list[str], *, first: bool
) -> None:
    marks = outlet_marks(outlets)
    step = 0.74 / max(len(outlets), 1)
    measure = str(own["measure"].iloc[0])
    for row in each(own[own["estimate"].notna()]):
        lift = (outlets.index(row.outlet) - (len(outlets) - 1) / 2) * step
        at = actors.index(row.actor) + lift
        colour, mark = marks[row.outlet]
        whisker(axis, row.low, row.high, at, color=colour)
        axis.scatter([row.estimate], [at], s=15, marker=mark, c=colour, lw=0, zorder=4)
    quiet_rows(axis, actors)
    if not first:
        axis.tick_params(axis="y", labelleft=False)
    for line in range(1, len(actors)):
        axis.axhline(line - 0.5, color=FAINT, lw=0.4)
    if measure in ("tone", "loadedness"):
        axis.axvline(0, color=INK, lw=0.6, zorder=1)
    ends = own[["estimate", "low", "high"]].to_numpy(np.float64).ravel()
    axis.set_xlim(limits(_without_outliers(own, ends), _BOUNDS.get(measure, (-np.inf, np.inf))))
    axis.set_title(_PANELS.get(measure, measure.capitalize()))
    axis.set_xlabel(str(own["unit"].iloc[0]), fontsize=6, color="#595959")
    axis.grid(axis="x", color=FAINT, lw=0.3)
    axis.set_axisbelow(True)


def _without_outliers(own: pd.DataFrame, ends: np.ndarray) -> np.ndarray:
    """The ends of intervals, those over two or three events left out: they would fill the panel."""
    steady = own[own["events"] > 3][["low", "high"]].to_numpy(np.float64).ravel()
    means = own["estimate"].to_numpy(np.float64)
    reach = np.nanmax(np.abs(means)) * 2.5 if np.isfinite(means).any() else 1.0
    wide = ends[np.isfinite(ends) & (np.abs(ends) <= reach)]
    return np.concatenate([steady, means, wide])


def _alt(data: pd.DataFrame, measures: Sequence[str]) -> str:
    said = []
    for measure in measures:
        own = data[(data["measure"] == measure) & data["estimate"].notna()]
        places = decimals(own["estimate"])
        actors = [
            f"{actor} ({', '.join(f'{r.outlet} {number(r.estimate, places)}' for r in each(rows))})"
            for actor, rows in own.groupby("actor", sort=False)
        ]
        said.append(f"{_PANELS.get(measure, measure)}: {listing(actors[:3]) or 'none'}.")
    return f"Dot plots of how outlets portray actors. {' '.join(said)}"
