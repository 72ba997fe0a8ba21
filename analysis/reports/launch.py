"""A notebook run by Papermill in this process: what goes in is checked, what comes out is whole."""

from __future__ import annotations

import ast
import datetime
import json
import multiprocessing
import sys
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.errors import ParallaxError, ParameterError, suggest
from analysis.reports.parameters import NOTEBOOKS, PARAMETERS, ROOT, coerce

FOLDER = ROOT / "notebooks"


class ReportError(ParallaxError):
    """A report that could not be finished."""


def find_notebook(notebook: str | Path) -> Path:
    """A notebook by path, or by the name of one of the project's."""
    given = Path(notebook)
    for path in (given, FOLDER / f"{given.name}.ipynb", FOLDER / given.name):
        if path.is_file() and path.suffix == ".ipynb":
            return path
    known = [path.stem for path in FOLDER.glob("*.ipynb")]
    raise ParameterError(f"there is no notebook {str(notebook)!r}", mend=suggest(given.stem, known))


def declared_names(path: Path) -> list[str]:
    """The names that a notebook's parameters cell assigns, in order."""
    return list(declared_defaults(path))


def declared_defaults(path: Path) -> dict[str, Any]:
    """The names that a notebook's parameters cell assigns, in order, with their values."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        tagged = [c for c in cells if "parameters" in c.get("metadata", {}).get("tags", ())]
        tree = ast.parse("\n".join("".join(cell["source"]) for cell in tagged))
    except (ValueError, KeyError, TypeError, SyntaxError) as error:
        raise ParameterError(
            f"this is not a notebook that can be run ({type(error).__name__})", where=path.name
        ) from None
    found: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {t.id: _literal_of(node.value) for t in targets if isinstance(t, ast.Name)}
    return found


def _literal_of(node: ast.expr | None) -> Any:
    """The value where it is written out; the expression's own words where it is computed."""
    try:
        return ast.literal_eval(node) if node is not None else None
    except ValueError:
        return ast.unparse(node) if node is not None else None


def checked_values(path: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values to inject: declared names only, plain JSON only, each of its declared kind.

    Papermill pastes names into code as they are, and values by their text: nothing but what JSON
    can hold, under a name that the notebook itself assigns, may reach it.
    """
    names = declared_names(path)
    values = {}
    for name, value in given.items():
        if not isinstance(name, str) or not name.isidentifier() or name not in names:
            raise ParameterError(
                f"there is no parameter {name!r}", where=path.stem, mend=suggest(str(name), names)
            )
        values[name] = _plain(name, value)
        if name in PARAMETERS and name in NOTEBOOKS.get(path.stem, PARAMETERS):
            values[name] = coerce(PARAMETERS[name], values[name])
    return values


def _plain(name: str, value: Any) -> Any:
    """The value as JSON gives it back; exact types only, for a subclass may print anything."""
    plain = Path(value).as_posix() if isinstance(value, Path) else value
    if type(value) in (datetime.date, datetime.datetime):
        plain = value.isoformat()
    if not _is_json(plain):
        raise ParameterError(
            f"a {type(value).__name__} cannot be a parameter's value",
            where=name,
            mend="Give text, a number, true or false, or a list of these.",
        )
    return json.loads(json.dumps(plain, allow_nan=False))


def _is_json(value: Any) -> bool:
    if type(value) is float:
        return value == value and abs(value) != float("inf")
    if type(value) in (str, int, bool, type(None)):
        return True
    if type(value) is list:
        return all(_is_json(item) for item in value)
    if type(value) is dict:
        return all(type(key) is str and _is_json(item) for key, item in value.items())
    return False


def execute(source: Path, values: Mapping[str, Any], target: Path) -> None:
    """Run a notebook with values into a file; a ReportError names the cell that failed.

    The file is left as it is for the reader of a failure; only a run whose cells all ended is well.
    """
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="plx") as sockets:
        warnings.simplefilter("ignore")
        import papermill
        from papermill.exceptions import PapermillExecutionError

        try:
            papermill.execute_notebook(
                # Papermill formats its paths as templates; doubled braces stand for themselves.
                _literal(source),
                _literal(target),
                parameters=dict(values),
                kernel_name="python3",
                progress_bar=_alone() and {"leave": False, "desc": source.stem},
                record_timing=False,
                log_output=False,
                # A kernel says on its way out that it was interrupted; failures reach us anyway.
                extra_arguments=["--log-level=50"],
                **_transport(sockets),
            )
        except PapermillExecutionError as error:
            raise ReportError(
                _sentence(error), where=f"{source.stem}, cell {error.cell_index + 1}"
            ) from None
        except (RuntimeError, OSError, ValueError) as error:
            message = " ".join(str(error).split())[:200]
            raise ReportError(f"the run broke off ({message})", where=source.stem) from None
    _check_whole(target, source.stem)


def _alone() -> bool:
    """On a terminal, and not one of several runs at once, whose bars would overwrite each other."""
    return sys.stderr.isatty() and multiprocessing.parent_process() is None


def _literal(path: Path) -> str:
    return str(path).replace("{", "{{").replace("}", "}}")


def _sentence(error: Any) -> str:
    """What a cell's error says, without type where it is one of ours."""
    text = " ".join(str(error.evalue).split())
    ours = error.ename.endswith("Error") and error.ename in _own_errors()
    return (text if ours else f"{error.ename}: {text}").rstrip(".")


def _own_errors() -> set[str]:
    def below(kind: type[Exception]) -> set[str]:
        return {kind.__name__}.union(*(below(child) for child in kind.__subclasses__()))

    return below(ParallaxError)


def _transport(folder: str) -> dict[str, Any]:
    """Sockets in a folder of this user instead of open ports; Windows has none of these."""
    if sys.platform == "win32" or len(folder) > 80:
        return {}
    from traitlets.config import Config

    return {"config": Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/k"}})}


def _check_whole(target: Path, name: str) -> None:
    """A kernel that died or left early may still be called completed: look at every cell."""
    cells = json.loads(target.read_text(encoding="utf-8"))["cells"]
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] == "code" and "".join(cell["source"]).strip():
            if any(output["output_type"] == "error" for output in cell["outputs"]):
                raise ReportError("the run was interrupted here", where=f"{name}, cell {number}")
            status = cell["metadata"].get("papermill", {}).get("status")
            if cell["execution_count"] is None or status != "completed":
                raise ReportError("the run ended before this cell", where=f"{name}, cell {number}")
