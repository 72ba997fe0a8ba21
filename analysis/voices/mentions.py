"""Where an article mentions whom, in what form, and in what part of the sentence.

Mentions are names: runs of capital words. Pronouns and bare roles (the minister) are not followed.
Names are read from running text first; in headlines, where many words have capitals, only names
that the running text has are found.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.tables import ZONES
from analysis.tokens import MARK, WORD, Tokens
from analysis.voices import parts, words
from analysis.voices.names import NOT_NAME, ORGANISED, SUFFIXES
from analysis.voices.output import Columns

Ints = NDArray[np.int64]

_DISPLAYED = np.isin(ZONES, ("headline", "kicker", "subheading", "embed"))
_UNREAD = np.isin(ZONES, ("byline", "dateline", "credit", "footer", "boilerplate"))
_SURNAMES = frozenset("king prince bishop pope judge dean".split())
"""Titles that are surnames as often (Steve King)."""
_ALSO_NAMES = frozenset("may june april august will mark".split())
"""Words of other classes that are names behind a name or a title (Theresa May)."""
_PLURALS = ("men's", "people's", "children's")
_PARTY = re.compile(r"[DRI]-[A-Z]")
"""A party with a state behind a legislator's name (D-N.Y.)."""


@dataclass(frozen=True)
class Mentions:
    """A row a mention, in order of place. first, last: its tokens, title included; name: whom it
    resolves to; form, role and kind as in tables.MENTIONS."""

    first: Ints
    last: Ints
    name: NDArray[np.object_]
    form: NDArray[np.object_]
    role: NDArray[np.object_]
    kind: NDArray[np.object_]


class _Run(NamedTuple):
    """A run of capital words: its tokens, the name in it, and what stands before the name."""

    first: int
    last: int
    name: tuple[str, ...]
    titled: bool
    opens: bool  # whether only the sentence's beginning may explain the capital
    lead: bool  # whether a role noun in small letters stands before (union boss Mara Voss)


def find_mentions(tokens: Tokens, attributed: Columns) -> Mentions:
    """The mentions of a batch; attributed: its attributions, whose speakers are mentions too."""
    bits = tokens.vocabulary.words.attribute(words.word_bits)[tokens.word]
    sources = _sources(attributed)
    found: list[tuple[int, int, str, str, str]] = []
    of_article: dict[int, list[_Run]] = defaultdict(list)
    for run in _runs(tokens, bits):
        of_article[int(tokens.article[run.first])].append(run)
    for article, runs in of_article.items():
        found += _resolved(tokens, runs, sources.get(article, {}))
    found.sort()
    columns = list(zip(*found, strict=True)) or [()] * 5
    first, last = (np.array(column, np.int64) for column in columns[:2])
    name, form, kind = (np.array(column, dtype=object) for column in columns[2:])
    role = parts.roles(tokens, bits, first, last)
    role[_speak(tokens, attributed, first, name)] = "speaker"
    return Mentions(first, last, name, form, role, kind)


def _runs(tokens: Tokens, bits: Ints) -> Iterator[_Run]:
    """Runs of capital words in one sentence; a possessive ending closes one."""
    joined = _capital(tokens, bits)
    plural = tokens.vocabulary.words.attribute(_plural_possessor)[tokens.word]
    genitive = ((bits & words.GENITIVE) > 0) & ~plural
    link = joined[:-1] & joined[1:] & (tokens.sentence[:-1] == tokens.sentence[1:]) & ~genitive[:-1]
    first = np.flatnonzero(joined & ~np.concatenate([[False], link])[: len(joined)])
    last = np.flatnonzero(joined & ~np.concatenate([link, [False]])[: len(joined)])
    strings, ids = tokens.vocabulary.words.strings, tokens.word
    opening = tokens.sentence_first_token[tokens.sentence[first]] if len(first) else first
    opens = (first == opening) | (tokens.kind[np.maximum(first - 1, 0)] == MARK)
    lead = (bits[np.maximum(first - 1, 0)] & words.ROLE > 0) & (first > opening)
    # Lists of the runs' words, since to cut a short piece out of a column takes longer.
    inside = np.flatnonzero(joined)
    spellings = [strings[word] for word in ids[inside].tolist()]
    own_bits: list[int] = bits[inside].tolist()
    end = 0
    for a, b, at_start, led in zip(
        first.tolist(), last.tolist(), opens.tolist(), lead.tolist(), strict=True
    ):
        begin, end = end, end + b - a + 1
        spelled = tuple(spellings[begin:end])
        name, titled = _name(spelled, tuple(own_bits[begin:end]))
        if name:
            yield _Run(a, b, name, titled, at_start and len(spelled) == 1, led)


