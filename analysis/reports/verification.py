"""Is a figure or a report what its tables give? The work is done again and the results compared."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import IntegrityError, ParameterError
from analysis.figures.figure import FINE
from analysis.reports.embedded import read_provenance
from analysis.reports.manifest import NAME, changed_files, read_manifest
from analysis.reports.provenance import digest
from analysis.reports.run import read_record, run_report
from analysis.versions import code_hash, versions

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
    path: Path | str,
    *,
    measures: Path | str | None = None,
    places: Mapping[str, Path | str] | None = None,
    keep: Path | str | None = None,
) -> Verification:
    """Make a figure, or all figures of a report, again from the measures, and compare.

    path: a figure file (PNG, SVG, PDF, or its CSV), or a report's folder. measures: the tables that
    it was made from. places: files that other parameters named, such as the plan. keep: a folder
    for the report that is made again. Errors: IntegrityError for a file without provenance or
    measures of another corpus; ParameterError without measures.
    """
    target = Path(path)
    if not target.exists():
        raise ParameterError("there is no such file", where=str(path))
    whole = target.is_dir()
    note = read_manifest(target) if whole else read_provenance(target)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(keep) if keep else Path(folder) / "report"
        _again(note["report" if whole else "notebook"], note, measures, places or {}, fresh)
        if whole:
            findings = _compare_report(target, note, fresh)
        else:
            findings = [_compare_figure(target, fresh / "figures", note)]
    return Verification(tuple(findings), _differing_versions(note))


def _compare_report(folder: Path, manifest: Mapping[str, Any], fresh: Path) -> list[Finding]:
    changed = changed_files(folder, manifest)
    findings = [Finding(name, "differs", why) for name, why in changed.items()]
    findings += _compare_manifests(manifest, read_manifest(fresh))
    for name in sorted(manifest["files"].keys() - changed.keys()):
        file = folder / name
        if file.suffix in _FIGURES and file.parent.name == "figures":
            findings.append(_compare_figure(file, fresh / "figures", read_provenance(file)))
        elif file.suffix == ".csv":
            findings.append(_compare_data(file, fresh / name))
    for name in sorted(n for n in changed if n.endswith(".csv") and (folder / n).is_file()):
        found = _compare_data(folder / name, fresh / name)
        if found.level == "differs":  # say where, and not only that it was changed
            findings[list(changed).index(name)] = Finding(name, "differs", found.reason)
    return findings


def _compare_manifests(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Finding]:
    """What a manifest says of its origin, against what the run made again says."""
    return [
        Finding(NAME, "differs", f"{fact} was {old.get(fact)!r}, the tables give {new[fact]!r}")
        for fact in ("articles", "corpus", "lexicons", "measured_with", "parameters")
        if old.get(fact) != new[fact]
    ]


def _again(
    notebook: str,
    note: Mapping[str, Any],
    measures: Path | str | None,
    places: Mapping[str, Path | str],
    out: Path,
) -> None:
    """The report made again with the parameters that are on record."""
    if measures is None:
        raise ParameterError(
            "verifying needs the measured tables", where="measures", mend="Give --measures FOLDER."
        )
    record = read_record(Path(measures))
    if record.get("corpus_sha256") != note["corpus"]:
        raise IntegrityError(
            "these are measures of another corpus",
            where=str(measures),
            mend=f"The figure was made from the corpus {note['corpus'][:12]}….",
        )
    used = {"plan"} if note.get("plan") else set(note.get("inputs", ())) - {"measures", "text"}
    for name in sorted(used - places.keys()):
        raise ParameterError(f"a {name} was used", where=name, mend=f"Give it: -p {name} FILE.")
    values = dict(note["parameters"]) | {name: str(path) for name, path in places.items()}
    run_report(notebook, measures=measures, out=out, parameters=values)


def _compare_figure(file: Path, fresh: Path, note: Mapping[str, Any]) -> Finding:
    """Bytes first, then the data that the figure says it shows, then those beside it."""
    again = fresh / f"{note['figure']}{file.suffix}"
    if not again.is_file():
        return Finding(file.name, "differs", "the notebook no longer makes this figure")
    fine = again.with_name(f"{note['figure']}-{FINE}{file.suffix}")
    if file.read_bytes() in {made.read_bytes() for made in (again, fine) if made.is_file()}:
        return Finding(file.name, "identical bytes")
    data = (fresh / f"{note['figure']}.csv").read_bytes()
    if file.suffix == ".csv":
        return _compare_data(file, fresh / f"{note['figure']}.csv")
    if digest(data) != note["data"]:
        beside = file.with_name(f"{note['figure']}.csv")
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
