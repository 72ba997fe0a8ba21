"""Versions of articles and wire copy; the texts are invented, or words drawn at random."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import find_duplicates, wire_share, without_duplicates
from analysis.corpus.candidates import CROWD, candidate_pairs, signatures
from analysis.corpus.shingles import hash_words, shared_words, shingle
from analysis.corpus.shingles import runs as runs_of
from analysis.errors import ColumnError, ParameterError

WORDS = (
    "harbour council river bridge vote strike docker mayor engine school border storm ferry "
    "budget court farmer railway island signal garden winter market letter police doctor "
    "window teacher museum tunnel forest captain treaty engineer village factory election"
).split()


def article(number: int, paragraphs: int = 12) -> str:
    """Paragraphs of 20 words drawn at random: two numbers share no run of five but by chance."""
    generator = np.random.default_rng(number)
    drawn = generator.choice(WORDS, size=(paragraphs, 20))
    return "\n\n".join(" ".join(row).capitalize() + "." for row in drawn)


def corpus(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["article", "outlet", "published", "text"])
    return frame.assign(published=pd.to_datetime(frame["published"]))


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def only(frame: pd.DataFrame) -> pd.Series:
    assert len(frame) == 1
    return frame.iloc[0]


def test_a_text_and_itself() -> None:
    pair = only(
        find_duplicates(
            corpus(
                ("new", "Lantern", "2031-03-05", article(1)),
                ("old", "Lantern", "2031-03-04", article(1).upper()),
                ("other", "Lantern", "2031-03-04", article(2)),
            )
        )
    )
    assert pair[["article_a", "article_b", "kind", "keep"]].tolist() == [
        "old",
        "new",
        "exact",
        "new",
    ]
    assert pair["jaccard"] == pair["containment"] == 1
    assert pair["shared_words"] == 12 * 20


def test_the_numbers_are_those_of_sets_of_runs() -> None:
    first, second = article(1), article(1, 8) + "\n\n" + article(3, 2)
    pair = only(
        find_duplicates(
            corpus(
                ("a", "Lantern", "2031-03-04", first),
                ("b", "Lantern", "2031-03-05", second),
            )
        )
    )
    left, right = runs(first), runs(second)
    assert pair["jaccard"] == pytest.approx(len(left & right) / len(left | right))
    assert pair["containment"] == pytest.approx(len(left & right) / min(len(left), len(right)))
    # Eight paragraphs of twenty words open both texts.
    assert pair["shared_words"] == 160
    assert pair["kind"] == "update"


def test_disjoint_texts_give_nothing() -> None:
    rows = [(f"a{n}", f"outlet {n % 3}", "2031-03-04", article(n)) for n in range(60)]
    assert find_duplicates(corpus(*rows)).empty
    assert (wire_share(corpus(*rows))["wire_share"] == 0).all()


def test_near_and_updated_versions_and_the_one_to_keep() -> None:
    text = article(1)
    near = text.replace("harbour", "port", 1)
    update = article(1, 10) + "\n\n" + article(9, 4)
    pairs = find_duplicates(
        corpus(
            ("first", "Lantern", "2031-03-04 08:00", text),
            ("second", "Lantern", "2031-03-04 12:00", near),
            ("third", "Lantern", "2031-03-05 08:00", update),
        )
    )
    kinds = {(row.article_a, row.article_b): row.kind for row in pairs.itertuples()}
    assert kinds == {
        ("first", "second"): "near",
        ("first", "third"): "update",
        ("second", "third"): "update",
    }
    kept = without_duplicates(corpus(("first", "", "", ""), ("third", "", "", "")), pairs)
    assert kept["article"].tolist() == ["third"]


def test_an_update_is_of_the_same_days_and_a_date_that_is_missing_does_not_hide_it() -> None:
    def versions(first: str | None, second: str | None) -> pd.DataFrame:
        rows = ("a", "Lantern", first, article(1)), ("b", "Lantern", second, article(1, 7))
        return find_duplicates(corpus(*rows))  # type: ignore[arg-type]

    assert versions("2031-03-04", "2031-07-04").empty
    assert only(versions("2031-03-04", None))["keep"] == "a"
    assert only(versions(None, None))["kind"] == "update"


def test_wire_copy_cut_short_is_found_by_containment() -> None:
    brief = "A headline of our own\n\n" + article(1, 3)
    pair = only(
        find_duplicates(
            corpus(
                ("agency", "Wire", "2031-03-04", article(1, 30)),
                ("paper", "Lantern", "2031-03-05", brief),
            )
        )
    )
    assert pair["kind"] == "wire"
    assert pd.isna(pair["keep"])
    assert pair["jaccard"] < 0.3
    # 65 words make 61 runs; the 5 that begin in the headline are the paper's own.
    assert pair["containment"] == pytest.approx(56 / 61)
    assert pair["shared_words"] == 60


def test_the_share_of_wire_copy_is_that_of_whole_paragraphs() -> None:
    own = article(5, 1)
    shares = wire_share(
        corpus(
            ("agency", "Wire", "2031-03-04", article(1, 6)),
            ("paper", "Lantern", "2031-03-05", own + "\n\n" + article(1, 3)),
            ("same", "Lantern", "2031-03-06", own),
        )
    ).set_index("article")
    assert shares["wire_share"].to_dict() == {"agency": 60 / 120, "paper": 60 / 80, "same": 0}


def test_a_text_without_words_has_no_share_and_no_pair() -> None:
    frame = corpus(("a", "Lantern", "", "…"), ("b", "Lantern", "", "…"), ("c", "Wire", "", ""))
    assert find_duplicates(frame).empty
    shares = wire_share(frame)
    assert shares["words"].tolist() == [0, 0, 0]
    assert shares["wire_share"].isna().all()


def test_only_the_zones_named_are_compared() -> None:
    footer = article(7, 4)
    frame = corpus(
        ("a", "Lantern", "2031-03-04", article(1, 2) + "\n\n" + footer),
        ("b", "Lantern", "2031-03-04", article(2, 2) + "\n\n" + footer),
    )
    assert len(find_duplicates(frame)) == 1
    starts = [text.index(footer) for text in frame["text"]]
    spans = [[(0, n, "body"), (n, n + len(footer), "boilerplate")] for n in starts]
    assert find_duplicates(frame, spans=spans).empty
    assert wire_share(frame, spans=spans)["words"].tolist() == [40, 40]


def test_many_copies_are_paired_with_the_latest_only() -> None:
    many = 3 * CROWD
    rows = [(f"a{n:03d}", "Lantern", f"2031-03-{n % 28 + 1:02d}", article(1)) for n in range(many)]
    pairs = find_duplicates(corpus(*rows))
    assert len(pairs) == many - 1
    assert len(set(pairs["keep"])) == 1
    assert len(without_duplicates(corpus(*rows), pairs)) == 1


def test_a_crowd_of_outlets_with_one_text_grows_no_faster_than_the_outlets() -> None:
    many = 3 * CROWD
    rows = [(f"a{n:03d}", f"outlet {n:03d}", "2031-03-04", article(1)) for n in range(many)]
    pairs = find_duplicates(corpus(*rows))
    assert set(pairs["kind"]) == {"wire"}
    assert {*pairs["article_a"], *pairs["article_b"]} == {row[0] for row in rows}
    assert len(pairs) == many - 1


def test_signatures_estimate_resemblance() -> None:
    texts = [article(1), article(1, 9) + "\n\n" + article(2, 3)]
    left, right = runs(texts[0]), runs(texts[1])
    rows = signatures(shingle(texts), seed=4)
    resemblance = len(left & right) / len(left | right)
    # Four standard errors of a share of 128 draws.
    error = 4 * np.sqrt(resemblance * (1 - resemblance) / 128)
    assert abs((rows[0] == rows[1]).mean() - resemblance) < error


def test_wrong_input_is_refused() -> None:
    frame = corpus(("a", "Lantern", "2031-03-04", article(1)))
    with pytest.raises(ColumnError, match="'text'"):
        find_duplicates(frame.drop(columns="text"))
    with pytest.raises(ColumnError, match="not unique"):
        find_duplicates(pd.concat([frame, frame]))
    with pytest.raises(ParameterError, match="containment"):
        find_duplicates(frame, containment=0)
    with pytest.raises(ParameterError, match="spans"):
        wire_share(frame, spans=[])
    with pytest.raises(ParameterError, match="wire_share"):
        without_duplicates(frame, find_duplicates(frame), kinds=["wire"])


ROWS = [
    ("a1", "Lantern", "2031-03-04", article(1)),
    ("a2", "Lantern", "2031-03-05", article(1)),
    ("a3", "Lantern", None, article(1, 9)),
    ("b1", "Wire", "2031-03-04", article(1, 8)),
    ("b2", "Wire", "2031-03-04", article(1, 8)),
    ("c1", None, "2031-03-04", article(1, 10)),
    ("d1", "Meridian", "2031-03-04", article(4)),
]


@settings(max_examples=20)
@given(st.permutations(ROWS))
def test_the_order_of_the_articles_does_not_matter(rows: list[tuple[str, str, str, str]]) -> None:
    pd.testing.assert_frame_equal(find_duplicates(corpus(*rows)), find_duplicates(corpus(*ROWS)))
    shares = wire_share(corpus(*rows)).sort_values("article", ignore_index=True)
    pd.testing.assert_frame_equal(shares, wire_share(corpus(*ROWS)))


@given(st.lists(st.text(alphabet="ab é’-\n\U00010400", max_size=60), max_size=8))
def test_words_and_runs_of_any_texts(texts: list[str]) -> None:
    shingles = shingle(texts)
    for number, text in enumerate(texts):
        words = re.findall(r"[abé]+", text)
        assert shingles.words[number] == len(words)
        expected = max(len(words) - 4, 1) if words else 0
        assert len(shingles.of(number)) == expected
        alone = shingle([text])
        assert np.array_equal(alone.hashes, shingles.of(number))
        assert shared_words(alone, 0, np.unique(alone.hashes)) == len(words)
    pairs = candidate_pairs(shingles, seed=1)
    assert (pairs[:, 0] < pairs[:, 1]).all()


@given(st.permutations(range(5)).flatmap(lambda order: st.just(order[:4])))
def test_chosen_texts_have_their_own_runs_in_the_order_asked_for(order: list[int]) -> None:
    texts = [article(0, 1), "", "one two three", article(1, 2), article(2, 1)]
    words = hash_words(texts)
    chosen = runs_of(words.hashes, words.counts, np.array(order))
    whole = shingle(texts)
    for place, text in enumerate(order):
        assert chosen.of(place).tolist() == whole.of(text).tolist()
