"""Words of VADER's lexicon that are part of a name and say nothing about tone.

United (+1.8), party (+1.7), security (+1.4) and justice (+2.4) are in the lexicon: a sentence about
the United Nations Security Council would count as cheerful. Two tests, both on capitals:

- a capitalised word within a sentence, beside another capitalised word (also over "of", "for",
  "and" or "&"), is part of a name; not in a headline in capitals, where a capital tells nothing;
- a known name is one everywhere, also where a capital is owed to the beginning of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from string import punctuation

import numpy as np
from numpy.typing import NDArray

from analysis.measures import vader_words as words
from analysis.measures.vader_known import KNOWN_PAIRS

_STRIPPED = punctuation + "“”‘’«»„…–—"


def names(
    low: NDArray[np.uint8],
    types: NDArray[np.integer],
    chunks: words.Chunks,
    first: NDArray[np.int64],
    strings: Sequence[str],
) -> NDArray[np.uint8]:
    """The low bytes with no valence left on words that are part of a name.

    low, types, chunks, first: as in vader_rule.score. strings: the distinct chunks.
    """
    wanted = words.LEXICAL | words.CAPITAL
    places = np.flatnonzero((low & np.uint8(wanted | words.UPPER)) == wanted)
    if not len(places):
        return low
    sentence = np.searchsorted(first, places, side="right") - 1
    begin, end = first[sentence], first[sentence + 1]

    def around(step: int) -> NDArray[np.int64]:
        at = places + step
        within = (at >= begin) & (at < end)
        return np.where(within, chunks.bits[types[np.clip(at, 0, len(low) - 1)]], 0)

    here, before, after = around(0), around(-1), around(1)
    beside = (before | after) & words.CAPITAL > 0
    linked = (before & words.LINK > 0) & (around(-2) & words.CAPITAL > 0)
    linked |= (after & words.LINK > 0) & (around(2) & words.CAPITAL > 0)
    owed = (places == begin) | (here & words.OPENS > 0) | (before & words.CLOSES > 0)
    is_name = (beside | linked) & ~owed & _prose(types, chunks, first)[sentence]
    for row in np.flatnonzero(beside & ~is_name & (here & words.NAME > 0)).tolist():
        window = range(max(places[row] - 1, begin[row]), min(places[row] + 2, end[row]))
        is_name[row] = _known([strings[types[at]] for at in window])
    changed = low.copy()
    changed[places[is_name]] &= np.uint8(255 - words.LEXICAL)
    return changed


def _prose(
    types: NDArray[np.integer], chunks: words.Chunks, first: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Sentences not set in capitals: with a long word, or half of the words, in lower case."""
    before = np.concatenate([[0], np.cumsum(chunks.balance[types], dtype=np.int64)])
    return before[first[1:]] >= before[first[:-1]]


def _known(chunks: list[str]) -> bool:
    """Whether two neighbours among the chunks are a known name, both capitalised."""
    plain = [chunk.strip(_STRIPPED) for chunk in chunks]
    capital = [word.removesuffix("'s").removesuffix("’s") for word in plain if word[:1].isupper()]
    return any((a.lower(), b.lower()) in KNOWN_PAIRS for a, b in pairwise(capital))
