"""The versions and the code that a number depends on."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).parent
_LIBRARIES = ("numpy", "pandas", "matplotlib", "scipy", "textstat", "vaderSentiment", "papermill")


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def versions() -> dict[str, str]:
    """Versions of this package, Python, and the libraries that results depend on."""
    return {
        "parallax": _version("parallax-media"),
        "python": ".".join(platform.python_version_tuple()[:2]),
        **{name: _version(name) for name in _LIBRARIES},
    }


def folder_hash(folder: Path) -> str:
    """One hash over the names and contents of all files below a folder, or of one file."""
    return _hashed(folder, [folder] if folder.is_file() else _files(folder))


@cache
def package_hash() -> str:
    """One hash over the package with its word lists and templates: what a rebuild depends on."""
    return folder_hash(_PACKAGE)


@cache
def code_hash() -> str:
    """One hash over the package's source, so that a change of any line shows."""
    return _hashed(_PACKAGE, _PACKAGE.rglob("*.py"), _unix_lines)


@cache
def measuring_hash() -> str:
    """One hash over the package without its lexicons' entries, which have hashes of their own.

    What is measured with other lexicons under the same hash differs by these lexicons alone.
    """
    lexicons = _PACKAGE / "lexicons"
    files = (p for p in _files(_PACKAGE) if p.suffix == ".py" or lexicons not in p.parents)
    return _hashed(_PACKAGE, files)


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _unix_lines(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


def _hashed(
    folder: Path, files: Iterable[Path], read: Callable[[Path], bytes] = Path.read_bytes
) -> str:
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(read(path) + b"\0")
    return total.hexdigest()
