"""Distinct strings with integer ids, and properties computed once for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

Attribute = Callable[[Sequence[str]], NDArray[Any]]
Attributes = Callable[[Sequence[str]], tuple[NDArray[Any], ...]]


class Vocabulary:
    """Strings, each once; the place of a string is its id.

    Why it exists: a word's syllables, valence or list memberships are looked up once a distinct
    word, and everything later is `column[ids]`.
    """

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._columns: dict[Attribute | Attributes, list[NDArray[Any]]] = {}
        self._filled: dict[Attribute | Attributes, int] = {}

    def __len__(self) -> int:
        return len(self.strings)

    def attribute(self, function: Attribute) -> NDArray[Any]:
        """A property of every string, by id: `function` is called with the new strings only.

        The result is a view that must not be written to; it may be two-dimensional.
        """
        return self._views(function, lambda strings: (np.asarray(function(strings)),))[0]

    def attributes(self, function: Attributes) -> tuple[NDArray[Any], ...]:
        """The same for a function of several properties, each of which has its own column."""
        return self._views(function, function)

    def _views(self, key: Attribute | Attributes, columns: Attributes) -> tuple[NDArray[Any], ...]:
        total, filled = len(self), self._filled.get(key, 0)
        if key not in self._columns or filled < total:
            new = columns(self.strings[filled:total])
            both = zip(self._columns.get(key, repeat(None)), new, strict=False)
            self._columns[key] = [extended(column, filled, added) for column, added in both]
            self._filled[key] = total
        return tuple(column[:total] for column in self._columns[key])

    def keep(self, size: int) -> None:
        """Forget the strings behind the first `size`: what bounds the memory of a long run."""
        del self.strings[size:]
        self._filled = {function: min(n, size) for function, n in self._filled.items()}


class Words(Vocabulary):
    """A vocabulary of Python strings, in order of first appearance."""

    def __init__(self) -> None:
        super().__init__()
        self._ids = _Ids(self.strings)

    def encode(self, strings: Iterable[str], length: int) -> NDArray[np.int32]:
        """The ids of many strings; new ones are added."""
        return np.fromiter(map(self._ids.__getitem__, strings), dtype=np.int32, count=length)

    def keep(self, size: int) -> None:
        """Forget the words behind the first `size`."""
        for string in self.strings[size:]:
            del self._ids[string]
        super().keep(size)


class _Ids(dict[str, int]):
    """A mapping that gives every string it has not seen the next number, and lists it."""

    def __init__(self, strings: list[str]) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, string: str) -> int:
        number = self[string] = len(self._strings)
        self._strings.append(string)
        return number


def extended(column: NDArray[Any] | None, filled: int, new: NDArray[Any]) -> NDArray[Any]:
    """The column with new values behind the filled part; room doubles, so growth stays linear."""
    need = filled + len(new)
    if column is None or need > len(column):
        room = np.zeros((max(need, 2 * filled, 1024), *new.shape[1:]), dtype=new.dtype)
        if column is not None:
            room[:filled] = column[:filled]
        column = room
    column[filled:need] = new
    return column
