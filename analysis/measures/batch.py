"""A batch of articles as the columns of its tables: what the stages give, article by article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.lexicons import Hits, Matcher
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
from analysis.measures.wording import Counted, Spelling, count_words
from analysis.tables import VOICES, ZONES
from analysis.tokens import Tokens
from analysis.voices import Voices
from analysis.voices.mentions import find_mentions

Columns = dict[str, Any]
_MENTIONS = ("speaker", "source", "cue", "anonymity_reason")
_MENTION_WORDS = 7
_PIECE = re.compile(r"[^\W_]+")  # "1,206" is two words to whoever searches a file for a text
_ZONE_NAMES = np.array(ZONES, dtype=object)
_VOICE_NAMES = np.array(VOICES, dtype=object)


def measure_batch(
    ids: np.ndarray,
    tokens: Tokens,
    voices: Voices,
    matcher: Matcher,
    rule: sentiment.Rule,
    spelling: Spelling,
) -> tuple[Mapping[str, Columns], Counted]:
    """The columns of all tables, and the batch's wording."""
    voice = voices.voice
    hits = matcher.match(tokens)
    tone = corrected = sentiment.score_sentences(tokens, voice)
    again: dict[str, Cube] = {}
    if rule == textstat_rule.RULE:  # counts of both rules, so that the choice can be put to a test
        tone = sentiment.score_sentences(tokens, voice, rule=rule)
        again = textstat_rule.count_textstat(tokens) | sentiment.count_as_given(tokens, tone)
    attributed = voices.attributed
    found = find_mentions(tokens, attributed)
    counts = (
        readability.count_readability(tokens, voice)
        | sentiment.count_sentiment(tokens, corrected)
        | _count_hits(tokens, voice, matcher, hits)
        | sourcing.count_sourcing(tokens, voice, attributed)
        | headline.count_headlines(tokens, voice, attributed)
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
        | loaded.sentence_scores(tokens, voice, matcher, hits),
        "voices": _runs(ids, tokens, voice),
        "attributions": attributed
        | {name: _in_short(attributed[name]) for name in _MENTIONS}
        | {"article": ids[attributed["article"]]},
        "terms": _terms(ids, tokens, voice, matcher, hits),
        "mentions": mention_columns(ids, tokens, voice, found),
        "collocates": collocate_columns(ids, tokens, voice, found, spelling),
        "counts": _count_columns(ids, tokens, counts),
    }
    return columns, count_words(tokens, voice, spelling)


def match_batch(
    ids: np.ndarray, tokens: Tokens, voice: NDArray[np.uint8], matcher: Matcher, spelling: Spelling
) -> tuple[Mapping[str, Columns], Counted]:
    """Those columns alone that other lexicons change, and the batch's wording."""
    hits = matcher.match(tokens)
    columns = {
        "sentences": loaded.sentence_scores(tokens, voice, matcher, hits),
        "terms": _terms(ids, tokens, voice, matcher, hits),
        "counts": _count_columns(ids, tokens, _count_hits(tokens, voice, matcher, hits)),
    }
    return columns, count_words(tokens, voice, spelling)


def _count_hits(
    tokens: Tokens, voice: NDArray[np.uint8], matcher: Matcher, hits: Hits
) -> dict[str, Cube]:
    return loaded.count_loaded(tokens, voice, matcher, hits) | frames.count_frames(
        tokens, voice, matcher, hits
    )


def _runs(ids: np.ndarray, tokens: Tokens, voice: NDArray[np.uint8]) -> Columns:
    """Runs of tokens of one article in one voice that is not the outlet's own."""
    kind = tokens.article.astype(np.int64) * len(VOICES) + voice
    first = np.flatnonzero(np.concatenate([[True], kind[1:] != kind[:-1]])[: len(kind)])
    last = np.append(first[1:], len(kind)) - 1 if len(first) else first
    other = voice[first] > 0
    first, last = first[other], last[other]
    return {
        "article": ids[tokens.article[first]],
        "start": tokens.start[first],
        "end": tokens.end[last],
        "voice": _VOICE_NAMES[voice[first]],
    }


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
    ids: np.ndarray, tokens: Tokens, voice: NDArray[np.uint8], matcher: Matcher, hits: Hits
) -> Columns:
    last = hits.token + hits.length - 1
    facts = {name: column[hits.entry] for name, column in matcher.columns.items()}
    return {
        "article": ids[tokens.article[hits.token]],
        "start": tokens.start[hits.token],
        "end": tokens.end[last],
        **facts,
        "negated": hits.negated,
        "voice": _VOICE_NAMES[voice[hits.token]],
        "zone": _ZONE_NAMES[tokens.zone[hits.token]],
        "sentence": tokens.sentence_number[tokens.sentence[hits.token]],
    }


def _count_columns(ids: np.ndarray, tokens: Tokens, counts: Mapping[str, Cube]) -> Columns:
    """One row for each zone that an article has; values has a row for each count and voice."""
    present = np.zeros((len(tokens.texts), len(ZONES)), dtype=bool)
    present[tokens.paragraph_article, tokens.paragraph_zone] = True
    article, zone = np.nonzero(present)
    order, names, kept = _layout(frozenset(counts))
    by_voice = np.array([counts[name] for name in order])[:, article, zone]
    every = np.concatenate([by_voice.sum(axis=2, keepdims=True), by_voice], axis=2)
    return {
        "article": ids[article],
        "zone": _ZONE_NAMES[zone],
        "names": names,
        "values": every.transpose(0, 2, 1)[kept],
    }


@lru_cache(maxsize=8)
def _layout(
    counted: frozenset[str],
) -> tuple[list[str], tuple[str, ...], NDArray[np.bool_]]:
    """The counts as declared, their columns, and which of all voices and each are columns."""
    declared = [own for name, own in COUNTS.items() if name in counted]
    names = tuple(column for own in declared for column in own.columns)
    kept = np.array([[True] + len(VOICES) * [own.by_voice] for own in declared])
    return [own.name for own in declared], names, kept
