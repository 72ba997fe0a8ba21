"""Whatever the scores: no traceback, and what must hold of every comparison holds."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.errors import DesignError
from analysis.statistics.compare import compare, compare_metrics
from analysis.statistics.omnibus import omnibus
from analysis.statistics.sentences import difference_sentence

VALUES = st.one_of(
    st.just(0.0),
    st.just(float("nan")),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.floats(-1e-9, 1e-9, allow_nan=False),
)
ROWS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(["flood", "vote", "fire", None]), VALUES),
    min_size=1,
    max_size=25,
)


def frame(rows: list[tuple[str, str | None, float]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["outlet", "event", "grade"])
    return table.assign(article=range(len(table)))


@settings(max_examples=60)
@given(ROWS)
def test_any_scores_give_a_table_or_a_clear_refusal(rows) -> None:
    scores = frame(rows)
    try:
        found = compare(scores, "grade", resamples=99)
    except DesignError as refusal:
        assert refusal.what
        return
    omnibus(scores, "grade", resamples=99)
    for _, row in found.iterrows():
        assert difference_sentence(row, label="grade", unit="").endswith(".")
        if row["events"] < 2:
            assert np.isnan(row["p"])
            continue
        assert row["smallest_p"] - 1e-12 <= row["p"] <= 1
        assert row["p"] <= row["p_holm"] + 1e-12
        assert 0 <= row["share_positive"] <= 1
        if not np.isnan(row["low"]):
            assert row["low"] <= row["difference"] <= row["high"]


@settings(max_examples=30)
@example(
    [("A", "flood", 0), ("A", "vote", 0), ("B", "flood", 0), ("A", "flood", 1), ("B", "vote", 1)], 0
)
@given(ROWS, st.integers(0, 99))
def test_the_order_of_rows_and_the_company_of_metrics_do_not_matter(rows, seed: int) -> None:
    scores = frame(rows)
    try:
        alone = compare(scores, "grade", resamples=99)
    except DesignError:
        return
    mixed = scores.sample(frac=1, random_state=seed).assign(other=1.0)
    both = compare_metrics(mixed, ["other", "grade"], primary="grade", resamples=99)
    own = both[both["metric"] == "grade"].reset_index(drop=True)
    for name in ("difference", "p", "events", "articles"):
        assert np.allclose(own[name].to_numpy(float), alone[name].to_numpy(float), equal_nan=True)
