"""The batch as the grammar sees it: units of tokens with word classes, quotations and cues.

A unit is a sentence in which a quotation counts as one item, whatever sentences it holds. Only
units with a quotation or a possible cue are looked at; they are found by vector operations, and
Python code then reads plain lists around those sites.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.tables import ZONES
from analysis.tokens import MARK, Tokens
from analysis.voices.cues import Cue, Form, form, form_numbers
from analysis.voices.function import NICKNAME, TITLE, functions
from analysis.voices.marks import Quote
from analysis.voices.words import (
    CAPITAL,
    COLON,
    COMMA,
    DASH,
    DETERMINER,
    ING_FORM,
    LOWER,
    NUMBER,
    OBJECT,
    POSSESSIVE,
    QUOTE,
    STOP,
    THAT,
    WH,
    lowered,
    word_bits,
)

_NOUN_PHRASE = CAPITAL | ING_FORM | NUMBER | QUOTE | DETERMINER | POSSESSIVE | OBJECT | WH | THAT


class View:
    """Columns of a batch as lists, with quotations folded into single items."""

    def __init__(self, tokens: Tokens, quotes: list[Quote]) -> None:
        self.tokens = tokens
        self.quotes = quotes
        self._places: dict[frozenset[str], list[int]] = {}
        words = tokens.vocabulary.words
        self.strings = words.strings
        self.lowered: list[str] = words.attribute(lowered).tolist()
        self.quote_at = {quote.open: number for number, quote in enumerate(quotes)}
        bits = _without_abbreviation_stops(tokens, words.attribute(word_bits)[tokens.word])
        self.forms = words.attribute(form_numbers)[tokens.word]
        self.bits: list[int] = bits.tolist()
        self.words: list[str] = words.attribute(lowered)[tokens.word].tolist()
        self.article: list[int] = tokens.article.tolist()
        self.paragraph: list[int] = tokens.paragraph.tolist()
        self.sentence: list[int] = tokens.sentence.tolist()
        self.word: list[int] = tokens.word.tolist()
        self.start: list[int] = tokens.start.tolist()
        self.end: list[int] = tokens.end.tolist()
        inside, folded = _folded(len(tokens), quotes)
        self.functions = functions(self)
        names = (NICKNAME, TITLE)
        for quote, function in zip(quotes, self.functions, strict=True):
            self.bits[quote.open] = CAPITAL if function in names else QUOTE
        self.inside = inside
        self.form: list[int] = np.where(inside, 0, self.forms).tolist()
        self.folded = folded

    def places_of(self, wanted: frozenset[str]) -> list[int]:
        """The tokens whose words, in lower case, are wanted; found once for each set."""
        if wanted not in self._places:
            known = np.array([word in wanted for word in self.lowered], np.bool_)
            self._places[wanted] = np.flatnonzero(known[self.tokens.word]).tolist()
        return self._places[wanted]

    def text(self, first: int, last: int) -> str:
        """The text from one token to another, both included."""
        article: str = self.tokens.texts[self.article[first]]
        return article[self.start[first] : self.end[last]]

    def low(self, token: int) -> str:
        """The word of a token in lower case."""
        return self.words[token]

    def string(self, token: int) -> str:
        """The word of a token as written."""
        return self.strings[self.word[token]]

    def _tag_follows(self, close: int) -> bool:
        """Whether a question or exclamation is followed by its tag (“Why?” Voss went on, …)."""
        if close + 4 >= len(self.bits) or self.string(close - 1)[-1] not in "?!…—–-":
            return False
        if self.paragraph[close + 1] != self.paragraph[close]:
            return False
        for token in range(close + 1, close + 5):
            if self.bits[token] & (COMMA | STOP | QUOTE):
                return False
            cues = form(self.form[token]).cues if self.form[token] else ()
            for cue in cues:
                behind = token + 1 + len(cue.particle)
                if "q" not in cue.frames or token == close + 1 or behind >= len(self.bits):
                    continue
                particle = tuple(self.string(token + 1 + n) for n in range(len(cue.particle)))
                if particle == cue.particle and self.bits[behind] & (COMMA | STOP):
                    return True
        return False

    def labels(self) -> NDArray[np.int64]:
        """Colons and dashes that can set a source apart: in headlines, behind a line's head."""
        tokens = self.tokens
        bits = np.array(self.bits)
        first = np.searchsorted(tokens.paragraph, tokens.paragraph)
        place = np.arange(len(bits)) - first
        headline = (tokens.zone == ZONES.index("headline")) | (first == self._article_first())
        sign = (bits & COLON > 0) & ((place < 5) | headline) | (bits & DASH > 0) & headline
        return np.flatnonzero(sign & (place > 0))

    def _article_first(self) -> NDArray[np.int64]:
        """For each token the first token of its article."""
        return np.searchsorted(self.tokens.article, self.tokens.article)

    def units(self) -> Iterator[Unit]:
        """The units with a quotation or a possible cue, in order of the text."""
        tokens = self.tokens
        if not len(tokens):
            return
        ends = (tokens.sentence[1:] != tokens.sentence[:-1]) & ~self.folded[1:]
        ends[[quote.close for quote in self.quotes if self._tag_follows(quote.close)]] = False
        breaks = np.flatnonzero(ends) + 1
        first = np.concatenate([[0], breaks])
        last = np.concatenate([breaks, [len(tokens)]])
        site = (~self.inside & (self.forms > 0)).astype(np.int32)
        site[self.labels()] = 1
        site[[quote.open for quote in self.quotes]] = 1
        busy = np.flatnonzero(np.add.reduceat(site, first) > 0)
        hidden = self.folded.tolist()
        folds = np.logical_or.reduceat(self.folded, first)[busy].tolist()
        open_bits = np.where(self.folded, 0, np.array(self.bits))
        classes = np.bitwise_or.reduceat(open_bits, first)[busy].tolist()
        titles = self._title_case(open_bits, first)[busy].tolist()
        spans = zip(first[busy].tolist(), last[busy].tolist(), strict=True)
        for (a, b), fold, union, title in zip(spans, folds, classes, titles, strict=True):
            items = list(range(a, b))
            if fold:
                items = [token for token in items if not hidden[token]]
            if items:
                yield Unit(self, items, union, title)

    def _title_case(self, open_bits: NDArray[np.int64], first: NDArray[np.int64]) -> np.ndarray:
        """For each unit whether most of its long words begin with a capital, as in a headline."""
        sizes = np.array([len(word) for word in self.lowered], np.int64)[self.tokens.word]
        long = (open_bits & (CAPITAL | LOWER) > 0) & (sizes > 3)
        capital = long & (open_bits & CAPITAL > 0)
        many = np.add.reduceat(long.astype(np.int64), first)
        result: np.ndarray = np.add.reduceat(capital.astype(np.int64), first) >= 0.8 * many
        return result & (many > 2)


