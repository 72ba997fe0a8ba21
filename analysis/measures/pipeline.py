"""The river: articles → tokens → voices → counts → scores, a batch at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import (
    Reading,
    credited_agency,
    dateline_city,
    detect_language,
    find_boilerplate,
    label_zones,
    mark_copies,
    not_english,
)
from analysis.lexicons import Hits, Matcher, load_lexicon
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
from analysis.measures.scores import score
from analysis.measures.tally import Cube
from analysis.measures.wording import Counted, Spelling, count_words, words_table
from analysis.tables import (
    ARTICLES,
    ATTRIBUTIONS,
    COLLOCATES,
    MENTIONS,
    SENTENCES,
    TERMS,
    VOICES,
    WORDS,
    ZONE_SPANS,
    ZONES,
    Table,
)
from analysis.tokens import Tokens, Vocabularies, tokenize
from analysis.versions import versions
from analysis.voices import Voices, attribute
from analysis.voices.mentions import find_mentions

_BATCH = 500
_MENTIONS = ("speaker", "source", "cue", "anonymity_reason")
_MENTION_WORDS = 7
_ZONE_NAMES = np.array(ZONES, dtype=object)
_VOICE_NAMES = np.array(VOICES, dtype=object)

Columns = dict[str, Any]
Spans = list[tuple[int, int, str]]


@dataclass(frozen=True)
class Measures:
    """The tables of measured articles (see analysis.tables), and the record of how they were made.

    counts has one row an article and zone; scores one row an article, over its body.
    """

    articles: pd.DataFrame
    zones: pd.DataFrame
    sentences: pd.DataFrame
    attributions: pd.DataFrame
    terms: pd.DataFrame
    words: pd.DataFrame
    mentions: pd.DataFrame
    collocates: pd.DataFrame
    counts: pd.DataFrame
    scores: pd.DataFrame
    record: dict[str, Any] = field(default_factory=dict)


def measure(
    articles: pd.DataFrame | Reading,
    *,
    lexicons: Sequence[str] = ("loaded",),
    rule: sentiment.Rule = "corrected",
    progress: Callable[[int, int], None] | None = None,
) -> Measures:
    """Measure articles: zones, sentences, voices, loaded terms, counts and scores.

    articles: a table as `read_articles` gives it, with `article` and `text`. lexicons: further
    built-in names or files; hits of all are in `terms`, those of the built-in ones are counted as
    well. rule: how words and sentences are counted, `corrected` or `textstat` (see
    measures.textstat_rule and measures.sentiment). progress: called with (done, all) articles.
    Articles in another language than English have zones, but neither counts nor scores.
    """
    reading = articles if isinstance(articles, Reading) else None
    table: pd.DataFrame = articles.articles if isinstance(articles, Reading) else articles
    ARTICLES_WITH_TEXT.check(table, where="articles")
    names = dict.fromkeys((loaded.BUILT_IN.name, *frames.LEXICONS, *lexicons))
    matcher = Matcher([load_lexicon(name) for name in names])
    vocabulary, spelling = Vocabularies(), Spelling()
    batches: list[Mapping[str, Columns]] = []
    worded: list[Counted] = []
    ids = table["article"].astype(str).to_numpy(dtype=object)
    texts = table["text"].astype(str).tolist()
    titles = _titles(table)
    languages = _languages(table, texts)
    foreign = [not_english(*both) for both in zip(texts, languages, strict=True)]
    outlets = table["outlet"].tolist() if "outlet" in table else [None] * len(table)
    marked = table["marked"].tolist() if "marked" in table else [()] * len(table)
    repeated = _repeated_lines(texts, outlets)
    spans: list[Spans] = []
    for first in range(0, len(texts), _BATCH):
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
        tokens = tokenize([texts[n] for n in english], [spans[n] for n in english], vocabulary)
        measured, counted = _measure_batch(ids[english], tokens, matcher, rule, spelling)
        batches.append(measured)
        worded.append(counted)
        if progress is not None:
            progress(part.stop, len(texts))
    tables = {name: _joined(name, batches) for name in _TABLES}
    described = _described(table, texts, spans, languages)
    words = words_table(
        worded, articles=described[[not reason for reason in foreign]], spelling=spelling
    )
    return Measures(
        articles=described,
        zones=_zones(ids, spans),
        **tables,
        words=WORDS.frame(words),
        scores=score(tables["counts"], articles=ids),
        record=_record(described, reading, matcher, rule)
        | {"repeated_lines": {str(o): len(lines) for o, lines in repeated.items()}}
        | {"not_measured": {str(i): why for i, why in zip(ids, foreign, strict=True) if why}},
    )


def _languages(table: pd.DataFrame, texts: list[str]) -> list[str | None]:
    """The language that each text shows; where it shows none, the one that is given."""
    given = table["language"].tolist() if "language" in table else [None] * len(texts)
    known = (code if isinstance(code, str) and code else None for code in given)
    return [detect_language(text) or code for text, code in zip(texts, known, strict=True)]


def _repeated_lines(texts: list[str], outlets: list[Any]) -> dict[Any, frozenset[str]]:
    """The lines that each outlet repeats from article to article."""
    found = find_boilerplate(texts, outlets)
    return {outlet: frozenset(own["line"]) for outlet, own in found.groupby("outlet")}


def _lexicon_notes(matcher: Matcher) -> list[str]:
    lexicons = {lexicon.name: lexicon for lexicon in matcher.lexicons}
    return [f"{x.name}: {note}" for x in lexicons.values() for note in x.notes]


def _titles(table: pd.DataFrame) -> list[str | None]:
    if "title" not in table:
        return [None] * len(table)
    return [title if isinstance(title, str) and title else None for title in table["title"]]


ARTICLES_WITH_TEXT = Table(
    "articles", ARTICLES.meaning, tuple(c for c in ARTICLES.columns if c.name == "article")
)
_TABLES = {
    "sentences": SENTENCES,
    "attributions": ATTRIBUTIONS,
    "terms": TERMS,
    "mentions": MENTIONS,
    "collocates": COLLOCATES,
    "counts": None,
}


def _measure_batch(
    ids: np.ndarray,
    tokens: Tokens,
    matcher: Matcher,
    rule: sentiment.Rule,
    spelling: Spelling,
) -> tuple[Mapping[str, Columns], Counted]:
    voices = attribute(tokens)
    hits = matcher.match(tokens)
    tone = sentiment.score_sentences(tokens, voices.voice, rule=rule)
    attributions = voices.attributions
    found = find_mentions(tokens, attributions)
    counts = (
        readability.count_readability(tokens, voices.voice)
        | sentiment.count_sentiment(tokens, tone)
        | loaded.count_loaded(tokens, voices.voice, matcher, hits)
        | frames.count_frames(tokens, voices.voice, matcher, hits)
        | sourcing.count_sourcing(tokens, voices.voice, attributions)
        | headline.count_headlines(tokens, voices.voice, attributions)
        | (textstat_rule.count_textstat(tokens) if rule == textstat_rule.RULE else {})
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
        "attributions": {
            name: attributions[name].to_numpy(dtype=object) for name in ATTRIBUTIONS.names
        }
        | {name: attributions[name].map(_in_short, na_action="ignore") for name in _MENTIONS}
        | {"article": ids[attributions["article"].to_numpy(np.int64)]},
        "terms": _terms(ids, tokens, voices, matcher, hits),
        "mentions": mention_columns(ids, tokens, voices.voice, found),
        "collocates": collocate_columns(ids, tokens, voices.voice, found, spelling),
        "counts": _count_columns(ids, tokens, counts),
    }
    return columns, count_words(tokens, voices.voice, spelling)


def _in_short(mention: str) -> str:
    """At most seven words: a long mention would be a passage of the text; its offsets are kept."""
    words = mention.split()
    return " ".join(words[:_MENTION_WORDS]) + "…" if len(words) > _MENTION_WORDS else mention


def _terms(
    ids: np.ndarray, tokens: Tokens, voices: Voices, matcher: Matcher, hits: Hits
) -> Columns:
    last = hits.token + hits.length - 1
    facts = {
        name: np.array([getattr(entry, name) for entry in matcher.entries])[hits.entry]
        for name in ("term", "category", "weight")
    }
    lexicon = np.array([lexicon.name for lexicon in matcher.lexicons])[hits.entry]
    return {
        "article": ids[tokens.article[hits.token]],
        "start": tokens.start[hits.token],
        "end": tokens.end[last],
        "term": facts["term"].astype(object),
        "lexicon": lexicon.astype(object),
        "category": facts["category"].astype(object),
        "weight": facts["weight"],
        "negated": hits.negated,
        "voice": _VOICE_NAMES[voices.voice[hits.token]],
        "zone": _ZONE_NAMES[tokens.zone[hits.token]],
        "sentence": tokens.sentence_number[tokens.sentence[hits.token]],
    }


def _count_columns(ids: np.ndarray, tokens: Tokens, counts: Mapping[str, Cube]) -> Columns:
    """One row for each zone that an article has, a column for each count and voice."""
    present = np.zeros((len(tokens.texts), len(ZONES)), dtype=bool)
    present[tokens.paragraph_article, tokens.paragraph_zone] = True
    article, zone = np.nonzero(present)
    columns: Columns = {"article": ids[article], "zone": _ZONE_NAMES[zone]}
    for name, declared in COUNTS.items():
        if name not in counts:
            continue
        cube = counts[name][article, zone]
        columns[name] = cube.sum(axis=1)
        if declared.by_voice:
            for code, voice in enumerate(VOICES):
                columns[declared.column(voice)] = cube[:, code]
    return columns


def _joined(name: str, batches: Sequence[Mapping[str, Columns]]) -> pd.DataFrame:
    parts = [batch[name] for batch in batches]
    schema = _TABLES[name]
    keys = list(parts[0]) if parts else (schema.names if schema else ["article", "zone"])
    columns = {key: np.concatenate([np.asarray(p[key]) for p in parts]) for key in keys if parts}
    if schema is not None:
        return schema.frame(columns)
    frame = pd.DataFrame(columns, columns=keys)
    return frame.astype({"article": "str", "zone": "str"})


def _zones(ids: np.ndarray, spans: list[Spans]) -> pd.DataFrame:
    rows = [row for rows in spans for row in rows]
    values = {name: [row[i] for row in rows] for i, name in enumerate(("start", "end", "zone"))}
    return ZONE_SPANS.frame({"article": np.repeat(ids, list(map(len, spans))), **values})


def _described(
    table: pd.DataFrame, texts: list[str], spans: list[Spans], languages: list[str | None]
) -> pd.DataFrame:
    """The articles without text, with what the texts say of themselves.

    Where no agency is given it is the one that the text credits; what a text copies is known only
    where outlets are.
    """
    credited = pd.Series(map(credited_agency, texts, spans), index=table.index, dtype="str")
    filled = table.drop(columns=["text"]).assign(
        article=table["article"].astype(str),
        outlet=table["outlet"] if "outlet" in table else "unknown",
        agency=table["agency"].fillna(credited) if "agency" in table else credited,
        city=list(map(dateline_city, texts, spans)),
        language=languages,
        n_chars=list(map(len, texts)),
        sha256=[_sha256(text) for text in texts],
    )
    copies = mark_copies(filled.assign(text=texts), spans=spans).drop(columns="article")
    filled[list(copies.columns)] = copies.to_numpy(dtype=object)
    return ARTICLES.frame({n: filled[n].to_numpy() for n in ARTICLES.names if n in filled})


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _record(
    articles: pd.DataFrame, reading: Reading | None, matcher: Matcher, rule: sentiment.Rule
) -> dict[str, Any]:
    hashes = sorted(articles["sha256"])
    refused = reading.refused.to_dict("records") if reading is not None else []
    return {
        "corpus_sha256": hashlib.sha256("\n".join(hashes).encode()).hexdigest(),
        "articles": len(articles),
        "refused": refused,
        "columns": dict(reading.mapping) if reading is not None else {},
        "notes": [*(reading.notes if reading is not None else []), *_lexicon_notes(matcher)],
        "lexicons": {x.name: x.sha256 for x in matcher.lexicons},
        "parameters": {"rule": rule},
        "versions": versions(),
    }
