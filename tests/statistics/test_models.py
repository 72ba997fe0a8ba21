"""Model checks against statsmodels' formulas, the paired t-test and each other."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy import stats

from analysis.errors import ColumnError
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.models import CHECKS, model_checks

MIXED, FIXED, POISSON = CHECKS


def with_words(scores: pd.DataFrame) -> pd.DataFrame:
    generator = np.random.default_rng(1)
    words = generator.integers(200, 900, len(scores))
    return scores.assign(words=words, hits=generator.poisson(words / 60))


def test_fixed_events_of_complete_pairs_are_the_paired_t_test(make_scores) -> None:
    # Without a covariate the jackknife over events of a mean difference is exactly Student's.
    scores = make_scores(14, 2, shift=0.6)
    table = model_checks(scores, "grade").set_index("check")
    wide = scores.pivot_table(index="event", columns="outlet", values="grade")
    test = stats.ttest_rel(wide["Outlet A"], wide["Outlet B"])
    row = table.loc[FIXED]
    assert row["p"] == pytest.approx(test.pvalue, abs=1e-8)
    ends = test.confidence_interval()
    assert (row["low"], row["high"]) == pytest.approx((ends.low, ends.high), abs=1e-8)


def test_estimates_equal_statsmodels_formulas(make_scores) -> None:
    scores = with_words(make_scores(16, 3, missing=0.1))
    table = model_checks(scores, "grade", words="words", count="hits")
    first = table[(table["outlet_a"] == "Outlet A") & (table["outlet_b"] == "Outlet B")]
    first = first.set_index("check")
    several = scores.groupby("event")["outlet"].transform("nunique") >= 2
    kept = scores[several]
    name = "C(outlet)[T.Outlet B]"
    fixed = smf.ols("grade ~ C(outlet) + np.log(words) + C(event)", kept).fit()
    assert first.loc[FIXED, "estimate"] == pytest.approx(-fixed.params[name], abs=1e-8)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # In standard deviations, as the check has it, so that the optimiser takes the same steps.
        unit = kept["grade"].std(ddof=0)
        data = kept.assign(grade=kept["grade"] / unit)
        mixed = smf.mixedlm(
            "grade ~ C(outlet) - 1 + center(np.log(words))", data, groups=kept["event"]
        ).fit()
    apart = mixed.t_test(np.array([[1, -1, 0, 0]]))
    assert first.loc[MIXED, "estimate"] == pytest.approx(unit * apart.effect[0], abs=1e-8)
    assert first.loc[MIXED, "standard_error"] == pytest.approx(unit * apart.sd[0, 0], abs=1e-8)
    # The jackknife over events, by fitting again without each.
    left = np.array(
        [
            -smf.ols("grade ~ C(outlet) + np.log(words) + C(event)", kept[kept["event"] != event])
            .fit()
            .params[name]
            for event in kept["event"].unique()
        ]
    )
    error = np.sqrt((len(left) - 1) / len(left) * ((left - left.mean()) ** 2).sum())
    assert first.loc[FIXED, "standard_error"] == pytest.approx(error, abs=1e-8)
    counts = smf.glm(
        "hits ~ C(outlet) + C(event)",
        kept,
        family=sm.families.Poisson(),
        offset=np.log(kept["words"]),
    ).fit(scale="X2")
    assert first.loc[POISSON, "estimate"] == pytest.approx(-counts.params[name], abs=1e-8)
    assert first.loc[POISSON, "standard_error"] == pytest.approx(counts.bse[name], abs=1e-8)
    assert set(table.columns) <= set(GLOSSARY)


def test_a_clear_difference_agrees_and_a_composition_effect_is_flagged(make_scores) -> None:
    clear = model_checks(with_words(make_scores(20, 2, shift=3)), "grade", words="words")
    assert clear.loc[clear["check"] != "comparison within events", "verdict"].eq("agrees").all()
    # All of A's lead comes from its articles' length: the covariate takes it away.
    scores = with_words(make_scores(30, 2))
    long = scores["outlet"] == "Outlet A"
    scores["words"] = np.where(long, 4 * scores["words"], scores["words"])
    scores["grade"] = 2 * np.log(scores["words"]) + scores["grade"] / 10
    table = model_checks(scores, "grade", words="words").set_index("check")
    assert table.loc[FIXED, "verdict"].startswith("DISAGREES")


def test_a_model_that_cannot_be_fitted_says_why(make_scores) -> None:
    scores = with_words(make_scores(8, 2))
    scores.loc[scores["outlet"] == "Outlet A", "hits"] = 0
    table = model_checks(scores, "grade", words="words", count="hits").set_index("check")
    assert np.isnan(table.loc[POISSON, "p"])
    assert "no count at all" in table.loc[POISSON, "verdict"]
    flat = model_checks(scores.assign(grade=1.0), "grade")
    assert flat["verdict"].notna().all()


def test_lengths_must_be_above_nought(make_scores) -> None:
    with pytest.raises(ColumnError, match="not above 0"):
        model_checks(make_scores(6).assign(words=0), "grade", words="words")
    with pytest.raises(ColumnError, match="no column 'length'"):
        model_checks(make_scores(6), "grade", words="length")
