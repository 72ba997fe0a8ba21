"""Tokens: offsets slice, layers agree, and sentences end where a reader would end them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tokens import _KIND, _PIECE, MARK, NUMBER, WORD, Tokens, Vocabularies, tokenize

TEXTS = st.lists(st.text(max_size=200), max_size=4)
NEWSY = st.text(alphabet="aB .,!?…'’‘“”\"-—\n\t\u00a0•$5%U", max_size=120)


def words(tokens: Tokens) -> list[str]:
    return [tokens.texts[a][s:e] for a, s, e in zip(tokens.article, tokens.start, tokens.end)]


def sentences(text: str) -> list[str]:
    tokens = tokenize([text])
    return [text[s:e] for s, e in zip(tokens.sentence_start, tokens.sentence_end)]


@given(TEXTS)
def test_surface_is_the_slice_and_chunks_are_what_split_gives(texts: list[str]) -> None:
    tokens = tokenize(texts)
    strings = tokens.vocabulary.words.strings
    assert words(tokens) == [strings[w] for w in tokens.word]
    chunks = [tokens.vocabulary.chunks.strings[c] for c in tokens.chunk_type]
    assert chunks == [chunk for text in texts for chunk in text.split()]
    slices = zip(tokens.chunk_article, tokens.chunk_start, tokens.chunk_end)
    assert chunks == [texts[a][s:e] for a, s, e in slices]


@given(st.lists(NEWSY, max_size=3))
def test_tokens_cover_every_character_that_is_not_white_space_once(texts: list[str]) -> None:
    tokens = tokenize(texts)
    covered = [np.zeros(len(text), int) for text in texts]
    for a, s, e in zip(tokens.article, tokens.start, tokens.end):
        covered[a][s:e] += 1
    for text, cover in zip(texts, covered):
        assert [bool(c) for c in cover] == [not sign.isspace() for sign in text]
        assert cover.max(initial=0) <= 1


@given(st.lists(NEWSY, min_size=1, max_size=4))
@settings(max_examples=50)
def test_a_batch_is_the_same_as_one_at_a_time(texts: list[str]) -> None:
    together = tokenize(texts)
    vocabulary = Vocabularies()
    alone = [tokenize([text], None, vocabulary) for text in texts]
    assert words(together) == [word for tokens in alone for word in words(tokens)]
    assert together.kind.tolist() == [k for tokens in alone for k in tokens.kind]
    assert len(together.sentence_start) == sum(len(t.sentence_start) for t in alone)
    numbers = [n for tokens in alone for n in tokens.sentence_number]
    assert together.sentence_number.tolist() == numbers


def test_rows_of_a_sentence_are_its_tokens() -> None:
    tokens = tokenize(["It rained. The quay flooded.", "", "Nobody came."])
    first = tokens.sentence_first_token
    for row in range(len(tokens.sentence_start)):
        assert (tokens.sentence[first[row] : first[row + 1]] == row).all()
    assert tokens.sentence_article.tolist() == [0, 0, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The workers’ canteen", ["The", "workers", "’", "canteen"]),
        ("Lowmoor’s ‘calm’ quay", ["Lowmoor’s", "‘", "calm", "’", "quay"]),
        ("don't don’t well-known", ["don't", "don’t", "well-known"]),
        ("$1.2 billion, 3.5%", ["$", "1.2", "billion", ",", "3.5", "%"]),
        ("the U.S.-led talks at 9 a.m.", ["the", "U.S.-led", "talks", "at", "9", "a.m."]),
        ("a clerk—who waited", ["a", "clerk", "—", "who", "waited"]),
        ("the '90s", ["the", "'", "90s"]),
        ("``We go,'' she said", ["``", "We", "go", ",", "''", "she", "said"]),
    ],
)
def test_words_and_marks(text: str, expected: list[str]) -> None:
    assert words(tokenize([text])) == expected


@given(st.text(alphabet="aBzé1\u0301.,!'’”-&_(\n", max_size=40))
def test_the_most_frequent_pieces_are_those_of_the_whole_pattern(text: str) -> None:
    assert _PIECE.findall(text) == [match.group() for match in _KIND.finditer(text)]


def test_kinds() -> None:
    tokens = tokenize(["‘Ten’ 10th"])
    assert tokens.kind.tolist() == [MARK, WORD, MARK, NUMBER]


@pytest.mark.parametrize(
    "expected",
    [
        ["The U.S. economy grew 2.5 percent on Friday, the ministry said.", "Prices rose."],
        ["He met Gov. Tomas Brandt and Dr. J. D. Ames on St. Mary Street.", "They spoke."],
        ["Talks moved to the U.S.", "The delegation left at 9 a.m. on Monday."],
        ["“Why now?” Voss asked.", "Nobody knew."],
        ["“It is over.”", "She left."],
        ["‘Go!’ he shouted.", "They went."],
        ["He paused … and went on.", "Then he stopped…", "Silence followed."],
        ["Is it No. 5 or No. 6?", "It is both."],
        ["She said no.", "The vote was over."],
        ["Shares of Orrin Inc. rose.", "Analysts of Orrin Inc.", "The board met."],
    ],
)
def test_sentences_of_news_english(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_paragraph_ends_a_sentence_even_without_a_stop() -> None:
    text = "Ferry late again\n\nThe ferry was late."
    spans = [(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)]
    tokens = tokenize([text], [spans])
    assert len(tokens.sentence_start) == 2
    assert tokens.paragraph.tolist() == [0, 0, 0, 1, 1, 1, 1, 1]


@pytest.mark.parametrize("text", ["“" * 100_000, "x" * 1_000_000, "a " * 100_000, "a." * 200_000])
def test_long_runs_are_no_trouble(text: str) -> None:
    assert tokenize([text]).end[-1] == len(text.rstrip())


def test_lone_surrogates_are_symbols() -> None:
    assert words(tokenize(["a \ud800 b"])) == ["a", "\ud800", "b"]
