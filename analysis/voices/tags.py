"""Tags: a source and its cue behind, inside or before a content that is a clause of its own."""

from __future__ import annotations

from bisect import bisect_right

from analysis.voices.clauses import (
    HARD,
    NOMINAL,
    Scope,
    content_end,
    has_finite,
    scope_of,
    skip_adverbs,
    skip_time,
)
from analysis.voices.cues import BASE, ING, PAST, PRESENT
from analysis.voices.direct import ends_clause
from analysis.voices.frames import content_of
from analysis.voices.guards import Site, verb_site
from analysis.voices.inversion import source_after
from analysis.voices.making import made
from analysis.voices.relation import Places, Relation
from analysis.voices.sources import source_before
from analysis.voices.units import Unit
from analysis.voices.words import (
    CAPITAL,
    COMMA,
    CONJUNCTION,
    DASH,
    FINITE,
    ING_FORM,
    QUOTE,
    STOP,
    SUBJECT,
    SUBORDINATE,
    THAT,
    TIME,
    WH,
)

_GAPS = frozenset("who whom which what that".split())


def tag_of(unit: Unit, site: Site) -> Relation | None:
    """A tag behind or inside its content: according to, said the minister, police said."""
    if site.entry.pos == "phrase":
        return _according(unit, site)
    if is_inverted(unit, site) or content_of(unit, site) is None:
        return trailing(unit, site)
    return None


def is_inverted(unit: Unit, site: Site) -> bool:
    """`…, said the minister`: a clause and a comma before the cue, and no clause behind it."""
    before = unit.bits[site.place - 1] if site.place else 0
    if not (before & COMMA or (before & QUOTE and ends_clause(unit, site.place - 1))):
        return False
    if site.form.form not in (PAST, PRESENT) or site.entry.frames.isdisjoint("qz"):
        return False
    source = source_after(unit, site.last, unit.size)
    if source is None:
        return False
    behind = unit.bits[source[1] + 1] if source[1] + 1 < unit.size else STOP
    if behind & FINITE:
        return False
    if unit.classes & QUOTE and any(bits & QUOTE for bits in unit.bits[: site.place]):
        return True
    # Names alone, to the next comma: no content, whatever stands before (The cost, said Ray, is …).
    opening = unit.bits[source[0]]
    named = opening & CAPITAL and not opening & TIME and behind & (COMMA | STOP)
    return bool(named) or has_finite(unit, 0, site.place - 1)


def fronted(unit: Unit, site: Site, ceiling: int) -> Relation | None:
    """`As the Post reported, …` and `As reported by the Post, …`: a clause with `as` first."""
    if not unit.classes & SUBORDINATE:
        return None
    opening = 1 if unit.words[0] in ("but", "and") else 0
    if unit.words[opening] != "as" or site.place > opening + 14:
        return None
    if site.form.form == ING or site.entry.frames.isdisjoint("qzt"):
        return None
    source = source_before(unit, site.place, opening + 1)
    behind = site.last + 1
    if source is None and unit.words[behind] == "by":
        comma = _clause_after_comma(unit, behind)
        source = source_after(unit, behind, comma or unit.size)
        behind = behind if source is None else source[1] + 1
    elif source is not None and source[0] > opening + 1:
        return None
    if source is None:
        return None
    start = skip_time(unit, skip_adverbs(unit, behind))
    while start < unit.size and not unit.bits[start] & COMMA:
        if unit.bits[start] & (FINITE | QUOTE | HARD):
            return None
        start += 1
    if start + 1 >= unit.size:
        return None
    last, _ = content_end(unit, start + 1, False, Scope(ceiling))
    return made(unit, site, "tag content", [(start + 1, last)], source)


def trailing(unit: Unit, site: Site) -> Relation | None:
    """`…, police said.` and `…, said the minister, …`: the content stands left of the tag."""
    if "z" not in site.entry.frames or site.form.form not in (PAST, PRESENT, BASE):
        return None
    inverted = is_inverted(unit, site)
    source = (
        source_after(unit, site.last, unit.size) if inverted else source_before(unit, site.place, 0)
    )
    if source is None:
        return None
    begin, end = (site.place, source[1]) if inverted else (source[0], site.last)
    if begin > 1 and unit.words[begin - 1] == "as":
        begin -= 1
    if begin < 1 or not (unit.bits[begin - 1] & COMMA or ends_clause(unit, begin - 1)):
        return None
    first, last = _clause_before(unit, begin)
    if last < first:
        return None
    rest = _clause_goes_on(unit, end + 1)
    if rest is not None and has_finite(unit, *rest):
        parts = [(first, last), rest]
        return made(unit, site, "content tag content", parts, source)
    return made(unit, site, "content source cue", [(first, last)], source)


