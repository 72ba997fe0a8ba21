"""Planning against statsmodels and the textbook formula."""

from __future__ import annotations

import pytest
from statsmodels.stats.power import TTestPower

from analysis.errors import ParameterError
from analysis.statistics.compare import compare
from analysis.statistics.planning import codes_needed, detectable_by_events, events_needed


@pytest.mark.parametrize("effect", [0.2, 0.5, 1.3])
def test_events_needed_are_the_fewest_with_that_power(effect: float) -> None:
    n = events_needed(difference=3 * effect, sd=3)
    power = TTestPower().power
    assert power(effect, nobs=n, alpha=0.05) >= 0.8 - 1e-9
    assert power(effect, nobs=n - 1, alpha=0.05) < 0.8


def test_codes_needed_by_the_textbook() -> None:
    # z² (pq + pq) / h² = 1.959964² · 0.5 / 0.01 = 192.07
    assert codes_needed(half_width=0.1) == 193
    assert codes_needed(half_width=0.05, share=0.1) < codes_needed(half_width=0.05)


def test_detectable_at_the_pilots_own_size_is_the_pilots(make_scores) -> None:
    pilot = compare(make_scores(12, 3), "grade")
    same = detectable_by_events(pilot, events=[12])
    assert same["detectable"].to_numpy() == pytest.approx(pilot["detectable"].to_numpy())
    more = detectable_by_events(pilot, events=[12, 48])
    ratio = more["detectable"].iloc[1] / more["detectable"].iloc[0]
    assert ratio == pytest.approx(0.5, abs=0.05)  # four times the events, about half the difference


def test_refusals() -> None:
    with pytest.raises(ParameterError, match="above 0"):
        events_needed(difference=0, sd=1)
    with pytest.raises(ParameterError, match="over a million"):
        events_needed(difference=1e-6, sd=1)
    with pytest.raises(ParameterError, match="between 0 and 1"):
        codes_needed(half_width=2)
