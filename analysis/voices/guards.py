"""Guards: whether a word form that can be a cue is a reporting verb where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.voices.cues import BASE, ING, PAST, PRESENT, Cue, Form, noun_cue
from analysis.voices.view import Unit
from analysis.voices.words import (
    CAPITAL,
    COLON,
    COMMA,
    DETERMINER,
    DO,
    FREQUENCY,
    GENITIVE,
    MODAL,
    NEGATION,
    NUMBER,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    QUOTE,
    STOP,
    SUBJECT,
    THAT,
    TO,
    WH,
)

_NOMINAL = CAPITAL | DETERMINER | POSSESSIVE | SUBJECT | NUMBER | OBJECT
_OPENS_CONTENT = _NOMINAL | THAT | WH | QUOTE | TO | COLON
_PLURALS = frozenset("people police men women some many others both few critics".split())
_BARE_DETERMINERS = frozenset(
    "this that all some many both others each those these most few".split()
)


@dataclass
class Site:
    """A cue in a unit: its first and last place, and the reading chosen from the lexicon."""

    place: int
    last: int
    entry: Cue
    form: Form


def verb_site(unit: Unit, place: int, frames: str) -> Site | None:
    """The reporting verb at a place with one of the frames, if the word is a verb there."""
    found = unit.cue(place, frames)
    if found is None or found[0].pos != "verb":
        return None
    site = Site(place, found[2], found[0], found[1])
    return site if is_verb(unit, site) else None


def noun_reading(unit: Unit, place: int) -> Cue | None:
    """The noun that the word at a place is in the lexicon, if a clause can follow it."""
    if unit.word(place + 1) not in ("that", "to"):
        return None
    return noun_cue(unit.words[place])


def is_verb(unit: Unit, site: Site) -> bool:
    """Whether the word is a verb here, and not a noun, a name or an adjective."""
    place, form = site.place, site.form.form
    before = unit.bits[place - 1] if place else 0
    if unit.bits[place] & CAPITAL and place and not unit.title_case:
        return False
    if before & (DETERMINER | POSSESSIVE) and not before & SUBJECT:
        alone = unit.word(place - 1) in _BARE_DETERMINERS
        return alone and (form == PAST or (form == PRESENT and not site.entry.noun))
    if before & GENITIVE and not before & SUBJECT and form != ING:
        return False
    if form == BASE:
        return _is_base_verb(unit, site, before)
    if form == PRESENT and site.entry.noun:
        if not place or before & (PREPOSITION | NUMBER) and not before & THAT:
            return False
        following = unit.bits[site.last + 1] if site.last + 1 < unit.size else STOP
        named = before & (CAPITAL | SUBJECT | FREQUENCY)
        return bool(following & (_OPENS_CONTENT | COMMA | STOP | (PREPOSITION if named else 0)))
    return True


def _is_base_verb(unit: Unit, site: Site, before: int) -> bool:
    place = site.place
    if before & (TO | MODAL | DO | NEGATION):
        return True
    if not place or before & PREPOSITION:
        return False
    if not site.entry.noun or before & (SUBJECT | FREQUENCY):
        return True
    return is_plural(unit, place - 1)


def is_plural(unit: Unit, place: int) -> bool:
    """Whether a word looks like a plural noun."""
    word = unit.word(place)
    return (word.endswith("s") and not word.endswith("ss")) or word in _PLURALS
