"""The provenance that a figure file carries, read from the file alone."""

from __future__ import annotations

import json
import re
import struct
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from analysis.errors import IntegrityError

_DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def read_provenance(path: Path) -> dict[str, Any]:
    """The provenance in a PNG, SVG or PDF figure, or beside a CSV; IntegrityError without one."""
    readers = {".png": _from_png, ".svg": _from_svg, ".pdf": _from_pdf, ".csv": _from_sidecar}
    reader = readers.get(path.suffix)
    try:
        text = reader(path) if reader else None
        facts = json.loads(text) if text else None
    except (OSError, ValueError, ElementTree.ParseError, struct.error, zlib.error):
        facts = None
    if not isinstance(facts, dict) or not {"figure", "notebook", "data"} <= facts.keys():
        raise IntegrityError(
            "this file carries no provenance",
            where=path.name,
            mend="Only figures that a report wrote can be verified.",
        )
    return facts


def _from_png(path: Path) -> str | None:
    """The text chunk named Description."""
    content = path.read_bytes()
    if not content.startswith(_PNG_HEAD):
        return None
    place = len(_PNG_HEAD)
    while place < len(content):
        (size,) = struct.unpack(">I", content[place : place + 4])
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        key, _, value = body.partition(b"\0")
        if kind == b"tEXt" and key == b"Description":
            return value.decode("latin-1")
        if kind == b"iTXt" and key == b"Description":
            packed, rest = value[:1], value[2:].split(b"\0", 2)[2]
            return (zlib.decompress(rest) if packed == b"\1" else rest).decode()
        place += 12 + size
    return None


def _from_svg(path: Path) -> str | None:
    return next((e.text for e in ElementTree.parse(path).iter(_DESCRIPTION)), None)


def _from_pdf(path: Path) -> str | None:
    """The document's Subject: a literal string, whose brackets and backslashes are escaped."""
    found = re.search(rb"/Subject \(((?:[^()\\]|\\.)*)\)", path.read_bytes(), re.DOTALL)
    return re.sub(rb"\\(.)", rb"\1", found.group(1)).decode("ascii") if found else None


def _from_sidecar(path: Path) -> str | None:
    sidecar = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return json.dumps(sidecar["provenance"])
