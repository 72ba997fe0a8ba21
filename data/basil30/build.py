"""Measure the articles of a BASIL file and keep the tables and the human codes, not the text.

    python data/basil30/build.py BASIL.jsonl

BASIL.jsonl: one article a line with doc_id, event_id, outlet, date, title, url, and sentences (idx,
para, text, lexical_bias, informational_bias, in_quote, spans), as released by Fan et al. (2019).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus import map_outlets, rename_outlets
from analysis.measures import measure, write_measures, write_table

FOLDER = Path(__file__).parent


def compose(record: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """The article's text, a blank line between paragraphs, and the codes of its sentences."""
    text, codes, paragraph = "", [], None
    for sentence in record["sentences"]:
        if text:
            text += " " if sentence["para"] == paragraph else "\n\n"
        paragraph = sentence["para"]
        spans = [span["type"] for span in sentence["spans"]]
        codes.append(
            {
                "article": record["doc_id"],
                "start": len(text),
                "end": len(text) + len(sentence["text"]),
                "headline": sentence["idx"] == "title",
                "lexical_bias": bool(sentence["lexical_bias"]),
                "informational_bias": bool(sentence["informational_bias"]),
                "lexical_spans": spans.count("lexical"),
                "informational_spans": spans.count("informational"),
                "in_quote": bool(sentence["in_quote"]),
            }
        )
        text += sentence["text"]
    return text, codes


def main(path: str) -> None:
    """Write measures/ and codes.csv beside this file."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    records = sorted((json.loads(line) for line in lines if line), key=lambda r: r["doc_id"])
    composed = [compose(record) for record in records]
    articles = pd.DataFrame(
        {
            "article": [r["doc_id"] for r in records],
            "outlet": [r["outlet"] for r in records],
            "event": [r["event_id"] for r in records],
            "published": [r["date"] for r in records],
            "title": [r["title"] for r in records],
            "url": [r["url"] for r in records],
            "text": [text for text, _ in composed],
        }
    )
    # Two of the thirty events name their outlets in short.
    articles = rename_outlets(articles, map_outlets(articles["outlet"]))
    write_measures(measure(articles), FOLDER / "measures")
    codes = pd.DataFrame([row for _, rows in composed for row in rows])
    write_table(codes, FOLDER / "codes.csv")


if __name__ == "__main__":
    main(*sys.argv[1:])
