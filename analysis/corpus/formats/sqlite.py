"""SQLite databases such as NELA-GT's: one table of articles."""

from __future__ import annotations

import sqlite3

import pandas as pd

from analysis.corpus.columns import guess_columns
from analysis.corpus.sources import Batch, Format, Source, frame_of
from analysis.errors import InputError


def _recognise(source: Source) -> bool:
    return source.data.startswith(b"SQLite format 3\0")


def _read(source: Source) -> Batch:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(source.data)
        connection.row_factory = sqlite3.Row
        name = _articles_table(connection)
        if name is None:
            raise InputError("no table of the database holds article text", where=source.name)
        rows = connection.execute(f'SELECT * FROM "{_quoted(name)}" ORDER BY rowid')
        frame = frame_of([dict(row) for row in rows])
    except sqlite3.Error as error:
        raise InputError(f"is a damaged database ({error})", where=source.name) from None
    finally:
        connection.close()
    positions = [f"{name}, row {number}" for number in range(1, len(frame) + 1)]
    return Batch(frame, positions, notes=[f"{source.name}: articles taken from table {name!r}"])


def _articles_table(connection: sqlite3.Connection) -> str | None:
    names = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    for name in sorted(names, key=lambda name: (name != "newsdata", name)):
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{_quoted(name)}")')]
        if "text" in guess_columns(pd.DataFrame(columns=columns, dtype=object)):
            return str(name)
    return None


def _quoted(name: str) -> str:
    return name.replace('"', '""')


SQLITE = Format("SQLite", _recognise, _read)
