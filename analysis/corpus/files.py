"""Paths into files: folders are searched, names are shown without the machine's own folders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError

METADATA_NAMES = ("metadata.csv", "metadata.tsv", "meta.csv", "metadata.jsonl")


@dataclass(frozen=True)
class File:
    """A file to read: where it is, and the name to show (within the folder that was given)."""

    path: Path
    name: str


def list_files(paths: tuple[Path, ...]) -> tuple[list[File], Path | None, list[str]]:
    """The files to read in a fixed order, the metadata table found beside them, and notes.

    Raises InputError for a path that does not exist and for a folder without files.
    """
    files: dict[Path, File] = {}
    metadata: Path | None = None
    notes: list[str] = []
    names = Counter(path.name for path in paths)
    for path in paths:
        if not path.exists():
            mend = "Check the spelling; the path counts from the working folder."
            raise InputError("there is no such file or folder", where=str(path), mend=mend)
        if path.is_dir():
            found, beside = _in_folder(path)
            metadata = metadata or beside
        else:
            name = path.name if names[path.name] == 1 else f"{path.parent.name}/{path.name}"
            found = [File(path, name)]
        for file in found:
            real = file.path.resolve()
            if real in files:
                notes.append(f"{file.name}: given twice, read once")
            files.setdefault(real, file)
    return list(files.values()), metadata, notes


def _in_folder(folder: Path) -> tuple[list[File], Path | None]:
    inside = sorted(path for path in folder.rglob("*") if path.is_file())
    relative = {path: path.relative_to(folder) for path in inside}
    shown = [p for p, r in relative.items() if not any(part.startswith(".") for part in r.parts)]
    texts = [path for path in shown if path.name not in METADATA_NAMES]
    if not texts:
        mend = "It needs .txt files, or a table such as CSV, JSON lines or Parquet."
        raise InputError("the folder has no files to read", where=str(folder), mend=mend)
    metadata = next((path for path in shown if path.name in METADATA_NAMES), None)
    return [File(path, relative[path].as_posix()) for path in texts], metadata
