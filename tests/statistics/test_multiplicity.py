"""Adjusted p against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from analysis.statistics.multiplicity import benjamini_hochberg, holm


@pytest.mark.parametrize(("ours", "theirs"), [(holm, "holm"), (benjamini_hochberg, "fdr_bh")])
def test_adjustment_equals_statsmodels(ours, theirs) -> None:
    p = np.random.default_rng(2).random(40) ** 3
    p[7] = p[12]
    assert ours(p) == pytest.approx(multipletests(p, method=theirs)[1], abs=1e-12)


def test_benjamini_and_hochbergs_own_example() -> None:
    """Benjamini & Hochberg 1995, 3.2: of fifteen p four pass at .05; by Bonferroni three."""
    p = np.array(
        [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
        + [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    )
    assert (benjamini_hochberg(p) <= 0.05).sum() == 4
    assert (holm(p) <= 0.05).sum() == 3


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_a_missing_p_stays_missing_and_is_not_counted(adjust) -> None:
    p = np.array([0.02, np.nan, 0.01])
    assert np.isnan(adjust(p)[1])
    assert adjust(p)[[0, 2]].tolist() == adjust(np.array([0.02, 0.01])).tolist()
    assert adjust(np.array([])).size == 0
