"""Direct quotations: the word orders in which a cue and its source stand beside a quotation."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.voices import words
from analysis.voices.cues import Cue
from analysis.voices.sources import Places, source_after, source_before, verb_group_start
from analysis.voices.view import Unit
from analysis.voices.words import BIT

_REACH = 45
_SEPARATORS = words.COMMA | words.DASH


@dataclass
class Relation:
    """An attribution found in one unit; all numbers are tokens of the batch."""

    construction: str
    parts: list[Places]
    speaker: Places | None = None
    cue: Places | None = None
    entry: Cue | None = None
    kind: str = "direct"
    floating: bool = False
    places: Places = field(default=(0, 0))


def tag_after(unit: Unit, quote: int) -> tuple[str, int, Places | None, Places] | None:
    """A tag right of a quotation: its construction, cue, source and the places it covers."""
    first = quote + 1
    if first < len(unit) and unit.bits[first] & _SEPARATORS:
        first += 1
    if first >= len(unit):
        return None
    found = unit.cue(first, "q")
    if found and found[1].form in ("past", "present"):
        source = source_after(unit, found[2], len(unit))
        if source is not None:
            return "quote cue source", first, source, (first, source[1])
    for place in range(first, min(len(unit), first + _REACH)):
        bits = unit.bits[place]
        if bits & (words.QUOTE | words.SEMICOLON | words.COLON):
            return None
        found = unit.cue(place, "q")
        if not found or found[1].form == "ing" or place == first:
            continue
        source = source_before(unit, place, first)
        if source is not None and source[0] - first <= 2:
            return "quote source cue", place, source, (first, found[2])
    return None


def tag_before(unit: Unit, quote: int, floor: int) -> tuple[str, int, Places | None, Places] | None:
    """A tag left of a quotation (Smith said: “…”)."""
    last = quote - 1
    if last < floor:
        return None
    opened = bool(unit.bits[last] & (words.COMMA | words.COLON))
    reach = _REACH if unit.bits[last] & words.COLON else 18
    if not opened:
        reach = 1
    for place in range(last - opened, max(floor - 1, last - opened - reach), -1):
        bits = unit.bits[place]
        if bits & (words.QUOTE | words.SEMICOLON | words.STOP):
            return None
        found = unit.cue(place, "q")
        if not found:
            continue
        source = source_before(unit, place, floor)
        if source is None and found[1].form == "ing":
            return "source cue quote", place, None, (place, last)
        if source is not None:
            return "source cue quote", place, source, (source[0], last)
        if unit.bits[last] & words.COLON:
            continue
    return None


def stands_alone(unit: Unit, quote: int) -> bool:
    """Whether a quotation is clauses of its own: it opens with a capital and ends with a stop."""
    view = unit.view
    number = view.quote_at[unit.items[quote]]
    opened, closed = view.quotes[number].open, view.quotes[number].close
    if closed - opened < 3:
        return False
    first = view.bits[opened + 1]
    if first & words.QUOTE or view.string(opened + 1)[:1] in "‘“\"'":
        first = view.bits[opened + 2]
    return bool(first & (words.CAPITAL | words.NUMBER)) and ends_clause(unit, quote)


def ends_clause(unit: Unit, quote: int) -> bool:
    """Whether a comma or stop stands before the closing mark, or right behind it."""
    view = unit.view
    opened, closed = unit.items[quote], unit.last_token(quote)
    last = view.bits[closed - 1]
    if closed - opened > 2 and view.string(closed - 1) in ("’", "'", "”", '"'):
        last |= view.bits[closed - 2]
    if last & (words.COMMA | words.STOP | words.DASH):
        return True
    return quote + 1 < len(unit) and bool(unit.bits[quote + 1] & _SEPARATORS)


def direct_relations(unit: Unit) -> list[Relation]:
    """The direct quotations of a unit, each with the tag that speaks for it, or none."""
    view, relations = unit.view, []
    floor, used = 0, -1
    for place, bits in enumerate(unit.bits):
        if not bits & words.QUOTE or unit.items[place] not in view.quote_at:
            continue
        whole = (unit.items[place], unit.last_token(place))
        alone, tag = stands_alone(unit, place), None
        if ends_clause(unit, place):
            tag = tag_after(unit, place)
        if tag is None and relations and relations[-1].places[1] >= place - 3 and not relations[-1].floating:
            if used >= floor and unit.bits[place - 1] & (_SEPARATORS | words.STOP):
                relations[-1].parts.append(whole)
                continue
        if tag is None:
            tag = tag_before(unit, place, max(floor, used + 1))
        if tag is None:
            if alone and place == 0:
                relations.append(Relation("quote", [whole], floating=True, places=(place, place)))
            continue
        construction, cue, source, covered = tag
        entry = unit.cue(cue, "q")
        assert entry is not None
        begin = verb_group_start(unit, cue, covered[0]) if source and source[0] < cue else cue
        relations.append(
            Relation(
                construction,
                [whole],
                None if source is None else (unit.items[source[0]], unit.items[source[1]]),
                (unit.items[max(begin, 0 if source is None or source[0] > cue else source[1] + 1)], unit.items[entry[2]]),
                entry[0],
                places=covered,
            )
        )
        used = covered[1]
        floor = place + 1
    return relations
