"""The score of a candidate attribution: a sum of weights over what can be seen of it.

The weights stand in weights.tsv and, for single cues, in the last column of cues.tsv. They are log
odds, fitted by logistic regression on a corpus annotated by hand (benchmarks/fit_attribution.py); a
candidate counts when its sum reaches the threshold of its cue's act (speech, thought, evidence).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from analysis.voices.clauses import has_finite
from analysis.voices.guards import Site
from analysis.voices.relation import Places, Relation
from analysis.voices.units import Unit
from analysis.voices.words import (
    BE,
    BIT,
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


@cache
def weights() -> dict[str, int]:
    """The weight of each feature in hundredths; `threshold speech`, `threshold thought` and
    `threshold evidence` are what scores are compared with, by the act of the cue."""
    table = files("analysis.voices").joinpath("weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: round(100 * float(weight)) for name, weight in rows if name != "feature"}


class Evidence(NamedTuple):
    """Features that are read together, and the sum of their weights."""

    names: tuple[str, ...]
    weight: int


@cache
def evidence(*names: str) -> Evidence:
    """The features of those names."""
    table = weights()
    return Evidence(names, sum(table.get(name, 0) for name in names))


def score(relation: Relation) -> int:
    """How far a candidate's weights add up above the threshold, in hundredths."""
    entry = relation.entry
    assert entry is not None, "a candidate has a cue"
    total = entry.hundredths - _threshold(entry.act)
    for found in relation.evidence:
        total += found.weight
    return total


@cache
def _threshold(act: str) -> int:
    return weights()[f"threshold {act}"]


def nesting(relation: Relation, place: int, earlier: list[Relation]) -> list[Evidence]:
    """Whether a cue stands in the content of a cue before it."""
    for other in earlier:
        if other.places[0] <= place <= other.places[1] and other.entry is not None:
            frame = relation.construction.rpartition(" ")[2]
            inner = relation.entry.act if relation.entry else ""
            outer = f"{other.construction.rpartition(' ')[2]} {other.entry.act}"
            return [evidence(f"nested in {outer}", f"nested {frame} {inner}")]
    return []


def features(
    unit: Unit,
    site: Site,
    name: str,
    kind: str,
    parts: list[Places],
    source: Places | None,
    begin: int,
) -> list[Evidence]:
    """What the score of a candidate is the sum over."""
    first, last = parts[0][0], parts[-1][1]
    entry, inflection = site.entry, site.form.form
    before = unit.bits[site.place - 1] if site.place else 0
    size = unit.items[last] - unit.items[first] + 1
    rows = [
        _of_cue(name, entry.act, entry.stance, inflection, kind),
        _of_content(name, _kind_of(unit.bits[first]), min(size, _LONG)),
        _of_place(_kind_of(before), entry.noun),
    ]
    if source is None:
        rows.append(evidence("source none"))
    else:
        opening = _kind_of(unit.bits[source[0]])
        rows.append(_of_source(name, opening, _head_of(unit, source), entry.act))
        if source[0] > site.place:
            rows.append(evidence("inverted"))
        else:
            if source[1] + 1 < begin:
                rows.append(evidence("source apart"))
            if source[0] == 0 and site.place:
                rows.append(evidence("opens unit"))
    if begin < site.place:
        group = 0
        for bits in unit.bits[begin : site.place]:
            group |= bits
        rows.append(_of_verb_group(group & _AUXILIARY, inflection))
    if before & TO:
        chained = site.place > 1 and unit.forms[site.place - 2]
        rows.append(evidence("infinitive of cue" if chained else "infinitive"))
    tag = name.startswith(("tag", "content tag"))
    if unit.classes & SUBORDINATE and not tag and _under_subordinate(unit, site, source):
        rows.append(evidence("under subordinate"))
    if name in _WITH_VERB:
        rows.append(evidence(f"{name[-1]} finite {has_finite(unit, first, last)}"))
    if unit.title_case:
        rows.append(evidence("title case"))
    if _cue_before(unit, site, begin):
        rows.append(evidence("cue before"))
    return rows


@cache
def _of_cue(name: str, act: str, stance: str, inflection: str, kind: str) -> Evidence:
    frame = name.rpartition(" ")[2]
    return evidence(
        f"construction {name}",
        f"{frame} act {act}",
        f"{frame} form {inflection}",
        f"stance {stance}",
        f"kind {kind}",
    )


@cache
def _of_content(name: str, opening: str, size: int) -> Evidence:
    frame, length = name.rpartition(" ")[2], _length(size)
    return evidence(f"{frame} starts {opening}", length, f"{frame} {length}")


@cache
def _of_place(before: str, is_noun: bool) -> Evidence:
    return evidence(f"before {before}{' noun' if is_noun else ''}")


@cache
def _of_source(name: str, opening: str, head: str, act: str) -> Evidence:
    frame = name.rpartition(" ")[2]
    return evidence(
        f"source {opening}", f"head {head}", f"head {head} {act}", f"{frame} head {head}"
    )


@cache
def _of_verb_group(group: int, inflection: str) -> Evidence:
    found = ((MODAL, "modal"), (NEGATION, "negated"), (BE, f"be {inflection}"), (HAVE, "have"))
    return evidence(*(name for mask, name in found if group & mask))


def _length(size: int) -> str:
    """The class of a content's length in tokens."""
    if size < 3:
        return "length 2" if size == 2 else "length 1" if size == 1 else "length 3-5"
    return "length 3-5" if size < 6 else "length 6-12" if size < 13 else "length 13-"


def _under_subordinate(unit: Unit, site: Site, source: Places | None) -> bool:
    """Whether a conjunction such as `if` or `because` stands right before the source or cue."""
    first = site.place if source is None else source[0]
    for bits in unit.bits[max(0, first - 2) : site.place]:
        if bits & SUBORDINATE and not bits & PREPOSITION:
            return True
    return False


def _cue_before(unit: Unit, site: Site, begin: int) -> bool:
    """Whether another word that can be a cue stands left of this one."""
    own = unit.forms[site.place]
    for place in range(begin):
        number = unit.forms[place]
        if number and number != own and not unit.bits[place] & CAPITAL:
            return True
    return False


def _head_of(unit: Unit, source: Places) -> str:
    """The kind of a source's head: the last word before a comma, preposition or clause."""
    first, last = source
    end = first + 1
    while end <= last and not unit.bits[end] & _HEAD_ENDS:
        end += 1
    for place in range(end - 1, first - 1, -1):
        bits = unit.bits[place]
        if bits & _HEAD:
            return next(kind for kind in _HEADS if bits & BIT[kind])
    return _kind_of(unit.bits[end - 1])


_HEAD_ENDS = COMMA | PREPOSITION | RELATIVE | BRACKET | DASH
_AUXILIARY = MODAL | NEGATION | BE | HAVE
_WITH_VERB = frozenset(("source cue n", "source cue z", "source cue p"))
_LONG = 13
_HEADS = ("data", "document", "body", "role", "collective")
_HEAD = DATA | DOCUMENT | BODY | ROLE | COLLECTIVE
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


@cache
def _kind_of(bits: int) -> str:
    return next((name for name, mask in _KINDS if bits & mask), "other")
