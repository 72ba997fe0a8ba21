"""Where the entries of lexicons occur: longest phrase first, no double count within a category.

A word's entries are looked up once for each distinct word; phrases are tried only at the words that
anchor one. Phrases need adjacent words: punctuation or a quotation mark between them blocks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.lexicons.lexicon import Entry, Lexicon
from analysis.tokens import NUMBER, Tokens

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-"})


@dataclass(frozen=True)
class Hits:
    """One row a hit: first token, number of tokens, row of the matcher's entries."""

    token: NDArray[np.int32]
    length: NDArray[np.int32]
    entry: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.token)


class Matcher:
    """Lexicons made ready for matching.

    `entries` and `lexicons` are the rows that `Hits.entry` points at: the entry and its lexicon.
    """

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        pairs = [(entry, lexicon) for lexicon in lexicons for entry in lexicon.entries]
        self.entries: list[Entry] = [entry for entry, _ in pairs]
        self.lexicons: list[Lexicon] = [lexicon for _, lexicon in pairs]
        groups: dict[tuple[str, str], int] = {}
        self._group = [groups.setdefault((x.name, e.category), len(groups)) for e, x in pairs]
        self._words: dict[str, list[int]] = defaultdict(list)
        self._cased: dict[str, list[int]] = defaultdict(list)
        self._globs: list[tuple[re.Pattern[str], int]] = []
        self._phrases: dict[str, list[tuple[int, tuple[re.Pattern[str], ...], int]]]
        self._phrases = defaultdict(list)
        self._sets: list[tuple[int, ...]] = [()]
        self._set_ids: dict[tuple[int, ...], int] = {(): 0}
        for row, entry in enumerate(self.entries):
            for form in entry.forms:
                self._add(form.translate(_APOSTROPHES), row)

    def _add(self, form: str, row: int) -> None:
        words = form.split()
        if len(words) > 1:
            anchor = max(range(len(words)), key=lambda i: ("*" not in words[i], len(words[i])))
            patterns = tuple(_pattern(word) for word in words)
            self._phrases[words[anchor].lower()].append((anchor, patterns, row))
        elif "*" in form or "?" in form:
            self._globs.append((_pattern(form), row))
        else:
            table = self._words if form.islower() else self._cased
            table[form].append(row)

    def entry_sets(self, words: Sequence[str]) -> NDArray[np.int32]:
        """For each word the number of the set of single-word entries that it belongs to."""
        return np.fromiter(map(self._entry_set, words), np.int32, len(words))

    def _entry_set(self, word: str) -> int:
        rows: list[int] = []
        for written in _readings(word):
            rows += self._cased.get(written, ())
            rows += self._words.get(written.lower(), ())
            rows += [row for pattern, row in self._globs if pattern.fullmatch(written)]
            if rows:
                break
        key = tuple(dict.fromkeys(rows))
        if key not in self._set_ids:
            self._set_ids[key] = len(self._sets)
            self._sets.append(key)
        return self._set_ids[key]

    def anchors(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """True for each word that anchors a phrase."""
        return np.fromiter(
            (word.translate(_APOSTROPHES).lower() in self._phrases for word in words),
            np.bool_,
            len(words),
        )

    def match(self, tokens: Tokens) -> Hits:
        """All hits in a batch, in order of place."""
        words = tokens.vocabulary.words
        found = self._phrase_hits(tokens, words.attribute(self.anchors))
        sets = words.attribute(self.entry_sets)[tokens.word]
        sites = np.flatnonzero(sets)
        single = [(int(t), 1, row) for t in sites for row in self._sets[sets[t]]]
        rows = self._without_overlap(found, single)
        columns = np.array(rows, np.int32).reshape(-1, 3).T
        return Hits(*(np.ascontiguousarray(column) for column in columns))

    def _phrase_hits(
        self, tokens: Tokens, anchors: NDArray[np.bool_]
    ) -> list[tuple[int, int, int]]:
        strings = tokens.vocabulary.words.strings
        found = []
        for site in np.flatnonzero(anchors[tokens.word]).tolist():
            key = strings[tokens.word[site]].translate(_APOSTROPHES).lower()
            for anchor, patterns, row in self._phrases[key]:
                first, last = site - anchor, site - anchor + len(patterns)
                if first < 0 or last > len(tokens):
                    continue
                if tokens.sentence[first] != tokens.sentence[last - 1]:
                    continue
                if (tokens.kind[first:last] > NUMBER).any():
                    continue
                written = (strings[w].translate(_APOSTROPHES) for w in tokens.word[first:last])
                if all(p.fullmatch(w) for p, w in zip(patterns, written, strict=True)):
                    found.append((first, len(patterns), row))
        return found

    def _without_overlap(
        self, phrases: list[tuple[int, int, int]], single: list[tuple[int, int, int]]
    ) -> list[tuple[int, int, int]]:
        """Longest first; a token counts once within one category of one lexicon."""
        taken: set[tuple[int, int]] = set()
        kept = []
        for first, length, row in sorted(phrases, key=lambda hit: (-hit[1], hit[0], hit[2])):
            cells = [(self._group[row], first + step) for step in range(length)]
            if taken.isdisjoint(cells):
                taken.update(cells)
                kept.append((first, length, row))
        for first, length, row in single:
            cell = (self._group[row], first)
            if cell not in taken:
                taken.add(cell)
                kept.append((first, length, row))
        return sorted(kept)


def _readings(word: str) -> list[str]:
    """A word as written, and without its possessive ending."""
    written = word.translate(_APOSTROPHES)
    return [written, written[:-2]] if written.endswith(("'s", "'S")) else [written]


def _pattern(word: str) -> re.Pattern[str]:
    glob = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in word)
    return re.compile(glob, 0 if word != word.lower() else re.IGNORECASE)
