"""A replication bundle: all that re-derives a report's figures, and no word of its articles."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.aside import file_aside
from analysis.describe import codebook, codebook_markdown, table_schema
from analysis.errors import InputError, IntegrityError, ParameterError
from analysis.figures.figure import csv_bytes
from analysis.figures.words import listing, plural
from analysis.measures import read_measures, write_table
from analysis.measures.store import RECORD
from analysis.reports.coding.show import BESIDE
from analysis.reports.crate import About, crate
from analysis.reports.launch import declared_names, find_notebook
from analysis.reports.manifest import NAME, changed_files, read_manifest
from analysis.reports.parameters import ROOT
from analysis.reports.provenance import digest
from analysis.reports.rehydration import texts_of
from analysis.reports.replication import readme
from analysis.reports.scan import RUN, find_words_of, unscannable
from analysis.versions import code_hash, folder_hash

_CODE = Path(__file__).parents[1]
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
_COPIES = (".pdf", ".docx")
"""The page's other forms: made again from the notebook, and not readable for the scan."""


def write_bundle(
    report: Path | str,
    out: Path | str,
    *,
    measures: Path | str,
    articles: Path | str | None = None,
    places: Mapping[str, Path | str] | None = None,
    about: About | None = None,
) -> list[str]:
    """Write a report's replication bundle, a zip; what is to be known about it, in sentences.

    report: a report's folder. measures: the tables that it was made from. articles: the files that
    were measured; with them, every file is searched for their words, and a bundle that holds a run
    of eight is refused. places: files that other parameters named, such as the plan. about: title,
    authors, licence and date for the record. Errors: IntegrityError for a report that is damaged,
    was made by other code or from other tables, or that shows text.
    """
    folder, target = Path(report), Path(out)
    if target.suffix != ".zip":
        raise ParameterError("a bundle is a .zip file", where=str(out), mend="Name it so.")
    manifest = read_manifest(folder)
    _check_report(folder, manifest, Path(measures), articles is not None)
    tables = _tables(Path(measures))
    files = {
        **_report_files(folder, manifest),
        **tables,
        **_notebook(manifest, Path(measures)),
        **_inputs(manifest, places or {}),
        **_code_files(),
        "parameters.json": _json(manifest["parameters"]),
        "codebook.csv": csv_bytes(codebook()),
        "codebook.md": codebook_markdown().encode(),
    }
    frames = read_measures(measures)
    said = _scan(files, frames.articles, articles)
    described = about or About()
    files["README.md"] = readme(manifest, frames, files, about=described, scan=said[0]).encode()
    files["ro-crate-metadata.json"] = _json(crate(files, described, manifest["report"]))
    if articles is not None:
        _scan({n: files[n] for n in ("README.md",)}, frames.articles, articles)
    with file_aside(target) as aside:
        _write_zip(aside, files)
    return [*said, f"{plural(len(files), 'file')}, {target.stat().st_size / 1e6:.1f} MB."]


def _check_report(folder: Path, manifest: Mapping[str, Any], measures: Path, scanned: bool) -> None:
    changed = changed_files(folder, manifest)
    if changed:
        name, why = next(iter(changed.items()))
        raise IntegrityError(f"{name}: {why}", where=str(folder), mend="Build the report again.")
    if manifest["code"] != code_hash():
        raise IntegrityError(
            "the report was made by another version of the package",
            where=str(folder),
            mend="Build it again; the bundle carries the code that makes its figures.",
        )
    record = json.loads((measures / RECORD).read_text(encoding="utf-8"))
    if record.get("corpus_sha256") != manifest["corpus"]:
        raise IntegrityError(
            "these are measures of another corpus",
            where=str(measures),
            mend=f"The report was made from the corpus {manifest['corpus'][:12]}….",
        )
    if manifest["inputs"].get("text") and not scanned:
        raise IntegrityError(
            "the report was made with the parameter text and may show an article's words",
            where=str(folder),
            mend="Build it without that parameter, or give the articles so that it can be searched",
        )


def _report_files(folder: Path, manifest: Mapping[str, Any]) -> dict[str, bytes]:
    kept = {n: h for n, h in manifest["files"].items() if "/" in n or not n.endswith(_COPIES)}
    files = {f"report/{name}": (folder / name).read_bytes() for name in kept}
    return files | {f"report/{NAME}": _json({**manifest, "files": kept})}


