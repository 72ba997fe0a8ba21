"""The language of a text; all sentences were written for this test."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import detect_language, languages
from analysis.corpus.languages import FUNCTION_WORDS, function_word_shares

SENTENCES = {
    "en": "The port was closed for two days because the workers would not take the offer, and "
    "nobody knows when it will open.",
    "de": "Der Hafen war zwei Tage geschlossen, weil die Arbeiter das Angebot nicht annahmen, und "
    "niemand weiß, wann er wieder öffnet.",
    "fr": "Le port est resté fermé pendant deux jours, car les ouvriers n'ont pas accepté l'offre, "
    "et personne ne sait quand il va ouvrir.",
    "es": "El puerto permaneció cerrado durante dos días porque los trabajadores no aceptaron la "
    "oferta, y nadie sabe cuándo se va a abrir.",
    "it": "Il porto è rimasto chiuso per due giorni perché i lavoratori non hanno accettato "
    "l’offerta, e nessuno sa quando sarà aperto di nuovo.",
    "pt": "O porto ficou fechado durante dois dias porque os trabalhadores não aceitaram a oferta, "
    "e ninguém sabe quando vai abrir.",
    "nl": "De haven bleef twee dagen gesloten omdat de arbeiders het aanbod niet aanvaardden, en "
    "niemand weet wanneer hij weer open gaat.",
    "sv": "Hamnen var stängd i två dagar eftersom arbetarna inte godtog erbjudandet, och ingen vet "
    "när den ska öppna igen.",
    "pl": "Port był zamknięty przez dwa dni, ponieważ robotnicy nie przyjęli oferty, i nikt nie "
    "wie, kiedy się go otworzy.",
    "ru": "Порт был закрыт два дня, потому что рабочие не приняли предложение, и никто не знает, "
    "когда он откроется.",
    "el": "Το λιμάνι έμεινε κλειστό για δύο μέρες.",
    "ja": "港は二日間閉鎖された。",
    "zh": "港口关闭了两天，没有人知道什么时候开放。",
    "ko": "항구는 이틀 동안 닫혔다.",
    "he": "הנמל היה סגור יומיים.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_sentences_of_many_languages(code: str) -> None:
    assert detect_language(SENTENCES[code]) == code


@pytest.mark.parametrize("code", SENTENCES)
def test_more_of_the_same_language_changes_nothing(code: str) -> None:
    assert detect_language(f"{SENTENCES[code]}\n\n{SENTENCES[code]}") == code


@pytest.mark.parametrize("text", ["", " \n", "1,204 + 3", "Harbour closed", "Ulm Wien Bonn " * 9])
def test_too_little_to_tell_is_none(text: str) -> None:
    assert detect_language(text) is None


def test_two_languages_in_equal_parts_are_none() -> None:
    assert detect_language(f"{SENTENCES['en']} {SENTENCES['de']} {SENTENCES['fr']}") is None


def test_capitals_and_quotation_marks_do_not_matter() -> None:
    assert detect_language(SENTENCES["en"].upper()) == "en"
    assert detect_language(f"‘{SENTENCES['en']}’") == "en"


FUNCTION = st.sampled_from(sorted(set().union(*FUNCTION_WORDS.values())))


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(SENTENCES["en"].split()), min_size=50, max_size=120),
    st.lists(st.one_of(FUNCTION, st.sampled_from(SENTENCES["ru"].split())), max_size=120),
    st.randoms(use_true_random=False),
)
def test_what_is_settled_at_a_glance_is_what_a_closer_look_says(
    english: list[str], other: list[str], random: Random
) -> None:
    words = english + other
    random.shuffle(words)
    text = " ".join(words)
    settled = languages._clearly_english(text.casefold())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(languages, "_clearly_english", lambda opening: False)
        closely = detect_language(text)
    assert not settled or closely == "en"


def test_most_english_is_settled_at_a_glance() -> None:
    assert languages._clearly_english((SENTENCES["en"] + " ").casefold() * 3)


def test_shares_are_counted() -> None:
    # Of these eight words six are function words of English: all but cat and sat.
    words = "the cat sat on the and of the".split()
    assert function_word_shares(words, ("en",)) == {"en": 6 / 8}


def test_lists_hold_single_lower_case_words() -> None:
    for words in FUNCTION_WORDS.values():
        assert all(word.isalpha() and word == word.casefold() for word in words)


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    code = detect_language(text)
    assert code is None or (len(code) == 2 and code.islower())
