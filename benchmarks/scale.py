"""What a long run costs in memory, and whether a killed run comes to the same tables.

    python -m benchmarks.scale memory [CORPUS.jsonl] [--articles N]
    python -m benchmarks.scale kill [CORPUS.jsonl] [--articles N] [--times N] [--seed N]

`memory` takes the corpus again and again, with new words at the rate at which a corpus brings them
(Heaps' exponent .57), through tokens, readability and sentiment in batches with a bounded
vocabulary; it prints the articles a second and the peak of resident memory as it goes. `kill` runs
`parallax measure --workers 2`, kills its processes at random moments, runs it again, and compares
the tables with those of an undisturbed run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import numpy as np

from analysis.measures.readability import count_readability
from analysis.measures.sentiment import count_sentiment, score_sentences
from analysis.tokens import Vocabularies, tokenize
from benchmarks.speed import read_texts

_BATCH, _KNOWN = 250, 300_000
_HEAPS = 0.57


def grown(texts: list[str], size: int, seed: int) -> Iterator[str]:
    """The texts over and over; from the second time on with words that were never seen."""
    chance = random.Random(seed)
    types = len({word for text in texts for word in text.split()})
    for number in range(size):
        text = texts[number % len(texts)]
        if number >= len(texts):
            scale = types / len(texts) ** _HEAPS
            new = scale * _HEAPS * number ** (_HEAPS - 1)
            names = (f"Q{chance.getrandbits(60):x}" for _ in range(round(new)))
            text = f"{text}\n{' '.join(names)}"
        yield text


def memory(texts: list[str], size: int, seed: int) -> None:
    vocabulary, start, batch = Vocabularies(), process_time(), []
    for done, text in enumerate(grown(texts, size, seed), start=1):
        batch.append(text)
        if len(batch) == _BATCH or done == size:
            vocabulary.trim(_KNOWN)
            tokens = tokenize(batch, None, vocabulary)
            voice = np.zeros(len(tokens), np.uint8)
            count_readability(tokens, voice)
            count_sentiment(tokens, score_sentences(tokens, voice))
            batch = []
        if done % max(size // 10, 1) == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            rate = done / (process_time() - start)
            print(f"{done:>8} articles: {rate:6.0f} a second, peak {peak:5.0f} MB", flush=True)


def kill(texts: list[str], times: int, seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.jsonl"
        rows = ({"id": f"a{n}", "outlet": "x", "text": text} for n, text in enumerate(texts))
        source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        start = time.monotonic()
        _run(source, folder / "whole").wait()
        whole, seconds = _tables(folder / "whole"), time.monotonic() - start
        for turn in range(times):
            out = folder / f"out{turn}"
            moment = chance.uniform(0, seconds)
            run = _run(source, out)
            time.sleep(moment)
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            left = sum(1 for part in folder.glob(f".{out.name}.parts/*") if part.is_dir())
            _run(source, out).wait()
            same = _tables(out) == whole
            print(f"killed after {moment:5.1f} s, {left} parts kept: identical {same}", flush=True)
            if not same:
                raise SystemExit(1)


def _run(source: Path, out: Path) -> subprocess.Popen[bytes]:
    command = ["measure", str(source), "--out", str(out), "--workers", "2", "--partition", "10"]
    return subprocess.Popen(
        [sys.executable, "-m", "analysis", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("memory", "kill"))
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.what == "memory":
        memory(read_texts(options.corpus, 2000), options.articles or 40_000, options.seed)
    else:
        kill(read_texts(options.corpus, options.articles or 60), options.times, options.seed)


if __name__ == "__main__":
    main()
