"""The typography layer: which marks are quotation marks, and which open and close together.

Every style of news English is read at once: “ ” „ " '' `` ‘ ’ ' ‚ « » ‹ ›, mixed in one text,
nested, and unbalanced. Inside a paragraph the marks form a stack, so that a mark is judged by what
is open when it is met. An apostrophe is told from a closing mark by its neighbours
(countries’ efforts) and by whether a better closing mark follows. A quotation may run over
paragraphs: a mark that is never closed goes on when the next paragraph opens with the same mark.

Only MARK tokens are visited; the work is linear in their number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.tokens import MARK, Tokens
from analysis.voices.words import plain

DOUBLE, SINGLE, GUILLEMET, SINGLE_GUILLEMET = range(4)
_FAMILY = (
    dict.fromkeys(("“", "”", "„", "‟", '"', "''", "``"), DOUBLE)
    | dict.fromkeys(("‘", "’", "'", "`", "´", "‚", "‛"), SINGLE)
    | dict.fromkeys("«»", GUILLEMET)
    | dict.fromkeys("‹›", SINGLE_GUILLEMET)
)
_OPENING = frozenset(("“", "„", "``", "‘", "‚", "«", "‹", "`"))
_CLOSING = frozenset(("”", "’", "»", "›", "´"))
_ELISIONS = frozenset(
    "tis twas twere twill em til till cause cos n round bout ere cept neath gainst nother ave im "
    "er ello ow eard appen".split()
)
_DECADE = re.compile(r"\d\d('?s)?")
_STOPS = frozenset(".,!?…;:—–-)]")
_SPAN_LIMIT = 8

OPEN, CLOSE, EITHER, APOSTROPHE, MAYBE_CLOSE = range(5)


class Quote(NamedTuple):
    """A quotation: the tokens of its opening and closing marks, and the marks' family."""

    open: int
    close: int
    family: int


@dataclass(slots=True)
class _Mark:
    token: int
    family: int
    role: int


class _Reader:
    """The neighbours of marks: reads single characters of the text beside a token."""

    def __init__(self, tokens: Tokens) -> None:
        self.texts = tokens.texts
        self.strings = tokens.vocabulary.words.strings
        self.words, self.article = tokens.word.data, tokens.article.data
        self.start, self.end = tokens.start.data, tokens.end.data

    def word(self, token: int) -> str:
        """The word of a token; empty when there is no such token."""
        return self.strings[self.words[token]] if 0 <= token < len(self.words) else ""

    def beside(self, token: int) -> tuple[str, str]:
        """The characters before and after a token; a space at the text's edges."""
        text = self.texts[self.article[token]]
        start, end = self.start[token], self.end[token]
        return (text[start - 1] if start else " "), (text[end] if end < len(text) else " ")


def _role(glyph: str, family: int, before: str, after: str, reader: _Reader, token: int) -> int:
    """What a mark can be, from its glyph and the characters beside it."""
    free_left = before.isspace() or before in "([{—–-/" or before in "“‘\"«'`"
    free_right = after.isspace() or after in ".,;:!?…)]}—–-/”’\"»'"
    if family == SINGLE:
        if before.isalnum() and after.isalnum():
            return APOSTROPHE
        if not before.isalnum() and before not in _STOPS and not after.isspace():
            following = plain(reader.word(token + 1))
            if following in _ELISIONS and glyph != "‘":
                return APOSTROPHE
            if _DECADE.fullmatch(following):
                return APOSTROPHE
    if glyph in _OPENING and not (free_right and not free_left):
        return OPEN
    if glyph in _CLOSING:
        if free_left and not free_right and not before.isalnum():
            return OPEN if before not in _STOPS else CLOSE
        return _closing(family, before, after, reader, token)
    if free_left and not free_right:
        return OPEN
    if free_right and not free_left:
        return _closing(family, before, after, reader, token)
    if free_left and free_right:
        return EITHER
    return OPEN if before in _STOPS or not before.isalnum() else EITHER


def _closing(family: int, before: str, after: str, reader: _Reader, token: int) -> int:
    """A mark in closing position; a single one after a plural or -in' may be an apostrophe."""
    if family != SINGLE or not before.isalnum() or not after.isspace():
        return CLOSE
    return (
        MAYBE_CLOSE if before in "sSzZxX" or plain(reader.word(token - 1)).endswith("in") else CLOSE
    )


def _marks(tokens: Tokens) -> list[list[_Mark]]:
    """The marks of each paragraph that has any, in order."""
    sites = np.flatnonzero(tokens.kind == MARK)
    reader = _Reader(tokens)
    paragraphs = tokens.paragraph[sites].tolist()
    groups: list[list[_Mark]] = []
    current = -1
    for token, paragraph in zip(sites.tolist(), paragraphs, strict=True):
        glyph = reader.word(token)
        family = _FAMILY.get(glyph, SINGLE)
        before, after = reader.beside(token)
        if paragraph != current:
            groups.append([])
            current = paragraph
        groups[-1].append(_Mark(token, family, _role(glyph, family, before, after, reader, token)))
    return groups


