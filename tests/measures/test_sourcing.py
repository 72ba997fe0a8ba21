"""Sourcing: a text counted by hand, identities over articles, and the demo corpus's own gold."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import read_articles
from analysis.measures import METRICS, Measures, measure, pooled, score
from analysis.tables import SOURCE_ROLES, SOURCE_TYPES, STANCES

DEMO = Path(__file__).parents[2] / "data" / "demo"
# 35 words. Voss has 4 + 3 in one statement that its tag splits, Reyes 5 (that is one), a driver 5;
# the outlet has said Mara Voss, mayor (4), Tom Reyes of the union said (6) and claimed one driver,
# who declined to be named (8).
BY_HAND = (
    "“We will not pay,” said Mara Voss, mayor. “It is unjust.”\n\n"
    "Tom Reyes of the union said that the strike goes on.\n\n"
    "“They all lie to us,” claimed one driver, who declined to be named.\n\n"
)


def measured(text: str) -> Measures:
    table = pd.DataFrame({"article": ["a"], "outlet": ["Gazette"], "title": [""], "text": [text]})
    return measure(table)


@pytest.fixture(scope="module")
def demo() -> Measures:
    return measure(read_articles(DEMO / "articles.csv"))


def test_a_text_counted_by_hand() -> None:
    found = measured(BY_HAND)
    scores = score(found.counts).iloc[0]
    assert found.attributions["words"].tolist() == [4, 3, 5, 5]
    expected = {
        "attributed_share": 17 / 35,
        "direct_share": 12 / 35,
        "distinct_sources": 3,
        "source_rate": 1000 * 3 / 35,
        "words_per_source": 17 / 3,
        "largest_source_share": 7 / 17,
        "source_concentration": (7**2 + 5**2 + 5**2) / 17**2,
        "anonymous_share": 1 / 3,
        "person_source_share": 2 / 3,
        "official_role_share": 1 / 3,
        "citizen_role_share": 1 / 3,
        "none_role_share": 1 / 3,
        "neutral_cue_share": 2 / 3,
        "doubtful_cue_share": 1 / 3,
        "quoting_share": 1,
    }
    assert scores[list(expected)].to_dict() == pytest.approx(expected)


@pytest.mark.parametrize(
    "whole, kinds, name",
    [
        ("statements", SOURCE_TYPES, "statements_{}"),
        ("statements", SOURCE_ROLES, "role_{}"),
        ("cued_statements", STANCES, "stance_{}"),
    ],
)
def test_the_kinds_of_statement_add_up_to_all_of_them(demo, whole, kinds, name) -> None:
    parts = sum(demo.counts[name.format(kind)] for kind in kinds)
    assert demo.counts[whole].sum() > 100
    pd.testing.assert_series_equal(parts, demo.counts[whole], check_names=False)


def test_own_quoted_and_reported_words_are_all_words(demo) -> None:
    parts = (demo.counts[f"words_{voice}"] for voice in ("authorial", "quoted", "reported"))
    assert demo.counts["words"].sum() > 10_000
    pd.testing.assert_series_equal(sum(parts), demo.counts["words"], check_names=False)


def test_concentration_lies_between_equal_shares_and_one(demo) -> None:
    scores = score(demo.counts).set_index("article")
    some = scores[scores["distinct_sources"] > 0]
    index, sources = some["source_concentration"], some["distinct_sources"]
    assert len(some) > 40
    assert (index >= 1 / sources - 1e-12).all() and (index <= 1).all()
    # The largest share bounds the index from both sides: its square below, itself above.
    assert (index >= some["largest_source_share"] ** 2 - 1e-12).all()
    assert (index <= some["largest_source_share"] + 1e-12).all()


def test_concentration_is_the_chance_that_two_words_have_one_source(demo) -> None:
    body = demo.attributions[demo.attributions["zone"] == "body"]
    article = body["article"].iloc[0]
    own = body[(body["article"] == article) & body["speaker"].notna()]
    source = own["source"].fillna("?" + own["speaker"].str.lower())
    drawn = np.repeat(source.to_numpy(), own["words"].to_numpy(int))
    same = (drawn[:, None] == drawn[None, :]).mean()
    scores = score(demo.counts, articles=[article]).iloc[0]
    assert scores["source_concentration"] == pytest.approx(same)
    assert scores["distinct_sources"] == source.nunique()


def test_a_text_said_twice_has_the_same_shares() -> None:
    # A line said twice word for word is boilerplate, so one word in each is another.
    again = BY_HAND.replace("pay", "sell").replace("goes", "drags").replace("lie", "lied")
    again = again.replace("unjust", "unfair")
    once, twice = (score(measured(text).counts).iloc[0] for text in (BY_HAND, BY_HAND + again))
    own = [m.name for m in METRICS.values() if m.family == "source attribution"]
    shares = [name for name in own if name.endswith("_share")]
    assert len(shares) > 15
    for name in [*shares, "source_concentration"]:
        assert twice[name] == pytest.approx(once[name], nan_ok=True), name
    assert twice["distinct_sources"] == once["distinct_sources"]
    assert twice["words_per_source"] == 2 * once["words_per_source"]


def test_words_of_spans_are_those_of_their_slices(demo) -> None:
    texts = read_articles(DEMO / "articles.csv").articles.set_index("article")["text"]
    letters = r"[^\W_]+(?:[-'’.,:/&@%][^\W_]+)*"
    for row in demo.attributions.sample(60, random_state=1).itertuples():
        slice_ = texts[row.article][row.start : row.end]
        assert abs(len(pd.Series([slice_]).str.findall(letters)[0]) - row.words) <= 1, slice_


def headline(text: str) -> float:
    found = measure(
        pd.DataFrame(
            {
                "article": ["a"],
                "outlet": ["Gazette"],
                "title": [text],
                "text": [f"{text}\n\nThe ferry sailed on Monday.\n\nIt came back on Tuesday."],
            }
        )
    )
    counted = pooled(found.counts, zones=["headline"])
    return float(counted["quoting_texts"].iloc[0]) if counted["texts"].iloc[0] else np.nan


@pytest.mark.parametrize(
    "text, quotes",
    [
        ("Mayor calls ferry plan ‘a betrayal’ of the islands", 1),
        ("Ferry plan will fail, mayor says", 1),
        ("Mayor: ferry plan will fail", 1),
        ("Ferry plan fails in the council", 0),
        ("The islands’ ferries are late again", 0),
    ],
)
def test_which_headlines_quote(text: str, quotes: int) -> None:
    assert headline(text) == quotes


@pytest.fixture(scope="module")
def gold() -> pd.DataFrame:
    """The statements that a reader marked in the demo corpus: a row a span."""
    lines = (DEMO / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [
        (article["doc_id"], article["outlet"], zone, span["rel"], span["source_type"], span["text"])
        for article in map(json.loads, lines)
        for span in article["quotes"]
        for start, end, zone in article["zones"]
        if start <= span["start"] < end
    ]
    return pd.DataFrame(rows, columns=["article", "outlet", "zone", "statement", "kind", "text"])


def test_shares_follow_the_hand_made_marks(demo, gold) -> None:
    body = gold[gold["zone"] == "body"]
    first = body.drop_duplicates(["article", "statement"])
    anonymous = (first["kind"] == "anonymous").groupby(first["article"]).mean()
    attributed = body["text"].str.split().str.len().groupby(body["article"]).sum()
    attributed /= pooled(demo.counts)["words"].reindex(attributed.index)
    scores = score(demo.counts).set_index("article").loc[anonymous.index]
    assert np.corrcoef(anonymous, scores["anonymous_share"])[0, 1] > 0.9
    assert np.corrcoef(attributed, scores["attributed_share"])[0, 1] > 0.85
    assert (attributed - scores["attributed_share"]).abs().mean() < 0.05


def test_headlines_that_quote_are_those_with_marks_or_a_marked_statement(demo, gold) -> None:
    texts = read_articles(DEMO / "articles.csv").articles.set_index("article")["text"]
    found = score(demo.counts, zones=["headline"]).set_index("article")["quoting_share"].dropna()
    head = texts.str.partition("\n")[0][found.index]
    spoken = set(gold.loc[gold["zone"] == "headline", "article"])
    expected = head.str.contains("[“‘]") | head.index.isin(spoken)
    assert len(found) >= 46 and 10 < expected.sum() < 30
    assert (found == expected).mean() > 0.85
