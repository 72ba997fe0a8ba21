"""What VADER's rule asks of a chunk, looked up once for each distinct chunk.

The lexicon, boosters, negations and idioms are vaderSentiment's own, read from the installed
package; nothing is copied here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise, repeat
from string import punctuation

import numpy as np
from numpy.typing import NDArray
from vaderSentiment import vaderSentiment as vader

from analysis.measures.vader_known import KNOWN_PAIRS

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

ROW = np.dtype([("bits", np.int64), ("weight", np.float64)])
Describe = Callable[[Sequence[str]], NDArray[np.void]]


class Chunks:
    """Distinct chunks as the rule needs them: their bits, the lowest eight of them, the weights.

    Why the low byte is kept apart: it alone is read at every chunk of a corpus.
    """

    def __init__(self, described: NDArray[np.void]) -> None:
        self.bits: NDArray[np.int64] = np.ascontiguousarray(described["bits"])
        self.low: NDArray[np.uint8] = (self.bits & 255).astype(np.uint8)
        self.weight: NDArray[np.float64] = np.ascontiguousarray(described["weight"])


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
_QUOTES = frozenset("\"'([{")
_STOPS = frozenset(":!?\"'")


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


def _describe(chunks: Sequence[str], typography: Callable[[str], str]) -> NDArray[np.void]:
    # Columns made by built-in functions: a loop over all chunks would take three times as long.
    texts, wide = list(chunks), ~_each(str.isascii, chunks)
    if wide.any():
        rows = np.flatnonzero(wide).tolist()
        joined = typography("\n".join([chunks[row] for row in rows]))
        for row, text in zip(rows, joined.split("\n"), strict=True):
            texts[row] = text
    signs = ~_each(str.isalpha, texts)
    marked = np.flatnonzero(signs)
    words = list(texts)
    for row in marked.tolist():
        stripped = texts[row].strip(punctuation)
        if len(stripped) > 2:
            words[row] = stripped
    lower = list(map(str.lower, words))
    first = [word[0] for word in words]
    bits = np.fromiter(map(_roles().get, lower, repeat(0)), np.int64, len(chunks))
    bits |= UPPER * _each(str.isupper, words) | CAPITAL * _each(str.isupper, first)
    long = np.fromiter(map(len, words), np.int64, len(chunks)) > 4
    prose = long & ~_each(_LONG_PREPOSITIONS.__contains__, lower)
    small = _each(str.islower, words) & _each(str.isalpha, first)
    bits |= np.where(small, LOWER | PROSE * prose, 0)
    bits[marked] |= _marks([texts[row] for row in marked.tolist()])
    bits[[row for row in marked.tolist() if "n't" in lower[row]]] |= NEGATION
    emoji = analyzer().emojis.keys()
    for row in np.flatnonzero(wide & signs).tolist():
        if not emoji.isdisjoint(texts[row]):
            bits[row] |= EMOJI
    table = np.zeros(len(chunks), ROW)
    table["bits"] = bits
    weighted, weights = np.flatnonzero(bits & (LEXICAL | BOOSTER)), _weights()
    table["weight"][weighted] = [weights[lower[row]] for row in weighted.tolist()]
    return table


def _each(holds: Callable[[str], bool], strings: Sequence[str]) -> NDArray[np.bool_]:
    return np.fromiter(map(holds, strings), np.bool_, len(strings))


def _marks(texts: Sequence[str]) -> NDArray[np.int64]:
    bits = OPENS * _each(_QUOTES.__contains__, [text[0] for text in texts])
    bits |= CLOSES * _each(_STOPS.__contains__, [text[-1] for text in texts])
    for row in [row for row, text in enumerate(texts) if "!" in text or "?" in text]:
        exclamations, questions = (min(texts[row].count(sign), 4) for sign in "!?")
        bits[row] |= EMPHASIS | exclamations << _EXCLAMATIONS | questions << _QUESTIONS
    return bits


def describe_as_given(chunks: Sequence[str]) -> NDArray[np.void]:
    """Bits and weight of each chunk, exactly as VADER reads the chunk."""
    return _describe(chunks, str)


def describe_straightened(chunks: Sequence[str]) -> NDArray[np.void]:
    """Bits and weight of each chunk, with typography that VADER knows."""
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
