"""The review of proposed events as a file: written for a spreadsheet, read back, applied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.aside import file_aside
from analysis.corpus import Reading, apply_review
from analysis.corpus.formats.delimited import DELIMITED
from analysis.corpus.formats.excel import EXCEL
from analysis.corpus.sources import Source
from analysis.errors import InputError
from analysis.measures import write_table


def write_review(review: pd.DataFrame, path: Path | str) -> Path:
    """Write proposed events (as `match_events` gives them) as CSV; a file that is there stays.

    It may hold a researcher's decisions, so that InputError refuses to replace it.
    """
    target = Path(path)
    if target.suffix != ".csv":
        raise InputError("the review is a CSV file", where=str(path), mend="Name it so.")
    if target.exists():
        raise InputError("the file exists", where=str(path), mend="Give another name.")
    with file_aside(target) as temporary:
        write_table(review, temporary)
    return target


def _read_review(path: Path) -> pd.DataFrame:
    try:
        source = Source(path.name, path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be opened ({error.strerror})", where=str(path)) from None
    batch = (EXCEL if EXCEL.recognise(source) else DELIMITED).read(source)
    if batch.refused:
        position, reason = batch.refused[0]
        raise InputError(f"{position}: {reason}", where=path.name)
    return batch.frame


def apply_events(reading: Reading, path: Path | str) -> Reading:
    """The reading with the events of the rows that were reviewed in a table.

    The table may have been through a spreadsheet: a workbook, or text with whatever separator and
    encoding it wrote. Raises InputError where it cannot be read, and what `apply_review` raises.
    """
    review = _read_review(Path(path))
    if "article" in review:
        # A quote stands before cells that a spreadsheet would run as formulas.
        known = set(reading.articles["article"])
        names = review["article"].astype(str)
        bare = names.str.removeprefix("'")
        review = review.assign(article=bare.where(~names.isin(known) & bare.isin(known), names))
    articles = apply_review(reading.articles, review)
    changed = int((articles["event"].fillna("") != reading.articles["event"].fillna("")).sum())
    note = f"events of {changed} articles are those reviewed in {Path(path).name}"
    stale = [n for n in reading.notes if not n.endswith("articles have no event")]
    missing = int(articles["event"].isna().sum())
    left = [f"{missing} of {len(articles)} articles have no event"] if missing else []
    return replace(reading, articles=articles, notes=[*stale, *left, note])
