"""What VADER's rule asks of a chunk, looked up once for each distinct chunk.

The lexicon, boosters, negations and idioms are vaderSentiment's own, read from the installed
package; nothing is copied here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise, repeat
from string import punctuation
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from vaderSentiment import vaderSentiment as vader

from analysis.measures.vader_known import KNOWN_PAIRS
from analysis.tokens import covered

# One bit a property; the low byte is what the rule needs at every chunk, the rest only near a hit.
LEXICAL, BOOSTER, UPPER, EMPHASIS, BUT, EMOJI, CAPITAL, LOWER = (1 << n for n in range(8))
(
    NEGATION,
    NO,
    OR_NOR,
    NEVER,
    SO_THIS,
    WITHOUT,
    DOUBT,
    LEAST,
    AT_VERY,
    KIND,
    OF,
    LINK,
    NAME,
    OPENS,
    CLOSES,
    PROSE,
) = (1 << n for n in range(8, 24))
_EXCLAMATIONS, _QUESTIONS, _IDIOM = 24, 27, 30

Places = NDArray[np.int64]
_MANY = 1 << 20  # more than a sentence has capitals


class Chunks(NamedTuple):
    """Distinct chunks as the rule needs them, a row each.

    bits: what is known of them; low: the lowest eight of these, kept apart because they alone are
    read at every chunk of a corpus; weight: valence, or a booster's strength; balance: 1 for a word
    in lower case, very many if it tells running prose, -1 for a word with a capital.
    """

    bits: NDArray[np.int64]
    low: NDArray[np.uint8]
    weight: NDArray[np.float64]
    balance: NDArray[np.int32]


Describe = Callable[[Sequence[str]], Chunks]

_ROLES = {
    NO: ("no",),
    OR_NOR: ("or", "nor"),
    NEVER: ("never",),
    SO_THIS: ("so", "this"),
    WITHOUT: ("without",),
    DOUBT: ("doubt",),
    LEAST: ("least",),
    AT_VERY: ("at", "very"),
    KIND: ("kind",),
    OF: ("of",),
    LINK: ("of", "for", "and", "&"),
    BUT: ("but",),
    NAME: tuple({word for pair in KNOWN_PAIRS for word in pair}),
    NEGATION: tuple(vader.NEGATE),
    BOOSTER: tuple(vader.BOOSTER_DICT),
}

# Typography that VADER knows for typography that it does not; every string keeps its length.
_TYPOGRAPHY = {
    sign: known
    for known, signs in {
        "'": "‘’‚‛ʼ′‹›",
        '"': "“”„‟″«»",
        "-": "‐‑‒–—―",
        ".": "…",
    }.items()
    for sign in signs
}
# Lower-case words that headlines in capitals may have; other long ones tell running prose.
_LONG_PREPOSITIONS = frozenset(
    "about above across after against along among around before behind below beside between beyond "
    "despite during inside outside since through toward towards under until versus while within "
    "without".split()
)
_QUOTES = [ord(sign) for sign in "\"'([{"]
_STOPS = [ord(sign) for sign in ":!?\"'"]
_SMALL = np.uint32(ord("a") - ord("A"))


@cache
def analyzer() -> vader.SentimentIntensityAnalyzer:
    """vaderSentiment's own analyzer, for its lexicon and emoji."""
    return vader.SentimentIntensityAnalyzer()


@cache
def idioms() -> dict[str, int]:
    """Each word of VADER's special cases and two-word boosters → its place, from 1."""
    words = dict.fromkeys(word for phrase in _phrases() for word in phrase)
    return {word: place for place, word in enumerate(words, start=1)}


@cache
def idiom_pairs() -> NDArray[np.bool_]:
    """By the places of two neighbouring words: whether they begin or go on a phrase."""
    places = idioms()
    pairs = np.zeros((len(places) + 1, len(places) + 1), bool)
    for phrase in _phrases():
        for first, second in pairwise(phrase):
            pairs[places[first], places[second]] = True
    return pairs


def _phrases() -> list[list[str]]:
    phrases = [phrase.split() for phrase in (*vader.SPECIAL_CASES, *vader.BOOSTER_DICT)]
    return [phrase for phrase in phrases if len(phrase) > 1]


@cache
def _roles() -> dict[str, int]:
    roles = dict.fromkeys(analyzer().lexicon, LEXICAL)
    for bit, words in _ROLES.items():
        for word in words:
            roles[word] = roles.get(word, 0) | bit
    for word, place in idioms().items():
        roles[word] = roles.get(word, 0) | place << _IDIOM
    return roles


@cache
def _weights() -> dict[str, float]:
    return {**analyzer().lexicon, **vader.BOOSTER_DICT}


def straight(text: str) -> str:
    """The text with the quotation marks, dashes and ellipses that VADER knows; as long as before.

    >>> straight("“Don’t – please…”")
    '"Don\\'t - please."'
    """
    if not text.isascii():  # a few replacements are many times as fast as str.translate
        for sign, known in _TYPOGRAPHY.items():
            text = text.replace(sign, known)
    return text


def without_emoji(text: str) -> str:
    """The text with emoji replaced by their names, as VADER does it."""
    names = analyzer().emojis
    if text.isascii() or names.keys().isdisjoint(text):
        return text
    parts: list[str] = []
    after_space = True
    for character in text:
        if character in names:
            parts.append(names[character] if after_space else f" {names[character]}")
            after_space = False
        else:
            parts.append(character)
            after_space = character == " "
    return "".join(parts)


# What VADER asks of a character, one bit each; the last tells that the character has been met.
_UPPER, _LOWER, _TITLE, _NO_LETTER, _PUNCTUATION, _EMOJI, _MET = (1 << n for n in range(7))


