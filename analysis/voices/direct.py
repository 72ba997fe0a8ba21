"""Direct quotations: the word orders in which a cue and its source stand beside a quotation."""

from __future__ import annotations

from typing import NamedTuple

from analysis.voices.clauses import has_finite
from analysis.voices.cues import Cue
from analysis.voices.guards import Site, verb_site
from analysis.voices.inversion import source_after
from analysis.voices.making import cue_tokens, tokens_of
from analysis.voices.relation import Places, Relation
from analysis.voices.sources import source_before
from analysis.voices.subjects import cue_subject, main_subject
from analysis.voices.units import Unit, unit_of
from analysis.voices.words import (
    CAPITAL,
    COLON,
    COMMA,
    CONJUNCTION,
    DASH,
    DETERMINER,
    FINITE,
    LOWER,
    NUMBER,
    QUOTE,
    ROLE,
    SEMICOLON,
    STOP,
)

_SEPARATORS = COMMA | DASH
_CLOSERS = COMMA | DASH | STOP | SEMICOLON | CONJUNCTION
_REACH = 45
_NEAR = 18
_SIGNATURE = 12


class Tag(NamedTuple):
    """What speaks for a quotation: word order, cue and source as tokens, places it covers."""

    construction: str
    entry: Cue | None
    cue: Places
    source: Places | None
    covered: Places


def direct_relations(unit: Unit) -> list[Relation]:
    """The direct quotations of a unit, each with the tag that speaks for it, or none."""
    relations: list[Relation] = []
    if not unit.classes & QUOTE:
        return relations
    for place, bits in enumerate(unit.bits):
        if not bits & QUOTE:
            continue
        floor = relations[-1].places[1] + 1 if relations else 0
        tag = _find_tag(unit, place, floor)
        whole = (unit.items[place], unit.lasts[place])
        if tag is not None:
            source = tag.source or (relations[-1].speaker if relations else None)
            relations.append(
                Relation(tag.construction, [whole], source, tag.cue, tag.entry, places=tag.covered)
            )
        elif relations and place >= floor and _continues(unit, place, floor):
            relations[-1].parts.append(whole)
            relations[-1].places = (relations[-1].places[0], place)
        elif place == 0 and (
            stands_alone(unit, place) or unit.size <= 2 and len_of(unit, place) > 3
        ):
            relations.append(Relation("quote", [whole], floating=True))
    return relations


def _find_tag(unit: Unit, place: int, floor: int) -> Tag | None:
    """The tag of the quotation at a place, if it is direct."""
    before = unit.bits[place - 1] if place else 0
    if not place:
        return tag_after(unit, place) or signature(unit, place) or introduction(unit)
    if before & CONJUNCTION and place == 1:
        return tag_after(unit, place)
    found = tag_before(unit, place, floor)
    if found is not None and found.entry is None:
        return tag_after(unit, place) or found
    if found is None and before & (STOP | COLON | DASH):
        return tag_after(unit, place)
    return found


def tag_after(unit: Unit, quote: int) -> Tag | None:
    """A tag right of a quotation: “…,” said Smith; “…,” Smith said."""
    first = quote + 1
    if first < unit.size and unit.bits[first] & _SEPARATORS:
        first += 1
    if first >= unit.size:
        return None
    closed = ends_clause(unit, quote)
    site = verb_site(unit, first, "q")
    if site and site.form.form in ("past", "present"):
        source = source_after(unit, site.last, unit.size)
        if source is not None:
            return _tag(unit, "quote cue source", site, source, (quote, source[1]))
    for place in range(first + 1, min(unit.size, first + _REACH if closed else first + 6)):
        if unit.bits[place] & (QUOTE | SEMICOLON | COLON):
            return None
        site = verb_site(unit, place, "q")
        if not site or site.form.form == "ing":
            continue
        source = source_before(unit, place, first)
        if source is not None and (
            source[0] - first <= 2
            or not any(unit.bits[n] & FINITE for n in range(first, source[0]))
        ):
            if unit.bits[first] & (DETERMINER | ROLE | CAPITAL):
                source = (first, source[1])
            if closed or site.last + 2 >= unit.size:
                return _tag(unit, "quote source cue", site, source, (quote, site.last))
            return None
    return None


def tag_before(unit: Unit, quote: int, floor: int) -> Tag | None:
    """A tag left of a quotation: Smith said: “…”; he told reporters, “…”."""
    last = quote - 1
    if last < floor:
        return None
    bits = unit.bits[last]
    colon = bool(bits & COLON)
    opened = colon or bool(bits & COMMA)
    behind = unit.bits[quote + 1] if quote + 1 < unit.size else STOP
    if not colon and not (behind & _CLOSERS or ends_clause(unit, quote)):
        return None
    reach = _REACH if colon else _NEAR if opened else 8 if stands_alone(unit, quote) else 1
    for place in range(last - opened, max(floor - 1, last - opened - reach), -1):
        if unit.bits[place] & (QUOTE | SEMICOLON | STOP):
            break
        site = verb_site(unit, place, "q")
        if not site or site.last > last - opened:
            continue
        if "h" not in site.entry.frames and not opened and site.last != last:
            continue
        source = cue_subject(unit, site, floor)
        if source is not None or site.form.form == "ing":
            beside = source is not None and site.form.form != "ing" and source[0] < place
            start = source[0] if source is not None and beside else place
            return _tag(unit, "source cue quote", site, source, (max(start, floor), quote))
    return _colon_source(unit, last, floor) if colon else None


