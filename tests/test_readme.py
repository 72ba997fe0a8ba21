"""Every code block of the README runs, in order, as a researcher would type it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.__main__ import main, parser

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```", TEXT, re.M | re.S)


def fill_in(folder: Path) -> None:
    """What people do between two commands: each coder's workbook gets its codes."""
    for path in folder.glob("coder-*.xlsx"):
        book = load_workbook(path)
        for number, row in enumerate(book["sentences"].iter_rows(min_row=2)):
            row[2].value = int(number % 3 == 0)
        book.save(path)


def run_shell(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(line, comments=True)
    if words[:3] == ["parallax", "code", "score"]:
        fill_in(Path(words[3]))
    if words[0] == "parallax":
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as stop:
            main()
        assert not stop.value.code, line
    else:
        done = subprocess.run(
            [sys.executable, "-m", *words], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]


def test_every_block_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(BLOCKS) >= 5
    for name in ("articles.csv", "actors.csv"):
        shutil.copy(ROOT / "data" / "demo" / name, tmp_path / name)
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for language, block in BLOCKS:
        if language == "python":
            exec(compile(block, "README.md", "exec"), names)  # noqa: S102 - our own page
        else:
            for line in block.replace("\\\n", " ").splitlines():
                if line.strip():
                    run_shell(line, monkeypatch)
    assert (tmp_path / "reports" / "mine" / "outlet_comparison.html").is_file()
    assert (tmp_path / "coded" / "corrected.csv").is_file()
    assert (tmp_path / "reports" / "article" / "article_profile.html").is_file()
    assert (tmp_path / "reports" / "sourcing" / "sourcing.html").is_file()
    # R and Stata are not here; that their lines name variables which the files have is.
    known = set()
    for name in ("scores", "articles"):
        known |= set(pd.read_stata(tmp_path / "measures-dta" / f"{name}.dta").columns)
    asked = re.findall(r"feols\((\w+) ~ (\w+) \| (\w+)|areg (\w+) |encode (\w+)", TEXT)
    assert {word for words in asked for word in words if word} <= known and len(asked) == 4


def test_the_table_of_commands_is_the_program_s() -> None:
    help_text = parser().format_help()
    offered = set(re.findall(r"^    (\w+)(?: |$)", help_text, re.M))
    told = set(re.findall(r"^\| `parallax (\w+)", TEXT, re.M))
    assert told == offered


def test_the_page_names_only_files_that_are_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target
    for folder in re.findall(r"^\| `([\w/]+/)`", text, re.M):
        assert (ROOT / folder).is_dir(), folder
