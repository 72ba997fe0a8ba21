"""Look-ups as dictionary users expect them: globs, scopes, conditions, negation."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import LexiconError
from analysis.lexicons import Matcher, load_lexicon
from analysis.lexicons.formats import Condition, Dictionary, to_lexicon
from analysis.lexicons.lookup import GlobIndex
from analysis.tokens import tokenize

FIXTURES = Path(__file__).parent / "fixtures"
LOOKUPS = json.loads((FIXTURES / "expected_lookup.json").read_text(encoding="utf-8"))


def matches(text: str, dictionary: Dictionary, *, nested: bool = True) -> list[tuple[str, str]]:
    """The first word of every hit, and its category."""
    matcher = Matcher([to_lexicon(dictionary)], nested=nested)
    tokens = tokenize([text])
    hits = matcher.match(tokens)
    words = [text[tokens.start[at] : tokens.end[at]] for at in hits.token]
    return [(word, matcher.entries[row].category) for word, row in zip(words, hits.entry)]


@pytest.mark.parametrize("case", LOOKUPS, ids=lambda case: case["name"])
def test_lookups(case: dict[str, Any]) -> None:
    lower = case["opts"].get("case_insensitive", True)
    tree = {k: [p.lower() if lower else p for p in held] for k, held in case["dict"].items()}
    # A removed token leaves its place, as punctuation does.
    text = " ".join(token or "," for token in case["tokens"])
    nested = case["opts"].get("nested_scope", "key") == "key"
    found = matches(text, Dictionary("case", tree), nested=nested)
    assert [key for _, key in found] == case["keys"]


def test_net_tone_needs_the_longest_match_only() -> None:
    tree: Any = {"positive": ["good"], "neg_positive": ["not good"]}
    text = "It is good, and it is not good."
    assert len(matches(text, Dictionary("tone", tree))) == 3
    assert matches(text, Dictionary("tone", tree), nested=False) == [
        ("good", "positive"),
        ("not", "neg_positive"),
    ]


def test_phrases_of_globs_only() -> None:
    tree: Any = {"K": ["birth* control*"]}
    assert matches("Births controlled by nobody", Dictionary("x", tree)) == [("Births", "K")]


LIKE = """%
1\tpositive
2\tfiller
3\tauxiliary
%
like\t(3)1/2
kind\t<of>2/1
do\t3
will*\t3
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They do like it", {("like", "positive"), ("do", "auxiliary")}),
        ("They WILL like it", {("like", "positive"), ("WILL", "auxiliary")}),
        ("It was like rain", {("like", "filler")}),
        ("They do, like, nothing", {("like", "filler"), ("do", "auxiliary")}),
        ("What they do. Like this", {("Like", "filler"), ("do", "auxiliary")}),
        ("like", {("like", "filler")}),
        ("a kind of rain", {("kind", "filler")}),
        ("a kind person", {("kind", "positive")}),
        ("being kind", {("kind", "positive")}),
    ],
)
def test_conditions_of_liwc(text: str, expected: set[tuple[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "like.dic"
    path.write_text(LIKE, encoding="utf-8")
    matcher = Matcher([load_lexicon(path)])
    tokens = tokenize([text])
    hits = matcher.match(tokens)
    found = [
        (text[tokens.start[at] : tokens.end[at]], matcher.entries[row].category)
        for at, row in zip(hits.token, hits.entry)
    ]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_failed_condition_leaves_the_place_to_another_pattern() -> None:
    conditions = (Condition("like", ("K",), "before", words=("do",)),)
    dictionary = Dictionary("x", {"K": ["lik*"]}, conditions=conditions)
    assert matches("They like it", dictionary) == [("like", "K")]
    assert matches("They do like it", dictionary) == [("like", "K")]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("It was brutal", False),
        ("It was not brutal", True),
        ("It wasn’t at all brutal", True),
        ("It was never a brutal fight", True),
        ("There was no such brutal act", True),
        ("It cannot be brutal", True),
        ("It was not, they said, brutal", False),
        ("No, brutal it was", False),
        ("They could not. Brutal it was", False),
        ("It was not new but brutal", False),
        ("It was not only brutal", False),
        ("It was not in any sense brutal", False),  # four tokens before
    ],
)
def test_negation(text: str, negated: bool) -> None:
    matcher = Matcher([to_lexicon(Dictionary("x", {"K": ["brutal"]}))])
    hits = matcher.match(tokenize([text]))
    assert hits.negated.tolist() == [negated]


def test_negation_stops_at_the_article() -> None:
    matcher = Matcher([to_lexicon(Dictionary("x", {"K": ["brutal"]}))])
    hits = matcher.match(tokenize(["They did not", "brutal", ""]))
    assert hits.negated.tolist() == [False]


def test_a_file_does_not_pass_for_the_built_in_lexicon() -> None:
    own, built_in = load_lexicon(FIXTURES / "loaded.cat"), load_lexicon("loaded")
    assert own.name != built_in.name
    assert len(Matcher([own, built_in]).entries) == len(own.entries) + len(built_in.entries)


def test_two_lexicons_of_one_name_are_refused() -> None:
    pair = [to_lexicon(Dictionary("x", {"K": [word]}, sha256=word)) for word in "ab"]
    with pytest.raises(LexiconError, match="two lexicons"):
        Matcher(pair)


letters = st.text("ab", max_size=5)


@given(st.lists(st.text("ab*?", min_size=1, max_size=5), max_size=8), letters)
def test_the_index_finds_what_trying_every_glob_finds(globs: list[str], word: str) -> None:
    index = GlobIndex()
    for row, glob in enumerate(globs):
        index.add(glob, row)
    assert index.find(word) == [row for row, g in enumerate(globs) if fnmatchcase(word, g)]
