"""Old LexisNexis downloads as HTML, in English and French."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from analysis.corpus.formats.exports import Document, batch_of, one_line
from analysis.corpus.formats.markup import html_text, parse_html
from analysis.corpus.formats.nexis import FAULTY, old_document
from analysis.corpus.sources import Batch, Format, Source

_DOCUMENT = re.compile(r"<DOCFULL>\s*-->(.*?)(?:<!--[^>]{0,80}</DOCFULL>|\Z)", re.S)
_CLAIM = re.compile(r"<META TOPIC=[^>]{0,200}?DOCUMENTS=\"(\d+)\"", re.I)
_COUNTER = re.compile(r"^\d+ (?:of|de|von) \d+ DOCUMENTS?$")


def _recognise(source: Source) -> bool:
    return b"<DOCFULL>" in source.data and bool(re.search(rb"NAME=\"DOC_ID_", source.data, re.I))


def _blocks(html: str) -> Iterator[str]:
    """Paragraphs in order; the cells of a table's row stand on one line."""
    for element in parse_html(html).find_all(["p", "tr"]):
        if not isinstance(element, Tag):
            continue
        if element.name == "tr":
            yield " | ".join(one_line(cell.get_text()) for cell in element.find_all("td"))
        elif element.find_parent("tr") is None:
            for line in element.find_all("br"):
                line.replace_with(" ")
            yield one_line(element.get_text())


def _read(source: Source) -> Batch:
    text = html_text(source)
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    for number, match in enumerate(_DOCUMENT.finditer(text), 1):
        blocks = [block for block in _blocks(match.group(1)) if not _COUNTER.match(block)]
        document = old_document(blocks)
        if document is None:
            refused.append((f"document {number}", FAULTY))
        else:
            documents.append((f"document {number}", document))
    claim = _CLAIM.search(text)
    return batch_of(source, documents, refused, claimed=int(claim.group(1)) if claim else None)


NEXIS_HTML = Format("LexisNexis HTML export", _recognise, _read)
