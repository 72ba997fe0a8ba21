"""The table of words: sums against a plain count, and nothing in it that gives a text away."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures import Measures, measure
from analysis.measures.wording import (
    FEWEST_EVENTS,
    Spelling,
    count_words,
    events,
    keys_by_event,
    plain_word,
    recurrent_keys,
    together,
    words_table,
)
from analysis.tokens import tokenize


def articles(texts: list[str], *, events: list[str] | None = None) -> pd.DataFrame:
    names = [f"a{n}" for n in range(len(texts))]
    table = pd.DataFrame({"article": names, "outlet": "Post", "text": texts})
    return table if events is None else table.assign(event=events)


def test_rows_add_up_to_the_words_of_their_cell(measures: Measures) -> None:
    words = measures.words[measures.words["size"] == 1]
    found = words.groupby(["article", "zone", "voice"])["count"].sum()
    counts = measures.counts.set_index(["article", "zone"])
    for voice in ("authorial", "quoted", "reported"):
        own = found.xs(voice, level="voice")
        expected = counts[f"words_{voice}"]
        assert (own == expected.reindex(own.index)).all()
        assert expected[~expected.index.isin(own.index)].sum() == 0


def test_a_listed_word_is_counted_as_a_plain_reading_of_the_text_counts_it() -> None:
    texts = ["The storm hit. Storms hit hard, storm’s end.", "A storm came.", "One storm more."]
    table = measure(articles(texts)).words
    listed = table[table["term"] == "storm"].groupby("article")["count"].sum()
    expected = {f"a{n}": len(re.findall(r"\bstorm\b", t, re.I)) for n, t in enumerate(texts)}
    assert listed.to_dict() == expected
    assert "storms" not in set(table["term"].dropna())


def test_phrases_begin_and_end_with_content_and_stop_at_signs_and_sentences() -> None:
    texts = [f"Cost of living pressure grew. Living, cost. No{n} war." for n in range(3)]
    table = measure(articles(texts)).words
    found = set(table.loc[table["size"] > 1, "term"])
    assert found == {"cost of living", "living pressure", "living pressure grew", "pressure grew"}


def test_terms_of_too_few_events_are_in_the_total_only() -> None:
    texts = ["Alpha beta gamma."] * 4
    same = measure(articles(texts, events=["e1", "e1", "e2", "e2"])).words
    assert same["term"].isna().all()
    assert same["count"].sum() == 12
    apart = measure(articles(texts, events=["e1", "e2", "e3", "e3"])).words
    assert set(apart["term"].dropna()) == {
        "alpha", "beta", "gamma", "alpha beta", "beta gamma", "alpha beta gamma",
    }  # fmt: skip
    assert FEWEST_EVENTS == 3


def test_no_passage_of_eight_words_stands_in_the_tables(
    measures: Measures, texts: pd.DataFrame
) -> None:
    # Read downwards, row by row, as somebody would who looks for the text.
    for name, column in (("words", "term"), ("collocates", "term"), ("mentions", "name")):
        rows = getattr(measures, name)[["article", column]].dropna()
        for article, text in zip(texts["article"], texts["text"], strict=True):
            own = " ".join(rows.loc[rows["article"] == article, column]).lower().split()
            said = [plain_word(word) for word in re.findall(r"[\w’'.-]+", text)]
            passages = {tuple(said[n : n + 8]) for n in range(len(said) - 7)}
            assert not passages & {tuple(own[n : n + 8]) for n in range(len(own) - 7)}


WORDS = st.lists(st.sampled_from("Rain fell the of in Oslo, “rain” it’s =1+1".split()), max_size=12)


def counted(table: pd.DataFrame) -> Counter[tuple[object, ...]]:
    """The rows of the table of words, from tokens alone, two articles a batch."""
    spelling, batches = Spelling(), []
    for first in range(0, len(table), 2):
        tokens = tokenize(table["text"].tolist()[first : first + 2])
        batches.append(count_words(tokens, np.zeros(len(tokens), np.uint8), spelling))
    whole, ids = together(batches), table["article"].to_numpy(object)
    listed = recurrent_keys(keys_by_event(whole, events(table)))
    columns = words_table(whole, listed, articles=ids, spelling=spelling)
    frame = pd.DataFrame(columns).fillna({"term": ""})
    return Counter(frame.itertuples(index=False, name=None))


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=3, max_size=5))
def test_neither_order_nor_batches_of_articles_matter(texts: list[list[str]]) -> None:
    table = articles([" ".join(words) for words in texts])
    there = counted(table)
    assert there == counted(table.iloc[::-1].reset_index(drop=True))
    total = sum(row[-1] for row in there.elements() if row[3] == 1)
    assert total == sum(int(tokenize([text]).is_word.sum()) for text in table["text"])


@pytest.mark.parametrize("texts", [[""], ["1 2 3"]])
def test_texts_without_words_give_a_table(texts: list[str]) -> None:
    table = measure(articles(texts)).words
    assert table["term"].isna().all()
