"""Parquet tables."""

from __future__ import annotations

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError


def _recognise(source: Source) -> bool:
    return source.data[:4] == b"PAR1"


def _read(source: Source) -> Batch:
    try:
        table = pq.read_table(io.BytesIO(source.data))
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"is not a whole Parquet file ({reason})", where=source.name) from None
    columns = {name: table[name].to_pylist() for name in table.column_names}
    frame = pd.DataFrame(columns, dtype=object)
    return Batch(frame, [f"row {n}" for n in range(1, len(frame) + 1)])


PARQUET = Format("Parquet", _recognise, _read)
