"""From relations of tokens to the tables that the other stages read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tables import ATTRIBUTIONS, VOICES, ZONES
from analysis.tokens import covered
from analysis.voices.function import FRAGMENT, SPEECH
from analysis.voices.relation import Places, Relation
from analysis.voices.resolve import resolve
from analysis.voices.source_types import anonymity
from analysis.voices.view import View

Columns = dict[str, NDArray[Any]]

OFFSETS = ("speaker_start", "speaker_end", "cue_start", "cue_end")
"""Columns of the attributions that are missing where there is no speaker, or no cue."""

_NUMBERS = frozenset({"article", "statement", "start", "end", "words", *OFFSETS})
_ZONE_NAMES = np.array(ZONES, dtype=object)
AUTHORIAL, QUOTED, REPORTED = (VOICES.index(name) for name in ("authorial", "quoted", "reported"))


def voice_of_tokens(view: View, relations: list[Relation]) -> NDArray[np.uint8]:
    """The voice of each token; quotation marks belong to the quotation."""
    voice = np.full(len(view.tokens), AUTHORIAL, np.uint8)
    reported = [part for r in relations if r.kind != "direct" for part in r.parts]
    quoted = [part for r in relations if r.kind == "direct" for part in r.parts]
    marked = zip(view.quotes, view.functions, strict=True)
    quoted += [quote[:2] for quote, function in marked if function in (SPEECH, FRAGMENT)]
    for parts, own in ((reported, REPORTED), (quoted, QUOTED)):
        voice[covered(len(voice), *_ends(parts))] = own
    return voice


def _ends(places: list[Places]) -> NDArray[np.int64]:
    """The first tokens of such places, and the last."""
    return np.array(places, np.int64).reshape(-1, 2).T


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
    tokens = view.tokens
    sources = resolve(view, relations)
    speaker, cue = (
        _mentions(view, [getattr(relation, name) for relation in relations])
        for name in ("speaker", "cue")
    )
    reasons = [
        _reason(view, relation.speaker) if source.kind == "anonymous" else None
        for relation, source in zip(relations, sources, strict=True)
    ]
    stances = [relation.entry.stance if relation.entry else "neutral" for relation in relations]
    parts = [part for relation in relations for part in relation.parts]
    first, last = _ends(parts)
    words = np.concatenate([[0], np.cumsum(tokens.is_word)])
    start, end = tokens.start[first], tokens.end[last]
    order = np.lexsort((end, start, tokens.article[first]))
    row = np.repeat(np.arange(len(relations)), [len(relation.parts) for relation in relations])[
        order
    ]
    first, last = first[order], last[order]
    of_relation: dict[str, Any] = {
        "statement": _statement_numbers(view, relations),
        "kind": [relation.kind for relation in relations],
        **{f"speaker{name}": column for name, column in speaker.items()},
        "source": [source.name for source in sources],
        "source_type": [source.kind for source in sources],
        "source_role": [source.role for source in sources],
        "anonymity_reason": reasons,
        **{f"cue{name}": column for name, column in cue.items()},
        "cue_stance": stances,
    }
    of_part: dict[str, Any] = {
        "article": tokens.article[first],
        "start": start[order],
        "end": end[order],
        "zone": _ZONE_NAMES[tokens.zone[first]],
        "words": words[last + 1] - words[first],
    }
    columns = of_part | {name: _typed(name, column)[row] for name, column in of_relation.items()}
    return {name: _typed(name, columns[name]) for name in ATTRIBUTIONS.names}


def _typed(name: str, column: Sequence[Any] | NDArray[Any]) -> NDArray[Any]:
    return np.asarray(column, np.int64 if name in _NUMBERS else object)


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


def _mentions(view: View, spans: list[Places | None]) -> Columns:
    """Mentions as written, and their offsets; by the ends of the columns' names."""
    tokens = view.tokens
    known = [span for span in spans if span is not None]
    first, last = _ends(known)
    place = np.array([span is not None for span in spans], np.bool_)
    written = np.full(len(spans), None, object)
    rows = (
        column.tolist() for column in (tokens.article[first], tokens.start[first], tokens.end[last])
    )
    written[place] = [tokens.texts[article][a:b] for article, a, b in zip(*rows, strict=True)]
    start, end = np.full((2, len(spans)), -1)
    start[place], end[place] = tokens.start[first], tokens.end[last]
    return {"": written, "_start": start, "_end": end}
