"""The zones of the seed article, line by line, where its text is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.corpus import label_zones

BESIDE = Path(__file__).parents[2] / "seeds" / "000_ca0dbf8387904b1c.txt"
SEED = Path(os.environ.get("PARALLAX_SEED_TEXT") or BESIDE)

# Counted by hand in the text: line numbers from 1.
LINES = {
    "headline": [1],
    "standfirst": [3],
    "bullet": [5, 6, 7],
    "caption": [19, 21, 31, 33, 35, 53, 55, 57],
    "body": [*range(9, 18, 2), *range(23, 30, 2), *range(37, 52, 2), *range(59, 70, 2)],
    "footer": [71],
}


@pytest.mark.skipif(not SEED.is_file(), reason="the seed article's text is not beside its record")
@pytest.mark.parametrize("zone", LINES)
def test_seed(zone: str) -> None:
    text = SEED.read_text(encoding="utf-8")
    found = [text.count("\n", 0, start) + 1 for start, _, z in label_zones(text) if z == zone]
    assert found == LINES[zone]
    assert len(LINES["body"]) == 23
