"""Report sets: checked before anything runs, only what changed is made again, failures are told."""

from __future__ import annotations

import datetime
import shutil
import sys
from pathlib import Path

import pytest
from small_reports import write_notebook

from analysis.__main__ import main
from analysis.errors import ParameterError
from analysis.reports import Planned, build_set, every_report, read_set
from analysis.reports.launch import FOLDER, checked_values
from analysis.reports.parameters import NOTEBOOKS, declared_for


@pytest.fixture
def folder(tmp_path) -> Path:
    """A small notebook and as much of measures as the runner looks at."""
    (tmp_path / "measures").mkdir()
    (tmp_path / "measures" / "measurement.json").write_text('{"corpus_sha256": "0"}')
    write_notebook(tmp_path / "mine.ipynb", 'measures: str = ""\nseed: int = 0\n', "seed + 1")
    return tmp_path


def plan(folder: Path, **parameters: object) -> Planned:
    notebook = str(folder / "mine.ipynb")
    return Planned("mine", notebook, folder / "measures", parameters)


def test_only_what_changed_is_made_again(folder) -> None:
    out = folder / "out"
    bad = write_notebook(folder / "bad.ipynb", 'measures: str = ""\n', "1 / 0")
    broken = Planned("broken", str(bad), folder / "measures")
    first = build_set([broken, plan(folder)], out=out)
    assert first.run == ("mine",) and "division by zero" in str(first.failed["broken"])
    before = {path: path.read_bytes() for path in (out / "mine").rglob("*") if path.is_file()}
    assert build_set([plan(folder)], out=out).kept == ("mine",)
    assert build_set([plan(folder, seed=1)], out=out).run == ("mine",)
    assert build_set([plan(folder)], out=out).run == ("mine",)
    assert before == {path: path.read_bytes() for path in before}
    (out / "mine" / "mine.html").write_text("changed")
    assert build_set([plan(folder)], out=out).run == ("mine",)
    (folder / "measures" / "counts.parquet").write_bytes(b"x")
    assert build_set([plan(folder)], out=out).run == ("mine",)


def test_a_set_names_notebooks_and_sets_of_parameters(folder, monkeypatch, capsys) -> None:
    monkeypatch.chdir(folder)
    (folder / "set.yml").write_text(
        "measures: measures\nreports:\n  mine.ipynb:\n    one: {seed: 1}\n    two: {seed: 2}\n"
    )
    planned = read_set(folder / "set.yml")
    assert [(p.name, p.parameters) for p in planned] == [
        ("mine-one", {"seed": 1}),
        ("mine-two", {"seed": 2}),
    ]
    for made in ("Made 2, kept 0, failed 0.", "Made 0, kept 2, failed 0."):
        monkeypatch.setattr(sys, "argv", "parallax report --set set.yml --out out".split())
        with pytest.raises(SystemExit) as stop:
            main()
        assert not stop.value.code and made in capsys.readouterr().out
    index = (folder / "out" / "index.html").read_text(encoding="utf-8")
    assert 'href="mine-one/mine.html"' in index and 'href="mine-two/mine.html"' in index


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("reports: [", "cannot be read"),
        ("- a", "no reports in it"),
        ("reports: {}", "no reports in it"),
        ("report: {}\nreports: {outlet_comparison: }", "Did you mean 'reports'"),
        ("reports: {outlet_comparisn: }", "Did you mean 'outlet_comparison'"),
        ("reports: {outlet_comparison: }", "no measures for outlet_comparison"),
        ("measures: m\nreports: {outlet_comparison: [1]}", "not names with parameters"),
        ("measures: m\nreports: {outlet_comparison: {a: {voices: x}}}", "Did you mean 'voice'"),
        ("measures: m\nreports: {outlet_comparison: {a: {seed: no}}}", "not a int"),
        ("measures: m\nreports: {outlet_comparison: {../a: {}}}", "cannot name a folder"),
        ("measures: !!python/object/apply:os.system [id]\nreports: {sourcing: }", "cannot be read"),
    ],
)
def test_a_set_that_is_wrong_is_refused_before_anything_runs(tmp_path, text, said) -> None:
    (tmp_path / "set.yml").write_text(text)
    with pytest.raises(ParameterError, match=said):
        read_set(tmp_path / "set.yml")


def test_all_takes_every_notebook_of_the_folder_and_gives_each_its_own_parameters() -> None:
    planned = every_report(Path("m"), {"plan": "p.toml", "seed": 3})
    assert [p.name for p in planned] == sorted(path.stem for path in FOLDER.glob("*.ipynb"))
    for report in planned:
        expected = {"plan", "seed"} & set(NOTEBOOKS[report.notebook])
        assert report.parameters.keys() == expected
    with pytest.raises(ParameterError, match="Did you mean 'seed'"):
        every_report(Path("m"), {"sed": 3})


def run(monkeypatch: pytest.MonkeyPatch, line: str) -> int:
    monkeypatch.setattr(sys, "argv", line.split())
    with pytest.raises(SystemExit) as stop:
        main()
    return int(stop.value.code or 0)


@pytest.mark.parametrize("name", sorted(NOTEBOOKS))
def test_help_on_a_notebook_lists_every_parameter(name, monkeypatch, capsys) -> None:
    assert run(monkeypatch, f"parallax report {name} --help") == 0
    shown = capsys.readouterr().out
    for parameter in declared_for(name).values():
        assert f"  {parameter.name}: {parameter.annotation} = {parameter.default!r}\n" in shown
        assert parameter.help in shown and parameter.unit in shown


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("parallax report", "say which report"),
        ("parallax report sourcing --all", "say which report"),
        ("parallax report sourcing", "--measures: this is needed"),
        ("parallax report sourcing --measures m", "--out: this is needed"),
        ("parallax report sourcing -p sed 1", "Did you mean 'seed'"),
        ("parallax report sourcing --measures m --out o --to pfd", "holds no measures"),
    ],
)
def test_what_is_missing_is_said(line, said, monkeypatch, capsys) -> None:
    assert run(monkeypatch, line) == 2
    error = capsys.readouterr().err
    assert said in error and len(error.strip().splitlines()) == 1


def test_dates_and_paths_and_none_are_plain_values(tmp_path) -> None:
    names = 'since: str = ""\nmeasures: str = ""\noutlets: list[str] = []\n'
    notebook = write_notebook(tmp_path / "own.ipynb", names)
    given = {"since": datetime.date(2031, 3, 4), "measures": Path("a") / "b", "outlets": None}
    assert checked_values(notebook, given) == {
        "since": "2031-03-04",
        "measures": "a/b",
        "outlets": [],
    }
    shutil.rmtree(tmp_path)
