"""Who is speaking at each token: quotations, cues, speakers, sources.

    attribute(tokens) -> Voices          for a batch of articles
    attribute_text(text) -> Voices       for one text
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tables import ATTRIBUTIONS, VOICES, ZONES
from analysis.tokens import Span, Tokens, tokenize
from analysis.voices.constructions import candidates
from analysis.voices.direct import direct_relations
from analysis.voices.function import FRAGMENT, SPEECH
from analysis.voices.marks import find_quotes
from analysis.voices.relation import Relation
from analysis.voices.scoring import score
from analysis.voices.view import Unit, View

AUTHORIAL, QUOTED, REPORTED = (VOICES.index(name) for name in ("authorial", "quoted", "reported"))


@dataclass(frozen=True)
class Voices:
    """What `attribute` finds in a batch.

    voice: for each token its place in tables.VOICES. attributions: the columns of
    tables.ATTRIBUTIONS, with the article's number in the batch. quotations: one row a pair of
    quotation marks (article, start, end) with its function: speech, fragment, title, nickname, scare.
    """

    voice: NDArray[np.uint8]
    attributions: pd.DataFrame
    quotations: pd.DataFrame


def attribute(tokens: Tokens) -> Voices:
    """The voice of each token of a batch, and its attributions."""
    quotes = find_quotes(tokens)
    view = View(tokens, quotes)
    roles = view.functions
    relations = _inherit(view, (_read(unit) for unit in view.units()))
    return Voices(
        voice=_voice(view, relations, roles),
        attributions=_table(view, relations),
        quotations=_quotations(view, roles),
    )


def attribute_text(text: str, spans: Sequence[Span] | None = None) -> Voices:
    """The voices of one text; spans are its paragraphs (start, end, zone)."""
    return attribute(tokenize([text], [paragraphs(text) if spans is None else spans]))


def paragraphs(text: str) -> list[Span]:
    """Every line that is not blank as a body paragraph."""
    spans, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((place, place + len(line), "body"))
        place += len(line) + 1
    return spans


def _read(unit: Unit) -> list[Relation]:
    """The attributions of one unit: direct quotations first, then what other cues take."""
    direct = direct_relations(unit)
    taken = {place for r in direct for place in range(r.places[0], r.places[1] + 1)}
    spoken = {first for relation in direct for first, _ in relation.parts}
    others = [
        relation
        for relation in candidates(unit, taken)
        if score(relation) > 0 and not any(first in spoken for first, _ in relation.parts)
    ]
    return sorted(direct + others, key=lambda relation: relation.parts[0])


def _inherit(view: View, units: Iterable[list[Relation]]) -> list[Relation]:
    """Gives a quotation without a tag to the speaker of the statement before it.

    The statement stands in the same paragraph, or in the one before; of a sentence with several
    sources the one of its direct quotation speaks on, else the first.
    """
    tokens, kept = view.tokens, []
    anchor: Relation | None = None
    for relations in units:
        for relation in relations:
            first = relation.parts[0][0]
            if relation.floating and anchor is not None:
                end = max(part[1] for part in anchor.parts)
                same = tokens.article[end] == tokens.article[first]
                if same and tokens.paragraph[first] - tokens.paragraph[end] <= 1:
                    anchor.parts.extend(relation.parts)
                    continue
            kept.append(relation)
        spoken = [r for r in relations if r.entry is None or r.entry.act == "speech"]
        spoken = [r for r in spoken if not (r.floating and anchor)]
        if spoken:
            anchor = next((r for r in reversed(spoken) if r.kind == "direct"), spoken[0])
    return kept


def _voice(view: View, relations: list[Relation], roles: list[str]) -> NDArray[np.uint8]:
    voice = np.zeros(len(view.tokens), np.uint8)
    for relation in relations:
        for first, last in relation.parts:
            voice[first : last + 1] = QUOTED if relation.kind == "direct" else REPORTED
    for quote, role in zip(view.quotes, roles, strict=True):
        if role in (SPEECH, FRAGMENT):
            voice[quote.open : quote.close + 1] = QUOTED
    return voice


def _quotations(view: View, roles: list[str]) -> pd.DataFrame:
    tokens = view.tokens
    opens = np.array([quote.open for quote in view.quotes], np.int64)
    closes = np.array([quote.close for quote in view.quotes], np.int64)
    return pd.DataFrame(
        {
            "article": tokens.article[opens],
            "start": tokens.start[opens],
            "end": tokens.end[closes],
            "function": roles,
        }
    )


def _table(view: View, relations: list[Relation]) -> pd.DataFrame:
    """The attributions as a table; a row a part."""
    tokens, rows = view.tokens, []
    number, current = 0, -1
    for relation in relations:
        article = int(tokens.article[relation.parts[0][0]])
        number = number + 1 if article == current else 0
        current = article
        speaker, cue = relation.speaker, relation.cue
        for first, last in relation.parts:
            rows.append(
                (
                    article, number, view.start[first], view.end[last], relation.kind,
                    view.text(*speaker) if speaker else None,
                    view.start[speaker[0]] if speaker else None,
                    view.end[speaker[1]] if speaker else None,
                    None, "none" if speaker is None else "person",
                    view.text(*cue) if cue else None,
                    view.start[cue[0]] if cue else None,
                    view.end[cue[1]] if cue else None,
                    relation.entry.stance if relation.entry else "neutral",
                    ZONES[tokens.zone[first]],
                )
            )
    columns = list(zip(*rows, strict=True)) or [[] for _ in ATTRIBUTIONS.names]
    frame = ATTRIBUTIONS.frame(dict(zip(ATTRIBUTIONS.names[1:], columns[1:], strict=True)))
    frame["article"] = pd.Series(columns[0], dtype="Int64")
    return frame
