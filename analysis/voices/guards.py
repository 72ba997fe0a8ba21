"""Guards: whether a word form that can be a cue is a reporting verb where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.voices import words
from analysis.voices.cues import BASE, ING, PAST, PRESENT, Cue, Form, noun_cue
from analysis.voices.view import Unit
from analysis.voices.words import BIT

_NOMINAL = (
    words.CAPITAL | BIT["determiner"] | BIT["possessive"] | BIT["subject"] | words.NUMBER | BIT["object"]
)
_OPENS_CONTENT = _NOMINAL | BIT["that"] | BIT["wh"] | words.QUOTE | BIT["to"] | words.COLON
_PLURALS = frozenset("people police men women some many others both few critics".split())
_BARE_DETERMINERS = frozenset("this that all some many both others each those these most few".split())


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
    if unit.bits[place] & words.CAPITAL and place and not unit.title_case:
        return False
    if before & (BIT["determiner"] | BIT["possessive"]) and not before & BIT["subject"]:
        return form in (PAST, PRESENT) and unit.word(place - 1) in _BARE_DETERMINERS
    if before & words.GENITIVE and not before & BIT["subject"] and form != ING:
        return False
    if form == BASE:
        return _is_base_verb(unit, site, before)
    if form == PRESENT and site.entry.noun:
        if not place or before & (BIT["preposition"] | words.NUMBER) and not before & BIT["that"]:
            return False
        following = unit.bits[site.last + 1] if site.last + 1 < unit.size else words.STOP
        return bool(following & (_OPENS_CONTENT | words.COMMA | words.STOP | BIT["preposition"]))
    return True


def _is_base_verb(unit: Unit, site: Site, before: int) -> bool:
    place = site.place
    if before & (BIT["to"] | BIT["modal"] | BIT["do"] | BIT["negation"]):
        return True
    if not place or before & BIT["preposition"]:
        return False
    if not site.entry.noun or before & (BIT["subject"] | BIT["frequency"]):
        return True
    return is_plural(unit, place - 1)


def is_plural(unit: Unit, place: int) -> bool:
    """Whether a word looks like a plural noun."""
    word = unit.word(place)
    return (word.endswith("s") and not word.endswith("ss")) or word in _PLURALS
