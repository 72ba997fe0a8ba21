"""Codes predicted from what is known of every sentence, by models that did not see its event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.resampling import stream

FOLDS = 5
_PURPOSE = 11


@dataclass(frozen=True)
class Sentences:
    """Sentences as numbers: their event and outlet, the lexicon's word, and all predictors."""

    event: np.ndarray
    outlet: np.ndarray
    lexicon: np.ndarray
    known: np.ndarray  # sentences × predictors


def as_sentences(
    frame: pd.DataFrame,
    *,
    predictors: Sequence[str],
    outlets: Sequence[str],
    events: Sequence[str],
) -> Sentences:
    """The rows of a frame (outlet, event, lexicon, predictors) that are of these outlets."""
    outlet = pd.Index(outlets).get_indexer(pd.Index(frame["outlet"]))
    event = pd.Index(events).get_indexer(pd.Index(frame["event"]))
    known = np.column_stack([frame[name].to_numpy(dtype=float) for name in predictors])
    kept = outlet >= 0
    lexicon = frame["lexicon"].to_numpy(dtype=float)
    return Sentences(event[kept], outlet[kept], lexicon[kept], known[kept])


def learned_codes(
    coded: Sentences,
    population: Sentences,
    *,
    code: np.ndarray,
    weight: np.ndarray,
    outlets: int,
    events: int,
    seed: int = 0,
) -> tuple[np.ndarray, np.ndarray]:
    """The predicted code of each coded sentence and of each of the population.

    code, weight: of each coded sentence; outlets, events: how many. Each outlet has its own
    weighted least squares of the code on the predictors, because a word list errs differently by
    outlet. Events are dealt into five folds; a fold is predicted by what the others taught
    (cross-fitting), so that no sentence helps to predict itself. A poor model costs precision and
    never truth: the estimate subtracts its error as the hand codes show it.
    Source: Egami, Hinck, Stewart & Wei 2023, arXiv:2306.04746, section 4.
    """
    fold = stream(seed, _PURPOSE).permutation(events) % min(FOLDS, events)
    known, all_ = _with_constant(coded.known), _with_constant(population.known)
    root = np.sqrt(weight)
    fold_known, fold_all = fold[coded.event], fold[population.event]
    predicted, predicted_all = np.zeros(len(known)), np.zeros(len(all_))
    for outlet in range(outlets):
        here, here_all = coded.outlet == outlet, population.outlet == outlet
        for k in range(int(fold.max()) + 1):
            taught = here & (fold_known != k)
            if not taught.any():
                continue
            x, target = known[taught] * root[taught, None], code[taught] * root[taught]
            slopes = np.linalg.lstsq(x, target, rcond=None)[0]
            asked = here & ~taught
            predicted[asked] = known[asked] @ slopes
            chosen = here_all & (fold_all == k)
            predicted_all[chosen] = all_[chosen] @ slopes
    return predicted, predicted_all


def _with_constant(known: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(len(known)), known])
