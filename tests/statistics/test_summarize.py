"""Summaries against pandas and SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.errors import ColumnError
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.summarize import summarize


def test_summary_equals_pandas_and_scipy(make_scores) -> None:
    scores = make_scores(9, 3, missing=0.2)
    scores.loc[0, "grade"] = np.nan
    found = summarize(scores, "grade").set_index("outlet")
    grouped = scores.groupby("outlet")["grade"]
    assert found["articles"].tolist() == grouped.count().tolist()
    for name in ("mean", "median"):
        assert np.allclose(found[name], getattr(grouped, name)())
    assert np.allclose(found["sd"], grouped.std())
    for outlet, values in grouped:
        theirs = stats.ttest_1samp(values.dropna(), 0).confidence_interval(0.95)
        assert tuple(found.loc[outlet, ["low", "high"]]) == pytest.approx(theirs, abs=1e-8)


def test_groups_other_than_outlets_and_lonely_articles(make_scores) -> None:
    scores = make_scores(1, 2)
    found = summarize(scores, ["grade"], by="event")
    assert found["group"].tolist() == ["event 000"]
    loose = summarize(scores.assign(event=None), "grade", by="event")
    assert loose["group"].tolist() == ["(none)"]
    alone = summarize(scores, "grade")
    assert alone["sd"].isna().all()
    assert set(alone.columns) | set(found.columns) <= set(GLOSSARY)
    with pytest.raises(ColumnError, match="Did you mean 'outlet'"):
        summarize(scores, "grade", by="outlett")
