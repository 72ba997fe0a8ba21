"""What the statistics cost on the tables of a million articles, which are drawn at random.

    python -m benchmarks.million [--articles N] [--outlets N] [--resamples N]

Writes the tables of `parallax measure`: articles and counts drawn, with every declared count, a
body and for half of the articles a headline; the others those of a measured article, again and
again. Then, in a process of its own, reads the columns that three metrics need, scores, summarizes
and compares all pairs of outlets within events, in cells of one article or two; and runs notebooks
on the same folder, as `parallax report` does. Prints seconds of processor time and the peak of
resident memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import compare, score, summarize
from analysis.corpus import read_articles
from analysis.measures import METRICS, measure, with_articles, write_measures
from analysis.measures.declare import COUNTS
from analysis.reports import run_report

ASKED = ("flesch_reading_ease", "loaded_rate_authorial", "attributed_share")
REPORTS = ("time_trend", "event_framing")
DEMO = Path(__file__).resolve().parents[1] / "data" / "demo" / "articles.csv"
_STEP = 50_000
_TILED = ("zones", "sentences", "attributions", "terms", "mentions", "collocates")


def write(folder: Path, articles: int, outlets: int) -> None:
    chance = np.random.default_rng(0)
    one = read_articles(DEMO).articles.head(1)
    write_measures(measure(one), folder)
    names = [column for count in COUNTS.values() for column in count.columns]
    # Three articles of each two outlets on an event: cells of one and of two, in turn.
    number = np.arange(articles)
    event, place = number // (outlets + outlets // 2), number % (outlets + outlets // 2)
    outlet = (place + event) % outlets
    table = pd.DataFrame(
        {
            "article": pd.Series(number.astype(str), dtype="str"),
            "outlet": pd.Series(np.char.add("outlet ", outlet.astype(str)), dtype="str"),
            "event": pd.Series(np.char.add("e", event.astype(str)), dtype="str"),
            "published": np.datetime64("2020-01-01", "us")
            + (event % 2000).astype("timedelta64[D]").astype("timedelta64[us]"),
            "n_chars": 6000,
            "sha256": pd.Series(np.char.zfill(number.astype(str), 64), dtype="str"),
        }
    )
    table.to_parquet(folder / "articles.parquet", index=False, compression="zstd")
    schema = pa.schema(
        [("article", pa.large_string()), ("zone", pa.large_string())]
        + [(name, pa.float64()) for name in names]
    )
    with pq.ParquetWriter(folder / "counts.parquet", schema, compression="zstd") as writer:
        for first in range(0, articles, _STEP):
            ids = table["article"].iloc[first : first + _STEP].tolist()
            for zone, rows in (("body", ids), ("headline", ids[::2])):
                columns = {"article": rows, "zone": [zone] * len(rows)}
                drawn = chance.poisson(40, (len(names), len(rows))).astype(float)
                columns |= dict(zip(names, drawn, strict=True))
                writer.write_table(pa.table(columns, schema=schema))
    for name in _TILED:
        _tile(folder / f"{name}.parquet", table["article"])


def _tile(path: Path, articles: pd.Series) -> None:
    """The rows of a table of one article for each of many."""
    rows = pq.read_table(path)
    with pq.ParquetWriter(path, rows.schema, compression="zstd") as writer:
        for first in range(0, len(articles), _STEP):
            ids = articles.iloc[first : first + _STEP].to_numpy(object)
            many = rows.take(np.tile(np.arange(rows.num_rows), len(ids)))
            own = pa.array(np.repeat(ids, rows.num_rows), rows.schema.field("article").type)
            place = rows.schema.get_field_index("article")
            piece = many.set_column(place, rows.schema.field("article"), own)
            writer.write_table(piece, row_group_size=100_000)


def read(folder: Path, resamples: int) -> None:
    def say(what: str) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{what:40}{process_time():7.1f} s so far, peak {peak:5.0f} MB", flush=True)

    say("imports")
    needs = dict.fromkeys(need for name in ASKED for need in METRICS[name].needs)
    counts = pd.read_parquet(folder / "counts.parquet", columns=["article", "zone", *needs])
    articles = pd.read_parquet(folder / "articles.parquet")
    say(f"read: {len(counts):,} rows of counts")
    scores = with_articles(
        score(counts, metrics=ASKED, articles=articles["article"]), articles=articles
    )
    del counts
    say(f"scores of {len(scores):,} articles")
    print(summarize(scores, ASKED).round(3).to_string(index=False))
    say("summarize")
    found = compare(scores, ASKED[0], resamples=resamples)
    say(f"compare: {len(found)} pairs, {resamples} resamples")


def report(folder: Path, name: str) -> None:
    run_report(name, measures=folder, out=folder.with_name(name))
    of_kernel = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent, peak = of_kernel.ru_utime + of_kernel.ru_stime, of_kernel.ru_maxrss / 1024
    print(f"{name}: {spent:.0f} s of the kernel, peak {peak:.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--outlets", type=int, default=6)
    parser.add_argument("--resamples", type=int, default=999)
    # Each step is a process of its own, so that its peak of memory is its own.
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--report", help=argparse.SUPPRESS)
    parser.add_argument("--in", dest="folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write is not None:
        write(options.write, options.articles, options.outlets)
    elif options.read is not None:
        read(options.read, options.resamples)
    elif options.report is not None:
        report(options.folder, options.report)
    else:
        with tempfile.TemporaryDirectory() as name:
            folder = str(Path(name) / "measures")
            steps = [["--write", folder], ["--read", folder]]
            steps += [["--report", name, "--in", folder] for name in REPORTS]
            for step in steps:
                command = [sys.executable, "-m", "benchmarks.million", *sys.argv[1:], *step]
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
