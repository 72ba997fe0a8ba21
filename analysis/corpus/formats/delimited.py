"""Tables of separated values: commas, tabs, semicolons or bars, recognised by their header."""

from __future__ import annotations

import csv
import io

import pandas as pd

from analysis.corpus.columns import NAMES
from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

_DELIMITERS = ",\t;|"
_KNOWN = {name.replace("_", "") for names in NAMES.values() for name in names}
_LONGEST_FIELD = 2**31 - 1
_LONGEST_NAME = 200


def _header(source: Source) -> str:
    head = source.head
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    else:
        text = head.decode("utf-8", "ignore").removeprefix("\ufeff")
    return text.lstrip("\r\n").splitlines()[0] if text.strip() else ""


def _delimiter(header: str, *, fewest: int = 1) -> str:
    """The delimiter under which most of the header's names are known; "" when too few are."""

    def known(delimiter: str) -> int:
        names = next(csv.reader([header], delimiter=delimiter), [])
        plain = ["".join(filter(str.isalnum, name)).casefold() for name in names]
        return len(names) > 1 and sum(name in _KNOWN for name in plain)

    best = max(_DELIMITERS, key=known)
    return best if known(best) >= fewest else ""


def _recognise(source: Source) -> bool:
    ending = source.name.lower().removesuffix(".gz").rsplit(".", 1)[-1]
    if ending in ("csv", "tsv", "tab"):
        return True
    # A title may hold one such word between commas; a header holds several, and only names.
    header = _header(source)
    return bool(_delimiter(header, fewest=2)) and max(map(len, header.split())) <= _LONGEST_NAME


def _read(source: Source) -> Batch:
    decoded = source.decoded
    text = decoded.text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError("is empty", where=source.name)
    header = _header(source)
    delimiter = _delimiter(header) or max(_DELIMITERS, key=header.count)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    named = next((row for row in reader if any(row)), None)
    if named is None:
        raise InputError("holds separators and no fields", where=source.name)
    names = column_names(named)
    rows: list[list[str | None]] = []
    positions: list[str] = []
    refused: list[tuple[str, str]] = []
    number, line = 0, reader.line_num
    for row in reader:
        first, line = line + 1, reader.line_num
        if not row:
            continue
        number += 1
        position = f"row {number} (line {first})"
        if len(row) == len(names):
            rows.append([value or None for value in row])
            positions.append(position)
        else:
            refused.append((position, _ragged(len(row), len(names), line - first)))
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    return Batch(frame, positions, refused, notes=[decoded.note] if decoded.note else [])


def column_names(header: list[str]) -> list[str]:
    """The columns' names, with a number after those that occur twice or are empty."""
    names: list[str] = []
    for place, name in enumerate(header, 1):
        name = name.strip() or f"column {place}"
        names.append(name if name not in names else f"{name} {place}")
    return names


def _ragged(found: int, expected: int, lines: int) -> str:
    reason = f"it has {found} fields and the header {expected}"
    if found < expected and lines > 1:
        reason += f"; it runs over {lines + 1} lines: a quotation mark may never be closed"
    return reason


DELIMITED = Format("separated values", _recognise, _read)
