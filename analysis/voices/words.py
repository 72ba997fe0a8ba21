"""Word classes: what the grammar knows about a word, as bits looked up once a distinct word.

The classes and their members stand in words.tsv; a linguist extends the table, not the code.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Container, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

STRAIGHT = str.maketrans("‘’‛ʼ`´‐‑", "''''''--")


@cache
def _members() -> dict[str, set[str]]:
    table = files("analysis.voices").joinpath("words.tsv").read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    members: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        members[row["class"]].update(row["words"].split())
    return members


CLASSES = tuple(sorted(_members()))
"""Names of the word classes of the table."""

BIT = {name: 1 << place for place, name in enumerate(CLASSES)}
"""The bit of each class, and below of each shape."""


ADVERB = BIT["adverb"]
ANONYMOUS = BIT["anonymous"]
BARE = BIT["bare"]
BE = BIT["be"]
BODY = BIT["body"]
CITIZEN = BIT["citizen"]
COLLECTIVE = BIT["collective"]
CONJUNCTION = BIT["conjunction"]
DATA = BIT["data"]
DETERMINER = BIT["determiner"]
DO = BIT["do"]
DOCUMENT = BIT["document"]
EXPERT = BIT["expert"]
FEMININE = BIT["feminine"]
FINITE = BIT["finite"]
FREQUENCY = BIT["frequency"]
HAVE = BIT["have"]
MASCULINE = BIT["masculine"]
MODAL = BIT["modal"]
NATION = BIT["nation"]
NEGATION = BIT["negation"]
OBJECT = BIT["object"]
OFFICIAL = BIT["official"]
OFFICIAL_BODY = BIT["official_body"]
PLURAL = BIT["plural"]
POSSESSIVE = BIT["possessive"]
PREPOSITION = BIT["preposition"]
PRONOUN = BIT["pronoun"]
PUBLIC = BIT["public"]
RELATIVE = BIT["relative"]
ROLE = BIT["role"]
SPEECHY_NOUN = BIT["speechy_noun"]
SPOKES = BIT["spokes"]
SUBJECT = BIT["subject"]
SUBORDINATE = BIT["subordinate"]
THAT = BIT["that"]
TIME = BIT["time"]
TITLE_WORD = BIT["title"]
TO = BIT["to"]
UNNAMED = BIT["unnamed"]
WH = BIT["wh"]


def _shape(name: str) -> int:
    """The bit of a property read off the word's letters."""
    return BIT.setdefault(name, 1 << len(BIT))


CAPITAL = _shape("capital")
ACRONYM = _shape("acronym")
GENITIVE = _shape("genitive")
MANNER = _shape("manner")
ED_FORM = _shape("ed form")
ING_FORM = _shape("ing form")
LOWER = _shape("lower")
COMMA = _shape("comma")
COLON = _shape("colon")
SEMICOLON = _shape("semicolon")
DASH = _shape("dash")
BRACKET = _shape("bracket")
UNBRACKET = _shape("unbracket")
STOP = _shape("stop")
NUMBER = _shape("number")
QUOTE = _shape("quote")

_SIGNS = {
    ",": COMMA,
    ":": COLON,
    ";": SEMICOLON,
    "(": BRACKET,
    "[": BRACKET,
    ")": UNBRACKET,
    "]": UNBRACKET,
}


@cache
def _bits() -> dict[str, int]:
    bits: dict[str, int] = defaultdict(int)
    for name, words in _members().items():
        for word in words:
            bits[word] |= BIT[name]
    return dict(bits)


_ACRONYMS = frozenset(("WHO", "US", "IT", "ICE"))


def lowered(strings: Sequence[str]) -> NDArray[np.object_]:
    """Each word in lower case."""
    return np.array([string.lower() for string in strings] or [""], dtype=object)[: len(strings)]


def among(words: Sequence[str], known: Container[str]) -> NDArray[np.bool_]:
    """Which of the words are, in lower case, among the known."""
    found = map(known.__contains__, map(str.lower, words))
    return np.fromiter(found, np.bool_, len(words))


def plain(word: str) -> str:
    """The word as the tables spell it: lower case, straight apostrophes."""
    small = word.lower()
    return small if small.isascii() else small.translate(STRAIGHT)


def word_bits(words: Sequence[str]) -> NDArray[np.int64]:
    """The classes and shapes of each word, as one integer."""
    known = _bits()
    return np.fromiter((_of(word, known) for word in words), np.int64, len(words))


def bits_of(word: str) -> int:
    """The classes and shapes of one word."""
    return _of(word, _bits())


def _of(word: str, known: dict[str, int]) -> int:
    first = word[0]
    low = plain(word)
    bits, ending = known.get(low, 0), low[-1]
    if ending == "s" and low[-2:] != "ss":
        bits |= PLURAL
    if not first.isalpha():
        return _sign(word, first) | (bits if first.isdigit() else 0)
    if first.isupper():
        bits |= CAPITAL
        if len(word) > 1 and word[:3].isupper():
            bits |= ACRONYM
    else:
        bits |= LOWER
    if word in _ACRONYMS:
        return CAPITAL | ACRONYM
    if ending == "s":
        if low.endswith("'s"):
            bits |= GENITIVE | (known.get(low[:-2], 0) if not bits & FINITE else 0)
    elif ending == "y":
        if len(low) > 4 and low.endswith("ly"):
            bits |= MANNER
    elif ending == "d":
        if len(low) > 3 and low.endswith("ed"):
            bits |= ED_FORM
    elif ending == "g" and len(low) > 4 and low.endswith("ing"):
        bits |= ING_FORM
    return bits


def _sign(word: str, first: str) -> int:
    """The bit of a number or a punctuation mark."""
    if first.isdigit():
        return NUMBER
    if first in ".!?…":
        return STOP
    if first in "-‐‑‒–—―":
        return DASH
    return _SIGNS.get(word, 0)
