"""Before the study: how many events show a difference of that size, how many codes its error."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
import pandas as pd
from scipy import special

from analysis.errors import ParameterError
from analysis.statistics.glossary import tidy
from analysis.statistics.resampling import detectable_effect


def events_needed(*, difference: float, sd: float, alpha: float = 0.05, power: float = 0.8) -> int:
    """The fewest events on which a true difference is found with that power.

    difference: in the metric's unit; sd: standard deviation over events of the outlets' difference,
    as a pilot has it (`difference` / `d_z`). Errors: ParameterError where either is not above 0.
    """
    if not (difference > 0 and sd > 0):
        raise ParameterError("difference and sd must lie above 0")
    wanted, low, high = difference / sd, 2, 4
    while detectable_effect(high, alpha=alpha, power=power) > wanted:
        low, high = high, 2 * high
        if high > 1_000_000:
            raise ParameterError(
                f"a difference of {wanted:.2g} standard deviations needs over a million events"
            )
    while low < high:
        middle = (low + high) // 2
        enough = detectable_effect(middle, alpha=alpha, power=power) <= wanted
        low, high = (low, middle) if enough else (middle + 1, high)
    return low


def codes_needed(*, half_width: float, share: float = 0.5, alpha: float = 0.05) -> int:
    """Hand-coded sentences an outlet, for an interval of a difference between two shares.

    half_width: half of the interval wanted, as a share; share: the expected share of the code.
    Sentences are taken as independent: where those of an event are alike, code more.
    """
    if not (0 < half_width < 1 and 0 < share < 1):
        raise ParameterError("half_width and share must lie between 0 and 1")
    z = float(special.ndtri(1 - alpha / 2))
    return ceil(2 * share * (1 - share) * (z / half_width) ** 2)


def detectable_by_events(
    comparison: pd.DataFrame, *, events: Sequence[int] = (10, 20, 40, 100), alpha: float = 0.05
) -> pd.DataFrame:
    """The smallest difference found with 80% power on other numbers of events, for each row.

    comparison: rows of `compare`, as a pilot: their differences' spread is taken as given.
    """
    sd = (comparison["difference"] / comparison["d_z"]).to_numpy(dtype=float)
    size = len(events)
    effects = np.array([detectable_effect(n, alpha=alpha) for n in events])
    return tidy(
        {
            **{
                name: np.repeat(comparison[name].to_numpy(), size)
                for name in ("metric", "outlet_a", "outlet_b")
            },
            "events": np.tile(list(events), len(comparison)),
            "detectable": np.outer(sd, effects).ravel(),
        }
    )
