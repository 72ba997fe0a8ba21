"""Runs without white space, cut and numbered by vector operations.

A chunk is found again by its bytes, eight at a time: they give the place in a hash table, and what
stands there is compared byte for byte. So numbers are exact, and no text can make them otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.vocabulary import Vocabulary, extended

Ints = NDArray[np.int32]
Places = NDArray[np.int64]
Wide = NDArray[np.uint64]

# White space beyond ASCII begins with one of these bytes in UTF-8 and is below this code.
_WIDE_SPACE = (0xC2, 0xE1, 0xE2, 0xE3)
_IS_SPACE = np.array([chr(code).isspace() for code in range(0x4000)])
# The first byte of a character of two, three and four bytes is not below these.
_LEADS = (0xC2, 0xE0, 0xF0)

_STEP, _LONGEST = 8, 64
_SMALLEST_TABLE, _NOBODY = 1 << 16, -1
_MASK = np.array([(1 << 8 * size) - 1 for size in range(_STEP)] + [2**64 - 1], np.uint64)
_FACTOR, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)


@dataclass(frozen=True)
class Cut:
    """The chunks of a text: offsets in characters, and in the bytes of its UTF-8."""

    data: NDArray[np.uint8]
    start: Ints
    end: Ints
    first_byte: Places
    size: Places


def cut(text: str) -> Cut:
    """Where the runs without white space begin and end: what `text.split()` gives."""
    # White space at either end makes every run lie between two of its signs.
    raw = b"\n" + text.encode("utf-8", "surrogatepass") + b"\n" + bytes(_STEP)
    data = np.frombuffer(raw, np.uint8)
    lead = np.flatnonzero(data >= _LEADS[0]).astype(np.int32)
    spaces = np.flatnonzero(_spaces(data, lead))
    run = np.flatnonzero(spaces[1:] - spaces[:-1] > 1)
    first, end = spaces[run] + 1, spaces[run + 1]
    # Bytes that are no characters of the text: the line break in front, then all but the leads.
    longer = sum((data[lead] >= least).astype(np.int32) for least in _LEADS)
    surplus = np.cumsum(np.append(np.int32(1), longer), dtype=np.int32)

    def characters(place: Places) -> Ints:
        small = place.astype(np.int32)
        behind = np.searchsorted(small, lead, side="right")
        return small - np.repeat(surplus, np.diff(behind, prepend=0, append=len(small)))

    return Cut(data, characters(first), characters(end), first, end - first)


def _spaces(data: NDArray[np.uint8], lead: Ints) -> NDArray[np.bool_]:
    """Which bytes belong to white space; lead: the first bytes of characters beyond ASCII."""
    # Unsigned differences wrap round: tab to carriage return, and the four separators before blank.
    space = (data == 0x20) | (data - np.uint8(0x09) < 5) | (data - np.uint8(0x1C) < 4)
    at = lead[np.isin(data[lead], _WIDE_SPACE)]
    first, second, third = (data[at + step].astype(np.int32) for step in range(3))
    two = first == _LEADS[0]
    code = np.where(
        two,
        (first & 31) << 6 | (second & 63),
        (first & 15) << 12 | (second & 63) << 6 | (third & 63),
    )
    wide = _IS_SPACE[code]
    for step in range(2):
        space[at[wide] + step] = True
    space[at[wide & ~two] + 2] = True
    return space


class Chunks(Vocabulary):
    """A vocabulary of chunks.

    Chunks of up to 64 bytes stand in an open hash table of ids plus one (0 is a free place). Of
    each id are known its size, its first eight bytes, and where the others are; row 0 of these
    columns is nobody's. The few longer chunks are in a dictionary.
    """

    def __init__(self) -> None:
        super().__init__()
        self._long: dict[str, int] = {}
        self._table: Ints = np.zeros(_SMALLEST_TABLE, np.int32)
        self._size: Ints = np.full(1, _NOBODY, np.int32)
        self._hash: Wide = np.zeros(1, np.uint64)
        self._first: Wide = np.zeros(1, np.uint64)
        self._rest_at: Ints = np.zeros(1, np.int32)
        self._rest: Wide = np.zeros(0, np.uint64)
        self._rest_used = 0

    def encode(self, chunks: Cut) -> Ints:
        """The id of each chunk; new ones are added."""
        first = _eight(chunks.data, chunks.first_byte, chunks.size)
        hashes = _hashes(chunks, first)
        slot = self._home(hashes)
        found = self._table[slot]
        ids = found - np.int32(1)
        pending = np.flatnonzero(~self._equal(found, slice(None), chunks, first))
        long = chunks.size[pending] > _LONGEST
        if long.any():
            ids[pending[long]] = list(map(self._long_id, _strings(chunks, pending[long])))
        pending = pending[~long]
        slot, found = slot[pending], found[pending]
        while len(pending):
            free = found == 0
            # What a claim puts into a free place is found there by the next look.
            slot = (slot + ~free) & (len(self._table) - 1)
            if free.any() and self._claim(slot[free], pending[free], chunks, first, hashes):
                slot = self._home(hashes[pending])
            found = self._table[slot]
            same = self._equal(found, pending, chunks, first)
            ids[pending[same]] = found[same] - 1
            left = ~same
            pending, slot, found = pending[left], slot[left], found[left]
        return ids

    def keep(self, size: int) -> None:
        """Forget the chunks behind the first `size`."""
        super().keep(size)
        self._long = {string: row for string, row in self._long.items() if row < size}
        self._fill_table(len(self._table))

    def _long_id(self, string: str) -> int:
        if string not in self._long:
            self._long[string] = len(self)
            nothing: Wide = np.zeros(1, np.uint64)
            self._append([string], np.full(1, _NOBODY), nothing, nothing)
        return self._long[string]

    def _home(self, hashes: Wide) -> Places:
        shift = np.uint64(64 - (len(self._table) - 1).bit_length())
        return (hashes >> shift).astype(np.int64)

    def _equal(
        self, found: Ints, rows: Places | slice, chunks: Cut, first: Wide
    ) -> NDArray[np.bool_]:
        """Whether each row's chunk is the one found for it, byte for byte."""
        size, start = chunks.size[rows], chunks.first_byte[rows]
        same = (self._first[found] == first[rows]) & (self._size[found] == size)
        longer = np.flatnonzero(same & (size > _STEP))
        done = 0
        while len(longer):
            rest = self._rest[self._rest_at[found[longer]] + done]
            done += 1
            at = done * _STEP
            equal = rest == _eight(chunks.data, start[longer] + at, size[longer] - at)
            same[longer[~equal]] = False
            longer = longer[equal & (size[longer] > at + _STEP)]
        return same

    def _claim(self, slot: Places, rows: Places, chunks: Cut, first: Wide, hashes: Wide) -> bool:
        """Give each free place to the first row that asks for it; True if the table has grown."""
        owner = np.empty(len(self._table), np.int64)
        owner[slot[::-1]] = rows[::-1]
        won = owner[slot] == rows
        new = rows[won]
        self._table[slot[won]] = np.arange(len(self) + 1, len(self) + 1 + len(new))
        self._append(_strings(chunks, new), chunks.size[new], first[new], hashes[new])
        self._append_rest(new, chunks)
        if 2 * len(self) <= len(self._table):
            return False
        self._fill_table(4 * len(self._table))
        return True

    def _append(
        self, strings: list[str], size: NDArray[np.integer], first: Wide, hashes: Wide
    ) -> None:
        row = len(self) + 1
        self.strings.extend(strings)
        self._size = extended(self._size, row, size)
        self._first = extended(self._first, row, first)
        self._hash = extended(self._hash, row, hashes)
        self._rest_at = extended(self._rest_at, row, np.zeros(len(strings), np.int32))

    def _append_rest(self, rows: Places, chunks: Cut) -> None:
        """Behind the first eight bytes of new chunks, the last that were added."""
        words = np.maximum((chunks.size[rows] - 1) // _STEP, 0)
        at = self._rest_used + np.cumsum(words) - words
        self._rest_at[len(self) + 1 - len(rows) : len(self) + 1] = at
        rest: Wide = np.zeros(int(words.sum()), np.uint64)
        for done in range(1, int(words.max(initial=0)) + 1):
            longer = np.flatnonzero(words >= done)
            place = at[longer] - self._rest_used + done - 1
            at_byte = chunks.first_byte[rows[longer]] + done * _STEP
            left = chunks.size[rows[longer]] - done * _STEP
            rest[place] = _eight(chunks.data, at_byte, left)
        self._rest = extended(self._rest, self._rest_used, rest)
        self._rest_used += len(rest)

    def _fill_table(self, length: int) -> None:
        self._table = np.zeros(length, np.int32)
        pending = np.flatnonzero(self._size[: len(self) + 1] != _NOBODY)
        slot = self._home(self._hash[pending])
        while len(pending):
            free = self._table[slot] == 0
            self._table[slot[free]] = pending[free]
            left = self._table[slot] != pending
            pending, slot = pending[left], (slot[left] + 1) & (length - 1)


def _strings(chunks: Cut, rows: Places) -> list[str]:
    """The chunks of these rows, decoded together: each is put before a line break."""
    size = chunks.size[rows] + 1
    end = np.cumsum(size)
    data = chunks.data[np.repeat(chunks.first_byte[rows] - end + size, size) + np.arange(end[-1])]
    data[end - 1] = ord("\n")
    return data.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]


def _eight(data: NDArray[np.uint8], at: Places, left: Places) -> Wide:
    """Eight bytes from each place, as one number; zeros where fewer than eight are left."""
    overlapping: Wide = np.ndarray((len(data) - _STEP + 1,), "<u8", data, 0, (1,))
    return overlapping[at] & _MASK[np.minimum(left, _STEP)]


def _hashes(chunks: Cut, first: Wide) -> Wide:
    hashes = (first ^ chunks.size.astype(np.uint64)) * _FACTOR
    rows = np.flatnonzero(chunks.size > _STEP)
    done = _STEP
    while len(rows) and done < _LONGEST:
        part = hashes[rows]
        eight = _eight(chunks.data, chunks.first_byte[rows] + done, chunks.size[rows] - done)
        hashes[rows] = ((part ^ part >> _SHIFT) * _FACTOR) ^ eight
        done += _STEP
        rows = rows[chunks.size[rows] > done]
    return (hashes ^ hashes >> _SHIFT) * _FACTOR
