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
from collections.abc import Sequence
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


def count_syllables(words: Sequence[str]) -> NDArray[np.int32]:
    """The syllables of each word, at least one; 0 for a string without a letter or digit.

    words: surface strings in any case, with curly or straight apostrophes.

    >>> count_syllables(["Readability", "don’t", "well-known", "U.S.", "1918", "Tom’s", "—"])
    array([5, 1, 2, 2, 4, 1, 0], dtype=int32)
    """
    return count_plain([plain_word(word) for word in words])


def count_plain(plain: Sequence[str]) -> NDArray[np.int32]:
    """`count_syllables` of words that `plain_word` has made plain."""
    counts = np.fromiter(map(_table().get, plain, repeat(-1)), np.int32, len(plain))
    counts[counts == 0] = 1
    parts = {row: _parts(plain[row]) for row in np.flatnonzero(counts < 0).tolist()}
    unknown = list({part for part in chain.from_iterable(parts.values()) if isinstance(part, str)})
    hyphenated = dict(zip(unknown, (hyphenation_points(unknown) + 1).tolist(), strict=True))
    for row, of_word in parts.items():
        counts[row] = sum(hyphenated[part] if isinstance(part, str) else part for part in of_word)
    return counts


def _parts(word: str) -> list[int | str]:
    """A word outside the dictionary: the syllables of its parts, or the part to hyphenate."""
    if word.isalpha():
        return [_spelled(word)]
    if any(character.isdecimal() for character in word):
        return _number(word)
    if _initials(word):
        return [3 if letter == "w" else 1 for letter in word if letter.isalpha()]
    return [_part(part) for part in _PARTS.findall(word)]


def _part(part: str) -> int | str:
    syllables = dictionary_syllables(part)
    if syllables is None and part.endswith("'s"):
        base = dictionary_syllables(part[:-2])
        syllables = None if base is None else max(base, 1) + part[:-2].endswith(_HISSING)
    if syllables is not None:
        return max(syllables, 1)
    return _spelled(part)


def _spelled(part: str) -> int | str:
    """Initials like BBC are read letter by letter; else the part itself, to be hyphenated."""
    if len(part) <= 5 and _VOWELS.isdisjoint(part):
        return sum(3 if letter == "w" else 1 for letter in part)
    return part


def _initials(word: str) -> bool:
    return "." in word and all(len(letters) == 1 for letters in word.rstrip(".").split("."))


def _number(word: str) -> list[int | str]:
    """A number read aloud, with what is joined to it: 3.5 three point five, 20-year-old."""
    parts: list[int | str] = []
    after_point = False
    for match in _NUMBER_PARTS.finditer(word):
        text = match.group()
        if match.lastgroup == "figure":
            parts.append(_digits(text) if after_point else _figure(text))
        elif match.lastgroup == "point":
            parts.append(1)
        elif text not in _ORDINAL:
            parts.append(_part(text))
        after_point = match.lastgroup == "point"
    return parts or [1]


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
    groups = [value // 1000**power % 1000 for power in range(5)]
    return sum(_hundreds(g) + _THOUSANDS[power] for power, g in enumerate(groups) if g)


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
