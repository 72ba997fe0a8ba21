"""What a figure says about its origin: allow-listed facts, no place, no person, no text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from analysis.reports.parameters import PLACES, place
from analysis.versions import versions

FIELDS = (
    "figure",
    "short",
    "notebook",
    "parameters",
    "plan",
    "corpus",
    "lexicons",
    "measures",
    "code",
    "versions",
    "data",
)
_CODE = Path(__file__).parents[1]
_MEASURED_WITH = ("parallax", "textstat", "vaderSentiment")
_DRAWN_WITH = ("python", "numpy", "pandas", "scipy", "matplotlib")


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def provenance(
    figure: str, data: bytes, settings: Mapping[str, Any], record: Mapping[str, Any], notebook: str
) -> dict[str, Any]:
    """A figure's provenance: what it is, of what data, by which code and parameters.

    figure: its id; data: its CSV; settings: the notebook's parameters; record: of the measures.
    Its field `short` is the identifier to cite: the first eight digits of a hash over the rest.
    """
    plan = settings.get("plan") or ""
    facts: dict[str, Any] = {
        "figure": figure,
        "notebook": notebook,
        "parameters": {k: v for k, v in settings.items() if k not in PLACES},
        "plan": digest(place(plan).read_bytes()) if plan else "",
        "corpus": record.get("corpus_sha256", ""),
        "lexicons": dict(record.get("lexicons", {})),
        "measures": {k: v for k, v in record.get("versions", {}).items() if k in _MEASURED_WITH},
        "code": code_hash(),
        "versions": {k: v for k, v in versions().items() if k in _DRAWN_WITH},
        "data": digest(data),
    }
    facts["short"] = digest(json.dumps(facts, sort_keys=True).encode())[:8]
    return {name: facts[name] for name in FIELDS}


def folder_hash(folder: Path) -> str:
    """One hash over the names and contents of all files below a folder, or of one file."""
    total = hashlib.sha256()
    files = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.is_file())
    for path in files:
        if "__pycache__" not in path.parts:
            total.update(path.relative_to(folder).as_posix().encode() + b"\0")
            total.update(path.read_bytes() + b"\0")
    return total.hexdigest()


@cache
def package_hash() -> str:
    """One hash over the package with its word lists and templates: what a rebuild depends on."""
    return folder_hash(_CODE)


@cache
def code_hash() -> str:
    """One hash over the package's source, so that a change of any line shows."""
    total = hashlib.sha256()
    for path in sorted(_CODE.rglob("*.py")):
        total.update(path.relative_to(_CODE).as_posix().encode() + b"\0")
        total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()
