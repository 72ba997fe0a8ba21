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
