"""What a pair of quotation marks does: speech, a fragment of speech, a title, a name, a distance.

speech: clauses of the speaker's own. fragment: the speaker's words inside the writer's clause.
title: of a work or programme. nickname: inside or after a name. scare: the writer's distance from a
term (so-called, what is known as). Only speech and fragments are somebody's voice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.voices.words import (
    BE,
    CAPITAL,
    COLON,
    COMMA,
    CONJUNCTION,
    DETERMINER,
    LOWER,
    PREPOSITION,
    STOP,
    TO,
)

if TYPE_CHECKING:
    from analysis.voices.view import View

SPEECH, FRAGMENT, TITLE, NICKNAME, SCARE = "speech", "fragment", "title", "nickname", "scare"
FUNCTIONS = (SPEECH, FRAGMENT, TITLE, NICKNAME, SCARE)

_DISTANCE = frozenset(
    "so-called dubbed nicknamed termed titled entitled named labeled labelled".split()
)
_WORKS = frozenset(
    "book books film films movie movies song songs album show series program programme podcast "
    "play novel memoir documentary article column essay op-ed headlined titled entitled anthem "
    "episode magazine host on from".split()
)
_SMALL = PREPOSITION | CONJUNCTION | DETERMINER | TO | BE
_TITLE_LIMIT = 10


def functions(view: View) -> list[str]:
    """The function of each quotation of a batch."""
    return [_function(view, quote.open, quote.close) for quote in view.quotes]


def _function(view: View, opening: int, closing: int) -> str:
    bits, size = view.bits, closing - opening - 1
    if size <= 0:
        return SCARE
    ends = bits[closing - 1] & (STOP | COMMA)
    before = view.low(opening - 1) if opening else ""
    if size == 1 and opening and closing + 1 < len(bits):
        both = bits[opening - 1] & bits[closing + 1] & CAPITAL
        if both and bits[opening + 1] & CAPITAL and view.start[closing + 1] > view.end[closing]:
            return NICKNAME
    if before in _DISTANCE or (before == "as" and view.low(opening - 2) == "known"):
        return SCARE
    if size <= _TITLE_LIMIT and _is_title(view, opening, closing, before):
        return TITLE
    first = bits[opening + 1]
    if ends and size > 3 and first & CAPITAL:
        return SPEECH
    return FRAGMENT


def _is_title(view: View, opening: int, closing: int, before: str) -> bool:
    """Capitals on every word that is not small, no speech punctuation but after `on`, `film`."""
    inner = view.bits[opening + 1 : closing]
    letters = [bits for bits in inner if bits & (CAPITAL | LOWER)]
    if len(letters) < 2 and before not in _WORKS:
        return False
    if not letters or not letters[0] & CAPITAL:
        return False
    capitals = all(bits & (CAPITAL | _SMALL) for bits in letters)
    if not capitals or sum(bool(bits & CAPITAL) for bits in letters) < 2 and before not in _WORKS:
        return False
    stopped = view.bits[closing - 1] & (STOP | COMMA) or view.bits[opening - 1] & (COMMA | COLON)
    return not stopped or before in _WORKS
