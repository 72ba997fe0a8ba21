"""Attributions of the texts in a gold file, in the form that gold files have, and how fast.

usage: python benchmarks/attribution.py GOLD.jsonl [--out PREDICTIONS.jsonl]

GOLD.jsonl: one JSON object a line with "doc_id" and "text"; anything else in it is not read. The
predictions have one line a document: {"doc_id", "quotes": [{"start", "end", "text", "type", "rel",
"part", "speaker_text", "speaker_start", "speaker_end", "speaker_name", "source_type", "cue_text",
"cue_start", "cue_end", "cue_stance"}]}; offsets index the document's text. So anyone can repeat
the measurement on gold of their own. The speed goes to the error stream.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from analysis.tokens import tokenize
from analysis.voices import paragraphs
from analysis.voices.marks import find_quotes
from analysis.voices.output import attribution_columns, attribution_table
from analysis.voices.scoring import score
from analysis.voices.statements import Judge, statements
from analysis.voices.view import View

Document = dict[str, Any]


def read_documents(path: Path) -> list[Document]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def predict(documents: list[Document], judge: Judge = score) -> tuple[list[Document], float]:
    """Predictions in the order of the documents, and the seconds that attribution took.

    judge: the score of a candidate, to try weights that are not in the tables.
    """
    texts = [document["text"] for document in documents]
    tokens = tokenize(texts, [paragraphs(text) for text in texts])
    begin = time.perf_counter()
    view = View(tokens, find_quotes(tokens))
    columns = attribution_columns(view, statements(view, judge))
    seconds = time.perf_counter() - begin
    table = attribution_table(columns)
    quotes: dict[int, list[Document]] = defaultdict(list)
    parts: dict[tuple[int, int], int] = defaultdict(int)
    for row in table.astype(object).where(table.notna(), None).itertuples():
        key = (row.article, row.statement)
        quotes[row.article].append(_quote(texts[row.article], row, parts[key]))
        parts[key] += 1
    predictions = [
        {"doc_id": document["doc_id"], "quotes": quotes[number]}
        for number, document in enumerate(documents)
    ]
    return predictions, seconds


def _quote(text: str, row: Any, part: int) -> Document:
    return {
        "start": row.start,
        "end": row.end,
        "text": text[row.start : row.end],
        "type": row.kind,
        "rel": row.statement,
        "part": part,
        "speaker_text": row.speaker,
        "speaker_start": row.speaker_start,
        "speaker_end": row.speaker_end,
        "speaker_name": row.source,
        "source_type": row.source_type,
        "cue_text": row.cue,
        "cue_start": row.cue_start,
        "cue_end": row.cue_end,
        "cue_stance": row.cue_stance,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, help="the predictions file; default: standard output")
    options = parser.parse_args()
    documents = read_documents(options.gold)
    predictions, seconds = predict(documents)
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in predictions)
    if options.out is None:
        sys.stdout.write(lines)
    else:
        options.out.write_text(lines, encoding="utf-8")
    size = sum(len(document["text"]) for document in documents)
    rate = size / max(seconds, 1e-9) / 1e6
    print(f"{len(documents)} documents, {rate:.2f} million characters a second", file=sys.stderr)


if __name__ == "__main__":
    main()