def _tables(measures: Path) -> dict[str, bytes]:
    """The tables as they are, without the articles' titles: a headline is the article's text."""
    files = {
        f"measures/{path.name}": path.read_bytes()
        for path in sorted(measures.iterdir())
        if path.suffix == ".parquet" or path.name == RECORD
    }
    kept = read_measures(measures).articles.drop(columns=["title"], errors="ignore")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.parquet"
        write_table(kept, path)
        files["measures/articles.parquet"] = path.read_bytes()
    schema = table_schema()
    resources = [
        {
            "name": Path(name).stem,
            "path": Path(name).name,
            "format": "parquet",
            "schema": schema[Path(name).stem],
        }
        for name in files
        if Path(name).stem in schema
    ]
    files["measures/datapackage.json"] = _json({"name": "measures", "resources": resources})
    return files


def _notebook(manifest: Mapping[str, Any], measures: Path) -> dict[str, bytes]:
    """The notebook as it was run, and the hand codes that it finds beside the measures."""
    source = find_notebook(manifest["report"])
    content = source.read_bytes()
    if digest(content) != manifest["notebook_sha256"]:
        raise IntegrityError(
            "the notebook is another than the one that was run",
            where=source.name,
            mend="Build the report again.",
        )
    files = {f"notebooks/{source.name}": content}
    codes = measures.parent / BESIDE
    if "codes" in declared_names(source) and "codes" not in manifest["inputs"] and codes.is_file():
        files[BESIDE] = codes.read_bytes()
    return files


def _inputs(manifest: Mapping[str, Any], given: Mapping[str, Path | str]) -> dict[str, bytes]:
    """The files that further parameters named, each the one that was used."""
    files = {}
    for name in sorted(manifest["inputs"].keys() - {"measures", "text"}):
        if name not in given:
            raise ParameterError(
                f"the report used a file for {name}", where=name, mend=f"Give it: -p {name} FILE."
            )
        path = Path(given[name])
        if not path.is_file() or folder_hash(path) != manifest["inputs"][name]:
            raise IntegrityError(f"this is not the {name} that was used", where=str(path))
        files[f"inputs/{name}{path.suffix}"] = path.read_bytes()
    return files


def _code_files() -> dict[str, bytes]:
    """The package, its licence, and the versions that it ran on."""
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in sorted(_CODE.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    for name in ("requirements.lock", "LICENSE", "CITATION.cff"):
        if not (ROOT / name).is_file():
            raise InputError(
                f"{name} is not here",
                where=str(ROOT),
                mend="Run this in a checkout of the project, installed with: pip install -e .",
            )
        files[name] = (ROOT / name).read_bytes()
    return files


def _scan(
    files: Mapping[str, bytes], measured: pd.DataFrame, articles: Path | str | None
) -> list[str]:
    """Refuse files with words of the articles; say what was searched."""
    if articles is None:
        return [
            "The files were not searched for the articles' words, because the articles were not "
            "given."
        ]
    texts, missing = texts_of(measured, articles)
    if missing:
        raise IntegrityError(
            f"{plural(len(missing), 'measured article')} cannot be searched for: "
            f"{listing(missing[:3])}{' and others' if len(missing) > 3 else ''}",
            where=str(articles),
            mend="Give all texts that were measured, unchanged.",
        )
    closed = unscannable(files)
    if closed:
        raise IntegrityError(
            f"what stands in {listing(closed[:3])} cannot be read", mend="Leave it out."
        )
    found = find_words_of(texts, files)
    if found:
        shown = [f"{match.file} (article {match.article})" for match in found[:3]]
        raise IntegrityError(
            f"the bundle would hand on the articles' words: {listing(shown)}"
            + (f" and {len(found) - 3} others" if len(found) > 3 else ""),
            mend=f"No file may hold {RUN} words of an article in a row; build the report without "
            "the parameter text.",
        )
    return [
        f"No run of {RUN} words of any of the {plural(len(texts), 'article')} stands in any file."
    ]


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Names in order, one time for all: the same files are the same bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, files[name], compresslevel=9)
