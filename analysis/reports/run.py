"""A report from a notebook: executed, checked, written aside, and put in place when it is whole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.aside import folder_aside
from analysis.errors import ParallaxError, ParameterError
from analysis.reports.forms import check_forms, write_forms
from analysis.reports.launch import checked_values, declared_names, execute, find_notebook

_RECORD = "measurement.json"
_MANIFEST = "manifest.json"


def run_report(
    notebook: str | Path,
    *,
    measures: Path | str,
    out: Path | str,
    parameters: Mapping[str, Any] | None = None,
    to: Sequence[str] = (),
) -> Path:
    """Run a notebook on measures and write its report to a folder; the page's path.

    notebook: the name of one of the project's, or a path. parameters: values by name. to: further
    forms of the page, pdf or docx. The folder gets the executed notebook, one HTML page, figures
    with data, tables, methods, references and a manifest; an earlier report there is replaced only
    by a whole one. Errors: ParameterError before anything runs; ReportError
    naming the cell that failed, whose notebook is kept as NAME.failed.ipynb.
    """
    source, target = find_notebook(notebook), Path(out)
    values = checked_values(source, parameters or {})
    record = read_record(Path(measures))
    _check_target(target)
    check_forms(to)
    values["measures"] = _from_here(Path(measures))
    with folder_aside(target) as folder:
        executed = folder / source.name
        if "figures" in declared_names(source):
            values["figures"] = str(folder / "figures")
        try:
            execute(source, values, executed)
        except ParallaxError:
            _keep_failure(executed, target / f"{source.stem}.failed.ipynb", folder)
            raise
        _finish(source, executed, values, record, to)
    return target / f"{source.stem}.html"


def _finish(
    source: Path,
    executed: Path,
    values: Mapping[str, Any],
    record: Mapping[str, Any],
    to: Sequence[str],
) -> None:
    """What follows the run: the notebook made plain, the page, tables, the manifest."""
    from analysis.reports.exports import write_tables
    from analysis.reports.manifest import write_manifest
    from analysis.reports.normal import normalise
    from analysis.reports.page import write_page

    folder = executed.parent
    normalise(executed, hide=_hidden(folder, values))
    page = executed.with_suffix(".html")
    write_page(executed, page)
    write_forms(page, to)
    write_tables(executed, folder / "tables")
    for name in ("methods.md", "references.bib"):
        if (folder / "figures" / name).is_file():
            (folder / "figures" / name).rename(folder / name)
    write_manifest(folder, notebook=source, values=values, record=record, to=to)


def _hidden(folder: Path, values: Mapping[str, Any]) -> dict[str, str]:
    """Names of this machine's places that may stand in outputs, and what to write instead."""
    hide = {str(folder / "figures"): "figures", str(folder): ".", str(Path.home()): "~"}
    for name in ("measures", "text", "plan", "actors"):
        given = str(values.get(name) or "")
        if given and Path(given).is_absolute():
            hide[given] = Path(given).name
    return {text: shown for text, shown in hide.items() if len(text) > 1}


def read_record(measures: Path) -> dict[str, Any]:
    """The record of a folder of measures; a ParameterError where it holds none."""
    try:
        return dict(json.loads((measures / _RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        raise ParameterError(
            "this folder holds no measures", where=str(measures), mend="Run measure first."
        ) from None


def _check_target(target: Path) -> None:
    """Only an empty folder, a report's, or one with failed runs may be replaced."""
    if target.is_file():
        raise ParameterError("this is a file", where=str(target), mend="Give a folder.")
    if not target.is_dir() or (target / _MANIFEST).is_file():
        return
    if any(not path.name.endswith(".failed.ipynb") for path in target.iterdir()):
        raise ParameterError(
            "the folder holds other files", where=str(target), mend="Give a new or empty folder."
        )


def _from_here(path: Path) -> str:
    """The path as seen from where the run starts, when it lies below; else in full."""
    full, here = path.resolve(), Path.cwd().resolve()
    return full.relative_to(here).as_posix() if full.is_relative_to(here) else full.as_posix()


def _keep_failure(executed: Path, target: Path, folder: Path) -> None:
    """Keep what a failed run had written, beside whatever good report is there."""
    if executed.is_file():
        from analysis.reports.normal import normalise

        with suppress(OSError, ValueError, KeyError):
            normalise(executed, hide=_hidden(folder, {}))
        target.parent.mkdir(parents=True, exist_ok=True)
        executed.replace(target)
