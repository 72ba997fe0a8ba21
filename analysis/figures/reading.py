"""Small readers of tables, for what pandas leaves loosely typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples."""
    return iter(frame.itertuples())


def numbers(frame: pd.DataFrame, row: Any, *columns: str) -> tuple[float, ...]:
    """Some cells of the row with that label, as numbers; missing ones are NaN."""
    cells: Any = frame.loc[row, list(columns)]
    return tuple(float(cell) if pd.notna(cell) else np.nan for cell in cells)
