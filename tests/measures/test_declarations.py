"""Every declaration is complete: a new measure is tested before anyone writes a test for it."""

from __future__ import annotations

import doctest
import inspect
from math import isinf

import numpy as np
import pandas as pd
import pytest

from analysis.describe import cite, codebook, reference
from analysis.errors import ParameterError
from analysis.measures import COUNTS, METRICS, Count, Metric, compute, find_metric
from analysis.measures.declare import count, metric
from analysis.tables import VOICES

metrics = pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)


@metrics
def test_a_metric_says_what_it_is(metric: Metric) -> None:
    assert metric.unit
    assert metric.higher_means
    assert metric.meaning.endswith(".")
    assert metric.range[0] < metric.range[1]
    assert metric.family in {
        "readability",
        "sentiment",
        "loaded language",
        "source attribution",
        "framing",
        "headline and body",
    }


@metrics
def test_its_source_is_in_the_bibliography(metric: Metric) -> None:
    written = reference(metric.source)
    assert cite(metric.source).rpartition(" ")[2] in written


@metrics
def test_its_equation_names_the_counts_that_it_needs(metric: Metric) -> None:
    for need in metric.needs:
        assert need in metric.equation


@metrics
def test_its_own_doctest_shows_a_value(metric: Metric) -> None:
    shared = metric.name != getattr(metric.formula, "__name__", "")
    examples = doctest.DocTestParser().get_examples(inspect.getdoc(metric.formula) or "")
    assert shared or any(example.want for example in examples)


@metrics
def test_no_words_give_a_missing_value_and_never_zero(metric: Metric) -> None:
    nothing = pd.DataFrame({need: [0.0] for need in metric.needs})
    value = compute(metric, nothing).iloc[0]
    counted = "/" not in metric.equation
    assert counted or np.isnan(value)


@metrics
def test_it_stays_in_its_range(metric: Metric) -> None:
    random = np.random.default_rng(1)
    # Parts are drawn smaller than wholes, as they are in a text.
    drawn = {need: random.uniform(1, 20, 50) for need in metric.needs}
    wholes = ["words", "statements", "cued_statements", "sourced_words", "sentences", "texts"]
    wholes += ["frame_hits", "policy_frame_hits", "headlines", "headline_content"]
    wholes += ["words_authorial", *(f"sentiment_sentences_{voice}" for voice in VOICES)]
    for whole in wholes:
        if whole in drawn:
            drawn[whole] = random.uniform(40, 400, 50)
    if "syllables" in drawn:
        drawn["syllables"] = drawn["words"] * random.uniform(1, 3, 50)
    values = compute(metric, pd.DataFrame(drawn))
    low, high = metric.range
    assert isinf(low) or (values >= low).all()
    assert isinf(high) or (values <= high).all()


@pytest.mark.parametrize("declared", COUNTS.values(), ids=COUNTS)
def test_a_count_says_what_it_is(declared: Count) -> None:
    assert declared.unit
    assert declared.meaning.endswith(".")


def test_the_codebook_has_every_column_once() -> None:
    rows = codebook()
    assert not rows.duplicated(["table", "column"]).any()
    assert set(METRICS) <= set(rows.loc[rows["table"] == "scores", "column"])
    assert (rows["meaning"].str.len() > 0).all()


def test_names_that_are_taken_or_unknown_are_refused() -> None:
    with pytest.raises(ParameterError, match="twice"):
        count("words", unit="words", meaning="Again.")
    with pytest.raises(ParameterError, match="loaded_rate"):
        find_metric("loaded_rat")

    def broken(no_such_count: pd.Series) -> pd.Series:
        """Nothing."""
        return no_such_count

    with pytest.raises(ParameterError, match="no_such_count"):
        metric(family="", unit="", higher_means="", source="")(broken)


def test_by_voice_reads_the_columns_of_that_voice() -> None:
    counts = pd.DataFrame({"loaded": [9.0], "words": [90.0]})
    for part, voice in enumerate(VOICES, start=1):
        counts[f"loaded_{voice}"] = [float(part)]
        counts[f"words_{voice}"] = [100.0]
    rate = find_metric("loaded_rate")
    assert compute(rate, counts).iloc[0] == 100
    assert compute(rate, counts, voice="quoted").iloc[0] == 20
    with pytest.raises(ParameterError, match="voice"):
        compute(find_metric("attributed_share"), counts, voice="quoted")
