"""Europresse and Eureka downloads as HTML, older (tables) and newer (article elements)."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import NavigableString

from analysis.corpus.dates import find_date
from analysis.corpus.formats.exports import Document, batch_of, one_line
from analysis.corpus.formats.markup import html_text, parse_html
from analysis.corpus.sources import Batch, Format, Source

_NUMBER = re.compile(r"Num\w+ (?:de|of) document\w*\s*:\s*(\S+)|Document number\s*:\s*(\S+)")
_ISSUE = re.compile(r",? (?:no|n°|nº|#)\.? ?\d[\d-]*$")
_TITLE = re.compile("^titreArticleVisu$", re.I)


def _recognise(source: Source) -> bool:
    return b"DocPublicationName" in source.data and b"DocHeader" in source.data


def _read(source: Source) -> Batch:
    page = parse_html(html_text(source))
    articles = [article for article in page.find_all("article") if isinstance(article, Tag)]
    newer = bool(articles)
    if not newer:
        names = page.find_all("span", class_="DocPublicationName")
        cells = (name.find_parent("td") for name in names)
        articles = [cell for cell in cells if cell is not None]
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    for number, article in enumerate(articles, 1):
        document = _described(article)
        document.paragraphs = _newer_text(article) if newer else _older_text(article)
        if document.paragraphs:
            documents.append((f"document {number}", document))
        else:
            refused.append((f"document {number}", "it has no text"))
    return batch_of(source, documents, refused)


def _described(article: Tag) -> Document:
    def words(kind: str | re.Pattern[str]) -> str:
        return one_line(" ".join(e.get_text() for e in article.find_all(class_=kind)))

    number = _NUMBER.search(article.get_text())
    document = Document(
        title=words(_TITLE),
        outlet=_ISSUE.sub("", words("DocPublicationName")),
        published=find_date(words("DocHeader")),
        article=(number.group(1) or number.group(2)) if number else "",
    )
    heading = article.find("div", class_="titreArticle")
    author = heading.find_next_sibling("div") if isinstance(heading, Tag) else None
    document.author = one_line(author.get_text()) if author is not None else ""
    return document


def _newer_text(article: Tag) -> list[str]:
    section = article.find("section")
    paragraphs = section.find_all("p") if isinstance(section, Tag) else []
    return [line for p in paragraphs if (line := one_line(p.get_text()))]


def _older_text(article: Tag) -> list[str]:
    """Everything between the title and the rights; <p> and <br> part the paragraphs."""
    title = article.find(class_=_TITLE)
    if title is None:
        return []
    lines = [""]
    for node in title.next_siblings:
        if isinstance(node, NavigableString):
            lines[-1] += str(node)
        elif isinstance(node, Tag) and node.name in ("p", "br"):
            lines += [node.get_text(), ""]
        elif isinstance(node, Tag) and node.get_text().lstrip().startswith("©"):
            break
        elif isinstance(node, Tag):
            lines[-1] += node.get_text()
    return [line for line in map(one_line, lines) if line]


EUROPRESSE = Format("Europresse HTML export", _recognise, _read)
