"""An attribution while it is being found: tokens of the batch, not yet characters or names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from analysis.voices.cues import Cue

if TYPE_CHECKING:
    from analysis.voices.guards import Site
    from analysis.voices.units import Unit

Places = tuple[int, int]
"""First and last place (of a unit) or token (of the batch), both included."""


class Sight(NamedTuple):
    """Where a candidate was found: its unit and cue, and the places of its verb group's beginning,
    of its content's first and last item, and of its source."""

    unit: Unit
    site: Site
    begin: int
    content: Places
    source: Places | None


@dataclass(slots=True)
class Relation:
    """Content, speaker and cue of one attribution, as tokens of the batch.

    construction: the word order it was found by. floating: a quotation that no tag speaks for.
    places: what it covers of its unit. sight: what a candidate is scored by. inside: the relation
    whose content its cue stands in. continues: the relation whose statement it is a later part of.
    """

    construction: str
    parts: list[Places]
    speaker: Places | None = None
    cue: Places | None = None
    entry: Cue | None = None
    kind: str = "direct"
    floating: bool = False
    places: Places = (0, 0)
    sight: Sight | None = None
    inside: Relation | None = None
    continues: Relation | None = None
