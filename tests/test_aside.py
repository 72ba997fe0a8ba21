"""Written aside: whole or not there, and what killed runs left is swept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.aside import file_aside, folder_aside, sweep


@pytest.fixture(scope="module")
def gone() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_whole_folder_or_file_takes_the_place_of_the_old_one(tmp_path) -> None:
    for content in ("old", "new"):
        with folder_aside(tmp_path / "out") as folder:
            (folder / "a").write_text(content)
            assert not (tmp_path / "out" / "a").exists() or content == "new"
        with file_aside(tmp_path / "x.zip") as path:
            path.write_text(content)
        assert (tmp_path / "out" / "a").read_text() == content
        assert (tmp_path / "x.zip").read_text() == content
    assert names(tmp_path) == ["out", "x.zip"]


def test_a_block_that_fails_leaves_the_old_one_and_nothing_else(tmp_path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "x.zip").write_text("old")
    with pytest.raises(RuntimeError), folder_aside(tmp_path / "out") as folder:
        (folder / "a").write_text("half")
        raise RuntimeError
    with pytest.raises(RuntimeError), file_aside(tmp_path / "x.zip") as path:
        path.write_text("half")
        raise RuntimeError
    assert names(tmp_path) == ["out", "x.zip"]
    assert names(tmp_path / "out") == [] and (tmp_path / "x.zip").read_text() == "old"


@pytest.mark.parametrize("name", ["report", "a [b] *"])
def test_what_killed_runs_left_is_swept_and_what_was_moved_put_back(tmp_path, gone, name) -> None:
    moved = tmp_path / f".{name}.run-{gone}-x-old"
    moved.mkdir()
    (moved / "page.html").write_text("good")
    (tmp_path / f".{name}.run-{gone}-x").mkdir()
    (tmp_path / f".{name}.run-{gone}.zip").write_text("half")
    (tmp_path / f".{name}.run-{os.getppid()}-x").mkdir()
    sweep(tmp_path / name)
    assert (tmp_path / name / "page.html").read_text() == "good"
    assert names(tmp_path) == sorted([f".{name}.run-{os.getppid()}-x", name])
