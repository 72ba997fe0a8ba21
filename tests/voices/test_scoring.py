"""Scores: the table look-ups agree with the features that a candidate is said to have."""

from __future__ import annotations

from itertools import product
from string import Formatter

from analysis.tokens import tokenize
from analysis.voices.constructions import candidates
from analysis.voices.direct import direct_relations
from analysis.voices.facts import VALUES
from analysis.voices.marks import find_quotes
from analysis.voices.scoring import FEATURES, feature_names, score, weights
from analysis.voices.units import units
from analysis.voices.view import View

TEXTS = [
    "Mara Lind said on Friday that the road, which officials said would open, was closed.",
    "If the county has denied the claim that talks failed, Lind wants to say why she left.",
    "The road was closed, according to Lind, who had warned that the bridge might fall.",
    "“We go,” said Lind. The deal was announced by the council, and praised as “a start”.",
    "Tom Reyes, the treasurer of the club, did not agree to pay, saying that he urged caution.",
]


def test_a_score_is_the_sum_of_the_weights_of_the_named_features() -> None:
    tokens = tokenize(TEXTS)
    view = View(tokens, find_quotes(tokens))
    found = [r for unit in units(view) for r in candidates(unit, direct_relations(unit))]
    assert len(found) >= len(TEXTS)
    known = weights()
    for relation, total, names in zip(
        found, score(view.rows, found), feature_names(view.rows, found), strict=True
    ):
        assert relation.entry is not None
        cut = known[f"threshold {relation.entry.act}"]
        expected = relation.entry.hundredths - cut + sum(known.get(name, 0) for name in names)
        assert total == expected, (relation.construction, names)


def test_every_weight_is_of_a_feature_that_can_occur() -> None:
    possible = {f"threshold {act}" for act in VALUES["act"]}
    for feature in FEATURES:
        names = [name for _, name, _, _ in Formatter().parse(feature) if name]
        for row in product(*(VALUES[name] for name in names)):
            if None not in row:
                possible.add(feature.format(**dict(zip(names, row, strict=True))))
    assert set(weights()) - possible == set()
