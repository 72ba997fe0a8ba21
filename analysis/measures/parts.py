"""A part of a corpus, measured alone: the same numbers whatever else is measured, and where.

What depends on the corpus as a whole (an outlet's repeated lines) is in the plan; what can only be
said when all is measured (copies, common wording) is left to `pipeline.join`. So parts can be
measured in any order, by any number of processes, and kept on disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.corpus import detect_language, label_zones, not_english
from analysis.lexicons import Hits, Lexicon, Matcher
from analysis.measures import (
    frames,
    headline,
    loaded,
    readability,
    sentiment,
    sourcing,
    textstat_rule,
)
from analysis.measures.declare import COUNTS
from analysis.measures.portrayal import collocate_columns, mention_columns
from analysis.measures.tally import Cube
from analysis.measures.wording import Counted, Spelling, count_words, spelled_keys
from analysis.tables import (
    ATTRIBUTIONS,
    COLLOCATES,
    MENTIONS,
    SENTENCES,
    TERMS,
    VOICES,
    ZONE_SPANS,
    ZONES,
    Table,
)
from analysis.tokens import Tokens, Vocabularies, tokenize
from analysis.voices import Voices, attribute
from analysis.voices.annotations import Annotator
from analysis.voices.mentions import find_mentions
from analysis.voices.output import with_missing

_BATCH = 250
_KNOWN_CHUNKS, _KEPT_CHUNKS = 300_000, 60_000
_MENTIONS = ("speaker", "source", "cue", "anonymity_reason")
_MENTION_WORDS = 7
_PIECE = re.compile(r"[^\W_]+")  # "1,206" is two words to whoever searches a file for a text
_ZONE_NAMES = np.array(ZONES, dtype=object)
_VOICE_NAMES = np.array(VOICES, dtype=object)

Columns = dict[str, Any]
Spans = list[tuple[int, int, str]]
Part = dict[str, pd.DataFrame]
"""Tables by name: those of analysis.tables that need no other part; `said`, what the texts say of
themselves (language, and why an article is not measured); `counted` and `spelled`, its wording."""


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
        ids = table["article"].astype(str).to_numpy(dtype=object)
        texts = table["text"].astype(str).tolist()
        titles = _titles(table)
        languages = _languages(table, texts)
        foreign = [not_english(*both) or None for both in zip(texts, languages, strict=True)]
        outlets = table["outlet"].tolist() if "outlet" in table else [None] * len(table)
        repeated = self._plan.repeated
        marked = table["marked"].tolist() if "marked" in table else [()] * len(table)
        seen = self._seen
        seen.trim()
        batches: list[Mapping[str, Columns]] = []
        worded: list[Counted] = []
        spans: list[Spans] = []
        for first in range(0, max(len(texts), 1), _BATCH):
            part = range(first, min(first + _BATCH, len(texts)))
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
            tokens = tokenize(
                [texts[n] for n in english], [spans[n] for n in english], seen.vocabulary
            )
            voices = attribute(tokens, annotator=self._plan.annotator)
            measured, counted = _measure_batch(
                ids[english], tokens, voices, seen.matcher, self._plan.rule, seen.spelling
            )
            batches.append(measured)
            worded.append(counted)
        said = {"article": ids, "language": languages, "foreign": foreign}
        return (
            {
                name: _joined(schema, [batch[name] for batch in batches])
                for name, schema in _TABLES.items()
            }
            | {"counts": _joined_counts([batch["counts"] for batch in batches])}
            | {"zones": _zones(ids, spans), "said": pd.DataFrame(said, dtype="str")}
            | spelled_keys(worded, seen.spelling)
        )


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
    "attributions": ATTRIBUTIONS,
    "terms": TERMS,
    "mentions": MENTIONS,
    "collocates": COLLOCATES,
}


def _measure_batch(
    ids: np.ndarray,
    tokens: Tokens,
    voices: Voices,
    matcher: Matcher,
    rule: sentiment.Rule,
    spelling: Spelling,
) -> tuple[Mapping[str, Columns], Counted]:
    hits = matcher.match(tokens)
    tone = corrected = sentiment.score_sentences(tokens, voices.voice)
    again: dict[str, Cube] = {}
    if rule == textstat_rule.RULE:  # counts of both rules, so that the choice can be put to a test
        tone = sentiment.score_sentences(tokens, voices.voice, rule=rule)
        again = textstat_rule.count_textstat(tokens) | sentiment.count_as_given(tokens, tone)
    attributed = voices.attributed
    found = find_mentions(tokens, attributed)
    counts = (
        readability.count_readability(tokens, voices.voice)
        | sentiment.count_sentiment(tokens, corrected)
        | loaded.count_loaded(tokens, voices.voice, matcher, hits)
        | frames.count_frames(tokens, voices.voice, matcher, hits)
        | sourcing.count_sourcing(tokens, voices.voice, attributed)
        | headline.count_headlines(tokens, voices.voice, attributed)
        | again
    )
    columns = {
        "sentences": {
            "article": ids[tokens.sentence_article],
            "sentence": tokens.sentence_number,
            "start": tokens.sentence_start,
            "end": tokens.sentence_end,
            "zone": _ZONE_NAMES[tokens.sentence_zone],
            "sentiment": tone.compound,
        }
        | loaded.sentence_scores(tokens, voices.voice, matcher, hits),
        "attributions": attributed
        | {name: _in_short(attributed[name]) for name in _MENTIONS}
        | {"article": ids[attributed["article"]]},
        "terms": _terms(ids, tokens, voices, matcher, hits),
        "mentions": mention_columns(ids, tokens, voices.voice, found),
        "collocates": collocate_columns(ids, tokens, voices.voice, found, spelling),
        "counts": _count_columns(ids, tokens, counts),
    }
    return columns, count_words(tokens, voices.voice, spelling)


def _in_short(mentions: NDArray[np.object_]) -> NDArray[np.object_]:
    """At most seven words: a long mention would be a passage of the text; its offsets are kept."""
    short = [None if mention is None else _first_words(mention) for mention in mentions.tolist()]
    return np.array(short, dtype=object)


def _first_words(mention: str) -> str:
    words = mention.split()
    left = _MENTION_WORDS
    for place, word in enumerate(words):
        left -= len(_PIECE.findall(word))
        if left < 0:
            return " ".join(words[:place]) + "…"
    return mention


def _terms(
    ids: np.ndarray, tokens: Tokens, voices: Voices, matcher: Matcher, hits: Hits
) -> Columns:
    last = hits.token + hits.length - 1
    facts = {name: column[hits.entry] for name, column in matcher.columns.items()}
    return {
        "article": ids[tokens.article[hits.token]],
        "start": tokens.start[hits.token],
        "end": tokens.end[last],
        **facts,
        "negated": hits.negated,
        "voice": _VOICE_NAMES[voices.voice[hits.token]],
        "zone": _ZONE_NAMES[tokens.zone[hits.token]],
        "sentence": tokens.sentence_number[tokens.sentence[hits.token]],
    }


def _count_columns(ids: np.ndarray, tokens: Tokens, counts: Mapping[str, Cube]) -> Columns:
    """One row for each zone that an article has; values has a column for each count and voice."""
    present = np.zeros((len(tokens.texts), len(ZONES)), dtype=bool)
    present[tokens.paragraph_article, tokens.paragraph_zone] = True
    article, zone = np.nonzero(present)
    names, values = [], []
    for name, declared in COUNTS.items():
        if name not in counts:
            continue
        cube = counts[name][article, zone]
        names.append(name)
        values.append(cube.sum(axis=1))
        if declared.by_voice:
            names += map(declared.column, VOICES)
            values += list(cube.T)
    return {
        "article": ids[article],
        "zone": _ZONE_NAMES[zone],
        "names": np.array(names, dtype=object),
        "values": np.array(values).T,
    }


def _joined(schema: Table, batches: Sequence[Columns]) -> pd.DataFrame:
    columns = {name: np.concatenate([own[name] for own in batches]) for name in batches[0]}
    return schema.frame(with_missing(columns) if schema is ATTRIBUTIONS else columns)


def _joined_counts(batches: Sequence[Columns]) -> pd.DataFrame:
    values = np.concatenate([batch["values"] for batch in batches])
    frame = pd.DataFrame(values, columns=batches[0]["names"].tolist())
    for place, name in enumerate(("article", "zone")):
        column = np.concatenate([batch[name] for batch in batches])
        frame.insert(place, name, pd.array(column, dtype="str"))
    return frame


def _zones(ids: np.ndarray, spans: list[Spans]) -> pd.DataFrame:
    rows = [row for rows in spans for row in rows]
    start, end = (np.array([row[i] for row in rows], np.int64) for i in range(2))
    zone = [row[2] for row in rows]
    article = np.repeat(ids, list(map(len, spans)))
    return ZONE_SPANS.frame({"article": article, "start": start, "end": end, "zone": zone})
