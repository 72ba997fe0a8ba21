"""What stands beside a hit: the neighbour that a condition asks for, and a negation before it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.lexicons.lexicon import Neighbour
from analysis.lexicons.lookup import WordSet, straight
from analysis.tokens import NUMBER, PUNCTUATION, Tokens

Ints = NDArray[np.int64]

REACH = 3
"""Tokens before a hit in which a negation is looked for."""

NEGATORS = frozenset({"not", "never", "no", "cannot"})
# "not only" asserts what follows.
_RESTORERS = frozenset({"only", "just", "merely", "simply"})
# These open a clause that an earlier negation does not reach.
_CLAUSES = frozenset(
    {"but", "yet", "because", "although", "though", "whereas", "while", "unless", "until"}
)


def fits(
    tokens: Tokens, token: Ints, length: Ints, neighbour: Neighbour, words: WordSet
) -> NDArray[np.bool_]:
    """For each hit whether its neighbour is as the condition asks.

    The neighbour is the adjacent token of the same sentence; punctuation and quotation marks
    are none. `words` are the neighbour's patterns, made ready.
    """
    at = token - 1 if neighbour.place < 0 else token + length
    inside = (at >= 0) & (at < len(tokens))
    at = np.where(inside, at, token)
    known = tokens.vocabulary.words.attribute(words.contains)[tokens.word[at]]
    beside = inside & (tokens.sentence[at] == tokens.sentence[token]) & (tokens.kind[at] <= NUMBER)
    return np.asarray((beside & known) == neighbour.holds)


def negated(tokens: Tokens, token: Ints) -> NDArray[np.bool_]:
    """For each hit, by its first token, whether it is negated within its clause.

    A clause ends at the sentence's end, at punctuation and before a conjunction such as "but".
    """
    words = tokens.vocabulary.words
    negator, restorer, clause = (words.attribute(f) for f in (negators, _restorers, _clauses))
    steps = np.arange(1, REACH + 1)[:, None]
    at = np.maximum(token - steps, 0)
    word = tokens.word[at]
    goes_on = (token >= steps) & (tokens.sentence[at] == tokens.sentence[token])
    goes_on &= (tokens.kind[at] != PUNCTUATION) & ~clause[word]
    reached = np.logical_and.accumulate(goes_on, axis=0)
    taken_back = restorer[tokens.word[np.minimum(at + 1, token)]] & (steps > 1)
    return np.asarray((reached & negator[word] & ~taken_back).any(axis=0))


def negators(words: Sequence[str]) -> NDArray[np.bool_]:
    """True for not, never, no, cannot and forms in n't."""
    small = (straight(word).lower() for word in words)
    return np.fromiter(
        (word in NEGATORS or word.endswith("n't") for word in small), np.bool_, len(words)
    )


def _restorers(words: Sequence[str]) -> NDArray[np.bool_]:
    return np.fromiter((word.lower() in _RESTORERS for word in words), np.bool_, len(words))


def _clauses(words: Sequence[str]) -> NDArray[np.bool_]:
    return np.fromiter((word.lower() in _CLAUSES for word in words), np.bool_, len(words))
