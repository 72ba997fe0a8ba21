"""What a dictionary file holds, and the draft that every format's reader fills in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from analysis.errors import LexiconError

Tree = dict[str, "Tree | list[str]"]
"""Nested keys; a leaf is a list of patterns, and `__` holds a node's own beside its sub-keys."""

Path = tuple[str, ...]

OWN = "__"

_DEEPEST = 50


@dataclass(frozen=True)
class Condition:
    """A pattern that belongs to a key only beside certain words (LIWC's `(2)125/464`, `<of>131`).

    place: the neighbour that is looked at. The neighbour fits if it belongs to one of the
    categories or is one of the words; `holds` says whether it has to fit or must not.
    """

    pattern: str
    path: Path
    place: Literal["before", "after"]
    categories: tuple[Path, ...] = ()
    words: tuple[str, ...] = ()
    holds: bool = True


@dataclass(frozen=True, eq=False)
class Dictionary:
    """A dictionary file as read; sha256 is over its bytes.

    tree: keys and patterns. weights: of (*keys, pattern), where the file gives one. conditions:
    patterns that count only beside certain words; where one has an alternative without a condition
    (`/464`), that stands in the tree too. notes: what was not understood, by line.
    """

    name: str
    tree: Tree
    weights: Mapping[Path, float] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    notes: tuple[str, ...] = ()
    format: str = ""
    sha256: str = ""

    def patterns(self) -> list[tuple[Path, str]]:
        """Every pattern with the path of its keys, in order."""
        return list(_leaves(self.tree, ()))


@dataclass(frozen=True)
class Format:
    """One format: its name, how its text is known, and what puts that text into a draft.

    endings: of files that usually hold it; a file with another format's ending is noted.
    """

    name: str
    recognises: Callable[[str], bool]
    read: Callable[[str, Draft], None]
    endings: tuple[str, ...] = ()


class Draft:
    """A dictionary in the making. Repeated keys and patterns pool; what is empty is noted."""

    def __init__(self, name: str, *, lower: bool = True) -> None:
        self.name = name
        self.notes: list[str] = []
        self.weights: dict[Path, float] = {}
        self.conditions: dict[Condition, None] = {}
        self._lower = lower
        self._keys: dict[Path, dict[str, None]] = {}

    def __contains__(self, place: Path) -> bool:
        return place[-1] in self._keys.get(place[:-1], {})

    def note(self, line: int, text: str) -> None:
        """Report something about a line of the file."""
        self.notes.append(f"line {line}: {text}")

    def key(self, path: Path) -> None:
        """Announce a key, so that it keeps its place and is noted if it stays empty."""
        if len(path) > _DEEPEST:
            raise LexiconError(f"keys are nested more than {_DEEPEST} deep", mend="Flatten them.")
        for depth in _up(path):
            self._keys.setdefault(path[:depth], {})

    def pattern(self, written: str) -> str:
        """A pattern as it is compared: trimmed, single blanks, lower case unless told not to."""
        tidy = " ".join(written.split())
        return tidy.lower() if self._lower else tidy

    def add(self, path: Path, written: str, line: int, weight: float | None = None) -> None:
        """Put a pattern under a key; a second, different weight is noted and not taken."""
        pattern = self.pattern(written)
        if not pattern or not path:
            fault = "an entry outside any key" if pattern else "an empty entry"
            self.note(line, f"{fault} is left out{f': {written.strip()}' if pattern else ''}")
            return
        self.key(path)
        self._keys[path][pattern] = None
        if weight is None:
            return
        known = self.weights.setdefault((*path, pattern), weight)
        if known != weight:
            self.note(line, f"{pattern!r} has weight {known:g} already; {weight:g} is left out")

    def tree(self) -> Tree:
        """The keys that hold patterns; each one that holds none is noted."""
        nodes: dict[Path, Tree] = {(): {}}
        filled = {path[:depth] for path, held in self._keys.items() if held for depth in _up(path)}
        with_keys = {path[:-1] for path in filled}
        conditional = {condition.path for condition in self.conditions}
        for path, patterns in self._keys.items():
            if path not in filled:
                if path not in conditional:
                    self.notes.append(f"the key {'/'.join(path)} has no entries and is left out")
                continue
            if path not in with_keys:
                nodes[path[:-1]][path[-1]] = list(patterns)
                continue
            node: Tree = {}
            nodes[path] = nodes[path[:-1]][path[-1]] = node
            if patterns:
                node[OWN] = list(patterns)
        return nodes[()]


class Outline:
    """The path of a line by its indentation; one tab or a run of blanks is one step deeper."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def parent(self, line: str) -> Path:
        """The keys that the line stands under."""
        width = _width(line)
        while self._open and self._open[-1][0] >= width:
            self._open.pop()
        return tuple(name for _, name in self._open)

    def enter(self, line: str, name: str) -> Path:
        """The path of a new key, under which deeper lines will stand."""
        path = (*self.parent(line), name)
        self._open.append((_width(line), name))
        return path


def split_lines(text: str) -> list[str]:
    """The lines as an editor numbers them: str.splitlines() splits at more signs than that.

    >>> split_lines("a\\r\\nb\\x85c")
    ['a', 'b\\x85c']
    """
    return re.split(r"\r\n|\r|\n", text)


def number(text: str) -> float | None:
    """A number with point or comma, or None.

    >>> number("0,5"), number("-2"), number("x"), number("nan")
    (0.5, -2.0, None, None)
    """
    if not re.fullmatch(r"\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)\s*", text, re.ASCII):
        return None
    return float(text.replace(",", "."))


def _width(line: str) -> int:
    line = line.expandtabs(8)
    return len(line) - len(line.lstrip())


def _up(path: Path) -> range:
    return range(1, len(path) + 1)


def _leaves(tree: Tree, path: Path) -> list[tuple[Path, str]]:
    found: list[tuple[Path, str]] = []
    for key, held in tree.items():
        if isinstance(held, dict):
            found += _leaves(held, (*path, key))
        else:
            at = path if key == OWN and path else (*path, key)
            found += [(at, pattern) for pattern in held]
    return found
