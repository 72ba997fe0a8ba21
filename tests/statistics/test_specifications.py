"""Specifications: what measures offer, and values that are the declared metrics' own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DesignError
from analysis.measures import score
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


def test_a_new_choice_is_a_function_and_a_line(measures, monkeypatch) -> None:
    def counting(measures, metric):
        return {"plain": lambda s: s, "headline": lambda s: replace(s, zones=("headline",))}

    monkeypatch.setitem(specifications.OFFERED, "counting", counting)
    values, choices = specification_values(measures, ["loaded_rate"])
    assert "counting" in choices
    outlets = sorted(measures.articles["outlet"].unique())[:2]
    curve = specification_curve(values, outlets=outlets, choices=choices, resamples=199)
    joint = joint_test(values, outlets=outlets, choices=choices, resamples=199)
    assert len(curve) == joint["specifications"].iloc[0]
    assert Specification("loaded_rate").zones == ("body",)
