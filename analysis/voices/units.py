"""Units: sentences in which a quotation counts as one item, whatever sentences it holds.

Only units with a quotation or a possible cue are looked at. They are found by vector operations,
which also mark where in them a content may end; Python code then reads plain lists around those
places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.voices.cues import Cue, Form
from analysis.voices.sites import Bits, Mask, has, readings
from analysis.voices.view import Rows, View
from analysis.voices.words import (
    BRACKET,
    CAPITAL,
    COLON,
    COMMA,
    CONJUNCTION,
    DASH,
    DETERMINER,
    ED_FORM,
    FINITE,
    ING_FORM,
    LOWER,
    NUMBER,
    OBJECT,
    POSSESSIVE,
    QUOTE,
    RELATIVE,
    SEMICOLON,
    STOP,
    SUBORDINATE,
    THAT,
    TIME,
    UNBRACKET,
    WH,
)

_NOUN_PHRASE = CAPITAL | ING_FORM | NUMBER | QUOTE | DETERMINER | POSSESSIVE | OBJECT | WH | THAT
_CLAUSE = FINITE | CONJUNCTION | SUBORDINATE | RELATIVE | THAT
_EDGES = _CLAUSE | BRACKET | UNBRACKET | SEMICOLON | COLON | STOP | DASH | QUOTE
_LONGEST = 400
_SLAB = 128
"""Units whose lists are made at a time: they stay in the processor's cache while they are read."""
_BEYOND = ["", "", "", ""]

_TURNS = frozenset(("and", "but", "according"))
_TURN, _ADJUNCT = 1, 2
ADJUNCTS = frozenset("in on at during after before as while when since last".split())
"""Words that can open an adverbial behind a noun phrase."""


class Marked(NamedTuple):
    """Where in a batch something may be, a byte a row: 1 where it is.

    verb: a cue can be a verb. comma: behind a comma, also inside a quotation that ends there.
    site: worth reading. finite: a verb that can be finite. turn, pause: a content that is a clause,
    or a noun phrase, can end. edge: a clause can begin or end left of a subject.

    Why bytes: to look for the next place in them takes no longer in a long sentence, and they need
    not be cut into units.
    """

    verb: bytes
    comma: bytes
    site: bytes
    finite: bytes
    turn: bytes
    pause: bytes
    edge: bytes


class Unit:
    """One sentence with its quotations folded: `items` are the tokens that stand in the open.

    Columns over the items: lasts (the last token of an item: a quotation's closing mark), bits
    (word classes), forms (numbers in the cue lexicon), words (in lower case; behind them the empty
    string, so that looking a little past either end finds no word). marked: of the whole batch, in
    which the unit begins at row. classes: the word classes of all items together. title_case: a
    headline in capitals.
    """

    __slots__ = (
        "bits",
        "classes",
        "forms",
        "items",
        "lasts",
        "marked",
        "row",
        "size",
        "title_case",
        "view",
        "words",
    )

    def __init__(
        self,
        view: View,
        where: Marked,
        items: Sequence[int],
        lasts: Sequence[int],
        bits: list[int],
        forms: list[int],
        words: list[str],
        classes: int,
        title_case: bool,
        row: int,
    ) -> None:
        words += _BEYOND
        self.view, self.marked, self.row = view, where, row
        self.items, self.lasts, self.size = items, lasts, len(items)
        self.bits, self.forms, self.words = bits, forms, words
        self.classes, self.title_case = classes, title_case

    def each(self, column: bytes, first: int, end: int) -> Iterator[int]:
        """The places from `first` to before `end` that are marked in a column of the batch."""
        row = self.row
        found = column.find(1, row + first, row + end)
        while found >= 0:
            yield found - row
            found = column.find(1, found + 1, row + end)

    def phrase_end(self, place: int) -> int:
        """The last place of the noun phrase at a place, if an annotator tells; else the place."""
        known = self.view.known
        if known is None:
            return place
        last = known.phrase_last[self.items[place]]
        return max(place, min(bisect_right(self.items, last) - 1, self.size - 1))

    def cue(self, place: int, frames: str | None = None) -> tuple[Cue, Form, int] | None:
        """The lexicon's cue at a place with one of the frames, or any; its last word's place."""
        number = self.forms[place]
        if not number:
            return None
        found = self.view.lexicon[number]
        for cue in found.cues:
            size = len(cue.particle)
            if size:
                if tuple(self.words[place + 1 : place + 1 + size]) != cue.particle:
                    continue
                if cue.particle[-1] == "to" and self._opens_infinitive(place + size + 1):
                    continue
            if frames is None or not cue.frames.isdisjoint(frames):
                return cue, found, place + size
        return None

    def _opens_infinitive(self, place: int) -> bool:
        """Behind `to`: a bare verb (agreed to allow), not a noun phrase (agreed to the plan)."""
        if place >= self.size:
            return False
        return not self.bits[place] & _NOUN_PHRASE


def units(view: View) -> Iterator[Unit]:
    """The units of a batch with a quotation or a possible cue, in order of the text."""
    if not len(view.tokens):
        return
    marked = np.zeros(len(view.tokens), np.bool_)
    marked[view.labels()] = True
    marked[[quote.open for quote in view.quotes]] = True
    items = view.rows.items
    first = np.searchsorted(items, np.append(0, np.flatnonzero(view.sentence_ends()) + 1))
    yield from _read(view, view.rows, _openings(first, len(items)), marked[items])


