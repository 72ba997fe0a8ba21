"""The loaded-language scores of coded sentences, for comparison with human codes.

    python -m benchmarks.loaded SENTENCES.jsonl SCORES.jsonl [--authorial]

SENTENCES.jsonl: a sentence a line (id, text), or an article a line in the form of BASIL (doc_id,
sentences with idx and text); then an id is `doc_id#idx`. SCORES.jsonl: id, score (the sentence's
loaded_score), and terms (start and end of every hit whose weight is MARKED or more: coders seldom
mark the words below). --authorial: loaded_score_authorial, of the words outside direct quotations;
a sentence of an article is read within its article, so that a quotation that began before it is
known.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from analysis.lexicons import Matcher, load_lexicon
from analysis.tables import VOICES
from analysis.tokens import Vocabularies, tokenize
from analysis.voices import attribute

MARKED = 0.6
QUOTED = VOICES.index("quoted")
Unit = tuple[str, list[tuple[str, int, int]]]


def units(record: dict[str, Any]) -> Unit:
    """A text and its sentences (id, start, end); those of an article are its paragraphs."""
    if "sentences" not in record:
        return record["text"], [(record["id"], 0, len(record["text"]))]
    text, rows = "", []
    for sentence in record["sentences"]:
        start = len(text)
        text += sentence["text"] + "\n"
        rows.append((f"{record['doc_id']}#{sentence['idx']}", start, len(text) - 1))
    return text, rows


def scores(records: list[dict[str, Any]], *, authorial: bool) -> Iterator[dict[str, Any]]:
    """The score and hits of every sentence."""
    matcher, vocabulary = Matcher([load_lexicon("loaded")]), Vocabularies()
    weight = np.array([entry.weight for entry in matcher.entries])
    for record in records:
        text, rows = units(record)
        spans = [(start, end, "body") for _, start, end in rows if text[start:end].strip()]
        tokens = tokenize([text], [spans], vocabulary)
        hits = matcher.match(tokens)
        own = attribute(tokens).voice != QUOTED if authorial else np.ones(len(tokens), bool)
        starts, ends = tokens.start[hits.token], tokens.end[hits.token + hits.length - 1]
        kept = own[hits.token]
        for name, start, end in rows:
            inside = kept & (starts >= start) & (ends <= end)
            words = tokens.is_word & own & (tokens.start >= start) & (tokens.end <= end)
            marked = inside & (weight[hits.entry] >= MARKED)
            total = weight[hits.entry[inside]].sum()
            yield {
                "id": name,
                "score": float(total / np.sqrt(max(int(words.sum()), 1))),
                "terms": [
                    {"start": int(s) - start, "end": int(e) - start}
                    for s, e in zip(starts[marked], ends[marked], strict=True)
                ],
            }


def main() -> None:
    """Read the sentences, write the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--authorial", action="store_true")
    given = parser.parse_args()
    lines = given.sentences.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    with given.out.open("w", encoding="utf-8") as file:
        for row in scores(records, authorial=given.authorial):
            file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
