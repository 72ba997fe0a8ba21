"""Who a speaker is: full names, titles, role nouns, acronyms and pronouns, without a model.

A pronoun is the most recent compatible person that spoke or was the subject nearby; when nothing
near is compatible it stays unresolved, since a wrong guess is worse.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from analysis.voices.names import Entity, Names, is_study, names_of, spelling
from analysis.voices.relation import Places, Relation
from analysis.voices.source_roles import role_of, standing, standing_of_phrase
from analysis.voices.source_types import source_type
from analysis.voices.view import View
from analysis.voices.words import (
    ACRONYM,
    ANONYMOUS,
    BODY,
    BRACKET,
    CAPITAL,
    COLLECTIVE,
    COMMA,
    CONJUNCTION,
    DASH,
    DATA,
    DETERMINER,
    DOCUMENT,
    FEMININE,
    FINITE,
    GENITIVE,
    LOWER,
    MASCULINE,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUBLIC,
    RELATIVE,
    ROLE,
    SUBJECT,
    THAT,
    TIME,
)

_HE, _SHE = frozenset(("he", "him", "his")), frozenset(("she", "her", "hers"))
_REACH = 2
_BACK = 60
_SKIPPED = DETERMINER | POSSESSIVE


class _Article:
    """What has been said so far in one article: the most recent sources.

    Why it is a class: resolution reads from top to bottom and needs what came before.
    """

    def __init__(self, view: View, names: Names) -> None:
        self.view, self.names = view, names
        self.recent: list[tuple[int, Entity]] = []
        self.starts = [token for token, _ in names.starts]

    def remember(self, token: int, entity: Entity) -> None:
        """An entity has spoken at a token."""
        self.recent.append((self.view.paragraph[token], entity))

    def pronoun(self, token: int, word: str) -> Entity | None:
        """The antecedent of he, she, it, they at a token."""
        gender = "m" if word in _HE else "f" if word in _SHE else ""
        if not gender and word not in ("it", "its"):
            return None
        paragraph = self.view.paragraph[token]
        subject = self._subject_before(token)
        if subject is not None and _fits(subject, gender):
            return _marked(subject, gender)
        for place, entity in reversed(self.recent[-_BACK:]):
            if paragraph - place > _REACH:
                break
            if _fits(entity, gender):
                return _marked(entity, gender)
        above = self._subject_above(token, gender) if gender else None
        return None if above is None else _marked(above, gender)

    def _subject_before(self, token: int) -> Entity | None:
        """The name that opens the sentence before, in the same paragraph."""
        view, best = self.view, None
        for start, entity in self._openings(token):
            near = view.sentence[token] - view.sentence[start]
            if view.paragraph[start] != view.paragraph[token] or near > 1:
                break
            if near == 1:
                best = entity
        return best

    def _subject_above(self, token: int, gender: str) -> Entity | None:
        """The person who opens the last sentence of the paragraph before that a name opens."""
        for start, entity in self._openings(token):
            apart = self.view.paragraph[token] - self.view.paragraph[start]
            if apart > 1:
                break
            if entity.is_person and _fits(entity, gender):
                return entity
        return None

    def _openings(self, token: int) -> Iterator[tuple[int, Entity]]:
        """Names that open a sentence in the open before a token, the nearest first."""
        view, firsts = self.view, self.view.tokens.sentence_first_token
        last = bisect_left(self.starts, token)
        for row in range(last - 1, max(last - _BACK, 0) - 1, -1):
            start, entity = self.names.starts[row]
            if view.sentence[start] < view.sentence[token] and (
                start - int(firsts[view.sentence[start]]) <= 3 and not view.inside[start]
            ):
                yield start, self.names.find(entity.name) or entity
            elif view.paragraph[token] - view.paragraph[start] > 1:
                return

    def relative(self, token: int) -> Entity | None:
        """The name that `who` follows."""
        row = bisect_left(self.starts, token) - 1
        if row < 0 or token - self.starts[row] > 8:
            return None
        entity = self.names.starts[row][1]
        return self.names.find(entity.name) or entity


def _fits(entity: Entity, gender: str) -> bool:
    if not gender:
        return not entity.is_person
    return entity.is_person and entity.gender in ("", gender)


def _marked(entity: Entity, gender: str) -> Entity:
    entity.gender = entity.gender or gender
    return entity


class Source(NamedTuple):
    """Who a speaker is: the name (None when unresolved), its type and its role."""

    name: str | None
    kind: str
    role: str


_NOBODY = Source(None, "none", "none")


def resolve(view: View, relations: list[Relation]) -> list[Source]:
    """The source of each relation, in order."""
    names = names_of(view)
    articles: dict[int, _Article] = {}
    seen: dict[Places, Source] = {}
    result: list[Source] = []
    for relation in relations:
        speaker = relation.speaker
        if speaker is None:
            result.append(_NOBODY)
            continue
        if speaker not in seen:
            number = view.article[speaker[0]]
            if number not in articles:
                articles[number] = _Article(view, names.get(number, Names()))
            seen[speaker] = _source(view, articles[number], speaker)
        result.append(seen[speaker])
    return result


def _source(view: View, article: _Article, speaker: Places) -> Source:
    first, last = speaker
    pronoun = first == last and view.bits[first] & (SUBJECT | OBJECT | RELATIVE | POSSESSIVE)
    entity = _of_pronoun(view, article, first) if pronoun else _named(view, article, first, last)
    kind = source_type(view, speaker, entity)
    stated = standing_of_phrase(view, speaker)
    if entity is None:
        return Source(None if pronoun else _phrase(view, first, last), kind, role_of(stated))
    article.remember(first, entity)
    return Source(entity.name, kind, role_of(stated | entity.standing))


def _of_pronoun(view: View, article: _Article, token: int) -> Entity | None:
    low = view.low(token).replace("’", "'")
    if low in ("who", "whose", "which", "that"):
        return article.relative(token)
    return article.pronoun(token, low.split("'")[0])


def _named(view: View, article: _Article, first: int, last: int) -> Entity | None:
    """The entity that a noun phrase names, by its name, its role noun or its acronym."""
    names = article.names
    run = _first_name(view, first, last)
    if run is not None:
        begin, end = _behind_office(view, *run, last)
        name, size, _ = spelling(view, begin, end, begin > 0 and view.low(begin - 1) == "the")
        before = range(begin, begin + size)
        if name and not (" " not in name and view.bits[run[1]] & ROLE and run[0] == run[1]):
            entity = names.find(name, _gender(view, before))
            if entity is not None:
                return entity
            if run[0] == run[1] and _opens_with_noun(view, run[0]):
                return None
            organised = view.low(first) == "the" or view.bits[run[1]] & BODY > 0
            alone = len(name.split()) == 1 and not before
            entity = Entity(name, not (organised or alone), first)
            for token in before:
                entity.standing |= standing(view, token)
            return entity
    head = _head(view, first, last)
    plain = head is not None and not any(bits & CAPITAL for bits in view.bits[first + 1 : head])
    if view.low(first) in ("the", "his", "her") and head is not None and plain:
        known = names.by_role.get(view.low(head), [])
        if len(known) == 1:
            return known[0]
        if not known and len(names.studies) == 1 and is_study(view, head):
            return names.studies[0]
        if not known and view.bits[head] & BODY:
            for _, entity in reversed(article.recent[-_BACK:]):
                if not entity.is_person and entity.name.lower().endswith(view.low(head)):
                    return entity
    return None


def _gender(view: View, before: range) -> str:
    """The gender that a title states (Mrs. Holm)."""
    classes = 0
    for token in before:
        classes |= view.bits[token]
    return "m" if classes & MASCULINE else "f" if classes & FEMININE else ""


def _behind_office(view: View, first: int, last: int, end: int) -> Places:
    """`Governor of Norland Ines Holm`: the person stands behind the office and its place.

    Two capitals behind `of` are the place alone (of New Norland); of more the last two are a name.
    """
    if not view.bits[last] & ROLE or last + 3 > end or view.low(last + 1) != "of":
        return first, last
    stop = last + 2
    while stop <= end and view.bits[stop] & CAPITAL and not view.bits[stop] & GENITIVE:
        stop += 1
    return (stop - 2, stop - 1) if stop - last - 2 > 2 else (first, last)


_ENDS_NAME = PREPOSITION | RELATIVE | CONJUNCTION | FINITE | THAT | TIME
_COMMON = ROLE | BODY | COLLECTIVE | ANONYMOUS | PUBLIC | DOCUMENT | DATA


def _opens_with_noun(view: View, token: int) -> bool:
    """A capital that only the sentence's beginning explains (Sources, Shoppers, Police)."""
    if token != view.tokens.sentence_first_token[view.tokens.sentence[token]]:
        return False
    low = view.low(token)
    return bool(view.bits[token] & _COMMON) or (low.endswith("s") and not low.endswith("ss"))


