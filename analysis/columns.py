"""Values as columns of a data frame, of the kinds that the tables declare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, overload

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray
from pandas.api.internals import create_dataframe_from_blocks

_DTYPES = {
    "string": pd.StringDtype(na_value=np.nan),
    "integer": "Int64",
    "number": "float64",
    "date": "datetime64[us]",
    "boolean": "boolean",
}

_AT_A_TIME = 1000


class Texts(Sequence[str]):
    """The strings of a column, each made only when it is asked for; "" where one is missing.

    Why it exists: a column holds a text in half of what its string takes, and a corpus of texts is
    gone through several times. A few are made at once.
    """

    def __init__(self, texts: pd.Series) -> None:
        whole = texts.fillna("") if texts.hasnans else texts
        self._texts: Sequence[str] = whole.array if len(whole) > _AT_A_TIME else whole.tolist()

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> list[str]: ...
    def __getitem__(self, row: int | slice) -> str | list[str]:
        return list(self._texts[row]) if isinstance(row, slice) else self._texts[row]

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), _AT_A_TIME):
            yield from self[first : first + _AT_A_TIME]


_NO_ROWS: NDArray[np.float64] = np.zeros((0, 0))


def frame_of(
    columns: Mapping[str, Any],
    numbers: NDArray[np.float64] = _NO_ROWS,
    names: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Columns of one length, as `column` makes them, as a data frame; nothing is copied.

    numbers, names: number columns that stand behind them, a row of the array each. pandas' usual
    constructor asks every column and name what it is: for a short table longer than to fill it.
    """
    blocks = [
        (own if isinstance(own, ExtensionArray) else own[None], np.array([place]))
        for place, own in enumerate(columns.values())
    ]
    if names:
        blocks.append((numbers, np.arange(len(columns), len(columns) + len(names))))
    rows = pd.RangeIndex(blocks[0][0].shape[-1])
    # A view, so that a frame whose columns somebody gives a name keeps it to itself.
    return create_dataframe_from_blocks(blocks, rows, _index((*columns, *names)).view())


@lru_cache(maxsize=256)
def _index(names: tuple[str, ...]) -> pd.Index:
    return pd.Index(names, dtype=_DTYPES["string"])


class Later:
    """A data frame that is made when it is first asked for, by a function of what is given.

    Why it exists: to make the frames of a single article takes as long as to count its words, and
    who measures one looks at few of them.
    """

    def __init__(self, make: Callable[..., pd.DataFrame], *given: Any) -> None:
        self._make, self._given = make, given
        self._frame: pd.DataFrame | None = None

    def __call__(self) -> pd.DataFrame:
        """The data frame, the same one every time."""
        if self._frame is None:
            self._frame = self._make(*self._given)
            self._given = ()  # else everything would be held twice
        return self._frame


def made(table: pd.DataFrame | Later) -> pd.DataFrame:
    """The data frame itself."""
    return table() if isinstance(table, Later) else table


def column(values: Iterable[object], kind: str) -> Any:
    """The values as a column: an array of pandas, or a plain one for numbers.

    A Series around a short one would take ten times as long to make.
    """
    if isinstance(values, np.ndarray):
        ready = _from_array(values, kind)
        if ready is not None:
            return ready
    elif isinstance(values, list) and kind == "string":
        return column(np.array([*values, None], dtype=object)[:-1], kind)
    given = getattr(values, "array", values)  # what is in a Series
    if isinstance(given, ExtensionArray) and given.dtype == _DTYPES[kind]:
        whole = given
    else:
        whole = _converted(values, kind)
    return whole.to_numpy() if kind == "number" else whole


def _converted(values: Iterable[object], kind: str) -> Any:
    try:
        return pd.Series(values, dtype=_DTYPES[kind]).array
    except UnicodeEncodeError:
        # Half of a surrogate pair is no character: no file of a table can hold it.
        whole = (v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values)
        return pd.Series(list(whole), dtype=_DTYPES[kind]).array


def strings(values: pd.Series) -> NDArray[np.object_]:
    """The values as text, in a plain array; what is missing stays so."""
    return (values if values.dtype == _DTYPES["string"] else values.astype(str)).to_numpy(object)


def _from_array(values: NDArray[Any], kind: str) -> Any:
    """The array as a column, where it needs no check value by value; else None."""
    sort = values.dtype.kind
    if kind == "string" and sort == "O":
        try:
            return pd.arrays.ArrowStringArray(
                pa.array(values, pa.large_string(), from_pandas=True), dtype=_DTYPES[kind]
            )
        except (pa.ArrowException, UnicodeError):
            return None
    whole = sort in "iu" or (sort == "f" and (np.floor(values) == values).all())
    if kind == "integer" and whole:
        return pd.arrays.IntegerArray(values.astype(np.int64), np.zeros(len(values), np.bool_))
    if kind == "boolean" and sort == "b":
        return pd.arrays.BooleanArray(values, np.zeros(len(values), np.bool_))
    return values if kind == "number" and values.dtype == np.float64 else None


def concatenated(arrays: Sequence[NDArray[Any]], *, axis: int = 0) -> NDArray[Any]:
    """The arrays one after another; a single one is itself."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays, axis=axis)
