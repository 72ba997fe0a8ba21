"""Key word in context: against regular expressions over the text, and hostile patterns."""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import IntegrityError, ParameterError
from analysis.figures import show_concordance
from analysis.measures import Measures, measure
from analysis.measures.concordance import concordance


def test_every_place_is_where_the_text_has_it(measures: Measures, texts: pd.DataFrame) -> None:
    known = dict(zip(texts["article"], texts["text"], strict=True))
    for pattern, regex in (("strike*", r"\bstrike\w*"), ("the", r"\bthe\b"), ("pay", r"\bpay\b")):
        found = concordance(measures, pattern, texts=known)
        places = set(zip(found["article"], found["start"], found["end"], strict=True))
        expected = {
            (article, match.start(), match.end())
            for article, text in known.items()
            for match in re.finditer(regex, text, re.IGNORECASE)
        }
        joined = {
            p
            for p in expected
            if known[p[0]][p[1] - 1 : p[1]] in "-‐" or known[p[0]][p[2] : p[2] + 1] == "-"
        }
        assert expected - joined <= places and places <= expected
        for row in found.head(20).itertuples():
            assert row.match == known[row.article][row.start : row.end]


def test_voice_zone_and_sentence_are_those_that_were_measured(
    measures: Measures, texts: pd.DataFrame
) -> None:
    found = concordance(measures, "said", texts=texts)
    keys = ["article", "zone", "voice"]
    listed = measures.words[measures.words["term"] == "said"].set_index(keys)["count"]
    assert found.groupby(keys).size().sort_index().to_dict() == listed.sort_index().to_dict()
    joined = found.merge(measures.sentences, on=["article", "sentence"], suffixes=("", "_s"))
    assert ((joined["start_s"] <= joined["start"]) & (joined["end"] <= joined["end_s"])).all()


def test_without_texts_places_are_counted_and_nothing_is_shown(measures: Measures) -> None:
    found = concordance(measures, "said", voice="authorial", zones=["body"])
    rows = measures.words
    own = rows[(rows["term"] == "said") & (rows["voice"] == "authorial") & (rows["zone"] == "body")]
    assert found["count"].sum() == own["count"].sum()
    assert not {"left", "match", "right", "start"} & set(found.columns)


def test_patterns_by_hand() -> None:
    texts = ["Ann’s Union won. The union boss left; union, boss. Unions too. US and us."]
    table = pd.DataFrame({"article": ["a"], "outlet": ["Post"], "text": texts})
    made = measure(table)

    def matches(pattern: str) -> list[str]:
        return concordance(made, pattern, texts={"a": texts[0]})["match"].tolist()

    assert matches("union") == ["Union", "union", "union"]
    assert matches("union boss") == ["union boss"]  # a comma parts the second one
    assert matches("Union") == ["Union"]
    assert matches("union*") == ["Union", "union", "union", "Unions"]
    assert matches("US") == ["US"]
    assert matches("ann") == ["Ann’s"]
    assert matches("?oss") == ["boss", "boss"]
    assert matches(".*") == [] and matches("(u|n)+") == []


@pytest.mark.parametrize("pattern", ["", " ", "*", "a *", "a*b*c*d", "x" * 101, "a " * 11, "??"])
def test_patterns_that_mean_nothing_or_take_for_ever_are_refused(
    measures: Measures, pattern: str
) -> None:
    with pytest.raises(ParameterError, match="pattern"):
        concordance(measures, pattern, texts={})


def test_a_long_hostile_word_costs_no_time() -> None:
    text = "a" * 200_000 + " b. Then a word."
    made = measure(pd.DataFrame({"article": ["a"], "outlet": ["x"], "text": [text]}))
    start = time.process_time()
    assert concordance(made, "*a*b", texts={"a": text}).empty
    assert time.process_time() - start < 5


def test_another_text_and_unknown_names_are_refused(measures: Measures) -> None:
    article = measures.articles["article"].iloc[0]
    with pytest.raises(IntegrityError, match="not the text that was measured"):
        concordance(measures, "said", texts={article: "another"})
    for wrong in ({"zones": ["bdy"]}, {"voice": "own"}, {"outlets": ["Nobody"]}):
        with pytest.raises(ParameterError, match="there is no"):
            concordance(measures, "said", **wrong)


def test_the_page_escapes_what_it_shows() -> None:
    text = "He said <script>alert(1)</script> & said “<b>no</b>”."
    made = measure(pd.DataFrame({"article": ["<i>a"], "outlet": ["<u>Post"], "text": [text]}))
    page = show_concordance(concordance(made, "said", texts={"<i>a": text}), "<b>said").html
    assert "<script" not in page and "<i>a" not in page and "<u>" not in page
    assert "&lt;script&gt;" in page and page.count("<strong>said</strong>") == 2


EMPTY = measure(pd.DataFrame({"article": ["a"], "outlet": ["x"], "text": ["Rain."]}))


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text(max_size=12))
def test_any_text_and_any_pattern_give_places_or_a_sentence(text: str, pattern: str) -> None:
    zones = pd.DataFrame({"article": ["a"], "start": [0], "end": [len(text)], "zone": ["body"]})
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = replace(EMPTY, zones=zones, articles=EMPTY.articles.assign(sha256=digest))
    try:
        found = concordance(made, pattern, texts={"a": text})
    except ParameterError:
        return
    for row in found.itertuples():
        assert row.match == re.sub(r"\s+", " ", text[row.start : row.end])
        assert 0 <= row.start < row.end <= len(text)
