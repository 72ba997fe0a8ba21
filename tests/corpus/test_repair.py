"""Wrongly decoded text: made by decoding it wrongly, and led back through the map."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import offset_as_given, read_articles, repair_text

CLEAN = (
    "“We don’t know,” said José Muñoz of the café – “yet”. A naïve plan cost €40 in Zürich. "
    "Müller’s ‘strategic’ dear friends… waited"
)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_utf8_read_as_windows_latin_comes_back(encoding: str) -> None:
    damaged = CLEAN.encode("utf-8").decode(
        encoding, "strict" if encoding == "latin-1" else "replace"
    )
    if "\ufffd" in damaged:
        # Python's cp1252 lacks five bytes that programs in the wild let through.
        damaged = "".join(
            byte.decode("cp1252") if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte[0])
            for byte in (bytes([b]) for b in CLEAN.encode("utf-8"))
        )
    assert damaged != CLEAN
    assert repair_text(damaged)[0] == CLEAN


def test_entities_come_back_once() -> None:
    damaged = html.escape('Bread & "butter" <fresh>').replace(" ", "  ")
    assert repair_text(damaged)[0] == 'Bread  &  "butter"  <fresh>'
    assert repair_text("&amp;amp; &nosuch; AT&T; R&D")[0] == "&amp; &nosuch; AT&T; R&D"


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        "Ångström, façade, À propos, crème brûlée, señor, Ærø, über, Þór, ÎLE, İstanbul",
        "Он сказал «нет». Âge, âme, âpre; BÂTIR; Ã is a letter, and ﬁne ligatures ｗｉｄｅ",
        "العبارة متأخرة اليوم، 日本語、한국어",
    ],
)
def test_what_is_whole_stays_as_it_is(text: str) -> None:
    assert repair_text(text) == (text, [])


@given(
    words=st.lists(
        st.sampled_from(
            ["caf\u00c3\u00a9", "&amp;", "plain", "it\u00e2\u20ac\u2122s", "“so”", "\n"]
        )
    )
)
def test_every_place_outside_the_repairs_leads_to_the_same_character(words: list[str]) -> None:
    given = " ".join(words)
    text, edits = repair_text(given)
    inside = {place for start, end, *_ in edits for place in range(start, end)}
    for place, character in enumerate(text):
        if place not in inside:
            assert given[offset_as_given(edits, place)] == character
    for start, end, first, last in edits:
        assert repair_text(given[first:last])[0] == text[start:end]
    assert repair_text(text)[1] == []


def test_the_reading_says_what_was_repaired(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,The caf\u00c3\u00a9 &amp; bar\n2,Whole.\n", encoding="utf-8")
    reading = read_articles(path)
    assert reading.articles["text"].tolist() == ["The café & bar", "Whole."]
    assert reading.repairs.values.tolist() == [["1", 4, 8, 4, 9], ["1", 9, 10, 10, 15]]
    assert any("1 texts had 2 words" in note for note in reading.notes)