def _tag(unit: Unit, name: str, site: Site, source: Places | None, covered: Places) -> Tag:
    return Tag(name, site.entry, cue_tokens(unit, site, source), tokens_of(unit, source), covered)


def _colon_source(unit: Unit, colon: int, floor: int) -> Tag | None:
    """`From Chairwoman Holm:`, `Holm:`, or the subject of the sentence before a colon."""
    source = _name_behind_dash(unit, colon, floor)
    for place in range(colon - 1, floor - 1, -1):
        if source is not None:
            break
        named = unit.words[place] == "from" and place + 1 < colon
        if named and not has_finite(unit, place + 1, colon - 1):
            source = (place + 1, colon - 1)
            break
    else:
        if colon - floor <= 6 and not has_finite(unit, floor, colon):
            source = source_before(unit, colon, floor)
        else:
            source = main_subject(unit, colon, floor)
    if source is None:
        return None
    sign = (unit.items[colon],) * 2
    return Tag("source colon quote", None, sign, tokens_of(unit, source), (source[0], colon + 1))


def _name_behind_dash(unit: Unit, colon: int, floor: int) -> Places | None:
    """`Turnout falls – Ines Holm: “…”`: the name between a dash and the colon."""
    first = colon
    while first > floor and unit.bits[first - 1] & CAPITAL:
        first -= 1
    dashed = first > floor and unit.bits[first - 1] & DASH
    return (first, colon - 1) if dashed and first < colon else None


def introduction(unit: Unit) -> Tag | None:
    """The paragraph before ends in a colon: its tag speaks for the quotation."""
    view, opened = unit.view, unit.items[0]
    tokens = view.tokens
    if not opened or not view.bits[opened - 1] & COLON or view.inside[opened - 1]:
        return None
    if tokens.article[opened] != tokens.article[opened - 1]:
        return None
    first = int(tokens.sentence_first_token[tokens.sentence[opened - 1]])
    lead = unit_of(view, [*(t for t in range(first, opened) if not view.folded[t]), *unit.items])
    found = tag_before(lead, lead.size - unit.size, 0)
    return None if found is None else found._replace(construction="introduction", covered=(0, 0))


def signature(unit: Unit, quote: int) -> Tag | None:
    """`“…” — Ines Holm`: a dash and a name, to the end of the line."""
    view, dash = unit.view, unit.lasts[quote] + 1
    bits, tokens = view.bits, view.tokens
    if dash + 1 >= len(bits) or not bits[dash] & DASH or not bits[dash + 1] & CAPITAL:
        return None
    if tokens.article[dash] != tokens.article[dash - 1]:
        return None
    end = dash + 1
    paragraph = tokens.paragraph[dash]
    while end < min(len(bits), dash + _SIGNATURE) and tokens.paragraph[end] == paragraph:
        if bits[end] & (QUOTE | STOP | COMMA | DASH):
            break
        if bits[end] & FINITE:
            return None
        end += 1
    return Tag("quote dash source", None, (dash, dash), (dash + 1, end - 1), (quote, quote))


def len_of(unit: Unit, quote: int) -> int:
    """How many tokens stand between the marks of a quotation."""
    return unit.lasts[quote] - unit.items[quote] - 1


def stands_alone(unit: Unit, quote: int) -> bool:
    """Whether a quotation is clauses of its own: it opens with a capital and ends with a stop."""
    view, opened = unit.view, unit.items[quote]
    if len_of(unit, quote) < 2:
        return False
    first = view.bits[opened + 1]
    if not first & (CAPITAL | LOWER):
        first |= view.bits[opened + 2]
    return bool(first & (CAPITAL | NUMBER)) and ends_clause(unit, quote)


def ends_clause(unit: Unit, quote: int) -> bool:
    """Whether a comma or stop stands before the closing mark, or right behind it."""
    view = unit.view
    opened, closed = unit.items[quote], unit.lasts[quote]
    if opened == closed:
        return False
    last = view.bits[closed - 1]
    if closed - opened > 2 and view.string(closed - 1) in ("’", "'", "”", '"'):
        last |= view.bits[closed - 2]
    if last & (COMMA | STOP | DASH):
        return True
    return quote + 1 < unit.size and bool(unit.bits[quote + 1] & (_SEPARATORS | STOP))


def _continues(unit: Unit, place: int, floor: int) -> bool:
    """Whether a quotation goes on behind the tag of the one before it in its unit."""
    before = unit.bits[place - 1]
    return bool(before & (_SEPARATORS | STOP)) and not has_finite(unit, floor, place - 1)
