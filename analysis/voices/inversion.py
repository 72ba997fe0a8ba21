"""The source noun phrase right of an inverted cue (said Ines Holm of the county)."""

from __future__ import annotations

from analysis.voices.relation import Places
from analysis.voices.segments import is_noun_phrase
from analysis.voices.units import Unit
from analysis.voices.words import (
    ADVERB,
    BODY,
    BRACKET,
    CAPITAL,
    COLON,
    COMMA,
    CONJUNCTION,
    DASH,
    DETERMINER,
    FINITE,
    GENITIVE,
    ING_FORM,
    LOWER,
    NUMBER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    ROLE,
    SEMICOLON,
    SPEECHY_NOUN,
    STOP,
    SUBJECT,
    SUBORDINATE,
    THAT,
    TIME,
    TITLE_WORD,
    TO,
    UNBRACKET,
)

_HARD = SEMICOLON | COLON | STOP | DASH | QUOTE | BRACKET
_NOMINAL = CAPITAL | DETERMINER | POSSESSIVE | SUBJECT | NUMBER
_ADJUNCT = frozenset(
    "in on at during after before to by as about through via while when since following "
    "amid".split()
)
_APPOSED = DETERMINER | NUMBER | ROLE | RELATIVE | TITLE_WORD
_APPOSED_WORDS = frozenset(
    "of former now then himself herself who whose which formerly also known himself".split()
)
_LOOSE = COMMA | DASH | CONJUNCTION | DETERMINER | PREPOSITION
_LOOK = 40


def source_after(unit: Unit, cue: int, ceiling: int) -> Places | None:
    """The noun phrase right of an inverted cue (`said Ines Holm of the county`)."""
    first = cue + 1
    if first >= ceiling:
        return None
    opening = unit.bits[first]
    if not opening & (_NOMINAL | ROLE | BODY | LOWER) or opening & (
        PREPOSITION | CONJUNCTION | SUBORDINATE | THAT | TO | ADVERB
    ) & ~(CAPITAL):
        return None
    last = min(unit.phrase_end(_right_edge(unit, first, ceiling)), ceiling - 1)
    loose = _LOOSE
    if any(unit.bits[n] & RELATIVE for n in range(first, last)):
        loose &= ~PREPOSITION  # The end of a clause of its own (who said that talks go on).
    while last > first and unit.bits[last] & loose and not unit.bits[last] & CAPITAL:
        last -= 1
    return (first, last) if is_noun_phrase(unit, first, last) else None


def _right_edge(unit: Unit, first: int, ceiling: int) -> int:
    """The last place of a noun phrase that begins at `first`."""
    if unit.bits[first] & PRONOUN:
        return first
    place, relative = first + 1, False
    while place < min(ceiling, first + _LOOK):
        bits, word = unit.bits[place], unit.words[place]
        if bits & BRACKET:
            closing = next((n for n in range(place, ceiling) if unit.bits[n] & UNBRACKET), None)
            if closing is None:
                break
            place = closing + 1
            continue
        if bits & STOP and _abbreviates(unit, place, ceiling):
            place += 1
            continue
        if bits & _HARD:
            break
        if bits & COMMA:
            if not _apposition_follows(unit, place + 1, ceiling):
                break
            relative = unit.words[place + 1] in ("who", "whose", "which")
        elif word in ("who", "whose"):
            relative = True
        elif not relative and (
            bits & FINITE
            or bits & THAT
            or (word in _ADJUNCT and _is_adjunct(unit, place, ceiling))
            or (bits & TIME and not bits & GENITIVE)
            or (bits & SUBORDINATE and not bits & PREPOSITION)
        ):
            break
        place += 1
    return place - 1


def _abbreviates(unit: Unit, place: int, ceiling: int) -> bool:
    """A full stop that does not end the unit belongs to an abbreviation (Gov. Holm)."""
    return place + 1 < ceiling and unit.words[place] == "."


def _is_adjunct(unit: Unit, place: int, ceiling: int) -> bool:
    """Whether a preposition opens an adverbial of the verb and not a part of the noun phrase."""
    if unit.words[place] in (
        "during",
        "after",
        "before",
        "while",
        "when",
        "since",
        "following",
        "amid",
        "as",
        "to",
        "by",
        "about",
    ):
        return True
    marked = TIME | SPEECHY_NOUN | NUMBER
    for n in range(place + 1, min(place + 5, ceiling)):
        if unit.bits[n] & (COMMA | _HARD):
            return False
        if unit.bits[n] & marked:
            return True
    return False


def _apposition_follows(unit: Unit, place: int, ceiling: int) -> bool:
    if place >= ceiling:
        return False
    bits, word = unit.bits[place], unit.words[place]
    if bits & (PREPOSITION | CONJUNCTION | ING_FORM | SUBORDINATE):
        return word == "of" or (bits & CAPITAL > 0 and not bits & PREPOSITION)
    return bool(bits & (_APPOSED | CAPITAL | POSSESSIVE) or word in _APPOSED_WORDS)
