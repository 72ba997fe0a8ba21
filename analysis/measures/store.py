"""Measures on disk: a folder of tables and measurement.json, written aside and then renamed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.aside import folder_aside
from analysis.columns import Later
from analysis.errors import InputError, IntegrityError, ParameterError
from analysis.measures.declare import COUNTS, METRICS
from analysis.measures.pipeline import Measures
from analysis.tables import WRITTEN

Format = Literal["parquet", "csv", "dta"]
RECORD = "measurement.json"
INPUTS = ".inputs"
"""A file with one hash over all that measures were made from, but for the lexicons."""
_ROW_GROUP = 100_000  # rows that are packed, and read again, together
TABLES = (*(table.name for table in WRITTEN), "counts", "scores")
# A spreadsheet takes a cell that begins so for a formula; a quote in front makes it text again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_measures(
    measures: Measures,
    folder: Path | str,
    *,
    format: Format = "parquet",  # noqa: A002
    inputs: str = "",
) -> Path:
    """Write all tables and measurement.json to a folder that appears only when it is whole.

    A folder that already holds measures is replaced; any other folder with files in it is refused.
    inputs: a hash of what they were made from (see INPUTS), to know it again.
    """
    target = Path(folder)
    check_folder(target)
    with folder_aside(target) as temporary:
        for name in TABLES:
            write_table(getattr(measures, name), temporary / f"{name}.{format}")
        write_record(measures.record, temporary, inputs)
    return target


def write_record(record: Mapping[str, Any], folder: Path, inputs: str) -> None:
    """Write measurement.json, and the hash of the inputs where there is one."""
    text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")
    if inputs:
        (folder / INPUTS).write_text(inputs, encoding="ascii")


def check_folder(target: Path) -> None:
    """ParameterError for a path that measures may not take: other files, or no folder."""
    if target.exists() and not target.is_dir():
        raise ParameterError("this is a file", where=str(target), mend="Give a new folder.")
    if target.exists() and any(target.iterdir()) and not (target / RECORD).is_file():
        raise ParameterError(
            "the folder holds other files", where=str(target), mend="Give a new or empty folder."
        )


def read_measures(folder: Path | str) -> StoredMeasures:
    """The measures that a folder holds, in Parquet; each table is read when it is asked for.

    InputError names what is missing.
    """
    source = Path(folder)
    missing = [
        name
        for name in (*(f"{table}.parquet" for table in TABLES), RECORD)
        if not (source / name).is_file()
    ]
    if missing:
        raise InputError(
            f"this is no folder of measures: {', '.join(missing)} missing",
            where=str(folder),
            mend="Make one with: parallax measure INPUT --out FOLDER.",
        )
    for schema in WRITTEN:
        schema.check(pq.read_schema(source / f"{schema.name}.parquet").empty_table().to_pandas())
    return StoredMeasures(source)


class StoredMeasures(Measures):
    """Measures in a folder: a table is read when it is first asked for, and then kept."""

    _folder: Path
    _made: str
    _articles: frozenset[str] | None

    def __init__(self, folder: Path, articles: frozenset[str] | None = None) -> None:
        made = (folder / RECORD).read_text(encoding="utf-8")
        vars(self).update(_folder=folder, _made=made, _articles=articles)
        tables: dict[str, Any] = {name: Later(self._table, name) for name in TABLES}
        super().__init__(**tables, record=json.loads(made))

    def _table(self, name: str) -> pd.DataFrame:
        return _declared(name, self._read(name))

    def counts_of(self, names: Collection[str]) -> pd.DataFrame:
        """Article, zone, and those columns of the counts that are among the names."""
        if "counts" in vars(self):
            return super().counts_of(names)
        known = pq.read_schema(self._folder / "counts.parquet").names
        return self._read("counts", [c for c in known if c in ("article", "zone") or c in names])

    def articles_of(self, name: str) -> pd.Series:
        """The article of each row of a table."""
        return self._read(name, ["article"])["article"]

    def rows(self, name: str, first: int, last: int) -> pd.DataFrame:
        """Rows `first` to before `last` of a whole table; no more of it is read than it takes."""
        with pq.ParquetFile(self._folder / f"{name}.parquet") as file:
            packed = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
            ends = np.cumsum(packed)
            low, high = int(np.searchsorted(ends, first, "right")), np.searchsorted(ends, last)
            found = file.read_row_groups(range(low, min(int(high) + 1, len(packed))))
        before = int(ends[low - 1]) if low else 0
        self._check_unchanged()
        return _declared(name, found.slice(first - before, last - first).to_pandas())

    def _read(self, name: str, columns: list[str] | None = None) -> pd.DataFrame:
        """A table, of the chosen articles, if it is still the one of these measures."""
        # Only the chosen articles' rows are ever in memory, of tables that may be larger than it.
        chosen = None if self._articles is None else [("article", "in", self._articles)]
        path = self._folder / f"{name}.parquet"
        table = pd.read_parquet(path, columns=columns, filters=chosen)
        self._check_unchanged()
        return table

    def _check_unchanged(self) -> None:
        if (self._folder / RECORD).read_text(encoding="utf-8") != self._made:
            raise IntegrityError(
                "the measures were made again since they were opened",
                where=str(self._folder),
                mend="Open them again.",
            )

    def of(self, articles: Collection[str]) -> Measures:
        """The measures of some of the articles."""
        return StoredMeasures(self._folder, frozenset(articles))


def _declared(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """A table as it is declared, whose columns a file may hold in another form."""
    own = (schema for schema in WRITTEN if schema.name == name)
    return next((schema.frame(dict(table)) for schema in own), table)


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """One table as Parquet (units and meanings in its columns' metadata), CSV or Stata file."""
    if path.suffix == ".csv":
        spreadsheet_safe(frame).to_csv(path, index=False, lineterminator="\n")
    elif path.suffix == ".dta":
        _stata(frame).to_stata(path, write_index=False, version=118, time_stamp=_EPOCH)
    else:
        with TableWriter(path) as writer:
            writer.add(pa.Table.from_pandas(frame, preserve_index=False))


class TableWriter:
    """A Parquet file that is written piece by piece: the same bytes however it is cut."""

    def __init__(self, path: Path) -> None:
        self._path, self._facts = path, _column_facts(path.stem)
        self._held: list[pa.Table] = []
        self._rows = 0
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and (self._rows or self._writer is None):
            self._write(self._rows)
        if self._writer is not None:
            self._writer.close()

    def add(self, piece: pa.Table) -> None:
        """Write the next rows; every piece has the same columns."""
        self._held.append(piece.replace_schema_metadata(None))
        self._rows += piece.num_rows
        while self._rows >= _ROW_GROUP:
            self._write(_ROW_GROUP)

    def _write(self, rows: int) -> None:
        table = pa.concat_tables(self._held)
        self._held, self._rows = [table.slice(rows)], self._rows - rows
        table = table.slice(0, rows).combine_chunks()
        fields = [
            field.with_metadata(self._facts[field.name]) if field.name in self._facts else field
            for field in table.schema
        ]
        schema = pa.schema(fields)
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, schema, compression="zstd")
        self._writer.write_table(table.cast(schema), row_group_size=_ROW_GROUP)


