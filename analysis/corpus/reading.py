"""Files of many kinds into one checked table of articles; what was refused is listed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from analysis.corpus.checks import (
    clean_field,
    damage_notes,
    digest,
    identify,
    language_code,
    refusal,
)
from analysis.corpus.columns import NAMES, map_columns
from analysis.corpus.containers import unpack
from analysis.corpus.dates import parse_dates
from analysis.corpus.filenames import Metadata, compile_pattern, match_pattern
from analysis.corpus.files import File, list_files
from analysis.corpus.formats import FORMATS
from analysis.corpus.formats.known_tables import known_table
from analysis.corpus.outlets import OUTLET_NAMES, map_outlets, rename_outlets
from analysis.corpus.repair import REPAIRS, repair_texts
from analysis.corpus.sources import Batch, Source
from analysis.errors import InputError
from analysis.tables import ARTICLES

_LARGEST = 4 * 2**30
_MEASURED = ("city", "duplicate_of", "duplicate_kind", "wire_share")
_FIELDS = [name for name in NAMES if name not in ("text", "article")]


@dataclass(frozen=True)
class Reading:
    """What was read.

    articles: the articles table with a column `text`, and with `marked` where the files told the
    zone of some paragraphs (start, end, zone); refused: file, position and reason of
    every record that is not in it; mapping: field to the column of the input that holds it;
    notes: what a careful reader wants to know, such as a guessed encoding; outlets: what each
    outlet's name as given is taken for (see `map_outlets`); repairs: where texts differ from the
    files' (see `repair_text`), so that offsets lead back to these.
    """

    articles: pd.DataFrame
    refused: pd.DataFrame
    mapping: dict[str, str]
    notes: list[str]
    outlets: pd.DataFrame = field(default_factory=OUTLET_NAMES.frame)
    repairs: pd.DataFrame = field(default_factory=REPAIRS.frame)


@dataclass
class _Gathered:
    """Records and refusals while files are read one after another."""

    columns: Mapping[str, str] | None
    pattern: re.Pattern[str] | None
    metadata: Metadata | None
    frames: list[pd.DataFrame] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)


def read_articles(
    *paths: str | os.PathLike[str],
    columns: Mapping[str, str] | None = None,
    pattern: str | None = None,
    metadata: str | os.PathLike[str] | None = None,
    outlets: Mapping[str, str] | None = None,
) -> Reading:
    """The articles in files and folders, of any format that is known, as one checked table.

    paths: text files, tables (CSV, TSV, JSON, JSON lines, Parquet), exports, or folders of
    them. columns: field (text, outlet, event, published, title, url, author, article …) to
    column, where recognition by name is wrong; an empty name switches a field off. pattern:
    what text files' names say, such as "{outlet}_{event}_{published}.txt". metadata: a table
    keyed by text file (else `metadata.csv` in the folder). outlets: name as given to name wanted,
    where recognition goes wrong: spellings of one outlet get one name. Raises InputError when
    nothing can be read, ColumnError when a named column is not there, ParameterError for unknown
    fields.
    """
    if not paths:
        raise InputError("no path was given", mend="Name a file or a folder.")
    files, beside, notes = list_files(tuple(Path(path) for path in paths))
    table = Path(metadata) if metadata is not None else beside
    if table is not None and not table.is_file():
        raise InputError("there is no such metadata table", where=str(table))
    gathered = _Gathered(
        columns,
        compile_pattern(pattern) if pattern else None,
        Metadata(table) if table is not None else None,
        notes=notes,
    )
    for file in files:
        if table is None or file.path.resolve() != table.resolve():
            _read_file(file, gathered)
    return _one_name_an_outlet(_checked(gathered), outlets)


def _one_name_an_outlet(reading: Reading, names: Mapping[str, str] | None) -> Reading:
    mapping = map_outlets(reading.articles["outlet"], names=names)
    changed = mapping[mapping["given"] != mapping["outlet"]]
    notes = [
        f"outlet {row.given!r} is taken for {row.outlet!r} ({row.articles} articles; {row.rule})"
        for row in changed.itertuples()
    ]
    articles = rename_outlets(reading.articles, mapping)
    return replace(reading, articles=articles, notes=[*reading.notes, *notes], outlets=mapping)


def _read_file(file: File, gathered: _Gathered) -> None:
    try:
        size = file.path.stat().st_size
        if size > _LARGEST:
            raise InputError(
                f"is larger than {_LARGEST // 2**30} GB: refused",
                where=file.name,
                mend="Split it into several files.",
            )
        try:
            data = file.path.read_bytes()
        except OSError as error:
            raise InputError(f"cannot be opened ({error.strerror})", where=file.name) from None
        if not data:
            raise InputError("is empty", where=file.name)
        for source in unpack(Source(file.name, data)):
            _read_source(source, gathered)
    except InputError as error:
        _refuse_file(file.name, error, gathered)


def _read_source(source: Source, gathered: _Gathered) -> None:
    try:
        if not source.data:
            raise InputError("is empty", where=source.name)
        reader = next(form for form in FORMATS if form.recognise(source))
        _take(source, reader.read(source), gathered)
    except InputError as error:
        _refuse_file(source.name, error, gathered)


def _refuse_file(name: str, error: InputError, gathered: _Gathered) -> None:
    gathered.errors.append(error)
    gathered.refused.append((name, "", str(error).removeprefix(f"{name}: ")))


def _take(source: Source, batch: Batch, gathered: _Gathered) -> None:
    """Add one file's records, under the fields' own names."""
    gathered.notes += batch.notes
    gathered.refused += [(source.name, position, reason) for position, reason in batch.refused]
    if batch.frame.empty:
        if not batch.refused:
            raise InputError("it holds no records", where=source.name)
        return
    wanted = None if batch.one_article else gathered.columns
    declared = batch.mapping
    known = known_table(batch.frame.columns) if declared is None else None
    if known is not None and "text" not in (wanted or {}):
        declared = known.mapping
        gathered.notes.append(f"{source.name}: {known.name}; {known.note}")
    mapping = map_columns(batch.frame, declared=declared, wanted=wanted, where=source.name)
    frame = pd.DataFrame({f: batch.frame[c] for f, c in mapping.items()}, dtype=object)
    frame["file"], frame["position"] = source.name, batch.positions
    if batch.marked is not None:
        frame["marked"] = pd.Series(batch.marked, index=frame.index, dtype=object)
    if batch.one_article:
        if not _name_article(source, frame, gathered):
            return
    else:
        frame["article"], note = identify(frame, source.stem, frame.get("article"))
        if note:
            gathered.notes.append(f"{source.name}: {note}")
        _note_mapping(source, batch, mapping, gathered)
    gathered.frames.append(frame)


def _name_article(source: Source, frame: pd.DataFrame, gathered: _Gathered) -> bool:
    """Give a text file's article its identifier and what is known of it; False when refused."""
    folder = source.name.rpartition("/")[0]
    known: dict[str, object] = {"article": f"{folder}/{source.stem}" if folder else source.stem}
    if gathered.metadata is not None:
        known |= {k: v for k, v in gathered.metadata.find(source.name).items() if v is not None}
    if gathered.pattern is not None:
        found = match_pattern(gathered.pattern, source.name)
        if found is None:
            gathered.refused.append((source.name, "", "its name does not fit the pattern"))
            return False
        known |= found
    for name, value in known.items():
        frame[name] = pd.Series([value], dtype=object)
    return True


