"""What can be seen of candidate attributions: columns of facts that their scores are made of."""

from __future__ import annotations

from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from analysis.tables import STANCES
from analysis.voices.cues import BASE, ING, PAST, PRESENT, load_cues
from analysis.voices.relation import Relation
from analysis.voices.sites import Mask, has
from analysis.voices.view import Rows
from analysis.voices.words import (
    BE,
    BODY,
    BRACKET,
    CAPITAL,
    COLLECTIVE,
    COMMA,
    CONJUNCTION,
    DASH,
    DATA,
    DETERMINER,
    DO,
    DOCUMENT,
    ED_FORM,
    FINITE,
    FREQUENCY,
    HAVE,
    ING_FORM,
    LOWER,
    MANNER,
    MODAL,
    NEGATION,
    NUMBER,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    ROLE,
    SUBJECT,
    SUBORDINATE,
    THAT,
    TIME,
    TO,
    WH,
)

Ints = NDArray[np.int64]

_KINDS = (
    ("quote", QUOTE),
    ("comma", COMMA),
    ("pronoun", SUBJECT | OBJECT),
    ("that", THAT),
    ("to", TO),
    ("wh", WH),
    ("possessive", POSSESSIVE),
    ("determiner", DETERMINER),
    ("verb group", BE | HAVE | DO | MODAL | NEGATION),
    ("preposition", PREPOSITION),
    ("conjunction", CONJUNCTION),
    ("adverb", FREQUENCY | MANNER),
    ("time", TIME),
    ("number", NUMBER),
    ("role", ROLE | BODY | DOCUMENT | DATA),
    ("capital", CAPITAL),
    ("gerund", ING_FORM),
    ("lower", LOWER),
)
_HEADS = (
    ("data", DATA),
    ("document", DOCUMENT),
    ("body", BODY),
    ("role", ROLE),
    ("collective", COLLECTIVE),
)
_HEAD = DATA | DOCUMENT | BODY | ROLE | COLLECTIVE
_HEAD_ENDS = COMMA | PREPOSITION | RELATIVE | BRACKET | DASH
_CONSTRUCTIONS = (
    *(f"source cue {frame}" for frame in ("q", "t", "z", "i", "w", "n", "p", "g", "colon")),
    *(f"passive {word}" for word in ("t", "as", "to", "of", "with", "for")),
    *("content passive", "content passive by", "noun that", "noun to", "gap cue content"),
    *("content according to", "tag content", "content tag content", "content source cue"),
    "content tag quote",
)
_FRAMES = tuple(dict.fromkeys(name.rpartition(" ")[2] for name in _CONSTRUCTIONS))
_KIND_NAMES = (*(name for name, _ in _KINDS), "other")
_HEAD_NAMES = (*(name for name, _ in _HEADS), *_KIND_NAMES)
_ACTS = ("speech", "thought", "evidence")

VALUES: dict[str, tuple[str | None, ...]] = {
    "construction": _CONSTRUCTIONS,
    "frame": _FRAMES,
    "act": _ACTS,
    "stance": STANCES,
    "inflection": (BASE, PRESENT, PAST, ING, "phrase", "noun", "adverb"),
    "kind": ("indirect", "direct", "mixed"),
    "opening": _KIND_NAMES,
    "length": ("1", "2", "3-5", "6-12", "13-"),
    "before": _KIND_NAMES,
    "noun": ("", " noun"),
    "source": (*_KIND_NAMES, "none"),
    "head": (*_HEAD_NAMES, None),
    "order": (None, "inverted"),
    "apart": (None, "source apart"),
    "opens": (None, "opens unit"),
    "modal": (None, "modal"),
    "negated": (None, "negated"),
    "be": (None, "be"),
    "have": (None, "have"),
    "infinitive": (None, "infinitive", "infinitive of cue"),
    "subordinate": (None, "under subordinate"),
    "with_verb": (None, "n", "z", "p"),
    "finite": ("False", "True"),
    "title": (None, "title case"),
    "cue": (None, "cue before"),
    "nested": (None, "nested"),
    "outer": _FRAMES,
    "outer_act": _ACTS,
}
"""The values of each fact, whose places the columns hold; None where there is nothing to say."""

_NUMBER = {name: {value: n for n, value in enumerate(own)} for name, own in VALUES.items()}
_FRAME_OF = np.array([_FRAMES.index(name.rpartition(" ")[2]) for name in _CONSTRUCTIONS])
_IS_TAG = np.array([name.startswith(("tag", "content tag")) for name in _CONSTRUCTIONS])
_WITH_VERB = np.array(
    [_NUMBER["with_verb"].get(name.removeprefix("source cue "), 0) for name in _CONSTRUCTIONS]
)


