"""Stories matched across outlets, and the researcher's word on them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import apply_review, match_events
from analysis.errors import ColumnError, DesignError, ParameterError

DEMO = Path(__file__).parents[2] / "data" / "demo" / "articles.csv"

ROWS = [
    (
        "a1",
        "Lantern",
        "2031-03-04",
        "Dockers at Lowmoor vote to strike",
        "Dockers at Lowmoor voted on Monday to stop work over pay. Their union, led by Ana Ferro, "
        "said that the harbour would close at midnight.",
    ),
    (
        "a2",
        "Clarion",
        "2031-03-05",
        "Lowmoor harbour closed as dockers walk out",
        "The harbour at Lowmoor was closed on Tuesday after dockers walked out. Ana Ferro, who "
        "leads the union, said that the strike over pay could last.",
    ),
    (
        "a3",
        "Clarion",
        "2031-06-20",
        "Lowmoor dockers strike again",
        "Dockers at Lowmoor are on strike over pay once more. The union of Ana Ferro said that "
        "the harbour would close at midnight on Friday.",
    ),
    (
        "b1",
        "Lantern",
        "2031-03-04",
        "Court frees poet in Varena",
        "A court in Varena freed the poet Ilo Mandt on Monday. The judge, Petra Sool, found that "
        "the letters were no threat to anyone.",
    ),
    (
        "b2",
        "Clarion",
        "2031-03-04",
        "Poet Ilo Mandt freed by Varena judge",
        "The poet Ilo Mandt left a court in Varena a free man, after judge Petra Sool ruled that "
        "the letters had threatened nobody.",
    ),
    (
        "c1",
        "Clarion",
        "2031-03-04",
        "Snow returns to the hills",
        "Snow fell on the hills for the first time in years, and children were given the day off.",
    ),
]


def corpus(rows: list[tuple[str, str, str, str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["article", "outlet", "published", "title", "text"])
    return frame.assign(published=pd.to_datetime(frame["published"]))


def pairs(articles: pd.Series, events: pd.Series) -> set[tuple[str, str]]:
    groups = articles.groupby(events)
    return {pair for _, group in groups for pair in combinations(sorted(group), 2)}


def test_stories_are_matched_and_the_rest_is_left_alone() -> None:
    found = match_events(corpus(ROWS))
    assert pairs(found["article"], found["event"]) == {("a1", "a2"), ("b1", "b2")}
    assert len(found) == len(ROWS)
    alone = found[found["event"].isna()]
    assert set(alone["article"]) == {"a3", "c1"}
    assert alone["score"].isna().all()
    assert not found["reviewed"].any()


def test_a_window_without_an_end_joins_what_a_window_of_days_parts() -> None:
    found = match_events(corpus(ROWS), days=365)
    assert ("a1", "a3") in pairs(found["article"], found["event"])


def test_undated_articles_are_matched_only_where_nothing_is_dated() -> None:
    found = match_events(corpus(ROWS).drop(columns="published"))
    assert ("a1", "a3") in pairs(found["article"], found["event"])
    undated = [row if row[0] != "b2" else (*row[:2], "", *row[3:]) for row in ROWS]
    found = match_events(corpus(undated))
    assert pairs(found["article"], found["event"]) == {("a1", "a2")}
    assert "b2" in set(found["article"])


def test_a_story_needs_several_outlets() -> None:
    frame = corpus(ROWS).assign(outlet="Lantern")
    assert match_events(frame)["event"].isna().all()
    assert match_events(frame, outlets=1)["event"].nunique() == 2


def test_scores_are_mean_similarities() -> None:
    found = match_events(corpus(ROWS)).dropna(subset="event")
    assert found["score"].between(0.25, 1).all()
    # Of two articles each is as similar to the other.
    spread = found.groupby("event")["score"].agg(lambda scores: scores.max() - scores.min())
    assert (spread == 0).all()


def test_the_same_words_are_most_similar() -> None:
    twin = [*ROWS, ("z", "Post", *ROWS[0][2:])]
    found = match_events(corpus(twin), similarity=0.99)
    assert pairs(found["article"], found["event"]) == {("a1", "z")}
    assert found.dropna(subset="event")["score"].tolist() == pytest.approx([1, 1])


def test_pairs_of_the_demo_corpus() -> None:
    frame = pd.read_csv(DEMO).rename(columns={"id": "article", "event": "true"})
    found = match_events(frame).merge(frame[["article", "true"]])
    right, proposed = (pairs(found["article"], found[name]) for name in ("true", "event"))
    assert len(right) == 12 * 6
    assert len(proposed & right) >= 0.98 * len(proposed)
    assert len(proposed & right) >= 0.75 * len(right)


def test_given_events_are_left_out() -> None:
    frame = corpus(ROWS).assign(event=["known", *[None] * 5])
    assert "a1" not in set(match_events(frame)["article"])
    with pytest.raises(DesignError, match="already"):
        match_events(frame.assign(event="known"))


def test_a_review_accepts_merges_splits_and_dissolves() -> None:
    articles = corpus(ROWS)
    review = match_events(articles).set_index("article")
    # Accept the harbour and add the later strike; take the poet's two articles apart.
    review.loc["a3", "event"] = review.loc["a1", "event"]
    review.loc["b1", "event"], review.loc["b2", "event"] = "poet", None
    review["reviewed"] = [name != "c1" for name in review.index]
    done = apply_review(articles, review.reset_index()).set_index("article")
    assert done.loc["a1", "event"] == done.loc["a2", "event"] == done.loc["a3", "event"]
    assert done.loc["b1", "event"] == "poet"
    assert done.loc[["b2", "c1"], "event"].isna().all()
    assert "event" not in articles


def test_nothing_is_taken_over_that_nobody_reviewed() -> None:
    articles = corpus(ROWS)
    review = match_events(articles)
    with pytest.raises(DesignError, match="reviewed"):
        apply_review(articles, review)
    review.loc[review["article"] == "b1", "reviewed"] = True
    done = apply_review(articles, review)
    assert done.dropna(subset="event")["article"].tolist() == ["b1"]


def test_a_review_survives_a_spreadsheet(tmp_path: Path) -> None:
    articles = corpus(ROWS)
    review = match_events(articles).assign(reviewed=True)
    review.to_csv(tmp_path / "review.csv", index=False)
    back = pd.read_csv(tmp_path / "review.csv")
    expected = apply_review(articles, review)
    pd.testing.assert_frame_equal(apply_review(articles, back), expected)
    words = back.assign(reviewed="Yes")
    pd.testing.assert_frame_equal(apply_review(articles, words), expected)


def test_reviews_that_cannot_be_understood_are_refused() -> None:
    articles = corpus(ROWS)
    review = match_events(articles).assign(reviewed=True)
    with pytest.raises(ColumnError, match="'event'"):
        apply_review(articles, review.drop(columns="event"))
    with pytest.raises(ColumnError, match="twice"):
        apply_review(articles, pd.concat([review, review]))
    with pytest.raises(ColumnError, match="'a1' is not"):
        apply_review(articles[1:], review)
    with pytest.raises(ColumnError, match="perhaps"):
        apply_review(articles, review.assign(reviewed="perhaps"))


def test_wrong_parameters_are_refused() -> None:
    for wrong in ({"similarity": 0}, {"days": -1}, {"opening": 0}, {"outlets": 0}):
        with pytest.raises(ParameterError):
            match_events(corpus(ROWS), **wrong)  # type: ignore[arg-type]


def test_empty_and_wordless_articles() -> None:
    assert match_events(corpus([])).empty
    wordless = [("a", "Lantern", "", "", "…"), ("b", "Clarion", "", "", "")]
    assert match_events(corpus(wordless))["event"].isna().all()


@settings(max_examples=20)
@given(st.permutations(ROWS))
def test_the_order_of_the_articles_does_not_matter(
    rows: list[tuple[str, str, str, str, str]],
) -> None:
    pd.testing.assert_frame_equal(match_events(corpus(rows)), match_events(corpus(ROWS)))
