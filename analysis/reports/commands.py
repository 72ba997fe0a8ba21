"""What `parallax report` does: one report, all of them, or a set with its index page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError
from analysis.reports.launch import checked_values, declared_defaults, find_notebook
from analysis.reports.parameters import describe
from analysis.reports.sets import Built, build_set, every_report, read_set


def parameters_of(notebook: str) -> str:
    """A notebook's parameters as help."""
    path = find_notebook(notebook)
    defaults = declared_defaults(path)
    return f"{path.stem}\n{describe(list(defaults), defaults)}"


def make_reports(
    notebook: str | None,
    *,
    collection: Path | None,
    every: bool,
    measures: Path | None,
    out: Path | None,
    values: Mapping[str, Any],
    to: Sequence[str],
) -> int:
    """Make what was asked for and say what became of it; 1 when a report of a set failed."""
    if (notebook is not None) + (collection is not None) + every != 1:
        raise ParameterError(
            "say which report to make", mend="Give a notebook's name, or --all, or --set FILE.yml."
        )
    if notebook is not None:  # a wrong name or value is said before anything else is asked for
        checked_values(find_notebook(notebook), values)
    for name, folder in (("--measures", measures), ("--out", out)):
        if folder is None and not (name == "--measures" and collection is not None):
            raise ParameterError("this is needed", where=name, mend="Give a folder.")
    target = Path(out or ".")
    if notebook is not None:
        from analysis.reports.run import run_report

        run_report(notebook, measures=Path(measures or "."), out=target, parameters=values, to=to)
        print(f"Wrote {target}.")
        return 0
    if collection is not None:
        planned = read_set(collection, measures=measures)
    else:
        planned = every_report(Path(measures or "."), values)
    return _tell(build_set(planned, out=target, to=to), target)


def _tell(built: Built, target: Path) -> int:
    from analysis.reports.manifest import write_index

    print(f"Made {len(built.run)}, kept {len(built.kept)}, failed {len(built.failed)}.")
    for name, error in built.failed.items():
        print(f"  {name}: {error}")
    if built.run or built.kept:
        print(f"Open {write_index(target)}")
    return 1 if built.failed else 0
