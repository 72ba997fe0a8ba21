"""Texts as runs of five words, each run one integer, so that texts can be compared by arithmetic.

A word is a run of letters and digits in lower case; punctuation, apostrophes and spacing do not
count, so that a copy with other quotation marks is still a copy. Nothing here changes a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Hashes = NDArray[np.uint64]

RUN = 5
"""Words in a run."""

_BATCH = 500_000
_LAST = 0xFFFF
_POSITIONS = 64
_SEED = 20261123


@dataclass(frozen=True)
class Shingles:
    """The runs of words of many texts, in the order in which they stand.

    hashes: one hash a run; first: where each text's runs begin, and the end (texts + 1);
    words: words of each text. A text of n words has n - 4 runs; one of 1 to 4 words has one run
    of all its words, one without words has none.
    """

    hashes: Hashes
    first: Integers
    words: Integers

    def of(self, text: int) -> Hashes:
        """The runs of one text, in order."""
        return self.hashes[self.first[text] : self.first[text + 1]]


def shingle(texts: Iterable[str]) -> Shingles:
    """The runs of five words of every text.

    >>> shingle(["One, two; three – four. Five six", "TWO THREE FOUR FIVE SIX!", ""]).words
    array([6, 5, 0])
    """
    values, counts, words = [], [], []
    for batch in _batches(texts):
        hashes, per_text = _words(batch)
        runs, per_run = _runs(hashes, per_text)
        values.append(runs)
        counts.append(per_run)
        words.append(per_text)
    if not words:
        return Shingles(np.empty(0, np.uint64), np.zeros(1, np.int64), np.empty(0, np.int64))
    first = np.concatenate([[0], np.cumsum(np.concatenate(counts))]).astype(np.int64)
    return Shingles(np.concatenate(values), first, np.concatenate(words))


def subset(shingles: Shingles, texts: Integers) -> Shingles:
    """The runs of some of the texts only, which get new numbers."""
    sizes = np.diff(shingles.first)[texts]
    first = np.concatenate([[0], np.cumsum(sizes)])
    values = np.concatenate([np.empty(0, np.uint64), *(shingles.of(int(t)) for t in texts)])
    return Shingles(values, first, shingles.words[texts])


def distinct(shingles: Shingles, text: int) -> Hashes:
    """The set of a text's runs, ascending."""
    return np.unique(shingles.of(text))


def shared_words(shingles: Shingles, text: int, other: Hashes) -> int:
    """Words of a text that stand in a run which is also among `other` (ascending)."""
    runs = shingles.of(text)
    inside = np.isin(runs, other)
    words = int(shingles.words[text])
    if words < RUN:
        return words if inside.any() else 0
    change = np.zeros(words + 1, np.int64)
    starts = np.flatnonzero(inside)
    np.add.at(change, starts, 1)
    np.add.at(change, starts + RUN, -1)
    return int((np.cumsum(change[:-1]) > 0).sum())


def mix(values: Hashes) -> Hashes:
    """Spread 64-bit integers evenly and reversibly (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text) + 1
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@cache
def _letters() -> Hashes:
    """A random number for every letter and digit, the same for both cases; 0 for all else."""
    lowered = (chr(code).lower() for code in range(_LAST))
    codes = [ord(c[0]) if c.isalnum() else 0 for c in lowered]
    table = np.array([*codes, 0], dtype=np.uint64)
    return np.where(table > 0, mix(table + np.uint64(_SEED)), np.uint64(0))


@cache
def _multipliers() -> Hashes:
    """A random odd number for every place in a word."""
    return mix(np.arange(_SEED, _SEED + _POSITIONS, dtype=np.uint64)) | np.uint64(1)


def _words(batch: Sequence[str]) -> tuple[Hashes, Integers]:
    """A hash for every word of the texts, and the number of words of each text."""
    joined = "\n" + "\n".join(batch) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    values = _letters()[np.minimum(codes, _LAST)]
    inside = values != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    bounds = np.cumsum([1] + [len(text) + 1 for text in batch])
    counts = np.diff(np.searchsorted(starts, bounds)).astype(np.int64)
    if not len(starts):
        return np.empty(0, np.uint64), counts
    begins = np.cumsum(lengths) - lengths
    places = np.arange(begins[-1] + lengths[-1]) - np.repeat(begins, lengths)
    weighted = values[inside] * _multipliers()[np.minimum(places, _POSITIONS - 1)]
    return mix(np.add.reduceat(weighted, begins)), counts


def _runs(words: Hashes, counts: Integers) -> tuple[Hashes, Integers]:
    """A hash for every run of five words within a text, and the number of runs of each text."""
    multipliers = _multipliers()[:RUN]
    ends = np.cumsum(counts)
    begins = ends - counts
    whole = np.zeros(len(words), np.uint64)
    for place in range(RUN):
        whole[: max(0, len(words) - place)] += words[place:] * multipliers[place]
    for text in np.flatnonzero((counts > 0) & (counts < RUN)):
        part = words[begins[text] : ends[text]]
        whole[begins[text]] = (part * multipliers[: len(part)]).sum()
    runs = np.where(counts > 0, np.maximum(counts - RUN + 1, 1), 0)
    places = np.arange(len(words)) - np.repeat(begins, counts)
    return mix(whole[places < np.repeat(runs, counts)]), runs
