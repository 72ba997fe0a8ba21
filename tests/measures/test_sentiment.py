"""Sentiment: vaderSentiment itself as the oracle, then what the corrected rule changes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from analysis.errors import ParameterError
from analysis.measures.declare import METRICS, compute
from analysis.measures.sentiment import (
    Tone,
    count_sentiment,
    score_sentences,
    score_texts,
)
from analysis.measures.vader_known import KNOWN_PAIRS
from analysis.measures.vader_rule import Scores
from analysis.measures.vader_words import analyzer, straight
from analysis.tables import VOICES, ZONES
from analysis.tokens import tokenize

ORACLE = SentimentIntensityAnalyzer()

SENTENCES = [
    "The plan is good.",
    "The plan is not good.",
    "The plan isn't very good, is it??",
    "The plan is VERY good!!!",
    "THE PLAN IS GOOD!",
    "No good plan, no bad plan, no plan or love.",
    "Never so happy, never this sad, without doubt a great loss.",
    "It was the least good idea; at least it was good, the very least bad.",
    "Least good of all.",
    "It is kind of good and sort of bad, just enough hope, a kind of love.",
    "They were the bomb, a bad ass team at the bus stop: yeah right.",
    "He got the kiss of death, a plan to die for, a beating heart.",
    "The food was good but the service was horrible but good.",
    "Good, good and good, but good is good, bad, bad.",
    "But good. Fine but fine.",
    "Bad 😀 day ❤ but a good one 🎉🎉!",
    "🔥great🔥 work™ ©",
    ":) :-( :D <3 ;-)",
    "“Good,” she said. ‘I don’t like it.’ It isn’t good…",
    "so so so happy, this this happy",
    "",
    "   ",
    "?!?!",
    "uh-uh won't can't couldn't've happy",
    "HAPPY sad ABSOLUTELY happy barely HAPPY",
    "a " * 300 + "good",
    "good " * 40 + "but " + "bad " * 40,
]
PIECES = [
    *list(BOOSTER_DICT)[::6],
    *NEGATE[::6],
    *" ".join(SPECIAL_CASES).split(),
    *"no or nor never so this without doubt least at very kind of sort but BUT But".split(),
    *"good bad GOOD Bad love hate Happy war peace help united Party NO Not the a I".split(),
    *":) :( 😀 ❤ ™ ! ? ?? !!! ... , — “good” ‘don’t’ (bad) good, good! bad? n't".split(),
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


def four(scores: Scores, row: int) -> dict[str, float]:
    return {
        "neg": float(scores.negative[row]),
        "neu": float(scores.neutral[row]),
        "pos": float(scores.positive[row]),
        "compound": float(scores.compound[row]),
    }


def assert_equal_to_vader(texts: list[str]) -> None:
    scores = score_texts(texts, rule="textstat")
    for row, text in enumerate(texts):
        assert four(scores, row) == ORACLE.polarity_scores(text), text


def test_the_four_scores_are_vaders() -> None:
    assert_equal_to_vader(SENTENCES)
    assert_equal_to_vader([straight(sentence) for sentence in SENTENCES])


def test_one_text_alone_scores_as_among_others() -> None:
    together = score_texts(SENTENCES, rule="textstat")
    for row, text in enumerate(SENTENCES):
        assert four(score_texts([text], rule="textstat"), 0) == four(together, row)


@given(st.lists(SOUP, min_size=1, max_size=5))
@settings(max_examples=300)
def test_the_four_scores_are_vaders_on_any_mixture(texts: list[str]) -> None:
    assert_equal_to_vader(texts)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=3))
@example(["\x1cgood\x85bad\u2028happy\u3000sad", "İyi good", "ß ΑΣ good"])
def test_the_four_scores_are_vaders_on_any_text(texts: list[str]) -> None:
    assert_equal_to_vader(texts)


def test_every_word_of_the_lexicon_alone_and_negated() -> None:
    words = list(analyzer().lexicon)
    assert_equal_to_vader(words[::3])
    assert_equal_to_vader([f"it is not very {word} but so" for word in words[1::3]])


@given(st.lists(SOUP.map(str.lower), min_size=1, max_size=5))
def test_without_capitals_corrected_is_vader_on_straight_marks(texts: list[str]) -> None:
    scores = score_texts(texts)
    for row, text in enumerate(texts):
        assert four(scores, row) == ORACLE.polarity_scores(straight(text))


def test_curly_marks_mean_what_straight_ones_mean() -> None:
    curly = ["It isn’t good.", "“Horrible,” he said.", "a ‘great’ loss", "It’s bad — awful…"]
    scores, plain = score_texts(curly), score_texts([straight(text) for text in curly])
    assert scores.compound.tolist() == plain.compound.tolist()
    assert (scores.compound != score_texts(curly, rule="textstat").compound).any()
    assert all(len(straight(text)) == len(text) for text in curly)


@pytest.mark.parametrize(
    "sentence",
    [
        "The United Nations met on Monday.",
        "United Nations envoys met on Monday.",
        "Envoys of the UN Security Council met on Monday.",
        "A Justice Department lawyer spoke.",
        "“Justice Department lawyers spoke.”",
        "A lawyer of the U.S. Justice Office spoke.",
        "Officials of the Department of Justice spoke.",
        "Labour Party members met.",
        "Members of the “Labour Party” council met.",
        "He works at Best Buy and reads about the Supreme Court.",
        "It was decided by Chief Justice Marais in the Peace Palace.",
        "Labour Party Meets Over Housing",
    ],
)
def test_names_carry_no_valence(sentence: str) -> None:
    assert score_texts([straight(sentence)], rule="textstat").compound[0] != 0
    assert score_texts([sentence]).compound[0] == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "The party was a great success.",
        "Justice was done.",
        "Great Marais fans sang.",
        "He said: “Great Marais fans sang.”",
        "Angry Veldenhaven residents met.",
        "They are united and want security, justice and peace.",
        "GREAT SUCCESS FOR THE PARTY",
        "Great Success for the Harbour",
        "Good grief, said Veldenhaven.",
    ],
)
def test_other_words_keep_their_valence(sentence: str) -> None:
    reference = score_texts([straight(sentence)], rule="textstat").compound[0]
    assert reference != 0
    assert score_texts([sentence]).compound[0] == reference


def test_every_known_name_has_a_word_of_the_lexicon() -> None:
    lexicon = analyzer().lexicon
    assert all(first in lexicon or second in lexicon for first, second in KNOWN_PAIRS)


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(ParameterError, match="corrected"):
        score_texts(["good"], rule="correct")  # type: ignore[arg-type]


def tone_of(text: str, quoted: list[str]) -> tuple[Tone, dict[str, np.ndarray]]:
    tokens = tokenize([text])
    voice = np.zeros(len(tokens), np.uint8)
    for part in quoted:
        begin = text.index(part)
        voice[(tokens.start >= begin) & (tokens.end <= begin + len(part))] = 1
    tone = score_sentences(tokens, voice)
    return tone, count_sentiment(tokens, tone)


def test_sentences_score_as_their_strings() -> None:
    text = " ".join(s for s in SENTENCES if s.strip())
    tokens = tokenize([text, "", "A good day."])
    tone = score_sentences(tokens, np.zeros(len(tokens), np.uint8), rule="textstat")
    for row, (article, start, end) in enumerate(
        zip(tokens.sentence_article, tokens.sentence_start, tokens.sentence_end, strict=True)
    ):
        expected = ORACLE.polarity_scores(tokens.texts[article][start:end])
        assert four(tone.scores, row) == expected


def test_each_voice_has_its_own_tone() -> None:
    text = (
        "It was an awful day, he said, “dear friend,” and left. “I love it 😀.” Nothing happened."
    )
    tone, counts = tone_of(text, ["“dear friend,”", "“I love it 😀.”"])
    dear, love = score_texts(["“dear friend,”", "“I love it 😀.”"]).compound
    rest = score_texts(["It was an awful day, he said, and left."]).compound[0]
    assert dear > 0 > rest
    assert love > 0
    expected = [[rest, dear, np.nan], [np.nan, love, np.nan], [0, np.nan, np.nan]]
    np.testing.assert_array_equal(tone.by_voice, expected)
    total = {name: cube.sum() for name, cube in counts.items()}
    assert total["sentiment_sum"] == pytest.approx(tone.compound.sum())
    assert total["sentiment_sum_quoted"] == pytest.approx(dear + love)
    assert total["sentiment_sentences_quoted"] == 2
    assert total["sentiment_sentences_authorial"] == 2
    assert total["negative_sentences_authorial"] == 1
    assert total["positive_sentences_quoted"] == 2
    assert total["sentiment_sentences_reported"] == 0


def test_metrics_by_voice_divide_by_the_parts_scored() -> None:
    text = "It was an awful day, he said, “dear friend,” and left. Nothing happened."
    tone, counts = tone_of(text, ["“dear friend,”"])
    totals = {name: pd.Series([cube.sum()]) for name, cube in counts.items()}
    for voice, code in (("authorial", 0), ("quoted", 1), ("reported", 2)):
        expected = np.nanmean(tone.by_voice[:, code]) if code < 2 else np.nan
        value = compute(METRICS[f"sentiment_{voice}"], totals)[0]
        assert value == pytest.approx(expected, nan_ok=True)
        positive = compute(METRICS[f"positive_share_{voice}"], totals)[0]
        assert positive == pytest.approx([0.0, 1.0, np.nan][code], nan_ok=True)


def test_a_chunk_is_in_the_voice_of_most_of_its_words() -> None:
    # One chunk of three words, two of them quoted.
    tokens = tokenize(["He was good/bad/bad today."])
    voice = np.zeros(len(tokens), np.uint8)
    voice[
        [i for i in range(len(tokens)) if tokens.vocabulary.words.strings[tokens.word[i]] == "bad"]
    ] = 1
    tone = score_sentences(tokens, voice)
    assert (tone.by_voice[0, :2] == score_texts(["He was today.", "good/bad/bad"]).compound).all()


def test_counts_go_to_their_article_and_zone() -> None:
    texts = ["A great day.\nIt was awful.", "Nothing.", ""]
    spans = [[(0, 12, "headline"), (12, 26, "body")], [(0, 8, "body")], []]
    tokens = tokenize(texts, spans)
    counts = count_sentiment(tokens, score_sentences(tokens, np.zeros(len(tokens), np.uint8)))
    positive = counts["positive_sentences"].sum(axis=2)
    negative = counts["negative_sentences"].sum(axis=2)
    assert positive.shape == (3, len(ZONES))
    assert positive.sum() == positive[0, ZONES.index("headline")] == 1
    assert negative.sum() == negative[0, ZONES.index("body")] == 1


def test_a_sentence_without_a_word_is_not_counted() -> None:
    tokens = tokenize(["Good. :) :)"], [[(0, 5, "body"), (5, 11, "body")]])
    tone = score_sentences(tokens, np.zeros(len(tokens), np.uint8))
    assert tone.has_words.tolist() == [True, False]
    assert count_sentiment(tokens, tone)["sentiment_sum"].sum() == tone.compound[0]


@given(st.lists(st.text(max_size=80), max_size=4), st.integers(0, 2**16))
def test_any_text_in_any_voices(texts: list[str], seed: int) -> None:
    tokens = tokenize(texts)
    voice = np.random.default_rng(seed).integers(0, len(VOICES), len(tokens)).astype(np.uint8)
    tone = score_sentences(tokens, voice)
    assert (np.abs(tone.compound) <= 1).all()
    assert (np.isnan(tone.by_voice).all(axis=1) == ~tone.has_words).all()
