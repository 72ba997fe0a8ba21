"""Specification curves: rows are comparisons, and the joint test is what it says."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from specified_scores import specified

from analysis.errors import DesignError, ParameterError
from analysis.statistics.compare import compare
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.robustness import joint_test, specification_curve

PAIR = ["Outlet A", "Outlet B"]


def test_each_row_is_the_comparison_under_its_choices(make_scores) -> None:
    values = specified(make_scores(11, 3, missing=0.1))
    curve = specification_curve(values, outlets=PAIR, choices=["lexicon", "voice"])
    assert len(curve) == 4
    assert curve["d_z"].is_monotonic_increasing
    for _, row in curve.iterrows():
        own = values[(values["lexicon"] == row["lexicon"]) & (values["voice"] == row["voice"])]
        alone = compare(own, "value", outlets=PAIR).iloc[0]
        for name in ("difference", "low", "high", "p", "events"):
            assert row[name] == pytest.approx(alone[name])
        assert row["specification"] == f"lexicon {row['lexicon']}; voice {row['voice']}"
    assert set(curve.columns) <= set(GLOSSARY)


def test_joint_p_comes_near_full_enumeration(make_scores) -> None:
    values = specified(make_scores(7, 2, shift=0.8, seed=2), noise=1.0)
    found = joint_test(values, outlets=PAIR, choices=["lexicon", "voice"]).set_index("measure")
    wide = values.pivot_table(index="event", columns=["lexicon", "voice", "outlet"], values="value")
    d = (
        wide.xs("Outlet A", axis=1, level="outlet") - wide.xs("Outlet B", axis=1, level="outlet")
    ).to_numpy()

    def median(values: np.ndarray) -> float:
        return float(abs(np.median(values.mean(axis=0) / values.std(axis=0, ddof=1))))

    every = [median(np.array(s)[:, None] * d) for s in product([1, -1], repeat=7)]
    row = found.loc["median effect"]
    assert row["statistic"] == pytest.approx(median(d), abs=1e-12)
    exact = np.mean(np.array(every) >= median(d) - 1e-12)
    assert row["p"] == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 9999) + 1e-4)
    assert (row["specifications"], row["events"]) == (4, 7)


def test_a_strong_difference_is_significant_under_all_choices(make_scores) -> None:
    values = specified(make_scores(20, 2, shift=3))
    found = joint_test(values, outlets=PAIR, choices=["lexicon", "voice"], resamples=999)
    assert found["statistic"].iloc[1] == 1
    assert found["p"].iloc[0] == 1 / 1000
    assert found["p"].iloc[1] < 0.05  # other arrangements, too, can reach a share of 1
    turned = joint_test(values, outlets=PAIR[::-1], choices=["lexicon", "voice"], resamples=999)
    pd.testing.assert_series_equal(found["statistic"], turned["statistic"])
    assert set(found.columns) <= set(GLOSSARY)


def test_copies_of_one_specification_count_as_one(make_scores) -> None:
    # Perfectly dependent specifications must not look like more evidence.
    scores = make_scores(12, 2, shift=0.5)
    one = specified(scores, noise=0)
    single = one[(one["lexicon"] == "own") & (one["voice"] == "authorial")]
    many = joint_test(one, outlets=PAIR, choices=["lexicon", "voice"], seed=3)
    alone = joint_test(single, outlets=PAIR, choices=["lexicon"], seed=3)
    assert many["p"].tolist() == alone["p"].tolist()


def test_refusals(make_scores) -> None:
    values = specified(make_scores(6, 2))
    with pytest.raises(ParameterError, match="Did you mean 'lexicon'"):
        specification_curve(values, outlets=PAIR, choices=["lexicn"])
    with pytest.raises(ParameterError, match="compares two outlets"):
        specification_curve(values, outlets=["Outlet A"], choices=["lexicon"])
    with pytest.raises(ParameterError, match="no choice is varied"):
        joint_test(values, outlets=PAIR, choices=[])
    with pytest.raises(DesignError, match="has no article"):
        joint_test(values, outlets=["Outlet A", "Outlet Z"], choices=["lexicon"])
