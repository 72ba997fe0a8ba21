"""Columns as data frames, and a column's strings one at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.columns import Later, Texts, column, frame_of


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


COLUMNS = {
    "string": ["a", None, "ü"],
    "integer": np.arange(3),
    "number": [0.5, np.nan, 2.0],
    "date": np.array(["2031-03-04", "NaT", "2031-03-05"], "datetime64[us]"),
    "boolean": np.array([True, False, True]),
}


@pytest.mark.parametrize("rows", [3, 1, 0])
def test_a_frame_of_columns_is_the_one_that_pandas_makes(rows: int) -> None:
    columns = {kind: column(values[:rows], kind) for kind, values in COLUMNS.items()}
    numbers = np.arange(2.0 * rows).reshape(2, rows)
    expected = pd.DataFrame({**columns, "x": numbers[0], "y": numbers[1]})
    found = frame_of(columns, numbers, ("x", "y"))
    pd.testing.assert_frame_equal(found, expected, check_column_type="exact", check_exact=True)
    found["x"] += 1
    pd.testing.assert_frame_equal(found.iloc[:0], expected.iloc[:0])


def test_columns_of_two_lengths_are_no_frame() -> None:
    with pytest.raises(ValueError, match="Shape"):
        frame_of({"a": column(["x"], "string"), "b": column(np.arange(2), "integer")})


def test_a_name_that_one_frame_s_columns_get_is_its_own() -> None:
    first, second = (frame_of({"a": column(["x"], "string")}) for _ in range(2))
    first.columns.name = "mine"
    assert second.columns.name is None


def test_a_frame_is_made_once_and_only_when_asked_for() -> None:
    calls: list[int] = []
    later = Later(lambda rows: calls.append(rows) or pd.DataFrame(index=range(rows)), 3)
    assert not calls
    assert later() is later()
    assert calls == [3]
