"""The formats that can be read, most particular first; each declares itself in its own file."""

from analysis.corpus.formats.delimited import DELIMITED
from analysis.corpus.formats.json_records import JSON_RECORDS
from analysis.corpus.formats.parquet import PARQUET
from analysis.corpus.formats.plain import PLAIN
from analysis.corpus.sources import Format

FORMATS: tuple[Format, ...] = (PARQUET, JSON_RECORDS, DELIMITED, PLAIN)
"""Every known format; the first that recognises a file reads it, and plain text is the last."""
