"""Factiva's XML (PPS response)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

from analysis.corpus.formats.exports import Document, batch_of, one_line
from analysis.corpus.formats.markup import parse_xml
from analysis.corpus.sources import Batch, Format, Source

_NAMESPACE = "{http://global.factiva.com/pps/2.0}"
_INDENTED = re.compile(r"\n {3,}(?=\S)")


def _recognise(source: Source) -> bool:
    return b"<ppsArticleResponse" in source.head or b"<ppsarticleResultSet" in source.head


def _read(source: Source) -> Batch:
    root = parse_xml(source.data, where=source.name)
    results = next(root.iter(f"{_NAMESPACE}ppsarticleResultSet"), None)
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    for number, article in enumerate(root.iter(f"{_NAMESPACE}article"), 1):
        document = _document(article)
        if document.paragraphs:
            documents.append((f"document {number}", document))
        else:
            refused.append((f"document {number}", "it has no lead and no tail paragraphs"))
    claim = results.get("count", "") if results is not None else ""
    return batch_of(source, documents, refused, claimed=int(claim) if claim.isdigit() else None)


def _document(article: ElementTree.Element) -> Document:
    def words(name: str) -> str:
        element = article.find(f"{_NAMESPACE}{name}")
        return one_line("".join(element.itertext())) if element is not None else ""

    document = Document(
        title=words("headline"),
        outlet=words("sourceName"),
        published=words("publicationDate"),
        author=words("byline"),
        article=words("accessionNo"),
        language=words("baseLanguage"),
    )
    for name in ("leadParagraph", "tailParagraphs"):
        element = article.find(f"{_NAMESPACE}{name}")
        if element is not None:
            document.paragraphs += _paragraphs(element)
    return document


def _paragraphs(element: ElementTree.Element) -> list[str]:
    """Marked paragraphs; where none are marked, an indented line opens one."""
    marked = element.findall(f"{_NAMESPACE}paragraph")
    if marked:
        texts = ["".join(paragraph.itertext()) for paragraph in marked]
    else:
        texts = _INDENTED.split("".join(element.itertext()).rstrip())
    return [line for line in map(one_line, texts) if line]


FACTIVA_XML = Format("Factiva XML", _recognise, _read)
