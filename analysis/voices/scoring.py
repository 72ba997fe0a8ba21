"""The score of a candidate attribution: a sum of weights over what can be seen of it.

The weights stand in weights.tsv and, for single cues, in the last column of cues.tsv. They are log
odds, fitted by logistic regression on a corpus annotated by hand (benchmarks/fit_attribution.py); a
candidate counts when its sum is above the threshold.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from analysis.voices.clauses import has_finite
from analysis.voices.guards import Site
from analysis.voices.relation import Places, Relation
from analysis.voices.view import Unit
from analysis.voices.words import (
    BE,
    BIT,
    BODY,
    BRACKET,
    CAPITAL,
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
def weights() -> dict[str, float]:
    """The weight of each feature; `threshold` is what a score is compared with."""
    table = files("analysis.voices").joinpath("weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows if name != "feature"}


def score(relation: Relation) -> float:
    """How far a candidate's weights add up above the threshold."""
    table = weights()
    total = sum([table.get(name, 0.0) for name in relation.features]) - table.get("threshold", 0.0)
    return total + (relation.entry.weight if relation.entry else 0.0)


def nesting(relation: Relation, place: int, earlier: list[Relation]) -> list[str]:
    """Whether a cue stands in the content of a cue before it."""
    for other in earlier:
        if other.places[0] <= place <= other.places[1] and other.entry is not None:
            frame = relation.construction.rpartition(" ")[2]
            inner = relation.entry.act if relation.entry else ""
            outer = f"{other.construction.rpartition(' ')[2]} {other.entry.act}"
            return [f"nested in {outer}", f"nested {frame} {inner}"]
    return []


def features(
    unit: Unit,
    site: Site,
    name: str,
    kind: str,
    parts: list[Places],
    source: Places | None,
    begin: int,
) -> list[str]:
    """What the score of a candidate is the sum over."""
    first, last = parts[0][0], parts[-1][1]
    frame = name.rpartition(" ")[2]
    entry, size = site.entry, unit.items[last] - unit.items[first] + 1
    group = 0
    for bits in unit.bits[begin : site.place]:
        group |= bits
    before = unit.bits[site.place - 1] if site.place else 0
    rows = [
        f"construction {name}",
        f"{frame} act {entry.act}",
        f"{frame} form {site.form.form}",
        f"stance {entry.stance}",
        f"kind {kind}",
        f"{frame} starts {_kind_of(unit.bits[first])}",
        _length(size),
        f"source {'none' if source is None else _kind_of(unit.bits[source[0]])}",
        f"before {_kind_of(before)}" + (" noun" if entry.noun else ""),
    ]
    if source is not None:
        head = _head_of(unit, source)
        rows += [
            f"head {head}",
            f"head {head} {entry.act}",
            f"{frame} head {head}",
        ]
    rows.append(f"{frame} {rows[6]}")
    if source is not None and source[0] > site.place:
        rows.append("inverted")
    if source is not None and source[1] + 1 < begin and source[0] < site.place:
        rows.append("source apart")
    if group & MODAL:
        rows.append("modal")
    if group & NEGATION:
        rows.append("negated")
    if group & BE:
        rows.append(f"be {site.form.form}")
    if group & HAVE:
        rows.append("have")
    if before & TO:
        rows.append(
            "infinitive of cue" if site.place > 1 and unit.forms[site.place - 2] else "infinitive"
        )
    if unit.classes & SUBORDINATE and _under_subordinate(unit, site, source):
        rows.append("under subordinate")
    if name.endswith((" n", " z", " p")):
        rows.append(f"{name[-1]} finite {has_finite(unit, first, last)}")
    if unit.title_case:
        rows.append("title case")
    if source is not None and source[0] < site.place and source[0] == 0:
        rows.append("opens unit")
    if _cue_before(unit, site, begin):
        rows.append("cue before")
    return rows


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
    stop = COMMA | PREPOSITION | RELATIVE | BRACKET | DASH
    end = next((n for n in range(first + 1, last + 1) if unit.bits[n] & stop), last + 1) - 1
    for place in range(end, first - 1, -1):
        for kind in _HEADS:
            if unit.bits[place] & BIT[kind]:
                return kind
    return _kind_of(unit.bits[end])


_HEADS = ("data", "document", "body", "role", "collective")
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
