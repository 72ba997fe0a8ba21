"""Distinct strings with integer ids, and properties computed once for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Attribute = Callable[[Sequence[str]], NDArray[Any]]


class _Ids(dict[str, int]):
    """A mapping that gives every string it has not seen the next number."""

    def __missing__(self, string: str) -> int:
        number = self[string] = len(self)
        return number


class Vocabulary:
    """Strings in order of first appearance; the place of a string is its id.

    Why it exists: a word's syllables, valence or list memberships are looked up once a distinct
    word, and everything later is `column[ids]`.
    """

    def __init__(self) -> None:
        self._ids = _Ids()
        self._columns: dict[Attribute, NDArray[Any]] = {}
        self._filled: dict[Attribute, int] = {}
        self._strings: list[str] = []

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def strings(self) -> list[str]:
        """All strings, by id."""
        if len(self._strings) < len(self._ids):
            self._strings = list(self._ids)
        return self._strings

    def id(self, string: str) -> int:
        """The id of a string, given now if it is new."""
        return self._ids[string]

    def encode(self, strings: Iterable[str], length: int) -> NDArray[np.int32]:
        """The ids of many strings; new ones are added."""
        return np.fromiter(map(self._ids.__getitem__, strings), dtype=np.int32, count=length)

    def attribute(self, function: Attribute) -> NDArray[Any]:
        """A property of every string, by id: `function` is called with the new strings only.

        The result is a view that must not be written to; it may be two-dimensional.
        """
        total, filled = len(self), self._filled.get(function, 0)
        if function not in self._columns or filled < total:
            new = np.asarray(function(self.strings[filled:total]))
            self._columns[function] = _extended(self._columns.get(function), filled, new)
            self._filled[function] = total
        return self._columns[function][:total]


def _extended(column: NDArray[Any] | None, filled: int, new: NDArray[Any]) -> NDArray[Any]:
    """The column with new values behind the filled part; room doubles, so growth stays linear."""
    need = filled + len(new)
    if column is None or need > len(column):
        room = np.zeros((max(need, 2 * filled, 1024), *new.shape[1:]), dtype=new.dtype)
        if column is not None:
            room[:filled] = column[:filled]
        column = room
    column[filled:need] = new
    return column
