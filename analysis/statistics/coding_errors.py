"""How the lexicon errs against hand codes at each outlet, and whether outlets differ in that."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import ColumnError
from analysis.statistics.clusters import need_columns, resampled_sums, sums_by_event
from analysis.statistics.compare import check_randomness
from analysis.statistics.glossary import tidy
from analysis.statistics.multiplicity import holm
from analysis.statistics.resampling import stream

MEASURES = ("precision", "recall", "f1", "false_alarm_rate")
_PURPOSE = 7


def coding_errors(
    coded: pd.DataFrame, *, alpha: float = 0.05, seed: int = 0, resamples: int = 1999
) -> pd.DataFrame:
    """One row an outlet and measure: estimate weighted to all sentences, and its interval.

    coded: one row a coded sentence (outlet, event, weight, code, lexicon), code and lexicon 0 or 1.
    Intervals: percentiles over events drawn with replacement. Missing where nothing was found or
    nothing was there to find. Errors: ColumnError where code or lexicon is not 0 or 1.
    """
    check_randomness(alpha=alpha, seed=seed, resamples=resamples)
    sums, outlets, events = _sums(coded)
    estimates = _rates(sums.sum(axis=0))
    drawn = _rates(resampled_sums(sums, seed=seed, resamples=resamples))
    low, high = _percentiles(drawn, alpha)
    codes = coded["outlet"].value_counts().reindex(outlets).to_numpy()
    size, kinds = len(outlets) * len(MEASURES), len(MEASURES)
    return tidy(
        {
            "outlet": np.repeat(np.array(outlets, dtype=object), kinds),
            "measure": np.tile(np.array(MEASURES, dtype=object), len(outlets)),
            "events": np.full(size, len(events)),
            "codes": np.repeat(codes, kinds),
            "estimate": estimates.ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
            "level": np.full(size, 1 - alpha),
            "interval": ["percentile bootstrap over events"] * size,
            "seed": np.full(size, seed),
            "resamples": np.full(size, resamples),
        }
    )


def equal_errors(coded: pd.DataFrame, *, seed: int = 0, resamples: int = 1999) -> pd.DataFrame:
    """One row a measure: do outlets differ in it more than when labels change places in events?

    coded: as in `coding_errors`. The statistic is the variance of the outlets' rates; each
    event's outlets swap all their coded sentences; p adjusted by Holm over the measures.
    """
    check_randomness(alpha=0.05, seed=seed, resamples=resamples)
    sums, outlets, events = _sums(coded)
    observed = _spread(sums.sum(axis=0)[None])[0]
    generator = stream(seed, _PURPOSE)
    present = sums[:, :, -1] > 0
    reached = np.zeros(len(MEASURES), dtype=int)
    for _ in range(resamples):
        moved = _swap(sums, present, generator).sum(axis=0)[None]
        reached += _spread(moved)[0] >= observed - 1e-12
    p = np.where(np.isnan(observed), np.nan, (reached + 1) / (resamples + 1))
    size = len(MEASURES)
    return tidy(
        {
            "measure": list(MEASURES),
            "outlets": [len(outlets)] * size,
            "events": [len(events)] * size,
            "statistic": observed,
            "p": p,
            "p_holm": holm(p),
            "method": ["permutation of outlets within events"] * size,
            "seed": [seed] * size,
            "resamples": [resamples] * size,
        }
    )


def _sums(coded: pd.DataFrame) -> tuple[np.ndarray, list[str], list[str]]:
    need_columns(coded, ("outlet", "event", "weight", "code", "lexicon"), where="coded")
    for name in ("code", "lexicon"):
        if not coded[name].isin([0, 1]).all():
            raise ColumnError(
                f"the column {name!r} holds values other than 0 and 1",
                where="coded",
                mend="Say first which values count as a hit.",
            )
    outlets, events = (sorted(coded[name].unique()) for name in ("outlet", "event"))
    w, y, x = (coded[name].to_numpy(dtype=float) for name in ("weight", "code", "lexicon"))
    parts = {"both": w * x * y, "found": w * x, "there": w * y, "all": w, "n": np.ones(w.size)}
    return sums_by_event(coded, parts, events=events, outlets=outlets), outlets, events


def _rates(sums: np.ndarray) -> np.ndarray:
    """Precision, recall, F1 and false-alarm rate from sums, along a new last axis."""
    both, found, there, every, _ = np.moveaxis(sums, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = [both / found, both / there, 2 * both / (found + there)]
        rates.append((found - both) / (every - there))
    stacked = np.stack(rates, axis=-1)
    return np.where(np.isfinite(stacked), stacked, np.nan)


def _percentiles(drawn: np.ndarray, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """Percentiles over draws, missing where fewer than nine draws in ten have a value."""
    seen = np.isfinite(drawn).mean(axis=0) >= 0.9
    filled = np.where(seen, drawn, 0.0)
    low, high = np.nanquantile(filled, [alpha / 2, 1 - alpha / 2], axis=0)
    return np.where(seen, low, np.nan), np.where(seen, high, np.nan)


def _spread(sums: np.ndarray) -> np.ndarray:
    """Variance over outlets of each rate; missing where an outlet has none."""
    return np.asarray(_rates(sums).var(axis=1, ddof=1))


def _swap(sums: np.ndarray, present: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Each event's sums handed to its outlets anew, among those with coded sentences."""
    keys = np.where(present, generator.random(present.shape), 2.0)
    source = np.argsort(keys, axis=1)
    target = np.argsort(~present, axis=1, kind="stable")
    moved = np.empty_like(sums)
    rows = np.arange(sums.shape[0])[:, None]
    moved[rows, target] = sums[rows, source]
    return moved