def _capital(tokens: Tokens, bits: Ints) -> NDArray[np.bool_]:
    """Tokens of names: capital words, and the stop of a title's abbreviation (Sen. Cruz)."""
    capital = (tokens.kind == WORD) & ((bits & words.CAPITAL) > 0)
    named = capital & ((bits & NOT_NAME) == 0) & ~_UNREAD[tokens.zone]
    either = tokens.vocabulary.words.attribute(_also_names)[tokens.word]
    named[1:] |= capital[1:] & either[1:] & named[:-1]
    stop = np.zeros(len(named), np.bool_)
    width = tokens.end[1:-1] - tokens.start[1:-1]
    title = (bits & words.TITLE_WORD) > 0
    stop[1:-1] = title[:-2] & named[:-2] & named[2:] & ~named[1:-1] & (width == 1)
    # The apostrophe of a plural possessor inside a name (the Harbour Workers’ Union).
    mark = (tokens.kind == MARK) & (tokens.end - tokens.start == 1)
    touching = tokens.end[:-2] == tokens.start[1:-1]
    plural = tokens.vocabulary.words.attribute(_ends_in_s)[tokens.word]
    stop[1:-1] |= mark[1:-1] & touching & named[:-2] & plural[:-2] & named[2:]
    return named | stop


def _also_names(strings: Sequence[str]) -> NDArray[np.bool_]:
    return words.among(strings, _ALSO_NAMES)


def _ends_in_s(strings: Sequence[str]) -> NDArray[np.bool_]:
    return np.fromiter((s.endswith("s") for s in strings), np.bool_, len(strings))


def _plural_possessor(strings: Sequence[str]) -> NDArray[np.bool_]:
    """Women's, Fishermen's: they stand inside an organisation's name and end none."""
    return np.fromiter(
        (s.lower().replace("’", "'").endswith(_PLURALS) for s in strings),
        np.bool_,
        len(strings),
    )


@lru_cache(maxsize=1 << 16)
def _name(spelled: tuple[str, ...], bits: tuple[int, ...]) -> tuple[tuple[str, ...], bool]:
    """The name in a run, without titles and roles before it, and whether there were any."""
    kept = [
        (word, bit)
        for word, bit in zip(spelled, bits, strict=True)
        if word[0].isalnum() and word.lower() not in SUFFIXES
    ]
    ranked = [bool(bit & (words.TITLE_WORD | words.ROLE)) for _, bit in kept]
    if not kept or (ranked[-1] and (len(kept) == 1 or kept[-1][0].lower() not in _SURNAMES)):
        return (), False
    # The roles in an organisation's name belong to it (the Harbour Workers' Union); before a
    # person's name stand titles and the body that they are of (House Speaker Ann Lee).
    body = bool(kept[-1][1] & ORGANISED)
    before = [yes or bool(bit & ORGANISED) for yes, (_, bit) in zip(ranked, kept, strict=True)]
    longest = len(kept) - (1 if any(ranked) else 2)
    start = max((n + 1 for n in range(longest) if before[n] and not body), default=0)
    name = [word for word, _ in kept[start:]]
    if name[-1].lower().endswith(("'s", "’s")):
        name[-1] = name[-1][:-2]
    if _PARTY.match(name[0]) or all(len(word) == 1 for word in name):
        return (), False
    return tuple(name), start > 0


