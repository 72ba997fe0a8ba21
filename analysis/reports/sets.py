"""Report sets: several notebooks, each with several parameter sets; only what changed is run."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from analysis.errors import IntegrityError, ParallaxError, ParameterError, suggest
from analysis.progress import progress
from analysis.reports.launch import FOLDER, checked_values, declared_names, find_notebook
from analysis.reports.run import run_report

_AT_ONCE = 4  # a run and its kernel take about 700 MB
_NAME = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True)
class Planned:
    """A report to be made: its folder's name, the notebook, the measures, the parameters."""

    name: str
    notebook: str
    measures: Path
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Built:
    """What became of a set: names of reports that were run, that still held, and that failed."""

    run: tuple[str, ...]
    kept: tuple[str, ...]
    failed: Mapping[str, ParallaxError]


def every_report(measures: Path, parameters: Mapping[str, Any]) -> list[Planned]:
    """All notebooks of the project on the same measures; each takes the parameters that it has."""
    sources = sorted(FOLDER.glob("*.ipynb"))
    declared = {source.stem: declared_names(source) for source in sources}
    known = {name for names in declared.values() for name in names}
    for name in parameters:
        if name not in known:
            raise ParameterError(f"no notebook has a parameter {name!r}", mend=suggest(name, known))
    return [
        Planned(stem, stem, measures, {n: v for n, v in parameters.items() if n in names})
        for stem, names in declared.items()
    ]


def read_set(path: Path | str, *, measures: Path | None = None) -> list[Planned]:
    """The reports that a YAML file names; every name and value is checked before anything runs.

    Its keys: `measures`, a folder; `reports`, by notebook the sets of parameters by name, or
    nothing for one report with the defaults. A set may name other `measures`. Paths count from
    where the command runs.
    """
    import yaml

    try:
        content = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        said = " ".join(str(error).split())[:120]
        raise ParameterError(f"the set cannot be read ({said})", where=str(path)) from None
    reports = content.get("reports") if isinstance(content, dict) else None
    if not isinstance(reports, dict) or not reports:
        raise ParameterError("there are no reports in it", where=str(path), mend=_EXAMPLE)
    for key in content:
        if key not in ("measures", "reports"):
            raise ParameterError(
                f"there is no key {key!r}",
                where=str(path),
                mend=suggest(str(key), ("measures", "reports")),
            )
    general = content.get("measures", measures)
    return [
        _planned(str(path), notebook, name, values, general)
        for notebook, sets in reports.items()
        for name, values in _sets(str(path), notebook, sets)
    ]


_EXAMPLE = "Write, for example: reports: {outlet_comparison: {own-voice: {voice: authorial}}}."


def _sets(where: str, notebook: Any, sets: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
    if not sets:
        return [("", {})]
    if not isinstance(sets, dict) or not all(isinstance(v or {}, dict) for v in sets.values()):
        raise ParameterError(
            f"the sets of {notebook} are not names with parameters", where=where, mend=_EXAMPLE
        )
    return [(str(name), values or {}) for name, values in sets.items()]


def _planned(
    where: str, notebook: Any, name: str, values: Mapping[str, Any], measures: Any
) -> Planned:
    source = find_notebook(str(notebook))
    given = dict(values)
    folder = given.pop("measures", measures)
    label = f"{source.stem}-{name}" if name else source.stem
    if not _NAME.fullmatch(label):
        raise ParameterError(
            f"{name!r} cannot name a folder", where=where, mend="Use letters, digits and hyphens."
        )
    if not isinstance(folder, (str, Path)) or not str(folder):
        raise ParameterError(
            f"there are no measures for {label}", where=where, mend="Add a line: measures: FOLDER."
        )
    checked_values(source, given)
    return Planned(label, str(notebook), Path(folder), given)


def build_set(planned: Sequence[Planned], *, out: Path | str, to: Sequence[str] = ()) -> Built:
    """Make the reports, each in its folder, but those that still follow from what they rest on.

    A report is kept while its notebook, parameters, measures, the package and the libraries are
    the same and no file of it was changed. One that fails does not stop the others. Up to four
    are made at once, one a processor; what is in them does not depend on it.
    """
    failed: dict[str, ParallaxError] = {}
    due: list[Planned] = []
    for report in planned:
        try:
            if not _still_holds(report, Path(out) / report.name, to):
                due.append(report)
        except ParallaxError as error:
            failed[report.name] = error
    make = partial(_make, out=Path(out), to=tuple(to))
    at_once = min(len(due), os.cpu_count() or 1, _AT_ONCE)
    with progress("reports", len(due), unit=" reports") as step:
        for done, (report, fault) in enumerate(zip(due, _each(make, due, at_once), strict=True)):
            if fault is not None:
                failed[report.name] = fault
            step(done + 1, len(due))
    names = [report.name for report in planned if report.name not in failed]
    run = {report.name for report in due}
    return Built(
        tuple(name for name in names if name in run),
        tuple(name for name in names if name not in run),
        failed,
    )


def _each(
    make: Callable[[Planned], ParallaxError | None], due: Sequence[Planned], at_once: int
) -> Iterator[ParallaxError | None]:
    """What became of each report, in their order."""
    if at_once < 2:
        yield from map(make, due)
        return
    # Fresh processes: what this one has started (kernels, event loops) must not be copied.
    with ProcessPoolExecutor(at_once, mp_context=get_context("spawn")) as pool:
        yield from pool.map(make, due)


def _make(report: Planned, *, out: Path, to: Sequence[str]) -> ParallaxError | None:
    try:
        run_report(
            report.notebook,
            measures=report.measures,
            out=out / report.name,
            parameters=report.parameters,
            to=to,
        )
    except ParallaxError as error:
        return error
    return None


def _still_holds(report: Planned, target: Path, to: Sequence[str]) -> bool:
    from analysis.reports.manifest import changed_files, input_hashes, made_from, read_manifest

    try:
        manifest = read_manifest(target)
    except IntegrityError:
        return False
    source = find_notebook(report.notebook)
    values = checked_values(source, report.parameters) | {"measures": str(report.measures)}
    now = made_from(source, values, input_hashes(values), to)
    return manifest.get("made_from") == now and not changed_files(target, manifest)
