"""One difference under every defensible way of measuring it, and one test of them all together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.errors import DesignError, ParameterError, suggest
from analysis.statistics import student
from analysis.statistics.clusters import need_columns
from analysis.statistics.compare import check_randomness, compare
from analysis.statistics.glossary import tidy
from analysis.statistics.resampling import stream

CHOICES = ("metric", "lexicon", "zone", "voice", "duplicates", "counting")
"""The choices that a specification may be made of, in the order they are printed."""
_PURPOSE = 10


def specification_curve(
    values: pd.DataFrame,
    *,
    outlets: Sequence[str],
    choices: Sequence[str],
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 9999,
) -> pd.DataFrame:
    """One row a specification, from the smallest standardised difference to the largest.

    values: one row an article and specification (article, outlet, event, value and the choices'
    columns); outlets: the two to compare; choices: which of CHOICES were varied. The choices must
    be equally defensible: a poor one only adds noise to the curve. Each row is what `compare`
    finds under it. Errors: ParameterError, ColumnError, DesignError.
    Sources: Simonsohn, Simmons & Nelson 2020, doi:10.1038/s41562-020-0912-z; Del Giudice &
    Gangestad 2021, doi:10.1177/2515245920954925.
    """
    _check(values, outlets, choices)
    rows = []
    for chosen, scores in values.groupby(list(choices), sort=True, dropna=False):
        row = compare(
            scores.rename(columns={"value": "_value"}),
            "_value",
            outlets=outlets,
            alpha=alpha,
            seed=seed,
            resamples=resamples,
        ).iloc[0]
        named = dict(zip(choices, map(str, chosen), strict=True))
        rows.append((named, row))
    rows.sort(key=lambda pair: (np.isnan(pair[1]["d_z"]), pair[1]["d_z"]))
    kept = (
        "outlet_a outlet_b events articles difference low high level interval p d_z seed resamples"
    ).split()
    return tidy(
        {
            "specification": [label_choices(named) for named, _ in rows],
            **{name: [named[name] for named, _ in rows] for name in choices},
            **{name: [row[name] for _, row in rows] for name in kept},
        }
    )


def joint_test(
    values: pd.DataFrame,
    *,
    outlets: Sequence[str],
    choices: Sequence[str],
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 9999,
) -> pd.DataFrame:
    """Two rows: is the whole curve further from nought than outlets that do not differ allow?

    The two outlets are swapped within events, in all specifications at once. Statistics: the median
    of the standardised differences (d_z), and the share of specifications that are significant in
    the more frequent direction. Parameters and errors as in `specification_curve`.
    """
    _check(values, outlets, choices)
    check_randomness(alpha=alpha, seed=seed, resamples=resamples)
    differences = _differences(values, outlets, choices)
    n = (~np.isnan(differences)).sum(axis=0)
    if not (n >= 2).any():
        raise DesignError("no specification has two shared events", where="values")
    usable = differences[:, n >= 2]
    filled, n = np.nan_to_num(usable), n[n >= 2]
    squares = (filled**2).sum(axis=0)
    observed = _curve(np.ones((1, len(filled))) @ filled / n, squares, n, alpha)
    reached = np.zeros(2, dtype=int)
    generator = stream(seed, _PURPOSE)
    step = max(1, 2_000_000 // max(filled.shape))
    for start, stop in pairwise([*range(0, resamples, step), resamples]):
        signs = 1.0 - 2.0 * generator.integers(0, 2, size=(stop - start, len(filled)))
        drawn = _curve(signs @ filled / n, squares, n, alpha)
        reached += (drawn >= observed - 1e-12).sum(axis=0)
    return tidy(
        {
            "measure": ["median effect", "share significant in one direction"],
            "outlet_a": [outlets[0]] * 2,
            "outlet_b": [outlets[1]] * 2,
            "specifications": [n.size] * 2,
            "events": [int((~np.isnan(usable)).any(axis=1).sum())] * 2,
            "statistic": observed[0],
            "p": (reached + 1) / (resamples + 1),
            "method": ["sign flips within events, all specifications at once"] * 2,
            "seed": [seed] * 2,
            "resamples": [resamples] * 2,
        }
    )


def _curve(means: np.ndarray, squares: np.ndarray, n: np.ndarray, alpha: float) -> np.ndarray:
    """Absolute median of d_z and share significant one way, for each row of mean differences.

    Flipping signs leaves the sum of squares as it is, so that each variance follows from its mean.
    """
    variance = np.maximum(squares - n * means**2, 0) / (n - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        d_z = means / np.sqrt(variance)
    flat = variance <= 1e-13 * np.maximum(squares, 1e-300)
    d_z = np.where(flat, np.nan, d_z)
    bar = student.quantile(1 - alpha / 2, n - 1) / np.sqrt(n)
    above, below = (d_z > bar).mean(axis=1), (d_z < -bar).mean(axis=1)
    filled = np.where(np.isnan(d_z), 0.0, d_z)
    return np.column_stack([np.abs(np.median(filled, axis=1)), np.maximum(above, below)])


def _check(values: pd.DataFrame, outlets: Sequence[str], choices: Sequence[str]) -> None:
    if len(outlets) != 2 or isinstance(outlets, str):
        raise ParameterError("a specification curve compares two outlets", mend="Give two.")
    check_values(values, choices)


def check_values(values: pd.DataFrame, choices: Sequence[str]) -> None:
    """A ParameterError or ColumnError where the choices are none, or the table lacks a column."""
    if isinstance(choices, str) or not choices:
        raise ParameterError("no choice is varied", mend=f"Give a list of {', '.join(CHOICES)}.")
    for name in choices:
        if name not in CHOICES:
            raise ParameterError(f"there is no choice {name!r}", mend=suggest(name, CHOICES))
    need_columns(values, ("article", "outlet", *choices), where="values")


def _differences(
    values: pd.DataFrame, outlets: Sequence[str], choices: Sequence[str]
) -> np.ndarray:
    """Events × specifications, missing where one of the two outlets has no value."""
    cells = values.pivot_table(index="event", columns=[*choices, "outlet"], values="value")
    sides = [
        cells.xs(outlet, axis=1, level="outlet") if outlet in values["outlet"].to_numpy() else None
        for outlet in outlets
    ]
    if sides[0] is None or sides[1] is None:
        raise DesignError("one of the two outlets has no article", where="values")
    return (sides[0] - sides[1]).to_numpy(dtype=float)


def label_choices(named: dict[str, str]) -> str:
    """A specification in words."""
    return "; ".join(f"{name} {value}" for name, value in named.items())
