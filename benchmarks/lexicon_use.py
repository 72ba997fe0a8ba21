"""The entries of a built-in lexicon that a corpus never uses, for a reader to judge.

    python -m benchmarks.lexicon_use ARTICLES.jsonl [--lexicon loaded]

ARTICLES.jsonl: an article a line, with text. Listed are entries without a hit there, without a hit
in the coded texts (the column hits), and without a reason that says of what a news writer says
them ("; of plans and policies").
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import numpy as np

import analysis.lexicons
from analysis.lexicons import Matcher, load_lexicon
from analysis.tokens import Vocabularies, tokenize

BATCH = 200


def uses(texts: list[str], matcher: Matcher) -> np.ndarray:
    """How often each entry occurs in the texts."""
    vocabulary, times = Vocabularies(), np.zeros(len(matcher.entries), np.int64)
    for first in range(0, len(texts), BATCH):
        tokens = tokenize(texts[first : first + BATCH], None, vocabulary)
        times += np.bincount(matcher.match(tokens).entry, minlength=len(times))
    return times


def evidenced(lexicon: str) -> set[tuple[str, str]]:
    """The entries that occur in the coded texts, by category and term."""
    found = set()
    for path in (Path(analysis.lexicons.__file__).parent / lexicon).glob("*.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            found |= {(path.stem, row["term"]) for row in rows if row.get("hits")}
    return found


def main() -> None:
    """Print the unused entries and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--lexicon", default="loaded")
    given = parser.parse_args()
    lines = given.articles.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    matcher = Matcher([load_lexicon(given.lexicon)])
    times, known = uses(texts, matcher), evidenced(given.lexicon)
    unused = [
        entry
        for entry, n in zip(matcher.entries, times, strict=True)
        if n == 0 and (entry.category, entry.term) not in known and "; of " not in entry.reason
    ]
    for entry in unused:
        print(f"{entry.category}\t{entry.term}")
    print(f"{len(unused)} of {len(matcher.entries)} entries are unused and unexplained")


if __name__ == "__main__":
    main()
