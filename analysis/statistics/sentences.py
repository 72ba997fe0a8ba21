"""Sentences for the paper, written from a comparison's row so that their numbers match the table.

They say that outlets differ, in what and by how much; why they differ is not in the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, isnan, log10
from typing import Any, TypeAlias

import pandas as pd

Row: TypeAlias = "Mapping[str, Any] | pd.Series"


def difference_sentence(row: Row, *, label: str | None = None, unit: str | None = None) -> str:
    """What one row of `compare` found: estimate with unit, interval, p, n and method.

    row: one row of `compare` or `compare_metrics`; label and unit: words for the metric, by default
    those of its declaration.
    """
    name, unit = _words(str(row["metric"]), label, unit)
    a, b, n = row["outlet_a"], row["outlet_b"], int(_number(row, "events"))
    difference = _number(row, "difference")
    if isnan(difference):
        return f"{a} and {b} share no event with a value of {name}: no difference is estimated."
    digits = _digits(row)
    if difference == 0:
        finding = f"{a} and {b} do not differ in {name}: the mean difference is 0"
    else:
        finding = f"{a} differs from {b} in {name} by {_amount(difference, digits, unit)}"
    parts = [
        _interval(row, digits),
        _tests(row),
        f"n = {n} shared event{'' if n == 1 else 's'}, {int(_number(row, 'articles'))} articles",
        f"method: {row['method']}",
    ]
    return f"{finding} ({'; '.join(parts)}).{_limits(row, digits, unit)}"


def method_sentence(rows: pd.DataFrame) -> str:
    """How the differences in a table of `compare` or `compare_metrics` were got, for the paper."""
    first = rows.iloc[0]
    intervals = " or ".join(dict.fromkeys(rows.loc[rows["events"] >= 2, "interval"]))
    tests = " or ".join(dict.fromkeys(rows["method"]))
    families = []
    if "p_holm" in rows and rows["p_holm"].notna().any():
        families.append("Holm's method over the primary family")
    if "p_bh" in rows and rows["p_bh"].notna().any():
        families.append("Benjamini and Hochberg's over the secondary family")
    adjusted = f" p values are adjusted by {' and '.join(families)}." if families else ""
    return (
        "Outlets were compared within events: a difference is the mean over shared events of the"
        f" difference between two outlets' means on the event. {100 * first['level']:g}% intervals:"
        f" {intervals or 'none'}. Tests: {tests} ({int(rows['resamples'].max()):,} draws at most,"
        f" seed {first['seed']}).{adjusted}"
    )


def omnibus_sentence(row: Row, *, label: str | None = None) -> str:
    """What one row of `omnibus` found."""
    name, _ = _words(str(row["metric"]), label, "")
    n, outlets = int(_number(row, "events")), int(_number(row, "outlets"))
    if isnan(_number(row, "p")):
        return f"Too few outlets share events with a value of {name} for a test."
    return (
        f"Over {n} events and {outlets} outlets, the spread of the outlets' means of {name} is"
        f" tested by {row['method']}: {format_p(_number(row, 'p'))}"
        f" ({int(_number(row, 'resamples'))} permutations)."
    )


def format_p(p: float, *, symbol: str = "p") -> str:
    """A p value as journals print it.

    >>> format_p(0.0312), format_p(0.00004), format_p(1.0)
    ('p = .031', 'p < .001', 'p = 1')
    """
    if isnan(p):
        return f"{symbol} missing"
    if p < 0.001:
        return f"{symbol} < .001"
    text = f"{p:.3f}"
    return f"{symbol} = 1" if text == "1.000" else f"{symbol} = {text[1:]}"


def format_number(value: float, digits: int) -> str:
    """A number with a true minus sign and that many decimals.

    >>> format_number(-1.256, 2)
    '−1.26'
    """
    text = f"{value:.{digits}f}"
    return text if float(text) >= 0 else "−" + text.lstrip("-")


def _words(metric: str, label: str | None, unit: str | None) -> tuple[str, str]:
    if label is not None and unit is not None:
        return label, unit
    from analysis.measures import METRICS

    declared = METRICS.get(metric)
    # Inside a sentence a plain name stays small; a declared label may begin with a proper name.
    name = label or (declared.label if declared else "") or metric.replace("_", " ")
    return name, (unit if unit is not None else declared.unit if declared else "")


def _number(row: Row, column: str) -> float:
    value: Any = row[column]
    return float("nan") if pd.isna(value) else float(value)


def _digits(row: Row) -> int:
    """Decimals that show the interval's width, or without one the difference, in three figures."""
    width = _number(row, "high") - _number(row, "low")
    size = width if width > 0 else abs(_number(row, "difference"))
    return min(6, max(0, 2 - floor(log10(size)))) if size > 0 else 2


def _amount(value: float, digits: int, unit: str) -> str:
    return f"{format_number(value, digits)}{' ' + unit if unit else ''}"


def _interval(row: Row, digits: int) -> str:
    low, high = _number(row, "low"), _number(row, "high")
    if isnan(low) or isnan(high):
        return f"interval {row['interval']}"
    ends = f"{format_number(low, digits)} to {format_number(high, digits)}"
    return f"{100 * _number(row, 'level'):g}% interval {ends}, {row['interval']}"


def _tests(row: Row) -> str:
    if isnan(_number(row, "p")):
        return "no test"
    words = [format_p(_number(row, "p"))]
    for column, name in (("p_holm", "Holm-adjusted"), ("p_bh", "Benjamini–Hochberg-adjusted")):
        if column in row and not isnan(_number(row, column)):
            words.append(f"{name} {format_p(_number(row, column))}")
    return ", ".join(words)


def _limits(row: Row, digits: int, unit: str) -> str:
    """What the reader must know about the reach of this number of events."""
    said = ""
    detectable = _number(row, "detectable")
    if not isnan(detectable):
        said += (
            f" With this many events a true difference of {_amount(detectable, digits, unit)}"
            " is found with 80% power."
        )
    smallest = _number(row, "smallest_p")
    if not row["stars_allowed"] and not isnan(smallest):
        said += f" The smallest p that these events can give is {smallest:.3g}: no stars are given."
    return said
