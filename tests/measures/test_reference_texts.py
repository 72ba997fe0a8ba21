"""Formulas on the texts that their authors worked through, which cannot be shipped.

PARALLAX_REFERENCE_TEXTS names a JSON file of such texts by name: Dale and Chall's (1948) three
samples, and Coleman and Liau's (1975) abstract.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from analysis.measures.readability import coleman_liau, count_readability, dale_chall
from analysis.tokens import tokenize

FILE = os.environ.get("PARALLAX_REFERENCE_TEXTS")
pytestmark = pytest.mark.skipif(not FILE, reason="PARALLAX_REFERENCE_TEXTS names no file")

# Published: difficult words, their percentage and the words a sentence, both rounded, and the score
# that these rounded numbers give.
DALE_CHALL = {
    "dale_chall_1948_s1": (6, 5, 19, 5.3684),
    "dale_chall_1948_s2": (20, 15, 15, 6.7490),
    "dale_chall_1948_s3": (17, 15, 19, 6.9474),
}


def counts(name: str) -> dict[str, float]:
    texts = json.loads(Path(str(FILE)).read_text(encoding="utf-8"))
    tokens = tokenize([texts[name]])
    cubes = count_readability(tokens, np.zeros(len(tokens), np.uint8))
    return {of: float(cube.sum()) for of, cube in cubes.items()}


@pytest.mark.parametrize("name", DALE_CHALL)
def test_dale_and_chall_s_worked_examples(name: str) -> None:
    found = counts(name)
    difficult, percentage, length, published = DALE_CHALL[name]
    assert found["difficult_words"] == difficult
    words, sentences = found["words"], found["sentences"]
    # A half is rounded up, as one does by hand.
    assert int(100 * difficult / words + 0.5) == percentage
    assert int(words / sentences + 0.5) == length
    assert round(float(dale_chall(percentage, 100, 100 / length)), 4) == published
    # Their rounding moves the percentage by up to half a point and the length by half a word.
    rounding = 0.5 * (0.1579 + 0.0496)
    assert abs(float(dale_chall(difficult, words, sentences)) - published) <= rounding


def test_coleman_and_liau_s_abstract() -> None:
    found = counts("coleman_liau_1975_abstract")
    assert [found[name] for name in ("letters", "words", "sentences")] == [639, 119, 5]
    score = coleman_liau(found["letters"], found["words"], found["sentences"])
    assert round(float(score), 2) == 14.53
