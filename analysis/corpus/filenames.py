"""What the names of text files say about them: a pattern, or a table keyed by file name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from analysis.corpus.columns import NAMES, guess_columns
from analysis.corpus.formats import FORMATS
from analysis.corpus.sources import Source
from analysis.errors import ColumnError, ParameterError, suggest

_KEYS = ("file", "filename", "file_name", "path", "name", "doc_id", "id", "article")
_FIELD = re.compile(r"\{(\w+)\}")


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A file-name pattern such as "{outlet}_{event}_{published}.txt" as an expression.

    A pattern with a slash is laid over the path within the folder, others over the file name.
    Raises ParameterError for fields that an article does not have.

    >>> compile_pattern("{outlet}_{event}.txt").fullmatch("post_strike.txt").groupdict()
    {'outlet': 'post', 'event': 'strike'}
    """
    fields = [name for name in NAMES if name != "text"]
    parts: list[str] = []
    place = 0
    for match in _FIELD.finditer(pattern):
        field = match.group(1)
        if field not in fields:
            raise ParameterError(f"no field {field!r} in pattern=", mend=suggest(field, fields))
        parts += [re.escape(pattern[place : match.start()]), f"(?P<{field}>[^/]+?)"]
        place = match.end()
    try:
        return re.compile("".join(parts) + re.escape(pattern[place:]))
    except re.error as error:
        raise ParameterError(f"pattern= cannot be used ({error})") from None


def match_pattern(pattern: re.Pattern[str], name: str) -> dict[str, str] | None:
    """The fields that a file's name gives, or None when the name does not fit."""
    whole = "/" in pattern.pattern.replace("[^/]", "")
    match = pattern.fullmatch(name if whole else PurePosixPath(name).name)
    return match.groupdict() if match else None


class Metadata:
    """A table of what is known about text files, keyed by their names."""

    def __init__(self, path: Path) -> None:
        source = Source(path.name, path.read_bytes())
        reader = next(form for form in FORMATS if form.recognise(source))
        frame = reader.read(source).frame
        plain = {str(column).casefold(): column for column in frame.columns}
        key = next((plain[name] for name in _KEYS if name in plain), None)
        if key is None or len(frame.columns) < 2:
            raise ColumnError(
                "no column names the text files",
                where=path.name,
                mend=f"It needs a column 'file'; it has: {', '.join(map(str, frame.columns))}.",
            )
        mapping = guess_columns(frame.drop(columns=key), text="")
        self.path, self.used = path, set[str]()
        self.mapping: Mapping[str, str] = mapping
        self._rows: dict[str, dict[str, object]] = {}
        for _, row in frame.iterrows():
            fields = {field: row[column] for field, column in mapping.items()}
            self._rows.setdefault(str(row[key]), fields)

    def find(self, name: str) -> dict[str, object]:
        """The fields of a file, found by its path, its name, or its name without ending."""
        path = PurePosixPath(name)
        for key in (name, path.name, str(path.with_suffix("")), path.stem):
            if key in self._rows:
                self.used.add(key)
                return self._rows[key]
        return {}

    def unused(self) -> Iterable[str]:
        """Keys to which no file was found."""
        return (key for key in self._rows if key not in self.used)
