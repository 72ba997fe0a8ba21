"""Nexis Uni downloads as Word documents."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile

from analysis.corpus.containers import read_member
from analysis.corpus.formats.exports import Document, batch_of
from analysis.corpus.formats.markup import parse_xml
from analysis.corpus.formats.nexis import new_document
from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CLAIM = re.compile(r"(?:Documents|Dokumente|Documentos)\s*\((\d+)\)")


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
    groups: list[list[str]] = [[]]
    for paragraph in paragraphs:
        if paragraph.strip().casefold() in ("end of document", "ende des dokuments"):
            groups.append([])
        else:
            groups[-1].append(paragraph)
    if len(groups) == 1:
        raise InputError(
            "is a Word document, but no Nexis export: it has no line 'End of Document'",
            where=source.name,
            mend="Save other texts as plain text.",
        )
    claim = next((m for p in paragraphs[:12] if (m := _CLAIM.search(p))), None)
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    for number, group in enumerate(groups, 1):
        if not any(line.strip() for line in group):
            continue
        document = new_document(group, first=number == 1)
        if document is not None:
            documents.append((f"document {number}", document))
        elif number < len(groups):
            refused.append((f"document {number}", "it has no line 'Body' that opens its text"))
    return batch_of(source, documents, refused, claimed=int(claim.group(1)) if claim else None)


NEXIS_DOCX = Format("Nexis Uni Word export", _recognise, _read)
