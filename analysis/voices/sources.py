"""The source noun phrase left of a cue: appositions, relative clauses, coordination.

A source is found by walking away from the cue over word classes. Nothing here knows names; a noun
phrase is what stands between a clause boundary and the verb group.
"""

from __future__ import annotations

from analysis.voices.relation import Places
from analysis.voices.segments import is_noun_phrase, strip_front, subject_segment
from analysis.voices.units import Unit
from analysis.voices.words import (
    BE,
    BRACKET,
    CAPITAL,
    COLON,
    COMMA,
    DASH,
    DETERMINER,
    DO,
    ED_FORM,
    FINITE,
    FREQUENCY,
    GENITIVE,
    HAVE,
    LOWER,
    MANNER,
    MODAL,
    NEGATION,
    NUMBER,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    SEMICOLON,
    STOP,
    SUBJECT,
    SUBORDINATE,
    THAT,
    TIME,
    TO,
    UNBRACKET,
)

_VERB_GROUP = BE | HAVE | DO | MODAL | NEGATION | FREQUENCY | MANNER
_IN_VERB_GROUP = _VERB_GROUP | TIME | TO
_HARD = SEMICOLON | COLON | STOP | DASH | QUOTE | BRACKET
_LOOK = 40
_CHAIN = frozenset("on continued continues began used proceeded went".split())


def verb_group_start(unit: Unit, cue: int, floor: int) -> int:
    """The place of the first word of the verb group that ends at the cue."""
    place, classes = cue, unit.bits
    while place > floor:
        bits = classes[place - 1]
        if bits & PRONOUN or not bits & _IN_VERB_GROUP:
            break
        if bits & _VERB_GROUP:
            place -= 1
        elif bits & TIME and not bits & GENITIVE:
            start = _time_phrase(unit, place - 1, floor)
            if start is None:
                break
            place = start
        elif bits & TO and place - 2 >= floor and unit.words[place - 2] in _CHAIN:
            place -= 2 + (unit.words[place - 2] == "on")
        else:
            break
    return max(place, floor)


def _time_phrase(unit: Unit, place: int, floor: int) -> int | None:
    """Where an adverbial such as `on Tuesday` or `last week` begins that ends at the place."""
    start = place
    while start > floor and (
        unit.bits[start - 1] & (TIME | NUMBER)
        or unit.words[start - 1] in ("last", "this", "next", "late", "early", "past", "the")
    ):
        start -= 1
    if start > floor and unit.words[start - 1] in ("on", "in", "at", "since", "by"):
        return start - 1
    if unit.bits[start] & CAPITAL and start == place:
        return start if unit.words[start] not in ("may", "march", "august", "april") else None
    return start


def source_before(unit: Unit, cue: int, floor: int) -> Places | None:
    """The noun phrase that is the subject of the cue's verb group, left of it."""
    last = verb_group_start(unit, cue, floor) - 1
    if last < floor:
        return None
    bits = unit.bits[last]
    if bits & (PRONOUN | SUBJECT) and unit.words[last - 1] not in ("of", "the"):
        return last, last
    if (
        unit.words[last] in ("which", "that")
        and last > floor
        and unit.bits[last - 1] & (LOWER | COMMA)
    ):
        return last, last
    closed = bool(bits & COMMA)
    if bits & QUOTE:
        if not _opens_relative(unit, last, floor):
            return None
        closed, last = True, last + 1
    if bits & DASH:
        return _between_dashes(unit, last, floor)
    if bits & UNBRACKET:
        while last > floor and not unit.bits[last] & BRACKET:
            last -= 1
        last -= 1
    if closed:
        last -= 1
    if last < floor:
        return None
    first = _left_edge(unit, last, floor)
    if first > last:
        return None
    first = subject_segment(unit, first, last, closed)
    first = strip_front(unit, first, last)
    return (first, last) if is_noun_phrase(unit, first, last) else None


def _opens_relative(unit: Unit, place: int, floor: int) -> bool:
    """Whether a quotation before the cue ends a relative clause (Ray, who said “no,” left)."""
    return any(
        unit.words[n] in ("who", "which") and unit.bits[n - 1] & COMMA
        for n in range(max(floor + 1, place - 15), place)
    )


def _between_dashes(unit: Unit, last: int, floor: int) -> Places | None:
    """`Smith — the mayor of Bath — said`: the phrase before the first dash."""
    for place in range(last - 1, max(floor, last - 25), -1):
        if unit.bits[place] & DASH:
            return source_before(unit, place, floor) if place > floor else None
    return None


def _left_edge(unit: Unit, last: int, floor: int) -> int:
    """The first place right of the clause boundary that lies left of `last`."""
    depth = 0
    lowest = unit.row + max(floor, last - _LOOK)
    found = unit.marked.edge.rfind(1, lowest, unit.row + last + 1)
    while found >= 0:
        place = found - unit.row
        found = unit.marked.edge.rfind(1, lowest, found)
        bits = unit.bits[place]
        if bits & UNBRACKET:
            depth += 1
        elif bits & BRACKET and depth:
            depth -= 1
            continue
        if depth:
            continue
        if bits & (_HARD & ~QUOTE):
            return place + 1
        if bits & QUOTE and not (bits & CAPITAL) and place < last:
            return place + 1
        word = unit.words[place]
        if bits & FINITE and unit.words[place + 1] != "by" and not _in_relative(unit, place, floor):
            return place + 1
        if word == "which" and place > floor and unit.bits[place - 1] & PREPOSITION:
            return place + 1
        if place < last and unit.forms[place] and bits & LOWER and _reports(unit, place):
            return place + 1
        if word == "but" or (word == "and" and _joins_clauses(unit, place, floor)):
            return place + 1
        if bits & SUBORDINATE and not bits & PREPOSITION and word not in ("where", "as"):
            return place + 1
        complement = bits & THAT and 0 < place < last
        if complement and not _in_relative(unit, place + 1, floor):
            return place + 1
    return max(floor, last - _LOOK + 1)


def _reports(unit: Unit, place: int) -> bool:
    """Whether a verb of saying stands here (Aides say | the mayor plans …)."""
    found = unit.cue(place, "z")
    return bool(
        found
        and "q" in found[0].frames
        and found[1].form in ("past", "present", "base")
        and not unit.bits[place - 1] & (DETERMINER | PREPOSITION)
        and not (place and unit.words[place - 1] in ("who", "which", "that"))
    )


def _in_relative(unit: Unit, verb: int, floor: int) -> bool:
    """Whether a finite verb belongs to a relative clause that modifies a noun."""
    for place in range(verb - 1, max(floor, verb - 14) - 1, -1):
        bits = unit.bits[place]
        if bits & (_HARD | COMMA):
            return bool(bits & COMMA) and unit.words[place + 1] in ("who", "which", "whose")
        if unit.words[place] in ("who", "whose", "which"):
            return place > floor
    return False


def _joins_clauses(unit: Unit, place: int, floor: int) -> bool:
    """Whether an `and` joins clauses, not nouns: a finite verb stands left of it."""
    if place and unit.bits[place - 1] & COMMA:
        return True
    for left in range(place - 1, max(floor, place - 12) - 1, -1):
        bits = unit.bits[left]
        if bits & (COMMA | _HARD):
            return False
        if bits & (FINITE | ED_FORM) and not _in_relative(unit, left, floor):
            return True
    return False
