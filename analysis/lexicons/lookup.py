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
        self._by_stem, self._by_end = _Affixes(), _Affixes()

    def add(self, glob: str, value: int) -> None:
        """Put a glob in, with what it stands for."""
        parts = re.split(r"[*?]", glob.lower())
        stem, end = parts[0], parts[-1]
        # One that begins with a wildcard shares no beginning with a word, but may share its end.
        affixes, affix = (self._by_stem, stem) if stem else (self._by_end, end[::-1])
        affixes.add(affix, (compile_glob(glob), value))

    def find(self, word: str) -> list[int]:
        """The values of all globs that match the whole word, in the order of their values."""
        small = word.lower()
        tried = self._by_stem.of(small)
        if self._by_end:
            tried = tried + self._by_end.of(small[::-1])
        return sorted([value for pattern, value in tried if pattern.fullmatch(word)])


class _Affixes:
    """Patterns by the letters that a word must begin with."""

    def __init__(self) -> None:
        self._patterns: dict[str, list[tuple[re.Pattern[str], int]]] = {}
        self._sizes: dict[str, list[int]] = {}  # of those that can fit, by a word's first two

    def __len__(self) -> int:
        return len(self._patterns)

    def add(self, affix: str, pattern: tuple[re.Pattern[str], int]) -> None:
        self._patterns.setdefault(affix, []).append(pattern)
        self._sizes.clear()

    def of(self, word: str) -> list[tuple[re.Pattern[str], int]]:
        two = word[:2]
        sizes = self._sizes.get(two)
        if sizes is None:
            fitting = (a for a in self._patterns if a.startswith(two) or two.startswith(a))
            sizes = self._sizes[two] = sorted(set(map(len, fitting)))
        found: list[tuple[re.Pattern[str], int]] = []
        for size in sizes:
            if size <= len(word):
                found += self._patterns.get(word[:size], ())
        return found


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
