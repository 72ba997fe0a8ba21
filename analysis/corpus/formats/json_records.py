"""JSON lines, JSON lists, and JSON objects that hold one record or a list of them."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterable
from typing import Any

from analysis.corpus.decoding import refuse_endless_line
from analysis.corpus.formats.exports import Document
from analysis.corpus.formats.records import Record, Shape, shape_of
from analysis.corpus.sources import Batch, Format, Source, frame_of
from analysis.errors import InputError

_CHUNK = 2**20
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
    notes = []
    refuse_endless_line(source.data, where=source.name)
    if _holds_lines(source.data):
        # Line by line from the bytes: the whole as one string would need the memory twice.
        records, positions, refused = _lines(io.BytesIO(source.data))
    else:
        decoded = source.decoded
        records, positions, refused = _records(decoded.text.removeprefix("\ufeff"), source.name)
        notes += [decoded.note] if decoded.note else []
    shape = shape_of(records[0]) if records else None
    if shape is not None:
        if shape.note:
            notes.append(f"{source.name}: {shape.note}")
        records, positions = _flattened(shape, records, positions, refused)
    marked = [_marked(record) for record in records]
    frame = frame_of([_flat(record) for record in records])
    mapping = shape.mapping if shape is not None else None
    return Batch(frame, positions, refused, mapping, notes, marked=marked if any(marked) else None)


def _flattened(
    shape: Shape, records: list[Record], positions: list[str], refused: list[tuple[str, str]]
) -> tuple[list[Record], list[str]]:
    flat: list[Record] = []
    places: list[str] = []
    for record, position in zip(records, positions, strict=True):
        if shape_of(record) is not shape:
            refused.append(
                (position, f"it lacks what the file's other records have ({shape.name})")
            )
            continue
        articles = list(shape.flatten(record))
        flat += articles
        places += [position] * len(articles)
    return flat, places


def _records(text: str, name: str) -> tuple[list[dict[str, Any]], list[str], list[tuple[str, str]]]:
    try:
        whole = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        if "\n" not in text.strip():
            raise InputError(f"is broken JSON ({error})", where=name) from None
        return _lines(text.split("\n"))
    if isinstance(whole, dict) and isinstance(whole.get("response"), dict):
        whole = whole["response"]
    if isinstance(whole, dict) and shape_of(whole) is None:
        inner = next((whole[k] for k in _LISTS if isinstance(whole.get(k), list)), None)
        holds_records = inner is not None and any(isinstance(item, dict) for item in inner)
        whole = inner if inner is not None and holds_records else [whole]
    elif isinstance(whole, dict):
        whole = [whole]
    records, positions, refused = [], [], []
    for number, record in enumerate(whole, 1):
        if isinstance(record, dict):
            records.append(record)
            positions.append(f"record {number}")
        else:
            refused.append((f"record {number}", "it is not an object with named fields"))
    return records, positions, refused


def _holds_lines(data: bytes) -> bool:
    """Whether UTF-8 data has one record a line."""
    first = data[: data.find(b"\n") + 1]
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _lines(
    text: Iterable[str | bytes],
) -> tuple[list[dict[str, Any]], list[str], list[tuple[str, str]]]:
    records, positions, refused = [], [], []
    # Only line feeds part records: other line separators may stand inside JSON strings.
    for number, line in enumerate(text, 1):
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


def _marked(record: Record) -> list[tuple[int, int, str]]:
    """The zones that a record's text tells, if it does."""
    return next((v.marked for v in record.values() if isinstance(v, Document)), [])


def _value(value: Any) -> Any:
    if isinstance(value, Document):
        return value.text
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, dict):
        return value.get("name") if isinstance(value.get("name"), str) else None
    return None if isinstance(value, list) else value


JSON_RECORDS = Format("JSON", _recognise, _read)
