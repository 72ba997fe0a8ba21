"""Curves of several outlets: rows are omnibus tests, and the joint test is what it says."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
import statsmodels.formula.api as smf
from specified_scores import specified
from statsmodels.stats.anova import anova_lm

from analysis.errors import DesignError, ParameterError
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.omnibus import omnibus
from analysis.statistics.robust_outlets import joint_outlet_test, outlet_curve

OUTLETS = ["Outlet A", "Outlet B", "Outlet C"]
CHOICES = ["lexicon", "voice"]


def test_each_specification_is_its_omnibus_test(make_scores) -> None:
    values = specified(make_scores(9, 4, missing=0.15))
    curve = outlet_curve(values, outlets=OUTLETS, choices=CHOICES, resamples=499)
    assert len(curve) == 4 * 3 and curve["f"].is_monotonic_increasing
    for (lexicon, voice), rows in curve.groupby(CHOICES):
        own = values[(values["lexicon"] == lexicon) & (values["voice"] == voice)]
        test = omnibus(own, "value", outlets=OUTLETS, resamples=499).iloc[0]
        assert (rows["p"] == test["p"]).all() and (rows["events"] == test["events"]).all()
        assert rows["distance"].var() == pytest.approx(test["statistic"])
        assert rows["outlet"].tolist() == OUTLETS
    assert set(curve.columns) <= set(GLOSSARY)


def test_f_of_complete_events_is_that_of_the_analysis_of_variance(make_scores) -> None:
    values = specified(make_scores(8, 3, shift=0.5))
    curve = outlet_curve(values, outlets=OUTLETS, choices=CHOICES, resamples=99)
    for (lexicon, voice), rows in curve.groupby(CHOICES):
        own = values[(values["lexicon"] == lexicon) & (values["voice"] == voice)]
        table = anova_lm(smf.ols("value ~ C(outlet) + C(event)", own).fit())
        ratio = table.loc["C(outlet)", "F"]
        assert rows["f"].iloc[0] == pytest.approx(np.sqrt(ratio / 8), abs=1e-8)


def test_joint_p_comes_near_full_enumeration(make_scores) -> None:
    values = specified(make_scores(4, 3, shift=0.8, seed=2), noise=1.0)
    cells = np.stack(
        [
            rows.pivot_table(index="event", columns="outlet", values="value").to_numpy()
            for _, rows in values.groupby(CHOICES)
        ],
        axis=2,
    )

    def median(block: np.ndarray) -> float:
        block = block - block.mean(axis=1, keepdims=True)
        means = block.mean(axis=0)
        rest = block - means
        within = (rest**2).sum(axis=(0, 1)) / ((4 - 1) * (3 - 1))
        return float(np.median(np.sqrt(means.var(axis=0, ddof=1) / within)))

    orders = [[event[list(order)] for order in permutations(range(3))] for event in cells]
    every = np.array([median(np.array(block)) for block in product(*orders)])
    exact = np.mean(every >= median(cells) - 1e-12)
    found = joint_outlet_test(values, outlets=OUTLETS, choices=CHOICES).set_index("measure")
    row = found.loc["median spread"]
    assert row["statistic"] == pytest.approx(median(cells), abs=1e-12)
    assert row["p"] == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 9999) + 1e-4)
    assert (row["specifications"], row["events"], row["outlets"]) == (4, 4, 3)
    assert set(found.columns) <= set(GLOSSARY)


def test_a_strong_difference_is_significant_under_all_choices_and_noise_seldom(
    make_scores,
) -> None:
    strong = specified(make_scores(15, 3, shift=3))
    found = joint_outlet_test(strong, outlets=OUTLETS, choices=CHOICES, resamples=999)
    assert found["statistic"].iloc[1] == 1 and found["p"].iloc[0] == 1 / 1000
    p = [
        joint_outlet_test(
            specified(make_scores(8, 3, missing=0.1, seed=seed)),
            outlets=OUTLETS,
            choices=CHOICES,
            resamples=99,
        )["p"].iloc[0]
        for seed in range(100)
    ]
    assert np.mean(np.array(p) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 100)


def test_refusals(make_scores) -> None:
    values = specified(make_scores(6, 3))
    with pytest.raises(ParameterError, match="three outlets or more"):
        outlet_curve(values, outlets=OUTLETS[:2], choices=CHOICES)
    with pytest.raises(DesignError, match="Outlet Z has no article"):
        joint_outlet_test(values, outlets=[*OUTLETS[:2], "Outlet Z"], choices=CHOICES)
    with pytest.raises(ParameterError, match="Did you mean 'lexicon'"):
        outlet_curve(values, outlets=OUTLETS, choices=["lexicn"])
