"""A part of a corpus, measured alone: the same numbers whatever else is measured, and where.

What depends on the corpus as a whole (an outlet's repeated lines) is in the plan; what can only be
said when all is measured (copies, common wording) is left to `pipeline.join`. So parts can be
measured in any order, by any number of processes, and kept on disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.columns import Later, column, concatenated, frame_of, strings
from analysis.corpus import detect_language, label_zones, not_english
from analysis.lexicons import Lexicon, Matcher
from analysis.measures import sentiment
from analysis.measures.batch import Columns, match_batch, measure_batch
from analysis.measures.wording import Counted, Spelling, spelled_keys
from analysis.tables import (
    ATTRIBUTIONS,
    COLLOCATES,
    MENTIONS,
    SENTENCES,
    TERMS,
    VOICE_SPANS,
    VOICES,
    ZONE_SPANS,
    Table,
)
from analysis.tokens import Tokens, Vocabularies, tokenize
from analysis.voices import attribute
from analysis.voices.annotations import Annotator
from analysis.voices.output import with_missing

BATCH = 64
"""Articles that are measured together: their columns then stay in the processor's cache."""
_KNOWN_CHUNKS, _KEPT_CHUNKS = 300_000, 60_000

Spans = list[tuple[int, int, str]]
Part = dict[str, Any]
"""Tables by name: the MEASURED ones, which need no other part, as data frames, or as Later
ones; and as columns: `said`, what the texts say of themselves (language, and why an article is not
measured), and its wording, `counted` and `spelled`."""


@dataclass(frozen=True)
class Plan:
    """How articles are measured.

    repeated: for each outlet the lines that it repeats from article to article. annotator: tells
    verbs, noun phrases and persons to the grammar of attributions (see voices.annotations).
    """

    lexicons: Sequence[Lexicon]
    rule: sentiment.Rule = "corrected"
    repeated: Mapping[Any, frozenset[str]] = field(default_factory=dict)
    annotator: Annotator | None = None


class _Named:
    """A lexicon that is told from others by its name and the hash of its source alone."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._key = (lexicon.name, lexicon.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Named) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@dataclass
class _Seen:
    """Lexicons made ready to match, and the words seen so far: both take longer than an article."""

    matcher: Matcher
    vocabulary: Vocabularies = field(default_factory=Vocabularies)
    spelling: Spelling = field(default_factory=Spelling)

    def trim(self) -> None:
        """Forget words behind the first ones when they grow too many; no part needs them then."""
        self.vocabulary.trim(_KNOWN_CHUNKS)
        kept = self.vocabulary.words.attribute(self.spelling.number)
        self.spelling.keep(int(kept.max(initial=0)) + 1)


@lru_cache(maxsize=2)
def _idle(lexicons: tuple[_Named, ...]) -> list[_Seen]:
    """What earlier runs with these lexicons have left; a run takes it out while it lasts."""
    return []


@contextmanager
def measuring(plan: Plan) -> Iterator[Measurer]:
    """A measurer of such articles, ready at once where one has measured before.

    What a failed run leaves is not used again, nor is a vocabulary so large that it would fill the
    memory for nothing.
    """
    idle = _idle(tuple(_Named(lexicon) for lexicon in plan.lexicons))
    try:
        seen = idle.pop()
    except IndexError:
        seen = _Seen(Matcher(plan.lexicons))
    yield Measurer(plan, seen)
    small = len(seen.vocabulary.chunks) <= _KEPT_CHUNKS
    idle.append(seen if small else _Seen(seen.matcher))


class Measurer:
    """A plan made ready: lexicons to match, and the vocabulary seen so far, which is bounded."""

    def __init__(self, plan: Plan, seen: _Seen | None = None) -> None:
        self._plan = plan
        self._seen = seen or _Seen(Matcher(plan.lexicons))

    def measure(self, table: pd.DataFrame) -> Part:
        """The part of these articles, in order."""
        ids = strings(table["article"])
        texts = table["text"].tolist()
        titles = _titles(table)
        languages = _languages(table, texts)
        foreign = [not_english(*both) or None for both in zip(texts, languages, strict=True)]
        outlets = table["outlet"].tolist() if "outlet" in table else [None] * len(table)
        repeated, marked, seen = self._plan.repeated, _marked(table), self._seen
        seen.trim()
        batches: list[Mapping[str, Columns]] = []
        worded: list[Counted] = []
        spans: list[Spans] = []
        for part in _batches(len(texts)):
            spans += [
                label_zones(
                    texts[n],
                    title=titles[n],
                    boilerplate=repeated.get(outlets[n], ()),
                    marked=marked[n],
                )
                for n in part
            ]
            english = [n for n in part if not foreign[n]]
            tokens = self._tokens(texts, spans, english)
            voices = attribute(tokens, annotator=self._plan.annotator)
            measured, counted = measure_batch(
                ids[english], tokens, voices, seen.matcher, self._plan.rule, seen.spelling
            )
            batches.append(measured)
            worded.append(counted)
        return (
            {
                name: Later(_joined, schema, [batch[name] for batch in batches])
                for name, schema in _TABLES.items()
            }
            | {"counts": Later(_joined_counts, [batch["counts"] for batch in batches])}
            | {"zones": Later(_zones, ids, spans), "said": said(ids, languages, foreign)}
            | spelled_keys(worded, seen.spelling)
        )

    def match_again(self, table: pd.DataFrame, earlier: Part) -> Part:
        """The part of these articles where `earlier` has them measured with other lexicons.

        Only what lexicons change is made anew; zones and voices are taken as they are.
        """
        ids = strings(table["article"])
        texts, seen = table["text"].tolist(), self._seen
        seen.trim()
        spans = own_rows(ids.tolist(), earlier["zones"], "zone")
        runs = own_rows(ids.tolist(), earlier["voices"], "voice")
        english = pd.isna(earlier["said"]["foreign"]).tolist()
        batches: list[Mapping[str, Columns]] = []
        worded: list[Counted] = []
        for part in _batches(len(texts)):
            kept = [n for n in part if english[n]]
            tokens = self._tokens(texts, spans, kept)
            voice = voice_in_runs(tokens, [runs[n] for n in kept])
            matched, counted = match_batch(ids[kept], tokens, voice, seen.matcher, seen.spelling)
            batches.append(matched)
            worded.append(counted)
        scores = {
            name: concatenated([batch["sentences"][name] for batch in batches])
            for name in batches[0]["sentences"]
        }
        sentences = earlier["sentences"].assign(**scores)
        counts = _joined_counts([batch["counts"] for batch in batches])
        counts = counts.drop(columns=["article", "zone"])
        return {
            **earlier,
            "sentences": SENTENCES.frame(dict(sentences)),
            "terms": _joined(TERMS, [batch["terms"] for batch in batches]),
            "counts": earlier["counts"].assign(**dict(counts)),
            **spelled_keys(worded, seen.spelling),
        }

    def _tokens(self, texts: list[str], spans: list[Spans], rows: list[int]) -> Tokens:
        return tokenize([texts[n] for n in rows], [spans[n] for n in rows], self._seen.vocabulary)


def said(
    articles: Iterable[str], languages: Iterable[str | None], foreign: Iterable[str | None]
) -> Columns:
    """What articles say of themselves: their language, and why they are not measured."""
    given = {"article": articles, "language": languages, "foreign": foreign}
    return {name: np.array([*own, None], dtype=object)[:-1] for name, own in given.items()}


def why_not_measured(part: Part) -> dict[str, str]:
    """The articles of a part without measures, each with the reason."""
    articles, reasons = (np.asarray(part["said"][name], object) for name in ("article", "foreign"))
    rows = np.flatnonzero(~pd.isna(reasons))
    return dict(zip(articles[rows].tolist(), reasons[rows].tolist(), strict=True))


def _batches(size: int) -> Iterator[range]:
    for first in range(0, max(size, 1), BATCH):
        yield range(first, min(first + BATCH, size))


def _marked(table: pd.DataFrame) -> list[Any]:
    """What the files told of zones: rows of start, end and zone, or the same as JSON."""
    if "marked" not in table:
        return [()] * len(table)
    return [json.loads(rows) if isinstance(rows, str) else rows for rows in table["marked"]]


def own_rows(ids: Sequence[str], table: pd.DataFrame, name: str) -> list[Spans]:
    """Each article's rows of such a table: start, end and what is there."""
    own: dict[str, Spans] = {article: [] for article in ids}
    offsets = (table[place].to_numpy(np.int64).tolist() for place in ("start", "end"))
    article, what = (table[kind].to_numpy(object).tolist() for kind in ("article", name))
    for of_article, *row in zip(article, *offsets, what, strict=True):
        own[of_article].append(tuple(row))
    return [own[article] for article in ids]


