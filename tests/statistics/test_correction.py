"""Corrected differences: hand computation, limits that must hold, and the sign that turns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import ColumnError, DesignError
from analysis.statistics.coding_errors import coding_errors, equal_errors
from analysis.statistics.correction import ESTIMATORS, corrected_difference, correction_sentence
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.learning import as_sentences, learned_codes


def corpus(events: int = 40, each: int = 30, seed: int = 0, skill: float = 0.7) -> pd.DataFrame:
    """Sentences with their true code; the Star's lexicon raises false alarms, the Post's misses."""
    generator = np.random.default_rng(seed)
    event, outlet, _ = (i.ravel() for i in np.indices((events, 2, each)))
    base = np.clip(0.2 + 0.1 * generator.normal(size=events), 0.02, 0.6)[event]
    code = generator.random(event.size) < base + 0.1 * (outlet == 0)
    found = np.where(outlet == 0, skill - 0.3, skill)
    alarm = np.where(outlet == 0, 0.05, 0.3)
    lexicon = generator.random(event.size) < np.where(code, found, alarm)
    return pd.DataFrame(
        {
            "outlet": np.where(outlet == 0, "Post", "Star"),
            "event": event,
            "code": code.astype(int),
            "lexicon": lexicon.astype(int),
            "weight": 1.0,
        }
    )


def sample(frame: pd.DataFrame, each: int, seed: int = 0) -> pd.DataFrame:
    drawn = frame.groupby("outlet").sample(each, random_state=seed)
    sizes = frame["outlet"].value_counts()
    return drawn.assign(weight=drawn["outlet"].map(sizes) / each)


def test_the_estimates_by_the_obvious_expressions() -> None:
    everything = corpus()
    coded = sample(everything, 100)
    found = corrected_difference(coded, everything, resamples=199).set_index("estimator")
    means = {}
    for outlet in ("Post", "Star"):
        rows, every = (f[f["outlet"] == outlet] for f in (coded, everything))
        slope = np.polyfit(rows["lexicon"], rows["code"], 1)[0]
        gap = every["lexicon"].mean() - rows["lexicon"].mean()
        means[outlet] = (
            every["lexicon"].mean(),
            rows["code"].mean(),
            rows["code"].mean() + slope * gap,
        )
    for i, name in enumerate(ESTIMATORS[:3]):
        assert found.loc[name, "mean_a"] == pytest.approx(means["Post"][i], abs=1e-12)
        assert found.loc[name, "difference"] == pytest.approx(
            means["Post"][i] - means["Star"][i], abs=1e-12
        )
    assert set(found.columns) <= set(GLOSSARY)


def test_where_all_is_coded_the_correction_changes_nothing() -> None:
    everything = corpus(events=12)
    found = corrected_difference(everything, everything, resamples=199).set_index("estimator")
    hand, both = (found.loc[name, "difference"] for name in ESTIMATORS[1:3])
    assert both == pytest.approx(hand, abs=1e-12)
    assert found.loc[ESTIMATORS[3], "difference"] == pytest.approx(hand, abs=1e-12)
    assert found.loc[ESTIMATORS[2], "gain"] == pytest.approx(1, abs=1e-9)


def test_learned_codes_come_from_other_events_and_a_better_predictor_gains_more() -> None:
    everything = corpus(events=60)
    coded = sample(everything, 200)
    generator = np.random.default_rng(4)
    hint = everything["code"] + 0.4 * generator.normal(size=len(everything))
    everything, coded = everything.assign(hint=hint), coded.assign(hint=hint[coded.index])
    learned = ESTIMATORS[3]
    plain = corrected_difference(coded, everything).set_index("estimator")
    helped = corrected_difference(coded, everything, predictors=("lexicon", "hint")).set_index(
        "estimator"
    )
    assert helped.loc[learned, "gain"] > 1.5 * plain.loc[learned, "gain"]
    # On one predictor both methods are a regression: they agree but for the folds.
    assert plain.loc[learned, "difference"] == pytest.approx(
        plain.loc[ESTIMATORS[2], "difference"], abs=0.01
    )
    # A code that is changed does not move the prediction of its own event.
    first = coded["event"] == coded["event"].iloc[0]
    order = {"predictors": ["lexicon"], "outlets": ["Post", "Star"], "events": list(range(60))}
    rows = [as_sentences(frame, **order) for frame in (coded, everything)]
    code = coded["code"].to_numpy(float)
    before, after = (
        learned_codes(*rows, code=y, weight=coded["weight"].to_numpy(), outlets=2, events=60)[0]
        for y in (code, np.where(first, 1 - code, code))
    )
    assert (before[first] == after[first]).all() and (before != after).any()


def test_the_lexicon_has_the_wrong_sign_and_the_correction_the_right_one() -> None:
    everything = corpus(events=80)
    truth = everything.groupby("outlet")["code"].mean()
    found = corrected_difference(sample(everything, 400), everything).set_index("estimator")
    assert truth["Post"] > truth["Star"]
    assert found.loc["lexicon alone", "high"] < 0
    corrected = found.loc["hand codes and lexicon"]
    assert corrected["low"] < truth["Post"] - truth["Star"] < corrected["high"]
    assert corrected["difference"] > 0
    text = correction_sentence(found.reset_index())
    assert "The lexicon alone has the other sign." in text
    assert "bias" not in text


def test_a_useless_lexicon_is_called_useless_and_a_perfect_one_is_not() -> None:
    everything = corpus(events=60)
    generator = np.random.default_rng(8)
    useless = everything.assign(lexicon=generator.integers(0, 2, size=len(everything)))
    found = corrected_difference(sample(useless, 200), useless)
    assert "adds nothing to the hand codes" in correction_sentence(found)
    perfect = everything.assign(lexicon=everything["code"])
    found = corrected_difference(sample(perfect, 200), perfect)
    assert found["gain"].max() > 3
    assert "adds nothing" not in correction_sentence(found)


def test_rates_by_hand_counts_with_weights() -> None:
    coded = pd.DataFrame(
        {
            "outlet": "Post",
            "event": [1, 1, 1, 2, 2],
            "weight": [2.0, 1, 1, 4, 2],
            "code": [1, 1, 0, 0, 0],
            "lexicon": [1, 0, 1, 0, 0],
        }
    )
    found = coding_errors(coded, resamples=99).set_index("measure")["estimate"]
    assert found["precision"] == pytest.approx(2 / 3)  # weights: 2 right of 2 + 1 found
    assert found["recall"] == pytest.approx(2 / 3)  # 2 found of 2 + 1 there
    assert found["f1"] == pytest.approx(2 / 3)
    assert found["false_alarm_rate"] == pytest.approx(1 / 7)  # 1 of 1 + 4 + 2


def test_rates_equal_scikit_learn() -> None:
    from sklearn.metrics import precision_recall_fscore_support

    coded = sample(corpus(), 150)
    found = coding_errors(coded, resamples=199).set_index(["outlet", "measure"])
    for outlet, rows in coded.groupby("outlet"):
        theirs = precision_recall_fscore_support(
            rows["code"], rows["lexicon"], average="binary", sample_weight=rows["weight"]
        )[:3]
        ours = [found.loc[(outlet, name), "estimate"] for name in ("precision", "recall", "f1")]
        assert ours == pytest.approx(theirs, abs=1e-12)
    inside = found["low"].le(found["estimate"]) & found["high"].ge(found["estimate"])
    assert inside.all()


def test_unequal_errors_are_seen_and_equal_ones_seldom() -> None:
    assert equal_errors(corpus(events=30), resamples=199).set_index("measure")["p"][
        "false_alarm_rate"
    ] == pytest.approx(1 / 200)
    alike = corpus(events=30)
    generator = np.random.default_rng(3)
    alike["lexicon"] = (
        generator.random(len(alike)) < np.where(alike["code"] == 1, 0.6, 0.2)
    ).astype(int)
    found = equal_errors(alike, resamples=199)
    assert found.set_index("measure")["p"]["false_alarm_rate"] > 0.05
    assert set(found.columns) <= set(GLOSSARY)


def test_refusals() -> None:
    everything = corpus(events=4)
    with pytest.raises(DesignError, match="Star has 0 coded sentences"):
        corrected_difference(everything[everything["outlet"] == "Post"], everything)
    with pytest.raises(ColumnError, match="other than 0 and 1"):
        coding_errors(everything.assign(code=2))
    with pytest.raises(ColumnError, match="rows have no 'code'"):
        corrected_difference(everything.assign(code=np.nan), everything)
    with pytest.raises(DesignError, match="events that the population lacks"):
        corrected_difference(everything, everything[everything["event"] > 0])
    with pytest.raises(DesignError, match="one event"):
        corrected_difference(everything.assign(event=1), everything.assign(event=1))
