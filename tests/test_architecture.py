"""The house's own rules: layers, file lengths, and one list of dependencies told in two places."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "analysis"
# From the ground up; a module may import its own layer and those above it in this list.
LAYERS = [
    {"errors", "versions", "progress", "aside", "columns"},
    {"tables", "vocabulary"},
    {"chunks"},
    {"corpus", "sentences", "tokens"},
    {"lexicons", "voices"},
    {"measures"},
    {"statistics", "describe", "counting"},
    {"figures"},
    {"reports", "scale"},
    {"__main__", "__init__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
FILES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The parts of the package that a file imports, at any place in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "analysis":
            found.update(alias.name for alias in node.names if alias.name in LEVEL)
        elif isinstance(node, ast.Import):
            names = (alias.name.split(".") for alias in node.names)
            found.update(n[1] for n in names if n[0] == "analysis" and len(n) > 1)
    return found


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    own = LEVEL[part(path)]
    assert {name for name in imports(path) if LEVEL[name] > own} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_parts_of_one_layer_do_not_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for path in FILES:
        graph.setdefault(part(path), set()).update(imports(path) - {part(path)})
    for name, used in graph.items():
        assert not {other for other in used if name in graph.get(other, set())}, name


RENAMED = {"vadersentiment": "vadersentiment", "matplotlib": "matplotlib-base"}
RENAMED |= {"dask": "dask-core", "nbconvert": "nbconvert-core"}


def requirement(line: str) -> tuple[str, str]:
    match = re.match(r"([\w.-]+)(?:\[[\w,]+\])?\s*(.*)", line)
    assert match is not None
    return match.group(1).lower().replace("_", "-"), match.group(2)


def test_environment_yml_is_the_same_list_as_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    asked = [requirement(line) for line in project["dependencies"]]
    asked += [requirement(line) for line in project["optional-dependencies"]["dev"]]
    expected = {(RENAMED.get(name, name), version) for name, version in asked}
    expected.add(("python", project["requires-python"]))
    given = {requirement(line) for line in environment["dependencies"] if isinstance(line, str)}
    assert given == expected


def pins(lock_name: str) -> dict[str, set[str]]:
    """The versions that a lock pins, by the package's name; an address in it fails."""
    lock = (ROOT / lock_name).read_text(encoding="utf-8")
    assert "://" not in lock
    found = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in pin for pin in found)
    versions: dict[str, set[str]] = {}
    for name, version in (re.split(r"[=; ]+", pin)[:2] for pin in found):
        versions.setdefault(name.lower(), set()).add(version)
    return versions


def test_locks_name_every_dependency_and_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    core, whole = pins("requirements.lock"), pins("requirements-all.lock")
    needed = {requirement(line)[0] for line in project["dependencies"]}
    extras = project["optional-dependencies"].values()
    wanted = {requirement(line)[0] for lines in extras for line in lines}
    assert needed - core.keys() == set()
    assert (needed | wanted) - whole.keys() == set()
    assert {name for name, versions in core.items() if whole.get(name) != versions} == set()
