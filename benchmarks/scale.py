"""What a long run costs in time and memory, and whether a killed run comes to the same tables.

    python -m benchmarks.scale memory [CORPUS.jsonl] [--articles N]
    python -m benchmarks.scale two [CORPUS.jsonl] [--articles N]
    python -m benchmarks.scale river CORPUS.jsonl [--articles N] [--workers N]
    python -m benchmarks.scale kill [CORPUS.jsonl] [--articles N] [--times N] [--seed N]

`memory` takes the corpus again and again, with new words at the rate at which a corpus brings them
(Heaps' exponent .57), through tokens, readability and sentiment in batches with a bounded
vocabulary; it prints the articles a second, the ratio of processor time to the obvious script's on
articles in between, and the peak of resident memory as it goes. `two` does the same work in one
process and in two that share it, and compares the time on the clock. `river` is `parallax measure`
with everything written to disk, on the corpus as it is (`benchmarks.reading` makes large ones):
seconds and peak memory of this process. `kill` runs `parallax measure --workers 2`, kills its
processes at random moments, runs it again, and compares the tables with those of an undisturbed
run.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from analysis.corpus import read_articles
from analysis.measures.readability import count_readability
from analysis.measures.sentiment import count_sentiment, score_sentences
from analysis.scale import measure_to
from analysis.tokens import Vocabularies, tokenize
from benchmarks.speed import obvious, read_texts

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
            text = f"{text}\n{' '.join(_name(chance) for _ in range(round(new)))}"
        yield text


def _name(chance: random.Random) -> str:
    """A word that nobody has written, as a corpus' new words mostly are: a name, in letters."""
    letters = (chance.choice(some) for _ in range(5) for some in ("bcdfghjklmnprstvwz", "aeiou"))
    return "".join(letters).capitalize()


def counted(texts: Iterable[str]) -> Iterator[int]:
    """Readability and sentiment of the texts, a batch at a time; how many are done."""
    vocabulary, done, source = Vocabularies(), 0, iter(texts)
    while batch := list(islice(source, _BATCH)):
        vocabulary.trim(_KNOWN)
        tokens = tokenize(batch, None, vocabulary)
        voice = np.zeros(len(tokens), np.uint8)
        count_readability(tokens, voice)
        count_sentiment(tokens, score_sentences(tokens, voice))
        done += len(batch)
        yield done


def memory(texts: list[str], size: int, seed: int) -> None:
    step, source = max(size // 10, _BATCH), _Timed(grown(texts, size, seed))
    sample, asked, base = texts[:: max(len(texts) // 200, 1)], 0, 0.0
    obvious(sample[:2])
    start = process_time()
    for done in counted(source):
        spent = process_time() - start - source.seconds - base
        if done % step < _BATCH:
            # The obvious script runs in between, so that a busy machine hits both alike.
            some = [sample[n % len(sample)] for n in range(asked, asked + 20)]
            before = process_time()
            obvious(some)
            base, asked = base + process_time() - before, asked + len(some)
            rate, ratio = done / spent, base / asked * done / spent
            print(
                f"{done:>8} articles: {rate:6.0f} a second, {ratio:5.1f} times the obvious script,"
                f" peak {_peak():5.0f} MB",
                flush=True,
            )


class _Timed:
    """An iterator that knows how long its items took to make."""

    def __init__(self, items: Iterator[str]) -> None:
        self._items, self.seconds = items, 0.0

    def __iter__(self) -> Iterator[str]:
        while True:
            start = process_time()
            item = next(self._items, None)
            self.seconds += process_time() - start
            if item is None:
                return
            yield item


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def two(texts: list[str], size: int, seed: int) -> None:
    """Seconds on the clock of one process, and of two that share the articles."""
    context, seconds = multiprocessing.get_context("spawn"), []
    for processes in (1, 2):
        shares = [size // processes] * processes
        ready = context.Barrier(processes + 1)
        running = [
            context.Process(target=_share, args=(texts, share, seed + n, ready))
            for n, share in enumerate(shares)
        ]
        for process in running:
            process.start()
        ready.wait()
        start = time.monotonic()
        for process in running:
            process.join()
        seconds.append(time.monotonic() - start)
        print(f"{processes} processes: {sum(shares) / seconds[-1]:.0f} articles a second")
    print(f"two processes are {seconds[0] / seconds[1]:.2f} times one")


def _share(texts: list[str], size: int, seed: int, ready: Any) -> None:
    share = list(grown(texts, size, seed))
    ready.wait()
    for _ in counted(share):
        pass


def river(corpus: Path, size: int, workers: int) -> None:
    """`measure_to` on so many articles of a corpus, which are held in memory as a table."""
    table = read_articles(corpus).articles.head(size)
    before = _peak()
    with tempfile.TemporaryDirectory() as name:
        start, clock = process_time(), time.monotonic()
        measure_to(Path(name) / "out", table, workers=workers)
        spent, clock = process_time() - start, time.monotonic() - clock
        written = sum(path.stat().st_size for path in (Path(name) / "out").iterdir())
    print(
        f"{len(table)} articles: {spent:.0f} s of this processor, {clock:.0f} s on the clock, peak "
        f"{_peak():.0f} MB ({before:.0f} MB when read), {written / 1e6:.0f} MB on disk"
    )


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
    parser.add_argument("what", choices=("memory", "two", "river", "kill"))
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    if options.what == "river":
        if options.corpus is None:
            parser.error("river needs a corpus")
        river(options.corpus, options.articles or 40_000, options.workers)
    elif options.what == "kill":
        kill(read_texts(options.corpus, options.articles or 60), options.times, options.seed)
    else:
        work = memory if options.what == "memory" else two
        work(read_texts(options.corpus, 2000), options.articles or 40_000, options.seed)


if __name__ == "__main__":
    main()
