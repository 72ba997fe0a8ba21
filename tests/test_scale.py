"""A corpus measured by parts: the same bytes however it is divided, stopped or killed."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import read_articles
from analysis.errors import ParameterError
from analysis.measures import measure, write_measures
from analysis.scale import measure_to

pytestmark = pytest.mark.filterwarnings("default")
SENTENCES = (
    "The ferry left two hours late on Monday, the harbor office said.",
    "“We are sorry,” said Mara Voss, who runs the line.",
    "It was a disgraceful failure of the United Line.",
    "The minister claimed that nobody had warned her of the shameful delay.",
    "Nothing was found.",
)


def corpus(size: int = 24) -> pd.DataFrame:
    texts = [
        f"Ferry late {n}\n\n" + "\n\n".join(SENTENCES[(n + k) % 5] for k in range(2 + n % 4))
        for n in range(size)
    ]
    return pd.DataFrame(
        {
            "article": [f"a{n}" for n in range(size)],
            "outlet": [f"Gazette {n % 3}" for n in range(size)],
            "event": [f"e{n // 3}" for n in range(size)],
            "text": texts,
        }
    )


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("[!.]*"))}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return tables(write_measures(measure(corpus()), tmp_path_factory.mktemp("plain") / "out"))


@pytest.mark.parametrize("partition", [1, 5, 24, 1000])
def test_the_division_into_parts_does_not_matter(tmp_path, expected, partition) -> None:
    folder = measure_to(tmp_path / "out", corpus(), partition=partition)
    assert tables(folder) == expected
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_table_is_measured(tmp_path) -> None:
    folder = measure_to(tmp_path / "out", corpus(0))
    assert len(pd.read_parquet(folder / "scores.parquet")) == 0


@pytest.fixture
def no_grammar(monkeypatch) -> None:
    """Whatever asks who is speaking fails."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("voices were sought")

    monkeypatch.setattr("analysis.measures.parts.attribute", fail)


@pytest.mark.parametrize("partition", [7, 1000])
def test_another_lexicon_touches_only_what_it_changes(tmp_path, request, partition) -> None:
    own = tmp_path / "own.csv"
    own.write_text("term,category,weight\nferry,boats,1\nharbor office,boats,2\n")
    articles = corpus()
    articles.loc[3, "text"] = "La nave era in ritardo di due ore, ha detto la ministra. " * 9
    out = measure_to(tmp_path / "out", articles, partition=5)
    request.getfixturevalue("no_grammar")
    again = measure_to(out, articles, lexicons=["loaded", str(own)], partition=partition)
    found = tables(again)
    request.getfixturevalue("monkeypatch").undo()
    scratch = measure_to(tmp_path / "new", articles, lexicons=["loaded", str(own)])
    assert found == tables(scratch)
    assert "boats" in set(pd.read_parquet(again / "terms.parquet")["category"])


def test_other_texts_are_measured_again(tmp_path, request) -> None:
    out = measure_to(tmp_path / "out", corpus())
    request.getfixturevalue("no_grammar")
    changed = corpus().assign(text=lambda table: table["text"] + " It was late.")
    with pytest.raises(AssertionError, match="voices were sought"):
        measure_to(out, changed)


def test_zones_that_the_files_state_are_kept(tmp_path) -> None:
    articles = corpus(6)
    stated = [[(0, text.index("\n"), "kicker")] for text in articles["text"]]
    articles = articles.assign(marked=stated)
    folder = measure_to(tmp_path / "out", articles, partition=2)
    assert tables(folder) == tables(write_measures(measure(articles), tmp_path / "plain"))
    assert "kicker" in set(pd.read_parquet(folder / "zones.parquet")["zone"])


def stop_after(parts: int):
    def step(done: int, _all: int) -> None:
        if done >= 5 * parts:
            raise KeyboardInterrupt

    return step


def parts(folder: Path) -> dict[str, int]:
    return {p.name: p.stat().st_mtime_ns for p in folder.glob(".out.parts/*") if p.is_dir()}


def test_a_stopped_run_goes_on_where_it_was(tmp_path, expected) -> None:
    with pytest.raises(KeyboardInterrupt):
        measure_to(tmp_path / "out", corpus(), partition=5, progress=stop_after(3))
    kept = parts(tmp_path)
    assert len(kept) == 3
    steps: list[int] = []
    folder = measure_to(
        tmp_path / "out", corpus(), partition=5, progress=lambda done, _all: steps.append(done)
    )
    assert steps == [20, 24]
    assert tables(folder) == expected


def test_only_what_has_changed_is_measured_again(tmp_path) -> None:
    with pytest.raises(KeyboardInterrupt):
        measure_to(tmp_path / "out", corpus(), partition=5, progress=stop_after(4))
    changed = corpus()
    changed.loc[7, "text"] += "\n\nA correction was printed."
    steps: list[int] = []
    folder = measure_to(
        tmp_path / "out", changed, partition=5, progress=lambda done, _all: steps.append(done)
    )
    # Four parts of five were kept; the one with the new text and the last were not there.
    assert steps == [20, 24]
    alone = write_measures(measure(changed), tmp_path / "alone")
    assert tables(folder) == tables(alone)


