"""Is a figure or a report what its tables give? The work is done again and the results compared."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import IntegrityError, ParameterError
from analysis.reports.embedded import read_provenance
from analysis.reports.manifest import NAME, read_manifest
from analysis.reports.provenance import code_hash, digest
from analysis.reports.run import run_report
from analysis.versions import versions

LEVELS = ("identical bytes", "identical data", "data within tolerance", "differs")
TOLERANCE = 1e-9
_FIGURES = (".png", ".svg", ".pdf")


@dataclass(frozen=True)
class Finding:
    """What is true of one file: a level of LEVELS, and why."""

    file: str
    level: str
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.level}" + (f" ({self.reason})" if self.reason else "")


@dataclass(frozen=True)
class Verification:
    """All findings; ok when no file differs."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the numbers are those that the tables give."""
        return all(finding.level != "differs" for finding in self.findings)

    @property
    def level(self) -> str:
        """The worst level among the files."""
        return max((f.level for f in self.findings), key=LEVELS.index, default="differs")

    def __str__(self) -> str:
        worst = [f for f in self.findings if f.level == self.level]
        same = len(self.findings) - len(worst)
        lines = [f"{self.level}: {len(worst)} of {len(self.findings)} files", *self.notes]
        lines += [f"  {finding}" for finding in worst] if self.level != LEVELS[0] else []
        lines += [f"  {same} others are better"] if same and self.level != LEVELS[0] else []
        return "\n".join(lines)


def verify(
    path: Path | str, *, measures: Path | str | None = None, plan: Path | str | None = None
) -> Verification:
    """Make a figure, or all figures of a report, again from the measures, and compare.

    path: a figure file (PNG, SVG, PDF, or its CSV), or a report's folder. measures: the tables that
    it was made from. plan: the plan's file where one was used. Errors: IntegrityError for a file
    without provenance or measures of another corpus; ParameterError without measures.
    """
    target = Path(path)
    if target.is_dir():
        return _verify_report(target, measures, plan)
    if not target.is_file():
        raise ParameterError("there is no such file", where=str(path))
    note = read_provenance(target)
    with tempfile.TemporaryDirectory() as folder:
        fresh = _again(note["notebook"], note, measures, plan, Path(folder) / "report")
        finding = _compare_figure(target, fresh / "figures", note)
    return Verification((finding,), _differing_versions(note))


def _verify_report(
    folder: Path, measures: Path | str | None, plan: Path | str | None
) -> Verification:
    manifest = read_manifest(folder)
    findings = list(_against_manifest(folder, manifest))
    changed = {finding.file for finding in findings}
    with tempfile.TemporaryDirectory() as aside:
        fresh = _again(manifest["report"], manifest, measures, plan, Path(aside) / "report")
        for name in sorted(manifest["files"]):
            file = folder / name
            if name in changed:
                continue
            if file.suffix in _FIGURES:
                findings.append(_compare_figure(file, fresh / "figures", read_provenance(file)))
            elif file.suffix == ".csv":
                findings.append(_compare_data(file, fresh / name))
    return Verification(tuple(findings), _differing_versions(manifest))


def _against_manifest(folder: Path, manifest: Mapping[str, Any]) -> list[Finding]:
    """Files that are missing, changed or not known to the manifest."""
    known = manifest["files"]
    present = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != NAME
    }
    found = [Finding(name, "differs", "missing") for name in sorted(known.keys() - present)]
    found += [
        Finding(name, "differs", "not in the manifest") for name in sorted(present - known.keys())
    ]
    return found + [
        Finding(name, "differs", _first_change(folder / name))
        for name in sorted(known.keys() & present)
        if digest((folder / name).read_bytes()) != known[name]
    ]


def _first_change(file: Path) -> str:
    return f"{file.name} was changed after the report was made"


