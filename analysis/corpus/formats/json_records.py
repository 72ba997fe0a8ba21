"""JSON lines, JSON lists, and JSON objects that hold one record or a list of them."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

_LISTS = ("articles", "data", "records", "results", "items", "documents", "docs", "rows")


def _recognise(source: Source) -> bool:
    if b"\0" in source.head[:64] and source.head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    opening = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if opening[:2] in (b"\xff\xfe", b"\xfe\xff"):
        opening = opening[2:].replace(b"\0", b"").lstrip()
    if opening[:1] == b"{":
        return opening[1:].lstrip()[:1] in (b'"', b"}")
    return opening[:1] == b"[" and opening[1:].lstrip()[:1] in (b"{", b"]")


def _read(source: Source) -> Batch:
    decoded = source.decoded
    records, positions, refused = _records(decoded.text.removeprefix("\ufeff"), source.name)
    frame = pd.DataFrame.from_records([_flat(record) for record in records]).astype(object)
    notes = [decoded.note] if decoded.note else []
    return Batch(frame, positions, refused, notes=notes)


def _records(
    text: str, name: str
) -> tuple[list[dict[str, Any]], list[str], list[tuple[str, str]]]:
    try:
        whole = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        if "\n" not in text.strip():
            raise InputError(f"is broken JSON ({error})", where=name) from None
        return _lines(text)
    if isinstance(whole, dict):
        inner = next((whole[k] for k in _LISTS if isinstance(whole.get(k), list)), None)
        holds_records = inner is not None and any(isinstance(item, dict) for item in inner)
        whole = inner if inner is not None and holds_records else [whole]
    records, positions, refused = [], [], []
    for number, record in enumerate(whole, 1):
        if isinstance(record, dict):
            records.append(record)
            positions.append(f"record {number}")
        else:
            refused.append((f"record {number}", "it is not an object with named fields"))
    return records, positions, refused


def _lines(text: str) -> tuple[list[dict[str, Any]], list[str], list[tuple[str, str]]]:
    records, positions, refused = [], [], []
    # Only line feeds part records: other line separators may stand inside JSON strings.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
            refused.append((f"line {number}", f"broken JSON ({reason})"))
            continue
        if isinstance(record, dict):
            records.append(record)
            positions.append(f"line {number}")
        else:
            refused.append((f"line {number}", "it is not an object with named fields"))
    return records, positions, refused


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """Lists of words are joined; the name in a nested object such as `source` is taken out."""
    return {str(key): _value(value) for key, value in record.items()}


def _value(value: Any) -> Any:
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, dict):
        return value.get("name") if isinstance(value.get("name"), str) else None
    return None if isinstance(value, list) else value


JSON_RECORDS = Format("JSON", _recognise, _read)
