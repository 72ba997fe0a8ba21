"""Fit the weight tables of analysis/voices on gold attributions (needs scikit-learn).

usage: python -m benchmarks.fit_attribution GOLD.jsonl [--cross PREDICTIONS.jsonl]

GOLD.jsonl: one JSON object a line with "doc_id", "text" and "quotes" (start, end). A candidate
counts as right when its content overlaps a gold span by at least half (intersection over union of
letters and digits). Writes weights.tsv and the weight column of cues.tsv; with --cross it writes no
table but predictions in which each document is read with weights fitted on the other half of the
documents: their score is what to expect of texts that the weights have not seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.tokens import Tokens, tokenize
from analysis.voices import paragraphs
from analysis.voices.constructions import candidates
from analysis.voices.direct import direct_relations
from analysis.voices.marks import find_quotes
from analysis.voices.relation import Relation
from analysis.voices.scoring import feature_names
from analysis.voices.units import units
from analysis.voices.view import Rows, View
from benchmarks.attribution import predict

FOLDER = Path(__file__).resolve().parent.parent / "analysis" / "voices"
HEAD = "# Log odds of a candidate attribution being right, by feature; fitted (see scoring.py).\n"
RARE, STRENGTH = 20, 0.05
PROBABILITIES = {"speech": 0.57, "thought": 0.7, "evidence": 0.7}
"""From which probability on a candidate counts, by the act of its cue; chosen on cross-fitted
scores. What is said is marked more evenly than what is thought, so thoughts must be surer."""
CUE_SCALE = 2.0
"""A cue's own weight is shrunk less than that of a class: its penalty is divided by the square."""


def half_of(document: str) -> int:
    """0 or 1, by a hash of the document's name: to tune on one half and check on the other."""
    return int(hashlib.sha256(("x" + document).encode()).hexdigest(), 16) % 2


def all_candidates(tokens: Tokens) -> tuple[Rows, list[Relation]]:
    """Every candidate, whatever its score, and the rows that they stand in."""
    view = View(tokens, find_quotes(tokens))
    found: list[Relation] = []
    for unit in units(view):
        found.extend(candidates(unit, direct_relations(unit)))
    return view.rows, found


def overlap(text: str, one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union in letters and digits."""
    count = lambda a, b: sum(c.isalnum() for c in text[a:b])  # noqa: E731
    both = count(max(one[0], other[0]), min(one[1], other[1]))
    return both / (count(*one) + count(*other) - both) if both else 0.0


def is_right(tokens: Tokens, relation: Relation, gold: list[tuple[int, int]], text: str) -> bool:
    """Whether the first part of a candidate is a gold span."""
    first, last = relation.parts[0]
    span = (int(tokens.start[first]), int(tokens.end[last]))
    return any(overlap(text, span, g) >= 0.5 for g in gold if g[0] < span[1] and span[0] < g[1])


def fit(documents: list[dict]) -> tuple[dict[str, float], float, int]:
    """Weights by feature, the intercept, and the number of candidates."""
    texts = [d["text"] for d in documents]
    tokens = tokenize(texts, [paragraphs(text) for text in texts])
    gold = [[(q["start"], q["end"]) for q in d["quotes"]] for d in documents]
    rows_of_batch, relations = all_candidates(tokens)
    articles = [int(tokens.article[r.parts[0][0]]) for r in relations]
    right = np.array(
        [is_right(tokens, r, gold[a], texts[a]) for r, a in zip(relations, articles, strict=True)]
    )
    features = features_of(rows_of_batch, relations)
    seen = Counter(f for own in features for f in own)
    rows = [
        {f: scale_of(f) for f in own if seen[f] >= (2 if is_cue(f) else RARE)} for own in features
    ]
    names = DictVectorizer()
    matrix = names.fit_transform(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(matrix, right)
    weights = {
        name: weight * scale_of(name)
        for name, weight in zip(names.feature_names_, model.coef_[0], strict=True)
    }
    return weights, float(model.intercept_[0]), len(right)


def write(weights: dict[str, float], intercept: float) -> None:
    """The two tables, with the thresholds that the probabilities mean."""
    lines = [
        f"{name}\t{w:.2f}"
        for name, w in sorted(weights.items())
        if not is_cue(name) and abs(w) >= 0.05
    ]
    thresholds = [f"threshold {act}\t{cut:.2f}" for act, cut in cuts(intercept).items()]
    (FOLDER / "weights.tsv").write_text(
        HEAD + "\n".join(["feature\tweight", *thresholds, *lines]) + "\n",
        encoding="utf-8",
    )
    cues = FOLDER / "cues.tsv"
    table, number = [], 0
    for line in cues.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "lemma\t")):
            table.append(line)
            continue
        weight = weights.get(f"cue {number}", 0.0)
        table.append(
            "\t".join([*line.split("\t")[:-1], f"{weight:.2f}" if abs(weight) >= 0.05 else ""])
        )
        number += 1
    cues.write_text("\n".join(table) + "\n", encoding="utf-8")


def cuts(intercept: float) -> dict[str, float]:
    """The sum of weights that a candidate must reach, by the act of its cue."""
    return {act: math.log(p / (1 - p)) - intercept for act, p in PROBABILITIES.items()}


def cross_fitted(documents: list[dict]) -> list[str]:
    """Predictions, a JSON line a document, with weights fitted on the other half."""
    lines = []
    for half in (0, 1):
        weights, intercept, _ = fit([d for d in documents if half_of(d["doc_id"]) != half])
        cut = cuts(intercept)

        def judge(
            rows: Rows,
            relations: list[Relation],
            weights: dict[str, float] = weights,
            cut: dict[str, float] = cut,
        ) -> list[float]:
            return [
                sum(weights.get(name, 0.0) for name in own) - cut[relation.entry.act]
                for relation, own in zip(relations, features_of(rows, relations), strict=True)
                if relation.entry is not None
            ]

        read = [d for d in documents if half_of(d["doc_id"]) == half]
        predictions, _ = predict(read, judge)
        lines += [json.dumps(line, ensure_ascii=False) for line in predictions]
    return lines


def features_of(rows: Rows, relations: list[Relation]) -> list[set[str]]:
    """The names of all that speaks for or against each candidate."""
    return [
        {f"cue {relation.entry.number}", *names}
        for relation, names in zip(relations, feature_names(rows, relations), strict=True)
        if relation.entry is not None
    ]


def scale_of(name: str) -> float:
    """The value of a feature that is present."""
    return CUE_SCALE if is_cue(name) else 1.0


def is_cue(name: str) -> bool:
    """Whether a feature is a row of the cue lexicon."""
    return name.startswith("cue ") and name[4:].isdigit()


def main() -> None:
    """Read the gold file, fit, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--cross", type=Path, metavar="PREDICTIONS")
    options = parser.parse_args()
    documents = [
        json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line
    ]
    if options.cross is not None:
        lines = cross_fitted(documents)
        options.cross.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return
    weights, intercept, size = fit(documents)
    write(weights, intercept)
    print(f"{size} candidates, {len(weights)} weights")


if __name__ == "__main__":
    main()
