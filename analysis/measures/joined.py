"""Measured parts → the tables of a folder, one table and one part at a time.

What `pipeline.join` does in memory, for corpora whose tables are larger than that; the bytes are
the same. Only the articles table is whole at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from analysis.aside import folder_aside
from analysis.corpus import Reading
from analysis.measures.parts import MEASURED, Plan, why_not_measured
from analysis.measures.pipeline import describe, record
from analysis.measures.scores import score
from analysis.measures.store import TableWriter, write_record, write_table
from analysis.measures.wording import (
    Counted,
    Spelling,
    events,
    keys_by_event,
    recurrent_keys,
    shared_keys,
    words_table,
)
from analysis.tables import WORDS

_AT_ONCE = 1_000_000
_SPREAD = np.int64(0x1E3779B97F4A7C15)  # odd: a product with it spreads keys evenly
_WORDING = ("said", "counted", "spelled")


def write_joined(
    parts: Sequence[Path],
    rows: Sequence[slice],
    articles: pd.DataFrame | Reading,
    plan: Plan,
    target: Path,
    inputs: str,
) -> None:
    """Write the measures of all articles from folders of parts, whose rows these are, in order."""
    table = articles.articles if isinstance(articles, Reading) else articles
    languages: list[str | None] = []
    foreign: dict[str, str] = {}
    for part in parts:
        own = {"said": _read(part, "said")}
        languages += own["said"]["language"].to_numpy(object).tolist()
        foreign |= why_not_measured(own)
    zones = ((of_part, _read(part, "zones")) for part, of_part in zip(parts, rows, strict=True))
    described = describe(table, zones, languages)
    with folder_aside(target) as folder:
        write_table(described, folder / "articles.parquet")
        for name in MEASURED:
            with TableWriter(folder / f"{name}.parquet") as writer:
                for part in parts:
                    writer.add(pq.read_table(part / f"{name}.parquet"))
        with TableWriter(folder / "scores.parquet") as writer:
            for part, of_part in zip(parts, rows, strict=True):
                counts = _read(part, "counts")
                writer.add(_arrow(score(counts, articles=described["article"].iloc[of_part])))
        measured = described[~described["article"].isin(list(foreign))]
        _write_words(parts, measured, folder / "words.parquet")
        write_record(record(described, articles, plan, foreign), folder, inputs)


def _write_words(parts: Sequence[Path], articles: pd.DataFrame, path: Path) -> None:
    """The words table: which terms are listed is known only when all parts have been gone through.

    Until then their keys lie in files, each key always in the same one, so that memory stays flat.
    """
    spelling, event = Spelling(), events(articles)
    ids: NDArray[np.object_] = articles["article"].to_numpy(object)

    def batches() -> Iterator[tuple[Counted, slice]]:
        first = 0
        for part in parts:
            batch = shared_keys({name: _read(part, name) for name in _WORDING}, spelling)
            yield batch, slice(first, first + batch.articles)
            first += batch.articles

    with TemporaryDirectory(dir=path.parent) as name:
        rows = sum(pq.read_metadata(part / "counted.parquet").num_rows for part in parts)
        shares = [Path(name) / str(number) for number in range(1 + rows // _AT_ONCE)]
        for batch, own in batches():
            pairs = keys_by_event(batch, event[own])
            share = (pairs[0] * _SPREAD >> 40) % len(shares)
            for number in np.unique(share).tolist():
                with shares[number].open("ab") as file:
                    pairs[:, share == number].T.tofile(file)
        kept = [_recurrent(share) for share in shares]
    listed = np.sort(np.concatenate(kept))
    with TableWriter(path) as writer:
        for batch, own in batches():
            columns = words_table(batch, listed, articles=ids[own], spelling=spelling)
            writer.add(_arrow(WORDS.frame(columns)))


def _recurrent(share: Path) -> NDArray[np.int64]:
    pairs = np.fromfile(share, np.int64) if share.is_file() else np.zeros(0, np.int64)
    return recurrent_keys(pairs.reshape(-1, 2).T)


def _read(part: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(part / f"{name}.parquet")


def _arrow(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, preserve_index=False)
