"""VADER's rule over many sentences at once: the same arithmetic, in the same order, on arrays.

vaderSentiment 3.3.2 walks each sentence word by word and lowers the whole sentence again at each
hit, so that its cost grows with the square of the sentence. Only words of its lexicon change a
score; here all of them step through the rule together, looking three chunks back and two ahead.
Every quirk is kept, because the scores must be equal: conditions that bind oddly ("so" and "this"
strengthen whatever follows), and the search for a value, not a place, around "but".
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    SPECIAL_CASES,
)

from analysis.measures import vader_words as words

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Scores:
    """VADER's four scores, one a sentence: shares from 0 to 1, compound from -1 to 1."""

    negative: Floats
    neutral: Floats
    positive: Floats
    compound: Floats


def score(
    low: NDArray[np.uint8],
    types: NDArray[np.integer],
    chunks: words.Chunks,
    first: Integers,
) -> Scores:
    """The scores of sentences, of which number i has the chunks first[i] to first[i + 1].

    low: of each chunk, the low byte of its bits. types: of each chunk, its row in chunks.
    """
    lengths = np.diff(first)
    lexical, last = words.LEXICAL | words.BOOSTER, len(low) - 1
    hits = np.flatnonzero((low & np.uint8(lexical)) == words.LEXICAL)
    sentence = np.searchsorted(first, hits, side="right") - 1
    place, left = hits - first[sentence], first[sentence + 1] - 1 - hits

    def around(step: int) -> Integers:
        at = np.clip(hits + step, 0, last)
        # A word of a name has lost a bit of its low byte; the others are the chunk's own.
        bits = (chunks.bits[types[at]] & ~255) | low[at]
        return np.where((place >= -step) & (left >= step), bits, 0)

    window = [around(step) for step in range(-3, 3)]
    weight = [chunks.weight[types[np.maximum(hits - back, 0)]] for back in range(4)]
    mixed_case = _mixed_case(low, first, lengths)[sentence]
    valence = _valences(window, weight, place, mixed_case)
    valence = _around_but(low, hits, sentence, valence, first)
    return _shares(valence, sentence, lengths, _emphasis(low, types, chunks, first))


def _mixed_case(low: NDArray[np.uint8], first: Integers, lengths: Integers) -> NDArray[np.bool_]:
    """Sentences in which some but not all chunks are in capitals."""
    upper = _per_sentence(words.where(low, words.UPPER), first)
    return (upper > 0) & (upper < lengths)


def _per_sentence(
    places: Integers, first: Integers, weights: NDArray[np.number] | None = None
) -> NDArray[np.number]:
    sentence = np.searchsorted(first, places, side="right") - 1
    return np.bincount(sentence, weights, len(first) - 1)


def _valences(
    window: list[Integers], weight: list[Floats], place: Integers, mixed_case: NDArray[np.bool_]
) -> Floats:
    """The valence of each word of the lexicon, with what stands around it.

    window: bits of the chunks from -3 to +2. weight: of the word, and of 1, 2, 3 chunks before it.
    """
    before, here, after = window[2::-1], window[3], window[4:]

    def has(of_chunk: Integers, bit: int) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = of_chunk & bit != 0
        return found

    value = weight[0].copy()
    value[has(here, words.NO) & has(after[0], words.LEXICAL)] = 0.0
    after_no = has(before[0], words.NO) | has(before[1], words.NO)
    after_no |= has(before[2], words.NO) & has(before[0], words.OR_NOR)
    value = np.where(after_no, weight[0] * N_SCALAR, value)
    loud = has(here, words.UPPER) & mixed_case
    value = np.where(loud, np.where(value > 0, value + C_INCR, value - C_INCR), value)

    so_this = [has(chunk, words.SO_THIS) for chunk in before]
    strengthened = (
        np.zeros(len(place), bool),
        has(before[1], words.NEVER) & so_this[0],
        has(before[2], words.NEVER) & so_this[1] | so_this[0],
    )
    doubt = [has(chunk, words.DOUBT) for chunk in before]
    undoubted = (
        np.zeros(len(place), bool),
        has(before[1], words.WITHOUT) & doubt[0],
        has(before[2], words.WITHOUT) & (doubt[1] | doubt[0]),
    )
    for back, damping in enumerate((1.0, 0.95, 0.9)):
        acts = (place > back) & ~has(before[back], words.LEXICAL)
        boosted = acts & has(before[back], words.BOOSTER)
        boost = np.where(boosted, weight[back + 1], 0.0)
        boost = np.where(value < 0, boost * -1, boost)
        shouted = boosted & has(before[back], words.UPPER) & mixed_case
        louder = np.where(value > 0, boost + C_INCR, boost - C_INCR)
        boost = np.where(shouted, louder, boost)
        value = value + boost * damping
        negated = has(before[back], words.NEGATION) & ~strengthened[back] & ~undoubted[back]
        value = np.where(acts & strengthened[back], value * 1.25, value)
        value = np.where(acts & negated, value * N_SCALAR, value)
    value = _idioms(value, acts, window)

    least = (place > 0) & has(before[0], words.LEAST) & ~has(before[0], words.LEXICAL)
    least &= (place == 1) | ~has(before[1], words.AT_VERY)
    value = np.where(least, value * N_SCALAR, value)
    value[has(here, words.KIND) & has(after[0], words.OF)] = 0.0
    return value


