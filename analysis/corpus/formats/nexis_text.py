"""Old LexisNexis downloads as plain text, wrapped at a fixed width."""

from __future__ import annotations

import re

from analysis.corpus.formats.exports import Document, batch_of
from analysis.corpus.formats.nexis import FAULTY, old_document
from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

_COUNTER = re.compile(
    r"^[ \t\f]*(?:(?P<n>\d+) (?:of|von|de) (?P<all>\d+) (?:DOCUMENTS?|DOKUMENTEN?)"
    r"|(?:Dokument|Document) (?P<n2>\d+) (?:von|de) (?P<all2>\d+))[ \t]*\r?$",
    re.M,
)
_BLANK = re.compile(r"\n[ \t\f]*(?:\n[ \t\f]*)+")


def _recognise(source: Source) -> bool:
    if source.data[:1] in b"<{[" or b"\0" in source.head:
        return False
    head = source.data[:20_000].decode("utf-8", "ignore").replace("\r\n", "\n")
    return counted(head)


def _read(source: Source) -> Batch:
    text = source.decoded.text.removeprefix("\ufeff").replace("\r\n", "\n")
    return old_documents(source, text, [source.decoded.note] if source.decoded.note else [])


def counted(text: str) -> bool:
    """Whether a text has the counters that open the documents of the old form."""
    return bool(_COUNTER.search(text))


def old_documents(source: Source, text: str, notes: list[str]) -> Batch:
    """The documents of an export of the old form, as text."""
    marks = list(_COUNTER.finditer(text))
    if not marks:
        raise InputError("its document counters cannot be read", where=source.name)
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        blocks = [" ".join(block.split()) for block in _BLANK.split(text[mark.end() : end])]
        position = f"document {mark['n'] or mark['n2']}"
        document = old_document(blocks)
        if document is None:
            refused.append((position, FAULTY))
        else:
            documents.append((position, document))
    claimed = int(marks[0]["all"] or marks[0]["all2"])
    return batch_of(source, documents, refused, claimed=claimed, notes=notes)


NEXIS_TEXT = Format("LexisNexis text export", _recognise, _read)