def _resolved(
    tokens: Tokens, runs: list[_Run], sources: dict[str, str]
) -> Iterator[tuple[int, int, str, str, str]]:
    """First and last token, name, form and kind of each mention in an article."""
    running = [run for run in runs if not _DISPLAYED[tokens.zone[run.first]]]
    whole = Counter(run.name for run in running if len(run.name) > 1)
    by_last: dict[str, tuple[str, ...]] = {}
    by_first: dict[str, tuple[str, ...]] = {}
    for name, _ in whole.most_common():
        by_last.setdefault(name[-1], name)
        by_first.setdefault(name[0], name)
    sure = {run.name for run in running if run.titled or run.lead or not run.opens}
    sure |= {name for name in whole if len(name) > 1}
    resolved = [
        (run.first, run.last, *_whom(run, by_last, by_first))
        for run in running
        if run.name in sure or run.name[-1] in by_last or run.name[0] in by_first
    ]
    for run in runs:
        if _DISPLAYED[tokens.zone[run.first]]:
            resolved += _displayed(tokens, run, sure, by_last)
    kinds = _kinds(resolved, sources)
    return ((a, b, " ".join(name), form, kinds[name]) for a, b, name, form in resolved)


def _whom(
    run: _Run, by_last: dict[str, tuple[str, ...]], by_first: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], str]:
    """The full name that a run stands for, and the form of the mention."""
    name, form = run.name, "full"
    if len(name) == 1:
        if name[0] in by_last:
            name, form = by_last[name[0]], "surname"
        elif name[0] in by_first and not run.titled:
            name, form = by_first[name[0]], "first name"
        else:
            form = "single"
    elif by_last[name[-1]][0] == name[0]:
        name = by_last[name[-1]]
    return name, "title" if run.titled else "epithet" if run.lead else form


def _displayed(
    tokens: Tokens, run: _Run, sure: set[tuple[str, ...]], by_last: dict[str, tuple[str, ...]]
) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    """Known names in a run of a headline, whose other words may have capitals as well."""
    strings = tokens.vocabulary.words.strings
    spelled = [strings[word] for word in tokens.word[run.first : run.last + 1].tolist()]
    spelled = [word[:-2] if word.lower().endswith(("'s", "’s")) else word for word in spelled]
    place = 0
    while place < len(spelled):
        for size in range(min(5, len(spelled) - place), 0, -1):
            name = tuple(spelled[place : place + size])
            known = by_last.get(name[0]) if size == 1 else None
            if known is not None or name in sure:
                at = run.first + place
                form = "full" if size > 1 else "surname" if known is not None else "single"
                yield at, at + size - 1, known or name, form
                break
        else:
            size = 1
        place += size


@lru_cache(maxsize=1 << 16)
def _organised(word: str) -> bool:
    """Whether a name that ends in the word is an organisation's."""
    return bool(words.bits_of(word) & ORGANISED)


def _kinds(
    mentions: list[tuple[int, int, tuple[str, ...], str]], sources: dict[str, str]
) -> dict[tuple[str, ...], str]:
    """What each name is: a person where a title, a short form or its speaking shows one."""
    forms: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for _, _, name, form in mentions:
        forms[name].add(form)
    kinds = {}
    for name, seen in forms.items():
        body = _organised(name[-1])
        shown = bool(seen & {"title", "epithet", "surname"})
        speaks = len(name) > 1 and sources.get(" ".join(name)) in ("person", "official")
        person = not body and (shown or speaks)
        kinds[name] = "organisation" if body else "person" if person else "other"
    return kinds


def _sources(attributed: Columns) -> dict[int, dict[str, str]]:
    """The type of each resolved source, by article."""
    types: dict[int, dict[str, str]] = defaultdict(dict)
    rows = (attributed[name].tolist() for name in ("article", "source", "source_type"))
    for article, source, kind in zip(*rows, strict=True):
        if source is not None:
            types[article][source] = kind
    return types


def _speak(
    tokens: Tokens, attributed: Columns, first: Ints, name: NDArray[np.object_]
) -> NDArray[np.bool_]:
    """True for a mention that opens a speaker's span and is the source that it resolves to."""
    known = [row for row, source in enumerate(attributed["source"].tolist()) if source is not None]
    if not known or not len(first):
        return np.zeros(len(first), np.bool_)
    article, start, end = (
        attributed[column][known].astype(np.int64)
        for column in ("article", "speaker_start", "speaker_end")
    )
    width = max(map(len, tokens.texts)) + 1
    begin, rows = np.unique(article * width + start, return_index=True)
    place = tokens.article[first].astype(np.int64) * width + tokens.start[first]
    at = np.searchsorted(begin, place, side="right") - 1
    row = rows[np.maximum(at, 0)]
    inside = (at >= 0) & (place < article[row] * width + end[row])
    return np.asarray(inside & (name == attributed["source"][known][row]), np.bool_)
