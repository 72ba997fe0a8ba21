"""A notebook's figure on its way out: written with provenance where files are wanted, and shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.figures import Figure
from analysis.reports.parameters import Settings
from analysis.reports.provenance import digest, provenance
from analysis.versions import versions


def publish(figure: Figure, settings: Settings, record: Mapping[str, Any], notebook: str) -> Figure:
    """The figure with the line to cite it by; with the parameter `figures`, its files are written.

    settings: what `check` gave; record: the measures' record; notebook: its name. Written
    are PNG, SVG, PDF, CSV and a JSON file with caption, alternative text, provenance, hashes.
    """
    folder = settings.get("figures") or ""
    note = provenance(figure.id, figure.csv, settings, record, notebook)
    cite = (
        f"To cite: figure {figure.id}, identifier {note['short']}, "
        f"made with Parallax {versions()['parallax']}."
    )
    if folder:
        written = figure.save(folder, note=note)
        sidecar = {
            "caption": figure.caption,
            "alt": figure.alt,
            "cite": cite,
            "provenance": note,
            "files": {path.name: digest(path.read_bytes()) for path in written},
        }
        target = Path(folder) / f"{figure.id}.json"
        text = json.dumps(sidecar, indent=1, sort_keys=True, ensure_ascii=False)
        target.write_text(text + "\n", encoding="utf-8")
    return replace(figure, cite=cite)


def write_words(settings: Settings, name: str, words: str) -> None:
    """A text of a report, such as its methods, beside its figures where files are wanted."""
    folder = settings.get("figures") or ""
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / name).write_text(words.rstrip("\n") + "\n", encoding="utf-8")
