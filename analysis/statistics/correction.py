"""What the lexicon gets wrong at each outlet, and outlet differences corrected for it.

Four estimates of one difference stand side by side: the lexicon alone, the hand codes alone, the
hand codes helped by the lexicon, and the hand codes helped by a model learned from them. Only the
first can be turned by errors that differ by outlet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import DesignError
from analysis.statistics.clusters import (
    cell_sums,
    need_columns,
    resampled_sums,
    standard_errors,
    t_ends,
)
from analysis.statistics.compare import check_randomness
from analysis.statistics.glossary import tidy
from analysis.statistics.learning import Sentences, as_sentences, learned_codes

ESTIMATORS = (
    "lexicon alone",
    "hand codes alone",
    "hand codes and lexicon",
    "design-based supervised learning",
)
_HELPED = 2  # from here on the hand codes are helped, and have a gain
_NO_GAIN = 1.05
_FEWEST_FOR_GAIN = 20
"""On fewer events the ratio of two errors is itself too uncertain to print."""


def corrected_difference(
    coded: pd.DataFrame,
    population: pd.DataFrame,
    *,
    outlets: Sequence[str] | None = None,
    predictors: Sequence[str] = ("lexicon",),
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 1999,
) -> pd.DataFrame:
    """Each pair's difference in the mean code, four times: one row a pair and estimator.

    coded: one row a hand-coded sentence (outlet, event, weight, code, lexicon); population: one row
    a sentence of the corpus (outlet, event, lexicon). The corrected mean of an outlet is
    mean(code) + λ (mean lexicon of all − mean lexicon of the coded), λ the outlet's own regression
    slope. Design-based supervised learning puts codes predicted from `predictors` (columns of both
    tables) in the lexicon's place: mean(predicted of all) + mean(code − predicted of the coded).
    Intervals: Student's t on the spread over events drawn with replacement, all estimates from the
    same draws. Errors: ColumnError; DesignError under two codes at an outlet.
    Sources: Särndal, Swensson & Wretman 1992, chapter 6; Angelopoulos, Duchi & Zrnic 2023,
    arXiv:2311.01453 (tuned prediction-powered inference); Egami, Hinck, Stewart & Wei 2023,
    arXiv:2306.04746 (design-based supervised learning).
    """
    check_randomness(alpha=alpha, seed=seed, resamples=resamples)
    need_columns(coded, ("outlet", "event", "weight", "code", *predictors), where="coded")
    need_columns(population, ("outlet", "event", *predictors), where="population")
    for frame, where in ((coded, "coded"), (population, "population")):
        need_columns(frame, ("lexicon",), where=where)
    named = list(outlets) if outlets is not None else sorted(population["outlet"].unique())
    codes = _check_codes(coded, named)
    events = sorted(population["event"].unique())
    strange = ~coded["event"].isin(events)
    if strange.any():
        raise DesignError(
            f"{int(strange.sum())} coded sentences are of events that the population lacks",
            where="coded",
            mend="The population is all sentences that the sample was drawn from.",
        )
    order: Any = {"predictors": predictors, "outlets": named, "events": events}
    kept = coded[coded["outlet"].isin(named)]
    found = correct(
        as_sentences(coded, **order),
        as_sentences(population, **order),
        code=kept["code"].to_numpy(dtype=float),
        weight=kept["weight"].to_numpy(dtype=float),
        outlets=len(named),
        events=len(events),
        alpha=alpha,
        seed=seed,
        resamples=resamples,
    )
    a, b = np.array(list(combinations(range(len(named)), 2)), dtype=int).reshape(-1, 2).T
    means, slopes, error = found.means, found.slopes, found.error
    kinds = len(ESTIMATORS)
    return tidy(
        {
            "outlet_a": np.repeat(np.array(named, dtype=object)[a], kinds),
            "outlet_b": np.repeat(np.array(named, dtype=object)[b], kinds),
            "estimator": np.tile(np.array(ESTIMATORS, dtype=object), a.size),
            "events": np.full(a.size * kinds, len(events)),
            "codes_a": np.repeat(codes[a], kinds),
            "codes_b": np.repeat(codes[b], kinds),
            "slope_a": _beside_lexicon(slopes[a]),
            "slope_b": _beside_lexicon(slopes[b]),
            "mean_a": means[:, a].T.ravel(),
            "mean_b": means[:, b].T.ravel(),
            "difference": found.difference.ravel(),
            "standard_error": error.ravel(),
            "low": found.low.ravel(),
            "high": found.high.ravel(),
            "level": np.full(a.size * kinds, 1 - alpha),
            "interval": ["Student's t on the bootstrap over events"] * (a.size * kinds),
            "p": found.p.ravel(),
            "gain": found.gain.ravel(),
            "seed": np.full(a.size * kinds, seed),
            "resamples": np.full(a.size * kinds, resamples),
        }
    )


@dataclass(frozen=True)
class Corrected:
    """Estimators × outlets (means), outlets (slopes), and pairs × estimators (all others)."""

    means: np.ndarray
    slopes: np.ndarray
    difference: np.ndarray
    error: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray

    @property
    def gain(self) -> np.ndarray:
        """Hand codes that one is worth with help; missing for the estimates without."""
        with np.errstate(divide="ignore", invalid="ignore"):
            gain = (self.error[:, [1]] / self.error) ** 2
        gain[:, :_HELPED] = np.nan
        return np.asarray(gain)


def correct(
    coded: Sentences,
    population: Sentences,
    *,
    code: np.ndarray,
    weight: np.ndarray,
    outlets: int,
    events: int,
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 1999,
) -> Corrected:
    """What `corrected_difference` tells, from numbers: code and weight are of coded sentences."""
    size = {"outlets": outlets, "events": events}
    learned, learned_all = learned_codes(
        coded, population, code=code, weight=weight, seed=seed, **size
    )
    x, w = coded.lexicon, weight
    moments = [w, w * code, w * x, w * x * code, w * x * x, w * (code - learned)]
    every = [np.ones(len(population.event)), population.lexicon, learned_all]
    sums = np.concatenate(
        [
            cell_sums(coded.event, coded.outlet, moments, **size),
            cell_sums(population.event, population.outlet, every, **size),
        ],
        axis=2,
    )
    means, slopes = _means(sums.sum(axis=0))
    drawn, _ = _means(resampled_sums(sums, seed=seed, resamples=resamples))
    a, b = np.array(list(combinations(range(outlets), 2)), dtype=int).reshape(-1, 2).T
    difference = (means[:, a] - means[:, b]).T
    error = standard_errors(drawn[:, :, a] - drawn[:, :, b], events=events).T
    low, high, p = t_ends(difference, error, events=events, alpha=alpha)
    return Corrected(means, slopes, difference, error, low, high, p)


def correction_sentence(rows: pd.DataFrame) -> str:
    """What the estimates of one pair say together, in plain words.

    rows: the rows of one pair from `corrected_difference`.
    """
    row = {kind: rows[rows["estimator"] == kind].iloc[0] for kind in ESTIMATORS}
    lexicon, both = row[ESTIMATORS[0]], row[ESTIMATORS[_HELPED]]
    parts = [f"{name} {_signed(r)}" for name, r in row.items()]
    text = f"{both['outlet_a']} minus {both['outlet_b']}: {'; '.join(parts)}."
    found, confirmed = (r["low"] * r["high"] > 0 for r in (lexicon, both))
    opposed = lexicon["difference"] * both["difference"] < 0
    if confirmed and opposed:
        text += " The lexicon alone has the other sign."
    elif found and not confirmed:
        text += " The lexicon alone finds a difference that so many codes do not bear out."
    elif not both["low"] <= lexicon["difference"] <= both["high"]:
        text += " The lexicon alone lies outside the corrected interval."
    if both["events"] < _FEWEST_FOR_GAIN:
        return f"{text} What the lexicon adds cannot be told on {both['events']} events."
    if not both["gain"] >= _NO_GAIN:
        text += (
            f" The lexicon adds nothing to the hand codes (gain {both['gain']:.2f}):"
            " report the hand-coded sample."
        )
    else:
        more = 100 * (both["gain"] - 1)
        text += f" With the lexicon the hand codes are worth {more:.0f}% more codes."
    return text


def _signed(row: pd.Series) -> str:
    """Estimate and interval with true minus signs."""
    value, low, high = (f"{row[name] + 0.0:+.3f}" for name in ("difference", "low", "high"))
    return f"{value} [{low}, {high}]".replace("-0.000", "0.000").replace("-", "−")


def _beside_lexicon(values: np.ndarray) -> np.ndarray:
    """One value a pair, put beside the estimate that has a slope on the lexicon."""
    table = np.full((values.size, len(ESTIMATORS)), np.nan)
    table[:, _HELPED] = values
    return table.ravel()


def _check_codes(coded: pd.DataFrame, outlets: list[str]) -> np.ndarray:
    codes = coded["outlet"].value_counts().reindex(outlets, fill_value=0).to_numpy()
    if len(outlets) < 2:
        raise DesignError("there is only one outlet", where="population")
    if (codes < 2).any():
        raise DesignError(
            f"{outlets[int(codes.argmin())]} has {codes.min()} coded sentences",
            where="coded",
            mend="Code at least two an outlet; fifty or more give a usable interval.",
        )
    return codes


def _means(sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The means (estimators × outlets, after any leading axis) and the slopes, from sums."""
    w, wy, wx, wxy, wxx, wr, n, lexicon, learned = np.moveaxis(sums, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        every, hand, seen = lexicon / n, wy / w, wx / w
        spread = wxx / w - seen**2
        slope = np.where(spread > 1e-12, (wxy / w - seen * hand) / spread, 0.0)
        taught = learned / n + wr / w
    return np.stack([every, hand, hand + slope * (every - seen), taught], axis=-2), slope
