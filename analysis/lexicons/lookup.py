"""Looking a word up among many globs at once, by the letters outside the wildcards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

TYPOGRAPHY = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-"})
"""Apostrophes and hyphens as lexicons write them."""


def straight(word: str) -> str:
    """The word with apostrophes and hyphens as lexicons write them."""
    return word if word.isascii() else word.translate(TYPOGRAPHY)


def compile_glob(word: str) -> re.Pattern[str]:
    """The pattern of a word with globs; a capital letter in it asks for that writing.

    >>> bool(compile_glob("stat*").fullmatch("Status"))
    True
    """
    glob = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in word)
    return re.compile(glob, re.IGNORECASE if word == word.lower() else 0)


def is_glob(word: str) -> bool:
    """True for a word with a wildcard."""
    return "*" in word or "?" in word


class GlobIndex:
    """Globs with a value each. A word is tried against those only whose beginning or end it shares.

    Why it exists: a dictionary may hold thousands of globs, and a corpus a hundred thousand
    distinct words; trying each with each would take longer than everything else.
    """

    def __init__(self) -> None:
        self._by_stem: dict[str, list[tuple[re.Pattern[str], int]]] = {}
        self._by_end: dict[str, list[tuple[re.Pattern[str], int]]] = {}
        self._sizes: list[int] = []
        self._end_sizes: list[int] = []

    def add(self, glob: str, value: int) -> None:
        """Put a glob in, with what it stands for."""
        stem = re.split(r"[*?]", glob, maxsplit=1)[0].lower()
        # One that begins with a wildcard shares no beginning with a word, but may share its end.
        end = "" if stem else re.split(r"[*?]", glob)[-1].lower()
        if end:
            self._by_end.setdefault(end, []).append((compile_glob(glob), value))
            self._end_sizes = sorted({*self._end_sizes, len(end)})
        else:
            self._by_stem.setdefault(stem, []).append((compile_glob(glob), value))
            self._sizes = sorted({*self._sizes, len(stem)})

    def find(self, word: str) -> list[int]:
        """The values of all globs that match the whole word, in the order of their values."""
        small = word.lower()
        found: list[int] = []
        for size in self._sizes:
            if size > len(small):
                break
            for pattern, value in self._by_stem.get(small[:size], ()):
                if pattern.fullmatch(word):
                    found.append(value)
        for size in self._end_sizes:
            if size > len(small):
                break
            for pattern, value in self._by_end.get(small[len(small) - size :], ()):
                if pattern.fullmatch(word):
                    found.append(value)
        return sorted(found)


class WordSet:
    """Words and globs as a yes-or-no property of distinct words."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._globs = GlobIndex()
        for pattern in patterns:
            if is_glob(pattern):
                self._globs.add(pattern, 0)
            else:
                self._words.add(pattern)

    def contains(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """True for each word that is in the set; a word with a capital in the set asks for it."""
        return np.fromiter(map(self._has, words), np.bool_, len(words))

    def _has(self, word: str) -> bool:
        written = straight(word)
        known = written in self._words or written.lower() in self._words
        return known or bool(self._globs.find(written))