def _note_mapping(
    source: Source, batch: Batch, mapping: dict[str, str], gathered: _Gathered
) -> None:
    first = not gathered.mapping
    differs = {f: c for f, c in mapping.items() if gathered.mapping.get(f, c) != c}
    if differs and not first:
        shown = ", ".join(f"{f} ← {c}" for f, c in differs.items())
        gathered.notes.append(f"{source.name}: {shown}")
    gathered.mapping |= {f: c for f, c in mapping.items() if f not in gathered.mapping}
    unused = [str(c) for c in batch.frame.columns if c not in mapping.values()]
    if unused:
        gathered.notes.append(f"{source.name}: columns not used: {', '.join(unused)}")


def _checked(gathered: _Gathered) -> Reading:
    refused = gathered.refused
    frame = _combined(gathered)
    if not frame.empty:
        reasons = frame["text"].map(refusal)
        _refuse(frame, reasons, refused)
        frame = frame[reasons == ""]
    if frame.empty:
        raise _nothing_read(gathered)
    frame = _without_repeats(frame, refused).reset_index(drop=True)
    frame, repairs = repair_texts(frame)
    if len(repairs):
        gathered.notes.append(
            f"{repairs['article'].nunique()} texts had {len(repairs)} words that were decoded "
            "wrongly or held HTML entities; they were repaired"
        )
    articles = _articles(frame, gathered)
    listed = pd.DataFrame(refused, columns=["file", "position", "reason"], dtype="str")
    return Reading(articles, listed, gathered.mapping, gathered.notes, repairs=repairs)