def _without_abbreviation_stops(tokens: Tokens, bits: np.ndarray) -> np.ndarray:
    """A full stop inside its sentence belongs to an abbreviation (Gov. Holm) and ends nothing."""
    inner = np.zeros(len(bits), np.bool_)
    inner[:-1] = (tokens.sentence[1:] == tokens.sentence[:-1]) & (tokens.kind[1:] != MARK)
    inner &= (bits & STOP) > 0
    bits[inner] &= ~STOP
    return bits


def _folded(length: int, quotes: list[Quote]) -> tuple[np.ndarray, np.ndarray]:
    """Tokens inside a quotation with its marks, and the same without the opening mark."""
    steps = np.zeros(length + 1, np.int32)
    opens = np.array([quote.open for quote in quotes], np.int64)
    closes = np.array([quote.close for quote in quotes], np.int64)
    np.add.at(steps, opens, 1)
    np.add.at(steps, closes + 1, -1)
    inside = np.cumsum(steps[:-1]) > 0
    folded = inside.copy()
    folded[opens] = False
    return inside, folded


@dataclass
class Unit:
    """One sentence with its quotations folded: `items` are the tokens that stand in the open.

    classes: the word classes of all items together. title_case: a headline in capitals, most of
    its long words begin with one.
    """

    view: View
    items: list[int]
    classes: int
    title_case: bool

    def __post_init__(self) -> None:
        view, items = self.view, self.items
        self.size = len(items)
        first, end = items[0], items[-1] + 1
        if end - first == self.size:
            self.bits = view.bits[first:end]
            self.forms = view.form[first:end]
            self.words = view.words[first:end]
        else:
            self.bits = [view.bits[token] for token in items]
            self.forms = [view.form[token] for token in items]
            self.words = [view.words[token] for token in items]
        self.sites = [place for place, number in enumerate(self.forms) if number]

    def word(self, place: int) -> str:
        """The word at a place, lower case; empty outside the unit."""
        return self.words[place] if 0 <= place < self.size else ""

    def last_token(self, place: int) -> int:
        """The last token of the item at a place: a quotation's closing mark, or the token."""
        token = self.items[place]
        number = self.view.quote_at.get(token)
        return token if number is None else self.view.quotes[number].close

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Character offsets from the item at one place to the item at another, both included."""
        return self.view.start[self.items[first]], self.view.end[self.last_token(last)]

    def cue(self, place: int, frames: str) -> tuple[Cue, Form, int] | None:
        """The lexicon's cue at a place with one of the frames, and the place of its last word."""
        number = self.forms[place]
        if not number:
            return None
        found = form(number)
        for cue in found.cues:
            size = len(cue.particle)
            if size and tuple(self.words[place + 1 : place + 1 + size]) != cue.particle:
                continue
            if size and cue.particle[-1] == "to" and self._opens_infinitive(place + size + 1):
                continue
            if not cue.frames.isdisjoint(frames):
                return cue, found, place + size
        return None

    def _opens_infinitive(self, place: int) -> bool:
        """Behind `to`: a bare verb (agreed to allow), not a noun phrase (agreed to the plan)."""
        if place >= len(self.items):
            return False
        return not self.bits[place] & _NOUN_PHRASE


def unit_of(view: View, items: list[int]) -> Unit:
    """A unit of chosen items, such as two sentences read as one."""
    classes, long, capital = 0, 0, 0
    for token in items:
        bits = view.bits[token]
        classes |= bits
        if bits & (CAPITAL | LOWER) and len(view.words[token]) > 3:
            long += 1
            capital += bool(bits & CAPITAL)
    return Unit(view, items, classes, long > 2 and capital >= 0.8 * long)
