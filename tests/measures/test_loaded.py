"""Sentence scores of loaded language, computed again from the table of terms."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.measures import Measures, measure

TEXT = (
    "The shameful plan was an outrageous disaster. “It is a disgraceful sham,” Orr said. "
    "Orr said that the scheme was a ludicrous stunt. “Vile,” she said of the brazen ploy. "
    "The committee meets on Tuesday."
)


@pytest.fixture(scope="module")
def measures() -> Measures:
    return measure(pd.DataFrame({"article": ["a"], "text": [TEXT]}))


@pytest.mark.parametrize(
    ("column", "words", "voices"),
    [
        ("loaded_score", "n_words", {"authorial", "quoted", "reported"}),
        ("loaded_score_authorial", "n_unquoted", {"authorial", "reported"}),
    ],
)
def test_a_score_is_the_weights_in_terms_over_the_root_of_words(
    measures: Measures, column: str, words: str, voices: set[str]
) -> None:
    terms = measures.terms[measures.terms["voice"].isin(voices)]
    total = terms.groupby("sentence")["weight"].sum()
    for row in measures.sentences.itertuples():
        n = float(getattr(row, words))
        expected = total.get(row.sentence, 0.0) / np.sqrt(n) if n else np.nan
        assert getattr(row, column) == pytest.approx(expected, nan_ok=True)
    assert measures.sentences[column].max() > 0


def test_a_paraphrase_is_in_the_outlets_wording_and_a_quotation_is_not(measures: Measures) -> None:
    rows = measures.sentences.set_index("sentence")
    voices = measures.terms[measures.terms["lexicon"] == "loaded"].set_index("term")["voice"]
    assert voices["ludicrous"] == "reported"
    assert voices["disgraceful"] == "quoted"
    assert rows.loc[2, "loaded_score_authorial"] > 0
    assert rows.loc[1, "loaded_score"] > 0
    assert rows.loc[1, "loaded_score_authorial"] == 0


def test_words_add_up(measures: Measures) -> None:
    rows = measures.sentences
    assert (rows["n_authorial"] <= rows["n_unquoted"]).all()
    assert (rows["n_unquoted"] <= rows["n_words"]).all()
    assert rows["n_unquoted"].sum() < rows["n_words"].sum()
