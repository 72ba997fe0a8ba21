"""Factiva downloads as HTML: indexed (two-letter codes) and plain (order only)."""

from __future__ import annotations

import re

from bs4 import Tag

from analysis.corpus.dates import find_date
from analysis.corpus.formats.exports import Document, batch_of, one_line
from analysis.corpus.formats.markup import html_text, parse_html
from analysis.corpus.sources import Batch, Format, Source

_LAYOUT = re.compile(rb"class=\"article [a-z]{2}Article\"")
_ACCESSION = re.compile(r"\b(?:Document|Dokument|Documento|Documente) (\S+)$")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")


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
        document = _indexed(codes) if "HD" in codes else _plain(article)
        if document.paragraphs:
            documents.append((f"document {number}", document))
        else:
            refused.append((f"document {number}", "it has no text (LP, TD or paragraphs)"))
    notes = [f"{source.name}: captions of {captions} articles stand apart"] if captions else []
    return batch_of(source, documents, refused, notes=notes)


def _codes(article: Tag) -> dict[str, Tag]:
    """The cell that belongs to each two-letter code of an indexed article."""
    codes: dict[str, Tag] = {}
    for row in article.find_all("tr"):
        cells = row.find_all("td", recursive=False)
        code = one_line(cells[0].get_text()) if len(cells) == 2 else ""
        if re.fullmatch(r"[A-Z]{2,3}", code):
            codes.setdefault(code, cells[1])
    return codes


def _indexed(codes: dict[str, Tag]) -> Document:
    words = {code: one_line(cell.get_text(" ")) for code, cell in codes.items()}
    accession = _ACCESSION.search(words.get("AN", ""))
    document = Document(
        title=words.get("HD", ""),
        outlet=words.get("SN", ""),
        published=find_date(words.get("PD", "")),
        author=words.get("BY", ""),
        language=words.get("LA", ""),
        article=accession.group(1) if accession else "",
    )
    for code in ("LP", "TD"):
        if code in codes:
            document.paragraphs += _paragraphs(codes[code]) or [words[code]]
    return document


def _paragraphs(element: Tag) -> list[str]:
    found = (one_line(p.get_text()) for p in element.find_all("p", class_="articleParagraph"))
    return [paragraph for paragraph in found if paragraph]


def _plain(article: Tag) -> Document:
    """An article without codes: headline, words, date, [time], source, code, … in this order."""
    document = Document(paragraphs=_paragraphs(article))
    headline = article.find(id="hd")
    document.title = one_line(headline.get_text()) if headline is not None else ""
    rows = [one_line(div.get_text()) for div in article.find_all("div") if div is not headline]
    dated = next((i for i, row in enumerate(rows) if find_date(row) and len(row) < 40), None)
    if dated is not None:
        document.published = find_date(rows[dated])
        after = [row for row in rows[dated + 1 : dated + 3] if row and not _CLOCK.fullmatch(row)]
        document.outlet = after[0] if after else ""
    for paragraph in article.find_all("p"):
        accession = _ACCESSION.fullmatch(one_line(paragraph.get_text()))
        if accession is not None:
            document.article = accession.group(1)
    return document


FACTIVA_HTML = Format("Factiva HTML export", _recognise, _read)