def _combined(gathered: _Gathered) -> pd.DataFrame:
    """All records; where two files use one identifier, the files' names tell them apart."""
    if not gathered.frames:
        return pd.DataFrame({"text": []})
    frame = pd.concat(gathered.frames, ignore_index=True)
    across = frame.groupby("article", sort=False)["file"].nunique()
    clashing = frame["article"].isin(across[across > 1].index)
    if clashing.any():
        named = frame["file"] + "-" + frame["article"].astype(str)
        frame.loc[clashing, "article"] = named[clashing]
        count = int(clashing.sum())
        gathered.notes.append(f"{count} identifiers occur in several files; files were put first")
    return frame


def _refuse(frame: pd.DataFrame, reasons: pd.Series, refused: list[tuple[str, str, str]]) -> None:
    wrong = reasons != ""
    files, positions = frame.loc[wrong, "file"], frame.loc[wrong, "position"]
    refused.extend(zip(files, positions, reasons[wrong], strict=True))


def _without_repeats(frame: pd.DataFrame, refused: list[tuple[str, str, str]]) -> pd.DataFrame:
    repeated = frame["article"].duplicated()
    reasons = ("duplicate identifier " + frame["article"].map(repr)).where(repeated, "")
    _refuse(frame, reasons, refused)
    return frame[~repeated]


def _articles(frame: pd.DataFrame, gathered: _Gathered) -> pd.DataFrame:
    values: dict[str, object] = {name: None for name in ARTICLES.names if name not in _MEASURED}
    for name in _FIELDS:
        if name in frame:
            values[name] = frame[name].map(language_code if name == "language" else clean_field)
    if "published" in frame:
        values["published"], note = parse_dates(frame["published"])
        if note:
            gathered.notes.append(note)
    values["article"] = frame["article"]
    values["n_chars"] = frame["text"].map(len)
    values["sha256"] = frame["text"].map(digest)
    empty = pd.Series([None] * len(frame))
    articles = ARTICLES.frame({k: empty if v is None else v for k, v in values.items()})  # type: ignore[misc]
    for name in ("outlet", "event"):
        missing = int(articles[name].isna().sum())
        if missing:
            gathered.notes.append(f"{missing} of {len(articles)} articles have no {name}")
    gathered.notes += damage_notes(frame["text"])
    articles = articles.assign(text=frame["text"].astype("str"))
    if "marked" not in frame:
        return articles
    marked = [rows if isinstance(rows, list) else [] for rows in frame["marked"]]
    return articles.assign(marked=pd.Series(marked, index=articles.index, dtype=object))


def _nothing_read(gathered: _Gathered) -> InputError:
    if len(gathered.errors) == 1 and len(gathered.refused) == 1:
        return gathered.errors[0]
    if not gathered.refused:
        return InputError("no article was found")
    file, position, reason = gathered.refused[0]
    where = f"{file}, {position}" if position else file
    more = len(gathered.refused) - 1
    others = f"; {more} more were refused" if more else ""
    return InputError(f"no article could be read: {where}: {reason.rstrip('.')}{others}")