def voice_in_runs(tokens: Tokens, runs: Sequence[Spans]) -> NDArray[np.uint8]:
    """The voice of each token of a batch, from each article's runs as the table voices has them."""
    base = np.cumsum([0, *(len(text) + 1 for text in tokens.texts)])
    rows = [
        (base[n] + start, base[n] + end, VOICES.index(voice))
        for n, of_article in enumerate(runs)
        for start, end, voice in of_article
    ]
    start, end, code = np.array(rows, np.int64).reshape(-1, 3).T
    place = base[tokens.article] + tokens.start
    run = np.searchsorted(start, place, side="right") - 1
    within = (run >= 0) & (place < np.append(end, 0)[run])
    return np.where(within, np.append(code, 0)[run], 0).astype(np.uint8)


def _languages(table: pd.DataFrame, texts: list[str]) -> list[str | None]:
    """The language that each text shows; where it shows none, the one that is given."""
    given = table["language"].tolist() if "language" in table else [None] * len(texts)
    known = (code if isinstance(code, str) and code else None for code in given)
    return [detect_language(text) or code for text, code in zip(texts, known, strict=True)]


def _titles(table: pd.DataFrame) -> list[str | None]:
    if "title" not in table:
        return [None] * len(table)
    return [title if isinstance(title, str) and title else None for title in table["title"]]


_TABLES = {
    "sentences": SENTENCES,
    "voices": VOICE_SPANS,
    "attributions": ATTRIBUTIONS,
    "terms": TERMS,
    "mentions": MENTIONS,
    "collocates": COLLOCATES,
}


MEASURED = (*_TABLES, "counts", "zones")


def _joined(schema: Table, batches: Sequence[Columns]) -> pd.DataFrame:
    columns = {name: concatenated([own[name] for own in batches]) for name in batches[0]}
    return schema.frame(with_missing(columns) if schema is ATTRIBUTIONS else columns)


def _joined_counts(batches: Sequence[Columns]) -> pd.DataFrame:
    keys = {
        name: column(concatenated([batch[name] for batch in batches]), "string")
        for name in ("article", "zone")
    }
    values = concatenated([batch["values"] for batch in batches], axis=1)
    return frame_of(keys, values, batches[0]["names"])


def _zones(ids: np.ndarray, spans: list[Spans]) -> pd.DataFrame:
    rows = [row for rows in spans for row in rows]
    start, end = (np.array([row[i] for row in rows], np.int64) for i in range(2))
    zone = np.array([row[2] for row in rows], dtype=object)
    article = np.repeat(ids, list(map(len, spans)))
    return ZONE_SPANS.frame({"article": article, "start": start, "end": end, "zone": zone})
