"""The annotated format: text, offsets, statements, and refusals."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.corpus.annotated import read_annotated
from analysis.errors import InputError

DEMO = Path(__file__).parents[2] / "data" / "demo"

XML = """<article id="x" outlet="Lantern" event="e" published="2031-01-02">
<headline>Rain,
  again</headline>
<bullet>• One</bullet>
<bullet>• Two</bullet>
<p><dateline>PORT ANSEL — </dateline><said id="1" kind="direct">“It\u00a0<loaded
category="emotive">poured</loaded>,”</said> <who id="1" source="Ann Orr" type="person">she</who>
<cue id="1" stance="neutral">said</cue>.
<said id="1" kind="direct">“And <scare>‘rained’</scare>.”</said></p>
</article>"""
TEXT = "Rain, again\n\n• One\n• Two\n\nPORT ANSEL — “It\u00a0poured,” she said. “And ‘rained’.”"


def test_text_and_offsets(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(XML, encoding="utf-8")
    article = read_annotated(path)
    assert article.text == TEXT
    assert [(zone, TEXT[start:end]) for start, end, zone in article.zones] == [
        ("headline", "Rain, again"),
        ("bullet", "• One"),
        ("bullet", "• Two"),
        ("dateline", "PORT ANSEL —"),
        ("body", "“It\u00a0poured,” she said. “And ‘rained’.”"),
    ]
    first, second = article.relations
    assert (first["text"], second["text"]) == ("“It\u00a0poured,”", "“And ‘rained’.”")
    assert [(r["rel"], r["part"]) for r in article.relations] == [(1, 0), (1, 1)]
    assert TEXT[first["speaker_start"] : first["speaker_end"]] == first["speaker_text"] == "she"
    assert TEXT[first["cue_start"] : first["cue_end"]] == first["cue_text"] == "said"
    assert (first["source"], first["source_type"], first["cue_stance"]) == (
        "Ann Orr",
        "person",
        "neutral",
    )
    assert [TEXT[s:e] for s, e, _ in article.loaded] == ["poured"]
    assert [TEXT[s:e] for s, e in article.scare] == ["‘rained’"]


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("<article><p>open</article>", "as XML"),
        ("<article><box>x</box></article>", "not a block"),
        ("<article><p><b>x</b></p></article>", "not an inline mark"),
        ("<article><p>x <cue id='9'>said</cue></p></article>", "belongs to no statement"),
        ("<article><p>x <loaded category='moral'></loaded></p></article>", "holds no text"),
    ],
)
def test_refusals(tmp_path: Path, xml: str, words: str) -> None:
    path = tmp_path / "x.xml"
    path.write_text(xml, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_annotated(path)


def test_the_demo_files_are_what_the_annotations_give(tmp_path: Path) -> None:
    command = [sys.executable, str(DEMO / "build.py"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    for name in ("articles.csv", "gold.jsonl"):
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes(), name


def test_offsets_of_the_demo_gold() -> None:
    with (DEMO / "articles.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["id"]: row["text"] for row in csv.DictReader(file)}
    for line in (DEMO / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        assert texts[gold["doc_id"]] == gold["text"]
        for quote in gold["quotes"]:
            assert gold["text"][quote["start"] : quote["end"]] == quote["text"]
