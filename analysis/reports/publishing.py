"""A notebook's figure on its way out: written with provenance where files are wanted, and shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.figures import Figure
from analysis.reports.parameters import Settings, place
from analysis.reports.provenance import digest, provenance


def publish(figure: Figure, settings: Settings, record: Mapping[str, Any], notebook: str) -> Figure:
    """The figure itself; with the parameter `figures`, its files are written to that folder.

    settings: what `check` gave; record: the measures' record; notebook: its name. Written
    are PNG, SVG, PDF, CSV and a JSON file with caption, alternative text, provenance, hashes.
    """
    folder = settings.get("figures") or ""
    if folder:
        note = provenance(figure.id, figure.csv, settings, record, notebook)
        written = figure.save(folder, note=note)
        sidecar = {
            "caption": figure.caption,
            "alt": figure.alt,
            "cite": f"Figure {figure.id}, identifier {note['short']}",
            "provenance": note,
            "files": {path.name: digest(path.read_bytes()) for path in written},
        }
        target = Path(folder) / f"{figure.id}.json"
        text = json.dumps(sidecar, indent=1, sort_keys=True, ensure_ascii=False)
        target.write_text(text + "\n", encoding="utf-8")
    return figure


def measures_folder(settings: Settings) -> Path:
    """The folder of measures that the parameters name."""
    return place(settings["measures"])
