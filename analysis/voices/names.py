"""Names in an article: runs of capitalised words, their roles, and short forms of them.

A surname, a title with a surname, a role noun and an acronym all point to the full name that the
article gives once. Gender comes from titles only; it is never guessed from a name.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from analysis.tokens import WORD
from analysis.voices import words
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

    by_end: names that end in a person's full name and are that person (Rival Tom Reyes). studies:
    the reports, studies and polls that the article calls by a name.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    by_last: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    by_first: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    by_end: dict[str, Entity] = field(default_factory=dict)
    by_role: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    by_acronym: dict[str, Entity] = field(default_factory=dict)
    starts: list[tuple[int, Entity]] = field(default_factory=list)
    studies: list[Entity] = field(default_factory=list)

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


def names_of(view: View) -> dict[int, Names]:
    """The names of each article of the batch that has any."""
    result: dict[int, Names] = defaultdict(Names)
    articles = view.article
    for first, last in _runs(view):
        _add(view, result[articles[first]], first, last)
    for names in result.values():
        _link(names)
    return dict(result)


def _runs(view: View) -> list[tuple[int, int]]:
    """Stretches of capitalised words that nothing separates, as first and last token."""
    tokens = view.tokens
    bits = view.tokens.vocabulary.words.attribute(words.word_bits)[tokens.word]
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
    return list(zip(firsts[keep].tolist(), lasts[keep].tolist(), strict=True))


def clean_name(view: View, first: int, last: int) -> tuple[str, list[int]]:
    """A name without what stands before it, and the tokens left out there.

    Titles and roles end what comes before a person's name (Norland President Ines Holm); behind
    `the` they are part of an organisation's (the General Staff).
    """
    start = first
    if not (first and view.low(first - 1) == "the"):
        for token in range(first, last):
            if view.bits[token] & (TITLE_WORD | ROLE | DETERMINER):
                start = token + 1
    kept: list[str] = []
    for token in range(start, last + 1):
        bits, word = view.bits[token], view.string(token)
        if not word[0].isalnum():
            continue
        if not bits & CAPITAL:
            if kept:
                break
            continue
        if word.lower() not in SUFFIXES:
            kept.append(word[:-2] if bits & GENITIVE else word)
    return " ".join(kept), list(range(first, start))


def _add(view: View, names: Names, first: int, last: int) -> None:
    name, before = clean_name(view, first, last)
    if not name:
        return
    tail = view.bits[last]
    organised = any(view.bits[token] & ORGANISED for token in range(first, last + 1))
    article = view.low(first - 1) if first else ""
    entity = names.entities.get(name)
    if entity is None:
        person = _marked_person(view, last)
        if person is None:
            person = not organised and article != "the" and (len(name.split()) > 1 or bool(before))
        entity = names.entities[name] = Entity(name, person, first)
        if is_study(view, last) and " " in name:
            names.studies.append(entity)
    for token in before:
        _learn(view, entity, token)
    if first and view.bits[first - 1] & (ROLE | STANDING):
        _learn(view, entity, first - 1)
    _apposition(view, entity, last)
    names.starts.append((first, entity))
    if organised and not tail & GENITIVE:
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
    if last + 3 >= len(view.bits) or not view.bits[last + 1] & COMMA:
        return
    if not view.bits[last + 2] & (DETERMINER | POSSESSIVE | ROLE):
        return
    for token in range(last + 2, min(last + 10, len(view.bits))):
        bits = view.bits[token]
        if bits & (COMMA | STOP | PREPOSITION | RELATIVE):
            break
        if bits & (ROLE | STANDING):
            _learn(view, entity, token)


def _link(names: Names) -> None:
    """Short forms: the last word of a longer name, and role nouns."""
    for entity in sorted(names.entities.values(), key=lambda e: e.token):
        parts = entity.name.split()
        if len(parts) > 1:
            names.by_last[parts[-1]].append(entity)
            for size in range(1, len(parts)):
                names.by_first[" ".join(parts[:size])].append(entity)
        if len(parts) > 2:
            person = names.entities.get(" ".join(parts[-2:]))
            if person is not None and person.is_person:
                names.by_end[entity.name] = person
                person.standing |= entity.standing
                person.gender = person.gender or entity.gender
    for entity in names.entities.values():
        full = names.find(entity.name)
        if full is not None and full is not entity:
            continue
        for role in entity.roles:
            names.by_role[role].append(entity)
    for entity in list(names.entities.values()):
        parts = entity.name.split()
        if len(parts) == 1 and names.by_last.get(parts[0]):
            full = names.by_last[parts[0]][0]
            full.gender = full.gender or entity.gender
            full.standing |= entity.standing
            for role in entity.roles - full.roles:
                full.roles.add(role)
                if entity in names.by_role[role]:
                    names.by_role[role].remove(entity)
                if full not in names.by_role[role]:
                    names.by_role[role].append(full)
