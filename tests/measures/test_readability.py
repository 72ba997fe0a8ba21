"""Readability: formulas against textstat and the papers, counts against hand and a plain loop."""

from __future__ import annotations

import random
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures import readability as formulas
from analysis.measures.declare import METRICS, compute
from analysis.measures.difficult_words import easy_words, is_complex, is_familiar
from analysis.measures.readability import count_readability
from analysis.measures.syllables import count_syllables, offline_textstat
from analysis.tables import VOICES, ZONES
from analysis.tokens import Tokens, tokenize

EASY = "The cat sat on the mat. The dog ran to the door and sat there. We like the cat."
PLAIN = (
    "The council met on Monday evening. Nobody in the chamber expected the vote to be this close. "
    "Afterwards the mayor said that regional negotiations would continue until an acceptable "
    "compromise could be presented to residents."
)
HARD = (
    "Notwithstanding institutional reservations, the interdepartmental commission recommended "
    "comprehensive recapitalisation of municipal infrastructure authorities. Representatives "
    "characterised subsequent administrative deliberations as unnecessarily adversarial."
)
TEXTS = [EASY, PLAIN, HARD]


@pytest.fixture(scope="module")
def textstat() -> ModuleType:
    return offline_textstat()


def totals(text: str, **_: object) -> dict[str, float]:
    tokens = tokenize([text])
    counts = count_readability(tokens, np.zeros(len(tokens), np.uint8))
    return {name: float(cube.sum()) for name, cube in counts.items()}


def given_textstats_counts(textstat: ModuleType, text: str) -> dict[str, float]:
    words = textstat.lexicon_count(text)
    long_ones = textstat.polysyllabcount(text)
    # The public function counts a repeated word once; the formulas do not.
    difficult = textstat.backend.counts.count_difficult_words
    return {
        "words": words,
        "sentences": textstat.sentence_count(text),
        "syllables": textstat.syllable_count(text),
        "letters": textstat.letter_count(text),
        "characters": textstat.char_count(text),
        "polysyllables": long_ones,
        "easy_words": words - long_ones,
        "long_words": textstat.long_word_count(text),
        "difficult_words": difficult(text, "en_US", 0),
        "complex_words": difficult(text, "en_US", 3),
    }


PAIRS = {
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid": "flesch_kincaid_grade",
    "smog": "smog_index",
    "automated_readability": "automated_readability_index",
    "gunning_fog": "gunning_fog",
    "lix": "lix",
    "rix": "rix",
}


@pytest.mark.parametrize(("ours", "theirs"), PAIRS.items())
@given(st.lists(st.sampled_from((*EASY.split(), *HARD.split())), min_size=5, max_size=60))
@settings(max_examples=40)
def test_a_formula_gives_textstats_value_for_textstats_counts(
    ours: str, theirs: str, words: list[str]
) -> None:
    textstat = offline_textstat()
    text = " ".join(words)
    counts = given_textstats_counts(textstat, text)
    metric = METRICS[ours]
    value = metric.formula(*(counts[need] for need in metric.needs))
    assert value == pytest.approx(getattr(textstat, theirs)(text), abs=1e-9)


@pytest.mark.parametrize("text", TEXTS)
def test_linsear_gives_textstats_value_up_to_its_hundred_words(
    textstat: ModuleType, text: str
) -> None:
    counts = given_textstats_counts(textstat, text)
    value = formulas.linsear_write(
        counts["easy_words"], counts["polysyllables"], counts["sentences"]
    )
    expected = textstat.linsear_write_formula(text, strict_lower=False, strict_upper=True)
    assert counts["words"] <= 100
    assert value == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("text", TEXTS)
def test_coleman_liau_differs_from_textstat_by_its_rounded_constant(
    textstat: ModuleType, text: str
) -> None:
    counts = given_textstats_counts(textstat, text)
    value = formulas.coleman_liau(counts["letters"], counts["words"], counts["sentences"])
    by_constant = (0.0588 - 0.058) * 100 * counts["letters"] / counts["words"]
    assert value - textstat.coleman_liau_index(text) == pytest.approx(by_constant, abs=1e-9)


@pytest.mark.parametrize("text", TEXTS)
def test_dale_chall_differs_from_textstat_by_the_constant_on_easy_texts_only(
    textstat: ModuleType, text: str
) -> None:
    counts = given_textstats_counts(textstat, text)
    value = formulas.dale_chall(counts["difficult_words"], counts["words"], counts["sentences"])
    easy = counts["difficult_words"] <= 0.05 * counts["words"]
    difference = value - textstat.dale_chall_readability_score(text)
    assert difference == pytest.approx(3.6365 if easy else 0.0, abs=1e-9)
    assert easy == (text == EASY)


