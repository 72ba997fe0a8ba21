"""Texts as runs of five words, each run one integer, so that texts can be compared by arithmetic.

A word is a run of letters and digits in lower case; punctuation, apostrophes and spacing do not
count, so that a copy with other quotation marks is still a copy. Nothing here changes a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Hashes = NDArray[np.uint64]

RUN = 5
"""Words in a run."""

_BATCH = 1 << 16
_CHUNK = 1 << 18
_LAST = 0xFFFF
_BASE = 0x9E3779B97F4A7C15
_SEED = 20261123

Stretches = Sequence[Sequence[tuple[int, int]]]
"""For each text the starts and ends of what is read of it, in order and without overlap."""


@dataclass(frozen=True)
class Words:
    """The words of many texts as hashes, in the order in which they stand.

    hashes: one a word; counts: words of each stretch (see `hash_words`); stretches: stretches of
    each text.
    """

    hashes: Hashes
    counts: Integers
    stretches: Integers

    def of_texts(self) -> Integers:
        """Words of each text."""
        ends = np.concatenate([[0], np.cumsum(self.counts)])
        return np.diff(ends[np.concatenate([[0], np.cumsum(self.stretches)])])


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
    words = hash_words(list(texts))
    return runs(words.hashes, words.counts)


def hash_words(texts: Sequence[str], stretches: Stretches | None = None) -> Words:
    """A hash for every word of the texts, or of stretches of them.

    A word belongs to the stretch in which it begins. Without `stretches` a text is one stretch.
    """
    rows = [[(0, len(text))] for text in texts] if stretches is None else stretches
    # Room for as many words as there can be: what is not written to takes no memory.
    hashes = np.empty((sum(map(len, texts)) + len(texts)) // 2 + 1, np.uint64)
    done, counts = 0, [np.empty(0, np.int64)]
    for low, high in _batches(texts):
        found, of_stretch = _words(texts[low:high], rows[low:high])
        hashes[done : done + len(found)] = found
        done += len(found)
        counts.append(of_stretch)
    of_text = np.array([len(row) for row in rows], dtype=np.int64)
    return Words(hashes[:done], np.concatenate(counts), of_text)


def runs(words: Hashes, counts: Integers, texts: Integers | None = None) -> Shingles:
    """The runs of five words within texts of `counts` words, which stand one after another.

    texts: those to take, in the order in which to take them; they get new numbers.
    """
    texts = np.arange(len(counts)) if texts is None else texts
    begins = np.cumsum(counts)[texts] - counts[texts]
    counts = counts[texts]
    ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    sizes = np.where(counts > 0, np.maximum(counts - RUN + 1, 1), 0)
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    hashes = np.empty(first[-1], np.uint64)
    low = 0
    while low < len(counts):
        # Some texts at a time: the steps between words and runs then need little memory.
        high = int(np.searchsorted(ends, ends[low] + _CHUNK, side="right")) - 1
        high = max(low + 1, high)
        places = np.arange(ends[low], ends[high])
        places += np.repeat(begins[low:high] - ends[low:high], counts[low:high])
        hashes[first[low] : first[high]] = _runs(words[places], counts[low:high])
        low = high
    return Shingles(hashes, first, counts)


def distinct(shingles: Shingles, text: int) -> Hashes:
    """The set of a text's runs, ascending."""
    ordered = np.sort(shingles.of(text))
    fresh = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


def in_both(left: Hashes, right: Hashes) -> int:
    """How many members two sets (each without repeats) have in common."""
    together = np.concatenate([left, right])
    together.sort()
    return int(np.count_nonzero(together[1:] == together[:-1]))


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


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Numbers of texts, first and after the last, that are read together."""
    low = size = 0
    for number, text in enumerate(texts):
        size += len(text) + 1
        if size >= _BATCH:
            yield low, number + 1
            low, size = number + 1, 0
    if low < len(texts):
        yield low, len(texts)


@cache
def _letters() -> Hashes:
    """A random number for every letter and digit, the same for both cases; 0 for all else."""
    lowered = (chr(code).lower() for code in range(_LAST))
    codes = [ord(c[0]) if c.isalnum() else 0 for c in lowered]
    table = np.array([*codes, 0], dtype=np.uint64)
    return np.where(table > 0, mix(table + np.uint64(_SEED)), np.uint64(0))


@lru_cache(maxsize=1)
def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Powers of an odd number, and of its inverse modulo 2^64."""
    up = np.full(size, _BASE, dtype=np.uint64)
    down = np.full(size, pow(_BASE, -1, 2**64), dtype=np.uint64)
    return np.multiply.accumulate(up), np.multiply.accumulate(down)


@cache
def _multipliers() -> Hashes:
    """A random odd number for every place in a run."""
    return mix(np.arange(_SEED, _SEED + RUN, dtype=np.uint64)) | np.uint64(1)


def _codes(text: str) -> NDArray[np.integer]:
    """The characters' numbers, those beyond the first plane as the last of it."""
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(codes) == len(text):
        return codes
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return np.minimum(wide, _LAST)


def _words(batch: Sequence[str], rows: Stretches) -> tuple[Hashes, Integers]:
    """A hash for every word in the stretches, and the number of words of each stretch."""
    joined = "\n" + "\n".join(batch) + "\n"
    values = _letters()[_codes(joined)]
    inside = values != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    bases = np.cumsum([1] + [len(text) + 1 for text in batch])[:-1]
    places = np.array([place for row in rows for place in row], dtype=np.int64).reshape(-1, 2)
    places += np.repeat(bases, [len(row) for row in rows])[:, None]
    bounds = np.searchsorted(starts, places)
    counts = bounds[:, 1] - bounds[:, 0]
    # A polynomial over the letters: differences of its running sum, brought to one power.
    powers, inverse = _powers(max(len(values), 2 * _BATCH))
    sums = np.cumsum(values * powers[: len(values)])
    chosen = np.repeat(bounds[:, 0] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    starts, ends = starts[chosen], ends[chosen]
    return mix((sums[ends - 1] - sums[starts - 1]) * inverse[starts]), counts


def _runs(words: Hashes, counts: Integers) -> Hashes:
    """A hash for every run of five words within texts that stand one after another."""
    multipliers = _multipliers()
    ends = np.cumsum(counts)
    begins = ends - counts
    whole = np.zeros(len(words), np.uint64)
    for place in range(RUN):
        whole[: max(0, len(words) - place)] += words[place:] * multipliers[place]
    is_start = np.ones(len(words), dtype=bool)
    short = (counts > 0) & (counts < RUN)
    whole[begins[short]] = 0
    for place in range(RUN - 1):
        is_start[ends[counts >= RUN] - place - 1] = False
        reaching = begins[short & (counts > place)]
        whole[reaching] += words[reaching + place] * multipliers[place]
        if place:
            is_start[reaching + place] = False
    return mix(whole[is_start])
