"""Frames: hits, shares and the dominant frame, on texts written for one frame each."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis.lexicons
from analysis.errors import ParameterError
from analysis.lexicons import categories_of, load_lexicon
from analysis.lexicons.inflect import INFLECTIONS, forms
from analysis.measures import METRICS, Measures, dominant_frames, measure, score
from analysis.measures.frames import LEXICONS, TYPOLOGIES, without_frames
from analysis.tables import TERMS

TEXTS = {
    "conflict": "The mayor accused her rival of lies. The rival denied it and attacked her. "
    "Their feud has split the council, and critics blasted both sides.",
    "human_interest": "The widow wept as she hugged her son. Her family had lost their home, and "
    "her children are grieving for their grandmother.",
    "economic_consequences": "The tariff will cost the company a billion dollars in revenue. "
    "Investors fear losses, wages may fall, and prices will rise.",
    "morality": "The bishop preached that greed is a sin. It was an immoral and shameful act, and "
    "a matter of conscience and human dignity.",
    "responsibility": "The plan would tackle the problem. Experts propose a reform and urge "
    "action: a programme to reduce waste, and steps to solve the shortage.",
    "none": "It rained on Tuesday.",
}


@pytest.fixture(scope="module")
def measures() -> Measures:
    return measure(pd.DataFrame({"article": list(TEXTS), "text": list(TEXTS.values())}))


def test_each_text_is_led_by_the_frame_that_it_was_written_for(measures: Measures) -> None:
    found = dominant_frames(measures.counts, measures.terms).set_index("article")
    for frame in TEXTS:
        if frame != "none":
            assert found.loc[frame, "frame"] == frame
            assert found.loc[frame, "lead"] > 0
            assert found.loc[frame, "evidence"].count("(") >= 3


def test_without_a_hit_nothing_leads(measures: Measures) -> None:
    row = dominant_frames(measures.counts, measures.terms).set_index("article").loc["none"]
    assert pd.isna(row["frame"])
    assert pd.isna(row["share"])
    assert row["evidence"] == ""


def test_two_frames_that_lead_together_leave_the_frame_open() -> None:
    columns = {f"frame_{f.name}": [0.0] for f in categories_of(TYPOLOGIES["frame"])}
    columns |= {"frame_conflict": [3.0], "frame_morality": [3.0]}
    counts = pd.DataFrame({"article": ["a"], "zone": ["body"], **columns})
    row = dominant_frames(counts, TERMS.frame()).iloc[0]
    assert pd.isna(row["frame"])
    assert row["lead"] == 0


@pytest.mark.parametrize("prefix", TYPOLOGIES)
@pytest.mark.parametrize("voice", [None, "authorial"])
def test_the_shares_of_a_typology_add_up_to_one(
    measures: Measures, prefix: str, voice: str | None
) -> None:
    names = [f"{prefix}_share_{frame.name}" for frame in categories_of(TYPOLOGIES[prefix])]
    shares = score(measures.counts, metrics=names, voice=voice)[names]
    total = shares.sum(axis=1, skipna=False).dropna()
    assert len(total) >= 4
    assert np.allclose(total, 1)


def test_counts_are_the_rows_of_terms(measures: Measures) -> None:
    for prefix, lexicon in TYPOLOGIES.items():
        rows = measures.terms[measures.terms["lexicon"] == lexicon]
        assert measures.counts[f"{prefix}_hits"].sum() == len(rows)
        for frame in categories_of(lexicon):
            own = rows[rows["category"] == frame.name]
            assert measures.counts[f"{prefix}_{frame.name}"].sum() == len(own)
            quoted = (own["voice"] == "quoted").sum()
            assert measures.counts[f"{prefix}_{frame.name}_quoted"].sum() == quoted


def test_frames_never_enter_the_loaded_score(measures: Measures) -> None:
    rows = measures.terms[measures.terms["lexicon"].isin(LEXICONS)]
    assert len(rows) > 20
    assert (rows["weight"] == 0).all()
    assert not set(without_frames(measures.terms)["lexicon"]) & set(LEXICONS)


def test_a_wrong_name_suggests_the_right_one(measures: Measures) -> None:
    with pytest.raises(ParameterError, match="policy_frame"):
        dominant_frames(measures.counts, measures.terms, typology="policy_frames")
    with pytest.raises(ParameterError, match="authorial"):
        dominant_frames(measures.counts, measures.terms, voice="author")


def test_every_frame_has_a_metric_of_share_and_of_strength() -> None:
    for prefix, lexicon in TYPOLOGIES.items():
        for frame in categories_of(lexicon):
            assert METRICS[f"{prefix}_share_{frame.name}"].by_voice
            assert METRICS[f"{prefix}_score_{frame.name}"].by_voice


# Frames are ways of telling: a list must not hold who is told of, or what about.
BARRED = set(
    "america american britain british europe russia china israel iran trump obama biden democrat "
    "republican labour tory climate carbon emissions renewable solar brexit covid coronavirus "
    "immigrant gun muslim christian jewish black white washington congress".split()
)


@pytest.mark.parametrize("name", LEXICONS)
def test_the_lists_are_well_formed_and_name_no_actor_and_no_topic(name: str) -> None:
    lexicon = load_lexicon(name)
    folder = Path(analysis.lexicons.__file__).parent / lexicon.name
    assert {p.stem for p in folder.glob("*.tsv")} == {c.name for c in lexicon.categories}
    for path in folder.glob("*.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        assert len(rows) >= 50
        assert [row["term"] for row in rows] == sorted(row["term"] for row in rows)
        assert all(row["class"] in INFLECTIONS and row["reason"] for row in rows)
        written = [form for row in rows for form in forms(row["term"], row["class"])]
        assert len(written) == len(set(written)), path.name
        assert not BARRED & set(written), path.name