def _better_close_follows(marks: list[_Mark], place: int) -> bool:
    """Whether a sure closing mark of the family follows before another opens."""
    for mark in marks[place + 1 : place + 1 + _SPAN_LIMIT]:
        if mark.family == marks[place].family:
            if mark.role == CLOSE:
                return True
            if mark.role in (OPEN, EITHER):
                return False
    return False


def _pair(marks: list[_Mark]) -> tuple[list[tuple[_Mark, _Mark]], list[_Mark]]:
    """Pairs of marks of one paragraph, and openings that nothing closes."""
    stack: list[_Mark] = []
    open_count = [0, 0, 0, 0]
    pairs: list[tuple[_Mark, _Mark]] = []
    for place, mark in enumerate(marks):
        role, family = mark.role, mark.family
        if role == APOSTROPHE:
            continue
        if role == EITHER:
            role = CLOSE if open_count[family] else OPEN
        if role == MAYBE_CLOSE:
            if not open_count[family] or _better_close_follows(marks, place):
                continue
            role = CLOSE
        if role == OPEN:
            stack.append(mark)
            open_count[family] += 1
        elif open_count[family]:
            while stack[-1].family != family:
                open_count[stack.pop().family] -= 1
            pairs.append((stack.pop(), mark))
            open_count[family] -= 1
    return pairs, stack


def _outermost(pairs: list[tuple[_Mark, _Mark]]) -> list[tuple[_Mark, _Mark]]:
    """The pairs that lie in no other pair, in order of the text."""
    outer: list[tuple[_Mark, _Mark]] = []
    for pair in sorted(pairs, key=lambda p: p[0].token):
        if not outer or pair[0].token > outer[-1][1].token:
            outer.append(pair)
    return outer


def _unclosed(stack: list[_Mark], outer: list[tuple[_Mark, _Mark]]) -> _Mark | None:
    """The first opening that is neither closed nor inside a pair."""
    for mark in stack:
        if not any(opening.token < mark.token < closing.token for opening, closing in outer):
            return mark
    return None


class _Joiner:
    """Joins quotations over paragraphs.

    Why it is a class: what an unclosed opening means is known only when the next paragraph with
    marks is met; until then the opening and the pairs behind it wait here.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.quotes: list[Quote] = []
        self.running: _Mark | None = None
        self.waiting: list[tuple[_Mark, _Mark]] = []
        self.next_token = -1
        self.first = -1

    def paragraph(self, marks: list[_Mark], first: int, end: int) -> None:
        """Take in the marks of the paragraph whose tokens are first to end."""
        running = self.running if self._reopens(marks[0], first) else None
        if running is None:
            self.flush()
        pairs, stack = _pair(marks)
        outer = _outermost(pairs)
        loose = _unclosed(stack, outer)
        if running is not None and loose is not None and loose.token == first:
            self.waiting, self.next_token = [], end + 1
            return
        self.running, self.waiting, self.first = loose, [], first
        self.next_token = end + 1
        for opening, closing in outer:
            if running is not None and opening.token == first:
                self._add(running, closing)
            elif loose is not None and opening.token > loose.token:
                self.waiting.append((opening, closing))
            else:
                self._add(opening, closing)

    def _reopens(self, mark: _Mark, first: int) -> bool:
        return (
            self.running is not None
            and mark.token == first == self.next_token
            and mark.family == self.running.family
            and mark.role in (OPEN, EITHER)
            and self.tokens.article[self.running.token] == self.tokens.article[first]
        )

    def _add(self, opening: _Mark, closing: _Mark) -> None:
        self.quotes.append(Quote(opening.token, closing.token, opening.family))

    def flush(self) -> None:
        """Nothing reopens: the pairs behind the opening stand.

        An opening at the head of its paragraph lost its closing mark and runs to the paragraph's
        end; any other was an apostrophe or an error.
        """
        running = self.running
        lost = running is not None and running.token == self.first and not self.waiting
        if running is not None and lost and (running.family == DOUBLE or running.role == OPEN):
            self.quotes.append(Quote(running.token, self.next_token - 1, running.family))
        for opening, closing in self.waiting:
            self._add(opening, closing)
        self.running, self.waiting = None, []


def find_quotes(tokens: Tokens) -> list[Quote]:
    """All outermost quotations of a batch, in order of the text; none overlap.

    A quotation that is reopened in following paragraphs is one Quote up to its closing mark.
    """
    joiner = _Joiner(tokens)
    groups = _marks(tokens)
    rows = tokens.paragraph[np.array([marks[0].token for marks in groups], np.int64)]
    first = np.searchsorted(tokens.paragraph, rows).tolist()
    after = np.searchsorted(tokens.paragraph, rows, side="right").tolist()
    for marks, begin, end in zip(groups, first, after, strict=True):
        joiner.paragraph(marks, begin, end - 1)
    joiner.flush()
    return joiner.quotes
