"""What keyness finds where there is nothing to find: outlets shuffled within events.

    python -m benchmarks.keyness MEASURES [--draws 100] [--resamples 199]

MEASURES: a folder that `parallax measure` wrote, of outlets on shared events. In each draw the
outlets of every event change places at random, so that no outlet has words of its own; printed is
how often a test still names a term, and the cost of one run.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.measures import read_measures
from analysis.statistics import distinctive_terms, term_counts
from analysis.statistics.association import g_squared

_G2_FIVE_PERCENT = 3.841


def main() -> None:
    """Print the error rates."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("measures", type=Path)
    given.add_argument("--draws", type=int, default=100)
    given.add_argument("--resamples", type=int, default=199)
    options = given.parse_args()
    measures = read_measures(options.measures)
    counts = term_counts(measures.words, measures.articles)
    outlets = sorted(counts["outlet"].unique())
    generator = np.random.default_rng(2008)
    rates: dict[str, list[float]] = {}
    start = time.process_time()
    for draw in range(options.draws):
        shuffled = counts.assign(outlet=_shuffled(counts, generator))
        terms = distinctive_terms(
            shuffled, target=outlets[0], seed=draw, resamples=options.resamples
        )
        plain = terms[~terms["house_style"].astype(bool)]
        words = [
            1000 * float((plain[f"count_{side}"] / plain[f"rate_{side}"]).max()) for side in "ab"
        ]
        g2 = g_squared(plain["count_a"].to_numpy(), plain["count_b"].to_numpy(), *words)
        for name, values in (
            ("|z| > 1.96, share of terms", (plain["z"].abs() > 1.96).mean()),
            ("G2 > 3.84, share of terms", (np.abs(g2) > _G2_FIVE_PERCENT).mean()),
            ("p < .05, share of terms", (plain["p"] < 0.05).mean()),
            ("any false discovery under .05, share of draws", (plain["p_bh"] < 0.05).any()),
            ("any p_family < .05, share of draws", (plain["p_family"] < 0.05).any()),
            ("interval covers 0, share of terms", _covers(plain)),
        ):
            rates.setdefault(name, []).append(float(values))
    spent = (time.process_time() - start) / options.draws
    for name, values in rates.items():
        error = np.std(values) / np.sqrt(len(values))
        print(f"{name}: {np.mean(values):.3f} ± {1.96 * error:.3f}")  # noqa: T201
    print(f"{len(plain)} terms, {spent:.2f} s of processor time a draw")  # noqa: T201


def _shuffled(counts: pd.DataFrame, generator: np.random.Generator) -> np.ndarray:
    """The outlet of each row when the outlets of an event change places."""
    moved = counts["outlet"].to_numpy(dtype=object).copy()
    for rows in counts.groupby("event").indices.values():
        own = sorted(set(moved[rows]))
        places = dict(zip(own, generator.permutation(own), strict=True))
        moved[rows] = [places[name] for name in moved[rows]]
    return moved


def _covers(terms: pd.DataFrame) -> float:
    known = terms[terms["low"].notna()]
    return float(((known["low"] <= 0) & (known["high"] >= 0)).mean())


if __name__ == "__main__":
    main()
