"""What a language pipeline may tell the grammar: verbs and nouns, noun phrases, persons.

The grammar needs no pipeline. Where one is installed, as spaCy is, `attribute(tokens,
annotator=nlp.pipe)` reads its documents here, once, into columns over tokens; nothing else knows
where they come from, and nothing is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.errors import ParameterError
from analysis.tokens import Tokens

Annotator = Callable[[Sequence[str]], Iterable[Any]]
"""From texts to their documents, one each, in order: a spaCy pipeline's `pipe`.

A document is a sequence of words with `idx`, `text` and `pos_`; it has `ents` with `start_char`,
`end_char` and `label_`, and may have `noun_chunks` with `start_char` and `end_char`.
"""

UNKNOWN, VERB, NOT_VERB = 0, 1, 2
PERSON, NO_PERSON = 1, 2
_TAGS = dict.fromkeys(("VERB", "AUX"), VERB) | dict.fromkeys(
    ("NOUN", "PROPN", "ADJ", "ADP", "DET", "NUM"), NOT_VERB
)
_PERSONS = frozenset(("PERSON", "PER"))


@dataclass(frozen=True)
class Annotations:
    """Columns over the tokens of a batch.

    tag: verb or not, where a tag says so. phrase_last: the last token of the noun phrase that a
    token is in, or the token itself. entity: a person or something else, where a name is marked.
    """

    tag: NDArray[np.uint8]
    phrase_last: NDArray[np.int64]
    entity: NDArray[np.uint8]


def annotate(tokens: Tokens, annotator: Annotator) -> Annotations:
    """The annotations of a batch. ParameterError when they are not of its texts."""
    size = len(tokens)
    found = Annotations(
        np.zeros(size, np.uint8), np.arange(size, dtype=np.int64), np.zeros(size, np.uint8)
    )
    documents = list(annotator(tokens.texts))
    if len(documents) != len(tokens.texts):
        raise ParameterError(
            f"it gave {len(documents)} documents for {len(tokens.texts)} texts",
            where="annotator",
            mend="Give the `pipe` of a spaCy pipeline.",
        )
    bounds = np.searchsorted(tokens.article, np.arange(len(tokens.texts) + 1)).tolist()
    for document, text, first, last in zip(
        documents, tokens.texts, bounds[:-1], bounds[1:], strict=True
    ):
        if len(document) and document[-1].idx + len(document[-1].text) > len(text):
            raise ParameterError(
                "its words stand outside the text",
                where="annotator",
                mend="Its offsets must index the text as given.",
            )
        _read(document, tokens, first, last, found)
    return found


def annotator_name(annotator: Annotator) -> str:
    """What the record of a measurement says of an annotator: a pipeline's name and version."""
    meta = getattr(getattr(annotator, "__self__", None), "meta", {})
    if "name" in meta:
        return f"{meta.get('lang', '')}_{meta['name']} {meta.get('version', '')}".strip()
    return str(getattr(annotator, "__qualname__", type(annotator).__qualname__))


def _read(document: Any, tokens: Tokens, first: int, last: int, found: Annotations) -> None:
    """Copy one document into the columns; a word that is cut otherwise tells nothing."""
    starts, ends = tokens.start[first:last], tokens.end[first:last]

    def span(start: int, end: int) -> tuple[int, int]:
        a, b = int(np.searchsorted(starts, start)), int(np.searchsorted(ends, end, side="right"))
        return first + a, first + b

    for word in document:
        a, b = span(word.idx, word.idx + len(word.text))
        if b - a == 1:
            found.tag[a] = _TAGS.get(word.pos_, UNKNOWN)
    for phrase in _noun_phrases(document):
        a, b = span(phrase.start_char, phrase.end_char)
        found.phrase_last[a:b] = np.maximum(found.phrase_last[a:b], b - 1)
    for entity in document.ents:
        a, b = span(entity.start_char, entity.end_char)
        found.entity[a:b] = PERSON if entity.label_ in _PERSONS else NO_PERSON


def _noun_phrases(document: Any) -> list[Any]:
    """The noun phrases of a document; none when its pipeline has no parser."""
    try:
        return list(document.noun_chunks)
    except (AttributeError, NotImplementedError, ValueError):
        return []
