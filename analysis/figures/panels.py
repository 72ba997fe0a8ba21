"""Small multiples: one panel an outlet, the same rows and the same axis in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes

from analysis.figures.style import FAINT, SOFT, quiet_rows


@dataclass(frozen=True)
class Grid:
    """How many panels stand beside and above each other."""

    rows: int
    columns: int


def grid_for(panels: int, width: str) -> Grid:
    """As many panels beside each other as the width bears."""
    columns = min(panels, 3 if width == "one" else 5)
    rows = -(-panels // columns)
    return Grid(rows, -(-panels // rows))


def dress_panel(axis: Axes, *, title: str, labels: Sequence[str], first: bool, below: str) -> None:
    """Title, row labels at the first panel of a row only, and a light grid."""
    quiet_rows(axis, list(labels))
    if not first:
        axis.tick_params(axis="y", labelleft=False)
    root = axis.get_figure(root=True)
    narrow = root is not None and root.get_figwidth() < 5  # inches: one column
    axis.set_title(fill(title, 14 if narrow else 24), fontsize=7)
    axis.set_xlabel(below, fontsize=6, color="#595959")
    axis.grid(axis="x", color=FAINT, lw=0.3)
    axis.set_axisbelow(True)


def whisker(axis: Axes, low: float, high: float, row: float, *, color: str) -> None:
    """An interval as a bare line; nothing where there is none."""
    if np.isfinite(low) and np.isfinite(high):
        axis.plot([low, high], [row, row], color=color, lw=0.9, solid_capstyle="butt", zorder=3)


def head_panel(axis: Axes, title: str, column: str) -> None:
    """The panel's title, the heading of the figures written beside it, and its grid behind."""
    axis.set_title(title, pad=9)
    axis.annotate(
        column,
        (1.02, 1),
        xytext=(0, 2),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=6,
        color=SOFT,
    )
    axis.grid(axis="x", color=FAINT, lw=0.3)
    axis.set_axisbelow(True)
