"""The versions and the code that a number depends on."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
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
    files = [folder] if folder.is_file() else [p for p in folder.rglob("*") if p.is_file()]
    return _hashed(folder, (p for p in files if "__pycache__" not in p.parts))


@cache
def package_hash() -> str:
    """One hash over the package with its word lists and templates: what a rebuild depends on."""
    return folder_hash(_PACKAGE)


@cache
def code_hash() -> str:
    """One hash over the package's source, so that a change of any line shows."""
    total = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        total.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()


@cache
def measuring_hash() -> str:
    """One hash over the package without its lexicons' entries, which have hashes of their own.

    What is measured with other lexicons under the same hash differs by these lexicons alone.
    """
    lexicons = _PACKAGE / "lexicons"
    files = (p for p in _PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return _hashed(_PACKAGE, (p for p in files if p.suffix == ".py" or lexicons not in p.parents))


def _hashed(folder: Path, files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()
