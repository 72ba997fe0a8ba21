"""How a count and a metric are declared: one place for name, unit, range, meaning and source.

The parameter names of a metric are the counts that it needs; everything said about it elsewhere
(axis label, codebook row, methods sentence, reference) is read from the declaration.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import ParameterError, suggest
from analysis.tables import VOICES

Formula = Callable[..., pd.Series]


@dataclass(frozen=True)
class Count:
    """Something counted: adds up over sentences, articles and machines."""

    name: str
    unit: str
    meaning: str
    by_voice: bool

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Its columns in the counts table: over all voices, and where it has any, of each."""
        return (self.name, *(f"{self.name}_{voice}" for voice in VOICES if self.by_voice))


@dataclass(frozen=True)
class Metric:
    """Something computed from counts."""

    name: str
    family: str
    unit: str
    range: tuple[float, float]
    higher_means: str
    source: str
    formula: Formula
    needs: tuple[str, ...]
    by_voice: bool
    meaning: str
    primary: bool = False
    label: str = field(default="")
    variants: Mapping[str, tuple[Formula, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def equation(self) -> str:
        """The formula as its code has it: the expression after `return`."""
        source = inspect.getsource(self.formula)
        expression = " ".join(source.rpartition("return ")[2].split())
        for parameter, need in zip(
            inspect.signature(self.formula).parameters, self.needs, strict=True
        ):
            expression = re.sub(rf"\b{parameter}\b", need, expression)
        return expression

    @property
    def title(self) -> str:
        """The name for people: `Flesch reading ease`."""
        return self.label or self.name.replace("_", " ").capitalize()


COUNTS: dict[str, Count] = {}
METRICS: dict[str, Metric] = {}
LISTED: dict[str, Metric] = {}
"""Metrics over what a researcher's own list counts: no column of the scores table."""


def count(name: str, *, unit: str, meaning: str, by_voice: bool = True) -> Count:
    """Declare a count. With by_voice its table columns are `name` and `name_<voice>`."""
    if name in COUNTS:
        raise ParameterError(f"the count {name!r} is declared twice")
    COUNTS[name] = Count(name, unit, meaning, by_voice)
    return COUNTS[name]


def metric(
    *,
    family: str,
    unit: str,
    range: tuple[float, float] = (-inf, inf),  # noqa: A002 - the field's word
    higher_means: str,
    source: str,
    primary: bool = False,
    label: str = "",
    name: str = "",
    needs: tuple[str, ...] = (),
    meaning: str = "",
    counted: Mapping[str, Count] = COUNTS,
    into: dict[str, Metric] = METRICS,
) -> Callable[[Formula], Formula]:
    """Declare the function under it as a metric; it stays a plain function.

    Its name, the counts it needs (its parameters) and its meaning (the first line of its docstring)
    are read from it, unless they are given: so one formula can serve many categories. A metric can
    be computed by voice when every count it needs is counted by voice. counted, into: the counts
    that it may need and the metrics that it joins, where they are not those of the tables.
    """

    def declare(formula: Formula) -> Formula:
        own = name or getattr(formula, "__name__", "")
        counts = needs or tuple(inspect.signature(formula).parameters)
        if own in METRICS or own in LISTED:
            raise ParameterError(f"the metric {own!r} is declared twice")
        for need in counts:
            if _declared(need, counted) is None:
                raise ParameterError(f"the metric {own!r} needs {need!r}, which is not counted")
        into[own] = Metric(
            own,
            family,
            unit,
            range,
            higher_means,
            source,
            formula,
            counts,
            all(need in counted and counted[need].by_voice for need in counts),
            meaning or (inspect.getdoc(formula) or "").partition("\n")[0],
            primary,
            label,
        )
        return formula

    return declare


CORRECTED = "corrected"
"""The counting rule of the metrics' own formulas."""


def variant(name: str, *, rule: str, needs: tuple[str, ...] = ()) -> Callable[[Formula], Formula]:
    """Declare the function under it as what a metric is under another counting rule.

    needs: the counts that it takes, where its parameters are not named after them.
    """

    def declare(formula: Formula) -> Formula:
        own = find_metric(name)
        counts = needs or tuple(inspect.signature(formula).parameters)
        METRICS[name] = replace(own, variants={**own.variants, rule: (formula, counts)})
        return formula

    return declare


def _declared(column: str, counted: Mapping[str, Count]) -> Count | None:
    """The count that a column belongs to: `words` and `words_quoted` are both of `words`."""
    if column in counted:
        return counted[column]
    base, _, voice = column.rpartition("_")
    found = counted.get(base)
    return found if found is not None and found.by_voice and voice in VOICES else None


def find_metric(name: str) -> Metric:
    """The metric of that name; an unknown name is a ParameterError that suggests one."""
    found = METRICS.get(name) or LISTED.get(name)
    if found is None:
        raise ParameterError(
            f"there is no metric {name!r}", mend=suggest(name, METRICS.keys() | LISTED.keys())
        )
    return found


def needed(
    metric: Metric, columns: Container[str], *, voice: str | None = None, rule: str | None = None
) -> tuple[Formula, list[str]]:
    """The formula of a metric and the columns that it is given.

    Where there are the counts of another counting rule, its formula is taken, unless `rule` names
    another; but not by voice, for those rules know no voices. A metric without meaning in one voice
    is then a ParameterError.
    """
    if voice is not None:
        if not metric.by_voice:
            raise ParameterError(
                f"{metric.name} has no meaning in one voice",
                mend="Leave voice out, or choose a metric whose counts are by voice.",
            )
        return metric.formula, [f"{need}_{voice}" for need in metric.needs]
    for name, (other, needs) in metric.variants.items():
        if rule in (None, name) and all(need in columns for need in needs):
            return other, list(needs)
    return metric.formula, list(metric.needs)


def may_need(metrics: Iterable[Metric]) -> set[str]:
    """Every column of counts that these metrics may be computed from, in any voice and rule."""
    needs: set[str] = set()
    for metric in metrics:
        needs.update(metric.needs, *(own for _, own in metric.variants.values()))
    return needs | {f"{need}_{voice}" for need in needs for voice in VOICES}


def values(
    asked: Sequence[tuple[Formula, Sequence[str]]], counts: Mapping[str, NDArray[np.float64]]
) -> NDArray[np.float64]:
    """A row for each formula over columns of counts; missing where a denominator is zero.

    This is the only place where division by zero is handled. The columns are plain arrays: a
    formula is a few operations, and each costs a Series a hundred times more.
    """
    computed = np.empty((len(asked), len(next(iter(counts.values()), ()))))
    with np.errstate(divide="ignore", invalid="ignore"):
        for number, (formula, needs) in enumerate(asked):
            computed[number] = formula(*[counts[need] for need in needs])
    computed[~np.isfinite(computed)] = np.nan
    return computed


def compute(
    metric: Metric, counts: Mapping[str, pd.Series], *, voice: str | None = None
) -> pd.Series:
    """The metric's values, one a row of counts; see `needed` and `values`."""
    formula, columns = needed(metric, counts, voice=voice)
    given = {column: counts[column].to_numpy("float64") for column in columns}
    return pd.Series(values([(formula, columns)], given)[0], index=counts[columns[0]].index)
