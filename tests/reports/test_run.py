"""Reports: whole or not there, the same bytes each time, nothing of the machine in them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_reports import SMALL, write_notebook

from analysis.errors import ParallaxError, ParameterError
from analysis.reports import run_report, write_index
from analysis.reports.provenance import digest


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_two_runs_are_the_same_bytes(report, measured, tmp_path) -> None:
    run_report("article_profile", measures=measured, out=tmp_path / "again", parameters=SMALL)
    once, again = contents(report), contents(tmp_path / "again")
    assert once.keys() == again.keys()
    assert [name for name in once if once[name] != again[name]] == []


def test_a_report_has_its_files_and_the_manifest_their_hashes(report) -> None:
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    files = contents(report)
    assert manifest["files"] == {n: digest(c) for n, c in files.items() if n != "manifest.json"}
    for name in ("article", "distribution"):
        for kind in ("png", "svg", "pdf", "csv", "json"):
            assert f"figures/{name}.{kind}" in files


def test_nothing_of_this_machine_stands_in_a_report(report, measured) -> None:
    telling = [str(Path.home()), str(measured.parent), str(report.parent), "/tmp/"]
    for name, content in contents(report).items():
        assert not [text for text in telling if text.encode() in content], name


def test_the_page_is_one_file_that_asks_for_nothing(report) -> None:
    page = (report / "article_profile.html").read_text(encoding="utf-8")
    assert len(page.encode()) < 1_000_000
    assert not re.search(r"""(?:src|href|url\(|@import)\s*=?\s*["'(]?\s*(?:https?:)?//""", page)
    assert "<script" not in page and "<link" not in page
    assert '<html lang="en">' in page and "<main>" in page and page.count("<h1") == 1
    assert "<title>One article, word by word</title>" in page
    assert "prefers-color-scheme: dark" in page and "@media print" in page
    images = re.findall(r"<img [^>]*>", page)
    assert images and all(re.search(r'alt="[^"]{40,}"', image) for image in images)
    assert "�" not in page


def test_an_index_links_every_finished_report(report, tmp_path) -> None:
    shutil.copytree(report, tmp_path / "one")
    (tmp_path / "unfinished").mkdir()
    index = write_index(tmp_path).read_text(encoding="utf-8")
    assert 'href="one/article_profile.html"' in index and "unfinished" not in index


@pytest.fixture
def folder_of_measures(tmp_path) -> Path:
    """As much of measures as the runner itself looks at."""
    folder = tmp_path / "measures"
    folder.mkdir()
    (folder / "measurement.json").write_text('{"corpus_sha256": "0", "articles": 0}')
    return folder


PARAMETERS = 'measures: str = ""\n'


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1 / 0", "cell 3: ZeroDivisionError: division by zero"),
        ("import sys; sys.exit(0)", "cell"),
        ("import sys; sys.exit('no')", "cell"),
        ("import os; os._exit(1)", "."),
        (
            "from analysis.errors import InputError\nraise InputError('the file is empty')",
            "cell 3: the file is empty",
        ),
    ],
    ids=["error", "exit", "exit with words", "death", "own error"],
)
def test_a_failed_run_is_one_sentence_and_no_report(
    cell, said, folder_of_measures, tmp_path
) -> None:
    notebook = write_notebook(tmp_path / "mine.ipynb", PARAMETERS, cell, "'after'")
    out = tmp_path / "report"
    out.mkdir()
    (out / "manifest.json").write_text("{}")
    (out / "good.html").write_text("good")
    with pytest.raises(ParallaxError) as caught:
        run_report(notebook, measures=folder_of_measures, out=out)
    message = str(caught.value)
    assert said in message and "\n" not in message and "Traceback" not in message
    assert (out / "good.html").read_text() == "good"
    assert set(contents(out)) <= {"good.html", "manifest.json", "mine.failed.ipynb"}
    assert not list(tmp_path.glob(".report*"))


