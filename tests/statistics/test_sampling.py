"""Samples: known probabilities, unbiased weights, masks that leave no name."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.sampling import draw_sample, hits_in, mask


def sentences(rows: int = 600, seed: int = 1) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "article": (np.arange(rows) // 20).astype(str),
            "sentence": np.arange(rows) % 20,
            "outlet": np.where(np.arange(rows) // 20 % 2, "Post", "Star"),
            "event": np.arange(rows) // 40,
            "loaded": generator.poisson(0.1, size=rows),
        }
    )


def test_weights_add_up_to_the_sentences_of_every_stratum() -> None:
    given = sentences()
    drawn = draw_sample(given, score="loaded", size=80, seed=3)
    assert len(drawn) == 80
    assert drawn["outlet"].value_counts().to_dict() == {"Post": 40, "Star": 40}
    assert drawn["weight"].sum() == pytest.approx(len(given))
    band = (given["loaded"] > 0).astype(int)
    for (outlet, level), rows in given.groupby([given["outlet"], band]):
        chosen = drawn[(drawn["outlet"] == outlet) & (drawn["band"] == level)]
        assert chosen["weight"].sum() == pytest.approx(len(rows))
        assert chosen["weight"].to_numpy() == pytest.approx(chosen["weight"].iloc[0])
    assert not drawn.duplicated(["article", "sentence"]).any()
    assert set(drawn.columns) <= set(GLOSSARY)


def test_hits_are_oversampled_and_a_small_band_gives_all_it_has() -> None:
    given = sentences()
    drawn = draw_sample(given, score="loaded", size=200)
    hits = (given["loaded"] > 0).groupby(given["outlet"]).sum()
    for outlet, rows in drawn.groupby("outlet"):
        assert (rows["band"] == 1).sum() == min(50, hits[outlet])
        assert len(rows) == 100


def test_the_weighted_mean_is_unbiased() -> None:
    given = sentences()
    truth = given["loaded"].mean()
    means = []
    for seed in range(100):
        drawn = draw_sample(given, score="loaded", size=60, seed=seed)
        values = drawn.merge(given, on=["article", "sentence"])["loaded"]
        means.append(np.average(values, weights=drawn["weight"]))
    assert np.mean(means) == pytest.approx(truth, abs=4 * np.std(means) / np.sqrt(100))


def test_the_order_is_random_and_the_seed_fixes_it() -> None:
    first, second = (draw_sample(sentences(), score="loaded", size=90, seed=2) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    assert first["outlet"].ne(first["outlet"].shift()).sum() > 20  # not one outlet after the other
    with pytest.raises(ParameterError, match="size is 1,"):
        draw_sample(sentences(), score="loaded", size=1)


def test_hits_are_counted_in_the_unit_where_they_begin() -> None:
    units = pd.DataFrame(
        {"article": ["x", "y", "x", "z"], "start": [10, 0, 0, 0], "end": [20, 9, 10, 5]},
        index=[7, 3, 5, 1],
    )
    terms = pd.DataFrame({"article": ["x", "x", "x", "y", "w"], "start": [19, 10, 20, 8, 0]})
    assert hits_in(units, terms).tolist() == [2, 1, 0, 0]
    assert hits_in(units, terms.iloc[:0]).tolist() == [0, 0, 0, 0]


def test_masks_take_whole_words_in_any_case_and_longer_names_first() -> None:
    assert mask(["STAR men and starboard, said Star City."], ["Star", "Star City"]) == [
        "■■■ men and starboard, said ■■■."
    ]
    assert mask(["As it is."], []) == ["As it is."]
    assert mask(["C++ (and A.B.)"], ["A.B.", ""]) == ["C++ (and ■■■)"]
