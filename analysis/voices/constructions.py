"""Indirect and mixed attribution: candidates by word order around each cue."""

from __future__ import annotations

from analysis.voices.clauses import (
    content_end,
    scope_of,
)
from analysis.voices.frames import content_of
from analysis.voices.guards import Site, is_verb, noun_reading
from analysis.voices.making import made
from analysis.voices.nouns import noun, passive
from analysis.voices.relation import Relation
from analysis.voices.subjects import cue_subject, following_subject
from analysis.voices.tags import front, fronted, gap, is_inverted, tag_of, trailing
from analysis.voices.units import Unit

_NAMED = frozenset("named identified quoted".split())


def candidates(unit: Unit, direct: list[Relation]) -> list[Relation]:
    """All indirect and mixed attributions of a unit beside its direct ones.

    Tags that close the unit are read first, and phrases wherever they stand: what other cues take
    ends before them.
    """
    fronts = [front(unit, relation) for relation in direct]
    relations = [relation for relation in fronts if relation is not None]
    taken = {place for r in direct for place in range(r.places[0], r.places[1] + 1)}
    nouns, sites = _sites(unit, taken)
    found: dict[int, Relation] = {}
    ceiling, closing = unit.size, True
    for site in reversed(sites):
        closing = closing or site.entry.pos == "phrase" or is_inverted(unit, site)
        tag = tag_of(unit, site) if closing else None
        if tag is not None:
            found[site.place] = tag
            if tag.places[1] < site.place and tag.places[1] + 1 < ceiling:
                ceiling = tag.places[1] + 1
        elif site.entry.pos == "verb":
            closing = False
    for site in nouns:
        relation = noun(unit, site, ceiling)
        if relation is not None:
            found[site.place] = relation
    for site in sites:
        if site.place not in found and site.entry.pos == "verb":
            relation = _read(unit, site, ceiling if site.place < ceiling else unit.size)
            if relation is not None:
                found[site.place] = relation
    for place in sorted(found):
        if relations:
            found[place].inside = _around(place, relations)
        relations.append(found[place])
    return relations


def _around(place: int, earlier: list[Relation]) -> Relation | None:
    """The first relation in whose content a cue stands."""
    for other in earlier:
        if other.places[0] <= place <= other.places[1] and other.entry is not None:
            return other
    return None


def _sites(unit: Unit, taken: set[int]) -> tuple[list[Site], list[Site]]:
    """The nouns (the claim that) and the verbs and phrases of a unit that may be cues."""
    nouns, others = [], []
    for place in unit.each(unit.marked.site, 0, unit.size):
        if place in taken:
            continue
        cue = unit.cue(place)
        if cue is None:
            continue
        entry, form, last = cue
        site = Site(place, last, entry, form)
        if entry.pos == "phrase" or (entry.pos == "verb" and is_verb(unit, site)):
            others.append(site)
            continue
        reading = noun_reading(unit, place)
        if reading is not None:
            nouns.append(Site(place, place, reading, form))
        elif entry.pos == "noun":
            nouns.append(site)
    return nouns, others


def _read(unit: Unit, site: Site, ceiling: int) -> Relation | None:
    """A cue before its content."""
    found = fronted(unit, site, ceiling) or passive(unit, site, ceiling) or gap(unit, site, ceiling)
    if found is not None:
        return found
    start = content_of(unit, site)
    if start is None:
        return trailing(unit, site)
    return _source_cue_content(unit, site, *start, ceiling)


def _source_cue_content(
    unit: Unit, site: Site, start: int, frame: str, ceiling: int
) -> Relation | None:
    """`Smith said that …`: the plain order."""
    if start >= ceiling or (frame == "i" and _is_anonymity(unit, start)):
        return None
    scope = scope_of(unit, site.place, ceiling)
    last, _ = content_end(unit, start, frame in ("n", "p"), scope)
    if last < start:
        return None
    source = cue_subject(unit, site, 0)
    if source is None and scope.fronted:
        source = following_subject(unit, last + 1)
    elif source is not None and source[1] >= site.place:
        return None
    return made(unit, site, f"source cue {frame}", [(start, last)], source)


def _is_anonymity(unit: Unit, start: int) -> bool:
    """`asked not to be named`: how a source wants to appear, nothing that it says of the world."""
    return unit.words[start + 1] == "be" and unit.words[start + 2] in _NAMED
