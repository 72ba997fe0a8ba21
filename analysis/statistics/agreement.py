"""How far coders agree: Krippendorff's alpha with an interval over events, and raw agreement."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import DesignError, ParameterError, suggest
from analysis.statistics.clusters import need_columns, resampled_sums
from analysis.statistics.compare import check_randomness
from analysis.statistics.glossary import tidy

SCALES = ("nominal", "ordinal", "interval")


def agreement(
    codes: pd.DataFrame,
    *,
    scale: str = "nominal",
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 1999,
) -> pd.DataFrame:
    """One row: Krippendorff's alpha over all coders, its interval over events, raw agreement.

    codes: one row an item and coder (item, coder, code, event); items with one code do not count.
    scale: nominal, ordinal or interval; codes are numbers but for nominal. The interval takes the
    percentiles of alpha over events drawn with replacement, for sentences of an event are alike.
    Alpha is missing where every code is the same: there is nothing to agree about. Errors:
    ColumnError, ParameterError; DesignError where no item has two codes.
    Source: Krippendorff 2019, Content Analysis, 4th edition, chapter 12.
    """
    check_randomness(alpha=alpha, seed=seed, resamples=resamples)
    if scale not in SCALES:
        raise ParameterError(f"there is no scale {scale!r}", mend=suggest(scale, SCALES))
    need_columns(codes, ("item", "coder", "code", "event"), where="codes")
    counts, event, categories = _count_codes(codes)
    pairable = counts.sum(axis=1) >= 2
    if not pairable.any():
        raise DesignError("no item has codes from two coders", where="codes")
    counts, event = counts[pairable], event[pairable]
    by_event = _coincidences(counts, event)
    low = high = np.nan
    value = _alpha(by_event.sum(axis=0)[None], categories, scale)[0]
    if by_event.shape[0] > 1 and not np.isnan(value):
        drawn = _alpha(resampled_sums(by_event, seed=seed, resamples=resamples), categories, scale)
        low, high = np.nanquantile(drawn, [alpha / 2, 1 - alpha / 2])
    return tidy(
        {
            "scale": [scale],
            "items": [counts.shape[0]],
            "coders": [codes["coder"].nunique()],
            "events": [by_event.shape[0]],
            "krippendorff_alpha": [value],
            "low": [low],
            "high": [high],
            "level": [1 - alpha],
            "interval": ["percentile bootstrap over events"],
            "raw_agreement": [_raw_agreement(counts)],
            "seed": [seed],
            "resamples": [resamples],
        }
    )


def code_counts(codes: pd.DataFrame) -> pd.DataFrame:
    """How often each coder gave each code: one row a coder and code, zeros too."""
    need_columns(codes, ("coder", "code"), where="codes")
    table = pd.crosstab(codes["coder"], codes["code"])
    return tidy(
        {
            "coder": np.repeat(table.index.astype(str), table.shape[1]),
            "code": np.tile(table.columns.astype(str), table.shape[0]),
            "count": table.to_numpy().ravel(),
        }
    )


def _count_codes(codes: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Items × categories counts, each item's event code, the categories in order."""
    if codes.duplicated(["item", "coder"]).any():
        raise DesignError(
            "a coder has coded an item twice",
            where="codes",
            mend="Keep one code an item and coder.",
        )
    item, items = pd.factorize(codes["item"], sort=True)
    code, categories = pd.factorize(codes["code"], sort=True)
    counts = np.zeros((len(items), len(categories)))
    np.add.at(counts, (item, code), 1)
    first = codes["event"].groupby(item).first()
    return counts, pd.factorize(first, sort=True)[0], np.asarray(categories)


def _coincidences(counts: np.ndarray, event: np.ndarray) -> np.ndarray:
    """Coincidence matrices summed over each event's items: events × categories × categories."""
    coders = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :]
    places = np.arange(counts.shape[1])
    pairs[:, places, places] -= counts
    pairs /= (coders - 1)[:, None, None]
    _, event = np.unique(event, return_inverse=True)
    summed = np.zeros((event.max() + 1, counts.shape[1], counts.shape[1]))
    np.add.at(summed, event, pairs)
    return summed


def _alpha(coincidences: np.ndarray, categories: np.ndarray, scale: str) -> np.ndarray:
    """Alpha of each of a stack of matrices; missing where no disagreement is possible."""
    margins = coincidences.sum(axis=2)
    distance = _distances(margins, categories, scale)
    observed = (coincidences * distance).sum(axis=(1, 2))
    expected = (margins[:, :, None] * margins[:, None, :] * distance).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        values = 1 - (margins.sum(axis=1) - 1) * observed / expected
    return np.asarray(np.where(expected > 0, values, np.nan))


def _distances(margins: np.ndarray, categories: np.ndarray, scale: str) -> np.ndarray:
    """Squared distances between categories: of the ordinal scale they depend on the margins."""
    size = margins.shape[1]
    if scale == "nominal":
        return np.broadcast_to(1.0 - np.eye(size), (margins.shape[0], size, size))
    if scale == "interval":
        values = categories.astype(np.float64)
        square = (values[:, None] - values[None, :]) ** 2
        return np.broadcast_to(square, (margins.shape[0], size, size))
    middle = np.cumsum(margins, axis=1) - margins / 2
    return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)


def _raw_agreement(counts: np.ndarray) -> float:
    """The share of pairs of codes on the same item that are equal, each item weighing alike."""
    coders = counts.sum(axis=1)
    return float(((counts * (counts - 1)).sum(axis=1) / (coders * (coders - 1))).mean())
