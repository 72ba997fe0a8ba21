"""Syllables of words: the pronouncing dictionary first, hyphenation for the rest, as in textstat.

The dictionary is the cmusphinx edition of the CMU Pronouncing Dictionary (126,052 words), shipped
as a table of counts (analysis/data, with its notice). textstat 0.7.13 itself asks NLTK for edition
0.7a (123,455 words) over the network at first use; the later edition moves Flesch reading ease by
about -0.4 on news. `offline_textstat` makes textstat read this table instead.

Beyond textstat, and only here: a number has the syllables it is read with (Flesch 1948), a
possessive or a compound those of its parts, and initials those of their letters.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module, resources
from itertools import chain, repeat
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from analysis.measures.hyphenation import hyphenation_points

CODEBOOK = (
    "Syllables are those of a word's first pronunciation in the CMU Pronouncing Dictionary "
    "(cmusphinx edition, 126,052 words; textstat downloads NLTK's older edition 0.7a, 123,455 "
    "words), or else its hyphenation points in pyphen's en_US patterns plus one. Numbers are "
    "counted as they are read aloud (1918: nineteen eighteen, four), initials letter by letter."
)
"""What the codebook says about syllables."""

_STRAIGHT = str.maketrans("‘’ʼ‐‑", "'''--", "\u00ad")
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NUMBER_PARTS = re.compile(r"(?P<figure>\d+(?:,\d{3})*)|(?P<point>\.(?=\d))|(?P<letters>[^\W\d_]+)")
_HISSING = ("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")
_VOWELS = frozenset("aeiouyáéíóúàèìòùâêîôûäëïöü")

# zero one two three … nineteen, as spoken; then twenty, thirty … ninety.
_TO_NINETEEN = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
_TENS = (0, 1, 2, 2, 2, 2, 2, 3, 2, 2)
_THOUSANDS = (0, 2, 2, 2, 2)
_ORDINAL = frozenset({"st", "nd", "rd", "th", "s"})


@cache
def _table() -> dict[str, int]:
    """The dictionary's words and their syllables; a line of the file holds those with as many."""
    path = resources.files("analysis") / "data" / "syllables.txt.gz"
    lines = gzip.decompress(path.read_bytes()).decode("ascii").split("\n")
    table: dict[str, int] = {}
    for syllables, line in enumerate(lines):
        table.update(dict.fromkeys(line.split(), syllables))
    return table


def dictionary_syllables(word: str) -> int | None:
    """Syllables of a word's first pronunciation; None for a word the dictionary does not have.

    >>> dictionary_syllables("justice"), dictionary_syllables("zzyzxian")
    (2, None)
    """
    return _table().get(word)


def plain_word(word: str) -> str:
    """The word in lower case, with straight apostrophes and plain hyphens."""
    return (word if word.isascii() else word.translate(_STRAIGHT)).lower()


def plain_words(words: Sequence[str]) -> list[str]:
    """`plain_word` of many words."""
    plain = list(map(str.lower, words))
    for row, is_ascii in enumerate(map(str.isascii, words)):
        if not is_ascii:
            plain[row] = plain_word(words[row])
    return plain


def count_syllables(words: Sequence[str]) -> NDArray[np.int32]:
    """The syllables of each word, at least one; 0 for a string without a letter or digit.

    words: surface strings in any case, with curly or straight apostrophes.

    >>> count_syllables(["Readability", "don’t", "well-known", "U.S.", "1918", "Tom’s", "—"])
    array([5, 1, 2, 2, 4, 1, 0], dtype=int32)
    """
    return count_plain(plain_words(words))


def count_plain(plain: Sequence[str]) -> NDArray[np.int32]:
    """`count_syllables` of words that `plain_word` has made plain."""
    counts = _listed(plain)
    rows = np.flatnonzero(counts < 0)
    read = [_read(plain[row]) for row in rows.tolist()]
    counts[rows] = [syllables for syllables, _ in read]
    parts = list(chain.from_iterable(parts for _, parts in read))
    owner = np.repeat(rows, np.fromiter((len(parts) for _, parts in read), np.int64, len(read)))
    np.add.at(counts, owner, _count_parts(parts))
    return counts


def _listed(words: Sequence[str]) -> NDArray[np.int32]:
    """The dictionary's syllables of each word, at least one; -1 for those that it does not have."""
    counts = np.fromiter(map(_table().get, words, repeat(-1)), np.int32, len(words))
    counts[counts == 0] = 1
    return counts


