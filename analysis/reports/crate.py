"""What a bundle says of itself to machines: RO-Crate 1.1 metadata."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from analysis.errors import ParameterError
from analysis.reports.provenance import digest
from analysis.versions import versions

_KINDS = {
    ".parquet": "application/vnd.apache.parquet",
    ".ipynb": "application/x-ipynb+json",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".toml": "application/toml",
    ".py": "text/x-python",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".html": "text/html",
    ".css": "text/css",
    ".gz": "application/gzip",
    ".tex": "application/x-tex",
}


@dataclass(frozen=True)
class About:
    """What the authors say of a bundle: title, names, licence (an address), date (YYYY-MM-DD)."""

    title: str = ""
    authors: tuple[str, ...] = ()
    license: str = ""
    date: str = ""

    def __post_init__(self) -> None:
        if self.date:
            try:
                datetime.date.fromisoformat(self.date)
            except ValueError:
                raise ParameterError(
                    f"{self.date!r} is no date", where="date", mend="Write it as 2026-11-25."
                ) from None


def crate(files: Mapping[str, bytes], about: About, report: str) -> dict[str, Any]:
    """The metadata of a bundle: every file with its size and hash, the program that made them.

    The date is the authors' to give; without one it is left for the repository that takes the
    bundle in, so that the same files always make the same bundle.
    """
    names = sorted(files)
    people = [{"@id": f"#author-{i}", "@type": "Person", "name": n} for i, n in _counted(about)]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title or f"Replication bundle of the report {report}",
        "description": "Tables of measures without article text, the notebook and the program that "
        "make every figure of a report from them, and the report.",
        "hasPart": [{"@id": name} for name in names],
        "mentions": {"@id": "#run"},
    }
    if about.date:
        root["datePublished"] = about.date
    if about.license:
        root["license"] = {"@id": about.license}
    if people:
        root["author"] = [{"@id": person["@id"]} for person in people]
    run = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"Report {report}",
        "instrument": {"@id": "#parallax"},
        "object": [{"@id": n} for n in names if n.startswith(("measures/", "notebooks/"))],
        "result": [{"@id": n} for n in names if n.startswith("report/")],
    }
    program = {
        "@id": "#parallax",
        "@type": "SoftwareApplication",
        "name": "Parallax",
        "version": versions()["parallax"],
        "license": {"@id": "LICENSE"},
    }
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    described = [_file(name, files[name]) for name in names]
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [descriptor, root, *people, program, run, *described],
    }


def _counted(about: About) -> enumerate[str]:
    return enumerate(about.authors, start=1)


def _file(name: str, content: bytes) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": "File",
        "contentSize": str(len(content)),
        "encodingFormat": _KINDS.get(PurePosixPath(name).suffix, "text/plain"),
        "sha256": digest(content),
    }
