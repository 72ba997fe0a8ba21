"""A report's manifest: every file with its hash, and what the report was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from analysis.errors import IntegrityError
from analysis.figures.words import plural
from analysis.reports.parameters import PLACES, place
from analysis.reports.provenance import digest
from analysis.versions import code_hash, folder_hash, package_hash, versions

NAME = "manifest.json"


def write_manifest(
    folder: Path,
    *,
    notebook: Path,
    values: Mapping[str, Any],
    record: Mapping[str, Any],
    to: Sequence[str] = (),
) -> None:
    """Write manifest.json over all files of a finished report; no path of this machine, no name."""
    inputs = input_hashes(values)
    facts = {
        "report": notebook.stem,
        "notebook_sha256": digest(notebook.read_bytes()),
        "parameters": {k: v for k, v in sorted(values.items()) if k not in PLACES},
        "inputs": inputs,
        "made_from": made_from(notebook, values, inputs, to),
        "corpus": record.get("corpus_sha256", ""),
        "articles": record.get("articles", 0),
        "lexicons": dict(record.get("lexicons", {})),
        "measured_with": dict(record.get("versions", {})),
        "code": code_hash(),
        "versions": versions(),
        "files": {
            path.relative_to(folder).as_posix(): digest(path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != NAME
        },
    }
    text = json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def input_hashes(values: Mapping[str, Any]) -> dict[str, str]:
    """A hash over the files of each place that a parameter names, but for where figures go."""
    read = [name for name in PLACES if name != "figures" and values.get(name)]
    return {name: folder_hash(place(values[name])) for name in sorted(read)}


def made_from(
    notebook: Path, values: Mapping[str, Any], inputs: Mapping[str, str], to: Sequence[str] = ()
) -> str:
    """One hash over all that a report depends on; while it stays, nothing needs to be rebuilt."""
    facts = {
        "notebook": digest(notebook.read_bytes()),
        "parameters": {k: v for k, v in values.items() if k not in PLACES},
        "inputs": dict(inputs),
        "package": package_hash(),
        "forms": sorted(to),
        "versions": versions(),
    }
    return digest(json.dumps(facts, sort_keys=True).encode())


def changed_files(folder: Path, manifest: Mapping[str, Any]) -> dict[str, str]:
    """What a report's files are not as the manifest says: name, and missing, changed or unknown."""
    known = manifest["files"]
    present = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != NAME
    }
    found = dict.fromkeys(known.keys() - present, "missing")
    found |= dict.fromkeys(present - known.keys(), "not in the manifest")
    found |= {
        name: f"{Path(name).name} was changed after the report was made"
        for name in known.keys() & present
        if digest((folder / name).read_bytes()) != known[name]
    }
    return dict(sorted(found.items()))


def read_manifest(folder: Path) -> dict[str, Any]:
    """A report's manifest; an IntegrityError where there is none that can be read."""
    try:
        manifest = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if not isinstance(manifest["files"], dict):
            raise TypeError
    except (OSError, ValueError, KeyError, TypeError):
        raise IntegrityError(
            "this is not a finished report", where=str(folder), mend="Build it again with report."
        ) from None
    return dict(manifest)


def write_index(
    folder: Path | str, *, title: str = "Reports", about: Mapping[str, str] | None = None
) -> Path:
    """An index.html over the finished reports in a folder's subfolders; its path.

    about: a line on each report, by the name of its folder.
    """
    root, lines = Path(folder), about or {}
    items = []
    for path in sorted(root.glob(f"*/{NAME}")):
        manifest = read_manifest(path.parent)
        page = f"{path.parent.name}/{manifest['report']}.html"
        figures = sum(1 for name in manifest["files"] if name.endswith(".svg"))
        made = f"{plural(manifest['articles'], 'article')}, {plural(figures, 'figure')}"
        name = lines.get(path.parent.name, path.parent.name)
        items.append(
            f'<li><a href="{escape(page)}">{escape(name)}</a><br>'
            f"<small>{escape(made)}, corpus {escape(manifest['corpus'][:12])}</small></li>"
        )
    styles = Path(__file__).with_name("templates") / "parallax" / "report.css"
    target = root / "index.html"
    target.write_text(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{styles.read_text(encoding='utf-8')}</style>\n"
        f"</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n<ul>\n{''.join(items)}\n</ul>\n"
        "</main>\n</body>\n</html>\n",
        encoding="utf-8",
    )
    return target
