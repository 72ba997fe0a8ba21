"""Sentences: their numbers are the table's, and they never say more than it does."""

from __future__ import annotations

import re

import numpy as np
import pytest

from analysis.statistics.compare import compare, compare_metrics
from analysis.statistics.omnibus import omnibus
from analysis.statistics.sentences import difference_sentence, method_sentence, omnibus_sentence

NUMBER = r"(−?\d+(?:\.\d+)?)"


def read(text: str) -> float:
    return float(text.replace("−", "-"))


@pytest.mark.parametrize("events", [4, 12, 30])
@pytest.mark.parametrize("scale", [0.001, 1, 250])
def test_the_numbers_match_the_row(make_scores, events: int, scale: float) -> None:
    scores = make_scores(events, 3)
    scores["grade"] *= scale
    for _, row in compare(scores, "grade").iterrows():
        text = difference_sentence(row, label="the grade level", unit="grades")
        found = re.search(rf"in the grade level by {NUMBER} grades", text)
        assert found
        step = (row["high"] - row["low"]) / 100
        assert read(found[1]) == pytest.approx(row["difference"], abs=step)
        ends = re.search(rf"95% interval {NUMBER} to {NUMBER}", text)
        assert ends
        assert read(ends[1]) == pytest.approx(row["low"], abs=step)
        assert read(ends[2]) == pytest.approx(row["high"], abs=step)
        p, adjusted = re.findall(r"p [=<] (\.\d+|1)\b", text)[:2]
        assert float(p) == pytest.approx(row["p"], abs=1e-3)
        assert float(adjusted) == pytest.approx(row["p_holm"], abs=1e-3)
        assert f"n = {events} shared events" in text
        assert row["interval"] in text
        assert row["method"] in text
        assert ("no stars" in text) == (events < 6)


def test_the_method_is_told_as_the_table_has_it(make_scores) -> None:
    rows = compare_metrics(
        make_scores(25, 3, metrics=("grade", "tone")), ["grade", "tone"], primary="grade", seed=9
    )
    text = method_sentence(rows)
    for said in (rows["interval"].iloc[0], rows["method"].iloc[0], "seed 9", "9,999", "95%"):
        assert said in text
    assert "Holm" in text
    assert "Benjamini" in text
    assert "Benjamini" not in method_sentence(compare(make_scores(5), "grade"))


def test_no_sentence_judges(make_scores) -> None:
    scores = make_scores(8, 3, metrics=("grade", "tone"), shift=3)
    texts = [
        *(
            difference_sentence(row)
            for _, row in compare_metrics(scores, ["grade", "tone"]).iterrows()
        ),
        *(omnibus_sentence(row) for _, row in omnibus(scores, ["grade", "tone"]).iterrows()),
    ]
    for text in texts:
        assert not re.search(r"bias|significan|because|due to|prove", text)
        assert text.endswith(".")


def test_no_difference_and_no_shared_event_are_said_so(make_scores) -> None:
    scores = make_scores(4).assign(tone=1.0, smog=np.nan)
    same = difference_sentence(compare(scores, "tone").iloc[0])
    assert "do not differ in tone" in same
    assert "share no event" in difference_sentence(compare(scores, "smog").iloc[0])
    assert "Too few" in omnibus_sentence(omnibus(scores, "smog").iloc[0])
