"""Hyphenation positions of many words at once, equal to pyphen's.

Why it exists: textstat counts the syllables of a word outside the pronouncing dictionary as its
en_US hyphenation points plus one, and pyphen needs about 50 microseconds for a word. Here all new
words walk pyphen's own patterns together, one array step a letter. pyphen is the test's oracle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError

_MARGIN = 2
"""pyphen's default: no hyphen before the second letter or after the last but one."""

_NO_PATTERN = (
    "%",
    "#",
    "LEFTHYPHENMIN",
    "RIGHTHYPHENMIN",
    "COMPOUNDLEFTHYPHENMIN",
    "COMPOUNDRIGHTHYPHENMIN",
)
_ROOT, _DEAD = 0, 1


@dataclass(frozen=True)
class _Patterns:
    """pyphen's patterns as a trie over letter codes; code 0 is any letter that no pattern has.

    The digits of pattern i, each the weight of a place, are first[i] to first[i + 1].
    """

    code: NDArray[np.uint8]
    step: NDArray[np.int32]
    row: NDArray[np.int32]
    first: NDArray[np.int64]
    place: NDArray[np.int64]
    weight: NDArray[np.int8]


@cache
def _patterns() -> _Patterns:
    """Read pyphen's own file; building pyphen's object for it would take ten times as long."""
    lines = [line for line in _dictionary_lines() if line and not line.startswith(_NO_PATTERN)]
    text = np.frombuffer("\n".join(lines).encode("utf-32-le"), np.uint32)
    digit = (text >= ord("0")) & (text <= ord("9"))
    line = np.cumsum(text == ord("\n"))
    is_letter = ~digit & (text != ord("\n"))
    lengths = np.bincount(line[is_letter], minlength=len(lines))
    before = np.cumsum(lengths) - lengths
    # The place of a digit is the number of its pattern's letters that stand before it.
    place = (np.cumsum(is_letter) - is_letter - before[line])[digit]

    letters = np.unique(text[is_letter])
    code = np.zeros(int(letters[-1]) + 2, np.uint8)
    code[letters] = np.arange(1, len(letters) + 1)
    digits = np.bincount(line[digit], minlength=len(lines))
    first = np.concatenate([[0], np.cumsum(digits)])
    weight = (text[digit] - ord("0")).astype(np.int8)
    step, ends = _trie(code[text[is_letter]], before, lengths, len(letters) + 1)
    row = np.full(len(step), -1, np.int32)
    row[ends] = np.arange(len(ends))
    return _Patterns(code, step, row, first, place, weight)


def _dictionary_lines() -> list[str]:
    package = find_spec("pyphen")
    folders = package.submodule_search_locations if package else None
    if not folders:
        raise InputError("the package pyphen is not installed", mend="Install it with textstat.")
    path = Path(folders[0]) / "dictionaries" / "hyph_en_US.dic"
    return [line.strip() for line in path.read_text(encoding="utf-8").split("\n")[1:]]


def _trie(
    letters: NDArray[np.uint8], before: NDArray[np.int64], lengths: NDArray[np.int64], width: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The trie of all patterns, a level at a time, and the node that each pattern ends at."""
    node = np.zeros(len(lengths), np.int64)
    size = _DEAD + 1
    edges = []
    for depth in range(int(lengths.max())):
        longer = np.flatnonzero(lengths > depth)
        edge = node[longer] * width + letters[before[longer] + depth]
        distinct, target = np.unique(edge, return_inverse=True)
        node[longer] = size + target
        edges.append((distinct, size + np.arange(len(distinct))))
        size += len(distinct)
    step = np.full((size, width), _DEAD, np.int32)
    for distinct, targets in edges:
        step.reshape(-1)[distinct] = targets
    return step, node


def hyphenation_points(words: Sequence[str]) -> NDArray[np.int64]:
    """How often each lower-case word can be hyphenated: len(Pyphen(lang="en_US").positions(word)).

    hy-phen-ation, as the patterns' author divides it:

    >>> hyphenation_points(["hyphenation", "through", ""])
    array([2, 0, 0])
    """
    if not words:
        return np.zeros(0, np.int64)
    patterns = _patterns()
    # Word i lies between full stops, as pyphen has it; the line break keeps neighbours apart.
    text = "." + ".\n.".join(words) + ".\n"
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    letters = patterns.code[np.minimum(points, len(patterns.code) - 1)]
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    first = np.concatenate([[0], np.cumsum(lengths + 3)[:-1]])

    odd = _point_weights(letters, patterns) & 1
    before = np.concatenate([[0], np.cumsum(odd, dtype=np.int64)])
    low = np.minimum(first + _MARGIN + 1, len(odd))
    high = np.maximum(first + lengths, low)
    return np.where(lengths > _MARGIN, before[np.minimum(high, len(odd))] - before[low], 0)


def _point_weights(letters: NDArray[np.uint8], patterns: _Patterns) -> NDArray[np.int8]:
    """The largest weight that any matching pattern gives to the point before each letter."""
    start = np.flatnonzero(letters)
    node, depth = np.full(len(start), _ROOT, np.int32), 0
    step, width = patterns.step.reshape(-1), patterns.step.shape[1]
    starts, rows = [], []
    while len(start):  # every walk ends at the line break, which no pattern has
        node = step.take(node * width + letters.take(start + depth))
        alive = np.flatnonzero(node != _DEAD)
        start, node, depth = start.take(alive), node.take(alive), depth + 1
        row = patterns.row.take(node)
        matched = np.flatnonzero(row >= 0)
        starts.append(start.take(matched))
        rows.append(row.take(matched))
    start, row = np.concatenate(starts), np.concatenate(rows)
    first = patterns.first[row]
    size = patterns.first[row + 1] - first
    digit = np.repeat(first - np.cumsum(size) + size, size) + np.arange(size.sum())
    points = np.zeros(len(letters), np.int8)
    np.maximum.at(points, np.repeat(start, size) + patterns.place[digit], patterns.weight[digit])
    return points
