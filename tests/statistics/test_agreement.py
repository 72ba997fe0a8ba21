"""Agreement against Krippendorff's published example, hand counts and identities."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DesignError, ParameterError
from analysis.statistics.agreement import agreement, code_counts
from analysis.statistics.glossary import GLOSSARY

# Krippendorff 2011, "Computing Krippendorff's alpha-reliability": four observers, twelve units.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def long(rows: tuple[str, ...] | list[str]) -> pd.DataFrame:
    cells = [
        (f"unit {i:02d}", f"coder {c}", int(code))
        for c, row in enumerate(rows)
        for i, code in enumerate(row.split())
        if code != "."
    ]
    frame = pd.DataFrame(cells, columns=["item", "coder", "code"])
    return frame.assign(event=frame["item"])


@pytest.mark.parametrize(
    ("scale", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_equals_the_published_example(scale: str, published: float) -> None:
    row = agreement(long(OBSERVERS), scale=scale, resamples=199).iloc[0]
    assert row["krippendorff_alpha"] == pytest.approx(published, abs=5e-4)
    # Eleven units have two values or more; unit 12 has one and drops out.
    assert (row["items"], row["coders"]) == (11, 4)
    assert row["low"] <= row["krippendorff_alpha"] <= row["high"]


def test_two_coders_by_the_formula_of_coincidences() -> None:
    # Codes 00 01 11 11: observed disagreement 2 of 8 values; margins 3 and 5.
    # alpha = 1 − (8 − 1)·2 / (2·3·5) = 1 − 14/30
    row = agreement(long(["0 0 1 1", "0 1 1 1"])).iloc[0]
    assert row["krippendorff_alpha"] == pytest.approx(1 - 14 / 30, abs=1e-12)
    assert row["raw_agreement"] == 3 / 4


def test_ordinal_ignores_the_names_of_the_ranks_and_interval_a_change_of_unit() -> None:
    frame = long(OBSERVERS)
    squared = frame.assign(code=frame["code"] ** 2)
    tenfold = frame.assign(code=10 * frame["code"] - 3)

    def alpha(codes: pd.DataFrame, scale: str) -> float:
        return agreement(codes, scale=scale, resamples=99).iloc[0]["krippendorff_alpha"]

    assert alpha(squared, "ordinal") == pytest.approx(alpha(frame, "ordinal"), abs=1e-12)
    assert alpha(tenfold, "interval") == pytest.approx(alpha(frame, "interval"), abs=1e-12)


def test_random_codes_have_alpha_near_nought_and_full_agreement_has_one() -> None:
    code = np.random.default_rng(0).integers(0, 3, size=(2, 3000))
    noise = long([" ".join(map(str, row)) for row in code])
    # The standard error is about √(2/3000 · 1/2).
    assert agreement(noise, resamples=99).iloc[0]["krippendorff_alpha"] == pytest.approx(
        0, abs=0.08
    )
    row = agreement(long(["0 1 2 0", "0 1 2 0"]), resamples=99).iloc[0]
    assert (row["krippendorff_alpha"], row["raw_agreement"]) == (1, 1)


def test_one_code_throughout_leaves_alpha_missing() -> None:
    row = agreement(long(["1 1 1", "1 1 1"])).iloc[0]
    assert np.isnan(row["krippendorff_alpha"])
    assert np.isnan(row["low"])
    assert row["raw_agreement"] == 1


def test_items_of_one_event_widen_the_interval() -> None:
    generator = np.random.default_rng(5)
    easy = generator.random(40) < 0.5
    first = generator.integers(0, 2, size=(40, 10))
    second = np.where(easy[:, None], first, generator.integers(0, 2, size=(40, 10)))
    frame = long([" ".join(map(str, row.ravel())) for row in (first, second)])
    place = frame["item"].str[5:].astype(int)
    frame["item"] = place.map("{:04d}".format)
    clustered = agreement(frame.assign(event=place // 10)).iloc[0]
    alone = agreement(frame.assign(event=place)).iloc[0]
    assert clustered["krippendorff_alpha"] == pytest.approx(alone["krippendorff_alpha"])
    assert clustered["high"] - clustered["low"] > 1.3 * (alone["high"] - alone["low"])


def test_counts_and_refusals() -> None:
    counts = code_counts(long(["0 1 1", "0 0 ."])).set_index(["coder", "code"])["count"]
    assert counts.to_dict() == {
        ("coder 0", "0"): 1,
        ("coder 0", "1"): 2,
        ("coder 1", "0"): 2,
        ("coder 1", "1"): 0,
    }
    assert set(agreement(long(OBSERVERS), resamples=99).columns) <= set(GLOSSARY)
    with pytest.raises(ParameterError, match="Did you mean 'ordinal'"):
        agreement(long(OBSERVERS), scale="ordinl")
    with pytest.raises(DesignError, match="no item has codes from two"):
        agreement(long(["1 2 .", ". . 1"]))
    with pytest.raises(DesignError, match="coded an item twice"):
        agreement(pd.concat([long(["1 2", "1 2"])] * 2))


# van Atteveldt, van der Velden & Boukes 2021 (doi:10.1080/19312458.2020.1869198), performance table
# of the published repository: dictionary against gold, 73 positive, 112 neutral, 99 negative
# headlines; ordinal alpha, then precision and recall of each class.
PUBLISHED = {
    "AFINN": (0.27298263479318974, 28 / 79, 28 / 73, 56 / 139, 56 / 112, 38 / 66, 38 / 99),
    "Hu and Liu": (0.33933969241428186, 0.4, 22 / 73, 70 / 167, 0.625, 40 / 62, 40 / 99),
    "Loughran and McDonald": (
        0.293014381662023,
        0.5,
        10 / 73,
        89 / 195,
        89 / 112,
        43 / 69,
        43 / 99,
    ),
    "LSD": (0.3284217158523203, 29 / 74, 29 / 73, 61 / 144, 61 / 112, 41 / 66, 41 / 99),
    "NRC (Dutch)": (0.31575666436704986, 0.39, 39 / 73, 49 / 106, 0.4375, 46 / 78, 46 / 99),
}
GOLD = np.array([99, 112, 73])


@pytest.mark.parametrize("name", PUBLISHED)
def test_alpha_equals_the_published_dictionaries(name: str) -> None:
    """Precision and recall fix the table of codes but for one whole number: try them all.

    One of the tables must give the published alpha to all its digits.
    """
    alpha, *rates = PUBLISHED[name]
    precision, recall = np.array(rates[::2])[::-1], np.array(rates[1::2])[::-1]
    right = np.rint(recall * GOLD).astype(int)
    given = np.rint(right / precision).astype(int)
    assert given.sum() == GOLD.sum()
    found = []
    for negative_as_neutral in range(GOLD[0] - right[0] + 1):
        table = np.diag(right)
        table[0, 1] = negative_as_neutral
        table[0, 2] = GOLD[0] - right[0] - table[0, 1]
        table[2, 1] = given[1] - right[1] - table[0, 1]
        table[2, 0] = GOLD[2] - right[2] - table[2, 1]
        table[1, 0] = given[0] - right[0] - table[2, 0]
        table[1, 2] = given[2] - right[2] - table[0, 2]
        if (table < 0).any():
            continue
        gold, coded = (np.repeat(index.ravel(), table.ravel()) for index in np.indices((3, 3)))
        frame = pd.DataFrame(
            {
                "item": np.tile(np.arange(gold.size), 2),
                "coder": np.repeat(["gold", "dictionary"], gold.size),
                "code": np.concatenate([gold, coded]),
                "event": 0,
            }
        )
        found.append(agreement(frame, scale="ordinal").iloc[0]["krippendorff_alpha"])
    assert np.min(np.abs(np.array(found) - alpha)) < 1e-10


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval"])
@pytest.mark.parametrize("seed", range(5))
def test_alpha_equals_the_krippendorff_package(scale: str, seed: int) -> None:
    import krippendorff

    generator = np.random.default_rng(seed)
    codes = generator.integers(0, 4, size=(4, 60)).astype(float)
    codes[1:] = np.where(generator.random((3, 60)) < 0.5, codes[0], codes[1:])
    codes[generator.random(codes.shape) < 0.3] = np.nan
    coder, item = np.nonzero(~np.isnan(codes))
    frame = pd.DataFrame(
        {"item": item, "coder": coder.astype(str), "code": codes[coder, item], "event": item}
    )
    theirs = krippendorff.alpha(reliability_data=codes, level_of_measurement=scale)
    ours = agreement(frame, scale=scale, resamples=99).iloc[0]["krippendorff_alpha"]
    assert ours == pytest.approx(theirs, abs=1e-8)