def unit_of(view: View, items: list[int]) -> Unit:
    """A unit of chosen items, such as two sentences read as one."""
    opens = np.arange(len(items)) == 0
    return next(_read(view, view.rows_of(np.array(items)), opens, opens))


def _read(view: View, rows: Rows, opens: Mask, marked: Mask) -> Iterator[Unit]:
    """Units from the rows of their items; those without a site or a marked row are left out."""
    items, bits, forms = rows
    word, words = view.tokens.word[items], view.tokens.vocabulary.words
    lasts = view.closing[items]
    first = np.flatnonzero(opens)
    end = np.append(first[1:], len(items))
    titles = _title_case(bits, words.attribute(_long)[word], first)
    tags = None if view.known is None else view.known.tag[items]
    verb, live = readings(words, word, bits, forms, opens, np.repeat(titles, end - first), tags)
    comma = _behind_comma(view, bits, lasts, opens)
    turns, breaks = _content_ends(bits, words.attribute(_ending_words)[word], comma)
    edges = has(bits, _EDGES) | ((forms > 0) & has(bits, LOWER))
    finite = has(bits, FINITE | ED_FORM)
    masks = verb, comma, live, finite, turns, breaks, edges
    where = Marked(*(mask.tobytes() for mask in masks))
    busy = np.flatnonzero(np.logical_or.reduceat(live | marked, first))
    classes = np.bitwise_or.reduceat(bits, first)
    for begin in range(0, len(busy), _SLAB):
        some = busy[begin : begin + _SLAB]
        slab = slice(first[some[0]], end[some[-1]])
        bounds = first[some] - slab.start, end[some] - slab.start
        columns = bits[slab], forms[slab], view.lowered[word[slab]]
        yield from map(
            Unit,
            repeat(view),
            repeat(where),
            *_tokens(items, lasts, first[some], end[some]),
            *(_cut(column, *bounds) for column in columns),
            classes[some].tolist(),
            titles[some].tolist(),
            first[some].tolist(),
        )


def _tokens(
    items: Bits, lasts: Bits, first: Bits, end: Bits
) -> tuple[list[Sequence[int]], list[Sequence[int]]]:
    """The first and the last tokens of each unit's items: a mere range where no quotation is."""
    rows = list(zip(first.tolist(), end.tolist(), items[first].tolist(), strict=True))
    plain = (lasts[end - 1] - items[first] == end - 1 - first).tolist()
    firsts = [
        range(token, token + b - a) if whole else items[a:b].tolist()
        for (a, b, token), whole in zip(rows, plain, strict=True)
    ]
    closing = [
        own if whole else lasts[a:b].tolist()
        for own, (a, b, _), whole in zip(firsts, rows, plain, strict=True)
    ]
    return firsts, closing


def _cut(column: NDArray[Any], first: Bits, end: Bits) -> Iterator[list[Any]]:
    """The values of each unit's rows."""
    values = column.tolist()
    return (values[a:b] for a, b in zip(first.tolist(), end.tolist(), strict=True))


def _behind_comma(view: View, bits: Bits, lasts: Bits, opens: Mask) -> Mask:
    """Where a comma stands before, also inside a quotation that ends there."""
    inner = has(bits, QUOTE) & has(view.classes[lasts - 1], COMMA)
    before = np.roll(has(bits, COMMA) | inner, 1)
    return before & ~opens


def _content_ends(bits: Bits, word: NDArray[np.uint8], comma: Mask) -> tuple[Mask, Mask]:
    """Where a content that is a clause, and one that is a noun phrase, can end; see clauses."""
    clause: Mask = comma | has(bits, SEMICOLON) | (word == _TURN)
    phrase = clause | has(bits, DASH | BRACKET | COMMA) | (word == _ADJUNCT)
    return clause, phrase | (has(bits, TIME) & has(bits, CAPITAL))


def _ending_words(words: Sequence[str]) -> NDArray[np.uint8]:
    known = dict.fromkeys(_TURNS, _TURN) | dict.fromkeys(ADJUNCTS, _ADJUNCT)
    found = map(known.get, map(str.lower, words), repeat(0))
    return np.fromiter(found, np.uint8, len(words))


def _title_case(bits: Bits, long: Mask, first: Bits) -> Mask:
    """For each unit whether most of its long words begin with a capital, as in a headline."""
    many = np.add.reduceat(long & has(bits, CAPITAL | LOWER), first, dtype=np.int64)
    capital = np.add.reduceat(long & has(bits, CAPITAL), first, dtype=np.int64)
    result: Mask = (capital >= 0.8 * many) & (many > 2)
    return result


def _long(words: Sequence[str]) -> Mask:
    return np.fromiter(map(len, map(str.lower, words)), np.int64, len(words)) > 3


def _openings(first: Bits, size: int) -> Mask:
    """Which items open a unit: those where one begins, and every so many in one without an end.

    No sentence is that long; a text without full stops would else cost the square of its length.
    """
    place = np.arange(size) - np.repeat(first, np.diff(np.append(first, size)))
    opens: Mask = place % _LONGEST == 0
    return opens
