"""How well sentence sentiment agrees with people: both rules on human-rated news sentences.

    python benchmarks/sentiment_validity.py RATINGS.csv

RATINGS.csv has the columns group (the document), human_mean and text, such as the New York Times
editorials that Hutto and Gilbert (2014) had rated: 20 raters a sentence, from -4 to 4. A snippet's
score is the mean of its sentences' compounds; a document's, of its snippets'.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import pearsonr, spearmanr

from analysis.measures.sentiment import score_sentences, score_texts
from analysis.tokens import tokenize


def agreement(ratings: pd.DataFrame, rule: str) -> dict[str, float | str]:
    """Correlations with the human mean: whole snippets, sentences within them, documents."""
    texts = ratings["text"].astype(str).tolist()
    tokens = tokenize(texts)
    tone = score_sentences(tokens, np.zeros(len(tokens), np.uint8), rule=rule)
    by_sentence = pd.Series(tone.compound).groupby(tokens.sentence_article).mean()
    table = ratings.assign(
        whole=score_texts(texts, rule=rule).compound,
        by_sentence=by_sentence.reindex(range(len(texts))).fillna(0.0).to_numpy(),
    )
    documents = table.groupby("group")[["human_mean", "whole", "by_sentence"]].mean()
    return {
        "rule": rule,
        "snippet r": pearsonr(table["human_mean"], table["whole"]).statistic,
        "snippet rho": spearmanr(table["human_mean"], table["whole"]).statistic,
        "snippet r, by sentence": pearsonr(table["human_mean"], table["by_sentence"]).statistic,
        "document r": pearsonr(documents["human_mean"], documents["whole"]).statistic,
        "document r, by sentence": pearsonr(
            documents["human_mean"], documents["by_sentence"]
        ).statistic,
        "share at zero": float((table["whole"] == 0).mean()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("ratings", type=Path)
    ratings = pd.read_csv(parser.parse_args().ratings)
    rows = [agreement(ratings, rule) for rule in ("textstat", "corrected")]
    print(f"{len(ratings)} snippets, {ratings['group'].nunique()} documents")
    print(pd.DataFrame(rows).set_index("rule").T.round(4).to_string())


if __name__ == "__main__":
    main()
