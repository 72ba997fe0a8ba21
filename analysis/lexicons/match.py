"""Where the entries of lexicons occur: longest phrase first, no double count within a category.

A word's entries are looked up once for each distinct word. A phrase is looked for where its first
two words stand side by side, which vector operations find; one with a glob there, at its rarest
plain word. Phrases need adjacent words: punctuation or a quotation mark between them blocks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.lexicons.lexicon import Entry, Lexicon
from analysis.tokens import NUMBER, Tokens

_TYPOGRAPHY = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-"})
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Hits:
    """One row a hit: first token, number of tokens, row of the matcher's entries; in order."""

    token: Ints
    length: Ints
    entry: Ints

    def __len__(self) -> int:
        return len(self.token)


@dataclass(frozen=True)
class _Phrase:
    words: tuple[re.Pattern[str], ...]
    row: int
    anchor: int


class Matcher:
    """Lexicons made ready for matching.

    `entries` and `lexicons` are the rows that `Hits.entry` points at: the entry and its lexicon.
    """

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        pairs = [(entry, lexicon) for lexicon in lexicons for entry in lexicon.entries]
        self.entries: list[Entry] = [entry for entry, _ in pairs]
        self.lexicons: list[Lexicon] = [lexicon for _, lexicon in pairs]
        groups: dict[tuple[str, str], int] = {}
        self._group = np.array(
            [groups.setdefault((x.name, e.category), len(groups)) for e, x in pairs], np.int64
        )
        self._words: dict[str, list[int]] = defaultdict(list)
        self._cased: dict[str, list[int]] = defaultdict(list)
        self._globs: list[tuple[re.Pattern[str], int]] = []
        self._sets: list[tuple[int, ...]] = [()]
        self._set_ids: dict[tuple[int, ...], int] = {(): 0}
        self._parts: dict[str, int] = {}
        self._by_pair: dict[int, list[_Phrase]] = defaultdict(list)
        self._by_anchor: dict[str, list[_Phrase]] = defaultdict(list)
        for row, entry in enumerate(self.entries):
            for form in entry.forms:
                self._add(form.translate(_TYPOGRAPHY), row)
        self._pairs = np.array(sorted(self._by_pair), np.int64)

    def _add(self, form: str, row: int) -> None:
        words = form.split()
        if len(words) > 1:
            self._add_phrase(words, row)
        elif "*" in form or "?" in form:
            self._globs.append((_pattern(form), row))
        else:
            (self._words if form == form.lower() else self._cased)[form].append(row)

    def _add_phrase(self, words: list[str], row: int) -> None:
        plain = [not {"*", "?"} & set(word) for word in words]
        patterns = tuple(map(_pattern, words))
        if plain[0] and plain[1]:
            first, second = (
                self._parts.setdefault(word.lower(), len(self._parts) + 1) for word in words[:2]
            )
            self._by_pair[_pair(first, second)].append(_Phrase(patterns, row, 0))
        else:
            anchor = max(range(len(words)), key=lambda i: (plain[i], len(words[i])))
            self._by_anchor[words[anchor].lower()].append(_Phrase(patterns, row, anchor))

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

    def phrase_parts(self, words: Sequence[str]) -> NDArray[np.int64]:
        """For each word its number among the first two words of phrases; 0 where it is none."""
        written = (word.translate(_TYPOGRAPHY).lower() for word in words)
        return np.fromiter((self._parts.get(word, 0) for word in written), np.int64, len(words))

    def anchors(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """True for each word that anchors a phrase which begins with a glob."""
        written = (word.translate(_TYPOGRAPHY).lower() for word in words)
        return np.fromiter((word in self._by_anchor for word in written), np.bool_, len(words))

    def match(self, tokens: Tokens) -> Hits:
        """All hits in a batch, in order of place."""
        found = sorted(self._phrase_hits(tokens), key=lambda hit: (-hit[1], hit[0], hit[2]))
        taken: set[int] = set()
        kept = []
        for first, length, row in found:
            cells = [int(self._group[row]) * len(tokens) + first + step for step in range(length)]
            if taken.isdisjoint(cells):
                taken.update(cells)
                kept.append((first, length, row))
        phrases = np.array(kept, np.int64).reshape(-1, 3).T
        token, entry = self._single_hits(tokens)
        free = ~np.isin(self._group[entry] * len(tokens) + token, np.fromiter(taken, np.int64))
        token, entry = token[free], entry[free]
        columns = np.concatenate([phrases, np.stack([token, np.ones_like(token), entry])], axis=1)
        order = np.lexsort((columns[2], -columns[1], columns[0]))
        return Hits(*(np.ascontiguousarray(column[order]) for column in columns))

    def _single_hits(self, tokens: Tokens) -> tuple[Ints, Ints]:
        """Token and entry of every hit of one word."""
        sets = tokens.vocabulary.words.attribute(self.entry_sets)[tokens.word]
        sites = np.flatnonzero(sets)
        sizes = np.array([len(rows) for rows in self._sets])
        flat = np.array([row for rows in self._sets for row in rows], np.int64)
        starts = np.cumsum(sizes) - sizes
        size = sizes[sets[sites]]
        token = np.repeat(sites, size)
        step = np.arange(len(token)) - np.repeat(np.cumsum(size) - size, size)
        return token, flat[np.repeat(starts[sets[sites]], size) + step]

    def _phrase_hits(self, tokens: Tokens) -> Iterator[tuple[int, int, int]]:
        words = tokens.vocabulary.words
        part = words.attribute(self.phrase_parts)[tokens.word]
        pair = np.where((part[:-1] > 0) & (part[1:] > 0), _pair(part[:-1], part[1:]), -1)
        sites = np.flatnonzero(np.isin(pair, self._pairs))
        for site in sites.tolist():
            for phrase in self._by_pair[int(pair[site])]:
                yield from _at(tokens, words.strings, phrase, site)
        for site in np.flatnonzero(words.attribute(self.anchors)[tokens.word]).tolist():
            key = words.strings[tokens.word[site]].translate(_TYPOGRAPHY).lower()
            for phrase in self._by_anchor[key]:
                yield from _at(tokens, words.strings, phrase, site)


def _at(
    tokens: Tokens, strings: Sequence[str], phrase: _Phrase, site: int
) -> Iterator[tuple[int, int, int]]:
    """The phrase as a hit, where it stands with its anchor on the site."""
    first = site - phrase.anchor
    last = first + len(phrase.words)
    if first < 0 or last > len(tokens) or tokens.sentence[first] != tokens.sentence[last - 1]:
        return
    if (tokens.kind[first:last] > NUMBER).any():
        return
    written = (strings[word].translate(_TYPOGRAPHY) for word in tokens.word[first:last])
    if all(map(re.Pattern.fullmatch, phrase.words, written)):
        yield first, len(phrase.words), phrase.row


def _pair(first: Any, second: Any) -> Any:
    return first * 1_000_003 + second


def _readings(word: str) -> list[str]:
    """A word as written, and without its possessive ending."""
    written = word.translate(_TYPOGRAPHY)
    return [written, written[:-2]] if written.endswith(("'s", "'S")) else [written]


def _pattern(word: str) -> re.Pattern[str]:
    glob = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in word)
    return re.compile(glob, re.IGNORECASE if word == word.lower() else 0)
