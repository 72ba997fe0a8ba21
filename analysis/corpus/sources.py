"""What a reader takes and gives: a file's bytes, a batch of records, and what was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from analysis.corpus.decoding import Decoded, decode

_LONGEST_ENDING = 7


@dataclass(frozen=True)
class Source:
    """One file, or one member of a container, in memory.

    name: the name to show, with the container's name before it; data: the file's bytes.
    """

    name: str
    data: bytes

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        name = PurePosixPath(self.name.removesuffix(".gz")).name
        stem, dot, ending = name.rpartition(".")
        return stem if dot and stem and len(ending) <= _LONGEST_ENDING else name

    @cached_property
    def decoded(self) -> Decoded:
        """The text, decoded once; raises InputError for binary data."""
        return decode(self.data, where=self.name)

    @property
    def head(self) -> bytes:
        """The first bytes, by which a format is recognised."""
        return self.data[:4096]


@dataclass
class Batch:
    """The records of one file, as the file names their columns.

    frame: one row a record; positions: where each record stands in the file; refused: position
    and reason of each record that could not be read; mapping: field to column where the format
    declares it, None where columns are to be recognised by name; one_article: the whole file is
    one article, named after the file; marked: start, end and zone of those stretches of each
    record's text whose zone the file itself tells.
    """

    frame: pd.DataFrame
    positions: list[str]
    refused: list[tuple[str, str]] = field(default_factory=list)
    mapping: Mapping[str, str] | None = None
    notes: list[str] = field(default_factory=list)
    one_article: bool = False
    marked: list[list[tuple[int, int, str]]] | None = None


@dataclass(frozen=True)
class Format:
    """A format's declaration: how it is recognised by content, and what reads it."""

    name: str
    recognise: Callable[[Source], bool]
    read: Callable[[Source], Batch]


def frame_of(records: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A table of records, columns in the order in which they occur, values as they are.

    Values stay Python objects: a string that is not valid Unicode is refused later, by name.
    """
    names: dict[str, None] = {}
    for record in records:
        names.update(dict.fromkeys(record))
    columns = {
        name.encode("utf-8", "replace").decode(): pd.Series(
            [record.get(name) for record in records], dtype=object
        )
        for name in names
    }
    return pd.DataFrame(columns, index=range(len(records)))