def front(unit: Unit, direct: Relation) -> Relation | None:
    """`A downturn, he said, “could be …”`: the content before the tag of a direct quotation."""
    if direct.construction != "source cue quote" or direct.speaker is None or direct.cue is None:
        return None
    source = unit.items.index(direct.speaker[0]), bisect_right(unit.items, direct.speaker[1]) - 1
    place = bisect_right(unit.items, direct.cue[1]) - 1
    if source[0] < 2 or not unit.bits[source[0] - 1] & COMMA or place + 1 >= unit.size:
        return None
    site = next((s for n in range(place, source[1], -1) if (s := verb_site(unit, n, "q"))), None)
    if site is None or not unit.bits[site.last + 1] & COMMA:
        return None
    first, last = _clause_before(unit, source[0])
    if any(bits & QUOTE for bits in unit.bits[first : last + 1]):
        return None
    found = made(unit, site, "content tag quote", [(first, last)], source)
    found.continues = direct
    return found


def gap(unit: Unit, site: Site, ceiling: int) -> Relation | None:
    """`rates, which officials said will rise`: the relative is the subject of the content."""
    if not unit.classes & (WH | THAT) or "z" not in site.entry.frames or site.form.form == ING:
        return None
    start = skip_time(unit, skip_adverbs(unit, site.last + 1))
    if start >= ceiling or not unit.bits[start] & FINITE or unit.bits[start] & SUBJECT:
        return None
    source = source_before(unit, site.place, 0)
    if source is None or not source[0] or unit.words[source[0] - 1] not in _GAPS:
        return None
    last, _ = content_end(unit, start, False, scope_of(unit, site.place, ceiling))
    return made(unit, site, "gap cue content", [(start, last)], source)


def _clause_before(unit: Unit, end: int) -> Places:
    """The clause that ends before a tag, without the punctuation around it."""
    first, last = 0, end - 1
    while first < end and unit.bits[first] & (COMMA | DASH):
        first += 1
    while last > first and unit.bits[last] & COMMA:
        last -= 1
    return first, last


def _clause_goes_on(unit: Unit, place: int) -> Places | None:
    """What follows a tag in the middle of its content (The goal, he said, is peace)."""
    place = skip_time(unit, place)
    while place < unit.size and not unit.bits[place] & COMMA:
        if unit.bits[place] & (FINITE | HARD | DASH | CONJUNCTION):
            return None
        place += 1
    place += 1
    if place + 1 >= unit.size or unit.bits[place] & (ING_FORM | CONJUNCTION | HARD):
        return None
    if unit.bits[place] & SUBORDINATE and unit.words[place] in (
        "while",
        "though",
        "although",
        "but",
    ):
        return None
    last, _ = content_end(unit, place, False)
    return place, last


def _according(unit: Unit, site: Site) -> Relation | None:
    """`According to Ines Holm, …` and `…, according to Ines Holm`."""
    if (
        unit.words[site.place] == "per"
        and not unit.bits[min(site.last + 1, unit.size - 1)] & CAPITAL
    ):
        return None
    if site.place > 2 or (site.place and unit.bits[site.place - 1] & COMMA):
        source = source_after(unit, site.last, unit.size)
        if source is None:
            return None
        parts = [_clause_before(unit, site.place)]
        rest = _clause_goes_on(unit, source[1] + 1)
        if rest is not None and has_finite(unit, *rest):
            parts.append(rest)
        return made(unit, site, "content according to", parts, source)
    comma = _clause_after_comma(unit, site.last + 1)
    if comma is None:
        return _according_without_comma(unit, site)
    source = source_after(unit, site.last, comma)
    last, _ = content_end(unit, comma + 1, False)
    return None if source is None else made(unit, site, "tag content", [(comma + 1, last)], source)


def _according_without_comma(unit: Unit, site: Site) -> Relation | None:
    """`According to Holm the road was closed`: a name, then a noun phrase."""
    place = site.last + 1
    while place < unit.size and unit.bits[place] & CAPITAL:
        place += 1
    if place == site.last + 1 or place >= unit.size or not unit.bits[place] & NOMINAL:
        return None
    last, _ = content_end(unit, place, False)
    return made(unit, site, "tag content", [(place, last)], (site.last + 1, place - 1))


def _clause_after_comma(unit: Unit, place: int) -> int | None:
    """The comma behind a fronted phrase: the first that a finite verb follows before the next."""
    commas = [n for n in range(place, unit.size) if unit.bits[n] & COMMA] + [unit.size]
    for comma, following in zip(commas, commas[1:], strict=False):
        if has_finite(unit, comma + 1, following - 1) and unit.words[comma + 1] not in (
            "who",
            "which",
            "whose",
        ):
            return comma
    return commas[0] if len(commas) > 1 and commas[0] + 1 < unit.size else None