def test_flesch_constants_are_those_that_textstat_exposes(textstat: ModuleType) -> None:
    constants = textstat.backend.utils.constants.LANG_CONFIGS["en"]
    slope = formulas.flesch_reading_ease
    # One word a sentence and no syllable; then differences in one variable alone.
    assert slope(1, 1, 0) + constants["fre_sentence_length"] == pytest.approx(constants["fre_base"])
    assert slope(1, 1, 1) - slope(1, 1, 2) == pytest.approx(constants["fre_syll_per_word"])


def test_published_worked_examples() -> None:
    # Coleman and Liau 1975, on their own abstract.
    assert formulas.coleman_liau(639, 119, 5) == pytest.approx(14.53, abs=0.005)
    # Dale and Chall 1948: percentage of unfamiliar words, words a sentence, published score.
    for percent, length, published in ((5, 19, 5.3684), (15, 15, 6.7490), (15, 19, 6.9474)):
        score = formulas.dale_chall(percent, 100, 100 / length)
        assert score == pytest.approx(published, abs=5e-5)


def test_counts_by_hand() -> None:
    # The U.S. econ-o-my grew 2.5 per-cent, Mis-ter Ot-to Ma-rais said.
    # Words: The U.S. economy grew 2.5 percent Mr Otto Marais said = 10, one sentence.
    text = "The U.S. economy grew 2.5 percent, Mr. Otto Marais said."
    counts = totals(text)
    assert counts["words"] == 10
    assert counts["sentences"] == 1
    # 1 + 2 + 4 + 1 + 3 (two point five) + 2 + 2 + 2 + 2 + 1
    assert counts["syllables"] == 20
    # The 3, US 2, economy 7, grew 4, 25 2, percent 7, Mr 2, Otto 4, Marais 6, said 4
    assert counts["letters"] == 41
    # and the stops and commas: U.S. 2, 2.5 1, percent, 1, Mr. 1, said. 1
    assert counts["characters"] == 47 == len(text.replace(" ", ""))
    # economy (4), 2.5 as read (3)
    assert counts["polysyllables"] == 2
    assert counts["easy_words"] == 8
    # economy, percent
    assert counts["long_words"] == 2
    # Not listed: economy, percent. Familiar: names, numerals and listed words.
    assert counts["difficult_words"] == 2
    # economy; a numeral is not a word of three syllables
    assert counts["complex_words"] == 1


def test_names_are_familiar_but_not_initials_nor_the_first_word() -> None:
    assert totals("He went to Veldenhaven.")["difficult_words"] == 0
    assert totals("Veldenhaven is old.")["difficult_words"] == 1
    assert totals("“Veldenhaven is old.”")["difficult_words"] == 1
    assert totals("He went to the VHN today.")["difficult_words"] == 1
    assert totals("He went to the veldenhaven.")["difficult_words"] == 1
    assert totals("HE WENT TO VELDENHAVEN TODAY.")["difficult_words"] == 1
    assert totals("He went to Fernandesville.")["complex_words"] == 0
    assert totals("He saw the fernandesville.")["complex_words"] == 1


def test_names_in_a_headline_are_not_told_by_their_capitals() -> None:
    text = "Negotiators Reject Compromise over the harbour"
    voice = np.zeros(50, np.uint8)
    by_zone = {}
    for zone in ("headline", "body"):
        tokens = tokenize([text], [[(0, len(text), zone)]])
        counts = count_readability(tokens, voice[: len(tokens)])
        by_zone[zone] = counts["difficult_words"].sum()
    assert by_zone["headline"] == by_zone["body"] + 2


@pytest.mark.parametrize(
    ("word", "familiar"),
    [
        ("baby", True),
        ("babies", True),
        ("dog’s", True),
        ("running", True),
        ("hoped", True),
        ("hoping", True),
        ("cried", True),
        ("biggest", True),
        ("older", True),
        ("they’re", True),
        ("good-looking", True),
        ("cat-dog", True),
        ("1947", True),
        ("compromise", False),
        ("self-interest", False),
        ("burner", False),
        ("FBI", False),
    ],
)
def test_familiar_words(word: str, familiar: bool) -> None:
    assert is_familiar(word) is familiar


