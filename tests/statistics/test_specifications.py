"""Specifications: what measures offer, and values that are the declared metrics' own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DesignError
from analysis.measures import measure, score
from analysis.statistics import specifications
from analysis.statistics.robustness import joint_test, specification_curve
from analysis.statistics.specifications import Specification, specification_values


def test_the_rate_of_terms_is_the_declared_metric_in_every_specification(measures) -> None:
    values, choices = specification_values(measures, ["loaded_rate"])
    assert choices == ["zone", "voice"]
    for voice in ("all", "authorial"):
        own = values[(values["zone"] == "body") & (values["voice"] == voice)]
        declared = score(
            measures.counts,
            voice=None if voice == "all" else voice,
            metrics=["loaded_rate"],
            articles=own["article"],
        )["loaded_rate"]
        assert own["value"].to_numpy() == pytest.approx(declared.to_numpy(), nan_ok=True)


def test_several_metrics_are_a_choice_and_zones_without_difference_are_not(measures) -> None:
    metrics = ["flesch_kincaid", "gunning_fog"]
    values, choices = specification_values(measures, metrics)
    assert choices[0] == "metric" and set(values["metric"]) == set(metrics)
    body = measures.counts["zone"] == "body"
    only = replace(measures, counts=measures.counts[body], terms=measures.terms.iloc[:0])
    _, choices = specification_values(only, metrics)
    assert "zone" not in choices
    with pytest.raises(DesignError, match="one specification only"):
        specification_values(only, ["attributed_share"])


def test_a_second_lexicon_and_marked_copies_join_by_themselves(measures) -> None:
    second = measures.terms.assign(lexicon="own", weight=0.0)
    copies = np.where(np.arange(len(measures.articles)) % 5 == 4, "x", None)
    more = replace(
        measures,
        terms=pd.concat([measures.terms, second], ignore_index=True),
        articles=measures.articles.assign(duplicate_of=copies),
    )
    values, choices = specification_values(more, ["loaded_rate"])
    assert choices == ["lexicon", "zone", "voice", "duplicates"]
    without = values[values["duplicates"] == "out"]
    assert without["article"].nunique() == pd.isna(copies).sum()
    # A list without weights counts all of its entries.
    own = values[values["lexicon"] == "own"]["value"].sum()
    assert own > values[values["lexicon"] == "loaded"]["value"].sum()


TEXTS = [
    "The U.S. economy grew 2.5 percent, the well-known minister’s office said. It isn’t enough.",
    "The United Nations met in the Labour Party’s hall. “A disaster,” she said of the harbor.",
]


def test_tables_measured_by_textstat_offer_both_counting_rules() -> None:
    articles = pd.DataFrame({"article": ["a", "b"], "outlet": ["A", "B"], "event": "e"})
    articles = articles.assign(text=TEXTS)
    both, corrected = measure(articles, rule="textstat"), measure(articles)
    for name in ("flesch_kincaid", "sentiment", "sentiment_quoted"):
        values, choices = specification_values(both, [name, "sentence_length"])
        assert choices[0] == "metric" and choices[-1] == "counting"
        whole = values[(values["metric"] == name) & (values.get("voice", "all") == "all")]
        own = whole.set_index(["counting", "article"])["value"]
        for rule, measured in (("corrected", corrected), ("textstat", both)):
            expected = measured.scores.set_index("article")[name]
            pd.testing.assert_series_equal(own[rule], expected, check_names=False)
        if name != "sentiment_quoted":
            assert (own["corrected"] != own["textstat"]).any()
        other = values[values["metric"] == "sentence_length"]
        assert set(other["counting"]) == {"corrected"}
    # Words by voice are those of the corrected rule: no second specification of the same values.
    values, choices = specification_values(both, ["flesch_kincaid"])
    assert choices == ["voice", "counting"]
    assert set(values["voice"]) == {"all", "authorial"}
    assert set(values.loc[values["counting"] == "textstat", "voice"]) == {"all"}
    with pytest.raises(DesignError, match="--rule textstat"):
        specification_values(corrected, ["sentiment"])


def test_a_new_choice_is_a_function_and_a_line(measures, monkeypatch) -> None:
    def counting(measures, metric):
        return {"plain": lambda s: s, "headline": lambda s: replace(s, zones=("headline",))}

    monkeypatch.setitem(specifications.OFFERED, "duplicates", counting)
    values, choices = specification_values(measures, ["loaded_rate"])
    assert "duplicates" in choices
    outlets = sorted(measures.articles["outlet"].unique())[:2]
    curve = specification_curve(values, outlets=outlets, choices=choices, resamples=199)
    joint = joint_test(values, outlets=outlets, choices=choices, resamples=199)
    assert len(curve) == joint["specifications"].iloc[0]
    assert Specification("loaded_rate").zones == ("body",)
