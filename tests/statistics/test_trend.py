"""Trends against pandas and statsmodels; gaps stay gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from analysis.errors import ColumnError, DesignError, ParameterError
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.trend import interruption, trend


def dated(days: int = 140, jump: float = 0.0, seed: int = 0) -> pd.DataFrame:
    """An article a day and outlet, three days an event, a jump of outlet Post at day 70."""
    generator = np.random.default_rng(seed)
    day, outlet = (i.ravel() for i in np.indices((days, 2)))
    return pd.DataFrame(
        {
            "article": [str(i) for i in range(day.size)],
            "outlet": np.where(outlet == 0, "Post", "Star"),
            "event": [f"event {d // 3}" for d in day],
            "published": pd.Timestamp("2022-01-03") + pd.to_timedelta(day, unit="D"),
            "tone": generator.normal(size=day.size) + jump * ((day >= 70) & (outlet == 0)),
        }
    )


def test_weekly_means_equal_pandas() -> None:
    scores = dated()
    found = trend(scores, "tone").set_index(["outlet", "period"])
    weekly = scores.groupby(
        ["outlet", pd.Grouper(key="published", freq="W-MON", closed="left", label="left")]
    )["tone"].mean()
    assert len(found) == len(weekly) == 40
    assert found["mean"].to_numpy() == pytest.approx(weekly.to_numpy())
    assert found["articles"].sum() == len(scores)
    assert set(found.reset_index().columns) <= set(GLOSSARY)


def test_gaps_stay_gaps_and_windows_look_back() -> None:
    scores = dated()
    week = (scores["published"] - pd.Timestamp("2022-01-03")).dt.days // 7
    holed = scores[(week != 4) | (scores["outlet"] == "Star")]
    post = trend(holed, "tone", outlets=["Post"])
    assert post.loc[4, "articles"] == 0
    assert np.isnan(post.loc[4, "mean"])
    undated = scores.assign(tone=scores["tone"].where(week != 4))
    assert (trend(undated, "tone")["articles_left_out"] == 7).all()
    wide = trend(scores, "tone", window=3, outlets=["Post"])
    own = scores[scores["outlet"] == "Post"]["tone"]
    assert wide.loc[5, "mean"] == pytest.approx(own.iloc[3 * 7 : 6 * 7].mean())


def test_the_interval_is_cluster_robust_as_in_statsmodels() -> None:
    scores = dated(28)
    row = trend(scores, "tone", every="year", outlets=["Post"]).iloc[0]
    own = scores[scores["outlet"] == "Post"]
    groups = pd.factorize(own["event"])[0]
    fit = sm.OLS(own["tone"], np.ones(len(own))).fit(
        cov_type="cluster", cov_kwds={"groups": groups, "df_correction": True}, use_t=True
    )
    # With one coefficient the correction of statsmodels is G/(G − 1) too.
    low, high = fit.conf_int().iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((low, high), abs=1e-8)
    assert row["events"] == len(set(groups))


def test_a_jump_is_found_at_the_outlet_that_has_it() -> None:
    found = interruption(dated(jump=2.0), "tone", date="2022-03-14").set_index(
        ["outlet", "quantity"]
    )
    post, star = found.loc[("Post", "jump")], found.loc[("Star", "jump")]
    assert post["low"] < 2 < post["high"]
    assert post["p"] < 0.001
    assert star["p"] > 0.01
    assert (post["periods_before"], post["periods_after"]) == (10, 10)
    assert set(found.reset_index().columns) <= set(GLOSSARY)


def test_the_jump_equals_the_difference_of_two_lines() -> None:
    # Least squares with both a jump and a change of slope is one line a side.
    scores = dated(jump=1.0)
    found = interruption(scores, "tone", date="2022-03-14", outlets=["Post"])
    weekly = trend(scores, "tone", outlets=["Post"])["mean"].to_numpy()
    time = np.arange(20) - 10
    before, after = np.polyfit(time[:10], weekly[:10], 1), np.polyfit(time[10:], weekly[10:], 1)
    assert found["estimate"].tolist() == pytest.approx(
        [after[1] - before[1], after[0] - before[0]], abs=1e-9
    )


def test_where_neighbours_are_not_alike_the_errors_are_those_of_least_squares() -> None:
    # Weeks that alternate leave nothing that follows its neighbour.
    scores = dated(jump=1.0, seed=3)
    weeks = (scores["published"] - scores["published"].min()).dt.days // 7
    scores["tone"] += np.where(weeks % 2 == 0, 5.0, -5.0)
    found = interruption(scores, "tone", date="2022-03-14", outlets=["Post"])
    weekly = trend(scores, "tone", outlets=["Post"])["mean"].to_numpy()
    time = np.arange(20) - 10.0
    after = (time >= 0).astype(float)
    plain = sm.OLS(weekly, np.column_stack([np.ones(20), time, after, after * time])).fit()
    assert found["standard_error"].tolist() == pytest.approx(plain.bse[2:].tolist(), abs=1e-8)


@pytest.mark.parametrize("jump", [0.0, 1.5])
def test_known_breaks_in_an_autocorrelated_series_are_covered(jump: float) -> None:
    # Weeks follow their neighbours (AR 0.4): errors that take them for independent cover far less.
    covered, runs = 0, 60
    for seed in range(runs):
        generator = np.random.default_rng([seed, 1])
        noise = np.zeros(80)
        for week in range(1, 80):
            noise[week] = 0.4 * noise[week - 1] + generator.normal()
        scores = pd.DataFrame(
            {
                "article": np.arange(80).astype(str),
                "outlet": "Post",
                "event": np.arange(80).astype(str),
                "published": pd.Timestamp("2022-01-03") + pd.to_timedelta(7 * np.arange(80), "D"),
                "tone": noise + jump * (np.arange(80) >= 40),
            }
        )
        row = interruption(scores, "tone", date="2022-10-10").iloc[0]
        assert row["periods_before"] == row["periods_after"] == 40
        covered += row["low"] <= jump <= row["high"]
    assert covered / runs >= 0.88  # .95 less two standard errors of so few runs


def test_refusals_and_too_few_periods() -> None:
    scores = dated(20)
    few = interruption(scores, "tone", date="2022-01-10")
    assert few["estimate"].isna().all()
    with pytest.raises(ParameterError, match="Did you mean 'week'"):
        trend(scores, "tone", every="weeks")
    with pytest.raises(ParameterError, match="window is 0"):
        trend(scores, "tone", window=0)
    with pytest.raises(ColumnError, match="no column 'published'"):
        trend(scores.drop(columns="published"), "tone")
    with pytest.raises(ColumnError, match="cannot be read"):
        interruption(scores, "tone", date="Martober")
    with pytest.raises(DesignError, match="both a date and a value"):
        trend(scores.assign(tone=np.nan), "tone")
    undated = scores.drop(columns="event")
    assert trend(undated, "tone", every="month")["mean"].notna().all()
