"""What kind of source a speaker is, as the text states it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.voices import words
from analysis.voices.names import Entity
from analysis.voices.relation import Places
from analysis.voices.view import View
from analysis.voices.words import (
    ACRONYM,
    ANONYMOUS,
    BODY,
    BRACKET,
    CAPITAL,
    COLLECTIVE,
    COMMA,
    DASH,
    DATA,
    DOCUMENT,
    NATION,
    NUMBER,
    OFFICIAL,
    OFFICIAL_BODY,
    PREPOSITION,
    PUBLIC,
    QUOTE,
    RELATIVE,
    ROLE,
    SPOKES,
    STOP,
    SUBJECT,
    UNNAMED,
)

_ANONYMOUS = (
    ("condition", "of", "anonymity"),
    ("not", "authorized"),
    ("not", "authorised"),
    ("familiar", "with"),
    ("close", "to"),
    ("briefed", "on"),
    ("asked", "not", "to", "be"),
    ("declined", "to", "be"),
    ("requested", "anonymity"),
    ("knowledge", "of"),
    ("speaking", "anonymously"),
    ("spoke", "anonymously"),
    ("who", "wished", "to", "remain"),
    ("insisted", "on", "anonymity"),
    ("not", "to", "be", "named"),
    ("not", "to", "be", "identified"),
)
_OPENINGS = frozenset(phrase[0] for phrase in _ANONYMOUS)
_BY_OPENING = {
    word: tuple(phrase for phrase in _ANONYMOUS if phrase[0] == word) for word in _OPENINGS
}
_HEAD_ENDS = COMMA | PREPOSITION | RELATIVE | BRACKET | DASH
_REASON = 30


def source_type(view: View, speaker: Places | None, entity: Entity | None) -> str:
    """The value of tables.SOURCE_TYPES for a speaker."""
    if speaker is None:
        return "none"
    if entity is not None:
        return "person" if entity.is_person else _type_of_name(entity.name)
    first, last_token = speaker
    head = head_bits(view, first, last_token)
    named = any(bits & CAPITAL for bits in view.bits[first + 1 : last_token + 1].tolist())
    if head & ANONYMOUS or (not named and anonymity(view, first, last_token) is not None):
        return "anonymous"
    if head & SPOKES:
        phrase = view.bits[first : last_token + 1]
        return "official" if any(bits & OFFICIAL_BODY for bits in phrase) else "organisation"
    if not named and view.bits[first] & UNNAMED and head & (ROLE | OFFICIAL):
        return "anonymous"
    if view.low(last_token) == "it":
        return "organisation"
    for kind, masks in _BY_HEAD:
        if head & masks:
            return kind
    if head & CAPITAL and not view.low(last_token).endswith("s"):
        return "organisation" if view.low(first) == "the" else "person"
    if view.low(last_token) in ("they", "we", "others"):
        return "collective"
    return (
        "collective" if view.string(last_token).endswith("s") and not head & SUBJECT else "person"
    )


_BY_HEAD = (
    ("document", DOCUMENT),
    ("public", PUBLIC | DATA),
    ("official", OFFICIAL | OFFICIAL_BODY),
    ("organisation", BODY),
    ("collective", COLLECTIVE),
    ("person", ROLE),
)


_BY_NAME = (
    ("document", DOCUMENT),
    ("public", PUBLIC | DATA),
    ("official", OFFICIAL_BODY | NATION),
    ("collective", COLLECTIVE),
    ("organisation", BODY | ACRONYM),
)


def _type_of_name(name: str) -> str:
    """A name's type by its last word; a single word of no known class is a surname used alone."""
    last = words.bits_of(name.split()[-1])
    for kind, masks in _BY_NAME:
        if last & masks:
            return kind
    return "organisation" if " " in name else "person"


def head_bits(view: View, first: int, last: int) -> int:
    """The word classes of a noun phrase's head: the last word before a comma or preposition."""
    head = view.bits[first]
    for bits in view.bits[first + 1 : last + 1].tolist():
        if bits & _HEAD_ENDS:
            break
        head = bits
    return head


def anonymity(view: View, first: int, last: int) -> Places | None:
    """The words that say why a source is not named, in the speaker's phrase or behind it."""
    sites = view.places_of(_opens_reason)
    sentence = view.sentence[first]
    for row in range(bisect_left(sites, first), len(sites)):
        token = sites[row]
        if token >= last + _REASON or view.sentence[token] != sentence:
            return None
        for phrase in _BY_OPENING[view.low(token)]:
            end = token + len(phrase)
            if phrase == tuple(
                view.low(n) for n in range(token, min(end, len(view.bits)))
            ) and not _counts(view, end):
                return token, _reason_end(view, end - 1, last if end <= last else len(view.bits))
    return None


def _opens_reason(strings: Sequence[str]) -> NDArray[np.bool_]:
    return words.among(strings, _OPENINGS)


def _counts(view: View, token: int) -> bool:
    """`close to 50 per cent` is a number, not a source."""
    return token < len(view.bits) and (
        view.bits[token] & NUMBER > 0 or not view.low(token)[:1].isalpha()
    )


def _reason_end(view: View, token: int, limit: int) -> int:
    """The stated reason runs to the next comma or stop, inside the speaker's phrase to its end."""
    end = min(limit, len(view.bits) - 1)
    while token < end and not view.bits[token + 1] & (COMMA | STOP | QUOTE):
        token += 1
    return token
