"""Whether a measure orders the outlets of one event as human coders do, on the shipped tables.

    python -m benchmarks.outlet_order [METRIC…]

The code of an article is the share of its sentences with lexical bias. Without a metric: the loaded
rates, the mean of the sentences' loaded scores, and the authorial rate of the entries that were
written without these texts in view.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import pandas as pd

import analysis.lexicons
from analysis.lexicons import categories_of
from analysis.measures import Measures, read_measures
from analysis.statistics.ordering import matched_order

FOLDER = Path(__file__).parents[1] / "data" / "basil30"
RATES = ["loaded_rate", "loaded_rate_authorial"]
SCORES = ["loaded_score", "loaded_score_authorial"]
UNSEEN = "loaded_rate_authorial, as if unseen"
LISTS = Path(analysis.lexicons.__file__).parent / "loaded"


def outlet_order(metrics: list[str]) -> pd.DataFrame:
    """One row a metric or mean sentence score: concordance with the codes, low, high, pairs."""
    measures = read_measures(FOLDER / "measures")
    codes = pd.read_csv(FOLDER / "codes.csv")
    code = codes[~codes["headline"]].groupby("article")["lexical_bias"].mean()
    event = measures.articles.set_index("article")["event"]
    body = measures.sentences[measures.sentences["zone"] == "body"].groupby("article")
    scores = measures.scores.set_index("article")
    scores[UNSEEN] = rate_as_if_unseen(measures)
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


def rate_as_if_unseen(measures: Measures) -> pd.Series:
    """Authorial hits per 1,000 words of the entries chosen by definition alone, by article."""
    blind = set()
    for category in categories_of("loaded"):
        if category.scored:
            with (LISTS / f"{category.name}.tsv").open(encoding="utf-8", newline="") as file:
                rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                blind |= {
                    (category.name, row["term"]) for row in rows if row["chosen"] == "definition"
                }
    terms = measures.terms.query("lexicon == 'loaded' and zone == 'body' and voice == 'authorial'")
    own = [key in blind for key in zip(terms["category"], terms["term"], strict=True)]
    hits = terms[own].drop_duplicates(["article", "start"]).groupby("article").size()
    words = measures.counts.query("zone == 'body'").set_index("article")["words_authorial"]
    return 1000 * hits.reindex(words.index).fillna(0) / words


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("metrics", nargs="*", default=[*RATES, *SCORES, UNSEEN])
    print(outlet_order(parser.parse_args().metrics).round(3).to_string())


if __name__ == "__main__":
    main()
