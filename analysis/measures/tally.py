"""Sums over articles, zones and voices: the one shape that all counts share."""

from __future__ import annotations

import math

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
    cube: Cube = tally_kinds(tokens, 1, 0, article, zone, voice, weights)[0]
    return cube


def tally_kinds(
    tokens: Tokens,
    kinds: int,
    kind: NDArray[np.integer] | int,
    article: NDArray[np.integer],
    zone: NDArray[np.integer],
    voice: NDArray[np.integer] | int,
    weights: NDArray[np.number] | None = None,
) -> NDArray[np.float64]:
    """The same for each kind of row: as many cubes as there are kinds."""
    shape = (kinds, len(tokens.texts), len(ZONES), len(VOICES))
    cell = ((kind * shape[1] + article.astype(np.int64)) * shape[2] + zone) * shape[3] + voice
    return (
        np.bincount(cell, weights, math.prod(shape)).reshape(shape).astype(np.float64, copy=False)
    )


def tally_categories(
    tokens: Tokens, voice: NDArray[np.uint8], matcher: Matcher, hits: Hits, lexicon: Lexicon
) -> dict[str, Cube]:
    """The hits of each category of a lexicon; a phrase belongs where its first token stands."""
    category = matcher.categories(lexicon)[hits.entry]
    own = category >= 0
    at, names = hits.token[own], [own.name for own in lexicon.categories]
    place = (tokens.article[at], tokens.zone[at], voice[at])
    cubes = tally_kinds(tokens, len(names), category[own], *place)
    return dict(zip(names, cubes, strict=True))
