"""The omnibus test against full enumeration and SciPy."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from scipy import stats

from analysis.errors import DesignError, ParameterError
from analysis.statistics.compare import compare
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.omnibus import omnibus


def enumerated(values: np.ndarray) -> float:
    """The exact p of the variance of outlet means, over all permutations within each event."""
    present = ~np.isnan(values)
    centred = values - np.nanmean(values, axis=1, keepdims=True)

    def spread(rows: np.ndarray) -> float:
        return float(np.var(np.nansum(rows, axis=0) / present.sum(axis=0), ddof=1))

    orders = []
    for row, here in zip(centred, present, strict=True):
        places = np.flatnonzero(here)
        orders.append([])
        for order in permutations(places):
            moved = row.copy()
            moved[places] = row[list(order)]
            orders[-1].append(moved)
    observed = spread(centred)
    every = [spread(np.array(rows)) for rows in product(*orders)]
    return float(np.mean([value >= observed - 1e-12 for value in every]))


@pytest.mark.parametrize("missing", [0.0, 0.25])
def test_p_comes_near_full_enumeration(make_scores, missing: float) -> None:
    scores = make_scores(4, 3, missing=missing, shift=1.0, seed=3)
    wide = scores.pivot_table(index="event", columns="outlet", values="grade").to_numpy()
    wide = wide[(~np.isnan(wide)).sum(axis=1) >= 2]
    exact = enumerated(wide)
    row = omnibus(scores, "grade", resamples=9999, seed=1).iloc[0]
    assert row["events"] == len(wide)
    assert row["p"] == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 9999) + 1e-4)


def test_complete_blocks_rank_alike_with_scipys_f_statistic(make_scores) -> None:
    # Without missing cells the statistic is a monotone function of the two-way F: same p.
    scores = make_scores(6, 3, shift=0.8)
    wide = scores.pivot_table(index="event", columns="outlet", values="grade").to_numpy()

    def two_way_f(*columns: np.ndarray, axis: int = -1) -> np.ndarray:
        block = np.stack(columns, axis=0)
        block = block - block.mean(axis=0, keepdims=True)
        between = (block.mean(axis=axis) ** 2).sum(axis=0)
        return between / ((block**2).sum(axis=(0, axis)) - block.shape[axis] * between)

    theirs = stats.permutation_test(
        tuple(wide.T),
        two_way_f,
        permutation_type="samples",
        alternative="greater",
        n_resamples=9999,
        vectorized=True,
        rng=np.random.default_rng(0),
    )
    row = omnibus(scores, "grade").iloc[0]
    assert row["p"] == pytest.approx(theirs.pvalue, abs=0.02)


def test_two_outlets_give_the_sign_flip_test(make_scores) -> None:
    scores = make_scores(10, 2, shift=0.5)
    pair, both = compare(scores, "grade").iloc[0], omnibus(scores, "grade").iloc[0]
    assert both["p"] == pytest.approx(pair["p"], abs=0.02)
    assert both["statistic"] == pytest.approx(pair["difference"] ** 2 / 2)


def test_metrics_with_different_gaps_keep_their_own_result(make_scores) -> None:
    scores = make_scores(9, 3, metrics=("grade", "tone"))
    scores.loc[scores.index[:4], "tone"] = np.nan
    both = omnibus(scores, ["grade", "tone"], resamples=999)
    for name in ("grade", "tone"):
        alone = omnibus(scores, name, resamples=999).iloc[0]
        assert both[both["metric"] == name].iloc[0]["p"] == alone["p"]
    assert set(both.columns) <= set(GLOSSARY)


def test_a_metric_without_values_is_missing_and_one_outlet_is_refused(make_scores) -> None:
    scores = make_scores(5, 2).assign(tone=np.nan)
    assert np.isnan(omnibus(scores, "tone").iloc[0]["p"])
    with pytest.raises(ParameterError, match="primary metric 'tne'"):
        omnibus(scores, ["tone", "grade"], primary="tne")
    with pytest.raises(DesignError, match="only one outlet"):
        omnibus(scores[scores["outlet"] == "Outlet A"], "grade")
