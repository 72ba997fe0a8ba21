"""A dictionary file of any known format: bytes to text, text to format, format to Dictionary."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from analysis.corpus.decoding import decode
from analysis.errors import InputError, LexiconError
from analysis.lexicons.formats.dictionary import Dictionary, Draft, Format
from analysis.lexicons.formats.lexicoder import LEXICODER
from analysis.lexicons.formats.liwc import LIWC
from analysis.lexicons.formats.liwc_table import LIWC_TABLE
from analysis.lexicons.formats.mapping import MAPPING
from analysis.lexicons.formats.table import LONG_TABLE, WIDE_TABLE, WORD_LIST
from analysis.lexicons.formats.valence import VALENCE
from analysis.lexicons.formats.wordstat import WORDSTAT
from analysis.lexicons.formats.yoshikoder import YOSHIKODER

FORMATS: tuple[Format, ...] = (
    YOSHIKODER,
    LIWC,
    LIWC_TABLE,
    LEXICODER,
    WORDSTAT,
    VALENCE,
    LONG_TABLE,
    MAPPING,
    WIDE_TABLE,
    WORD_LIST,
)
"""Every known format, the most particular first: the first that recognises a file reads it."""

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']""")


def read_dictionary(
    path: str | Path, *, encoding: str | None = None, lower: bool = True
) -> Dictionary:
    """A dictionary file, its format known by its content.

    encoding: of the file; without it the byte mark or the XML declaration is followed, then UTF-8
    is tried, then a guess is made and noted. lower: compare patterns without case; keys are kept
    as written. LexiconError says what cannot be understood, where, and how to mend it.
    """
    path = Path(path)
    data, text, note = _text(path, encoding)
    if not text.strip():
        raise LexiconError("the file is empty: it has no line and no column", where=path.name)
    kind = _format(text, path.name)
    draft = Draft(path.stem, lower=lower)
    draft.notes += [note] if note else []
    others = {ending for other in FORMATS for ending in other.endings} - {*kind.endings}
    if path.suffix.lower() in others:
        draft.notes.append(f"named {path.suffix}, but its content is {kind.name}: read as that")
    try:
        kind.read(text, draft)
    except LexiconError as error:
        where = f"{path.name}, {error.where}" if error.where else path.name
        raise LexiconError(error.what, where=where, mend=error.mend) from None
    tree = draft.tree()
    if not tree and not draft.conditions:
        raise LexiconError(
            f"read as {kind.name}, the file has no entry that is understood",
            where=path.name,
            mend=" ".join([*draft.notes[:3], "Look at these lines."]) if draft.notes else "",
        )
    return Dictionary(
        path.stem,
        tree,
        draft.weights,
        tuple(draft.conditions),
        tuple(draft.notes),
        kind.name,
        hashlib.sha256(data).hexdigest(),
    )


def read_text(path: Path, encoding: str | None = None) -> str:
    """The text of a dictionary file, line ends as they are."""
    return _text(path, encoding)[1]


def _text(path: Path, encoding: str | None) -> tuple[bytes, str, str]:
    """Bytes, text, and a note where the encoding was a guess."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LexiconError(
            f"the file cannot be opened ({error.strerror})", where=path.name, mend="Check the path."
        ) from None
    declared = _DECLARED.match(data[:400])
    if encoding is None and declared:
        encoding = declared[1].decode("ascii")
    if encoding is not None:
        return data, _decoded(data, encoding, path.name), ""
    try:
        found = decode(data, where=path.name)
    except InputError as error:
        raise LexiconError(
            error.what,
            where=path.name,
            mend="LIWC's own later dictionaries are encrypted: export them as .dicx.",
        ) from None
    return data, found.text.removeprefix("\ufeff"), found.note


def _decoded(data: bytes, encoding: str, where: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        return data.decode(name).removeprefix("\ufeff")
    except LookupError:
        raise LexiconError(
            f"the encoding {encoding!r} is not known",
            where=where,
            mend="Known are for example utf-8, utf-16, latin-1, windows-1252, shift_jis, euc_jp.",
        ) from None
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"the file is not {encoding} (byte {error.start})",
            where=where,
            mend="Give its encoding, or save it as UTF-8.",
        ) from None


def _format(text: str, where: str) -> Format:
    for known in FORMATS:
        if known.recognises(text):
            return known
    raise LexiconError(
        "the file is of no known dictionary format",
        where=where,
        mend=f"Known formats: {', '.join(known.name for known in FORMATS)}.",
    )
