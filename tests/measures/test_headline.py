"""Headline against body, on texts that a reader can judge."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.measures import measure, score
from analysis.measures.headline import count_headlines, stem
from analysis.tokens import tokenize
from analysis.voices import attribute

HEADLINE = "Plant closure threatens thousands of jobs"
BODIES = {
    "attributed": "The firm met on Monday. “The plant closure threatens thousands of jobs,” the "
    "union’s president, Mara Voss, said.",
    "own": "The plant closure threatens thousands of jobs. “We are sad,” the union’s president, "
    "Mara Voss, said.",
    "both": "The plant closure threatens thousands of jobs. “The plant closure threatens thousands "
    "of jobs,” the union’s president, Mara Voss, said.",
}


def counted(headline: str, body: str) -> dict[str, float]:
    text = f"{headline}\n\n{body}"
    spans = [(0, len(headline), "headline"), (len(headline) + 2, len(text), "body")]
    tokens = tokenize([text], [spans])
    voices = attribute(tokens)
    cubes = count_headlines(tokens, voices.voice, voices.attributed)
    return {name: float(cube.sum()) for name, cube in cubes.items()}


@pytest.mark.parametrize(("body", "expected"), [("attributed", 1), ("own", 0), ("both", 0)])
def test_a_headline_that_asserts_what_the_body_attributes(body: str, expected: int) -> None:
    found = counted(HEADLINE, BODIES[body])
    assert found["headlines"] == 1
    assert found["headlines_attributed"] == expected


def test_words_that_only_others_say_are_counted_by_stem() -> None:
    # plant, closure, threatens, jobs (a number is no content): the plant alone is in own voice.
    body = BODIES["attributed"].replace("The firm met", "The plant’s firm met")
    found = counted(HEADLINE, body.replace("threatens", "threatened"))
    assert found["headline_content"] == 4
    assert found["headline_content_attributed"] == 3


def test_a_headline_of_somebody_else_s_words_asserts_nothing() -> None:
    found = counted("“Plant closure threatens thousands of jobs”", BODIES["attributed"])
    assert found["headlines"] == found["headlines_attributed"] == 0


def test_without_body_or_words_there_is_nothing_to_compare() -> None:
    assert counted("Rain", BODIES["own"])["headlines"] == 0
    tokens = tokenize([HEADLINE], [[(0, len(HEADLINE), "headline")]])
    voices = attribute(tokens)
    assert count_headlines(tokens, voices.voice, voices.attributed)["headlines"].sum() == 0


def test_the_shares_are_metrics_of_the_headline(measures) -> None:
    names = ["headline_attributed_share", "headline_borrowed_share"]
    table = score(measures.counts, zones=("headline",), metrics=names)
    counts = measures.counts[measures.counts["zone"] == "headline"].set_index("article")
    whole = counts["headline_content"].reindex(table["article"])
    part = counts["headline_content_attributed"].reindex(table["article"])
    expected = (part / whole).where(whole > 0).to_numpy()
    pd.testing.assert_series_equal(
        table["headline_borrowed_share"], pd.Series(expected), check_names=False
    )
    assert table["headline_attributed_share"].dropna().isin([0, 1]).all()
    assert (whole.dropna() >= part.dropna()).all()


def test_a_batch_counts_as_its_articles_one_by_one(texts: pd.DataFrame) -> None:
    some = texts.head(6)
    columns = [c for c in measure(some.head(1)).counts if str(c).startswith("headline")]
    whole = measure(some.drop(columns="outlet")).counts[["article", "zone", *columns]]
    parts = [measure(some.iloc[[n]].drop(columns="outlet")).counts for n in range(len(some))]
    single = pd.concat(parts)[["article", "zone", *columns]].reset_index(drop=True)
    pd.testing.assert_frame_equal(whole, single)


def test_stems_join_forms_and_keep_words_apart() -> None:
    for one, other in (("Blasts", "blasted"), ("cuts", "cutting"), ("policy", "policies")):
        assert stem(one) == stem(other)
    assert len({stem(word) for word in ("plant", "plan", "plate")}) == 3
