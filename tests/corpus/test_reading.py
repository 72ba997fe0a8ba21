"""Reading: every kind of good input, its mapping, and what text files' names say."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import read_articles
from analysis.errors import ColumnError, InputError, ParameterError
from analysis.tables import ARTICLES

ROWS = [
    {
        "id": "a1",
        "outlet": "Meridian Post",
        "event": "strike",
        "published": "2031-03-03",
        "title": "Walkout",
        "url": "https://meridian.example/1",
        "author": "Dana Orlick",
        "text": "The port closed.\r\nNobody “won”.",
    },
    {
        "id": "a2",
        "outlet": "Daily Clarion",
        "event": "strike",
        "published": "2031-03-04",
        "title": "Chaos",
        "url": "https://clarion.example/1",
        "author": "Gemma Tate",
        "text": "Ships waited, and waited.\n\nThen it rained.",
    },
]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    frame = pd.DataFrame(rows)
    if path.suffix in (".csv", ".tsv"):
        separator = "\t" if path.suffix == ".tsv" else ","
        frame.to_csv(path, index=False, sep=separator, lineterminator="\n")
    elif path.suffix == ".parquet":
        frame.to_parquet(path)
    elif path.suffix == ".jsonl":
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    else:
        path.write_text(json.dumps(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".jsonl", ".json", ".parquet"])
def test_tables_of_every_kind_give_the_same_articles(tmp_path: Path, ending: str) -> None:
    reading = read_articles(write(tmp_path / f"corpus{ending}", ROWS))
    articles = reading.articles
    ARTICLES.check(articles)
    assert articles["text"].tolist() == [row["text"] for row in ROWS]
    for field in ("outlet", "event", "title", "url", "author"):
        assert articles[field].tolist() == [row[field] for row in ROWS]
    assert articles["article"].tolist() == ["a1", "a2"]
    assert articles["published"].dt.strftime("%Y-%m-%d").tolist() == ["2031-03-03", "2031-03-04"]
    assert articles["n_chars"].tolist() == [len(row["text"]) for row in ROWS]
    for digest, row in zip(articles["sha256"], ROWS, strict=True):
        assert digest == hashlib.sha256(row["text"].encode("utf-8")).hexdigest()
    assert reading.mapping["text"] == "text"
    assert reading.mapping["article"] == "id"
    assert reading.refused.empty


def test_the_content_decides_and_not_the_ending(tmp_path: Path) -> None:
    path = write(tmp_path / "corpus.jsonl", ROWS).rename(tmp_path / "corpus.csv.bak")
    assert len(read_articles(path).articles) == 2


def test_a_folder_with_a_name_pattern(tmp_path: Path) -> None:
    for name in ("meridian_strike_2031-03-03", "clarion_strike_2031-03-04", "readme"):
        (tmp_path / f"{name}.txt").write_text(f"This is {name}.", encoding="utf-8")
    reading = read_articles(tmp_path, pattern="{outlet}_{event}_{published}.txt")
    assert reading.articles["outlet"].tolist() == ["clarion", "meridian"]
    assert reading.articles["event"].tolist() == ["strike", "strike"]
    assert reading.articles["published"].dt.day.tolist() == [4, 3]
    assert reading.articles["article"].str.startswith(("clarion_", "meridian_")).all()
    assert reading.refused["file"].tolist() == ["readme.txt"]
    assert "pattern" in reading.refused["reason"][0]


def test_a_pattern_over_folders(tmp_path: Path) -> None:
    (tmp_path / "meridian").mkdir()
    (tmp_path / "meridian" / "strike.txt").write_text("A strike.", encoding="utf-8")
    reading = read_articles(tmp_path, pattern="{outlet}/{event}.txt")
    assert reading.articles.loc[0, ["article", "outlet", "event"]].tolist() == [
        "meridian/strike",
        "meridian",
        "strike",
    ]


@pytest.mark.parametrize("given", [True, False])
def test_a_metadata_table(tmp_path: Path, given: bool) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "one.txt").write_text("One article.", encoding="utf-8")
    (texts / "two.txt").write_text("Another article.", encoding="utf-8")
    table = (tmp_path / "about.csv") if given else (texts / "metadata.csv")
    table.write_text("file,outlet,date\none.txt,Lantern,2031-05-01\n", encoding="utf-8")
    reading = read_articles(texts, metadata=table if given else None)
    assert reading.articles["article"].tolist() == ["one", "two"]
    assert reading.articles["outlet"][0] == "Lantern"
    assert reading.articles["outlet"].isna().tolist() == [False, True]
    assert any("no outlet" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("header", "field", "column"),
    [
        ("Headline,Body,Publisher", "text", "Body"),
        ("title,content,source", "outlet", "source"),
        ("title,maintext,date_publish", "published", "date_publish"),
        ("webTitle,bodyText,webPublicationDate", "title", "webTitle"),
        ("heading,text,triplet-uuid", "event", "triplet-uuid"),
    ],
)
def test_columns_are_recognised(tmp_path: Path, header: str, field: str, column: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{header}\nSome words,more words,2031-01-02\n", encoding="utf-8")
    assert read_articles(path).mapping[field] == column


def test_a_topic_is_no_event(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("text,topic\nSome words.,economy\n", encoding="utf-8")
    reading = read_articles(path)
    assert "event" not in reading.mapping
    assert any("not used: topic" in note for note in reading.notes)
    assert read_articles(path, columns={"event": "topic"}).articles["event"][0] == "economy"


def test_columns_can_be_named_and_switched_off(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("prose,source\nSome words.,wire\n", encoding="utf-8")
    reading = read_articles(path, columns={"text": "prose", "outlet": ""})
    assert reading.articles["text"][0] == "Some words."
    assert reading.articles["outlet"].isna().all()
    with pytest.raises(ColumnError, match="'prose'"):
        read_articles(path, columns={"text": "prose_"})
    with pytest.raises(ParameterError, match="'outlet'"):
        read_articles(path, columns={"outlets": "source"})


def test_a_column_called_article_is_the_identifier_where_the_text_is_another(
    tmp_path: Path,
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("article,prose\nx1,Some words.\n", encoding="utf-8")
    assert read_articles(path, columns={"text": "prose"}).articles["article"].tolist() == ["x1"]


def test_metadata_may_name_the_articles(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One article.", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("file,article\none.txt,a7\n", encoding="utf-8")
    assert read_articles(tmp_path).articles["article"].tolist() == ["a7"]


def test_the_longer_of_two_text_columns(tmp_path: Path) -> None:
    long = "A long article. " * 20
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"text": "A teaser.", "content": long}), encoding="utf-8")
    assert read_articles(path).mapping["text"] == "content"


def test_files_with_the_same_identifiers_stay_apart(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text(f"id,text\n1,Words of {name}.\n", encoding="utf-8")
    articles = read_articles(tmp_path).articles
    assert articles["article"].is_unique
    assert len(articles) == 2


def test_identifiers_that_repeat_everywhere_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,text\nempty,One.\nempty,Two.\n", encoding="utf-8")
    reading = read_articles(path)
    assert reading.articles["article"].tolist() == ["t-1", "t-2"]
    assert any("numbered" in note for note in reading.notes)


def test_several_paths_are_one_corpus_and_reading_twice_gives_the_same(tmp_path: Path) -> None:
    one = write(tmp_path / "one.csv", ROWS[:1])
    two = write(tmp_path / "two.jsonl", ROWS[1:])
    first, second = read_articles(one, two, one), read_articles(one, two, one)
    pd.testing.assert_frame_equal(first.articles, second.articles)
    assert first.articles["article"].tolist() == ["a1", "a2"]
    assert any("given twice" in note for note in first.notes)


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("utf-16", False),
        ("utf-16-le", True),
        ("cp1252", True),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, noted: bool) -> None:
    text = "“Enough,” said the café’s owner — twice.\r\nThen the naïve clerk left the façade." * 3
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    reading = read_articles(path)
    assert reading.articles["text"][0] == text
    assert any("read as" in note for note in reading.notes) == noted


def test_dates(tmp_path: Path) -> None:
    given = ["2031-03-04", "20310304T101500Z", "Tue, 04 Mar 2031 23:30:00 -0500", "March 4, 2031"]
    path = write(tmp_path / "t.json", [{"text": f"Text {d}", "date": d} for d in given])
    dates = read_articles(path).articles["published"]
    assert dates.dt.strftime("%Y-%m-%d").tolist() == ["2031-03-04"] * 4


def test_a_date_that_can_be_read_in_two_ways_stays_missing(tmp_path: Path) -> None:
    path = write(tmp_path / "t.json", [{"text": "One.", "date": "03/04/2031"}])
    reading = read_articles(path)
    assert reading.articles["published"].isna().all()
    assert any("month first" in note for note in reading.notes)
    rows = [{"text": "One.", "date": "03/04/2031"}, {"text": "Two.", "date": "25/04/2031"}]
    months = read_articles(write(tmp_path / "u.json", rows)).articles["published"].dt.month
    assert months.tolist() == [4, 4]


def test_no_path() -> None:
    with pytest.raises(InputError):
        read_articles()
