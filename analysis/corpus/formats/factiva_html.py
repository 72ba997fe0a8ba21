"""Factiva downloads as HTML: indexed (two-letter codes) and plain (order only)."""

from __future__ import annotations

import re

from bs4 import Tag

from analysis.corpus.formats.exports import Document, batch_of, one_line
from analysis.corpus.formats.factiva import ACCESSION, CODES, indexed, ordered
from analysis.corpus.formats.markup import html_text, parse_html
from analysis.corpus.sources import Batch, Format, Source

_LAYOUT = re.compile(rb"class=\"article [a-z]{2}Article\"")


def _recognise(source: Source) -> bool:
    return b"<" in source.head[:200] and bool(_LAYOUT.search(source.data))


def _read(source: Source) -> Batch:
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    captions = 0
    articles = [
        article
        for article in parse_html(html_text(source)).find_all("div", class_="article")
        if isinstance(article, Tag) and article.find("div", class_="article") is None
    ]
    for number, article in enumerate(articles, 1):
        codes = _codes(article)
        captions += "ART" in codes
        document = indexed(codes) if "HD" in codes else _plain(article)
        if document.paragraphs:
            documents.append((f"document {number}", document))
        else:
            refused.append((f"document {number}", "it has no text (LP, TD or paragraphs)"))
    notes = (
        [f"{source.name}: captions of {captions} articles stand after their text, as captions"]
        if captions
        else []
    )
    return batch_of(source, documents, refused, notes=notes)


def _codes(article: Tag) -> dict[str, list[str]]:
    """The paragraphs that belong to each two-letter code of an indexed article."""
    codes: dict[str, list[str]] = {}
    for row in article.find_all("tr"):
        cells = row.find_all("td", recursive=False)
        code = one_line(cells[0].get_text()) if len(cells) == 2 else ""
        if code in CODES:
            codes.setdefault(code, _paragraphs(cells[1]) or [cells[1].get_text(" ")])
    return codes


def _paragraphs(element: Tag) -> list[str]:
    found = (one_line(p.get_text()) for p in element.find_all("p", class_="articleParagraph"))
    return [paragraph for paragraph in found if paragraph]


def _plain(article: Tag) -> Document:
    """An article without codes: what it says of itself is known by its order."""
    document = Document(paragraphs=_paragraphs(article))
    headline = article.find(id="hd")
    document.title = one_line(headline.get_text()) if headline is not None else ""
    rows = [one_line(div.get_text()) for div in article.find_all("div") if div is not headline]
    document.published, document.outlet, _ = ordered(rows)
    for paragraph in article.find_all("p"):
        accession = ACCESSION.fullmatch(one_line(paragraph.get_text()))
        if accession is not None:
            document.article = accession.group(1)
    return document


FACTIVA_HTML = Format("Factiva HTML export", _recognise, _read)
