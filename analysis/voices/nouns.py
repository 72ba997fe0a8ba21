"""Content without a verb of saying in front: passives (was announced), nouns (the claim that …)."""

from __future__ import annotations

from analysis.voices.clauses import (
    content_end,
    has_finite,
    scope_of,
)
from analysis.voices.cues import PAST
from analysis.voices.guards import Site
from analysis.voices.inversion import source_after
from analysis.voices.making import made
from analysis.voices.relation import Places, Relation
from analysis.voices.sources import source_before, verb_group_start
from analysis.voices.units import Unit
from analysis.voices.words import (
    BE,
    CAPITAL,
    COMMA,
    CONJUNCTION,
    DETERMINER,
    ED_FORM,
    FINITE,
    GENITIVE,
    POSSESSIVE,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATE,
    THAT,
    TO,
)


def passive(unit: Unit, site: Site, ceiling: int) -> Relation | None:
    """`The deal was announced`, `was accused of bribery`: content without a source, or `by`."""
    if site.form.form != PAST or not unit.classes & BE:
        return None
    begin = verb_group_start(unit, site.place, 0)
    if begin == site.place or not any(bits & BE for bits in unit.bits[begin : site.place]):
        return None
    subject = source_before(unit, site.place, 0)
    if subject is None or subject[1] >= site.place:
        return None
    following = unit.bits[site.last + 1] if site.last + 1 < unit.size else STOP
    word = unit.words[site.last + 1]
    if word == "by":
        agent = source_after(unit, site.last + 1, unit.size)
        return made(unit, site, "content passive by", [subject], agent) if agent else None
    impersonal = unit.words[subject[0]] in ("it", "there")
    if following & THAT:
        last, _ = content_end(unit, site.last + 1, False, scope_of(unit, site.place, ceiling))
        return made(
            unit, site, "passive t", [(site.last + 1, last)], None if impersonal else subject
        )
    if word == "as" or (following & TO) or word in ("of", "with", "for"):
        start = site.last + (1 if word in ("as", "to") else 2)
        if start >= unit.size:
            return None
        last, _ = content_end(unit, start, word != "to", scope_of(unit, site.place, ceiling))
        return made(unit, site, f"passive {word}", [subject, (start, last)], None)
    if "n" in site.entry.frames or "z" in site.entry.frames:
        return made(unit, site, "content passive", [subject], None)
    return None


def noun(unit: Unit, site: Site, ceiling: int) -> Relation | None:
    """`Her claim that the map was wrong`, `his vow to go`: a noun with a clause."""
    start = site.last + 1
    if start + 1 >= unit.size:
        return None
    word, before = unit.words[start], unit.bits[site.place - 1] if site.place else 0
    owner = None
    if before & (POSSESSIVE | GENITIVE):
        owner = site.place - 1
    elif site.place > 1 and unit.bits[site.place - 2] & (POSSESSIVE | GENITIVE):
        owner = site.place - 2
    if (
        word == "that"
        and unit.bits[start + 1] & (FINITE | ED_FORM)
        and not unit.bits[start + 1] & SUBJECT
    ):
        return None
    if not (word == "that" or (word == "to" and owner is not None and "i" in site.entry.frames)):
        return None
    last, _ = content_end(unit, start, False, scope_of(unit, site.place, ceiling))
    if not has_finite(unit, 0, site.place - 1):
        last = _before_main_verb(unit, start, last)
    source = None if owner is None else _owner(unit, owner)
    return made(unit, site, f"noun {word}", [(start, last)], source)


def _owner(unit: Unit, place: int) -> Places:
    """The phrase that a genitive ends (Mr. Holm's), or the possessive itself."""
    first = place
    if unit.bits[place] & GENITIVE:
        while first and unit.bits[first - 1] & (CAPITAL | DETERMINER):
            first -= 1
    return first, place


def _before_main_verb(unit: Unit, start: int, last: int) -> int:
    """A clause inside a subject ends before the second finite verb (that it was wrong | was …)."""
    seen = False
    for place in range(start + 1, last + 1):
        bits = unit.bits[place]
        if bits & (CONJUNCTION | SUBORDINATE | RELATIVE | COMMA):
            return last
        if bits & FINITE and not bits & SUBJECT:
            if seen and not unit.bits[place - 1] & FINITE:
                return place - 1
            seen = True
    return last
