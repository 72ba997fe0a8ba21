"""The cue lexicon: its shape, its inflections, its values."""

from __future__ import annotations

import pytest

from analysis.tables import STANCES
from analysis.voices.cues import inflect, load_cues
from analysis.voices.scoring import weights
from analysis.voices.words import BIT, word_bits


def test_there_are_several_hundred_cues_and_each_row_is_one_of_a_kind() -> None:
    rows = [(cue.lemma, cue.particle, cue.pos) for cue in load_cues()]
    assert len(rows) > 500
    assert len(rows) == len(set(rows))


def test_every_value_is_of_the_declared_ones() -> None:
    for cue in load_cues():
        assert cue.stance in STANCES, cue
        assert cue.act in ("speech", "thought", "evidence"), cue
        assert cue.pos in ("verb", "noun", "phrase", "adverb"), cue
        assert cue.frames and cue.frames <= set("qtziwnhpg"), cue


def test_every_stance_has_cues() -> None:
    assert {cue.stance for cue in load_cues()} == set(STANCES)


# Forms from any dictionary of English.
@pytest.mark.parametrize(
    ("lemma", "present", "past", "ing"),
    [
        ("deny", "denies", "denied", "denying"),
        ("argue", "argues", "argued", "arguing"),
        ("admit", "admits", "admitted", "admitting"),
        ("quip", "quips", "quipped", "quipping"),
        ("stress", "stresses", "stressed", "stressing"),
        ("add", "adds", "added", "adding"),
        ("insist", "insists", "insisted", "insisting"),
        ("agree", "agrees", "agreed", "agreeing"),
    ],
)
def test_inflection(lemma: str, present: str, past: str, ing: str) -> None:
    forms = inflect(lemma)
    assert (forms["present"], forms["past"], forms["ing"]) == ([present], [past], [ing])


def test_word_classes_fit_one_integer_and_know_curly_apostrophes() -> None:
    assert len(BIT) < 63
    straight, curly = word_bits(["don't", "don’t"])
    assert straight == curly
    assert straight & BIT["do"]


def test_weights_name_a_threshold() -> None:
    assert {f"threshold {act}" for act in ("speech", "thought", "evidence")} <= set(weights())
