"""Pairs of texts that may share words: found by sampling, never by comparing all with all.

Resemblance is sketched by MinHash, containment by keeping every eighth run of words (mod m),
as Broder (1997, "On the resemblance and containment of documents") proposed for each.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.corpus.shingles import Hashes, Integers, Shingles

PERMUTATIONS = 128
ROWS = 2
"""Rows of a band: 64 bands of 2 find a pair of resemblance .3 with a probability of .998."""

KEPT = 8
"""One run of words in so many is kept in the sketch for containment."""

CROWD = 50
"""Texts in a group up to which all its pairs are taken; beyond, neighbours only."""

AGREEING = 20
"""Of 128 columns in which a pair must agree; 3 in 10,000 of resemblance .3 agree in fewer."""

_BATCH = 1 << 16
_CHUNK = 1 << 18
_LEAST_CONTAINMENT = 0.25

Pairs = NDArray[np.int64]
"""Rows of two text numbers, the lower one first; ascending, distinct."""


def candidate_pairs(shingles: Shingles, *, seed: int) -> Pairs:
    """Pairs of texts that resemble each other or of which one may contain the other.

    Texts without words are in no pair. In a group of more than 50 texts only neighbours in the
    given order are paired, so that the work grows with the number of texts.
    """
    n_texts = len(shingles.words)
    keys = np.concatenate([_resembling(shingles, seed), _containing(shingles)])
    keys = np.unique(keys)
    return np.stack([keys // n_texts, keys % n_texts], axis=1) if len(keys) else _no_pairs()


def signatures(shingles: Shingles, *, seed: int) -> NDArray[np.uint32]:
    """MinHash signatures: one row for each text that has words, 128 columns.

    The share of columns in which two rows agree estimates the texts' resemblance (Jaccard).
    """
    generator = np.random.default_rng(seed)
    factors = generator.integers(0, 2**32, PERMUTATIONS, dtype=np.uint32) | np.uint32(1)
    terms = generator.integers(0, 2**32, PERMUTATIONS, dtype=np.uint32)
    first = shingles.first[np.append(np.diff(shingles.first) > 0, True)]
    rows = np.empty((len(first) - 1, PERMUTATIONS), np.uint32)
    low = 0
    while low < len(rows):
        high = max(low + 1, int(np.searchsorted(first, first[low] + _BATCH)) - 1)
        part = (shingles.hashes[first[low] : first[high]] >> np.uint64(32)).astype(np.uint32)
        starts = first[low:high] - first[low]
        permuted = np.empty_like(part)
        for number in range(PERMUTATIONS):
            np.multiply(part, factors[number], out=permuted)
            np.add(permuted, terms[number], out=permuted)
            rows[low:high, number] = np.minimum.reduceat(permuted, starts)
        low = high
    return rows


def _resembling(shingles: Shingles, seed: int) -> Integers:
    """Keys of the pairs that agree in all the rows of at least one band, and in enough columns."""
    rows = signatures(shingles, seed=seed)
    bands = rows.view(np.uint64)
    texts = np.flatnonzero(np.diff(shingles.first) > 0)
    found = [np.empty(0, np.int64)]
    for band in range(PERMUTATIONS // ROWS):
        order = np.argsort(bands[:, band], kind="stable")
        found.append(np.unique(_group_pairs(bands[order, band], order, len(texts))))
    keys = np.unique(np.concatenate(found))
    kept = [np.empty(0, np.int64)]
    for low in range(0, len(keys), _BATCH):
        part = keys[low : low + _BATCH]
        left, right = part // max(1, len(texts)), part % max(1, len(texts))
        alike = (rows[left] == rows[right]).sum(axis=1) >= AGREEING
        kept.append(texts[left[alike]] * len(shingles.words) + texts[right[alike]])
    return np.concatenate(kept)


def _containing(shingles: Shingles) -> Integers:
    """Keys of the pairs that share enough of the kept runs for one to lie in the other."""
    n_texts = len(shingles.words)
    places = np.concatenate(
        [
            low + np.flatnonzero(shingles.hashes[low : low + _CHUNK] % np.uint64(KEPT) == 0)
            for low in range(0, max(1, len(shingles.hashes)), _CHUNK)
        ]
    )
    texts = np.searchsorted(shingles.first, places, side="right") - 1
    values = shingles.hashes[places]
    # A stable order leaves the texts of one value ascending.
    order = np.argsort(values, kind="stable")
    texts, values = texts[order], values[order]
    fresh = np.ones(len(values), dtype=bool)
    fresh[1:] = (values[1:] != values[:-1]) | (texts[1:] != texts[:-1])
    texts, values = texts[fresh], values[fresh]
    kept = np.bincount(texts, minlength=n_texts)
    keys, shared = np.unique(_group_pairs(values, texts, n_texts), return_counts=True)
    fewer = np.minimum(kept[keys // n_texts], kept[keys % n_texts])
    return keys[shared >= np.maximum(2, _LEAST_CONTAINMENT * fewer)]


def _group_pairs(values: Hashes, texts: Integers, n_texts: int) -> Integers:
    """Keys (text * n_texts + other) of the pairs within groups of equal, adjacent values."""
    if len(values) < 2:
        return np.empty(0, np.int64)
    bounds = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    sizes = np.diff(np.append(bounds, len(values)))
    sizes_here = np.repeat(sizes, sizes)
    chosen = sizes_here > 1
    texts, sizes_here = texts[chosen], sizes_here[chosen]
    left = np.arange(len(values))[chosen] - np.repeat(bounds, sizes)[chosen]
    found = [np.empty(0, np.int64)]
    for lag in range(1, CROWD):
        # The member `lag` places on is in the same group when the group reaches that far.
        with_other = left + lag < sizes_here
        if lag > 1:
            with_other &= sizes_here <= CROWD
        here = np.flatnonzero(with_other)
        if not len(here):
            break
        low = np.minimum(texts[here], texts[here + lag])
        high = np.maximum(texts[here], texts[here + lag])
        found.append(low * n_texts + high)
    return np.concatenate(found)


def _no_pairs() -> Pairs:
    return np.empty((0, 2), np.int64)