def test_every_listed_word_is_familiar_and_textstat_reads_the_same_list(
    textstat: ModuleType,
) -> None:
    listed = textstat.backend.utils._get_lang_easy_words.get_lang_easy_words("en_US")
    assert listed <= easy_words()
    assert all(is_familiar(word) for word in listed)


def test_easy_text_is_easier_by_every_metric() -> None:
    easy, hard = (
        {
            name: compute(METRICS[name], {k: pd.Series([v]) for k, v in totals(text).items()})[0]
            for name, metric in METRICS.items()
            if metric.family == "readability"
        }
        for text in (EASY, HARD)
    )
    for name in easy:
        harder = (
            hard[name] < easy[name]
            if METRICS[name].higher_means == "easier"
            else (hard[name] > easy[name])
        )
        assert harder, name


def plain_loop(tokens: Tokens, voice: np.ndarray) -> dict[str, np.ndarray]:
    """The counts that do not depend on names, token by token."""
    names = ("words", "syllables", "letters", "characters", "polysyllables", "long_words")
    cubes = {n: np.zeros((len(tokens.texts), len(ZONES), len(VOICES))) for n in names}
    strings = tokens.vocabulary.words.strings
    for i in range(len(tokens)):
        string = strings[tokens.word[i]]
        cell = tokens.article[i], tokens.zone[i], voice[i]
        cubes["characters"][cell] += len(string)
        if tokens.is_word[i]:
            syllables = count_syllables([string])[0]
            letters = sum(character.isalnum() for character in string)
            cubes["words"][cell] += 1
            cubes["syllables"][cell] += syllables
            cubes["letters"][cell] += letters
            cubes["polysyllables"][cell] += syllables >= 3
            cubes["long_words"][cell] += letters > 6
    return cubes


def test_counts_equal_a_plain_loop_over_zones_and_voices() -> None:
    choose = random.Random(3)
    words = f"{PLAIN} {HARD} “quoted” — 1,200 U.S. don’t x² ... !".split()
    texts = [" ".join(choose.choices(words, k=k)) for k in (0, 1, 40, 900)]
    texts[3] = texts[3].replace(".", "")  # one sentence of more than 255 tokens
    spans = [[(0, len(t) // 2, "headline"), (len(t) // 2, len(t), "body")] for t in texts]
    tokens = tokenize(texts, spans)
    voice = np.array(choose.choices((0, 0, 0, 1, 2), k=len(tokens)), np.uint8)
    counts = count_readability(tokens, voice)
    for name, cube in plain_loop(tokens, voice).items():
        assert (counts[name] == cube).all(), name


def test_a_sentence_is_in_the_voice_of_most_of_its_words() -> None:
    tokens = tokenize(["She said no to all of it. “Fine by me,” he added. Yes, yes."])
    voice = np.zeros(len(tokens), np.uint8)
    words = np.flatnonzero(tokens.is_word)
    second = words[tokens.sentence[words] == 1]
    voice[second[:3]] = 1  # three of five words
    voice[words[tokens.sentence[words] == 2][:1]] = 1  # one of two: a tie
    sentences = count_readability(tokens, voice)["sentences"].sum(axis=(0, 1))
    assert sentences.tolist() == [2, 1, 0]


def test_articles_in_a_batch_do_not_disturb_each_other() -> None:
    tokens = tokenize(TEXTS)
    together = count_readability(tokens, np.zeros(len(tokens), np.uint8))
    for row, text in enumerate(TEXTS):
        alone = totals(text)
        assert {name: cube[row].sum() for name, cube in together.items()} == alone


def test_doubling_a_text_changes_no_score() -> None:
    once, twice = totals(PLAIN), totals(f"{PLAIN}\n\n{PLAIN}")
    assert {name: 2 * value for name, value in once.items()} == twice


@given(st.text(max_size=200))
def test_any_text_is_counted(text: str) -> None:
    counts = totals(text)
    assert counts["words"] == counts["easy_words"] + counts["polysyllables"]
    assert counts["words"] >= counts["sentences"]
    assert counts["polysyllables"] >= counts["complex_words"] >= 0
    assert counts["characters"] >= counts["letters"] >= counts["words"] >= counts["difficult_words"]


def test_complex_words_leave_out_what_gunning_leaves_out() -> None:
    assert not is_complex("trespasses", 3)
    assert not is_complex("well-to-do", 3)
    assert is_complex("continued", 3)
    assert is_complex("self-government", 4)
