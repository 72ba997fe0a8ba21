"""Names in an article: runs of capitalised words, their roles, and short forms of them.

A surname, a title with a surname, a role noun and an acronym all point to the full name that the
article gives once. Gender comes from titles only; it is never guessed from a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.tokens import WORD
from analysis.voices.annotations import PERSON, UNKNOWN
from analysis.voices.source_roles import STANDING, standing
from analysis.voices.view import View
from analysis.voices.words import (
    ADVERB,
    BODY,
    CAPITAL,
    COMMA,
    CONJUNCTION,
    DATA,
    DETERMINER,
    DOCUMENT,
    FEMININE,
    FINITE,
    GENITIVE,
    MASCULINE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    ROLE,
    STOP,
    SUBJECT,
    SUBORDINATE,
    TIME,
    TITLE_WORD,
    WH,
    among,
)

NOT_NAME = (
    DETERMINER
    | PRONOUN
    | PREPOSITION
    | CONJUNCTION
    | SUBORDINATE
    | TIME
    | FINITE
    | WH
    | ADVERB
    | POSSESSIVE
    | SUBJECT
)
ORGANISED = BODY | DOCUMENT | DATA
_BEFORE = TITLE_WORD | ROLE | DETERMINER
SUFFIXES = frozenset("jr sr ii iii iv".split())
_LONGEST = 6


@dataclass
class Entity:
    """Somebody or something that an article names.

    standing: the classes (official, expert, citizen) of what the article calls it.
    """

    name: str
    is_person: bool
    token: int
    gender: str = ""
    standing: int = 0
    roles: set[str] = field(default_factory=set)


@dataclass
class Names:
    """The names of one article, by full name, last word, role noun and acronym.

    entities are in order of place. by_end: names that end in a person's full name and are that
    person (Rival Tom Reyes). starts: every place where a name begins. studies: the reports, studies
    and polls that the article calls by a name.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    by_last: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    by_end: dict[str, Entity] = field(default_factory=dict)
    by_role: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    by_acronym: dict[str, Entity] = field(default_factory=dict)
    starts: list[tuple[int, Entity]] = field(default_factory=list)
    studies: list[Entity] = field(default_factory=list)

    @cached_property
    def by_first(self) -> dict[str, list[Entity]]:
        """The entities by the words that their names begin with; asked for by few articles."""
        found: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.entities.values():
            parts = entity.name.split()
            for size in range(1, len(parts)):
                found[" ".join(parts[:size])].append(entity)
        return found

    def find(self, name: str, gender: str = "") -> Entity | None:
        """The entity of a name, of its last word, or of its first when only one has it.

        Of several with one surname it is the first whom the title's gender fits.
        """
        known = self.entities.get(name) or self.by_acronym.get(name)
        if known is not None:
            return self.by_end.get(name, known)
        if " " not in name:
            found = self.by_last.get(name, [])
            fitting = [e for e in found if not gender or e.gender in ("", gender)]
            if found:
                return (fitting or found)[0]
        led = [e for e in self.by_first.get(name, []) if e.is_person]
        return led[0] if len(led) == 1 else None


class _Run(NamedTuple):
    """A stretch of capitalised words: its tokens, and what its neighbours are.

    the: whether the article stands before it; led: a role noun; apposed: whether what may be an
    apposition follows.
    """

    first: int
    last: int
    the: bool
    led: bool
    apposed: bool


def names_of(view: View) -> dict[int, Names]:
    """The names of each article of the batch that has any."""
    result: dict[int, Names] = defaultdict(Names)
    articles = view.article
    for run in _runs(view):
        _add(view, result[articles[run.first]], run)
    for names in result.values():
        _link(names)
    return dict(result)


def _runs(view: View) -> Iterator[_Run]:
    """Stretches of capitalised words that nothing separates."""
    tokens = view.tokens
    vocabulary = tokens.vocabulary.words
    bits = view.classes
    named = (tokens.kind == WORD) & ((bits & CAPITAL) > 0) & ((bits & NOT_NAME) == 0)
    title = (bits & TITLE_WORD) > 0
    stop = np.zeros(len(named), np.bool_)
    stop[1:-1] = (
        title[:-2] & named[2:] & ~named[1:-1] & (tokens.end[1:-1] - tokens.start[1:-1] == 1)
    )
    joined = named | stop
    edge = np.flatnonzero(np.diff(joined, prepend=False, append=False))
    firsts, lasts = edge[::2], edge[1::2] - 1
    keep = (lasts - firsts >= 1) & (lasts - firsts < 2 * _LONGEST)
    keep &= tokens.paragraph[firsts] == tokens.paragraph[lasts]
    first, last = firsts[keep], lasts[keep]
    before, inner = first - 1, first > 0
    the = inner & vocabulary.attribute(_is_the)[tokens.word[before]]
    led = inner & (bits[before] & (ROLE | STANDING) > 0)
    behind = np.minimum(last + 2, len(bits) - 1)
    apposed = (last + 3 < len(bits)) & (bits[behind - 1] & COMMA > 0)
    apposed &= bits[behind] & (DETERMINER | POSSESSIVE | ROLE) > 0
    columns = (column.tolist() for column in (first, last, the, led, apposed))
    return map(_Run._make, zip(*columns, strict=True))


