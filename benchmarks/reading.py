"""How fast articles are read, cleaned and searched for copies, and in how much memory.

The corpus is made anew from the paragraphs of texts that you give, their longer words exchanged,
so that no two articles share their words but where they are made to: one article in twenty is a
version of another of its outlet, one in ten is an agency's story, whole or cut, and one in ten has
two of an agency's paragraphs. Every outlet has a line of its own under each article.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus import (
    detect_language,
    find_boilerplate,
    label_zones,
    mark_copies,
    read_articles,
)
from analysis.corpus.paragraphs import split_paragraphs

_OUTLETS = 20
_KINDS = ("own", "version", "wire", "parts")
_SHARES = (0.75, 0.05, 0.1, 0.1)
_IN_PRINT = 30
_WORD = re.compile(r"(?<= )[a-z]{5,}(?= )")


class Writer:
    """Paragraphs as nobody wrote them: those of a source with other long words."""

    def __init__(self, source: Path, *, words: int, seed: int) -> None:
        texts = read_articles(source).articles["text"]
        given = [text[start:end] for text in texts for start, end in split_paragraphs(text)]
        self.models = [_WORD.split(paragraph) for paragraph in given]
        self.lexicon = np.array(_WORD.findall("\n".join(given)), dtype=object)
        self.rows = round(words / float(np.mean([paragraph.count(" ") + 1 for paragraph in given])))
        self.generator = np.random.default_rng(seed)

    def story(self, rows: int | None = None) -> list[str]:
        """As many new paragraphs as an article has, or as many as asked for."""
        drawn = self.generator.integers(len(self.models), size=rows or self.rows)
        models = [self.models[row] for row in drawn]
        places = self.generator.integers(len(self.lexicon), size=sum(map(len, models)))
        words = iter(self.lexicon[places])
        return [
            "".join(chain.from_iterable(zip(model[:-1], words, strict=False))) + model[-1]
            for model in models
        ]


def _articles(writer: Writer, articles: int) -> Iterator[dict[str, object]]:
    draw = writer.generator
    wire = [writer.story() for _ in range(_IN_PRINT)]
    recent: dict[int, list[str]] = {}
    for number in range(articles):
        outlet, kind = number % _OUTLETS, str(draw.choice(_KINDS, p=_SHARES))
        if draw.random() < 0.03:
            wire[draw.integers(_IN_PRINT)] = writer.story()
        agency = wire[draw.integers(_IN_PRINT)]
        if kind == "version" and outlet in recent:
            rows = [*recent.pop(outlet)[:-2], *writer.story(2)]
        elif kind == "wire":
            rows = agency[: int(draw.integers(len(agency) // 2, len(agency) + 1))]
        elif kind == "parts":
            rows = [*writer.story(writer.rows - 2), *agency[2:4]]
        else:
            kind, rows = "own", writer.story()
        if kind == "own":
            recent[outlet] = rows
        yield {
            "id": f"a{number}",
            "outlet": f"outlet {outlet}",
            "date": str(np.datetime64("2031-01-01") + number * 365 // articles),
            "title": " ".join(rows[0].split()[:9]),
            "text": "\n\n".join([*rows, f"Tell outlet {outlet} what you think of it"]),
            "made": kind,
        }


def write_corpus(source: Path, target: Path, *, articles: int, words: int, seed: int = 0) -> None:
    """JSON lines of articles made from the texts in a file or folder."""
    writer = Writer(source, words=words, seed=seed)
    with target.open("w", encoding="utf-8") as file:
        for record in _articles(writer, articles):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def main() -> None:
    """Print seconds of each stage, their sum, the highest memory, and the copies found."""
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
    begun = last = (time.process_time(), time.perf_counter())

    def tell(stage: str, since: tuple[float, float]) -> tuple[float, float]:
        now = time.process_time(), time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
        spent = f"{now[0] - since[0]:7.1f} s of a processor, {now[1] - since[1]:7.1f} s in all"
        print(f"{stage:24} {spent}, highest memory {peak:6.0f} MB", flush=True)
        return now

    articles = read_articles(corpus).articles
    last = tell(f"read {len(articles)}", last)
    texts, outlets = articles["text"].tolist(), articles["outlet"].tolist()
    languages = {detect_language(text) for text in texts}
    last = tell(f"language ({len(languages)})", last)
    repeated = find_boilerplate(texts, outlets)
    known = {o: frozenset(rows["line"]) for o, rows in repeated.groupby("outlet")}
    last = tell(f"repeated lines ({len(repeated)})", last)
    spans = [
        label_zones(text, title=title, boilerplate=known.get(outlet, ()))
        for text, title, outlet in zip(texts, articles["title"], outlets, strict=True)
    ]
    last = tell("zones", last)
    copies = mark_copies(articles, spans=spans)
    last = tell("copies", last)
    tell("all", begun)
    print(f"{sum(text.count(' ') + 1 for text in texts) / len(texts):.0f} words an article")
    with corpus.open(encoding="utf-8") as file:
        made = pd.Series([json.loads(line)["made"] for line in file], name="made")
    print(pd.crosstab(made, copies["duplicate_kind"].fillna("none").rename("found")))
    print(copies["wire_share"].groupby(made).mean().round(3).to_string())


if __name__ == "__main__":
    main()