def facts_of(rows: Rows, relations: list[Relation]) -> dict[str, Ints]:
    """A column for each of VALUES, and cue_weight: the weight of the cue itself.

    rows: of the batch that the candidates were found in.
    """
    given = _given(relations)
    facts = _of_cue(*given[:5]) | _of_nesting(relations)
    unit, site, begin, first, last, source, source_last = given[5:]
    named = source >= 0
    before = np.where(site > unit, rows.bits[site - 1], 0)
    looked_at = np.concatenate([rows.bits[first], before, rows.bits[source]])
    opening, before_kind, source_kind = np.split(_kind_of(looked_at), 3)
    beside = np.maximum(np.where(named, source, site) - 2, unit)
    under = _any(rows.bits, SUBORDINATE, beside, site, unless=PREPOSITION)
    inverted = named & (source > site)
    group = _union(rows.bits, begin, site)
    size = rows.items[last] - rows.items[first] + 1
    length = np.searchsorted([1, 2, 3, 6, 13], size, side="right") - 1
    return facts | {
        "opening": opening,
        "length": np.where(size < 1, _NUMBER["length"]["3-5"], length),
        "before": before_kind,
        "source": np.where(named, source_kind, _NUMBER["source"]["none"]),
        "head": np.where(named, _head_of(rows.bits, source, source_last), _NUMBER["head"][None]),
        "order": inverted * 1,
        "apart": (named & ~inverted & (source_last + 1 < begin)) * 1,
        "opens": (named & ~inverted & (source == unit) & (site > unit)) * 1,
        "modal": has(group, MODAL) * 1,
        "negated": has(group, NEGATION) * 1,
        "be": has(group, BE) * 1,
        "have": has(group, HAVE) * 1,
        "infinitive": has(before, TO) * (1 + ((site > unit + 1) & (rows.forms[site - 2] > 0))),
        "subordinate": (under & ~_IS_TAG[facts["construction"]]) * 1,
        "finite": _any(rows.bits, FINITE | ED_FORM, first, last + 1) * 1,
        "cue": _cue_before(rows, unit, begin, site) * 1,
    }


def _given(relations: list[Relation]) -> Ints:
    """What is known of each candidate, a column each: the numbers of its word order, kind, cue and
    inflection, then its sight, with places as rows of the batch."""
    construction, inflection, kind = (
        _NUMBER[name] for name in ("construction", "inflection", "kind")
    )
    known = [
        (
            construction[relation.construction],
            kind[relation.kind],
            relation.entry.number,
            inflection[relation.sight[0]],
            *relation.sight[1:],
        )
        for relation in relations
        if relation.sight is not None and relation.entry is not None
    ]
    flat = np.fromiter(chain.from_iterable(known), np.int64)
    found = flat.reshape(len(known), -1).T.copy()
    found[6:] += np.where(found[6:] < 0, 0, found[5])
    return found


def _of_cue(
    construction: Ints, kind: Ints, entry: Ints, inflection: Ints, title: Ints
) -> dict[str, Ints]:
    """The facts of word order and lexicon."""
    act, stance, noun, weight = _lexicon()
    return {
        "construction": construction,
        "frame": _FRAME_OF[construction],
        "with_verb": _WITH_VERB[construction],
        "inflection": inflection,
        "kind": kind,
        "cue_weight": weight[entry],
        "act": act[entry],
        "stance": stance[entry],
        "noun": noun[entry],
        "title": title,
    }


def _of_nesting(relations: list[Relation]) -> dict[str, Ints]:
    """The facts of candidates whose cue stands in the content of another."""
    found = np.zeros((3, len(relations)), np.int64)
    for row, relation in enumerate(relations):
        outer = relation.inside
        if outer is not None and outer.entry is not None:
            frame = _FRAME_OF[_NUMBER["construction"][outer.construction]]
            found[:, row] = 1, frame, _NUMBER["outer_act"][outer.entry.act]
    return dict(zip(("nested", "outer", "outer_act"), found, strict=True))


@cache
def _lexicon() -> tuple[Ints, ...]:
    """Act, stance, being a noun as well, and weight of each row of the lexicon."""
    rows = [
        (_NUMBER["act"][cue.act], _NUMBER["stance"][cue.stance], cue.noun, cue.hundredths)
        for cue in load_cues()
    ]
    return tuple(np.array(rows, np.int64).T)


def _spread(first: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The rows of several stretches in turn, and which stretch each belongs to."""
    sizes = np.maximum(end - first, 0)
    owner = np.repeat(np.arange(len(first)), sizes)
    return owner, np.arange(len(owner)) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)


def _any(bits: Ints, wanted: int, first: Ints, end: Ints, *, unless: int = 0) -> Mask:
    """Whether a word in each stretch has one of the wanted classes, and none of the others."""
    owner, row = _spread(first, end)
    own = bits[row]
    found = owner[has(own, wanted) & ~has(own, unless)]
    return np.bincount(found, minlength=len(first)) > 0


def _union(bits: Ints, first: Ints, end: Ints) -> Ints:
    """The classes of each stretch together."""
    owner, row = _spread(first, end)
    union = np.zeros(len(first), np.int64)
    np.bitwise_or.at(union, owner, bits[row])
    return union


def _cue_before(rows: Rows, unit: Ints, begin: Ints, site: Ints) -> Mask:
    """Whether another word that can be a cue stands left of this one."""
    owner, row = _spread(unit, begin)
    form = rows.forms[row]
    other = (form > 0) & (form != rows.forms[site][owner]) & ~has(rows.bits[row], CAPITAL)
    return np.bincount(owner[other], minlength=len(unit)) > 0


def _head_of(bits: Ints, first: Ints, last: Ints) -> Ints:
    """The kind of a source's head: the last word before a comma, preposition or clause."""
    owner, row = _spread(first, last + 1)
    own = bits[row]
    end = last + 1
    closing = has(own, _HEAD_ENDS) & (row > first[owner])
    np.minimum.at(end, owner[closing], row[closing])
    head = np.full(len(first), -1)
    noun = has(own, _HEAD) & (row < end[owner])
    np.maximum.at(head, owner[noun], row[noun])
    kinds = _first_of([mask for _, mask in _HEADS], bits[head])
    return np.where(head < 0, len(_HEADS) + _kind_of(bits[end - 1]), kinds)


def _kind_of(bits: Ints) -> Ints:
    return _first_of([mask for _, mask in _KINDS], bits)


def _first_of(masks: list[int], bits: Ints) -> Ints:
    """The number of the first of the masks that has a class of the word."""
    found = np.full(len(bits), len(masks))
    for number in range(len(masks) - 1, -1, -1):
        found[has(bits, masks[number])] = number
    return found
