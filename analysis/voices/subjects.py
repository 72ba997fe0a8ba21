"""The subject of a clause: for participles, second verbs and fronted clauses that share one."""

from __future__ import annotations

from analysis.voices.guards import Site
from analysis.voices.relation import Places
from analysis.voices.sources import source_before, verb_group_start
from analysis.voices.units import Unit
from analysis.voices.words import (
    BE,
    CAPITAL,
    COMMA,
    CONJUNCTION,
    ED_FORM,
    FINITE,
    ING_FORM,
    LOWER,
    PREPOSITION,
    PRONOUN,
    SUBJECT,
    SUBORDINATE,
    TO,
)


def main_subject(unit: Unit, limit: int, floor: int = 0) -> Places | None:
    """The subject of the first finite verb between two places, behind a fronted clause."""
    opener = unit.bits[floor] if floor < unit.size else 0
    if opener & (SUBORDINATE | PREPOSITION | ING_FORM) and not opener & PRONOUN:
        comma = next((n for n in range(floor, limit) if unit.bits[n] & COMMA), None)
        if comma is not None:
            found = _first_subject(unit, limit, comma + 1)
            if found is not None:
                return found
    return _first_subject(unit, limit, floor)


def _first_subject(unit: Unit, limit: int, floor: int) -> Places | None:
    for place in range(floor, limit):
        bits = unit.bits[place]
        if bits & SUBJECT and bits & FINITE:
            return place, place
        verb = bits & (FINITE | ED_FORM) or (unit.forms[place] and bits & LOWER)
        if verb and place > floor:
            source = source_before(unit, place, floor)
            if source is not None and unit.words[source[0]] not in ("who", "which", "that"):
                return source
    return None


def following_subject(unit: Unit, place: int) -> Places | None:
    """The subject of the main clause behind a fronted one (In saying this, the bishop …)."""
    for comma in range(place, unit.size):
        if unit.bits[comma] & COMMA:
            return _first_subject(unit, unit.size, comma + 1)
    return None


def cue_subject(unit: Unit, site: Site, floor: int) -> Places | None:
    """The subject of a cue; of a participle (, adding) or a second verb (and said) the clause's."""
    before = unit.bits[site.place - 1] if site.place else COMMA
    if site.form.form == "ing" and not before & BE:
        adjacent = source_before(unit, site.place, floor)
        if before & (COMMA | PREPOSITION | SUBORDINATE | CONJUNCTION) or adjacent is None:
            return main_subject(unit, site.place, floor)
        if unit.bits[adjacent[1]] & CAPITAL or unit.words[adjacent[0] - 1] == "with":
            return adjacent
        return main_subject(unit, site.place, floor) or adjacent
    source = source_before(unit, site.place, floor)
    if source is None and before & TO:
        return main_subject(unit, site.place - 1, floor)
    if source is None:
        begin = verb_group_start(unit, site.place, floor)
        if begin > floor and unit.words[begin - 1] in ("and", "but", ",", "then"):
            return main_subject(unit, begin - 1, floor)
    return source
