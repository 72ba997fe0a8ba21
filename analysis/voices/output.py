"""From relations of tokens to the tables that the other stages read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tables import ATTRIBUTIONS, VOICES, ZONES
from analysis.voices.function import FRAGMENT, SPEECH
from analysis.voices.relation import Places, Relation
from analysis.voices.resolve import resolve
from analysis.voices.source_types import anonymity
from analysis.voices.view import View

Columns = dict[str, NDArray[Any]]

OFFSETS = ("speaker_start", "speaker_end", "cue_start", "cue_end")
"""Columns of the attributions that are missing where there is no speaker, or no cue."""

_NUMBERS = frozenset({"article", "statement", "start", "end", "words", *OFFSETS})
AUTHORIAL, QUOTED, REPORTED = (VOICES.index(name) for name in ("authorial", "quoted", "reported"))


def voice_of_tokens(view: View, relations: list[Relation]) -> NDArray[np.uint8]:
    """The voice of each token; quotation marks belong to the quotation."""
    voice = np.full(len(view.tokens), AUTHORIAL, np.uint8)
    for relation in relations:
        if relation.kind != "direct":
            for first, last in relation.parts:
                voice[first : last + 1] = REPORTED
    for relation in relations:
        if relation.kind == "direct":
            for first, last in relation.parts:
                voice[first : last + 1] = QUOTED
    for quote, function in zip(view.quotes, view.functions, strict=True):
        if function in (SPEECH, FRAGMENT):
            voice[quote.open : quote.close + 1] = QUOTED
    return voice


def quotation_columns(view: View) -> Columns:
    """Every pair of quotation marks with what it does."""
    tokens = view.tokens
    opens = np.array([quote.open for quote in view.quotes], np.int64)
    closes = np.array([quote.close for quote in view.quotes], np.int64)
    return {
        "article": tokens.article[opens],
        "start": tokens.start[opens],
        "end": tokens.end[closes],
        "function": np.array(view.functions, dtype=object),
    }


def attribution_columns(view: View, relations: list[Relation]) -> Columns:
    """The columns of tables.ATTRIBUTIONS, a row a part in order of place.

    article is the number in the batch. Text that is missing is None, an offset -1.
    """
    rows, numbers = [], _statement_numbers(view, relations)
    words = np.concatenate([[0], np.cumsum(view.tokens.is_word)]).tolist()
    for relation, number, source in zip(relations, numbers, resolve(view, relations), strict=True):
        shared = (
            *_mention(view, relation.speaker),
            *source,
            _reason(view, relation.speaker) if source.kind == "anonymous" else None,
            *_mention(view, relation.cue),
            relation.entry.stance if relation.entry else "neutral",
        )
        for first, last in relation.parts:
            article = view.article[first]
            zone = ZONES[view.tokens.zone[first]]
            span = (view.start[first], view.end[last], relation.kind)
            held = words[last + 1] - words[first]
            rows.append((article, number, *span, *shared, zone, held))
    rows.sort(key=lambda row: (row[0], row[2], row[3]))
    columns = list(zip(*rows, strict=True)) or [() for _ in ATTRIBUTIONS.names]
    return {
        name: np.array(column, np.int64 if name in _NUMBERS else object)
        for name, column in zip(ATTRIBUTIONS.names, columns, strict=True)
    }


def attribution_table(columns: Columns) -> pd.DataFrame:
    """Such columns as a data frame, whose article is a number."""
    numbers = pd.array(columns["article"], dtype="Int64")
    return ATTRIBUTIONS.frame(with_missing(columns)).assign(article=numbers)


def with_missing(columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """Such columns with the offsets of no speaker and no cue missing, as in a table."""
    missing = {name: pd.arrays.IntegerArray(columns[name], columns[name] < 0) for name in OFFSETS}
    return {**columns, **missing}


def _reason(view: View, speaker: Places | None) -> str | None:
    """The words that say why a source is not named."""
    found = None if speaker is None else anonymity(view, *speaker)
    return None if found is None else view.text(*found)


def _statement_numbers(view: View, relations: list[Relation]) -> list[int]:
    """The number of each relation's statement in its article; a continuation has its first's."""
    numbers: dict[int, int] = {}
    current, following = -1, 0
    result = []
    for relation in relations:
        article = view.article[relation.parts[0][0]]
        if article != current:
            current, following = article, 0
        root = relation
        while root.continues is not None:
            root = root.continues
        if id(root) not in numbers:
            numbers[id(root)] = following
            following += 1
        result.append(numbers[id(root)])
    return result


def _mention(view: View, span: tuple[int, int] | None) -> tuple[str | None, int, int]:
    """A mention as written, with its offsets."""
    if span is None:
        return None, -1, -1
    return view.text(*span), view.start[span[0]], view.end[span[1]]
