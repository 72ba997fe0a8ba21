"""Random steps against SciPy, statsmodels and arithmetic by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.power import TTestPower

from analysis.statistics.articles import smallest_articles_p
from analysis.statistics.resampling import (
    bca_interval,
    bootstrap_means,
    detectable_effect,
    percentile_interval,
    sign_flip_p,
    t_interval,
)


@pytest.fixture
def data() -> np.ndarray:
    generator = np.random.default_rng(3)
    return np.column_stack(
        [generator.normal(size=12), generator.lognormal(size=12) - 1, np.ones(12)]
    )


def test_exact_sign_flips_equal_scipy(data: np.ndarray) -> None:
    ours, counted = sign_flip_p(data, resamples=9999)
    for column, p, arrangements in zip(data.T, ours, counted, strict=True):
        theirs = stats.permutation_test(
            (column,), np.mean, permutation_type="samples", n_resamples=np.inf
        )
        assert p == pytest.approx(theirs.pvalue, abs=1e-12)
        assert arrangements == 2**12


def test_exact_sign_flips_by_hand() -> None:
    # Of the 8 sums ±1 ±2 ±4 only 7 and −7 reach |7|; of ±1 ±1 ±1, those of |3| are 2 of 8.
    p, counted = sign_flip_p(np.array([[1.0, 1.0], [2.0, 1.0], [4.0, 1.0]]))
    assert p.tolist() == [2 / 8, 2 / 8]
    # Observed sum 1 + 2 − 4 = −1: the sums are ±7, ±5, ±3, ±1, all at least 1.
    assert sign_flip_p(np.array([[1.0], [2.0], [-4.0]]))[0][0] == 1.0


def test_more_events_than_arrangements_have_a_number_for() -> None:
    """2 to the 2,000th is past the largest number; p is still the smallest one that draws give."""
    differences = np.ones((2000, 1))
    with np.errstate(all="raise"):
        p, counted = sign_flip_p(differences, resamples=99)
    assert (p[0], counted[0]) == (0.01, 99)
    used = np.ones((2000, 2), np.int64)
    assert smallest_articles_p(used, resamples=99) == 0.01
    assert smallest_articles_p(used[:3], resamples=99) == 1 / 8


def test_fishers_own_example() -> None:
    """Fisher 1935, The Design of Experiments, section 21: Darwin's maize, 1,726 of 32,768 signs."""
    pairs = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    p, counted = sign_flip_p(np.array(pairs, dtype=float)[:, None], resamples=40_000)
    assert counted[0] == 32_768
    assert p[0] == 1_726 / 32_768


def test_zero_differences_do_not_change_p_nor_count_as_events() -> None:
    d = np.array([0.5, 1.0, -0.25, 2.0, 0.75])
    padded = np.concatenate([d, np.zeros(20)])
    assert sign_flip_p(d[:, None])[0] == sign_flip_p(padded[:, None])[0]
    assert sign_flip_p(np.zeros((9, 1)))[0][0] == 1.0


def test_random_sign_flips_come_near_the_exact_p(data: np.ndarray) -> None:
    exact = sign_flip_p(data[:, :2], resamples=9999)[0]
    random, counted = sign_flip_p(data[:, :2], resamples=4000, seed=1)
    assert counted.tolist() == [4000, 4000]
    # Four standard errors of a share over 4,000 draws.
    assert np.all(np.abs(random - exact) < 4 * np.sqrt(exact * (1 - exact) / 4000) + 1 / 4001)


def test_a_columns_result_does_not_depend_on_its_neighbours(data: np.ndarray) -> None:
    wide = np.random.default_rng(0).normal(size=(40, 6))
    together, _ = sign_flip_p(wide, seed=5, resamples=999)
    alone = [sign_flip_p(wide[:, [i]], seed=5, resamples=999)[0][0] for i in range(6)]
    assert together.tolist() == alone
    means = bootstrap_means(wide, seed=5, resamples=999)
    assert np.allclose(means[:, [2]], bootstrap_means(wide[:, [2]], seed=5, resamples=999))


def test_bca_equals_scipy_on_the_same_resamples() -> None:
    skewed = np.random.default_rng(11).lognormal(size=(25, 3))
    means = bootstrap_means(skewed, seed=2, resamples=2000)
    low, high = bca_interval(skewed, means, alpha=0.1, expand=False)
    for i in range(3):
        given = SimpleNamespace(bootstrap_distribution=means[:, i])
        theirs = stats.bootstrap(
            (skewed[:, i],),
            np.mean,
            n_resamples=0,
            confidence_level=0.9,
            method="BCa",
            bootstrap_result=given,
        ).confidence_interval
        assert low[i] == pytest.approx(theirs.low, abs=1e-8)
        assert high[i] == pytest.approx(theirs.high, abs=1e-8)


def test_expanded_tails_make_the_normal_interval_as_wide_as_students() -> None:
    # With very many resamples of symmetric data the two must agree closely; unexpanded is narrower.
    half = np.random.default_rng(1).normal(size=(20, 1))
    d = np.concatenate([half, -half])
    means = bootstrap_means(d, seed=0, resamples=40_000)
    low, high = bca_interval(d, means)
    t_low, t_high = t_interval(d)
    assert (high - low)[0] == pytest.approx((t_high - t_low)[0], rel=0.03)
    plain = bca_interval(d, means, expand=False)
    assert (plain[1] - plain[0])[0] < (high - low)[0]


def test_percentile_interval_holds_the_share_that_the_expansion_says() -> None:
    # Hesterberg 2015: alpha'/2 = Φ(−√(n/(n−1)) t_{1−α/2, n−1})
    means = np.random.default_rng(6).normal(size=(5000, 2))
    tail = stats.norm.cdf(-np.sqrt(10 / 9) * stats.t.ppf(0.975, 9))
    low, high = percentile_interval(means, 10)
    assert np.allclose((means < low).mean(axis=0), tail, atol=1 / 5000)
    assert np.allclose((means > high).mean(axis=0), tail, atol=1 / 5000)


def test_bootstrap_means_have_the_mean_and_the_variance_of_theory() -> None:
    d = np.random.default_rng(4).exponential(size=(30, 1))
    means = bootstrap_means(d, seed=9, resamples=20_000)
    assert means.mean() == pytest.approx(d.mean(), abs=4 * d.std() / np.sqrt(30 * 20_000))
    assert means.var() == pytest.approx(d.var() / 30, rel=0.05)


def test_t_interval_equals_scipy(data: np.ndarray) -> None:
    low, high = t_interval(data[:, :2], alpha=0.1)
    for i in range(2):
        theirs = stats.ttest_1samp(data[:, i], 0).confidence_interval(0.9)
        assert (low[i], high[i]) == pytest.approx((theirs.low, theirs.high), abs=1e-8)


@pytest.mark.parametrize("n", [3, 6, 10, 20, 100, 1000])
def test_the_detectable_effect_has_80_percent_power_by_statsmodels(n: int) -> None:
    effect = detectable_effect(n)
    assert TTestPower().power(effect, nobs=n, alpha=0.05) == pytest.approx(0.8, abs=1e-8)
