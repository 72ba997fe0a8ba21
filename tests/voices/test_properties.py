"""What holds for any text: no exception, offsets slice, nothing outside the text, same twice."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.tables import ATTRIBUTIONS, KINDS, SOURCE_ROLES, SOURCE_TYPES, STANCES, VOICES
from analysis.tokens import tokenize
from analysis.voices import attribute, paragraphs

PIECES = st.sampled_from(
    "“ ” ‘ ’ \" ' '' `` « » , . : ; ? ! — - ( ) said told says Lind Mr Mrs the a that to and but "
    "who he she according to adding claim claims report denied called by was as in on Friday "
    "police union’s don’t "
    "because while when asked if whether London U.S. 2019 anonymity sources \n \n\n \t \x00".split(
        " "
    )
)
MADE = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join)
ARTICLE = (
    "“We won’t pay,” said Mara Lind, the county’s engineer. She told reporters the road was "
    "“a disgrace.”\n\nThe council, which met on Friday, denied that it had been asked. "
    "‘It’s the drivers’ fault,’ he said.\n\n"
    "“We lost.\n\n“We will win,” according to Sen. Tom Roe, who spoke on condition of anonymity."
)
SETTINGS = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The article with pieces cut out, doubled or replaced."""
    text = ARTICLE
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 12))
        text = text[:place] + draw(PIECES | st.text(max_size=4)) + text[place + length :]
    return text


def check(text: str) -> None:
    tokens = tokenize([text], [paragraphs(text)])
    voices, again = attribute(tokens), attribute(tokens)
    table = voices.attributions
    assert len(voices.voice) == len(tokens)
    assert set(np.unique(voices.voice)) <= set(range(len(VOICES)))
    assert list(table.columns) == ATTRIBUTIONS.names
    for row in table.itertuples():
        assert 0 <= row.start < row.end <= len(text)
        assert row.kind in KINDS
        assert row.source_type in SOURCE_TYPES
        assert row.source_role in SOURCE_ROLES
        assert row.cue_stance in STANCES
        for mention in ("speaker", "cue"):
            value = getattr(row, mention)
            if pd.isna(value):
                assert pd.isna(getattr(row, f"{mention}_start"))
            else:
                assert (
                    text[getattr(row, f"{mention}_start") : getattr(row, f"{mention}_end")] == value
                )
    assert table.equals(again.attributions)
    assert np.array_equal(voices.voice, again.voice)


@SETTINGS
@given(MADE)
def test_texts_made_of_cues_and_marks(text: str) -> None:
    check(text)


@SETTINGS
@given(mutated())
def test_mutated_articles(text: str) -> None:
    check(text)


@SETTINGS
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


MARKS = "“”‘’\"'«»„``''"
HOSTILE = {
    "marks": MARKS * 20,
    "opening marks": "“a ‘b «c " * 60,
    "closing marks": "a” b’ c» " * 60,
    "lone surrogates": "\ud800“No,” said \udfff Lind\ud83d. " * 5,
    "zero width": "“N\u200bo,\u200d” sa\u200bid\ufeff Mara\u2060 Lind said\u200b that \u200b\u200b "
    * 5,
    "combining": "“Ne\u0301e\u0301,” sa\u0300id Li\u0323nd. " * 5,
    "right to left": "\u202e“No,” said Lind\u202c. \u200f" * 5,
    "brackets": "Lind ((((said ((that))) the [[road)) was " * 20,
    "commas": "Lind, , , said, , , that, " * 20,
    "cues alone": "said told claims according to adding that " * 40,
    "control": "\x00“\x01No,\x02” \x03said\x04 Lind\x1f\x85. " * 5,
    "odd spaces": "“No,”\u00a0said\u2009Lind.\u2028\u2029“Yes,”\u3000he\u1680said. " * 5,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts(name: str) -> None:
    check(HOSTILE[name])


@SETTINGS
@given(st.text(st.characters(exclude_categories=()) | st.sampled_from(MARKS), max_size=80))
def test_any_characters_lone_surrogates_too(text: str) -> None:
    check(text)


LONG = {
    "a sentence without an end": "Lind said that he had told the council, adding that it was ",
    "names without an end": "Mara Lind and Tom Roe of Norland Council ",
    "quotations in one paragraph": "“No,” he said. ‘Yes,’ said Mara Lind. ",
    "opening marks": "“a ",
    "pronouns in one paragraph": "Mr Tom Roe said it was late. She said it was not. ",
    "short paragraphs": "“We lost.\n\n“We won,” Lind said:\n\n",
}


@pytest.mark.parametrize("name", LONG)
def test_cost_grows_with_the_length_of_the_text(name: str) -> None:
    def seconds(copies: int) -> float:
        text = LONG[name] * copies
        tokens = tokenize([text], [paragraphs(text)])
        begin = time.process_time()
        attribute(tokens)
        return time.process_time() - begin

    seconds(200)
    # Eight times the text may take at most sixteen times as long: quadratic work takes 64 times.
    long = min(seconds(8_000) for _ in range(2))
    assert long < 16 * seconds(1_000) + 0.2


def test_a_batch_gives_what_its_texts_give() -> None:
    texts = [ARTICLE, "", "“No,” he said.", "\n\n", ARTICLE[::-1]]
    together = attribute(tokenize(texts, [paragraphs(text) for text in texts])).attributions
    for number, text in enumerate(texts):
        alone = attribute(tokenize([text], [paragraphs(text)])).attributions
        part = together[together["article"] == number].reset_index(drop=True)
        assert part.drop(columns="article").equals(alone.drop(columns="article"))


def test_voices_of_tokens() -> None:
    text = "“We won,” Lind said. Lind said the road was closed. The town slept."
    tokens = tokenize([text], [paragraphs(text)])
    voice = attribute(tokens).voice
    words = tokens.vocabulary.words.strings
    by_voice = {
        name: [words[w] for w, v in zip(tokens.word, voice, strict=True) if v == code]
        for code, name in enumerate(VOICES)
    }
    assert by_voice["quoted"] == ["“", "We", "won", ",", "”"]
    assert by_voice["reported"] == ["the", "road", "was", "closed"]
