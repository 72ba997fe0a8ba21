"""A progress bar for anything that takes longer than two seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def progress(
    name: str, total: int, *, unit: str = " articles"
) -> Iterator[Callable[[int, int], None]]:
    """A function to call with (done, all); it draws on a terminal after two seconds."""
    with tqdm(
        total=total,
        desc=name,
        unit=unit,
        delay=2,
        leave=False,
        disable=None,
        file=sys.stderr,
    ) as bar:
        yield lambda done, _all: bar.update(done - bar.n)
