"""Delimited text, for the formats that are tables: which sign separates, and the rows by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from analysis.errors import LexiconError

_SIGNS = "\t;,"
_LONGEST_CELL = 10_000


def separator(text: str) -> str:
    """The sign that separates the cells of the first line; a comma where there is none.

    >>> separator("term;category\\na, b;c")
    ';'
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SIGNS, key=lambda sign: (first.count(sign), sign == ","))


def rows(text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    """The line where each row ends, and its trimmed cells; rows without content are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        for cells in reader:
            if max(map(len, cells), default=0) > _LONGEST_CELL:
                raise csv.Error(f"a cell has more than {_LONGEST_CELL} characters")
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise LexiconError(
            f"the table cannot be read ({error})",
            where=f"line {reader.line_num}",
            mend="Look for an unclosed quotation mark.",
        ) from None


def header(text: str) -> list[str]:
    """The cells of the first line."""
    return next(rows(text, separator(text)), (0, []))[1]


def records(text: str, sign: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The line of each row below the first, and its cells by the names of the first row."""
    table = rows(text, sign)
    _, names = next(table, (0, []))
    for line, cells in table:
        yield line, dict(zip(names, cells, strict=False))
