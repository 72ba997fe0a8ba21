"""The command line: one clear sentence for bad input, never a traceback."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis import read_articles
from analysis.__main__ import main

GOOD = "The ferry left two hours late, the harbor office said. “We are sorry,” said Mara Voss."


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["parallax", *map(str, arguments)])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def corpus(tmp_path: Path, *texts: str) -> Path:
    path = tmp_path / "in.jsonl"
    rows = [{"id": str(i), "outlet": "Gazette", "text": text} for i, text in enumerate(texts)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_measure_shows_mapping_and_writes_the_tables(tmp_path, monkeypatch, capsys) -> None:
    path = corpus(tmp_path, GOOD, "")
    assert run(monkeypatch, "measure", path, "--out", tmp_path / "out") == 0
    shown = capsys.readouterr().out
    assert "Read 1 articles; refused 1" in shown
    assert "article ← id" in shown
    record = json.loads((tmp_path / "out" / "measurement.json").read_text(encoding="utf-8"))
    assert len(record["refused"]) == 1
    assert record["refused"][0]["reason"]
    assert pd.read_parquet(tmp_path / "out" / "scores.parquet")["article"].tolist() == ["0"]


def test_events_are_proposed_reviewed_and_used(tmp_path, monkeypatch, capsys) -> None:
    demo = Path(__file__).parents[1] / "data" / "demo" / "articles.csv"
    table = read_articles(demo).articles.head(8)
    given = tmp_path / "in.csv"
    table.drop(columns="event").to_csv(given, index=False)
    review = tmp_path / "review.csv"
    assert run(monkeypatch, "events", given, "--out", review) == 0
    found = pd.read_csv(review)["event"]
    assert f"Proposed {found.nunique()} events for {found.count()} of 8" in capsys.readouterr().out
    # Each proposed event is within one true one: precision first.
    true = table.set_index("article")["event"]
    proposed = pd.read_csv(review).dropna(subset="event").set_index("article")["event"]
    assert len(proposed) and true[proposed.index].groupby(proposed).nunique().max() == 1
    assert run(monkeypatch, "events", given, "--out", review) == 2
    assert "the file exists" in capsys.readouterr().err
    # Not a row is reviewed yet, so that nothing may be used.
    out = tmp_path / "out"
    assert run(monkeypatch, "measure", given, "--events", review, "--out", out) == 2
    assert "no row of the review is marked" in capsys.readouterr().err
    edited = pd.read_csv(review).assign(reviewed="yes")
    edited.loc[edited["article"] == table["article"][0], "event"] = "mine"
    edited.to_csv(review, index=False, sep=";", encoding="utf-8-sig")
    assert run(monkeypatch, "measure", given, "--events", review, "--out", out) == 0
    articles = pd.read_parquet(out / "articles.parquet").set_index("article")["event"]
    assert (
        articles.dropna().to_dict()
        == edited.dropna(subset="event").set_index("article")["event"].to_dict()
    )
    assert articles[table["article"][0]] == "mine"


def test_spellings_of_an_outlet_are_one_and_shown(tmp_path, monkeypatch, capsys) -> None:
    rows = [("FOX", GOOD), ("foxnews.com", f"{GOOD} Twice."), ("Herald", f"{GOOD} Thrice.")]
    path = tmp_path / "in.csv"
    pd.DataFrame(rows, columns=["outlet", "text"]).to_csv(path, index=False)
    out = tmp_path / "out"
    assert run(monkeypatch, "measure", path, "--outlet", "Herald=Daily Herald", "--out", out) == 0
    assert "outlet 'FOX' is taken for 'Fox News'" in capsys.readouterr().out
    named = pd.read_parquet(out / "articles.parquet")["outlet"].tolist()
    assert named == ["Fox News", "Fox News", "Daily Herald"]
    record = json.loads((out / "measurement.json").read_text(encoding="utf-8"))
    assert record["outlets"]["Herald"] == "Daily Herald"


BAD = {
    "empty.csv": b"",
    "binary.csv": bytes(range(256)) * 40,
    "no_text.csv": b"id,outlet\n1,Gazette\n",
    "nothing.jsonl": b"{}\n",
    "broken.parquet": b"PAR1 and then nothing",
    "empty.txt": b"",
    "zeros.txt": b"\0" * 500,
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path, monkeypatch, capsys, name) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    assert run(monkeypatch, "measure", path, "--out", tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert said.startswith("parallax: ")
    assert name in said
    assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


ODD = {
    "three words": "Ferry runs late.",
    "punctuation": "?!... — “”",
    "long": "The ferry was late. " * 100_000,
    "right to left": "تأخرت العبارة ساعتين صباح الاثنين. قال المكتب: «نأسف».",
    "one line": "late " * 200_000,
    "marks": "“" * 5000 + " he said",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_are_measured_or_missing(tmp_path, monkeypatch, name) -> None:
    path = corpus(tmp_path, GOOD, ODD[name])
    assert run(monkeypatch, "measure", path, "--out", tmp_path / "out") == 0
    scores = pd.read_parquet(tmp_path / "out" / "scores.parquet")
    record = json.loads((tmp_path / "out" / "measurement.json").read_text(encoding="utf-8"))
    assert len(scores) + len(record["refused"]) == 2


def test_utf16_is_read(tmp_path, monkeypatch) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes(f"id,text\n1,{GOOD.replace(',', ';')}\n".encode("utf-16"))
    assert run(monkeypatch, "measure", path, "--out", tmp_path / "out") == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["measure", "missing.csv", "--out", "x"],
        ["measure", ".", "--out", "x", "--format", "xml"],
        ["measure", ".", "--out", "x", "--column", "text"],
        ["report", "no_such_notebook", "--measures", "x", "--out", "y"],
        ["report", "outlet_comparison", "--measures", "missing", "--out", "y"],
    ],
)
def test_bad_arguments(tmp_path, monkeypatch, capsys, arguments) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, *arguments) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
