"""Values as columns of a data frame, of the kinds that the tables declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

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
    gone through several times.
    """

    def __init__(self, texts: pd.Series) -> None:
        self._texts = (texts.fillna("") if texts.hasnans else texts).array

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> list[str]: ...
    def __getitem__(self, row: int | slice) -> str | list[str]:
        found: Any = self._texts[row]
        return found.tolist() if isinstance(row, slice) else found

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), _AT_A_TIME):
            yield from self[first : first + _AT_A_TIME]


def column(values: Iterable[object], kind: str) -> Any:
    """The values as a column. A Series around a short one would take ten times as long to make."""
    if isinstance(values, np.ndarray):
        made = _from_array(values, kind)
        if made is not None:
            return made
    elif isinstance(values, list) and kind == "string":
        return column(np.array([*values, None], dtype=object)[:-1], kind)
    if getattr(values, "dtype", None) == _DTYPES[kind] and isinstance(values, ExtensionArray):
        return values
    try:
        return pd.Series(values, dtype=_DTYPES[kind]).array
    except UnicodeEncodeError:
        # Half of a surrogate pair is no character: no file of a table can hold it.
        whole = (v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values)
        return pd.Series(list(whole), dtype=_DTYPES[kind]).array


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
