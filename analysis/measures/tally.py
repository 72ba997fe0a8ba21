"""Sums over articles, zones and voices: the one shape that all counts share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.lexicons import Hits, Lexicon, Matcher
from analysis.tables import VOICES, ZONES
from analysis.tokens import Tokens

Cube = NDArray[np.float64]
"""Counts by (article, zone, voice), in the order of the batch, tables.ZONES and tables.VOICES."""


def tally(
    tokens: Tokens,
    article: NDArray[np.integer],
    zone: NDArray[np.integer],
    voice: NDArray[np.integer] | int,
    weights: NDArray[np.number] | None = None,
) -> Cube:
    """How many rows, or what sum of weights, falls to each article, zone and voice."""
    shape = (len(tokens.texts), len(ZONES), len(VOICES))
    cell = (article.astype(np.int64) * len(ZONES) + zone) * len(VOICES) + voice
    return np.bincount(cell, weights, int(np.prod(shape))).reshape(shape).astype(np.float64)


def hits_of(matcher: Matcher, hits: Hits, lexicon: Lexicon) -> NDArray[np.bool_]:
    """For each hit whether it is of that lexicon."""
    own = np.array([one.name == lexicon.name for one in matcher.lexicons], dtype=bool)
    return own[hits.entry] if len(hits) else np.zeros(0, np.bool_)


def tally_categories(
    tokens: Tokens, voice: NDArray[np.uint8], matcher: Matcher, hits: Hits, lexicon: Lexicon
) -> dict[str, Cube]:
    """The hits of each category of a lexicon; a phrase belongs where its first token stands."""
    own = hits_of(matcher, hits, lexicon)
    at = hits.token[own]
    category = np.array([entry.category for entry in matcher.entries], dtype=object)
    of_hit = category[hits.entry[own]]
    return {
        one.name: tally(
            tokens,
            *(codes[at[of_hit == one.name]] for codes in (tokens.article, tokens.zone, voice)),
        )
        for one in lexicon.categories
    }
