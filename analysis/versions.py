"""The versions that a number depends on."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version

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
