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


def tally_categories(
    tokens: Tokens, voice: NDArray[np.uint8], matcher: Matcher, hits: Hits, lexicon: Lexicon
) -> dict[str, Cube]:
    """The hits of each category of a lexicon; a phrase belongs where its first token stands."""
    category = matcher.categories(lexicon)[hits.entry]
    at = hits.token[category >= 0]
    shape = (len(lexicon.categories), len(tokens.texts), len(ZONES), len(VOICES))
    place = (category[category >= 0], tokens.article[at], tokens.zone[at], voice[at])
    cell = np.ravel_multi_index(place, shape)
    cubes = np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape).astype(np.float64)
    return {own.name: cube for own, cube in zip(lexicon.categories, cubes, strict=True)}
