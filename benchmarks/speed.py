"""How much faster than the obvious script: readability and sentiment alone, and the whole river.

    python benchmarks/speed.py [CORPUS.jsonl] [--articles N] [--obvious N] [--out TABLE.csv]

The obvious script is textstat's ten functions, article by article, and VADER on each sentence of a
regular expression. It is run on --obvious articles, spread over the corpus (its cost is the same
for each of them), everything else on all; in one process and one run, in seconds of processor
time, so that other work on the machine disturbs little: only the ratios mean anything. Without
CORPUS the demo corpus is repeated, which flatters a warm vocabulary.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.corpus import label_zones
from analysis.lexicons import Matcher, load_lexicon
from analysis.measures import METRICS, compute, frames, loaded, parts
from analysis.measures.pipeline import measure
from analysis.measures.readability import count_readability
from analysis.measures.sentiment import count_sentiment, score_sentences
from analysis.measures.store import TABLES
from analysis.measures.syllables import offline_textstat
from analysis.tokens import Vocabularies, tokenize
from analysis.voices import attribute

DEMO = Path(__file__).resolve().parents[1] / "data" / "demo"
BATCH = 500
TEN = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "smog_index",
    "coleman_liau_index",
    "automated_readability_index",
    "gunning_fog",
    "dale_chall_readability_score",
    "linsear_write_formula",
    "lix",
    "rix",
)
OWN = [name for name, metric in METRICS.items() if metric.family in ("readability", "sentiment")]


def obvious(texts: Sequence[str]) -> None:
    """What a researcher writes first."""
    textstat = offline_textstat()
    analyzer = SentimentIntensityAnalyzer()
    for text in texts:
        [getattr(textstat, name)(text) for name in TEN]
        sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if s]
        np.mean([analyzer.polarity_scores(s)["compound"] for s in sentences] or [np.nan])


def readability_and_sentiment(texts: Sequence[str], vocabulary: Vocabularies) -> dict[str, float]:
    """Tokens, counts and scores of both families; seconds by stage."""
    seconds: dict[str, float] = dict.fromkeys(("tokens", "readability", "sentiment", "scores"), 0.0)
    cubes: dict[str, list[np.ndarray]] = {}
    for batch in _batches(texts):
        clock = _Clock(seconds)
        tokens = tokenize(batch, None, vocabulary)
        voice = np.zeros(len(tokens), np.uint8)
        clock.lap("tokens")
        counts = count_readability(tokens, voice)
        clock.lap("readability")
        counts |= count_sentiment(tokens, score_sentences(tokens, voice))
        clock.lap("sentiment")
        for name, cube in counts.items():
            cubes.setdefault(name, []).append(cube.sum(axis=(1, 2)))
        clock.lap("scores")
    clock = _Clock(seconds)
    columns = {name: pd.Series(np.concatenate(parts)) for name, parts in cubes.items()}
    for name in OWN:
        if set(METRICS[name].needs) <= columns.keys():
            compute(METRICS[name], columns)
    clock.lap("scores")
    return seconds


def stages(texts: Sequence[str], vocabulary: Vocabularies) -> dict[str, float]:
    """Seconds of the stages that only the whole river has, and of the lower bounds."""
    seconds: dict[str, float] = {}
    matcher = Matcher([load_lexicon(name) for name in (loaded.LEXICON, *frames.LEXICONS)])
    matcher.match(tokenize(texts, None, vocabulary))  # each word is looked up before the clock runs
    for batch in _batches(texts, parts.BATCH):
        clock = _Clock(seconds)
        for text in batch:
            text.split()
        clock.lap("lower bound: str.split")
        spans = [label_zones(text) for text in batch]
        clock.lap("zones")
        tokens = tokenize(batch, spans, vocabulary)
        clock.lap("tokens with zones")
        attribute(tokens)
        clock.lap("voices")
        matcher.match(tokens)
        clock.lap("matching")
    return seconds


def one_article(texts: Sequence[str]) -> tuple[float, float, float]:
    """Seconds of `measure` on a single article: measured before, new, and with all tables made.

    All are medians over the texts, as a notebook would call it: each article alone. The last is of
    articles measured before, whose tables are all asked for, which makes them.
    """
    tables = [pd.DataFrame({"article": [f"a{n}"], "text": [text]}) for n, text in enumerate(texts)]
    for table in tables[:3]:
        with_tables(table)
    new, again, tabled = (
        float(np.median([_timed(partial(work, table))[0] for table in tables]))
        for work in (measure, measure, with_tables)
    )
    return again, new, tabled


def with_tables(articles: pd.DataFrame) -> None:
    """Measure, and ask for every table, which makes it."""
    measures = measure(articles)
    for name in TABLES:
        getattr(measures, name)


class _Clock:
    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds, self.since = seconds, process_time()

    def lap(self, name: str) -> None:
        now = process_time()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self.since
        self.since = now


def _batches(texts: Sequence[str], size: int = BATCH) -> Iterator[list[str]]:
    for first in range(0, len(texts), size):
        yield list(texts[first : first + size])


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    gc.collect()
    start = process_time()
    result = work()
    return process_time() - start, result


def read_texts(path: Path | None, articles: int) -> list[str]:
    if path is not None:
        with path.open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in itertools.islice(lines, articles)]
    texts = pd.read_csv(DEMO / "articles.csv")["text"].tolist()
    return list(itertools.islice(itertools.cycle(texts), articles))


def run(texts: list[str], few: int) -> pd.DataFrame:
    """One row a way of measuring: articles and words a second, ratio to the obvious script."""
    sample = texts[:: max(len(texts) // few, 1)][:few]
    # Neither way is charged for reading its word lists, which each does at its first text.
    obvious(sample[:2])
    readability_and_sentiment(sample[:2], Vocabularies())
    measure(pd.DataFrame({"article": ["a", "b"], "outlet": ["x", "y"], "text": sample[:2]}))
    rows = []
    halves = [sample[::2], sample[1::2]]
    first, _ = _timed(lambda: obvious(halves[0]))
    vocabulary = Vocabularies()
    cold, cold_stages = _timed(lambda: readability_and_sentiment(texts, vocabulary))
    warm, warm_stages = _timed(lambda: readability_and_sentiment(texts, vocabulary))
    frame = pd.DataFrame({"article": [f"a{n}" for n in range(len(texts))], "text": texts})
    river, _ = _timed(lambda: with_tables(frame.assign(outlet="x")))
    _, river_stages = _timed(lambda: stages(texts, vocabulary))
    # The obvious script runs before and after the others, so that a busy machine hits both.
    second, _ = _timed(lambda: obvious(halves[1]))
    base = (first + second) / len(sample) * len(texts)
    words = sum(len(text.split()) for text in texts)
    for name, seconds in (
        ("obvious script", base),
        ("readability and sentiment, cold", cold),
        ("readability and sentiment, warm", warm),
        ("whole river, cold", river),
    ):
        rows.append((name, seconds, len(texts) / seconds, words / seconds, base / seconds))
    for title, part in (("cold", cold_stages), ("warm", warm_stages), ("warm", river_stages)):
        for name, seconds in part.items():
            rows.append(
                (f"  {name}, {title}", seconds, len(texts) / seconds, words / seconds, np.nan)
            )
    columns = ["what", "seconds", "articles_per_second", "words_per_second", "ratio"]
    return pd.DataFrame(rows, columns=columns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--obvious", type=int, default=200)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    texts = read_texts(options.corpus, options.articles)
    table = run(texts, min(options.obvious, len(texts)))
    print(f"{len(texts)} articles, {sum(map(len, texts)):,} characters")
    print(table.round(2).to_string(index=False))
    voices = table.loc[table["what"] == "  voices, warm", "seconds"].iloc[0]
    print(f"attribution: {sum(map(len, texts)) / voices / 1e6:.2f} million characters a second")
    river, matching = (
        table.loc[table["what"] == name, "seconds"].iloc[0]
        for name in ("whole river, cold", "  matching, warm")
    )
    print(f"matching all lexicons: {matching / (river - matching):.1%} of the rest of the river")
    again, new, tabled = (1000 * seconds for seconds in one_article(texts[:30]))
    print(f"one article alone: {again:.0f} ms measured before, {new:.0f} ms new")
    print(f"with all of its tables made: {tabled:.0f} ms measured before")
    if options.out is not None:
        table.to_csv(options.out, index=False)


if __name__ == "__main__":
    main()
