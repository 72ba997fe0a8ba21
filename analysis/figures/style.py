"""One visual language: widths, colours, marks, type; and drawings that are the same each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas

from analysis.errors import ParameterError, suggest

WIDTHS = {"one": 89.0, "two": 183.0}
"""Widths of one and two columns of a journal page, in millimetres."""

INK, SOFT, FAINT, BAND = "#1a1a1a", "#595959", "#b8b8b8", "#ececec"
BLUE, VERMILION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, YELLOW = "#E69F00", "#56B4E9", "#F0E442"
SERIES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, INK)
"""The palette of Okabe and Ito (2008), the darkest first; yellow is left for backgrounds."""
MARKS = ("o", "s", "D", "^", "v", "P", "X")
VOICE_COLOURS = {"authorial": INK, "quoted": BLUE, "reported": VERMILION}
VOICE_MARKS = {"authorial": "o", "quoted": "s", "reported": "^"}
VOICE_NAMES = {"authorial": "own voice", "quoted": "quoted", "reported": "reported"}

_RULES: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 7.0,
    "axes.titlesize": 7.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 7.0,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "axes.formatter.use_mathtext": False,
    "xtick.labelsize": 6.5,
    "ytick.labelsize": 7.0,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "xtick.major.width": 0.6,
    "ytick.major.size": 0.0,
    "xtick.major.size": 2.5,
    "text.color": INK,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "figure.dpi": 100,
    "figure.constrained_layout.h_pad": 0.03,
    "figure.constrained_layout.w_pad": 0.03,
    "svg.hashsalt": "parallax",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "path.simplify": True,
}


@contextmanager
def style() -> Iterator[None]:
    """The house's settings for everything drawn or saved inside, whatever the user has set."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_RULES)
        yield


def millimetres(width: str) -> float:
    """A named journal width in millimetres; an unknown name is a ParameterError."""
    if width not in WIDTHS:
        raise ParameterError(f"there is no width {width!r}", mend=suggest(width, WIDTHS))
    return WIDTHS[width]


@contextmanager
def drawing(
    width: str, height: float, *, rows: int = 1, columns: int = 1, **layout: Any
) -> Iterator[tuple[Canvas, np.ndarray]]:
    """A canvas of a journal width and a height in millimetres, with a grid of axes.

    The layout is computed once at the end and then fixed: computed anew at each save, it would make
    a file's bytes depend on which format was saved first.
    """
    with style():
        figure = Canvas(figsize=(millimetres(width) / 25.4, height / 25.4), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(rows, columns, squeeze=False, **layout)
        yield figure, axes
        figure.draw_without_rendering()
        figure.set_layout_engine("none")


def outlet_marks(outlets: Iterable[str]) -> dict[str, tuple[str, str]]:
    """A colour and a mark for each outlet, in alphabetical order of the outlets."""
    names = sorted(set(outlets))
    return {
        name: (SERIES[i % len(SERIES)], MARKS[(i + i // len(SERIES)) % len(MARKS)])
        for i, name in enumerate(names)
    }


def limits(values: Iterable[float], bounds: tuple[float, float]) -> tuple[float, float]:
    """Axis limits around the values with a little room, never beyond the declared bounds."""
    finite = np.array([v for v in values if np.isfinite(v)], dtype=np.float64)
    if not finite.size:
        low, high = bounds if np.all(np.isfinite(bounds)) else (0.0, 1.0)
        return float(low), float(high)
    low, high = float(finite.min()), float(finite.max())
    room = (high - low) * 0.05 or max(abs(high), 1.0) * 0.05
    # Room at a bound is for the mark only: it keeps a dot at 0 from being cut in half.
    edge = room * 0.6
    return max(low - room, bounds[0] - edge), min(high + room, bounds[1] + edge)


def scatter_offsets(values: np.ndarray, *, reach: float) -> np.ndarray:
    """Vertical offsets that keep near-equal values apart: the same for the same values.

    Values are taken in order, and each goes to the place of van der Corput's sequence, so that
    neighbours are far apart without chance.
    """
    order = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    places = np.array([_van_der_corput(i + 1) for i in range(len(values))])
    return (places[order] - 0.5) * 2 * reach if len(values) else places


def _van_der_corput(index: int) -> float:
    place, scale = 0.0, 0.5
    while index:
        place += scale * (index & 1)
        index >>= 1
        scale /= 2
    return place


def quiet_rows(axis: Axes, labels: list[str]) -> None:
    """Rows from top to bottom with their labels at the left and no axis line."""
    axis.set_yticks(range(len(labels)), labels)
    axis.set_ylim(len(labels) - 0.5, -0.5)
    axis.spines["left"].set_visible(False)
    axis.tick_params(axis="y", length=0)
