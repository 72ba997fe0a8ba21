"""Cells against pandas, and pooled against typical."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import ColumnError
from analysis.measures import declare
from analysis.statistics.cells import incidence, pooled_cells, typical_cells
from analysis.statistics.glossary import GLOSSARY, tidy


def test_typical_cells_equal_the_grouped_mean(make_scores) -> None:
    scores = make_scores(6, 3, articles=2, missing=0.3)
    scores.loc[2, "grade"] = np.nan
    cells = typical_cells(scores, "grade").frame().set_index(["event", "outlet"])
    expected = scores.groupby(["event", "outlet"])["grade"].agg(["mean", "count"])
    whole = expected.reindex(cells.index)
    assert np.allclose(cells["mean"], whole["mean"], equal_nan=True)
    assert cells["articles"].tolist() == whole["count"].fillna(0).tolist()


def test_incidence_counts_every_cell_also_the_empty_ones(make_scores) -> None:
    scores = make_scores(6, 3, articles=2, missing=0.4)
    table = incidence(scores)
    assert len(table) == scores["event"].nunique() * scores["outlet"].nunique()
    assert table["articles"].sum() == len(scores)
    assert (table["articles"] == 0).any()


def test_order_of_outlets_and_events_is_the_one_asked_for(make_scores) -> None:
    cells = typical_cells(
        make_scores(3), "grade", outlets=["Outlet B", "Outlet A"], events=["event 002", "event 000"]
    )
    assert cells.outlets == ("Outlet B", "Outlet A")
    assert cells.events == ("event 002", "event 000")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """A declared share, and two articles of 10 and 90 words in one cell."""
    monkeypatch.setattr(declare, "COUNTS", {})
    monkeypatch.setattr(declare, "METRICS", {})
    declare.count("hits", unit="words", meaning="Hits.", by_voice=False)
    declare.count("length", unit="words", meaning="Words.", by_voice=False)

    @declare.metric(
        family="test",
        unit="share",
        higher_means="more",
        source="none",
        counted=declare.COUNTS,
        into=declare.METRICS,
    )
    def hit_share(hits: pd.Series, length: pd.Series) -> pd.Series:
        """Hits over words."""
        return hits / length

    return pd.DataFrame(
        {
            "article": list("abc"),
            "outlet": ["Post", "Post", "Star"],
            "event": ["flood"] * 3,
            "hits": [5, 9, 0],
            "length": [10, 90, 0],
        }
    )


def test_pooled_adds_up_before_it_computes(counted: pd.DataFrame) -> None:
    pooled = pooled_cells(counted, "hit_share").frame().set_index("outlet")["mean"]
    assert pooled["Post"] == (5 + 9) / (10 + 90)
    assert np.isnan(pooled["Star"])  # no words: missing, not 0
    scores = counted.assign(hit_share=[5 / 10, 9 / 90, np.nan])
    typical = typical_cells(scores, "hit_share").frame().set_index("outlet")["mean"]
    assert typical["Post"] == pytest.approx((5 / 10 + 9 / 90) / 2)


def test_an_empty_cell_is_missing_when_pooled(counted: pd.DataFrame) -> None:
    more = pd.concat([counted, counted.iloc[[0]].assign(article="d", event="vote")])
    cells = pooled_cells(more, "hit_share").frame().set_index(["event", "outlet"])
    assert np.isnan(cells.loc[("vote", "Star"), "mean"])
    assert cells.loc[("vote", "Star"), "articles"] == 0


def test_a_result_with_an_undeclared_column_cannot_be_built() -> None:
    with pytest.raises(ColumnError, match="Did you mean 'outlet'"):
        tidy({"outlett": ["Post"]})


def test_every_glossary_entry_has_its_meaning() -> None:
    for name, column in GLOSSARY.items():
        assert column.name == name
        assert column.meaning.endswith("."), name
