"""How often the interval of a jump holds it, in series whose periods follow their neighbours.

    python -m benchmarks.interrupted [--runs 2000]

Prints, for lengths and likenesses of neighbours, the share of 95% intervals that hold the true jump
(none): those of `analysis.statistics.interruption`, and Newey and West's with 4 (n / 100)^(2/9)
lags and Student's t.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd
import statsmodels.api as sm

from analysis.statistics import interruption, student

START = pd.Timestamp("2022-01-03")


def series(n: int, likeness: float, generator: np.random.Generator) -> np.ndarray:
    noise = generator.normal(size=n + 50)
    for week in range(1, n + 50):
        noise[week] += likeness * noise[week - 1]
    return noise[50:]


def newey_west_holds(values: np.ndarray) -> bool:
    n = len(values)
    time = np.arange(n) - n // 2
    after = (time >= 0).astype(float)
    design = np.column_stack([np.ones(n), time, after, after * time])
    options = {"maxlags": int(4 * (n / 100) ** (2 / 9)), "use_correction": True}
    fit = sm.OLS(values, design).fit(cov_type="HAC", cov_kwds=options)
    return bool(abs(fit.params[2]) <= student.quantile(0.975, n - 4) * fit.bse[2])


def ours_holds(values: np.ndarray) -> bool:
    n = len(values)
    ids = np.arange(n).astype(str)
    days = START + pd.to_timedelta(7 * np.arange(n), "D")
    scores = pd.DataFrame(
        {"article": ids, "outlet": "Post", "event": ids, "published": days, "tone": values}
    )
    row = interruption(scores, "tone", date=str(days[n // 2].date())).iloc[0]
    return bool(row["low"] <= 0 <= row["high"])


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--runs", type=int, default=2000)
    runs = reading.parse_args().runs
    print("periods  likeness  ours  Newey-West")
    for n in (20, 40, 80, 160):
        for likeness in (0.0, 0.4, 0.7):
            generator = np.random.default_rng([n, int(10 * likeness)])
            drawn = [series(n, likeness, generator) for _ in range(runs)]
            ours, theirs = (np.mean([f(x) for x in drawn]) for f in (ours_holds, newey_west_holds))
            print(f"{n:7}  {likeness:8}  {ours:.3f}  {theirs:.3f}", flush=True)


if __name__ == "__main__":
    main()
