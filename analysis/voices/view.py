"""The batch as the grammar sees it: units of tokens with word classes, quotations and cues.

A unit is a sentence in which a quotation counts as one item, whatever sentences it holds. Only
units with a quotation or a possible cue are looked at; they are found by vector operations, and
Python code then reads plain lists around those sites.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.tables import ZONES
from analysis.tokens import MARK, Tokens
from analysis.vocabulary import Attribute
from analysis.voices.annotations import Annotations
from analysis.voices.cues import Cue, Form, all_forms, form_numbers
from analysis.voices.function import NICKNAME, TITLE, functions
from analysis.voices.marks import Quote
from analysis.voices.sites import Mask, has, readings
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


_LONGEST = 400


class View:
    """Columns of a batch as lists, with quotations folded into single items."""

    def __init__(
        self, tokens: Tokens, quotes: list[Quote], known: Annotations | None = None
    ) -> None:
        self.tokens = tokens
        self.known = known
        self.quotes = quotes
        self._places: dict[Attribute, list[int]] = {}
        words = tokens.vocabulary.words
        self.strings = words.strings
        self.lowered = words.attribute(lowered)
        self.quote_at = {quote.open: number for number, quote in enumerate(quotes)}
        self.classes = _without_abbreviation_stops(tokens, words.attribute(word_bits)[tokens.word])
        self.forms = words.attribute(form_numbers)[tokens.word]
        # A memoryview reads single values of a column as Python integers, and copies nothing.
        self.bits = self.classes.data
        self.article = tokens.article.data
        self.paragraph = tokens.paragraph.data
        self.sentence = tokens.sentence.data
        self.word = tokens.word.data
        self.start = tokens.start.data
        self.end = tokens.end.data
        self.inside, self.folded = _folded(len(tokens), quotes)
        self.forms[self.inside] = 0
        self.form = self.forms.data
        self.functions = functions(self)
        names = (NICKNAME, TITLE)
        for quote, function in zip(quotes, self.functions, strict=True):
            bits = CAPITAL if function in names else QUOTE
            self.bits[quote.open] = bits

    def places_of(self, wanted: Attribute) -> list[int]:
        """The tokens whose words have a property; found once for each."""
        if wanted not in self._places:
            known = self.tokens.vocabulary.words.attribute(wanted)[self.tokens.word]
            self._places[wanted] = np.flatnonzero(known).tolist()
        return self._places[wanted]

    def text(self, first: int, last: int) -> str:
        """The text from one token to another, both included."""
        article: str = self.tokens.texts[self.article[first]]
        return article[self.start[first] : self.end[last]]

    def low(self, token: int) -> str:
        """The word of a token in lower case."""
        word: str = self.lowered[self.word[token]]
        return word

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
            cues = all_forms()[self.form[token]].cues
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
        sign = np.flatnonzero(self.classes & (COLON | DASH))
        first = np.searchsorted(tokens.paragraph, tokens.paragraph[sign])
        headline = tokens.zone[sign] == ZONES.index("headline")
        headline |= first == np.searchsorted(tokens.article, tokens.article[sign])
        near = (self.classes[sign] & COLON > 0) & (sign - first < 5)
        kept: NDArray[np.int64] = sign[(near | headline) & (sign > first)]
        return kept

    def units(self) -> Iterator[Unit]:
        """The units with a quotation or a possible cue, in order of the text."""
        tokens = self.tokens
        if not len(tokens):
            return
        ends = (tokens.sentence[1:] != tokens.sentence[:-1]) & ~self.folded[1:]
        ends[[quote.close for quote in self.quotes if self._tag_follows(quote.close)]] = False
        mark = np.zeros(len(tokens), np.bool_)
        mark[self.labels()] = True
        mark[[quote.open for quote in self.quotes]] = True
        # From here on a row is an item: a quotation is one.
        items = np.flatnonzero(~self.folded)
        first = np.searchsorted(items, np.append(0, np.flatnonzero(ends) + 1))
        opens = _openings(first, len(items))
        first = np.flatnonzero(opens)
        last = np.append(first[1:], len(items))
        bits, forms, words = self.classes[items], self.forms[items], tokens.word[items]
        titles = self._title_case(bits, words, first)
        headline = np.repeat(titles, last - first)
        vocabulary = tokens.vocabulary.words
        tags = None if self.known is None else self.known.tag[items]
        verb, live = readings(vocabulary, words, bits, forms, opens, headline, tags)
        busy = np.flatnonzero(np.logical_or.reduceat(live | mark[items], first))
        sites = np.flatnonzero(live)
        token, class_, form = items.tolist(), bits.tolist(), forms.tolist()
        verbs: list[bool] = verb.tolist()
        low: list[str] = self.lowered[words].tolist()
        site = sites.tolist()
        rows = zip(
            first[busy].tolist(),
            last[busy].tolist(),
            np.searchsorted(sites, first[busy]).tolist(),
            np.searchsorted(sites, last[busy]).tolist(),
            np.bitwise_or.reduceat(bits, first)[busy].tolist(),
            titles[busy].tolist(),
            strict=True,
        )
        for a, b, c, d, union, title in rows:
            yield Unit(
                self,
                token[a:b],
                class_[a:b],
                form[a:b],
                verbs[a:b],
                low[a:b],
                [row - a for row in site[c:d]],
                union,
                title,
            )

    def _title_case(self, bits: NDArray[np.int64], words: np.ndarray, first: np.ndarray) -> Mask:
        """For each unit whether most of its long words begin with a capital, as in a headline."""
        long = self.tokens.vocabulary.words.attribute(_long)[words] & has(bits, CAPITAL | LOWER)
        many = np.add.reduceat(long, first, dtype=np.int64)
        capital = np.add.reduceat(long & has(bits, CAPITAL), first, dtype=np.int64)
        result: Mask = (capital >= 0.8 * many) & (many > 2)
        return result


def _long(words: Sequence[str]) -> Mask:
    return np.fromiter((len(word.lower()) > 3 for word in words), np.bool_, len(words))


def _openings(first: np.ndarray, size: int) -> Mask:
    """Which items open a unit: those where one begins, and every so many in one without an end.

    No sentence is that long; a text without full stops would else cost the square of its length.
    """
    place = np.arange(size) - np.repeat(first, np.diff(np.append(first, size)))
    opens: Mask = place % _LONGEST == 0
    return opens


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


class Unit:
    """One sentence with its quotations folded: `items` are the tokens that stand in the open.

    Columns over the items: bits (word classes), forms (numbers in the cue lexicon), verbs (whether
    a cue can be a verb there), words (in lower case; behind them the empty string, so that looking
    a little past either end finds no word). sites: the places worth reading. classes: the word
    classes of all items together. title_case: a headline in capitals.
    """

    def __init__(
        self,
        view: View,
        items: list[int],
        bits: list[int],
        forms: list[int],
        verbs: list[bool],
        words: list[str],
        sites: list[int],
        classes: int,
        title_case: bool,
    ) -> None:
        self.view, self.items, self.bits, self.forms, self.verbs = view, items, bits, forms, verbs
        self.words, self.sites = words + _BEYOND, sites
        self.classes, self.title_case, self.size = classes, title_case, len(items)

    def last_token(self, place: int) -> int:
        """The last token of the item at a place: a quotation's closing mark, or the token."""
        token = self.items[place]
        if not self.classes & (QUOTE | CAPITAL):
            return token
        number = self.view.quote_at.get(token)
        return token if number is None else self.view.quotes[number].close

    def phrase_end(self, place: int) -> int:
        """The last place of the noun phrase at a place, if an annotator tells; else the place."""
        known = self.view.known
        if known is None:
            return place
        last = known.phrase_last[self.items[place]]
        return max(place, min(bisect_right(self.items, last) - 1, self.size - 1))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Character offsets from the item at one place to the item at another, both included."""
        return self.view.start[self.items[first]], self.view.end[self.last_token(last)]

    def cue(self, place: int, frames: str) -> tuple[Cue, Form, int] | None:
        """The lexicon's cue at a place with one of the frames, and the place of its last word."""
        number = self.forms[place]
        if not number:
            return None
        found = all_forms()[number]
        for cue in found.cues:
            size = len(cue.particle)
            if size:
                if tuple(self.words[place + 1 : place + 1 + size]) != cue.particle:
                    continue
                if cue.particle[-1] == "to" and self._opens_infinitive(place + size + 1):
                    continue
            if not cue.frames.isdisjoint(frames):
                return cue, found, place + size
        return None

    def _opens_infinitive(self, place: int) -> bool:
        """Behind `to`: a bare verb (agreed to allow), not a noun phrase (agreed to the plan)."""
        if place >= self.size:
            return False
        return not self.bits[place] & _NOUN_PHRASE


_BEYOND = ["", "", "", ""]


def unit_of(view: View, items: list[int]) -> Unit:
    """A unit of chosen items, such as two sentences read as one."""
    bits = [view.bits[token] for token in items]
    forms = [view.form[token] for token in items]
    words = [view.low(token) for token in items]
    long = [
        kind & CAPITAL > 0
        for kind, word in zip(bits, words, strict=True)
        if kind & (CAPITAL | LOWER) and len(word) > 3
    ]
    title = len(long) > 2 and sum(long) >= 0.8 * len(long)
    chosen = np.array(items)
    opens = np.arange(len(items)) == 0
    verb, _ = readings(
        view.tokens.vocabulary.words,
        view.tokens.word[chosen],
        np.array(bits),
        view.forms[chosen],
        opens,
        np.full(len(items), title),
        None if view.known is None else view.known.tag[chosen],
    )
    classes = int(np.bitwise_or.reduce(np.array(bits)))
    return Unit(view, items, bits, forms, verb.tolist(), words, [], classes, title)
