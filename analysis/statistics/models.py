"""Regression checks beside the comparison: other assumptions, the same question, one table.

A result that only one way of computing gives is not a result. Each check estimates every pair's
difference, and a column says in words whether it agrees with the comparison within events.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.errors import ColumnError
from analysis.statistics import student
from analysis.statistics.cells import typical_cells
from analysis.statistics.compare import check_design, compare
from analysis.statistics.glossary import tidy

CHECKS = (
    "mixed model, random events",
    "fixed events, jackknife over events",
    "quasi-Poisson with offset, fixed events",
)


def model_checks(
    scores: pd.DataFrame,
    metric: str,
    *,
    words: str | None = None,
    count: str | None = None,
    outlets: Sequence[str] | None = None,
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 9999,
) -> pd.DataFrame:
    """One row a pair and way: the comparison within events, then each model, with agreement.

    scores: one row an article; words: the column of article lengths, a covariate (its logarithm)
    and the offset of counts; count: the column of the metric's count, which adds the quasi-Poisson
    model, whose estimate is a log rate ratio. A model that cannot be fitted is missing and says
    why. Errors: as in `compare`; ColumnError where lengths are not above 0.
    """
    base = compare(scores, metric, outlets=outlets, alpha=alpha, seed=seed, resamples=resamples)
    names = list(dict.fromkeys([*base["outlet_a"], *base["outlet_b"]]))
    check_design(typical_cells(scores, metric, outlets=outlets))
    data = _rows(scores, metric, words=words, count=count, outlets=names)
    fits = [_mixed(data), _fixed(data)]
    if count is not None and words is not None:
        fits.append(_poisson(data))
    rows = []
    for index, (a, b) in enumerate(combinations(range(len(names)), 2)):
        first = base.iloc[index]
        rows.append(_base_row(first))
        rows += [
            _fit_row(fit, check, data, first, a, b, alpha=alpha)
            for check, fit in zip(CHECKS, fits, strict=False)
        ]
    table = {name: [row[name] for row in rows] for name in rows[0]}
    return tidy({"metric": [metric] * len(rows), **table, "level": [1 - alpha] * len(rows)})


@dataclass(frozen=True)
class _Data:
    """Articles of events with two outlets or more, as arrays."""

    y: np.ndarray
    event: np.ndarray
    dummies: np.ndarray  # articles × outlets
    length: np.ndarray  # logarithm of words, centred; no column where not given
    log_words: np.ndarray
    count: np.ndarray


@dataclass(frozen=True)
class _Fit:
    """Outlet effects with their covariance; reason says why there are none."""

    effects: np.ndarray
    covariance: np.ndarray
    degrees: float
    reason: str = ""


def _rows(
    scores: pd.DataFrame,
    metric: str,
    *,
    words: str | None,
    count: str | None,
    outlets: list[str],
) -> _Data:
    wanted = [name for name in (metric, words, count) if name is not None]
    for name in wanted:
        if name not in scores.columns:
            raise ColumnError(f"the table has no column {name!r}", where="scores")
    kept = scores[scores["outlet"].isin(outlets)].dropna(subset=[*wanted, "event"])
    several = kept.groupby("event")["outlet"].transform("nunique") >= 2
    kept = kept[several]
    if words is not None and (kept[words] <= 0).any():
        raise ColumnError(
            f"the column {words!r} holds lengths that are not above 0", where="scores"
        )
    log_words = np.log(kept[words].to_numpy(dtype=float)) if words else np.zeros(len(kept))
    length = (log_words - log_words.mean())[:, None] if words else np.empty((len(kept), 0))
    outlet = pd.Index(outlets).get_indexer(pd.Index(kept["outlet"]))
    return _Data(
        y=kept[metric].to_numpy(dtype=float),
        event=pd.factorize(kept["event"], sort=True)[0],
        dummies=np.eye(len(outlets))[outlet],
        length=length,
        log_words=log_words,
        count=kept[count].to_numpy(dtype=float) if count else np.empty(0),
    )


def _failed(data: _Data, reason: str) -> _Fit:
    size = data.dummies.shape[1]
    return _Fit(np.full(size, np.nan), np.full((size, size), np.nan), np.inf, reason)


def _mixed(data: _Data) -> _Fit:
    """Outlet and length fixed, event random (statsmodels, restricted maximum likelihood)."""
    from statsmodels.regression.mixed_linear_model import MixedLM

    design = np.column_stack([data.dummies, data.length])
    scale = float(data.y.std()) or 1.0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = MixedLM(data.y / scale, design, groups=data.event).fit(reml=True)
    except (ValueError, np.linalg.LinAlgError) as fault:
        return _failed(data, f"not fitted: {fault}")
    size = data.dummies.shape[1]
    covariance = np.asarray(fit.cov_params())[:size, :size] * scale**2
    if not fit.converged or not np.isfinite(covariance).all():
        return _failed(data, "not fitted: no convergence")
    return _Fit(np.asarray(fit.fe_params)[:size] * scale, covariance, np.inf)


def _fixed(data: _Data) -> _Fit:
    """Outlet and length within events; errors by leaving out each event in turn (CRV3)."""
    design = np.column_stack([data.dummies, data.length])
    both = _within(np.column_stack([data.y, design]), data.event)
    y, x = both[:, 0], both[:, 1:]
    events = int(data.event.max()) + 1
    products, targets = np.zeros((events, x.shape[1], x.shape[1])), np.zeros((events, x.shape[1]))
    np.add.at(products, data.event, x[:, :, None] * x[:, None, :])
    np.add.at(targets, data.event, x * y[:, None])
    # Only differences between outlets are defined: the pseudo-inverse takes effects that add to 0.
    whole = np.linalg.pinv(products.sum(axis=0), hermitian=True) @ targets.sum(axis=0)
    left = np.linalg.pinv(products.sum(axis=0) - products, hermitian=True)
    without = np.einsum("eij,ej->ei", left, targets.sum(axis=0) - targets)
    spread = without - without.mean(axis=0)
    covariance = (events - 1) / events * spread.T @ spread
    size = data.dummies.shape[1]
    return _Fit(whole[:size], covariance[:size, :size], events - 1)


def _within(columns: np.ndarray, event: np.ndarray) -> np.ndarray:
    means = np.zeros((event.max() + 1, columns.shape[1]))
    np.add.at(means, event, columns)
    means /= np.bincount(event)[:, None]
    return np.asarray(columns - means[event])


def _poisson(data: _Data) -> _Fit:
    """Counts with the length as offset; dispersion from Pearson's statistic (statsmodels)."""
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    by_event = np.bincount(data.event, weights=data.count)
    told = by_event[data.event] > 0  # an event without any count says nothing on the ratio
    if not told.any() or (data.count[told] @ data.dummies[told] == 0).any():
        return _failed(data, "not fitted: an outlet has no count at all")
    _, event = np.unique(data.event[told], return_inverse=True)
    design = np.column_stack([data.dummies[told], np.eye(event.max() + 1)[event][:, 1:]])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = GLM(data.count[told], design, family=Poisson(), offset=data.log_words[told])
            fit = model.fit(scale="X2")
    except (ValueError, np.linalg.LinAlgError) as fault:
        return _failed(data, f"not fitted: {fault}")
    size = data.dummies.shape[1]
    return _Fit(fit.params[:size], fit.cov_params()[:size, :size], float(fit.df_resid))


