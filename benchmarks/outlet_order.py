"""Whether a measure orders the outlets of one event as human coders do, on the shipped tables.

    python -m benchmarks.outlet_order [METRIC…]

The code of an article is the share of its sentences with lexical bias. Without a metric: the loaded
rates, and the mean of the sentences' loaded scores.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from analysis.measures import read_measures
from analysis.statistics.ordering import matched_order

FOLDER = Path(__file__).parents[1] / "data" / "basil30"
RATES = ["loaded_rate", "loaded_rate_authorial"]
SCORES = ["loaded_score", "loaded_score_authorial"]


def outlet_order(metrics: list[str]) -> pd.DataFrame:
    """One row a metric or mean sentence score: concordance with the codes, low, high, pairs."""
    measures = read_measures(FOLDER / "measures")
    codes = pd.read_csv(FOLDER / "codes.csv")
    code = codes[~codes["headline"]].groupby("article")["lexical_bias"].mean()
    event = measures.articles.set_index("article")["event"]
    body = measures.sentences[measures.sentences["zone"] == "body"].groupby("article")
    scores = measures.scores.set_index("article")
    found = {
        name: matched_order(
            pd.DataFrame(
                {
                    "event": event,
                    "code": code,
                    "score": body[name].mean() if name in SCORES else scores[name],
                }
            ).dropna()
        )
        for name in metrics
    }
    return pd.concat(found, names=["measure"]).droplevel(1)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("metrics", nargs="*", default=RATES + SCORES)
    print(outlet_order(parser.parse_args().metrics).round(3).to_string())


if __name__ == "__main__":
    main()