def test_a_killed_run_leaves_no_report_and_the_next_one_sweeps(
    folder_of_measures, tmp_path
) -> None:
    notebook = write_notebook(tmp_path / "slow.ipynb", PARAMETERS, "import time; time.sleep(60)")
    out = tmp_path / "report"
    code = "import sys; from analysis.reports import run_report\n"
    code += "run_report(sys.argv[1], measures=sys.argv[2], out=sys.argv[3])"
    run = subprocess.Popen(
        [sys.executable, "-c", code, str(notebook), str(folder_of_measures), str(out)],
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".report.run-*/slow.ipynb")) and time.monotonic() < deadline:
        time.sleep(0.2)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert not out.exists()
    quick = write_notebook(tmp_path / "quick.ipynb", PARAMETERS, "1 + 1")
    page = run_report(quick, measures=folder_of_measures, out=out)
    assert page.is_file() and not list(tmp_path.glob(".report*"))


def test_at_no_moment_does_a_kill_leave_what_looks_finished(folder_of_measures, tmp_path) -> None:
    from benchmarks.killed import kill_at_moments

    cells = ["import time; time.sleep(0.2)"] * 3
    notebook = write_notebook(tmp_path / "mine.ipynb", PARAMETERS, *cells)
    (tmp_path / "runs").mkdir()
    found = kill_at_moments(str(notebook), folder_of_measures, tmp_path / "runs", moments=5, seed=4)
    states = {"killed: nothing", "killed: whole", "run again: whole"}
    assert found.keys() - {"seconds of a run", "left beside it"} <= states
    assert found["run again: whole"] == 1 and found["left beside it"] == 0


def test_an_interrupted_run_leaves_no_report(folder_of_measures, tmp_path) -> None:
    notebook = write_notebook(tmp_path / "slow.ipynb", PARAMETERS, "import time; time.sleep(60)")
    # Where the tests run in the background, interruptions are ignored, and children inherit that.
    code = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += "from analysis.reports import run_report\n"
    code += "run_report(sys.argv[1], measures=sys.argv[2], out=sys.argv[3])"
    out = tmp_path / "report"
    run = subprocess.Popen(
        [sys.executable, "-c", code, str(notebook), str(folder_of_measures), str(out)],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".report.run-*/slow.ipynb")) and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(2)
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(30) != 0
    assert not list(out.glob("*.html")) and not list(tmp_path.glob(".report*"))


def test_wrong_folders_are_refused_before_anything_runs(folder_of_measures, tmp_path) -> None:
    notebook = write_notebook(tmp_path / "mine.ipynb", PARAMETERS)
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.docx").write_text("mine")
    with pytest.raises(ParameterError, match="holds other files"):
        run_report(notebook, measures=folder_of_measures, out=other)
    with pytest.raises(ParameterError, match="holds no measures"):
        run_report(notebook, measures=other, out=tmp_path / "out")
    with pytest.raises(ParameterError, match="this is a file"):
        run_report(notebook, measures=folder_of_measures, out=other / "thesis.docx")
    with pytest.raises(ParameterError, match="Did you mean 'outlet_comparison'"):
        run_report("outlet_comparisn", measures=folder_of_measures, out=tmp_path / "out")
    assert (other / "thesis.docx").read_text() == "mine"


def test_paths_with_braces_are_paths(folder_of_measures, tmp_path) -> None:
    strange = tmp_path / "a {measures} b"
    strange.mkdir()
    notebook = write_notebook(strange / "mine.ipynb", PARAMETERS, "measures")
    assert run_report(notebook, measures=folder_of_measures, out=strange / "o {x}").is_file()


def test_plain_papermill_gives_the_same_figures(report, measured, tmp_path) -> None:
    import warnings

    import papermill

    from analysis.reports.launch import FOLDER

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        papermill.execute_notebook(
            str(FOLDER / "article_profile.ipynb"),
            str(tmp_path / "plain.ipynb"),
            parameters=SMALL | {"measures": str(measured), "figures": str(tmp_path / "figures")},
            progress_bar=False,
        )
    plain = contents(tmp_path / "figures")
    for name in ("methods.md", "references.bib"):  # the runner puts them beside the figures
        assert plain.pop(name) == (report / name).read_bytes()
    assert plain == contents(report / "figures")
