"""A column's strings one at a time, which corpora are gone through by."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.columns import Texts


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=30))
def test_texts_are_the_column_s(texts: list[str]) -> None:
    found = Texts(pd.Series(texts, dtype="str"))
    assert list(found) == texts == [found[row] for row in range(len(found))]
    assert found[1:-1] == texts[1:-1]


@pytest.mark.parametrize("kind", ["str", "object"])
def test_a_missing_text_is_empty(kind: str) -> None:
    assert list(Texts(pd.Series(["a", None], dtype=kind))) == ["a", ""]


def test_more_texts_than_are_made_at_a_time() -> None:
    texts = [str(number) for number in range(2_500)]
    assert list(Texts(pd.Series(texts))) == texts
