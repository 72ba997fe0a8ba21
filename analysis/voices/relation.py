"""An attribution while it is being found: tokens of the batch, not yet characters or names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.voices.cues import Cue

if TYPE_CHECKING:
    from analysis.voices.scoring import Evidence

Places = tuple[int, int]
"""First and last place (of a unit) or token (of the batch), both included."""


@dataclass(slots=True)
class Relation:
    """Content, speaker and cue of one attribution, as tokens of the batch.

    construction: the word order it was found by. floating: a quotation that no tag speaks for.
    places: what it covers of its unit. evidence: what its score is the sum over. continues: the
    relation whose statement it is a later part of.
    """

    construction: str
    parts: list[Places]
    speaker: Places | None = None
    cue: Places | None = None
    entry: Cue | None = None
    kind: str = "direct"
    floating: bool = False
    places: Places = (0, 0)
    evidence: list[Evidence] = field(default_factory=list)
    score: float = 1
    continues: Relation | None = None
