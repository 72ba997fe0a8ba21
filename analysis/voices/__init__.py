"""Who is speaking at each token: quotations, cues, speakers, sources.

    attribute(tokens) -> Voices          for a batch of articles
    attribute_text(text) -> Voices       for one text
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tables import ATTRIBUTIONS, VOICES, ZONES
from analysis.tokens import Span, Tokens, tokenize
from analysis.voices.direct import Relation, direct_relations
from analysis.voices.function import FRAGMENT, SPEECH, functions
from analysis.voices.marks import find_quotes
from analysis.voices.view import View

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
    roles = functions(view)
    relations = [relation for unit in view.units() for relation in direct_relations(unit)]
    relations = _inherit(view, relations)
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


def _inherit(view: View, relations: list[Relation]) -> list[Relation]:
    """Gives a quotation without a tag to the speaker of the quotation before it."""
    tokens, kept = view.tokens, []
    for relation in relations:
        first = relation.parts[0][0]
        if relation.floating and kept:
            last = kept[-1]
            end = last.parts[-1][1]
            if (
                tokens.article[end] == tokens.article[first]
                and tokens.paragraph[first] - tokens.paragraph[end] <= 1
            ):
                last.parts.extend(relation.parts)
                continue
        kept.append(relation)
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