def _idioms(value: Floats, acts: NDArray[np.bool_], window: list[Integers]) -> Floats:
    """Special phrases around a hit: `window` is the bits of the chunks from -3 to +2."""
    places = [words.idiom(bits) for bits in window]
    pairs = words.idiom_pairs()
    candidate = acts & np.any([pairs[a, b] for a, b in pairwise(places)], axis=0)
    names = ["", *words.idioms()]
    for hit in np.flatnonzero(candidate):
        value[hit] = _idiom(value[hit], [names[place[hit]] for place in places])
    return value


def _idiom(value: float, window: list[str]) -> float:
    third, second, first, here, following, next_but_one = window
    phrases = (
        (first, here),
        (second, first, here),
        (second, first),
        (third, second, first),
        (third, second),
    )
    special = (" ".join(phrase) for phrase in phrases)
    value = next((SPECIAL_CASES[phrase] for phrase in special if phrase in SPECIAL_CASES), value)
    for phrase in (f"{here} {following}", f"{here} {following} {next_but_one}"):
        value = SPECIAL_CASES.get(phrase, value)
    for phrase in (f"{third} {second} {first}", f"{third} {second}", f"{second} {first}"):
        value += BOOSTER_DICT.get(phrase, 0.0)
    return value


def _around_but(
    low: NDArray[np.uint8], hits: Integers, sentence: Integers, value: Floats, first: Integers
) -> Floats:
    """Half the valence before the first "but" of a sentence, half as much again behind it."""
    buts = words.where(low, words.BUT)
    if not len(buts):
        return value
    but = np.full(len(first) - 1, -1)
    but[(np.searchsorted(first, buts, side="right") - 1)[::-1]] = buts[::-1]
    but = but[sentence]
    concerned = np.flatnonzero((but >= 0) & (value != 0))
    factor = np.where(hits < but, 0.5, np.where(hits > but, 1.5, 1.0))[concerned]
    value = value.copy()
    for rows in _with_equal_values(sentence[concerned], value[concerned], factor):
        at = concerned[rows]
        value[at] = _by_value(value[at].tolist(), factor[rows].tolist())
        factor[rows] = 1.0
    value[concerned] *= factor
    return value


def _with_equal_values(sentence: Integers, value: Floats, factor: Floats) -> list[Integers]:
    """The rows of each sentence in which a value meets its equal, before or after its change."""
    both = np.concatenate([value, value * factor])
    owner = np.concatenate([sentence, sentence])
    original = np.repeat([True, False], len(value))
    order = np.lexsort((both, owner))
    owner, both, original = owner[order], both[order], original[order]
    equal = (owner[1:] == owner[:-1]) & (both[1:] == both[:-1]) & (original[1:] | original[:-1])
    found = np.unique(owner[1:][equal])
    begins, ends = (np.searchsorted(sentence, found, side=side) for side in ("left", "right"))
    return [np.arange(begin, end) for begin, end in zip(begins, ends, strict=True)]


def _by_value(values: list[float], factors: list[float]) -> list[float]:
    """VADER's own way: for each value in turn, change the first place that has the same value."""
    places: dict[float, list[int]] = {}
    for place, value in enumerate(values):
        places.setdefault(value, []).append(place)
    for heap in places.values():
        heapify(heap)
    for turn in range(len(values)):
        value = values[turn]
        heap = places[value]
        while values[heap[0]] != value:
            heappop(heap)
        place = heap[0]
        values[place] = value * factors[place]
        heappush(places.setdefault(values[place], []), place)
    return values


def _emphasis(
    low: NDArray[np.uint8], types: NDArray[np.integer], chunks: words.Chunks, first: Integers
) -> Floats:
    """What exclamation and question marks add to a sentence."""
    marked = words.where(low, words.EMPHASIS)
    bits = chunks.bits[types[marked]]
    exclamations = _per_sentence(marked, first, words.exclamations(bits))
    questions = _per_sentence(marked, first, words.questions(bits))
    asked = np.where(questions > 3, 0.96, np.where(questions > 1, questions * 0.18, 0.0))
    emphasis: Floats = np.minimum(exclamations, 4) * 0.292 + asked
    return emphasis


def _shares(value: Floats, sentence: Integers, lengths: Integers, emphasis: Floats) -> Scores:
    size = len(lengths)
    # bincount adds one after the other, as Python's sum does; the order of additions matters.
    sums = np.bincount(sentence, value, size).astype(np.float64)
    total = sums + np.sign(sums) * emphasis
    compound = total / np.sqrt(total * total + 15)

    gains = np.bincount(sentence, np.where(value > 0, value + 1, 0.0), size)
    losses = np.bincount(sentence, np.where(value < 0, value - 1, 0.0), size)
    neutral = lengths - np.bincount(sentence, value != 0, size)
    positive = np.where(gains > np.abs(losses), gains + emphasis, gains)
    negative = np.where(gains < np.abs(losses), losses - emphasis, losses)
    whole = positive + np.abs(negative) + neutral
    whole[lengths == 0] = 1.0
    return Scores(
        negative=rounded(np.abs(negative / whole), 3),
        neutral=rounded(neutral / whole, 3),
        positive=rounded(positive / whole, 3),
        compound=rounded(compound, 4),
    )


def rounded(values: Floats, digits: int) -> Floats:
    """As Python's round: numpy's own differs where a value is within an ulp of a tie."""
    scaled = values * 10.0**digits
    result = np.rint(scaled) / 10.0**digits
    for row in np.flatnonzero(np.abs(np.abs(scaled - np.trunc(scaled)) - 0.5) < 1e-6):
        result[row] = round(float(values[row]), digits)
    return result
