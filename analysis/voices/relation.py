"""An attribution while it is being found: tokens of the batch, not yet characters or names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from analysis.voices.cues import Cue

Places = tuple[int, int]
"""First and last place (of a unit) or token (of the batch), both included."""


class Sight(NamedTuple):
    """Where a candidate was found, in numbers, so that its unit need not be kept.

    unit: the row of the batch that its unit begins at; then places of the unit: of the cue, of the
    beginning of its verb group, of the content's and the source's first and last item (-1: none).
    """

    inflection: str
    title_case: bool
    unit: int
    cue: int
    begin: int
    first: int
    last: int
    source: int
    source_last: int


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
