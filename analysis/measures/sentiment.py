"""Sentiment of sentences by VADER (Hutto and Gilbert 2014), in all words and by voice.

Two counting rules. `textstat` gives the four scores of vaderSentiment 3.3.2 on the sentence as
written, as its companion in measures.textstat_rule gives textstat's readability.
`corrected`, the default, differs in two things and nothing else: typography that VADER does not
know is read as what it means (it takes ‘don’t’ with curly marks for no negation, and “good” in
curly marks for no word), and a word of the lexicon inside a name (United Nations, Justice
Department) has no valence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import ParameterError, suggest
from analysis.measures import readability as _declares_sentences  # noqa: F401
from analysis.measures import vader_words
from analysis.measures.declare import COUNTS, METRICS, count, metric, variant
from analysis.measures.tally import Cube, tally_kinds
from analysis.measures.vader_names import names
from analysis.measures.vader_rule import Scores, score
from analysis.tables import VOICES
from analysis.tokens import Tokens

Rule = Literal["corrected", "textstat"]

_SAID = {"authorial": "the outlet's own part of each", "quoted": "the quoted part of each"}
_SAID["reported"] = "the part of each that is reported speech"
_POSITIVE, _NEGATIVE = 0.05, -0.05
_SCORES = ("negative", "neutral", "positive", "compound")
_AS_GIVEN = "textstat_"

for _voice in (None, *VOICES):
    _suffix, _where = (f"_{_voice}", f", over {_SAID[_voice]}") if _voice else ("", "")
    _note = "; the parts of a sentence do not add up to the whole" if _voice else ""
    count(
        f"sentiment_sum{_suffix}",
        unit="points",
        meaning=f"Sum of the VADER compound scores of sentences{_where}{_note}.",
        by_voice=False,
    )
    count(
        f"positive_sentences{_suffix}",
        unit="sentences",
        meaning=f"Sentences with a compound score of .05 or more{_where}.",
        by_voice=False,
    )
    count(
        f"negative_sentences{_suffix}",
        unit="sentences",
        meaning=f"Sentences with a compound score of -.05 or less{_where}.",
        by_voice=False,
    )
    if _voice:
        count(
            f"sentiment_sentences{_suffix}",
            unit="sentences",
            meaning=f"Sentences scored{_where}: those that have a word in that voice.",
            by_voice=False,
        )


@dataclass(frozen=True)
class Tone:
    """Scores of a batch's sentences: whole, and the compound of each voice's part of them.

    by_voice has a row a sentence and a column a voice of tables.VOICES; missing where the sentence
    has no word in that voice. has_words: sentences with a word; only these are counted.
    """

    scores: Scores
    by_voice: NDArray[np.float64]
    has_words: NDArray[np.bool_]

    @property
    def compound(self) -> NDArray[np.float64]:
        """The compound score of each whole sentence."""
        return self.scores.compound


def score_texts(texts: Sequence[str], *, rule: Rule = "corrected") -> Scores:
    """VADER's scores of plain strings, each taken as one sentence.

    >>> score_texts(["The plan is good.", "The plan isn’t good."]).compound
    array([ 0.4404, -0.3412])
    >>> score_texts(["The United Nations met in the Labour Party hall."]).compound
    array([0.])
    """
    check_rule(rule)
    split = [vader_words.without_emoji(_as_read(text, rule)).split() for text in texts]
    distinct: dict[str, int] = {}
    types = [distinct.setdefault(chunk, len(distinct)) for chunks in split for chunk in chunks]
    strings = list(distinct)
    rows = np.array(types, np.int64)
    chunks = _describe(rule)(strings)
    first = np.concatenate([[0], np.cumsum([len(of_text) for of_text in split])]).astype(np.int64)
    low = chunks.low[rows]
    if rule == "corrected":
        low = names(low, rows, chunks, first, strings)
    return score(low, rows, chunks, first)


def score_sentences(tokens: Tokens, voice: NDArray[np.uint8], *, rule: Rule = "corrected") -> Tone:
    """The tone of each sentence, whole and by voice.

    voice: of each token, an index in tables.VOICES. A chunk (a run without white space) is in the
    voice that most of its words are in; a sentence's part in a voice is the chunks in that voice,
    scored as a sentence of their own.
    """
    check_rule(rule)
    vocabulary, types = tokens.vocabulary.chunks, tokens.chunk_type
    chunks = vader_words.Chunks(*vocabulary.attributes(_describe(rule)))
    low = chunks.low[types]
    first = tokens.sentence_first_chunk.astype(np.int64)
    if rule == "corrected":
        low = names(low, types, chunks, first, vocabulary.strings)
    spoken = _words_by_voice(tokens, voice)
    parts = _parts(tokens, voice, spoken)
    rows = np.concatenate([part.chunks for part in parts])
    ends = np.cumsum(np.concatenate([part.lengths for part in parts]))
    scores = score(low[rows], types[rows], chunks, np.concatenate([[0], ends]))
    _score_emoji(tokens, scores, low[rows], rows, ends, rule)

    size = len(first) - 1
    whole = Scores(*(getattr(scores, name)[:size] for name in _SCORES))
    by_voice = np.where(spoken > 0, whole.compound[:, None], np.nan)
    for code, part in enumerate(parts[1:]):
        by_voice[part.sentences, code] = scores.compound[part.number]
    by_voice[spoken == 0] = np.nan
    return Tone(whole, by_voice, spoken.sum(axis=1) > 0)


@dataclass(frozen=True)
class _Part:
    """Strings of chunks to score: chunks of them all, how many each has, whose sentences they are.

    number: their places among all the strings that are scored together.
    """

    chunks: NDArray[np.int64]
    lengths: NDArray[np.int64]
    sentences: NDArray[np.int64]
    number: NDArray[np.int64]


def _parts(tokens: Tokens, voice: NDArray[np.uint8], spoken: NDArray[np.float64]) -> list[_Part]:
    """The whole sentences; then of each voice its parts of the sentences that several share."""
    size = len(spoken)
    every = np.arange(size)
    lengths = np.diff(tokens.sentence_first_chunk).astype(np.int64)
    parts = [_Part(np.arange(len(tokens.chunk_type)), lengths, every, every)]
    mixed = (spoken > 0).sum(axis=1) > 1
    chunk_voice = _chunk_voices(tokens, voice, mixed)
    number = size
    for code in range(len(VOICES)):
        chunks = np.flatnonzero(chunk_voice == code)
        in_sentence = np.bincount(tokens.chunk_sentence[chunks], minlength=size)
        sentences = np.flatnonzero(in_sentence)
        places = number + np.arange(len(sentences))
        parts.append(_Part(chunks, in_sentence[sentences], sentences, places))
        number += len(sentences)
    return parts


def _score_emoji(
    tokens: Tokens,
    scores: Scores,
    low: NDArray[np.uint8],
    rows: NDArray[np.int64],
    ends: NDArray[np.int64],
    rule: Rule,
) -> None:
    """Score again, as strings, the few sentences and parts with emoji: their names are words."""
    places = vader_words.where(low, vader_words.EMOJI)
    if not len(places):
        return
    found = np.unique(np.searchsorted(ends, places, side="right"))
    strings, types = tokens.vocabulary.chunks.strings, tokens.chunk_type
    begins = np.concatenate([[0], ends])
    texts = [
        " ".join([strings[kind] for kind in types[rows[begins[number] : ends[number]]]])
        for number in found
    ]
    again = score_texts(texts, rule=rule)
    for name in _SCORES:
        getattr(scores, name)[found] = getattr(again, name)


def count_sentiment(tokens: Tokens, tone: Tone) -> dict[str, Cube]:
    """Sums of the sentences' tone by article and zone; the sums by voice have their own names."""
    whole = np.where(tone.has_words, tone.compound, np.nan)
    compound = np.vstack([whole, tone.by_voice.T])
    spoken, sentence = np.nonzero(~np.isnan(compound))
    scored = compound[spoken, sentence]
    place = (tokens.sentence_article[sentence], tokens.sentence_zone[sentence], 0)
    weights = {
        "sentiment_sum": scored,
        "sentiment_sentences": None,
        "positive_sentences": (scored >= _POSITIVE).astype(np.float64),
        "negative_sentences": (scored <= _NEGATIVE).astype(np.float64),
    }
    counts = {
        f"{name}{suffix}": cube
        for name, of_sentence in weights.items()
        for suffix, cube in zip(
            ("", *(f"_{voice}" for voice in VOICES)),
            tally_kinds(tokens, len(compound), spoken, *place, of_sentence),
            strict=True,
        )
    }
    del counts["sentiment_sentences"]  # sentences with a word are counted with the words
    return counts


