"""The frames in which a cue takes its content: that-clause, infinitive, noun phrase …"""

from __future__ import annotations

from analysis.voices.clauses import (
    HARD,
    NOMINAL,
    has_finite,
    skip_adjuncts,
    skip_adverbs,
    skip_hearer,
    skip_time,
)
from analysis.voices.guards import Site
from analysis.voices.units import Unit
from analysis.voices.words import (
    BE,
    BRACKET,
    COLON,
    COMMA,
    CONJUNCTION,
    DASH,
    DO,
    GENITIVE,
    HAVE,
    ING_FORM,
    LOWER,
    MODAL,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    SUBJECT,
    SUBORDINATE,
    THAT,
    TIME,
    TO,
    UNBRACKET,
    WH,
)

_QUESTIONS = frozenset("if whether how why what who where when which".split())
_NO_CONTENT = HARD | COMMA | DASH | PREPOSITION | CONJUNCTION | SUBORDINATE | UNBRACKET | BRACKET
_AUXILIARY = BE | HAVE | MODAL | DO
_CONTENT = NOMINAL | LOWER
_NOMINAL_FRAMES, _CLAUSE_FRAMES = frozenset("np"), frozenset("tzwq")
_INSERTED = 12


def content_of(unit: Unit, site: Site) -> tuple[int, str] | None:
    """Where the content of a cue begins, and in which frame; looked for once a cue."""
    if isinstance(site.content, bool):
        site.content = content_start(unit, site)
    return site.content


def content_start(unit: Unit, site: Site) -> tuple[int, str] | None:
    """Where the content begins right of the cue, and in which frame."""
    frames, place = site.entry.frames, site.last + 1
    if place >= unit.size:
        return None
    place = skip_time(unit, skip_adverbs(unit, place))
    if place >= unit.size:
        return None
    if unit.bits[place] & COMMA and "t" in frames:
        return _behind_insertion(unit, place + 1)
    if "h" in frames:
        behind = skip_hearer(unit, place)
        if behind is not None:
            there = skip_adjuncts(unit, behind)
            found = None if there is None else _frame_at(unit, there, frames)
            if found:
                return found
        if not unit.bits[place] & (THAT | TO | WH | QUOTE | COLON):
            return _frame_at(unit, place, frames & _NOMINAL_FRAMES)
    found = _frame_at(unit, place, frames)
    if found:
        return found
    there = skip_adjuncts(unit, place)
    if there is None or there == place:
        return None
    return _frame_at(unit, there, frames & _CLAUSE_FRAMES)


def _behind_insertion(unit: Unit, place: int) -> tuple[int, str] | None:
    """`said, without evidence, that …`: the clause behind what commas set apart."""
    for n in range(place, min(unit.size - 1, place + _INSERTED)):
        if unit.bits[n] & COMMA:
            return (n + 1, "t") if unit.words[n + 1] == "that" else None
    return None


def _frame_at(unit: Unit, place: int, frames: frozenset[str]) -> tuple[int, str] | None:
    """The frame whose content can begin at the place."""
    if place >= unit.size:
        return None
    bits, word = unit.bits[place], unit.words[place]
    if bits & COLON and not frames.isdisjoint("qz") and place + 1 < unit.size:
        return place + 1, "colon"
    if bits & QUOTE:
        return None if frames.isdisjoint("qnpz") else (place, "q")
    if word == "that" and "t" in frames:
        return place, "t"
    if word in _QUESTIONS:
        return (place, "w") if "w" in frames else None
    if word == "to":
        return (place, "i") if "i" in frames else None
    if bits & ING_FORM and bits & LOWER:
        return (place, "g") if "g" in frames else ((place, "n") if "n" in frames else None)
    if bits & _NO_CONTENT:
        return None
    if bits & _AUXILIARY and not bits & SUBJECT:
        return None
    if bits & TIME and not bits & GENITIVE and "n" not in frames:
        return None
    if bits & _CONTENT:
        if "z" in frames and (bits & PRONOUN or has_finite(unit, place, unit.size - 1)):
            return place, "z"
        if not frames.isdisjoint("np"):
            return place, "n" if "n" in frames else "p"
    return None
