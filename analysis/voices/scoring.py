"""The score of a candidate attribution: a sum of weights over what can be seen of it.

The weights stand in weights.tsv and, for single cues, in the last column of cues.tsv. They are log
odds, fitted by logistic regression on a corpus annotated by hand (benchmarks/fit_attribution.py); a
candidate counts when its sum reaches the threshold of its cue's act (speech, thought, evidence).

A feature is a fact of the candidate or several read together (FEATURES); facts are columns over
many candidates (see facts), so that a weight is looked up in a table by their numbers.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import product
from string import Formatter

import numpy as np
from numpy.typing import NDArray

from analysis.voices.facts import VALUES, facts_of
from analysis.voices.relation import Relation
from analysis.voices.view import Rows

Ints = NDArray[np.int64]

FEATURES = (
    "construction {construction}",
    "{frame} act {act}",
    "{frame} form {inflection}",
    "stance {stance}",
    "kind {kind}",
    "{frame} starts {opening}",
    "length {length}",
    "{frame} length {length}",
    "before {before}{noun}",
    "source {source}",
    "head {head}",
    "head {head} {act}",
    "{frame} head {head}",
    "{order}",
    "{apart}",
    "{opens}",
    "{modal}",
    "{negated}",
    "{be} {inflection}",
    "{have}",
    "{infinitive}",
    "{subordinate}",
    "{with_verb} finite {finite}",
    "{title}",
    "{cue}",
    "{nested} in {outer} {outer_act}",
    "{nested} {frame} {act}",
)
"""The names of the features in weights.tsv; in braces facts. One that lacks a fact is not there."""


@cache
def weights() -> dict[str, int]:
    """The weight of each feature in hundredths; `threshold speech`, `threshold thought` and
    `threshold evidence` are what scores are compared with, by the act of the cue."""
    table = files("analysis.voices").joinpath("weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: round(100 * float(weight)) for name, weight in rows if name != "feature"}


def score(rows: Rows, relations: list[Relation]) -> list[int]:
    """How far each candidate's weights add up above the threshold, in hundredths."""
    if not relations:
        return []
    facts = facts_of(rows, relations)
    total = facts["cue_weight"] - _table("threshold {act}")[facts["act"]]
    for feature in FEATURES:
        total += _table(feature)[tuple(facts[name] for name in _names(feature))]
    result: list[int] = total.tolist()
    return result


def feature_names(rows: Rows, relations: list[Relation]) -> list[list[str]]:
    """The names of the features that each candidate has."""
    facts = facts_of(rows, relations) if relations else {}
    columns = {name: facts[name].tolist() for name in VALUES} if relations else {}
    found: list[list[str]] = [[] for _ in relations]
    for feature in FEATURES:
        names = _names(feature)
        for row, own in enumerate(found):
            values = {name: VALUES[name][columns[name][row]] for name in names}
            if None not in values.values():
                own.append(feature.format(**values))
    return found


@cache
def _names(feature: str) -> tuple[str, ...]:
    """The facts that a feature is made of."""
    return tuple(name for _, name, _, _ in Formatter().parse(feature) if name)


@cache
def _table(feature: str) -> Ints:
    """The weights of a feature by the numbers of its facts' values; 0 where a fact is missing."""
    names, known = _names(feature), weights()
    values = [VALUES[name] for name in names]
    table = [
        0 if None in row else known.get(feature.format(**dict(zip(names, row, strict=True))), 0)
        for row in product(*values)
    ]
    return np.array(table, np.int64).reshape([len(own) for own in values])