def _first_name(view: View, first: int, last: int) -> Places | None:
    """The run of capitalised words that is the phrase's head; none inside `a spokesman for X`."""
    stop = PREPOSITION | RELATIVE
    begin = None
    for token, bits in enumerate(view.bits[first : last + 1].tolist(), first):
        role = bits & ROLE and bits & LOWER
        if role and begin is not None and token < last and view.bits[token + 1] & CAPITAL:
            begin = None
        elif bits & CAPITAL and not bits & (_SKIPPED | PRONOUN):
            begin = token if begin is None else begin
        elif begin is not None and not (view.string(token) == "." and token < last):
            if not bits & (CAPITAL):
                if bits & LOWER and not bits & _ENDS_NAME:
                    begin = None
                    continue
                return begin, token - 1
        elif bits & stop and token > first or bits & COMMA and not _name_follows(view, token, last):
            return None
    return None if begin is None else (begin, last)


def _name_follows(view: View, comma: int, last: int) -> bool:
    """`a spokesman, Tom Reyes`: the apposition is the name."""
    return comma < last and bool(view.bits[comma + 1] & CAPITAL)


def _head(view: View, first: int, last: int) -> int | None:
    end = _before(view, first, last, COMMA | PREPOSITION | RELATIVE | BRACKET | DASH)
    return end if end >= first else None


def _before(view: View, first: int, last: int, classes: int) -> int:
    """The last token before the first of some classes behind a phrase's opening word."""
    for token, bits in enumerate(view.bits[first + 1 : last + 1].tolist(), first):
        if bits & classes:
            return token
    return last


def _phrase(view: View, first: int, last: int) -> str:
    """An unnamed source: the phrase up to its first comma or clause, without its determiner."""
    end = _before(view, first, last, COMMA | RELATIVE | BRACKET | DASH)
    # One of them is no `of them`.
    if first < end and view.bits[first] & DETERMINER and not view.bits[first + 1] & PREPOSITION:
        first += 1
    text = " ".join(view.text(first, end).split())
    common = (
        view.bits[first] & (_COMMON | DETERMINER | POSSESSIVE) and not view.bits[first] & ACRONYM
    )
    return text[:1].lower() + text[1:] if common else text
