"""Where the entries of lexicons occur: longest phrase first, no double count within a category.

A word's entries are looked up once for each distinct word. A phrase of plain words is found by
vector operations, from its first two words on; one with globs, or capitals that must be there, is
looked for word by word where its rarest plain word stands. Phrases need adjacent words: punctuation
or a quotation mark between them blocks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.errors import LexiconError
from analysis.lexicons.context import fits, negated
from analysis.lexicons.lexicon import Entry, Lexicon
from analysis.lexicons.lookup import GlobIndex, WordSet, compile_glob, is_glob, straight
from analysis.tokens import NUMBER, Tokens

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Hits:
    """One row a hit: first token, number of tokens, row of the matcher's entries; in order.

    negated: not, never, no, cannot or n't is one of the three tokens before, in the same clause.
    """

    token: Ints
    length: Ints
    entry: Ints
    negated: NDArray[np.bool_]

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
    nested: whether a category counts inside a longer hit of another one of its lexicon; without
    it only the longest hit of the lexicon counts (equally long ones all do).
    """

    def __init__(self, lexicons: Sequence[Lexicon], *, nested: bool = True) -> None:
        self._nested = nested
        _check_names(lexicons)
        pairs = [(entry, lexicon) for lexicon in lexicons for entry in lexicon.entries]
        self.entries: list[Entry] = [entry for entry, _ in pairs]
        self.lexicons: list[Lexicon] = [lexicon for _, lexicon in pairs]
        self._categories: dict[str, Ints] = {}
        groups: dict[tuple[str, str], int] = {}
        self._group = np.array(
            [groups.setdefault((x.name, e.category), len(groups)) for e, x in pairs], np.int64
        )
        self._words: dict[str, list[int]] = defaultdict(list)
        self._cased: dict[str, list[int]] = defaultdict(list)
        self._globs = GlobIndex()
        self._glob_anchors = GlobIndex()
        self._glob_phrases: list[_Phrase] = []
        self._sets: list[tuple[int, ...]] = [()]
        self._set_ids: dict[tuple[int, ...], int] = {(): 0}
        self._parts: dict[str, int] = {}
        self._plain: list[tuple[int, ...]] = []
        self._plain_rows: list[int] = []
        self._by_anchor: dict[str, list[_Phrase]] = defaultdict(list)
        for row, entry in enumerate(self.entries):
            for form in entry.forms:
                self._add(straight(form), row, as_written=entry.as_written)
            for phrase in entry.unless:
                self._add_phrase(phrase.split(), ~row)
        self._phrases = _PlainPhrases(self._plain, self._plain_rows)
        numbers: dict[str, int] = {}
        self._lexicon = np.array(
            [numbers.setdefault(x.name, len(numbers)) for x in self.lexicons], np.int64
        )
        asked = dict.fromkeys(e.neighbour for e in self.entries if e.neighbour)
        self._conditions = [(neighbour, WordSet(neighbour.patterns)) for neighbour in asked]
        order = {neighbour: number for number, neighbour in enumerate(asked)}
        self._condition = np.array(
            [order[e.neighbour] if e.neighbour else -1 for e in self.entries], np.int64
        )

    @cached_property
    def columns(self) -> dict[str, NDArray[Any]]:
        """Term, category, weight and lexicon of each entry."""
        facts = {
            name: np.array([getattr(entry, name) for entry in self.entries], dtype=object)
            for name in ("term", "category", "weight")
        }
        names = np.array([lexicon.name for lexicon in self.lexicons], dtype=object)
        return facts | {"weight": facts["weight"].astype(np.float64), "lexicon": names}

    def categories(self, lexicon: Lexicon) -> Ints:
        """For each entry the place of its category in the lexicon; -1 for those of another one."""
        if lexicon.name not in self._categories:
            place = {category.name: n for n, category in enumerate(lexicon.categories)}
            self._categories[lexicon.name] = np.array(
                [
                    place[entry.category] if own.name == lexicon.name else -1
                    for entry, own in zip(self.entries, self.lexicons, strict=True)
                ],
                np.int64,
            )
        return self._categories[lexicon.name]

    def _add(self, form: str, row: int, *, as_written: bool) -> None:
        words = form.split()
        if len(words) > 1:
            self._add_phrase(words, row)
        elif is_glob(form):
            self._globs.add(form, row)
        else:
            cased = as_written or form != form.lower()
            (self._cased if cased else self._words)[form].append(row)

    def _add_phrase(self, words: list[str], row: int) -> None:
        plain = [not is_glob(word) for word in words]
        if all(plain) and all(word == word.lower() for word in words):
            parts = (self._parts.setdefault(word, len(self._parts) + 1) for word in words)
            self._plain.append(tuple(parts))
            self._plain_rows.append(row)
            return
        anchor = max(range(len(words)), key=lambda i: (plain[i], len(words[i].strip("*?"))))
        phrase = _Phrase(tuple(map(compile_glob, words)), row, anchor)
        if plain[anchor]:
            self._by_anchor[words[anchor].lower()].append(phrase)
        else:
            self._glob_anchors.add(words[anchor], len(self._glob_phrases))
            self._glob_phrases.append(phrase)

    def entry_sets(self, words: Sequence[str]) -> NDArray[np.int32]:
        """For each word the number of the set of single-word entries that it belongs to."""
        return np.fromiter(map(self._entry_set, words), np.int32, len(words))

    def _entry_set(self, word: str) -> int:
        rows: list[int] = []
        for written in _readings(word):
            rows += self._cased.get(written, ())
            rows += self._words.get(written.lower(), ())
            rows += self._globs.find(written)
            if rows:
                break
        key = self._once(rows)
        if key not in self._set_ids:
            self._set_ids[key] = len(self._sets)
            self._sets.append(key)
        return self._set_ids[key]

    def single(self, word: str) -> list[Entry]:
        """The entries that a word alone matches."""
        return [self.entries[row] for row in self._sets[self._entry_set(word)]]

    def _once(self, rows: Sequence[int]) -> tuple[int, ...]:
        """The rows without a second unconditional one of the same category."""
        kept: dict[int, None] = {}
        groups: set[int] = set()
        for row in rows:
            group = int(self._group[row])
            if group not in groups:
                kept[row] = None
                if self.entries[row].neighbour is None:
                    groups.add(group)
        return tuple(kept)

    def phrase_parts(self, words: Sequence[str]) -> NDArray[np.int64]:
        """For each word its number among the words of plain phrases; 0 where it is none."""
        written = (straight(word).lower() for word in words)
        return np.fromiter((self._parts.get(word, 0) for word in written), np.int64, len(words))

    def anchors(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """True for each word that anchors a phrase which is looked for word by word."""
        return np.array([self._anchored(straight(word)) != [] for word in words], np.bool_)

    def _anchored(self, word: str) -> list[_Phrase]:
        """The phrases that are looked for around a word."""
        globs = [self._glob_phrases[number] for number in self._glob_anchors.find(word)]
        return self._by_anchor.get(word.lower(), []) + globs

    def match(self, tokens: Tokens) -> Hits:
        """All hits in a batch, in order of place."""
        part = tokens.vocabulary.words.attribute(self.phrase_parts)[tokens.word]
        anchored = np.array(list(self._anchored_hits(tokens)), np.int64).reshape(-1, 3).T
        phrases = np.concatenate([self._phrases.find(tokens, part), anchored], axis=1)
        blocks, phrases = phrases[:, phrases[2] < 0], phrases[:, phrases[2] >= 0]
        phrases = _unblocked(phrases, blocks)
        phrases, taken = self._longest_first(tokens, self._fitting(tokens, phrases))
        token, entry = self._single_hits(tokens)
        single = _unblocked(np.stack([token, np.ones_like(token), entry]), blocks)
        single = self._fitting(tokens, single)
        cell = self._group[single[2]] * len(tokens) + single[0]
        free = ~taken[cell]
        if self._conditions:
            first = np.zeros(len(cell), np.bool_)
            first[np.unique(cell, return_index=True)[1]] = True
            free &= first
        columns = np.concatenate([phrases, single[:, free]], axis=1)
        if not self._nested:
            columns = self._outermost(tokens, columns)
        order = np.lexsort((columns[2], -columns[1], columns[0]))
        token, length, entry = (np.ascontiguousarray(column[order]) for column in columns)
        return Hits(token, length, entry, negated(tokens, token))

    def _fitting(self, tokens: Tokens, columns: Ints) -> Ints:
        """The hits (token, length, entry) whose condition is met, or that have none."""
        keep = np.ones(columns.shape[1], np.bool_)
        condition = self._condition[columns[2]]
        for number in set(condition[condition >= 0].tolist()):
            neighbour, words = self._conditions[number]
            rows = np.flatnonzero(condition == number)
            keep[rows] = fits(tokens, columns[0, rows], columns[1, rows], neighbour, words)
        return columns[:, keep]

    def _longest_first(self, tokens: Tokens, columns: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """Phrases without those that overlap a longer one of their category, and where they stand.

        The latter is a table of categories × tokens, row behind row.
        """
        taken: set[int] = set()
        kept = []
        order = np.lexsort((columns[2], columns[0], -columns[1]))
        for row, (first, length, entry) in zip(
            order.tolist(), columns.T[order].tolist(), strict=True
        ):
            start = int(self._group[entry]) * len(tokens) + first
            cells = range(start, start + length)
            if taken.isdisjoint(cells):
                taken.update(cells)
                kept.append(row)
        table = np.zeros((1 + int(self._group.max(initial=0))) * len(tokens), np.bool_)
        table[list(taken)] = True
        return columns[:, kept], table

    def _outermost(self, tokens: Tokens, columns: Ints) -> Ints:
        """The hits without those that overlap a longer one of their lexicon."""
        taken = np.zeros((1 + int(self._lexicon.max(initial=0)), len(tokens)), np.bool_)
        kept = []
        for length in np.unique(columns[1])[::-1].tolist():
            rows = np.flatnonzero(columns[1] == length)
            lexicon = self._lexicon[columns[2, rows]][:, None]
            cells = columns[0, rows][:, None] + np.arange(length)
            free = ~taken[lexicon, cells].any(axis=1)
            taken[lexicon[free], cells[free]] = True
            kept.append(rows[free])
        return columns[:, np.concatenate(kept)] if kept else columns

    def _single_hits(self, tokens: Tokens) -> tuple[Ints, Ints]:
        """Token and entry of every hit of one word."""
        sets = tokens.vocabulary.words.attribute(self.entry_sets)[tokens.word]
        sites = np.flatnonzero(sets)
        rows = [self._sets[number] for number in sets[sites].tolist()]
        token = np.repeat(sites, np.fromiter(map(len, rows), np.int64, len(rows)))
        return token, np.fromiter(chain.from_iterable(rows), np.int64, len(token))

    def _anchored_hits(self, tokens: Tokens) -> Iterator[tuple[int, int, int]]:
        """Token, length and entry of every hit of a phrase that is looked for word by word."""
        words = tokens.vocabulary.words
        places = np.flatnonzero(words.attribute(self.anchors)[tokens.word])
        stands = _Standing(tokens)
        for place, word in zip(places.tolist(), tokens.word[places].tolist(), strict=True):
            for phrase in self._anchored(straight(words.strings[word])):
                if stands.here(phrase, place):
                    yield place - phrase.anchor, len(phrase.words), phrase.row


class _PlainPhrases:
    """Phrases of plain words, as numbers of words; those of one beginning stand together."""

    def __init__(self, phrases: Sequence[tuple[int, ...]], rows: Sequence[int]) -> None:
        self._length = np.array(list(map(len, phrases)), np.int64)
        parts = np.zeros((len(phrases), int(self._length.max(initial=2))), np.int64)
        for number, phrase in enumerate(phrases):
            parts[number, : len(phrase)] = phrase
        pair = _pair(parts[:, 0], parts[:, 1])
        order = np.argsort(pair, kind="stable")
        self._length, self._parts = self._length[order], parts[order]
        self._row = np.array(rows, np.int64)[order]
        self._pair, self._first = np.unique(pair[order], return_index=True)
        self._each = np.diff(self._first, append=len(order))

    def find(self, tokens: Tokens, part: Ints) -> Ints:
        """Token, length and entry of every hit: words of one sentence, with nothing between."""
        both = np.flatnonzero((part[:-1] > 0) & (part[1:] > 0)) if len(self._pair) else part[:0]
        pair = _pair(part[both], part[both + 1])
        known = np.minimum(np.searchsorted(self._pair, pair), len(self._pair) - 1)
        found = self._pair[known] == pair
        place, each = both[found], self._each[known[found]]
        token = np.repeat(place, each)
        number = np.repeat(self._first[known[found]] - np.cumsum(each) + each, each)
        number += np.arange(len(number))
        later = np.arange(2, self._parts.shape[1])
        asked, here = self._parts[number, 2:], np.minimum(token[:, None] + later, len(part) - 1)
        fits = ((asked == 0) | (asked == part[here])).all(axis=1)
        fits &= token + self._length[number] <= len(part)
        token, number = token[fits], number[fits]
        last = token + self._length[number] - 1
        other = np.cumsum(~tokens.is_word)
        fits = (tokens.sentence[token] == tokens.sentence[last]) & (other[token] == other[last])
        fits &= tokens.is_word[token]
        token, number = token[fits], number[fits]
        return np.stack([token, self._length[number], self._row[number]])


class _Standing:
    """Whether a phrase stands at a place of the batch.

    Why it is a class: most phrases fail at their first other word, so that the columns are opened
    once and read word by word.
    """

    def __init__(self, tokens: Tokens) -> None:
        self._strings = tokens.vocabulary.words.strings
        # A memoryview reads single values as Python integers, and copies nothing.
        self._word, self._kind = tokens.word.data, tokens.kind.data
        self._sentence = tokens.sentence.data

    def here(self, phrase: _Phrase, site: int) -> bool:
        """The phrase with its anchor on the site: words of one sentence, with nothing between."""
        first = site - phrase.anchor
        last = first + len(phrase.words)
        if first < 0 or last > len(self._word):
            return False
        if self._sentence[first] != self._sentence[last - 1]:
            return False
        for place, pattern in enumerate(phrase.words, first):
            if self._kind[place] > NUMBER:
                return False
            if not pattern.fullmatch(straight(self._strings[self._word[place]])):
                return False
        return True


def _unblocked(columns: Ints, blocks: Ints) -> Ints:
    """The hits that do not begin inside a phrase in which their entry means something else.

    `blocks` are those phrases, with the complement of the entry's row for an entry.
    """
    places = [
        (first + step, ~row) for first, length, row in blocks.T.tolist() for step in range(length)
    ]
    if not places:
        return columns
    at, row = np.array(places, np.int64).T
    size = 1 + int(max(row.max(), columns[2].max(initial=0)))
    return columns[:, ~np.isin(columns[0] * size + columns[2], at * size + row)]


def _check_names(lexicons: Sequence[Lexicon]) -> None:
    """Hits are told apart by their lexicon's name, so two lexicons cannot share one."""
    known: dict[str, str] = {}
    for lexicon in lexicons:
        if known.setdefault(lexicon.name, lexicon.sha256) != lexicon.sha256:
            raise LexiconError(
                f"two lexicons are called {lexicon.name!r}", mend="Rename one of the files."
            )


def _pair(first: Any, second: Any) -> Any:
    return first * 1_000_003 + second


def _readings(word: str) -> list[str]:
    """A word as written, and without its possessive ending."""
    written = straight(word)
    return [written, written[:-2]] if written.endswith(("'s", "'S")) else [written]