def _is_the(strings: Sequence[str]) -> NDArray[np.bool_]:
    return among(strings, ("the",))


class Spelling(NamedTuple):
    """A name without what stands before it, the number of words left out there, and whether a word
    of all is an organisation's."""

    name: str
    before: int
    organised: bool


def spelling(view: View, first: int, last: int, the: bool) -> Spelling:
    """The name that some tokens spell; the same words spell the same name all over a batch."""
    key = view.word[first : last + 1].tobytes(), the
    found = view.spellings.get(key)
    if found is None:
        found = view.spellings[key] = _spelled(view, first, last, the)
    return found


def _spelled(view: View, first: int, last: int, the: bool) -> Spelling:
    """Titles and roles end what comes before a person's name (Norland President Ines Holm); behind
    `the` they are part of an organisation's (the General Staff)."""
    bits, start, classes = view.bits[first : last + 1].tolist(), 0, 0
    for own in bits:
        classes |= own
    if classes & _BEFORE and not the:
        start = max((n for n, own in enumerate(bits[:-1], 1) if own & _BEFORE), default=0)
    kept: list[str] = []
    for own, number in zip(bits[start:], view.word[first + start : last + 1].tolist(), strict=True):
        word = view.strings[number]
        if own & CAPITAL:
            if word[0].isalnum() and word.lower() not in SUFFIXES:
                kept.append(word[:-2] if own & GENITIVE else word)
        elif kept and word[0].isalnum():
            break
    return Spelling(" ".join(kept), start, classes & ORGANISED > 0)


def _add(view: View, names: Names, run: _Run) -> None:
    first, last = run.first, run.last
    name, before, organised = spelling(view, first, last, run.the)
    if not name:
        return
    entity = names.entities.get(name)
    if entity is None:
        person = _marked_person(view, last)
        if person is None:
            person = not organised and not run.the and (before > 0 or " " in name)
        entity = names.entities[name] = Entity(name, person, first)
        if is_study(view, last) and " " in name:
            names.studies.append(entity)
    for token in range(first, first + before):
        _learn(view, entity, token)
    if run.led:
        _learn(view, entity, first - 1)
    if run.apposed:
        _apposition(view, entity, last)
    names.starts.append((first, entity))
    if organised and not view.bits[last] & GENITIVE:
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        if len(initials) > 1:
            names.by_acronym.setdefault(initials, entity)


def is_study(view: View, token: int) -> bool:
    """Whether a word is a noun for published findings (study, poll, report)."""
    return bool(view.bits[token] & DATA) or view.low(token) == "report"


def _marked_person(view: View, token: int) -> bool | None:
    """Whether an annotator takes the name for a person's; None when it says nothing."""
    kind = UNKNOWN if view.known is None else view.known.entity[token]
    return None if kind == UNKNOWN else bool(kind == PERSON)


def _learn(view: View, entity: Entity, token: int) -> None:
    """What a title or role noun says of its bearer."""
    bits = view.bits[token]
    if bits & MASCULINE:
        entity.gender = "m"
    elif bits & FEMININE:
        entity.gender = "f"
    entity.standing |= standing(view, token)
    if bits & ROLE:
        entity.roles.add(view.low(token))


def _apposition(view: View, entity: Entity, last: int) -> None:
    """`Tom Reyes, the club treasurer`: the role behind the name."""
    for token in range(last + 2, min(last + 10, len(view.bits))):
        bits = view.bits[token]
        if bits & (COMMA | STOP | PREPOSITION | RELATIVE):
            break
        if bits & (ROLE | STANDING):
            _learn(view, entity, token)


def _link(names: Names) -> None:
    """Short forms: the last word of a longer name, and role nouns."""
    for entity in names.entities.values():
        parts = entity.name.split()
        if len(parts) > 1:
            names.by_last[parts[-1]].append(entity)
        if len(parts) > 2:
            person = names.entities.get(" ".join(parts[-2:]))
            if person is not None and person.is_person:
                names.by_end[entity.name] = person
                person.standing |= entity.standing
                person.gender = person.gender or entity.gender
    for entity in names.entities.values():
        if entity.name not in names.by_end:
            for role in entity.roles:
                names.by_role[role].append(entity)
    for entity in names.entities.values():
        if " " not in entity.name and names.by_last.get(entity.name):
            full = names.by_last[entity.name][0]
            full.gender = full.gender or entity.gender
            full.standing |= entity.standing
            for role in entity.roles - full.roles:
                full.roles.add(role)
                if entity in names.by_role[role]:
                    names.by_role[role].remove(entity)
                if full not in names.by_role[role]:
                    names.by_role[role].append(full)
