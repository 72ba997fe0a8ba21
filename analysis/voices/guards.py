"""Guards: whether a word form that can be a cue is a reporting verb where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.voices.cues import PRESENT, Cue, Form, noun_cues
from analysis.voices.units import Unit
from analysis.voices.words import (
    CAPITAL,
    COLON,
    COMMA,
    DETERMINER,
    FREQUENCY,
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


@dataclass(slots=True)
class Site:
    """A cue in a unit: its first and last place, and the reading chosen from the lexicon.

    content: where its content begins and in which frame, once `frames` has looked (False: not yet).
    """

    place: int
    last: int
    entry: Cue
    form: Form
    content: tuple[int, str] | bool | None = False


def verb_site(unit: Unit, place: int, frames: str) -> Site | None:
    """The reporting verb at a place with one of the frames, if the word is a verb there."""
    found = unit.cue(place, frames)
    if found is None or found[0].pos != "verb":
        return None
    site = Site(place, found[2], found[0], found[1])
    return site if is_verb(unit, site) else None


def noun_reading(unit: Unit, place: int) -> Cue | None:
    """The noun that the word at a place is in the lexicon, if a clause can follow it."""
    if unit.words[place + 1] not in ("that", "to"):
        return None
    return noun_cues().get(unit.words[place])


def is_verb(unit: Unit, site: Site) -> bool:
    """Whether the word is a verb here, and not a noun, a name or an adjective.

    A form that is a noun as well (claims, reports) is a verb when content can follow it.
    """
    place = site.place
    if not unit.marked.verb[unit.row + place]:
        return False
    if site.form.form != PRESENT or not site.entry.noun:
        return True
    before = unit.bits[place - 1] if place else 0
    following = unit.bits[site.last + 1] if site.last + 1 < unit.size else STOP
    named = before & (CAPITAL | SUBJECT | FREQUENCY)
    return bool(following & (_OPENS_CONTENT | COMMA | STOP | (PREPOSITION if named else 0)))
