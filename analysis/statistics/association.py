"""How strongly a word goes with one side of a corpus: the field's three measures, as formulas."""

from __future__ import annotations

import numpy as np


def g_squared(
    first: np.ndarray,
    second: np.ndarray,
    words_first: np.ndarray | float,
    words_second: np.ndarray | float,
) -> np.ndarray:
    """Signed log-likelihood ratio of each term's 2 × 2 table; negative where the first has less.

    first, second: counts of each term; words_first, words_second: all words of each side.
    Source: Dunning 1993.
    """
    observed = np.stack([first, second, words_first - first, words_second - second]).astype(float)
    total = words_first + words_second
    both = (first + second) / total
    shares = np.stack(np.broadcast_arrays(words_first, words_second, first)[:2]).astype(float)
    expected = np.concatenate([shares * both, shares * (1 - both)])
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    sign = np.where(observed[0] >= expected[0], 1.0, -1.0)
    return np.asarray(sign * 2 * parts.sum(axis=0))


def log_ratio(
    first: np.ndarray,
    second: np.ndarray,
    words_first: np.ndarray | float,
    words_second: np.ndarray | float,
) -> np.ndarray:
    """Binary logarithm of the ratio of rates: 1 is twice as often. A zero count counts as ½."""
    rate_first = np.maximum(first, 0.5) / words_first
    return np.asarray(np.log2(rate_first / (np.maximum(second, 0.5) / words_second)))


def log_odds(
    first: np.ndarray,
    second: np.ndarray,
    words_first: np.ndarray | float,
    words_second: np.ndarray | float,
    *,
    prior: np.ndarray,
    prior_words: float | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds ratio under a Dirichlet prior, and it over its standard error.

    prior: pseudo-counts of each term; prior_words: their sum over all terms (default: of those
    given). Source: Monroe, Colaresi & Quinn 2008, equations 16, 20 and 22.
    """
    extra = prior.sum() if prior_words is None else prior_words
    one, two = first + prior, second + prior
    delta = np.log(one / (words_first + extra - one)) - np.log(two / (words_second + extra - two))
    return delta, delta / np.sqrt(1 / one + 1 / two)
