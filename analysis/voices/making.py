"""Making a candidate: places of a unit become tokens of the batch."""

from __future__ import annotations

from analysis.voices.guards import Site
from analysis.voices.relation import Places, Relation, Sight
from analysis.voices.sources import verb_group_start
from analysis.voices.units import Unit
from analysis.voices.words import QUOTE


def made(unit: Unit, site: Site, name: str, parts: list[Places], source: Places | None) -> Relation:
    """A candidate relation: content parts and source are places of the unit."""
    items, lasts = unit.items, unit.lasts
    begin, speaker, opened, closed = site.place, None, -1, -1
    if source is not None:
        opened, closed = source
        speaker = items[opened], lasts[closed]
        if opened < site.place:
            begin = max(verb_group_start(unit, site.place, 0), closed + 1)
    return Relation(
        name,
        [(items[first], lasts[last]) for first, last in parts],
        speaker,
        (items[begin], items[site.last]),
        site.entry,
        _kind(unit, parts),
        places=_extent(parts),
        sight=Sight(
            site.form.form,
            unit.title_case,
            unit.row,
            site.place,
            begin,
            parts[0][0],
            parts[-1][1],
            opened,
            closed,
        ),
    )


def _extent(parts: list[Places]) -> Places:
    """From the first place of all parts to the last."""
    if len(parts) == 1:
        return parts[0]
    return min(first for first, _ in parts), max(last for _, last in parts)


def _kind(unit: Unit, parts: list[Places]) -> str:
    """Indirect without a quotation, direct when the content is one, else mixed."""
    if not unit.classes & QUOTE:
        return "indirect"
    quoted = [unit.bits[n] & QUOTE for first, last in parts for n in range(first, last + 1)]
    return "indirect" if not any(quoted) else "direct" if len(quoted) == 1 else "mixed"


def cue_tokens(unit: Unit, site: Site, source: Places | None) -> Places:
    """The cue with the verb group before it (has repeatedly said), as tokens."""
    begin = site.place
    if source is not None and source[0] < site.place:
        begin = max(verb_group_start(unit, site.place, 0), min(source[1] + 1, site.place))
    return unit.items[begin], unit.items[site.last]


def tokens_of(unit: Unit, places: Places | None) -> Places | None:
    """Places of a unit as tokens of the batch."""
    return None if places is None else (unit.items[places[0]], unit.lasts[places[1]])
