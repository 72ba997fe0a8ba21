"""Who is speaking at each token: quotations, cues, speakers, sources.

    attribute(tokens) -> Voices          for a batch of articles
    attribute_text(text) -> Voices       for one text

The stages, one file each: marks (which marks are quotation marks) → function (what a pair of marks
does) → view and units (sentences with quotations folded) → direct and constructions (word orders
around a cue; guards, clauses and sources serve them) → facts and scoring (which candidates count) →
statements (quotations without a tag) → resolve, source_types and
source_roles (who that is) → output. The knowledge of English stands in
tables: words.tsv, cues.tsv, weights.tsv.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tokens import Span, Tokens, tokenize
from analysis.voices import output
from analysis.voices.annotations import Annotator, annotate
from analysis.voices.marks import find_quotes
from analysis.voices.statements import statements
from analysis.voices.view import View


@dataclass(frozen=True)
class Voices:
    """What `attribute` finds in a batch.

    voice: for each token its place in tables.VOICES. attributed: the columns of the attributions as
    arrays (see output.attribution_columns). quoted: one row a pair of quotation marks (article,
    start, end) with its function: speech, fragment, title, nickname or scare.
    """

    voice: NDArray[np.uint8]
    attributed: output.Columns
    quoted: output.Columns

    # A table takes longer to make than one article's columns take to fill.

    @cached_property
    def attributions(self) -> pd.DataFrame:
        """The attributed columns as a table."""
        return output.attribution_table(self.attributed)

    @cached_property
    def quotations(self) -> pd.DataFrame:
        """The quoted columns as a table."""
        return pd.DataFrame(self.quoted)


def attribute(tokens: Tokens, *, annotator: Annotator | None = None) -> Voices:
    """The voice of each token of a batch, and its attributions.

    annotator: the `pipe` of a spaCy pipeline, for its tags, noun phrases and names; see
    `annotations`. Without one the grammar relies on its word classes alone.
    """
    known = None if annotator is None else annotate(tokens, annotator)
    with _uncollected():
        view = View(tokens, find_quotes(tokens), known)
        relations = statements(view)
        return Voices(
            voice=output.voice_of_tokens(view, relations),
            attributed=output.attribution_columns(view, relations),
            quoted=output.quotation_columns(view),
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: it would walk a batch's many small objects over and over.

    It takes an eighth of the time, and next to none of them are in cycles.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def attribute_text(
    text: str, spans: Sequence[Span] | None = None, *, annotator: Annotator | None = None
) -> Voices:
    """The voices of one text; spans are its paragraphs (start, end, zone)."""
    tokens = tokenize([text], [paragraphs(text) if spans is None else spans])
    return attribute(tokens, annotator=annotator)


def paragraphs(text: str) -> list[Span]:
    """Every line that is not blank as a body paragraph."""
    spans, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((place, place + len(line), "body"))
        place += len(line) + 1
    return spans
