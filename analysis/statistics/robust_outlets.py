"""More than two outlets under every defensible way of measuring, and one test of them all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from analysis.errors import DesignError, ParameterError
from analysis.statistics.compare import check_randomness
from analysis.statistics.glossary import tidy
from analysis.statistics.omnibus import omnibus, shuffled
from analysis.statistics.resampling import stream
from analysis.statistics.robustness import check_values, label_choices

_PURPOSE = 14
_BLOCK = 2_000_000


def outlet_curve(
    values: pd.DataFrame,
    *,
    outlets: Sequence[str],
    choices: Sequence[str],
    seed: int = 0,
    resamples: int = 9999,
) -> pd.DataFrame:
    """One row a specification and outlet: its distance from the event's mean, by spread of outlets.

    values, choices: as in `specification_curve`; outlets: those to compare. p is of all outlets
    under that specification, as `omnibus` has it; f the standardised spread, by which
    specifications are ordered. Errors: ParameterError, ColumnError, DesignError.
    """
    _check(values, outlets, choices)
    parts = []
    for chosen, scores in values.groupby(list(choices), sort=True, dropna=False):
        named = dict(zip(choices, map(str, chosen), strict=True))
        test = omnibus(
            scores.rename(columns={"value": "_value"}),
            "_value",
            outlets=outlets,
            seed=seed,
            resamples=resamples,
        ).iloc[0]
        sides = _Sides(scores.assign(_all=0), outlets, ["_all"])
        counts = sides.present.sum(axis=0)[:, 0]
        with np.errstate(invalid="ignore"):
            means = sides.centred.sum(axis=0)[:, 0] / counts
        parts.append((sides.spread(sides.sums())[0][0, 0], named, test, means))
    parts.sort(key=lambda part: (np.isnan(part[0]), part[0]))
    columns: dict[str, list[Any]] = {}
    for f, named, test, means in parts:
        for outlet, mean in zip(outlets, means, strict=True):
            row: dict[str, Any] = {"specification": label_choices(named), **named}
            row["outlet"] = outlet
            row |= {"events": test["events"], "distance": mean, "f": f, "p": test["p"]}
            row |= {"method": test["method"], "seed": seed, "resamples": resamples}
            for name, value in row.items():
                columns.setdefault(name, []).append(value)
    return tidy(columns)


def joint_outlet_test(
    values: pd.DataFrame,
    *,
    outlets: Sequence[str],
    choices: Sequence[str],
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 9999,
) -> pd.DataFrame:
    """Two rows: do outlets lie further apart, over all specifications, than permuted outlets do?

    Outlets change places within events, in all specifications at once. Statistics: the median of
    the standardised spreads (f), and the share of specifications whose F is significant. Parameters
    and errors as in `outlet_curve`.
    """
    _check(values, outlets, choices)
    check_randomness(alpha=alpha, seed=seed, resamples=resamples)
    sides = _Sides(values, outlets, choices)
    observed = _curve(*sides.spread(sides.sums()), sides, alpha)[0]
    generator, reached = stream(seed, _PURPOSE), np.zeros(2, dtype=int)
    step = max(1, _BLOCK // max(1, sides.centred[..., 0].size * len(outlets)))
    for start, stop in pairwise([*range(0, resamples, step), resamples]):
        drawn = sides.sums(stop - start, generator)
        reached += (_curve(*sides.spread(drawn), sides, alpha) >= observed - 1e-12).sum(axis=0)
    return tidy(
        {
            "measure": ["median spread", "share significant"],
            "outlets": [len(outlets)] * 2,
            "specifications": [sides.centred.shape[2]] * 2,
            "events": [int(sides.present.any(axis=(1, 2)).sum())] * 2,
            "statistic": observed,
            "p": (reached + 1) / (resamples + 1),
            "method": ["outlets permuted within events, all specifications at once"] * 2,
            "seed": [seed] * 2,
            "resamples": [resamples] * 2,
        }
    )


class _Sides:
    """Cell values less their event's mean, events × outlets × specifications."""

    def __init__(self, values: pd.DataFrame, outlets: Sequence[str], choices: Sequence[str]):
        kept = values[values["outlet"].isin(list(outlets)) & values["event"].notna()]
        table = kept.pivot_table(index="event", columns=[*choices, "outlet"], values="value")
        wanted = table.columns.droplevel("outlet").unique()
        cells = np.stack(
            [
                table.xs(outlet, axis=1, level="outlet").reindex(columns=wanted).to_numpy(float)
                for outlet in outlets
            ],
            axis=1,
        )
        there = ~np.isnan(cells)
        self.present = there & (there.sum(axis=1, keepdims=True) >= 2)
        sums = np.where(self.present, cells, 0).sum(axis=1, keepdims=True)
        size = np.maximum(self.present.sum(axis=1, keepdims=True), 1)
        self.centred = np.where(self.present, cells - sums / size, 0)
        self.total = (self.centred**2).sum(axis=(0, 1))
        if not self.present.any():
            raise DesignError("no event has a value of two outlets", where="values")

    def sums(
        self, rows: int = 0, generator: np.random.Generator | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Sum and number of the cells of each outlet, rows × outlets × specifications.

        With a generator, outlets change places in each event, the same in all specifications.
        """
        outlets = self.centred.shape[1]
        used = self.present.any(axis=2)
        order = np.argsort(used.sum(axis=1), kind="stable")
        labels = [np.flatnonzero(used[event]) for event in order if used[event].any()]
        event = np.repeat(order[-len(labels) :], [own.size for own in labels])
        outlet = np.concatenate(labels)
        drawn = outlet[None] if generator is None else shuffled(labels, rows, generator)
        belongs = (drawn[:, None, :] == np.arange(outlets)[:, None]).astype(np.float64)
        found = [belongs @ cells[event, outlet] for cells in (self.centred, self.present * 1.0)]
        return found[0], found[1]

    def spread(self, sums: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """f and F of each specification, rows × specifications."""
        added, counts = sums
        with np.errstate(divide="ignore", invalid="ignore"):
            means = added / counts
            between = np.nansum(counts * means**2, axis=1)
            within = np.maximum(self.total - between, 1e-12 * self.total) / self.degrees[1]
            f = np.sqrt(np.nanvar(means, axis=1, ddof=1) / within)
            ratio = between / self.degrees[0] / within
        return np.nan_to_num(f), np.nan_to_num(ratio)

    @property
    def degrees(self) -> tuple[np.ndarray, np.ndarray]:
        """Degrees of freedom of F: of outlets, and of what is left."""
        outlets = self.present.any(axis=0).sum(axis=0) - 1
        events = self.present.any(axis=1).sum(axis=0)
        return outlets, np.maximum(self.present.sum(axis=(0, 1)) - events - outlets, 1)


def _curve(f: np.ndarray, ratio: np.ndarray, sides: _Sides, alpha: float) -> np.ndarray:
    """Median f and share of significant F, for each row."""
    bar = special.fdtri(*sides.degrees, 1 - alpha)
    return np.column_stack([np.median(f, axis=1), (ratio > bar).mean(axis=1)])


def _check(values: pd.DataFrame, outlets: Sequence[str], choices: Sequence[str]) -> None:
    check_values(values, choices)
    if isinstance(outlets, str) or len(outlets) < 3:
        raise ParameterError(
            "these are not three outlets or more", mend="Two are compared by specification_curve."
        )
    known = set(values["outlet"])
    for outlet in outlets:
        if outlet not in known:
            raise DesignError(f"{outlet} has no article", where="values")
