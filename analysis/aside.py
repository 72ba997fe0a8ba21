"""Nothing half-written looks finished: written aside, and renamed when it is whole."""

from __future__ import annotations

import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from analysis.errors import ParameterError


@contextmanager
def folder_aside(target: Path) -> Iterator[Path]:
    """A folder beside the target, which takes its place only when the block ends well.

    Its name holds the process, so that what a killed run left is known and swept away.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target)
    prefix = f"{_mark(target)}{os.getpid()}-"
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent.resolve()))
    try:
        yield folder
        folder.chmod(0o755)
        old = folder.with_name(f"{folder.name}-old")
        if target.exists():
            target.rename(old)
        folder.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def file_aside(target: Path) -> Iterator[Path]:
    """A path beside the target for one file, which takes its place when the block ends well."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target)
    path = target.with_name(f"{_mark(target)}{os.getpid()}{target.suffix}")
    try:
        yield path
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)


def sweep(target: Path) -> None:
    """Remove what killed runs left beside the target; put back what one of them had moved away."""
    for path in target.parent.glob(f"{glob.escape(_mark(target))}*"):
        process = path.name.removeprefix(_mark(target)).split("-")[0].split(".")[0]
        if not process.isdecimal() or int(process) == os.getpid() or _is_alive(int(process)):
            continue
        if path.name.endswith("-old") and not target.exists():
            path.rename(target)
        elif path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _mark(target: Path) -> str:
    return f".{target.name}.run-"


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":  # there, signal 0 would end the process that is asked after
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Nobody else writes this target while the block runs; the lock ends with the process.

    Raises ParameterError when another run holds it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    path = target.with_name(f".{target.name}.lock")
    with path.open("a") as held:
        # A run that ended since the file was opened has removed it: then this lock bars nobody.
        if not (_take_lock(held) and path.exists() and _same(path, held)):
            raise ParameterError(
                "another run writes this folder", where=str(target), mend="Wait for it to end."
            )
        try:
            yield
        finally:
            with suppress(OSError):  # Windows removes no open file; an old lock bars nobody
                path.unlink()


def _same(path: Path, held: TextIO) -> bool:
    return os.path.samestat(path.stat(), os.fstat(held.fileno()))


def _take_lock(held: TextIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
