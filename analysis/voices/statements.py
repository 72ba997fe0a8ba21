"""From units to statements: every unit is read, and quotations without a tag find their speaker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from analysis.voices.constructions import candidates
from analysis.voices.direct import direct_relations, len_of
from analysis.voices.labels import label_relation
from analysis.voices.relation import Places, Relation
from analysis.voices.scoring import score
from analysis.voices.units import Unit, units
from analysis.voices.view import Rows, View
from analysis.voices.words import QUOTE, STOP

Judge = Callable[[Rows, list[Relation]], Sequence[float]]
_PHRASE = 4


def statements(view: View, judge: Judge = score) -> list[Relation]:
    """The attributions of a batch in order of the text; parts of one statement are one relation.

    judge: the scores of the batch's candidates; one below 0 does not count.
    """
    kept: list[Relation] = []
    anchor: Relation | None = None
    for found in _read_units(view, judge):
        for relation in found:
            if relation.floating and anchor is not None and _goes_on(view, anchor, relation):
                relation.speaker, relation.cue, relation.entry = (
                    anchor.speaker,
                    anchor.cue,
                    anchor.entry,
                )
                relation.continues = anchor
            elif relation.floating and relation.kind == "mixed":
                continue
            kept.append(relation)
        anchor = _anchor(found) or anchor
    return kept


def _read_units(view: View, judge: Judge) -> Iterator[list[Relation]]:
    """The attributions of each unit: direct quotations first, then what other cues take."""
    read = [_read(unit) for unit in units(view)]
    scores = iter(judge(view.rows, [relation for _, others, _ in read for relation in others]))
    for direct, others, alone in read:
        counting = [relation for relation in others if next(scores) >= 0]
        if direct or counting or alone:
            yield _chosen(direct, counting) if direct or counting else alone


def _read(unit: Unit) -> tuple[list[Relation], list[Relation], list[Relation]]:
    """The direct quotations of a unit, its candidates, and what it says where none of them counts.

    A headline or an interview turn is one attribution.
    """
    label = label_relation(unit)
    if label is not None:
        return [label], [], []
    direct = direct_relations(unit)
    return direct, candidates(unit, direct), [] if direct else _running_on(unit)


def _chosen(direct: list[Relation], others: list[Relation]) -> list[Relation]:
    """The relations of a unit in order; what a direct quotation takes is no other cue's."""
    if not direct:
        return others if len(others) == 1 else sorted(others, key=_first_part)
    spoken = {first for relation in direct for first, _ in relation.parts}
    kept = [r for r in others if not any(first in spoken for first, _ in r.parts)]
    for relation in kept:
        if relation.speaker is None and relation.cue is not None:
            follows = relation.cue[0] > direct[-1].parts[0][0]
            relation.speaker = direct[-1].speaker if follows else None
    return sorted(direct + kept, key=_first_part)


def _first_part(relation: Relation) -> Places:
    return relation.parts[0]


def _running_on(unit: Unit) -> list[Relation]:
    """A sentence without a cue that opens with a quotation (“…” of the evidence, he had said)."""
    if not unit.classes & QUOTE:
        return []
    place = next((n for n in range(min(3, unit.size)) if unit.bits[n] & QUOTE), None)
    if place is None or len_of(unit, place) < _PHRASE:
        return []
    last = unit.size - 1
    while last > place and unit.bits[last] & STOP:
        last -= 1
    whole = (unit.items[0], unit.lasts[last])
    return [Relation("quote runs on", [whole], kind="mixed", floating=True)]


def _anchor(found: list[Relation]) -> Relation | None:
    """The statement of a unit that a following quotation goes on with.

    The one of its last direct quotation, else its first statement of speech.
    """
    spoken = [
        r for r in found if r.speaker is not None and (r.entry is None or r.entry.act == "speech")
    ]
    direct = [relation for relation in spoken if relation.kind == "direct"]
    return direct[-1] if direct else spoken[0] if spoken else None


def _goes_on(view: View, anchor: Relation, relation: Relation) -> bool:
    """Whether a quotation stands in the paragraph of a statement, or in the next."""
    first, end = relation.parts[0][0], max(part[1] for part in anchor.parts)
    if view.article[end] != view.article[first]:
        return False
    apart = view.paragraph[first] - view.paragraph[end]
    if relation.kind == "mixed":
        return anchor.kind == "direct" and not apart
    return bool(apart <= 1)
