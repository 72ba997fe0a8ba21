"""False-positive rate, family error and interval coverage of the default comparison, by simulation.

    python benchmarks/error_rates.py [--runs 2000] [--events 10 20 40 100] [--seed 1]

Each run is one metric over three outlets that do not differ: values are drawn with an event's
share in common and outlet labels are shuffled within events, so that the null holds exactly. All
runs of a setting go through `compare_metrics` and `omnibus` at once. Targets at alpha .05: rate .03 to .07,
family error at most .06, coverage at least .93.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from analysis.statistics import Cells, compare_metrics, omnibus
from analysis.statistics.multiplicity import holm

ALPHA, RESAMPLES, OUTLETS, PATTERNS = 0.05, 999, 3, 8
Draw = Callable[[np.random.Generator, tuple[int, ...]], np.ndarray]


def normal(generator: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return generator.normal(size=shape)


def skewed(generator: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return generator.lognormal(sigma=1.0, size=shape)


def zero_heavy(generator: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return generator.gamma(2.0, size=shape) * (generator.random(shape) < 0.4)


@dataclass(frozen=True)
class Setting:
    """A kind of data: how values are drawn, cells left out, articles a cell, event spread."""

    name: str
    draw: Draw
    missing: float = 0.0
    sizes: tuple[int, ...] = (1, 1, 1)
    common: float = 1.0


SETTINGS = (
    Setting("normal", normal),
    Setting("skewed", skewed),
    Setting("zero-heavy", zero_heavy, common=0.0),
    Setting("unbalanced", skewed, sizes=(1, 2, 4)),
    Setting("missing cells", skewed, missing=0.25),
)


def simulate(setting: Setting, events: int, runs: int, generator: np.random.Generator) -> Cells:
    """Cells of all runs: articles of an event are exchangeable, whatever their outlet."""
    articles = sum(setting.sizes)
    values = setting.draw(generator, (events, articles, runs))
    values = values + setting.common * generator.normal(size=(events, 1, runs))
    values = generator.permuted(values, axis=1)
    outlet = np.repeat(np.arange(OUTLETS), setting.sizes)
    means = np.stack([values[:, outlet == o].mean(axis=1) for o in range(OUTLETS)], axis=1)
    gaps = generator.random((events, OUTLETS, PATTERNS)) < setting.missing
    means[gaps[:, :, np.arange(runs) % PATTERNS]] = np.nan
    sizes = np.broadcast_to(np.array(setting.sizes), (events, OUTLETS))
    several = articles > OUTLETS
    return Cells(
        metrics=tuple(f"run {i}" for i in range(runs)),
        events=tuple(f"event {i}" for i in range(events)),
        outlets=tuple("ABC"[:OUTLETS]),
        means=means,
        used=np.where(np.isnan(means), 0, sizes[:, :, None]),
        articles=np.array(sizes),
        event=np.repeat(np.arange(events), articles),
        outlet=np.tile(outlet, events),
        scores=values.reshape(-1, runs) if several else np.empty((0, runs)),
        without_event=np.zeros(OUTLETS, dtype=int),
    )


def measure(setting: Setting, events: int, runs: int, seed: int) -> dict[str, float]:
    """Rates of one setting; an interval that is not given covers nothing."""
    cells = simulate(setting, events, runs, np.random.default_rng([seed, events]))
    pairs = compare_metrics(cells, cells.metrics, resamples=RESAMPLES, seed=seed)
    p = pairs["p"].to_numpy().reshape(runs, -1)
    family = np.array([holm(row).min() <= ALPHA for row in p])
    covers = (pairs["low"] <= 0) & (pairs["high"] >= 0)
    given = pairs["low"].notna()
    every = omnibus(cells, cells.metrics, resamples=RESAMPLES, seed=seed)
    return {
        "pair": float((p <= ALPHA).mean()),
        "family": float(family.mean()),
        "omnibus": float((every["p"] <= ALPHA).mean()),
        "coverage": float(covers[given].mean()),
        "no interval": float(1 - given.mean()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--events", type=int, nargs="+", default=[10, 20, 40, 100])
    parser.add_argument("--settings", nargs="+", default=[s.name for s in SETTINGS])
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(f"{given.runs} runs, alpha {ALPHA}, {RESAMPLES} resamples; * marks a missed target")
    print(
        f"{'data':<14}{'events':>7}{'pair':>9}{'omnibus':>9}{'family':>9}{'coverage':>10}{'none':>7}{'s':>7}"
    )
    for setting in SETTINGS:
        for events in given.events if setting.name in given.settings else ():
            start = perf_counter()
            rates = measure(setting, events, given.runs, given.seed)
            seconds = perf_counter() - start
            marks = {
                "pair": not 0.03 <= rates["pair"] <= 0.07,
                "omnibus": not 0.03 <= rates["omnibus"] <= 0.07,
                "family": rates["family"] > 0.06,
                "coverage": rates["coverage"] < 0.93,
            }
            cells = {
                name: f"{rates[name]:.3f}{'*' if missed else ' '}" for name, missed in marks.items()
            }
            print(
                f"{setting.name:<14}{events:>7}{cells['pair']:>9}{cells['omnibus']:>9}"
                f"{cells['family']:>9}{cells['coverage']:>10}{rates['no interval']:>7.3f}{seconds:>7.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
