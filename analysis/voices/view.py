"""The batch as the grammar sees it: tokens with word classes, and quotations that fold into one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.tables import ZONES
from analysis.tokens import MARK, Tokens, covered
from analysis.vocabulary import Attribute
from analysis.voices.annotations import Annotations
from analysis.voices.cues import all_forms, form_numbers
from analysis.voices.function import NICKNAME, TITLE, functions
from analysis.voices.marks import Quote
from analysis.voices.sites import Mask
from analysis.voices.words import (
    CAPITAL,
    COLON,
    COMMA,
    DASH,
    QUOTE,
    STOP,
    lowered,
    word_bits,
)

if TYPE_CHECKING:
    from analysis.voices.names import Spelling


class Rows(NamedTuple):
    """The items of a batch, or of one unit: their tokens, word classes and forms as columns."""

    items: NDArray[np.int64]
    bits: NDArray[np.int64]
    forms: NDArray[np.int32]


class View:
    """Columns of a batch as lists, with quotations folded into single items."""

    def __init__(
        self, tokens: Tokens, quotes: list[Quote], known: Annotations | None = None
    ) -> None:
        self.tokens = tokens
        self.known = known
        self.quotes = quotes
        self.spellings: dict[tuple[bytes, bool], Spelling] = {}
        self._places: dict[Attribute, list[int]] = {}
        words = tokens.vocabulary.words
        self.strings = words.strings
        self.lexicon = all_forms()
        self.lowered = words.attribute(lowered)
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
        self.inside, self.folded, self.closing = _folded(len(tokens), quotes)
        self.forms[self.inside] = 0
        self.form = self.forms.data
        self.functions = functions(self)
        names = (NICKNAME, TITLE)
        for quote, function in zip(quotes, self.functions, strict=True):
            bits = CAPITAL if function in names else QUOTE
            self.bits[quote.open] = bits

    @cached_property
    def rows(self) -> Rows:
        """The items of the batch: the tokens outside quotations, and each quotation as one."""
        return self.rows_of(np.flatnonzero(~self.folded))

    def rows_of(self, items: NDArray[np.int64]) -> Rows:
        """The columns of chosen items."""
        return Rows(items, self.classes[items], self.forms[items])

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

    def sentence_ends(self) -> Mask:
        """Where a token ends its sentence, and the unit that it stands in."""
        sentence = self.tokens.sentence
        ends: Mask = (sentence[1:] != sentence[:-1]) & ~self.folded[1:]
        ends[[quote.close for quote in self.quotes if self._tag_follows(quote.close)]] = False
        return ends

    def _tag_follows(self, close: int) -> bool:
        """Whether a question or exclamation is followed by its tag (“Why?” Voss went on, …)."""
        if close + 4 >= len(self.bits) or self.string(close - 1)[-1] not in "?!…—–-":
            return False
        if self.paragraph[close + 1] != self.paragraph[close]:
            return False
        for token in range(close + 1, close + 5):
            if self.bits[token] & (COMMA | STOP | QUOTE):
                return False
            cues = self.lexicon[self.form[token]].cues
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


def _without_abbreviation_stops(tokens: Tokens, bits: np.ndarray) -> np.ndarray:
    """A full stop inside its sentence belongs to an abbreviation (Gov. Holm) and ends nothing."""
    inner = np.zeros(len(bits), np.bool_)
    inner[:-1] = (tokens.sentence[1:] == tokens.sentence[:-1]) & (tokens.kind[1:] != MARK)
    inner &= (bits & STOP) > 0
    bits[inner] &= ~STOP
    return bits


def _folded(length: int, quotes: list[Quote]) -> tuple[Mask, Mask, NDArray[np.int64]]:
    """Tokens inside a quotation with its marks, the same without the opening mark, and for each
    token the last of its item: an opening mark's closing one."""
    opens = np.array([quote.open for quote in quotes], np.int64)
    closes = np.array([quote.close for quote in quotes], np.int64)
    inside = covered(length, opens, closes)
    folded = inside.copy()
    folded[opens] = False
    closing = np.arange(length)
    closing[opens] = closes
    return inside, folded, closing
