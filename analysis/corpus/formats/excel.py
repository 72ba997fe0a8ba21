"""Excel workbooks: every sheet whose first row names a column of text."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pandas as pd

from analysis.corpus.columns import guess_columns
from analysis.corpus.formats.delimited import column_names
from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

_PROLOGUE = 2_000


def _recognise(source: Source) -> bool:
    return source.data[:4] == b"PK\x03\x04" and b"xl/workbook.xml" in source.data


def _read(source: Source) -> Batch:
    from openpyxl import load_workbook

    _refuse_entities(source)
    try:
        book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        sheets = [_sheet(sheet) for sheet in book.worksheets]
    except (KeyError, ValueError, OSError, SyntaxError, TypeError, AttributeError) as error:
        raise InputError(f"is a damaged Excel workbook ({error})", where=source.name) from None
    filled = [(name, frame) for name, frame in sheets if len(frame)]
    chosen = [(name, frame) for name, frame in filled if "text" in guess_columns(frame)]
    # One sheet with columns of other names may still be named by the user.
    chosen = chosen or filled[:1]
    if not chosen:
        raise InputError("is a workbook without rows below a header", where=source.name)
    names = {name for name, _ in chosen}
    left = [name for name, _ in filled if name not in names]
    notes = [f"{source.name}: sheets without text not read: {', '.join(left)}"] if left else []
    positions = [f"sheet {name!r}, row {row}" for name, frame in chosen for row in frame.index]
    frame = pd.concat([frame for _, frame in chosen], ignore_index=True)
    return Batch(frame.astype(object).where(frame.notna(), None), positions, notes=notes)


def _refuse_entities(source: Source) -> None:
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        for member in archive.infolist():
            if member.filename.endswith((".xml", ".rels")):
                with archive.open(member) as file:
                    if b"<!DOCTYPE" in file.read(_PROLOGUE):
                        raise InputError(
                            "defines XML entities of its own: refused", where=source.name
                        )


def _sheet(sheet: Any) -> tuple[str, pd.DataFrame]:
    """A sheet's name and rows, indexed by their number; the first filled row is the header."""
    rows = [(number, row) for number, row in enumerate(sheet.iter_rows(values_only=True), 1)]
    rows = [(number, row) for number, row in rows if any(cell is not None for cell in row)]
    if len(rows) < 2:
        return sheet.title, pd.DataFrame()
    header = column_names(["" if cell is None else str(cell) for cell in rows[0][1]])
    values = [list(row[: len(header)]) for _, row in rows[1:]]
    index = [number for number, _ in rows[1:]]
    return sheet.title, pd.DataFrame(values, columns=header, index=index, dtype=object)


EXCEL = Format("Excel workbook", _recognise, _read)
