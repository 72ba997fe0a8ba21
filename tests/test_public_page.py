"""The public page: every name on it is there, documented, and quick to reach."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import analysis


@pytest.mark.parametrize("name", analysis.__all__)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    found = getattr(analysis, name)
    assert not callable(found) or (found.__doc__ or "").strip()


def test_no_module_hides_a_public_name() -> None:
    modules = {module.name for module in pkgutil.iter_modules(analysis.__path__)}
    assert modules & set(analysis.__all__) == set()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = analysis.no_such_name


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "{'pandas', 'numpy', 'matplotlib'}"
    code = f"import analysis, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
