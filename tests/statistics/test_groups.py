"""Groups of outlets against SciPy, statsmodels' least squares and counted arrangements."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats

from analysis.errors import DesignError, ParameterError
from analysis.statistics.cells import typical_cells
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.groups import adjusted_means, compare_groups


def sides(each: int) -> dict[str, list[str]]:
    names = [f"Outlet {chr(65 + i)}" for i in range(2 * each)]
    return {"left": names[:each], "right": names[each:]}


def test_adjusted_means_are_plain_means_when_complete_and_least_squares_else(make_scores) -> None:
    complete = make_scores(9, 4)
    means = adjusted_means(typical_cells(complete, "grade"), 0)
    assert means == pytest.approx(complete.groupby("outlet")["grade"].mean().to_numpy())
    gaps = make_scores(9, 4, missing=0.3)
    ours = adjusted_means(typical_cells(gaps, "grade"), 0)
    fit = smf.ols("grade ~ C(outlet) + C(event)", gaps).fit().params
    theirs = [fit[f"C(outlet)[T.Outlet {name}]"] for name in "BCD"]
    assert ours[1:] - ours[0] == pytest.approx(theirs, abs=1e-8)


def test_p_and_interval_equal_scipy(make_scores) -> None:
    scores = make_scores(7, 8, shift=2.0)
    row = compare_groups(scores, "grade", groups=sides(4)).iloc[0]
    means = scores.groupby("outlet")["grade"].mean().to_numpy()
    a, b = means[:4], means[4:]
    test = stats.permutation_test(
        (a, b), lambda x, y: abs(x.mean() - y.mean()), n_resamples=np.inf, alternative="greater"
    )
    assert row["p"] == pytest.approx(test.pvalue, abs=1e-8)
    assert row["resamples"] == 70  # 8 over 4
    assert row["smallest_p"] == 2 / 70
    ends = stats.ttest_ind(a, b, equal_var=False).confidence_interval()
    assert (row["low"], row["high"]) == pytest.approx((ends.low, ends.high), abs=1e-8)
    assert row["difference"] == pytest.approx(a.mean() - b.mean())
    assert set(row.index) <= set(GLOSSARY)


def test_below_four_against_four_it_only_describes(make_scores) -> None:
    row = compare_groups(make_scores(9, 6), "grade", groups=sides(3)).iloc[0]
    assert row[["p", "low", "high"]].isna().all()
    assert "described only" in row["method"]
    assert not np.isnan(row["difference"])


def test_many_arrangements_are_drawn_at_random(make_scores) -> None:
    scores = make_scores(6, 12)
    exact = compare_groups(scores, "grade", groups=sides(6)).iloc[0]
    random = compare_groups(scores, "grade", groups=sides(6), resamples=800).iloc[0]
    assert exact["resamples"] == 924  # 12 over 6
    assert "random" in random["method"]
    p = exact["p"]
    assert random["p"] == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 800) + 1 / 801)


def test_outlets_that_no_event_links_have_no_adjusted_mean(make_scores) -> None:
    scores = make_scores(4, 4)
    half = scores["event"].isin(["event 000", "event 001"])
    early = scores["outlet"].isin(["Outlet A", "Outlet B"])
    apart = scores[half == early]
    assert np.isnan(adjusted_means(typical_cells(apart, "grade"), 0)).all()
    assert np.isnan(compare_groups(apart, "grade", groups=sides(2)).iloc[0]["difference"])


def test_refusals(make_scores) -> None:
    scores = make_scores(3, 4)
    with pytest.raises(ParameterError, match="there are 1 groups"):
        compare_groups(scores, "grade", groups={"left": ["Outlet A"]})
    with pytest.raises(DesignError, match="in both groups: Outlet A"):
        compare_groups(scores, "grade", groups={"left": ["Outlet A"], "right": ["Outlet A"]})
    with pytest.raises(ParameterError, match="there is no outlet 'Outlet Z'"):
        compare_groups(
            pd.DataFrame(scores), "grade", groups={"left": ["Outlet Z"], "right": ["Outlet A"]}
        )
