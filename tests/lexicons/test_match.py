"""Matching: the longest phrase, once within a category, in whatever typography."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import LexiconError
from analysis.lexicons import Category, Entry, Lexicon, Matcher, load_lexicon
from analysis.tokens import tokenize


def lexicon(*entries: tuple[str, str]) -> Lexicon:
    made = tuple(Entry(term, category, (term,), 1.0) for term, category in entries)
    names = dict.fromkeys(category for _, category in entries)
    return Lexicon("test", made, tuple(Category(name, True) for name in names), "0")


def hits(text: str, *entries: tuple[str, str]) -> list[tuple[str, str]]:
    matcher = Matcher([lexicon(*entries)])
    tokens = tokenize([text])
    found = matcher.match(tokens)
    ends = tokens.end[found.token + found.length - 1]
    return [
        (text[start:end], matcher.entries[row].category)
        for start, end, row in zip(tokens.start[found.token], ends, found.entry, strict=True)
    ]


def test_longest_phrase_wins_within_a_category() -> None:
    entries = [("war", "conflict"), ("war of words", "conflict"), ("words", "talk")]
    assert hits("A war of words, not a war.", *entries) == [
        ("war of words", "conflict"),
        ("words", "talk"),
        ("war", "conflict"),
    ]


@pytest.mark.parametrize("text", ["a can’t-lose bet", "a can't-lose bet", "A CAN’T-LOSE BET"])
def test_typography_and_case_do_not_matter(text: str) -> None:
    assert [found.lower().replace("’", "'") for found, _ in hits(text, ("can't-lose", "x"))] == [
        "can't-lose"
    ]


def test_a_capital_in_the_entry_asks_for_that_writing() -> None:
    assert hits("March in march", ("March", "month")) == [("March", "month")]


def test_possessives_match_and_keep_their_offsets() -> None:
    assert hits("the regime’s men", ("regime", "label")) == [("regime’s", "label")]


def test_punctuation_and_marks_block_a_phrase() -> None:
    entries = [("hard line", "x")]
    assert hits("hard line", *entries)
    assert not hits("hard, line", *entries)
    assert not hits("‘hard’ line", *entries)
    assert not hits("It was hard. Line up.", *entries)


def test_globs() -> None:
    assert hits("radical radicals radix", ("radical*", "x")) == [
        ("radical", "x"),
        ("radicals", "x"),
    ]
    assert hits("a war on wolves", ("war on *", "x")) == [("war on wolves", "x")]


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("term,category,class,weight\nslam,attack,verb,2\n", encoding="utf-8")
    entry = load_lexicon(path).entries[0]
    assert entry.weight == 2
    assert {"slam", "slams", "slammed", "slamming"} <= set(entry.forms)


@pytest.mark.parametrize(
    ("content", "word"),
    [("word,category\na,b\n", "term"), ("term,category,weight\na,b,x\n", "number"), ("", "column")],
)
def test_a_broken_file_says_where(tmp_path: Path, content: str, word: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=word):
        load_lexicon(path)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(LexiconError, match="loaded"):
        load_lexicon("laoded")