def _read(word: str) -> tuple[int, list[str]]:
    """How a word outside the dictionary is read: syllables known so far, and parts to count."""
    if word.isalpha():
        return 0, [word]
    if _DIGIT.search(word):
        return _number(word)
    if _initials(word):
        return _spelled(filter(str.isalpha, word)), []
    return 0, _PARTS.findall(word)


def _count_parts(parts: Sequence[str]) -> NDArray[np.int32]:
    counts = _listed(parts)
    hyphenated = []
    for place in np.flatnonzero(counts < 0).tolist():
        part = parts[place]
        base = dictionary_syllables(part[:-2]) if part.endswith("'s") else None
        if base is not None:
            counts[place] = max(base, 1) + part[:-2].endswith(_HISSING)
        elif len(part) <= 5 and _VOWELS.isdisjoint(part):
            counts[place] = _spelled(part)
        else:
            hyphenated.append(place)
    counts[hyphenated] = hyphenation_points([parts[place] for place in hyphenated]) + 1
    return counts


def _initials(word: str) -> bool:
    return "." in word and all(len(letters) == 1 for letters in word.rstrip(".").split("."))


def _spelled(letters: Iterable[str]) -> int:
    """Initials like BBC are read letter by letter."""
    return sum(3 if letter == "w" else 1 for letter in letters)


def _number(word: str) -> tuple[int, list[str]]:
    """A number read aloud, and what is joined to it: 3.5 three point five, 20-year-old."""
    syllables, joined = 0, []
    after_point = False
    for match in _NUMBER_PARTS.finditer(word):
        text = match.group()
        if match.lastgroup == "figure":
            syllables += _digits(text) if after_point else _figure(text)
        elif match.lastgroup == "point":
            syllables += 1
        elif text not in _ORDINAL:
            joined.append(text)
        after_point = match.lastgroup == "point"
    return (syllables, joined) if syllables or joined else (1, [])


def _figure(text: str) -> int:
    """A whole number: cardinal, or in pairs as years are (1100 to 2099 without a comma)."""
    figures = text.replace(",", "")
    if len(figures) > 15 or (len(figures) > 1 and figures[0] == "0"):
        return _digits(figures)
    value = int(figures)
    if len(text) == 4 and 1100 <= value <= 2099 and not 2000 <= value <= 2009:
        century, rest = divmod(value, 100)
        spoken_rest = 2 if rest == 0 else (1 + _hundreds(rest) if rest < 10 else _hundreds(rest))
        return _hundreds(century) + spoken_rest
    if value == 0:
        return _TO_NINETEEN[0]
    syllables = power = 0
    while value:
        value, group = divmod(value, 1000)
        syllables += _hundreds(group) + _THOUSANDS[power] if group else 0
        power += 1
    return syllables


def _hundreds(value: int) -> int:
    hundreds, rest = divmod(value, 100)
    spoken = _TO_NINETEEN[hundreds] + 2 if hundreds else 0
    if rest >= 20:
        spoken += _TENS[rest // 10]
        rest %= 10
    return spoken + (_TO_NINETEEN[rest] if rest else 0)


def _digits(text: str) -> int:
    return sum(_TO_NINETEEN[int(digit)] for digit in text if digit.isdecimal())


class _Pronunciations(dict[str, int]):
    """The table in the shape textstat reads: a word's pronunciations, each a list of phones."""

    def __getitem__(self, word: str) -> list[list[str]]:  # type: ignore[override]
        return [["1"] * super().__getitem__(word)]


def offline_textstat() -> ModuleType:
    """The textstat module, counting syllables from the shipped table: no download is tried.

    The hook is textstat's own name `get_cmudict`, in the one module that calls it; results cached
    before are forgotten. Its other languages keep working.
    """
    counts = import_module("textstat.backend.counts._count_syllables")
    if getattr(counts.get_cmudict, "__module__", "") != __name__:
        words = _Pronunciations(_table())

        def get_cmudict(lang: str) -> _Pronunciations | None:
            return words if lang.partition("_")[0] == "en" else None

        vars(counts)["get_cmudict"] = get_cmudict
        _forget_cached_counts()
    return import_module("textstat")


def _forget_cached_counts() -> None:
    for package in ("counts", "metrics", "selections", "validations"):
        for function in vars(import_module(f"textstat.backend.{package}")).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()