def test_a_changed_lexicon_takes_no_part_of_the_old_one(tmp_path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("term,category,class\nferry,boats,noun\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        measure_to(tmp_path / "out", corpus(), partition=5, progress=stop_after(2))
    folder = measure_to(tmp_path / "out", corpus(), lexicons=["loaded", str(own)], partition=5)
    terms = pd.read_parquet(folder / "terms.parquet")
    assert set(terms.loc[terms["lexicon"] == "own", "article"]) == set(corpus()["article"])


def test_two_runs_on_one_folder_are_one_clear_sentence(tmp_path) -> None:
    def second(done: int, _all: int) -> None:
        with pytest.raises(ParameterError, match="another run"):
            measure_to(tmp_path / "out", corpus())

    measure_to(tmp_path / "out", corpus(), partition=12, progress=second)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_counts_that_are_none_are_refused(tmp_path) -> None:
    with pytest.raises(ParameterError, match="1 or more"):
        measure_to(tmp_path / "out", corpus(), workers=0)


def command(source: Path, out: Path, *more: str) -> list[str]:
    given = [str(source), "--out", str(out), "--partition", "3", *more]
    return [sys.executable, "-m", "analysis", "measure", *given]


def test_a_killed_run_leaves_nothing_that_looks_finished(tmp_path) -> None:
    """Killed when its third part appears; run again, the tables are the plain loop's."""
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    corpus().to_json(source, orient="records", lines=True)
    run = subprocess.Popen(command(source, out), stdout=subprocess.DEVNULL)
    for _ in range(60_000):
        if len(parts(tmp_path)) >= 3 or run.poll() is not None:
            break
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert not out.exists()
    assert len(parts(tmp_path)) >= 3
    subprocess.run(command(source, out), check=True, stdout=subprocess.DEVNULL)
    plain = write_measures(measure(read_articles(source)), tmp_path / "plain")
    assert tables(out) == tables(plain)


@pytest.mark.skipif(sys.platform != "linux", reason="limits on file size are POSIX")
def test_a_full_disk_is_one_sentence_and_leaves_the_old_tables(tmp_path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    corpus(6).to_json(source, orient="records", lines=True)
    subprocess.run(command(source, out), check=True, stdout=subprocess.DEVNULL)
    before = tables(out)
    limited = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000));"
        "runpy.run_module('analysis', run_name='__main__')"
    )
    run = subprocess.run(
        [sys.executable, "-c", limited, *command(source, out)[3:]], capture_output=True, text=True
    )
    assert run.returncode == 2
    assert len(run.stderr.strip().splitlines()) == 1
    assert "File too large" in run.stderr
    assert tables(out) == before


def mounted(folder: Path, options: str, *command: str) -> subprocess.CompletedProcess[str]:
    """A command with a file system of its own there; skips where mounting is not allowed."""
    folder.mkdir()
    words = shlex.join(["mount", "-t", "tmpfs", "-o", options, "none", str(folder)])
    allowed = subprocess.run(["unshare", "-m", "sh", "-c", words], capture_output=True)
    if allowed.returncode:
        pytest.skip("no file system can be mounted here")
    look = f"echo left: $(ls -A {shlex.quote(str(folder))})"
    both = f"{words} && {shlex.join(command)}; code=$?; {look}; exit $code"
    return subprocess.run(["unshare", "-m", "sh", "-c", both], capture_output=True, text=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of one process are Linux's")
@pytest.mark.parametrize(
    ("options", "said", "left"),
    [("size=120k", "No space left on device", {".out.parts"}), ("ro", "Read-only file", set())],
)
def test_a_full_or_read_only_disk_is_one_sentence(tmp_path, options, said, left) -> None:
    source, disk = tmp_path / "in.jsonl", tmp_path / "disk"
    corpus().to_json(source, orient="records", lines=True)
    run = mounted(disk, options, *command(source, disk / "out"))
    assert run.returncode == 2
    assert len(run.stderr.strip().splitlines()) == 1
    assert said in run.stderr
    # Parts that were whole are kept for the next run; nothing looks finished.
    assert set(run.stdout.partition("left:")[2].split()) <= left


def _start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(tmp_path, expected) -> None:
    """A scheduler and two workers in processes of their own; one worker is killed mid-run."""
    pytest.importorskip("distributed")
    scheduler = _start("dask_scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1")
    workers: list[subprocess.Popen[str]] = []
    try:
        assert scheduler.stderr is not None
        lines = iter(scheduler.stderr.readline, "")
        address = next(m.group() for line in lines if (m := re.search(r"tcp://[\d.:]+", line)))
        threading.Thread(target=scheduler.stderr.read, daemon=True).start()
        for name in ("one", "two"):
            more = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name)
            workers.append(_start("dask_worker", address, *more))
            threading.Thread(target=workers[-1].stderr.read, daemon=True).start()
        from distributed import Client

        with Client(address, timeout=60) as client:
            client.wait_for_workers(2, timeout=120)
        killed: list[int] = []

        def kill_one(done: int, _all: int) -> None:
            if not killed:
                killed.append(done)
                os.kill(workers[0].pid, signal.SIGKILL)

        folder = measure_to(
            tmp_path / "out", corpus(), scheduler=address, partition=2, progress=kill_one
        )
        assert killed
        assert killed[0] < len(corpus())
        assert tables(folder) == expected
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_no_scheduler_is_one_clear_sentence(tmp_path) -> None:
    with pytest.raises(ParameterError, match="Dask scheduler"):
        measure_to(tmp_path / "out", corpus(3), scheduler="tcp://127.0.0.1:9")


def test_terms_that_lie_in_many_files_are_the_same_table(tmp_path, monkeypatch, expected) -> None:
    monkeypatch.setattr("analysis.measures.joined._AT_ONCE", 20)
    assert tables(measure_to(tmp_path / "out", corpus(), partition=5)) == expected
