"""A coder's workbook as Excel file and as CSV: written to be filled in, and read again."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.corpus.decoding import decode
from analysis.errors import InputError
from analysis.reports.coding.scheme import Scheme

COLUMNS = ("item", "sentence", "code", "note")
_SHEET, _BOOK = "sentences", "codebook"
_WIDTHS = (8, 100, 10, 40)
_FORMULA = ("=", "+", "-", "@")
# What XML cannot hold, and characters that would break a row.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """The text as a cell can hold it: one line, no characters that a workbook cannot store."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def write_workbook(path: Path, rows: Sequence[tuple[str, str]], scheme: Scheme) -> None:
    """An Excel file with the sentences to code, a list of the codes, and the codebook page.

    rows: item and sentence. No cell is a formula, whatever a sentence begins with. The same rows
    give the same bytes.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = _SHEET
    sheet.append(list(COLUMNS))
    for number, (item, sentence) in enumerate(rows, 2):
        for column, text in enumerate((item, sentence), 1):
            _write_text(sheet.cell(number, column), text)
        sheet.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
    for cell, width in zip(sheet[1], _WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    listed = ",".join(scheme.codes)
    if len(listed) < 250 and not re.search(r'[",]', "".join(scheme.codes)):
        choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        choice.error, choice.errorTitle = f"Give one of: {listed}", "No such code"
        sheet.add_data_validation(choice)
        choice.add(f"C2:C{len(rows) + 1}")
    about = book.create_sheet(_BOOK)
    for number, line in enumerate(codebook_lines(scheme), 1):
        _write_text(about.cell(number, 1), line)
        about.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
    about["A1"].font = Font(bold=True)
    about.column_dimensions["A"].width = 110
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(_without_dates(stream.getvalue()))


def write_csv(path: Path, rows: Sequence[tuple[str, str]]) -> None:
    """The same sentences as CSV, marked as UTF-8 so that spreadsheets read it so."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item, sentence in rows:
        safe = f"'{sentence}" if sentence.startswith(_FORMULA) else sentence
        writer.writerow([item, safe, "", ""])
    path.write_bytes(stream.getvalue().encode("utf-8-sig"))


def codebook_lines(scheme: Scheme) -> list[str]:
    """The codebook page, a line a row."""
    codes = [f"{code}: {meaning}" for code, meaning in scheme.codes.items()]
    return [scheme.question, "", "Codes", *codes, "", "Instructions", *scheme.instructions]


def read_filled(path: Path) -> list[dict[str, str]]:
    """The rows of a workbook that came back, a value a column as text; blank rows left out.

    Errors: InputError where it cannot be read, is empty or lacks a column.
    """
    lines = _excel_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)
    filled = [line for line in lines if any(line)]
    if not filled:
        raise InputError("the workbook is empty", where=path.name)
    names = [name.strip().casefold() for name in filled[0]]
    missing = [name for name in COLUMNS[:3] if name not in names]
    if missing:
        raise InputError(
            f"the workbook has no column {', '.join(map(repr, missing))}",
            where=path.name,
            mend=f"Its first row must name {', '.join(COLUMNS)}.",
        )
    places = {name: names.index(name) for name in COLUMNS if name in names}
    return [
        {name: line[at] if at < len(line) else "" for name, at in places.items()}
        for line in filled[1:]
    ]


def _write_text(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # what begins with = would else be stored as a formula
    cell.quotePrefix = text.startswith(_FORMULA)


def _without_dates(content: bytes) -> bytes:
    """The same Excel file with one fixed date: else its bytes change from run to run."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2000-01-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _excel_rows(path: Path) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, data_only=True)
    except Exception as fault:  # openpyxl raises whatever the broken part of the file leads to
        raise InputError(
            f"this is no Excel workbook that can be read ({type(fault).__name__})",
            where=path.name,
            mend="Save it as .xlsx, or fill in the CSV.",
        ) from None
    sheet = book[_SHEET] if _SHEET in book.sheetnames else book.worksheets[0]
    return [[_as_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _csv_rows(path: Path) -> list[list[str]]:
    text = decode(path.read_bytes(), where=path.name).text.removeprefix("\ufeff")
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [[_as_text(value) for value in row] for row in rows]


def _as_text(value: Any) -> str:
    """A cell as it reads: a spreadsheet may have made 1 into 1.0, and 'text into text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain(str(value))