def _again(
    notebook: str,
    note: Mapping[str, Any],
    measures: Path | str | None,
    plan: Path | str | None,
    out: Path,
) -> Path:
    """The report made again with the parameters that are on record."""
    if measures is None:
        raise ParameterError(
            "verifying needs the measured tables", where="measures", mend="Give --measures FOLDER."
        )
    record = json.loads((Path(measures) / "measurement.json").read_text(encoding="utf-8"))
    if record.get("corpus_sha256") != note["corpus"]:
        raise IntegrityError(
            "these are measures of another corpus",
            where=str(measures),
            mend=f"The figure was made from the corpus {note['corpus'][:12]}….",
        )
    values = dict(note["parameters"])
    if note.get("plan") and plan is None:
        raise ParameterError("a plan was used", where="plan", mend="Give the plan's file.")
    if plan is not None:
        values["plan"] = str(plan)
    run_report(notebook, measures=measures, out=out, parameters=values)
    return out


def _compare_figure(file: Path, fresh: Path, note: Mapping[str, Any]) -> Finding:
    """Bytes first, then the data that the figure says it shows, then those beside it."""
    again = fresh / f"{note['figure']}{file.suffix}"
    if not again.is_file():
        return Finding(file.name, "differs", "the notebook no longer makes this figure")
    if file.read_bytes() == again.read_bytes():
        return Finding(file.name, "identical bytes")
    data = (fresh / f"{note['figure']}.csv").read_bytes()
    if file.suffix == ".csv":
        return _compare_data(file, fresh / f"{note['figure']}.csv")
    if digest(data) != note["data"]:
        beside = file.with_suffix(".csv")
        if beside.is_file() and digest(beside.read_bytes()) == note["data"]:
            found = _compare_data(beside, fresh / f"{note['figure']}.csv")
            return Finding(file.name, found.level, found.reason)
        return Finding(file.name, "differs", "the tables give other data than the figure's")
    if read_provenance(again) == dict(note):
        return Finding(file.name, "differs", "the file was changed after it was made")
    return Finding(file.name, "identical data", "drawn by other versions or code")


def _compare_data(file: Path, again: Path) -> Finding:
    """Two CSV files: the same bytes, numbers within tolerance, or the first cell that differs."""
    if not again.is_file():
        return Finding(file.name, "differs", "the notebook no longer makes this table")
    if file.read_bytes() == again.read_bytes():
        return Finding(file.name, "identical bytes")
    try:
        old, new = (pd.read_csv(io.BytesIO(f.read_bytes())) for f in (file, again))
    except ValueError:
        return Finding(file.name, "differs", "it cannot be read as a table")
    if list(old.columns) != list(new.columns):
        return Finding(file.name, "differs", "its columns are others")
    if len(old) != len(new):
        return Finding(file.name, "differs", f"it has {len(old)} rows, the tables give {len(new)}")
    for column in old.columns:
        apart = ~_same(old[column], new[column])
        if apart.any():
            row = int(np.flatnonzero(apart)[0])
            was, now = old[column].iloc[row], new[column].iloc[row]
            where = f"first at row {row + 1}, {column}: {was!s} where the tables give {now!s}"
            return Finding(file.name, "differs", where)
    return Finding(file.name, "data within tolerance")


def _same(old: pd.Series, new: pd.Series) -> np.ndarray:
    if pd.api.types.is_numeric_dtype(old) and pd.api.types.is_numeric_dtype(new):
        a, b = old.to_numpy(np.float64), new.to_numpy(np.float64)
        return np.isclose(a, b, rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True)
    return np.asarray((old.fillna("").astype(str) == new.fillna("").astype(str)).to_numpy())


def _differing_versions(note: Mapping[str, Any]) -> tuple[str, ...]:
    """What differs between now and then, for the reader of a difference."""
    now = versions()
    said = [
        f"{name} was {then}, is {now.get(name, 'not installed')}"
        for name, then in note.get("versions", {}).items()
        if now.get(name) != then
    ]
    if note.get("code") != code_hash():
        said.append("the package's code is another than it was")
    return tuple(said)