def spreadsheet_safe(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with text cells that a spreadsheet would run as formulas made plain text."""
    text = frame.select_dtypes(include=["object", "string", "str"]).columns
    return frame.assign(**{c: frame[c].map(as_text, na_action="ignore") for c in text})


def as_text(cell: object) -> object:
    """A cell that a spreadsheet would run as a formula, made plain text; any other as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


_EPOCH = pd.Timestamp(1970, 1, 1).to_pydatetime()


def _stata(frame: pd.DataFrame) -> pd.DataFrame:
    """Names that Stata allows, no missing text, and no integers that can be missing."""
    names = {c: c if len(c) <= 32 else f"{c[:28]}_{i}" for i, c in enumerate(frame.columns)}
    names |= {"end": "end_"}
    integers = frame.select_dtypes(include=["Int64", "boolean"]).columns
    text = frame.select_dtypes(include=["object", "string", "str"]).columns
    filled = frame.astype(dict.fromkeys(integers, "float64")).fillna(dict.fromkeys(text, ""))
    return filled.rename(columns=names)


def _column_facts(table: str) -> dict[str, dict[str, str]]:
    """Unit and meaning of each column of a table, from the declarations."""
    for declared in WRITTEN:
        if declared.name == table:
            return {c.name: {"unit": c.unit, "meaning": c.meaning} for c in declared.columns}
    if table == "counts":
        return {
            column: {"unit": count.unit, "meaning": count.meaning}
            for count in COUNTS.values()
            for column in count.columns
        }
    return {m.name: {"unit": m.unit, "meaning": m.meaning} for m in METRICS.values()}