@cache
def _kinds() -> NDArray[np.uint8]:
    """The bits of every character that has been met, by its code; filled by `_kinds_of`."""
    return np.zeros(sys.maxunicode + 1, np.uint8)


def _kinds_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    table, emoji = _kinds(), analyzer().emojis.keys()
    for code in np.unique(codes[table[codes] == 0]).tolist():
        sign = chr(code)
        table[code] = _MET | (
            _UPPER * sign.isupper()
            | _LOWER * sign.islower()
            | _TITLE * (sign.istitle() and not sign.isupper())
            | _NO_LETTER * (not sign.isalpha() and sign != "\n")
            | _PUNCTUATION * (sign in punctuation)
            | _EMOJI * (sign in emoji)
        )
    return table[codes]


def _describe(chunks: Sequence[str], typography: Callable[[str], str]) -> Chunks:
    # The chunks are laid side by side, each before a line break, which none has: so a question to
    # each of their characters is one to an array.
    text = typography("\n".join([*chunks, ""]))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _kinds_of(codes)
    end = np.flatnonzero(codes == ord("\n"))
    begin = np.append(0, end + 1)[: len(end)]
    has = np.bitwise_or.reduceat(kinds, begin)
    bits = _marks(codes, begin, end)
    bits |= EMOJI * ((has & _EMOJI > 0) & (has & _NO_LETTER > 0))

    begin, end = _stripped(kinds, begin, end)
    words = _small(codes, begin, end)
    bits |= np.fromiter(map(_roles().get, words, repeat(0)), np.int64, len(words))
    cases, first = has & (_UPPER | _LOWER | _TITLE), kinds[begin]
    bits |= UPPER * (cases == _UPPER) | CAPITAL * (first & _UPPER > 0)
    prepositions = np.fromiter(map(_LONG_PREPOSITIONS.__contains__, words), np.bool_, len(words))
    prose = PROSE * ((end - begin > 4) & ~prepositions)
    bits |= np.where((cases == _LOWER) & (first & _NO_LETTER == 0), LOWER | prose, 0)
    weight = np.zeros(len(words))
    weighted, weights = np.flatnonzero(bits & (LEXICAL | BOOSTER)), _weights()
    weight[weighted] = [weights[words[row]] for row in weighted.tolist()]
    balance = (bits & LOWER > 0).astype(np.int32) - (bits & CAPITAL > 0)
    balance[bits & PROSE > 0] = _MANY
    return Chunks(bits, (bits & 255).astype(np.uint8), weight, balance)


def _stripped(kinds: NDArray[np.uint8], begin: Places, end: Places) -> tuple[Places, Places]:
    """Where chunks begin and end without punctuation around them, if three characters are left."""
    bare = np.flatnonzero(kinds & _PUNCTUATION == 0)
    first, last = begin.copy(), end.copy()
    rows = np.flatnonzero(kinds[begin] & _PUNCTUATION)
    first[rows] = bare[np.searchsorted(bare, begin[rows])]
    rows = np.flatnonzero(kinds[end - 1] & _PUNCTUATION)
    last[rows] = bare[np.searchsorted(bare, end[rows]) - 1] + 1
    long = (first < end) & (last - first > 2)
    return np.where(long, first, begin), np.where(long, last, end)


def _small(codes: NDArray[np.uint32], begin: Places, end: Places) -> list[str]:
    """The strings between these places in lower case; a line break is behind each chunk."""
    kept = covered(len(codes), begin, end - 1) | (codes == ord("\n"))
    text = codes[kept].tobytes().decode("utf-32-le", "surrogatepass")
    return text.lower().split("\n")[:-1]


def _marks(codes: NDArray[np.uint32], begin: Places, end: Places) -> Places:
    """The bits that marks give to chunks: at their edges, and wherever they stand."""
    bits = OPENS * np.isin(codes[begin], _QUOTES) | CLOSES * np.isin(codes[end - 1], _STOPS)
    for sign, place in (("!", _EXCLAMATIONS), ("?", _QUESTIONS)):
        rows = np.searchsorted(end, np.flatnonzero(codes == ord(sign)))
        counts = np.bincount(rows, minlength=len(end))
        bits |= EMPHASIS * (counts > 0) | np.minimum(counts, 4) << place
    at = np.flatnonzero(codes == ord("'"))
    before, after = codes[at - 1] | _SMALL, codes[at + 1] | _SMALL
    negated = at[(before == ord("n")) & (after == ord("t"))]
    bits[np.searchsorted(end, negated)] |= NEGATION
    return bits


def describe_as_given(chunks: Sequence[str]) -> Chunks:
    """What is known of each chunk, exactly as VADER reads the chunk."""
    return _describe(chunks, str)


def describe_straightened(chunks: Sequence[str]) -> Chunks:
    """What is known of each chunk, with typography that VADER knows."""
    return _describe(chunks, straight)


def where(low: NDArray[np.uint8], bit: int) -> NDArray[np.int64]:
    """The places whose low byte has the bit."""
    return np.flatnonzero((low & np.uint8(bit)) != 0)


def exclamations(bits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Exclamation marks of a chunk; 4 stands for more, which VADER does not tell apart."""
    return bits >> _EXCLAMATIONS & 7


def questions(bits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Question marks of a chunk; 4 stands for more, which VADER does not tell apart."""
    return bits >> _QUESTIONS & 7


def idiom(bits: NDArray[np.int64]) -> NDArray[np.int64]:
    """The chunk's place in `idioms`, or 0."""
    return bits >> _IDIOM
