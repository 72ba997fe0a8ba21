"""Comparisons against the obvious expression, SciPy, identities and hand counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.errors import ColumnError, DesignError, ParameterError
from analysis.statistics.cells import typical_cells
from analysis.statistics.compare import INTERVALS, compare, compare_metrics
from analysis.statistics.glossary import GLOSSARY


def small() -> pd.DataFrame:
    """Three events, two outlets; differences 1, 2 and 6."""
    return pd.DataFrame(
        {
            "article": list("abcdef"),
            "outlet": ["Post", "Star"] * 3,
            "event": ["flood", "flood", "strike", "strike", "vote", "vote"],
            "grade": [11.0, 10.0, 12.0, 10.0, 16.0, 10.0],
        }
    )


def test_a_row_by_hand() -> None:
    row = compare(small(), "grade").iloc[0]
    assert (row["outlet_a"], row["outlet_b"]) == ("Post", "Star")
    assert (row["events"], row["articles"], row["missing_cells"]) == (3, 6, 0)
    assert (row["mean_a"], row["mean_b"], row["difference"]) == (13, 10, 3)
    sd = np.sqrt(((1 - 3) ** 2 + (2 - 3) ** 2 + (6 - 3) ** 2) / 2)  # √7
    assert row["d_z"] == pytest.approx(3 / sd)
    # s_a² = ((11−13)² + (12−13)² + (16−13)²)/2 = 7, s_b² = 0; J = 1 − 3/(4·2 − 1) = 4/7
    assert row["g_av"] == pytest.approx(4 / 7 * 3 / np.sqrt(7 / 2))
    assert row["share_positive"] == 1
    assert row["p"] == 2 / 8  # all three signs alike: 2 of 8 arrangements
    assert row["smallest_p"] == 2 / 8
    assert not row["stars_allowed"]
    # t with 2 degrees of freedom at .975 is 4.302653 in every table
    assert row["high"] - row["difference"] == pytest.approx(4.302653 * sd / np.sqrt(3), rel=1e-6)


@pytest.mark.parametrize("events", [8, 30])
def test_estimates_equal_scipy_on_pivoted_data(make_scores, differences, events: int) -> None:
    scores = make_scores(events, 3, missing=0.2)
    for _, row in compare(scores, "grade").iterrows():
        d = differences(scores, row["outlet_a"], row["outlet_b"])
        assert row["events"] == d.size
        assert row["difference"] == pytest.approx(d.mean(), abs=1e-12)
        assert row["mean_a"] - row["mean_b"] == pytest.approx(row["difference"], abs=1e-12)
        assert row["d_z"] == pytest.approx(stats.ttest_1samp(d, 0).statistic / np.sqrt(d.size))
        if d.size <= 13:
            exact = stats.permutation_test(
                (d,), np.mean, permutation_type="samples", n_resamples=np.inf
            )
            assert row["p"] == pytest.approx(exact.pvalue, abs=1e-8)
        if d.size < 20:
            assert row["interval"] == INTERVALS["t"]
        else:
            assert row["interval"] == INTERVALS["percentile"]


def test_swapping_outlets_turns_the_signs_and_nothing_else(make_scores) -> None:
    scores = make_scores(24, 2)
    there = compare(scores, "grade", outlets=["Outlet A", "Outlet B"]).iloc[0]
    back = compare(scores, "grade", outlets=["Outlet B", "Outlet A"]).iloc[0]
    for name in ("difference", "d_z", "g_av"):
        assert there[name] == pytest.approx(-back[name])
    assert (there["low"], there["high"]) == pytest.approx((-back["high"], -back["low"]))
    assert there["share_positive"] == pytest.approx(1 - back["share_positive"])
    for name in ("p", "detectable", "events", "articles"):
        assert there[name] == back[name]


def test_a_constant_added_to_an_event_changes_nothing(make_scores) -> None:
    scores = make_scores(9, 3)
    moved = scores.assign(grade=scores["grade"] + 8 * scores["event"].str[-1].astype(int))
    keep = ["difference", "low", "high", "p", "d_z", "share_positive", "detectable"]
    assert np.allclose(compare(scores, "grade")[keep], compare(moved, "grade")[keep])


def test_a_change_of_unit_scales_differences_and_leaves_p(make_scores) -> None:
    scores = make_scores(22)
    per_cent = scores.assign(grade=100 * scores["grade"])
    plain, scaled = (compare(s, "grade").iloc[0] for s in (scores, per_cent))
    for name in ("difference", "low", "high", "detectable", "mean_a"):
        assert scaled[name] == pytest.approx(100 * plain[name])
    for name in ("p", "d_z", "g_av", "share_positive"):
        assert scaled[name] == pytest.approx(plain[name])


def test_doubling_the_events_keeps_the_difference_and_narrows_the_interval(make_scores) -> None:
    scores = make_scores(8)
    twice = pd.concat(
        [scores, scores.assign(article=scores["article"] + "x", event=scores["event"] + "x")]
    )
    once, doubled = compare(scores, "grade").iloc[0], compare(twice, "grade").iloc[0]
    assert doubled["difference"] == pytest.approx(once["difference"])
    assert doubled["high"] - doubled["low"] < once["high"] - once["low"]
    assert doubled["p"] < once["p"]


def test_equal_articles_in_a_cell_are_worth_one_article(make_scores) -> None:
    scores = make_scores(10, 3)
    copies = pd.concat([scores, scores.assign(article=scores["article"] + "x")])
    keep = ["difference", "low", "high", "p", "d_z", "g_av", "share_positive"]
    assert np.allclose(compare(scores, "grade")[keep], compare(copies, "grade")[keep])


def test_one_seed_one_result_and_no_input_is_changed(make_scores) -> None:
    scores = make_scores(25, 3, articles=2)
    before = scores.copy()
    first, second = compare(scores, "grade", seed=4), compare(scores, "grade", seed=4)
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(scores, before)
    assert (first["seed"] == 4).all()
    shuffled = scores.sample(frac=1, random_state=1)
    assert np.allclose(first["p"], compare(shuffled, "grade", seed=4)["p"])


def test_a_metric_gets_the_same_numbers_alone_and_in_company(make_scores) -> None:
    scores = make_scores(21, 3, metrics=("grade", "tone", "rate"), missing=0.1)
    alone = compare(scores, "tone")
    together = compare_metrics(scores, ["grade", "tone", "rate"], primary="tone")
    rows = together[together["metric"] == "tone"].reset_index(drop=True)
    pd.testing.assert_frame_equal(rows.drop(columns=["family", "p_bh"]), alone)


def test_the_two_families_are_adjusted_apart(make_scores) -> None:
    scores = make_scores(12, 3, metrics=("grade", "tone", "rate"))
    found = compare_metrics(scores, ["grade", "tone", "rate"], primary="grade")
    primary = found["family"] == "primary"
    assert found.loc[primary, "metric"].unique().tolist() == ["grade"]
    assert found.loc[primary, "p_bh"].isna().all()
    assert found.loc[~primary, "p_holm"].isna().all()
    assert primary.sum() == 3
    lowest = found.loc[primary, "p"].min()
    assert found.loc[primary, "p_holm"].min() == pytest.approx(min(1, 3 * lowest))


def test_differences_that_do_not_vary_have_no_interval_and_no_effect_size() -> None:
    for shift, p in ((0.0, 1.0), (0.1, 2 / 2**8)):
        scores = pd.DataFrame(
            {
                "article": range(16),
                "outlet": ["Post", "Star"] * 8,
                "event": np.repeat(range(8), 2),
                "grade": np.repeat(np.arange(8) / 10, 2) + np.tile([shift, 0.0], 8),
            }
        )
        row = compare(scores, "grade").iloc[0]
        assert row["p"] == pytest.approx(p)
        assert row["interval"] == INTERVALS["flat"]
        assert row[["low", "high", "d_z", "detectable"]].isna().all()


def test_a_missing_value_is_missing_and_counted() -> None:
    scores = small()
    scores.loc[0, "grade"] = np.nan
    row = compare(scores, "grade").iloc[0]
    assert (row["events"], row["missing_cells"], row["articles"]) == (2, 1, 4)
    assert row["articles_left_out"] == 2  # the article without a value and its partner
    assert row["difference"] == 4  # of 2 and 6


def test_articles_without_an_event_are_counted_as_left_out() -> None:
    scores = small()
    scores.loc[0, "event"] = None
    row = compare(scores, "grade").iloc[0]
    assert (row["events"], row["articles"], row["articles_left_out"]) == (2, 4, 2)


def test_a_metric_that_is_missing_everywhere_gives_missing_results() -> None:
    scores = small().assign(smog=np.nan)
    found = compare_metrics(scores, ["grade", "smog"])
    row = found[found["metric"] == "smog"].iloc[0]
    assert row["events"] == 0
    assert row[["difference", "p", "low", "detectable"]].isna().all()
    assert row["interval"] == INTERVALS["few"]
    assert not row["stars_allowed"]


@pytest.mark.parametrize(("events", "allowed"), [(5, False), (6, True)])
def test_stars_need_six_events(make_scores, events: int, allowed: bool) -> None:
    row = compare(make_scores(events), "grade").iloc[0]
    assert row["stars_allowed"] == allowed
    assert row["smallest_p"] == 2 ** (1 - events)


def test_what_the_data_cannot_support_is_said() -> None:
    scores = small()
    with pytest.raises(DesignError, match="only one outlet, Post"):
        compare(scores[scores["outlet"] == "Post"], "grade")
    with pytest.raises(DesignError, match="no two outlets share two events"):
        compare(scores[scores["event"] == "vote"], "grade")
    with pytest.raises(DesignError, match="belongs to an event"):
        compare(scores.assign(event=None), "grade")
    with pytest.raises(ParameterError, match="Did you mean 'Post'"):
        compare(scores, "grade", outlets=["Pos", "Star"])
    with pytest.raises(ParameterError, match="is one word"):
        compare(scores, "grade", outlets="Post")
    with pytest.raises(ColumnError, match="Did you mean 'grade'"):
        compare(scores, "grad")
    with pytest.raises(ColumnError, match="does not hold numbers"):
        compare(scores.assign(grade="high"), "grade")
    with pytest.raises(ColumnError, match="1 rows have no outlet"):
        compare(scores.assign(outlet=["Post", None, *["Star"] * 4]), "grade")
    with pytest.raises(ColumnError, match="infinite"):
        compare(scores.assign(grade=np.inf), "grade")
    with pytest.raises(ParameterError, match="no metric is named"):
        compare_metrics(scores, [])
    with pytest.raises(ColumnError, match="repeat an article"):
        compare(pd.concat([scores, scores]), "grade")
    with pytest.raises(ParameterError, match="primary metric 'tone'"):
        compare_metrics(scores, ["grade"], primary="tone")
    for wrong in ({"alpha": 5}, {"seed": -1}, {"resamples": 10}, {"interval": "z"}):
        with pytest.raises(ParameterError):
            compare(scores, "grade", **wrong)


def test_cells_can_be_given_in_place_of_scores(make_scores) -> None:
    scores = make_scores(7, 3)
    cells = typical_cells(scores, "grade", outlets=["Outlet A", "Outlet C"])
    direct = compare(scores, "grade", outlets=["Outlet A", "Outlet C"])
    pd.testing.assert_frame_equal(compare(cells, "grade"), direct)
    with pytest.raises(ParameterError, match="these cells hold grade"):
        compare(cells, "tone")
    with pytest.raises(ParameterError, match="when cells are made"):
        compare(cells, "grade", outlets=["Outlet A"])


def test_other_intervals_on_request_change_the_interval_alone(make_scores) -> None:
    scores = make_scores(26, 3)
    default, bca, student = (
        compare(scores, "grade", interval=name) for name in ("percentile", "bca", "t")
    )
    assert (bca["interval"] == INTERVALS["bca"]).all()
    assert (student["interval"] == INTERVALS["t"]).all()
    ends = ["low", "high", "interval"]
    for other in (bca, student):
        pd.testing.assert_frame_equal(other.drop(columns=ends), default.drop(columns=ends))
        # Of data that are nearly normal the intervals are nearly the same.
        width = default["high"] - default["low"]
        assert np.allclose((other["high"] - other["low"]) / width, 1, atol=0.15)


def test_several_articles_a_cell_are_resampled_in_two_stages(make_scores) -> None:
    scores = make_scores(30, 2, articles=3)
    row = compare(scores, "grade", resamples=4999).iloc[0]
    assert row["interval"] == INTERVALS["percentile stages"]
    means = scores.groupby(["event", "outlet"])["grade"].mean().reset_index()
    cells = compare(means.assign(article=range(len(means))), "grade", resamples=4999).iloc[0]
    assert (row["p"], row["difference"]) == pytest.approx((cells["p"], cells["difference"]))
    # Theory: var = [var of differences + mean over events of (s²_a + s²_b)/m] / n, s² over m.
    wide = scores.pivot_table(index="event", columns="outlet", values="grade")
    within = scores.pivot_table(
        index="event", columns="outlet", values="grade", aggfunc=lambda cell: cell.var(ddof=0) / 3
    )
    between = (wide["Outlet A"] - wide["Outlet B"]).var(ddof=0)
    ratio = np.sqrt((between + within.sum(axis=1).mean()) / between)
    assert (row["high"] - row["low"]) / (cells["high"] - cells["low"]) == pytest.approx(
        ratio, rel=0.06
    )


def test_every_column_is_in_the_glossary(make_scores) -> None:
    assert set(compare_metrics(make_scores(6), ["grade"]).columns) <= set(GLOSSARY)
