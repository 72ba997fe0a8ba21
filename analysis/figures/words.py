"""Numbers and lists as a caption says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.measures.declare import Metric


def decimals(values: Iterable[float]) -> int:
    """How many decimals tell these values apart: three digits of the largest.

    >>> decimals([52.18, 40.2]), decimals([0.41, 0.09]), decimals([0.02])
    (1, 2, 3)
    """
    finite = [abs(v) for v in values if np.isfinite(v)]
    largest = max(finite, default=1.0)
    return 0 if largest >= 1000 else 1 if largest >= 10 else 2 if largest >= 0.1 else 3


def number(value: float, places: int = 1, *, sign: bool = False) -> str:
    """A number with a true minus sign; a missing one is a dash.

    >>> number(-0.184, 2), number(3.0, 1, sign=True), number(float("nan"))
    ('−0.18', '+3.0', '–')
    """
    if not np.isfinite(value):
        return "–"
    text = f"{value:+.{places}f}" if sign else f"{value:.{places}f}"
    if float(text) == 0:
        text = text.lstrip("+-")
    return text.replace("-", "−")


def interval(low: float, high: float, places: int, *, sign: bool = False) -> str:
    """An interval in brackets; words where there is none.

    >>> interval(-0.5, 1.25, 1), interval(float("nan"), float("nan"), 1)
    ('[−0.5, 1.2]', '[no interval]')
    """
    if not (np.isfinite(low) and np.isfinite(high)):
        return "[no interval]"
    return f"[{number(low, places, sign=sign)}, {number(high, places, sign=sign)}]"


def span(low: float, high: float, places: int, *, sign: bool = False) -> str:
    """An interval as a sentence says it.

    >>> span(-0.5, 1.0, 1, sign=True), span(float("nan"), float("nan"), 1)
    ('−0.5 to +1.0', 'no interval')
    """
    if not (np.isfinite(low) and np.isfinite(high)):
        return "no interval"
    return f"{number(low, places, sign=sign)} to {number(high, places, sign=sign)}"


def probability(p: float) -> str:
    """A p value: three decimals, never 0.

    >>> probability(0.0342), probability(0.00004), probability(float("nan"))
    ('p = .034', 'p < .001', 'p: none')
    """
    if not np.isfinite(p):
        return "p: none"
    return "p < .001" if p < 0.001 else f"p = {p:.3f}".replace("0.", ".", 1)


def alpha_of(table: pd.DataFrame) -> float:
    """The alpha of a table of results: 1 less the coverage that its intervals aim at."""
    return round(1 - float(table["level"].iloc[0]), 10)


def coverage(table: pd.DataFrame) -> str:
    """What the intervals of a table of results are called: `95%`."""
    return f"{100 * float(table['level'].iloc[0]):g}%"


def below(alpha: float) -> str:
    """An alpha as a sentence has it: `.05`."""
    return f"{alpha:g}".removeprefix("0")


def events_of(table: pd.DataFrame) -> str:
    """The events that rows of results rest on: `1 event`, `12 events`, `10 to 12 events`."""
    events = sorted(table["events"].astype(int).unique())
    return plural(events[0], "event") if len(events) == 1 else f"{events[0]} to {events[-1]} events"


def listing(names: Iterable[str]) -> str:
    """Names with commas and an `and`.

    >>> listing(["a", "b", "c"])
    'a, b and c'
    """
    *first, last = [str(name) for name in names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def plural(count: int, noun: str) -> str:
    """A count with its noun.

    >>> plural(1, "event"), plural(1200, "article")
    ('1 event', '1,200 articles')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def axis_label(metric: Metric) -> str:
    """Title and unit of a metric, as an axis says them."""
    return f"{metric.title} ({metric.unit})"


def direction(metric: Metric) -> str:
    """What the right end of the axis means."""
    return f"{metric.higher_means} →"


def scope(zones: Sequence[str], voice: str | None, *, lead: str = "Words of") -> str:
    """Which words were counted, in a sentence."""
    who = {None: "all voices", "authorial": "the outlet's own voice"}.get(voice, f"{voice} speech")
    return f"{lead} the {listing(zones)}, {who}."


def count_events(frame: pd.DataFrame) -> int:
    """How many events the rows have; 0 where they have none."""
    return int(frame["event"].nunique()) if "event" in frame else 0
