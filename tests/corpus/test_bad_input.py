"""Bad input: a clear message or a listed refusal, and never another exception."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.corpus import label_zones, read_articles
from analysis.errors import InputError, ParallaxError

GOOD = "The port closed on Monday."
OPENINGS = [
    *(b"", b"text,outlet\n", b'{"text": "', b"[{", b'{"body-paragraphs": 1, "issue": 2, "news": '),
    *(
        b"PAR1",
        b"\xff\xfe",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"SQLite format 3\0",
        b"<rss>",
        b"<html>",
    ),
    *(b"<?xml version='1.0'?><ppsArticleResponse>", b"1 of 2 DOCUMENTS\n\n", b"_" * 60),
    *(b'<DOCFULL> --> NAME="DOC_ID_', b"DocPublicationName DocHeader", b"ProQuest document ID:"),
]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "is empty"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n\n", "is empty"),
        ("a.txt", b"  \n\t\n", "the text is empty"),
        ("a.txt", b"... -- !!! 123", "no letters"),
        ("a.txt", b"Some text\0with a NUL inside, and then some more words.", "NUL"),
        ("a.txt", bytes(range(256)) * 40, "binary"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 words", "a PDF"),
        ("a.csv", b"colour,size\nred,3\n", "no column holds"),
        ("a.csv", b"text\n", "no records"),
        ("a.json", b'{"text": "One', "broken JSON"),
        ("a.json", b'[{"text": "One."}, {"text": ]', "broken JSON"),
        ("a.jsonl", b'{"text": \n{"text": \n', "broken JSON"),
        ("a.parquet", b"PAR1 and nothing more", "Parquet"),
        ("a.txt", b"\xff\xfe\x00", "utf-16"),
    ],
)
def test_unreadable_files(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_articles(put(tmp_path, name, content))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_and_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_articles(tmp_path / "absent.csv")
    with pytest.raises(InputError, match="no files"):
        read_articles(tmp_path)


def test_a_bad_file_in_a_folder_is_listed_and_the_rest_is_read(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", GOOD)
    put(tmp_path, "b.txt", "")
    put(tmp_path, "c.txt", b"\x89PNG\r\n\x1a\n" + bytes(100))
    put(tmp_path, "d.csv", "colour\nred\n")
    reading = read_articles(tmp_path)
    assert reading.articles["article"].tolist() == ["a"]
    assert reading.refused["file"].tolist() == ["b.txt", "c.txt", "d.csv"]
    assert reading.refused["reason"].str.len().min() > 0


def test_a_broken_line_is_named_by_its_number(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": GOOD}),
        "",
        '{"text": "cut',
        "[1, 2]",
        json.dumps({"text": "Two."}),
    ]
    reading = read_articles(put(tmp_path, "a.jsonl", "\n".join(lines)))
    assert len(reading.articles) == 2
    assert reading.refused["position"].tolist() == ["line 3", "line 4"]


def test_ragged_rows_are_named_by_row_and_line(tmp_path: Path) -> None:
    table = 'text,outlet\n"One,\ntwo lines.",Lantern\nTwo,too,many\nThree.,Lantern\nalone\n'
    reading = read_articles(put(tmp_path, "a.csv", table))
    assert reading.articles["text"].tolist() == ["One,\ntwo lines.", "Three."]
    assert reading.refused["position"].tolist() == ["row 2 (line 4)", "row 4 (line 6)"]
    assert reading.refused["reason"].str.contains("header 2").all()


def test_refused_rows_have_reasons(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "text": GOOD},
        {"id": 2, "text": ""},
        {"id": 3, "text": None},
        {"id": 4, "text": "?!"},
        {"id": 5, "text": 12},
        {"id": 6, "text": "a\0b"},
    ]
    text = "\n".join(map(json.dumps, rows)) + '\n{"id": 7, "text": "half \\ud83d of it"}'
    reading = read_articles(put(tmp_path, "a.jsonl", text))
    assert reading.articles["article"].tolist() == ["1"]
    assert reading.refused["position"].tolist() == [f"line {n}" for n in range(2, 8)]
    for word, reason in zip(
        ("empty", "no text", "no letters", "int", "NUL", "surrogate"),
        reading.refused["reason"],
        strict=True,
    ):
        assert word in reason


def test_a_half_surrogate_in_a_title_costs_no_article(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", '{"text": "Words.", "title": "half \\ud83d"}')
    title = read_articles(path).articles["title"][0]
    assert title == "half ?"


def test_repeated_identifiers_are_refused(tmp_path: Path) -> None:
    rows = [f"{n},Article {n}." for n in range(40)] + ["7,Article 7 again."]
    reading = read_articles(put(tmp_path, "a.csv", "id,text\n" + "\n".join(rows)))
    assert len(reading.articles) == 40
    assert reading.refused["reason"].tolist() == ["duplicate identifier '7'"]
    assert reading.refused["position"].tolist() == ["row 41 (line 42)"]


@pytest.mark.parametrize(
    "text",
    [
        "Three short words",
        "خرجت السفن من الميناء.\n\nثم هطل المطر على المدينة كلها.",
        "The port closed. " * 125_000,
        "The port " * 250_000,
        "\u202eports ni ekirts\u202c and rain.",
    ],
    ids=["three words", "right to left", "2 MB", "2 MB without a stop", "direction marks"],
)
def test_odd_articles_are_read_as_given(tmp_path: Path, text: str) -> None:
    reading = read_articles(put(tmp_path, "a.txt", text))
    assert reading.articles["text"][0] == text
    assert label_zones(text)[0][0] == 0


def test_an_open_quotation_mark_in_a_table(tmp_path: Path) -> None:
    table = 'text,outlet\nOne.,Lantern\n"Two is open,Lantern\nThree.,Lantern\nFour.,Lantern\n'
    reading = read_articles(put(tmp_path, "a.csv", table))
    assert reading.articles["text"].tolist() == ["One."]
    assert "never be closed" in reading.refused["reason"][0]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    name=st.sampled_from(["a.txt", "a.csv", "a.tsv", "a.json", "a.jsonl", "a.parquet", "a"]),
    opening=st.sampled_from(OPENINGS),
)
def test_any_bytes_end_in_articles_or_in_our_own_error(
    tmp_path: Path, content: bytes, name: str, opening: bytes
) -> None:
    try:
        reading = read_articles(put(tmp_path, name, opening + content))
    except ParallaxError as error:
        assert str(error)
    else:
        assert len(reading.articles) > 0
