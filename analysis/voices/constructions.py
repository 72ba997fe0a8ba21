"""Indirect and mixed attribution: candidates by word order around each cue, scored by a weight table."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Iterator

from analysis.voices import words
from analysis.voices.clauses import (
    HARD,
    NOMINAL,
    Scope,
    content_end,
    has_finite,
    scope_of,
    skip_adjuncts,
    skip_adverbs,
    skip_hearer,
    skip_time,
)
from analysis.voices.cues import BASE, ING, PAST, PRESENT
from analysis.voices.direct import cue_subject, cue_tokens, ends_clause, tokens_of
from analysis.voices.guards import Site, is_verb, noun_reading
from analysis.voices.relation import Places, Relation
from analysis.voices.scoring import features, nesting
from analysis.voices.sources import following_subject, source_after, source_before, verb_group_start
from analysis.voices.view import Unit
from analysis.voices.words import BIT

_FRAMES = "qtziwnhpg"


def candidates(unit: Unit, taken: set[int]) -> list[Relation]:
    """All indirect and mixed attributions of a unit; `taken` are places that direct tags use.

    Tags that close the unit are read first: what other cues take ends before them.
    """
    sites = [
        site
        for site in _sites(unit, taken)
        if site.entry.pos == "phrase" or (site.entry.pos == "verb" and is_verb(unit, site))
    ]
    found: dict[int, Relation] = {}
    ceiling = unit.size
    for site in reversed(sites):
        tag = _tag(unit, site)
        if tag is not None:
            found[site.place] = tag
            if tag.places[1] < site.place and tag.places[1] + 1 < ceiling:
                ceiling = tag.places[1] + 1
        elif site.entry.pos == "verb":
            break
    for site in _sites(unit, taken):
        if site.entry.pos == "noun" and site.place not in found:
            relation = _noun(unit, site, ceiling)
            if relation is not None:
                found[site.place] = relation
    for site in sites:
        if site.place not in found and site.entry.pos == "verb":
            relation = _read(unit, site, ceiling if site.place < ceiling else unit.size)
            if relation is not None:
                found[site.place] = relation
    relations: list[Relation] = []
    for place in sorted(found):
        found[place].features += nesting(found[place], place, relations)
        relations.append(found[place])
    return relations


def _sites(unit: Unit, taken: set[int]) -> Iterator[Site]:
    for place, number in enumerate(unit.forms):
        if number and place not in taken:
            cue = unit.cue(place, _FRAMES)
            if cue is not None:
                site = Site(place, cue[2], cue[0], cue[1])
                noun = noun_reading(unit, place)
                if noun is not None and (cue[0].pos != "verb" or not is_verb(unit, site)):
                    site = Site(place, place, noun, cue[1])
                yield site


def _tag(unit: Unit, site: Site) -> Relation | None:
    """A tag behind or inside its content: according to, said the minister, police said."""
    if site.entry.pos == "phrase":
        return _according(unit, site)
    if _is_inverted(unit, site) or _content_start(unit, site) is None:
        return _trailing(unit, site)
    return None


def _read(unit: Unit, site: Site, ceiling: int) -> Relation | None:
    """A cue before its content."""
    fronted = _fronted(unit, site, ceiling) or _passive(unit, site, ceiling)
    if fronted is not None:
        return fronted
    start = _content_start(unit, site)
    if start is None:
        return _trailing(unit, site)
    return _source_cue_content(unit, site, *start, ceiling)


def _noun(unit: Unit, site: Site, ceiling: int) -> Relation | None:
    """`Her claim that the letter was forged`, `his vow to go`: a noun with a clause."""
    start = site.last + 1
    if start + 1 >= unit.size:
        return None
    word, before = unit.word(start), unit.bits[site.place - 1] if site.place else 0
    owner = None
    if before & (BIT["possessive"] | words.GENITIVE):
        owner = site.place - 1
    elif site.place > 1 and unit.bits[site.place - 2] & (BIT["possessive"] | words.GENITIVE):
        owner = site.place - 2
    if not (word == "that" or (word == "to" and owner is not None and "i" in site.entry.frames)):
        return None
    last, _ = content_end(unit, start, False, scope_of(unit, site.place, ceiling))
    if not has_finite(unit, 0, site.place - 1):
        last = _before_main_verb(unit, start, last)
    source = None if owner is None else _owner(unit, owner)
    return _relation(unit, site, f"noun {word}", [(start, last)], source)


def _owner(unit: Unit, place: int) -> Places:
    """The phrase that a genitive ends (Mr. Clinton's), or the possessive itself."""
    first = place
    if unit.bits[place] & words.GENITIVE:
        while first and unit.bits[first - 1] & (words.CAPITAL | BIT["determiner"]):
            first -= 1
    return first, place


def _before_main_verb(unit: Unit, start: int, last: int) -> int:
    """A clause inside a subject ends before the second finite verb (that it was forged | was …)."""
    seen = False
    for place in range(start + 1, last + 1):
        bits = unit.bits[place]
        if bits & (BIT["conjunction"] | BIT["subordinate"] | BIT["relative"] | words.COMMA):
            return last
        if bits & BIT["finite"] and not bits & BIT["subject"]:
            if seen and not unit.bits[place - 1] & BIT["finite"]:
                return place - 1
            seen = True
    return last


def _is_inverted(unit: Unit, site: Site) -> bool:
    """`…, said the minister`: a clause and a comma before the cue, and no clause behind it."""
    before = unit.bits[site.place - 1] if site.place else 0
    if site.form.form not in (PAST, PRESENT) or not site.entry.frames & {"q", "z"}:
        return False
    if not (before & words.COMMA or (before & words.QUOTE and ends_clause(unit, site.place - 1))):
        return False
    quoted = any(bits & words.QUOTE for bits in unit.bits[: site.place])
    if not quoted and not has_finite(unit, 0, site.place - 1):
        return False
    source = source_after(unit, site.last, unit.size)
    return source is not None and not (
        source[1] + 1 < unit.size and unit.bits[source[1] + 1] & BIT["finite"]
    )


def _fronted(unit: Unit, site: Site, ceiling: int) -> Relation | None:
    """`As Politico reported, …` and `As reported by Politico, …`: a clause with `as` comes first."""
    if site.form.form == ING or not site.entry.frames & {"q", "z", "t"}:
        return None
    opening = 1 if unit.word(0) in ("but", "and") else 0
    if unit.word(opening) != "as" or site.place > opening + 14:
        return None
    source = source_before(unit, site.place, opening + 1)
    behind = site.last + 1
    if source is None and unit.word(behind) == "by":
        comma = _clause_after_comma(unit, behind)
        source = source_after(unit, behind, comma or unit.size)
        behind = behind if source is None else source[1] + 1
    elif source is not None and source[0] > opening + 1:
        return None
    if source is None:
        return None
    start = skip_time(unit, skip_adverbs(unit, behind))
    while start < unit.size and not unit.bits[start] & words.COMMA:
        if unit.bits[start] & (BIT["finite"] | words.QUOTE | HARD):
            return None
        start += 1
    if start + 1 >= unit.size:
        return None
    last, _ = content_end(unit, start + 1, False, Scope(ceiling))
    return _relation(unit, site, "as source cue content", [(start + 1, last)], source)


def _passive(unit: Unit, site: Site, ceiling: int) -> Relation | None:
    """`The deal was announced`, `was accused of bribery`: content without a source, or with `by`."""
    if site.form.form != PAST:
        return None
    begin = verb_group_start(unit, site.place, 0)
    if not any(unit.bits[n] & BIT["be"] for n in range(begin, site.place)):
        return None
    subject = source_before(unit, site.place, 0)
    if subject is None or subject[1] >= site.place:
        return None
    following = unit.bits[site.last + 1] if site.last + 1 < unit.size else words.STOP
    word = unit.word(site.last + 1)
    if word == "by":
        agent = source_after(unit, site.last + 1, unit.size)
        return _relation(unit, site, "content passive by", [subject], agent) if agent else None
    impersonal = unit.word(subject[0]) in ("it", "there")
    if following & BIT["that"]:
        last, _ = content_end(unit, site.last + 1, False, scope_of(unit, site.place, ceiling))
        return _relation(unit, site, "passive t", [(site.last + 1, last)], None if impersonal else subject)
    if word == "as" or (following & BIT["to"]) or word in ("of", "with", "for"):
        start = site.last + (1 if word in ("as", "to") else 2)
        if start >= unit.size:
            return None
        last, _ = content_end(unit, start, word != "to", scope_of(unit, site.place, ceiling))
        return _relation(unit, site, f"passive {word}", [subject, (start, last)], None)
    if "n" in site.entry.frames or "z" in site.entry.frames:
        return _relation(unit, site, "content passive", [subject], None)
    return None


def _content_start(unit: Unit, site: Site) -> tuple[int, str] | None:
    """Where the content begins right of the cue, and in which frame."""
    frames, place = site.entry.frames, site.last + 1
    if place >= unit.size:
        return None
    place = skip_time(unit, skip_adverbs(unit, place))
    if place >= unit.size:
        return None
    if "h" in frames:
        behind = skip_hearer(unit, place)
        if behind is not None:
            there = skip_adjuncts(unit, behind)
            found = None if there is None else _frame_at(unit, there, frames)
            if found:
                return found
        if not unit.bits[place] & (BIT["that"] | BIT["to"] | BIT["wh"] | words.QUOTE | words.COLON):
            return _frame_at(unit, place, frames & frozenset("np"))
    found = _frame_at(unit, place, frames)
    if found:
        return found
    there = skip_adjuncts(unit, place)
    if there is None or there == place:
        return None
    return _frame_at(unit, there, frames & frozenset("tzwq"))


def _frame_at(unit: Unit, place: int, frames: frozenset[str]) -> tuple[int, str] | None:
    """The frame whose content can begin at the place."""
    if place >= unit.size:
        return None
    bits, word = unit.bits[place], unit.word(place)
    if bits & words.COLON and frames & {"q", "z"} and place + 1 < unit.size:
        return place + 1, "colon"
    if bits & words.QUOTE:
        return (place, "q") if frames & {"q", "n", "p", "z"} else None
    if word == "that" and "t" in frames:
        return place, "t"
    if word in ("if", "whether", "how", "why", "what", "who", "where", "when", "which"):
        return (place, "w") if "w" in frames else None
    if word == "to":
        return (place, "i") if "i" in frames else None
    if bits & words.GERUND and bits & words.LOWER:
        return (place, "g") if "g" in frames else ((place, "n") if "n" in frames else None)
    if bits & (HARD | words.COMMA | words.DASH | BIT["preposition"] | BIT["conjunction"] | BIT["subordinate"] | words.UNBRACKET | words.BRACKET):
        return None
    if bits & (BIT["be"] | BIT["have"] | BIT["modal"] | BIT["do"]) and not bits & BIT["subject"]:
        return None
    if bits & BIT["time"] and not bits & words.GENITIVE and "n" not in frames:
        return None
    if bits & (NOMINAL | words.LOWER):
        if "z" in frames and (bits & BIT["pronoun"] or has_finite(unit, place, unit.size - 1)):
            return place, "z"
        if frames & {"n", "p"}:
            return place, "n" if "n" in frames else "p"
    return None


def _source_cue_content(
    unit: Unit, site: Site, start: int, frame: str, ceiling: int
) -> Relation | None:
    """`Smith said that …`: the plain order."""
    if start >= ceiling:
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
    return _relation(unit, site, f"source cue {frame}", [(start, last)], source)


def _trailing(unit: Unit, site: Site) -> Relation | None:
    """`…, police said.` and `…, said the minister, …`: the content stands left of the tag."""
    if "z" not in site.entry.frames or site.form.form not in (PAST, PRESENT, BASE):
        return None
    inverted = _is_inverted(unit, site)
    source = source_after(unit, site.last, unit.size) if inverted else source_before(unit, site.place, 0)
    if source is None:
        return None
    begin, end = (site.place, source[1]) if inverted else (source[0], site.last)
    if begin < 1 or not (unit.bits[begin - 1] & words.COMMA or ends_clause(unit, begin - 1)):
        return None
    first, last = _clause_before(unit, begin)
    if last < first:
        return None
    rest = _clause_goes_on(unit, end + 1)
    if rest is not None:
        return _relation(unit, site, "content tag content", [(first, last), rest], source)
    return _relation(unit, site, "content source cue", [(first, last)], source)


def _clause_before(unit: Unit, end: int) -> Places:
    """The clause that ends before a tag, without the punctuation around it."""
    first, last = 0, end - 1
    while first < end and unit.bits[first] & (words.COMMA | words.DASH):
        first += 1
    while last > first and unit.bits[last] & words.COMMA:
        last -= 1
    return first, last


def _clause_goes_on(unit: Unit, place: int) -> Places | None:
    """What follows a tag in the middle of its content (The goal, he said, is peace)."""
    place = skip_time(unit, place)
    while place < unit.size and not unit.bits[place] & words.COMMA:
        if unit.bits[place] & (BIT["finite"] | HARD | words.DASH | BIT["conjunction"]):
            return None
        place += 1
    place += 1
    if place + 1 >= unit.size or unit.bits[place] & (words.GERUND | BIT["conjunction"] | HARD):
        return None
    if unit.bits[place] & BIT["subordinate"] and unit.word(place) in ("while", "though", "although", "but"):
        return None
    last, _ = content_end(unit, place, False)
    return place, last


def _according(unit: Unit, site: Site) -> Relation | None:
    """`According to Lena Fox, …` and `…, according to Lena Fox`."""
    if site.place > 2 or (site.place and unit.bits[site.place - 1] & words.COMMA):
        source = source_after(unit, site.last, unit.size)
        if source is None:
            return None
        parts = [_clause_before(unit, site.place)]
        rest = _clause_goes_on(unit, source[1] + 1)
        if rest is not None and has_finite(unit, *rest):
            parts.append(rest)
        return _relation(unit, site, "content according to", parts, source)
    comma = _clause_after_comma(unit, site.last + 1)
    if comma is None:
        return _according_without_comma(unit, site)
    source = source_after(unit, site.last, comma)
    last, _ = content_end(unit, comma + 1, False)
    return None if source is None else _relation(unit, site, "according to content", [(comma + 1, last)], source)


def _according_without_comma(unit: Unit, site: Site) -> Relation | None:
    """`According to Rathbun the property was returned`: a name, then a noun phrase."""
    place = site.last + 1
    while place < unit.size and unit.bits[place] & words.CAPITAL:
        place += 1
    if place == site.last + 1 or place >= unit.size or not unit.bits[place] & NOMINAL:
        return None
    last, _ = content_end(unit, place, False)
    return _relation(unit, site, "according to content", [(place, last)], (site.last + 1, place - 1))


def _clause_after_comma(unit: Unit, place: int) -> int | None:
    """The comma behind a fronted phrase: the first that a finite verb follows before the next."""
    commas = [n for n in range(place, unit.size) if unit.bits[n] & words.COMMA] + [unit.size]
    for comma, following in zip(commas, commas[1:], strict=False):
        if has_finite(unit, comma + 1, following - 1) and unit.word(comma + 1) not in ("who", "which", "whose"):
            return comma
    return commas[0] if len(commas) > 1 and commas[0] + 1 < unit.size else None


def _relation(unit: Unit, site: Site, name: str, parts: list[Places], source: Places | None) -> Relation:
    items = unit.items
    begin = site.place
    if source is not None and source[0] < site.place:
        begin = max(verb_group_start(unit, site.place, 0), source[1] + 1)
    quoted = [bool(unit.bits[n] & words.QUOTE) for first, last in parts for n in range(first, last + 1)]
    kind = "indirect" if not any(quoted) else "direct" if len(quoted) == 1 else "mixed"
    return Relation(
        name,
        [(items[first], unit.last_token(last)) for first, last in parts],
        None if source is None else (items[source[0]], unit.last_token(source[1])),
        (items[begin], items[site.last]),
        site.entry,
        kind,
        places=(min(p[0] for p in parts), max(p[1] for p in parts)),
        features=features(unit, site, name, kind, parts, source, begin),
    )
