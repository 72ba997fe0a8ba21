"""Nexis Uni downloads as Word documents."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
import zipfile

from analysis.corpus.containers import read_member
from analysis.corpus.formats.markup import parse_xml
from analysis.corpus.formats.nexis import holds_new_documents, new_documents
from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _recognise(source: Source) -> bool:
    return source.data[:4] == b"PK\x03\x04" and b"word/document.xml" in source.data


def paragraphs_of(source: Source) -> list[str]:
    """The paragraphs of a Word document, in order; line breaks and tabs are kept."""
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        data = read_member(archive, "word/document.xml", source.name)
    root = parse_xml(data, where=source.name)
    return ["".join(map(_piece, paragraph.iter())) for paragraph in root.iter(f"{_W}p")]


def _piece(element: ElementTree.Element) -> str:
    if element.tag == f"{_W}t":
        return element.text or ""
    return {f"{_W}br": "\n", f"{_W}tab": "\t"}.get(element.tag, "")


def _read(source: Source) -> Batch:
    paragraphs = paragraphs_of(source)
    if not holds_new_documents(paragraphs):
        raise InputError(
            "is a Word document, but no Nexis export: it has no line 'End of Document'",
            where=source.name,
            mend="Save other texts as plain text.",
        )
    return new_documents(source, paragraphs)


NEXIS_DOCX = Format("Nexis Uni Word export", _recognise, _read)