def count_as_given(tokens: Tokens, tone: Tone) -> dict[str, Cube]:
    """The same sums under the names of the rule textstat, beside those of the corrected rule."""
    counts = count_sentiment(tokens, tone)
    return {f"{_AS_GIVEN}{n}": c for n, c in counts.items() if f"{_AS_GIVEN}{n}" in COUNTS}


def _words_by_voice(tokens: Tokens, voice: NDArray[np.uint8]) -> NDArray[np.float64]:
    """How many words of each sentence are in each voice."""
    size = len(tokens.sentence_article)
    begins = np.zeros(len(tokens), np.bool_)
    begins[tokens.sentence_first_token[:-1]] = True
    begins[1:] |= voice[1:] != voice[:-1]
    starts = np.flatnonzero(begins)
    words = np.concatenate([[0], np.cumsum(tokens.is_word, dtype=np.int32)])
    cell = tokens.sentence[starts] * np.int64(len(VOICES)) + voice[starts]
    of_run = np.diff(words[np.append(starts, len(tokens))])
    counts = np.bincount(cell, of_run, size * len(VOICES)).astype(np.float64)
    return counts.reshape(size, len(VOICES))


def _chunk_voices(
    tokens: Tokens, voice: NDArray[np.uint8], mixed: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """The voice of each chunk of a mixed sentence, -1 elsewhere.

    A chunk without a word is in the voice of its first sign.
    """
    result = np.full(len(tokens.chunk_type), -1, np.int8)
    rows = np.flatnonzero(mixed[tokens.sentence])
    chunk = tokens.chunk[rows]
    result[chunk[::-1]] = voice[rows[::-1]]
    rows = rows[tokens.is_word[rows]]
    chunk = tokens.chunk[rows]
    opens = np.diff(chunk, prepend=-1) > 0
    cell = (np.cumsum(opens) - 1) * len(VOICES) + voice[rows]
    size = int(opens.sum()) * len(VOICES)
    counts = np.bincount(cell, minlength=size).reshape(-1, len(VOICES))
    result[chunk[opens]] = counts.argmax(axis=1)
    return result


def _describe(rule: Rule) -> vader_words.Describe:
    return (
        vader_words.describe_straightened if rule == "corrected" else vader_words.describe_as_given
    )


def _as_read(text: str, rule: Rule) -> str:
    return vader_words.straight(text) if rule == "corrected" else text


def check_rule(rule: str) -> None:
    """ParameterError for a counting rule that does not exist."""
    known = ("corrected", "textstat")
    if rule not in known:
        raise ParameterError(
            f"there is no counting rule {rule!r}", where="rule", mend=suggest(rule, known)
        )


@metric(
    family="sentiment",
    unit="compound score",
    range=(-1, 1),
    higher_means="more positive",
    source="hutto2014",
    primary=True,
)
def sentiment(sentiment_sum: pd.Series, sentences: pd.Series) -> pd.Series:
    """Mean VADER compound score of the sentences.

    Two sentences, "The plan is good." (.4404) and "The plan is." (0):

    >>> sentiment(0.4404, 2)
    0.2202
    """
    return sentiment_sum / sentences


@metric(
    family="sentiment",
    unit="share of sentences",
    range=(0, 1),
    higher_means="more positive sentences",
    source="hutto2014",
)
def positive_share(positive_sentences: pd.Series, sentences: pd.Series) -> pd.Series:
    """Share of the sentences whose compound score is .05 or more.

    >>> positive_share(3, 12)
    0.25
    """
    return positive_sentences / sentences


@metric(
    family="sentiment",
    unit="share of sentences",
    range=(0, 1),
    higher_means="more negative sentences",
    source="hutto2014",
)
def negative_share(negative_sentences: pd.Series, sentences: pd.Series) -> pd.Series:
    """Share of the sentences whose compound score is -.05 or less.

    >>> negative_share(3, 12)
    0.25
    """
    return negative_sentences / sentences


# The same three over each voice's own part of the sentences.
for _voice in VOICES:
    for _name, _sum in (
        ("sentiment", "sentiment_sum"),
        ("positive_share", "positive_sentences"),
        ("negative_share", "negative_sentences"),
    ):
        _whole = METRICS[_name]
        metric(
            family=_whole.family,
            unit=_whole.unit,
            range=_whole.range,
            higher_means=_whole.higher_means,
            source=_whole.source,
            name=f"{_name}_{_voice}",
            needs=(f"{_sum}_{_voice}", f"sentiment_sentences_{_voice}"),
            meaning=f"{_whole.meaning.removesuffix('.')}, over {_SAID[_voice]}.",
        )(_whole.formula)

# All of them again under the rule textstat, from sums that stand beside those of the corrected one.
for _metric in [m for m in METRICS.values() if m.family == "sentiment"]:
    _needs = []
    for _need in _metric.needs:
        if _need.startswith(("sentiment_sum", "positive_", "negative_")):
            _meaning = f"{COUNTS[_need].meaning} Only under the counting rule textstat."
            _unit = COUNTS[_need].unit
            _need = f"{_AS_GIVEN}{_need}"  # noqa: PLW2901
            count(_need, unit=_unit, meaning=_meaning, by_voice=False)
        _needs.append(_need)
    variant(_metric.name, rule="textstat", needs=tuple(_needs))(_metric.formula)
