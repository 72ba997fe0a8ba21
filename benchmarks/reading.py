"""How fast articles are read, cleaned and searched for copies, and in how much memory.

The corpus is made anew from the paragraphs of texts that you give: each article draws some until
it has its words, and one in twenty is a copy of another with one paragraph changed.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from analysis.corpus import (
    detect_language,
    find_boilerplate,
    label_zones,
    mark_copies,
    read_articles,
)
from analysis.corpus.paragraphs import split_paragraphs

_OUTLETS = 10
_COPIED = 0.05


def write_corpus(source: Path, target: Path, *, articles: int, words: int, seed: int = 0) -> None:
    """JSON lines of articles whose paragraphs are drawn from the texts in a file or folder."""
    texts = read_articles(source).articles["text"]
    paragraphs = [text[start:end] for text in texts for start, end in split_paragraphs(text)]
    lengths = np.array([paragraph.count(" ") + 1 for paragraph in paragraphs])
    generator = np.random.default_rng(seed)
    mean = float(lengths.mean())
    made: list[list[int]] = []
    with target.open("w", encoding="utf-8") as file:
        for number in range(articles):
            if made and generator.random() < _COPIED:
                rows = list(made[generator.integers(len(made))])
                rows[-1] = int(generator.integers(len(paragraphs)))
            else:
                rows = generator.integers(len(paragraphs), size=round(words / mean)).tolist()
            made.append(rows)
            record = {
                "id": f"a{number}",
                "outlet": f"outlet {number % _OUTLETS}",
                "date": f"2031-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
                "title": f"Article {number}",
                "text": "\n\n".join(paragraphs[row] for row in rows),
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def main() -> None:
    """Print processor seconds of each stage, their sum, and the highest memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, help="a file or folder of articles to draw from")
    parser.add_argument("--articles", type=int, default=40_000)
    parser.add_argument("--words", type=int, default=700)
    parser.add_argument("--corpus", type=Path, help="a corpus that --only-make wrote")
    parser.add_argument("--only-make", type=Path, help="write the corpus here and stop")
    given = parser.parse_args()
    if given.only_make:
        write_corpus(given.texts, given.only_make, articles=given.articles, words=given.words)
        return
    with tempfile.TemporaryDirectory() as folder:
        corpus = given.corpus or Path(folder) / "corpus.jsonl"
        if not given.corpus:
            write_corpus(given.texts, corpus, articles=given.articles, words=given.words)
        _run(corpus)


def _run(corpus: Path) -> None:
    begun = last = time.process_time()

    def tell(stage: str) -> None:
        nonlocal last
        now = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
        print(f"{stage:28} {now - last:7.1f} s   highest memory {peak:6.0f} MB", flush=True)
        last = now

    articles = read_articles(corpus).articles
    tell(f"read {len(articles)}")
    texts, outlets = articles["text"].tolist(), articles["outlet"].tolist()
    print(f"  {sum(text.count(' ') + 1 for text in texts) / len(texts):.0f} words each")
    languages = {detect_language(text) for text in texts}
    tell(f"language ({len(languages)})")
    repeated = find_boilerplate(texts, outlets)
    known = {o: frozenset(rows["line"]) for o, rows in repeated.groupby("outlet")}
    tell("repeated lines")
    spans = [
        label_zones(text, title=title, boilerplate=known.get(outlet, ()))
        for text, title, outlet in zip(texts, articles["title"], outlets, strict=True)
    ]
    tell("zones")
    copies = mark_copies(articles, spans=spans)
    tell(f"copies ({int(copies['duplicate_of'].notna().sum())})")
    print(f"{'all':28} {time.process_time() - begun:7.1f} s")


if __name__ == "__main__":
    main()
