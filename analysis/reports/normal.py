"""An executed notebook without what differs from run to run and from machine to machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_VOLATILE = ("papermill", "execution", "widgets", "language_info")


def normalise(path: Path, *, hide: Mapping[str, str]) -> None:
    """Rewrite an executed notebook so that two runs of the same thing are the same bytes.

    hide: texts that name a place on this machine, and what stands for them.
    """
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"] = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        **{k: v for k, v in notebook["metadata"].items() if k not in (*_VOLATILE, "kernelspec")},
    }
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"cell-{number:02d}"
        metadata = cell.get("metadata", {})
        cell["metadata"] = {k: v for k, v in metadata.items() if k not in _VOLATILE}
        for output in cell.get("outputs", []):
            output.get("metadata", {}).pop("papermill", None)
    text = json.dumps(_hidden(notebook, hide), indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def _hidden(value: Any, hide: Mapping[str, str]) -> Any:
    """The same structure with every hidden text replaced, the longest first."""
    if isinstance(value, str):
        for text in sorted(hide, key=len, reverse=True):
            value = value.replace(text, hide[text])
        return value
    if isinstance(value, list):
        return [_hidden(item, hide) for item in value]
    if isinstance(value, dict):
        return {key: _hidden(item, hide) for key, item in value.items()}
    return value
