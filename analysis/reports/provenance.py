"""What a figure says about its origin: allow-listed facts, no place, no person, no text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from analysis.reports.parameters import PLACES, place
from analysis.versions import code_hash, versions

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
