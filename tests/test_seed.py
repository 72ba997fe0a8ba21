"""The article that the project grew out of: measured again where its text is at hand."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import label_zones, read_articles
from analysis.measures import measure, read_measures
from analysis.tokens import tokenize
from analysis.voices import attribute

SEEDS = Path(__file__).parents[1] / "seeds"
RECORD = next(csv.DictReader((SEEDS / "record.csv").read_text(encoding="utf-8").splitlines()))
TEXT = Path(os.environ.get("PARALLAX_SEED_TEXT", SEEDS / RECORD["file"]))
needs_text = pytest.mark.skipif(not TEXT.is_file(), reason="the seed's text is not at hand")


def test_the_record_and_the_measures_name_one_text() -> None:
    articles = read_measures(SEEDS / "measures").articles
    assert articles["sha256"].tolist() == [RECORD["sha256"]]


@needs_text
def test_the_text_is_the_one_on_record() -> None:
    assert hashlib.sha256(TEXT.read_bytes()).hexdigest() == RECORD["sha256"]


@needs_text
def test_measured_again_it_gives_the_tables_on_record() -> None:
    kept = read_measures(SEEDS / "measures")
    again = measure(read_articles(TEXT, metadata=SEEDS / "record.csv"))
    for table in ("zones", "sentences", "attributions", "terms", "counts", "scores"):
        pd.testing.assert_frame_equal(getattr(again, table), getattr(kept, table))


@needs_text
def test_its_zones() -> None:
    zones = [zone for _, _, zone in label_zones(TEXT.read_text(encoding="utf-8"))]
    expected = {"headline": 1, "standfirst": 1, "bullet": 3, "body": 23, "caption": 8, "footer": 1}
    assert {zone: zones.count(zone) for zone in zones} == expected


@needs_text
def test_its_eighteen_quotations_are_found_and_no_apostrophe_is_one() -> None:
    text = TEXT.read_text(encoding="utf-8")
    found = attribute(tokenize([text], [label_zones(text)])).quotations
    # In this article a mark opens a quotation exactly where it stands between a blank and a letter.
    opened = [match.start() for match in re.finditer(r"(?<!\S)['‘](?=\w)", text)]
    assert len(opened) == 18
    assert found["start"].tolist() == opened
    assert all(text[end - 1] in "'’" and not text[end - 2].isspace() for end in found["end"])


@needs_text
def test_a_speaker_whom_nobody_can_know_stays_unresolved() -> None:
    text = TEXT.read_text(encoding="utf-8")
    found = attribute(tokenize([text], [label_zones(text)])).attributions
    place = text.index("were reported, he said")
    row = found[found["cue_start"] == place + len("were reported, he ")]
    assert row["source"].isna().all()
    assert len(row) == 1
