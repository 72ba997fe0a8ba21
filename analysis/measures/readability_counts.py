"""What readability formulas need, summed over articles, zones and voices.

A word's properties are looked up once for each distinct word; then sums over runs of tokens of one
sentence and voice, so that nothing loops over tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.measures.difficult_words import familiar_words, is_complex_plain
from analysis.measures.syllables import count_plain, plain_words
from analysis.measures.tally import Cube, tally
from analysis.tables import VOICES, ZONES
from analysis.tokens import Tokens

_PACKED = (
    "words",
    "easy_words",
    "polysyllables",
    "long_words",
    "difficult_words",
    "complex_words",
    "capital",
)
# Each flag has nine bits of one integer, so that one sum over at most 255 tokens adds them all.
_BITS, _RUN = 9, 255
_MAY_BE_NAME, _INITIALS, _GOES_ON = 1, 2, 4

_DISPLAY = np.array([zone in ("headline", "kicker", "subheading", "byline") for zone in ZONES])
# Within a sentence a full stop is an abbreviation's: Mr. Marais.
_BEFORE_NAME = frozenset({",", ";", "&", "-", "–", "—", "."})
_COUNTED = (*_PACKED[:-1], "sentences", "syllables", "letters", "characters")

Integers = NDArray[np.int64]
Bits = NDArray[np.uint8]


def count_readability(tokens: Tokens, voice: NDArray[np.uint8]) -> dict[str, Cube]:
    """What the formulas need, by article, zone and voice.

    voice: of each token, an index in tables.VOICES. A sentence belongs to the voice that most of
    its words are in, to the authorial one when tied: so the voices add up.
    """
    if not len(tokens):
        return {name: np.zeros((len(tokens.texts), len(ZONES), len(VOICES))) for name in _COUNTED}
    *summed, position = tokens.vocabulary.words.attributes(describe_words)
    flags, sizes, lengths = (column[tokens.word] for column in summed)
    position = position[tokens.word]
    starts = _runs(tokens, voice)
    packed, size = np.add.reduceat(flags, starts), np.add.reduceat(sizes, starts)
    sums = {name: _unpack(packed, name) for name in _PACKED}
    sums |= {"letters": size >> 32, "syllables": size & (2**32 - 1)}
    sums["characters"] = np.add.reduceat(lengths, starts, dtype=np.int64)

    sentence = tokens.sentence[starts]
    article, zone = tokens.sentence_article[sentence], tokens.sentence_zone[sentence]
    place = (article, zone, voice[starts])
    cubes = {name: tally(tokens, *place, of_run) for name, of_run in sums.items()}
    names = _names(tokens, position, starts, sums)
    initials = position[names] & _INITIALS > 0
    for name, exempt in (("difficult_words", names[~initials]), ("complex_words", names)):
        here = exempt[_unpack(flags[exempt], name) > 0]
        sentence = tokens.sentence[here]
        place = (tokens.sentence_article[sentence], tokens.sentence_zone[sentence], voice[here])
        cubes[name] -= tally(tokens, *place)
    cubes["sentences"] = _sentences(tokens, starts, voice[starts], sums["words"])
    return {name: cubes[name] for name in _COUNTED}


def describe_words(words: Sequence[str]) -> tuple[Integers, Integers, NDArray[np.int32], Bits]:
    """Of each distinct word: packed flags, letters and syllables, length, and signs of a name."""
    plain = plain_words(words)
    syllables = count_plain(plain)
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    letters = lengths.copy()
    for row in np.flatnonzero(~_each(str.isalnum, words)).tolist():
        letters[row] = sum(map(str.isalnum, words[row]))
    is_word = letters > 0
    difficult = is_word & ~familiar_words(plain)
    hard = np.zeros(len(words), bool)
    many = np.flatnonzero(syllables > 2).tolist()
    hard[[row for row in many if is_complex_plain(plain[row])]] = True
    capital = is_word & _each(str.isupper, [word[:1] for word in words])
    goes_on = is_word | _each(_BEFORE_NAME.__contains__, words)

    flags = (
        is_word,
        is_word & (syllables <= 2),
        syllables > 2,
        letters > 6,
        difficult,
        hard,
        capital,
    )
    packed = np.zeros(len(words), np.int64)
    for number, flag in enumerate(flags):
        packed |= flag.astype(np.int64) << (_BITS * number)
    # Dale and Chall call names of persons and places familiar, but not FBI; Gunning, all names.
    position = _MAY_BE_NAME * (capital & (difficult | hard))
    position |= _INITIALS * _each(str.isupper, words) | _GOES_ON * goes_on
    sizes = (letters << 32) | syllables
    return packed, sizes, lengths.astype(np.int32), position.astype(np.uint8)


def _each(holds: Callable[[str], bool], words: Sequence[str]) -> NDArray[np.bool_]:
    return np.fromiter(map(holds, words), bool, len(words))


def _unpack(packed: Integers, name: str) -> Integers:
    unpacked: Integers = packed >> (_BITS * _PACKED.index(name)) & (2**_BITS - 1)
    return unpacked


def _runs(tokens: Tokens, voice: NDArray[np.uint8]) -> Integers:
    """Where a new sentence or voice begins, or a run would grow too long for the packed sums."""
    begins = np.zeros(len(tokens), bool)
    begins[::_RUN] = True
    begins[tokens.sentence_first_token[:-1]] = True
    begins[1:] |= voice[1:] != voice[:-1]
    return np.flatnonzero(begins)


def _names(tokens: Tokens, position: Bits, starts: Integers, sums: dict[str, Integers]) -> Integers:
    """Words that their capital tells to be names, among those that would count against a text.

    A capital tells nothing at the beginning of a sentence or quotation, after a colon, in a
    headline, or in a sentence that writes more than three of four words with one.
    """
    candidate = np.flatnonzero(position & _MAY_BE_NAME)
    candidate = candidate[candidate > 0]
    sentence = tokens.sentence[candidate]
    run_sentence, size = tokens.sentence[starts], len(tokens.sentence_article)
    words = np.bincount(run_sentence, sums["words"], size)
    capitals = np.bincount(run_sentence, sums["capital"], size)
    prose = ~_DISPLAY[tokens.sentence_zone] & (4 * capitals <= 3 * words)
    goes_on = position[candidate - 1] & _GOES_ON > 0
    within = tokens.sentence[candidate - 1] == sentence
    names: Integers = candidate[prose[sentence] & goes_on & within]
    return names


def _sentences(tokens: Tokens, starts: Integers, voice: NDArray[np.uint8], words: Integers) -> Cube:
    """Sentences with a word, each in the voice that most of its words are in."""
    shape = (len(tokens.sentence_article), len(VOICES))
    cell = tokens.sentence[starts].astype(np.int64) * len(VOICES) + voice
    by_voice = np.bincount(cell, words, shape[0] * shape[1]).reshape(shape)
    has_words = by_voice.any(axis=1)
    return tally(
        tokens,
        tokens.sentence_article[has_words],
        tokens.sentence_zone[has_words],
        by_voice.argmax(axis=1)[has_words],
    )