def _base_row(first: pd.Series) -> dict[str, object]:
    return {
        "outlet_a": first["outlet_a"],
        "outlet_b": first["outlet_b"],
        "check": "comparison within events",
        "quantity": "difference",
        "events": first["events"],
        "articles": first["articles"],
        "estimate": first["difference"],
        "standard_error": np.nan,
        "low": first["low"],
        "high": first["high"],
        "p": first["p"],
        "verdict": "",
    }


def _fit_row(
    fit: _Fit, check: str, data: _Data, first: pd.Series, a: int, b: int, *, alpha: float
) -> dict[str, object]:
    contrast = np.zeros(fit.effects.size)
    contrast[a], contrast[b] = 1, -1
    estimate = float(contrast @ fit.effects)
    error = (
        float(np.sqrt(max(contrast @ fit.covariance @ contrast, 0))) if not fit.reason else np.nan
    )
    half = student.quantile(1 - alpha / 2, fit.degrees) * error
    p = float(2 * student.upper_tail(abs(estimate) / error, fit.degrees)) if error > 0 else np.nan
    return {
        "outlet_a": first["outlet_a"],
        "outlet_b": first["outlet_b"],
        "check": check,
        "quantity": "log rate ratio" if check == CHECKS[2] else "difference",
        "events": int(data.event.max()) + 1,
        "articles": data.y.size,
        "estimate": estimate,
        "standard_error": error,
        "low": estimate - half,
        "high": estimate + half,
        "p": p,
        "verdict": fit.reason or _verdict(estimate, p, first, alpha, alike=check != CHECKS[2]),
    }


def _verdict(estimate: float, p: float, first: pd.Series, alpha: float, *, alike: bool) -> str:
    """Whether the check and the comparison would be told alike; alike: in the same quantity."""
    if np.isnan(p) or pd.isna(first["p"]):
        return "no test to hold against"
    found, here = bool(first["p"] <= alpha), p <= alpha
    same_sign = estimate * first["difference"] >= 0
    if found and here:
        return "agrees" if same_sign else "DISAGREES: the sign turns"
    if found == here:
        return "agrees"
    only = "the comparison" if found else "this check"
    if alike and same_sign and first["low"] <= estimate <= first["high"]:
        return f"borderline: estimates alike, p below {alpha:g} in {only} only"
    return f"DISAGREES: p below {alpha:g} in {only} only"
