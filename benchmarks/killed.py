"""A report killed at random moments: `python -m benchmarks.killed MEASURES [MOMENTS] [NOTEBOOK]`.

Never may a report look finished that is not; a run that is let go to its end gives the same bytes.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis.reports.manifest import changed_files, read_manifest

LET_GO = 5
"""Every so many kills a run is let go to its end."""


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def start(notebook: str, measures: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    small = ["-p", "metrics", json.dumps(["loaded_rate"])] if notebook == "article_profile" else []
    command = [sys.executable, "-m", "analysis", "report", notebook, *small]
    command += ["--measures", str(measures), "--out", str(out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def state(out: Path, whole: dict[str, bytes]) -> str:
    """What a reader finds: nothing, the whole report, or (never) something else."""
    if not (out / "manifest.json").is_file():
        return "nothing" if not list(out.glob("*.html")) else "UNFINISHED"
    if changed_files(out, read_manifest(out)):
        return "UNFINISHED"
    return "whole" if contents(out) == whole else "OTHER BYTES"


def kill_at_moments(
    notebook: str, measures: Path, folder: Path, *, moments: int, seed: int = 0
) -> dict[str, int]:
    """How often each state was found after a kill, and after a run that was let go."""
    began = time.monotonic()
    if start(notebook, measures, folder / "whole").wait() != 0:
        raise RuntimeError("the run itself fails")
    length, whole = time.monotonic() - began, contents(folder / "whole")
    draw, found, out = random.Random(seed), {"seconds of a run": round(length)}, folder / "report"
    for number in range(1, moments + 1):
        run = start(notebook, measures, out)
        try:
            run.wait(draw.uniform(0, length))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
        seen = f"killed: {state(out, whole)}"
        found[seen] = found.get(seen, 0) + 1
        if number % LET_GO == 0:
            start(notebook, measures, out).wait()
            seen = f"run again: {state(out, whole)}"
            found[seen] = found.get(seen, 0) + 1
    left = [path for path in folder.iterdir() if path.name.startswith(".")]
    return found | {"left beside it": len(left)}


def main() -> None:
    """Print what was found."""
    measures, moments = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
    notebook = sys.argv[3] if len(sys.argv) > 3 else "article_profile"
    with tempfile.TemporaryDirectory() as folder:
        print(kill_at_moments(notebook, measures, Path(folder), moments=moments))


if __name__ == "__main__":
    main()
