"""Codes predicted from what is known of every sentence, by models that did not see its event."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.statistics.resampling import stream

FOLDS = 5
_PURPOSE = 11


def learned_codes(
    coded: pd.DataFrame,
    population: pd.DataFrame,
    *,
    predictors: Sequence[str],
    outlets: Sequence[str],
    events: Sequence[str],
    seed: int = 0,
) -> tuple[np.ndarray, np.ndarray]:
    """The predicted code of each coded sentence and of each of the population.

    Each outlet has its own weighted least squares of the code on the predictors, because a word
    list errs differently by outlet. Events are dealt into five folds; a fold is predicted by what
    the others taught (cross-fitting), so that no sentence helps to predict itself. A poor model
    costs precision and never truth: the estimate subtracts its error as the hand codes show it.
    Source: Egami, Hinck, Stewart & Wei 2023, arXiv:2306.04746, section 4.
    """
    fold = stream(seed, _PURPOSE).permutation(len(events)) % min(FOLDS, len(events))
    places = pd.Index(events)
    known, all_ = (_design(frame, predictors) for frame in (coded, population))
    y, root = coded["code"].to_numpy(float), np.sqrt(coded["weight"].to_numpy(float))
    fold_known, fold_all = (
        fold[places.get_indexer(pd.Index(frame["event"]))] for frame in (coded, population)
    )
    predicted, predicted_all = np.zeros(len(coded)), np.zeros(len(population))
    for outlet in outlets:
        here, here_all = (
            (frame["outlet"] == outlet).to_numpy(bool) for frame in (coded, population)
        )
        for k in range(int(fold.max()) + 1):
            taught = here & (fold_known != k)
            if not taught.any():
                continue
            x, target = known[taught] * root[taught, None], y[taught] * root[taught]
            slopes = np.linalg.lstsq(x, target, rcond=None)[0]
            predicted[here & ~taught] = known[here & ~taught] @ slopes
            chosen = here_all & (fold_all == k)
            predicted_all[chosen] = all_[chosen] @ slopes
    return predicted, predicted_all


def _design(frame: pd.DataFrame, predictors: Sequence[str]) -> np.ndarray:
    columns = [frame[name].to_numpy(dtype=float) for name in predictors]
    return np.column_stack([np.ones(len(frame)), *columns])
