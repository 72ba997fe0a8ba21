"""RSS and Atom feeds."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from bs4 import Tag

from analysis.corpus.formats.exports import Document, batch_of, one_line
from analysis.corpus.formats.markup import parse_html, parse_xml
from analysis.corpus.sources import Batch, Format, Source

_FULL = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_DATE = "{http://purl.org/dc/elements/1.1/}date"
_ATOM = "{http://www.w3.org/2005/Atom}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_RSS_1 = "{http://purl.org/rss/1.0/}"
_APART = ("figure", "figcaption", "aside", "table")


def _recognise(source: Source) -> bool:
    head = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] == b"<" and (
        b"<rss" in head
        or b"http://www.w3.org/2005/Atom" in head
        or b"http://purl.org/rss/1.0/" in head
    )


def _read(source: Source) -> Batch:
    root = parse_xml(source.data, where=source.name)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.removeprefix(_RSS_1)
    atom = root.tag == f"{_ATOM}feed"
    name = root.findtext(f"{_ATOM}title" if atom else "channel/title") or ""
    items = root.iter(f"{_ATOM}entry" if atom else "item")
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    teasers = 0
    for number, item in enumerate(items, 1):
        full = _html(item.find(f"{_ATOM}content" if atom else _FULL))
        teaser = _html(item.find(f"{_ATOM}summary" if atom else "description"))
        teasers += full is None and teaser is not None
        document = _document(item, atom=atom)
        document.outlet = one_line(name)
        paragraphs, captions = _paragraphs(full or teaser or "")
        document.add(paragraphs)
        if paragraphs:
            document.add(captions, "caption")
            documents.append((f"item {number}", document))
        else:
            refused.append((f"item {number}", "it has neither content nor description"))
    notes = [f"{source.name}: {teasers} items have a teaser only"] if teasers else []
    return batch_of(source, documents, refused, notes=notes)


def _document(item: ElementTree.Element, *, atom: bool) -> Document:
    def words(name: str) -> str:
        return one_line(item.findtext(name) or "")

    if not atom:
        return Document(
            title=words("title"),
            published=words("pubDate") or words(_DATE),
            author=words(_CREATOR) or words("author"),
            url=words("link"),
            article=words("guid"),
        )
    link = item.find(f"{_ATOM}link")
    return Document(
        title=words(f"{_ATOM}title"),
        published=words(f"{_ATOM}published") or words(f"{_ATOM}updated"),
        author=words(f"{_ATOM}author/{_ATOM}name"),
        url=link.get("href", "") if link is not None else "",
        article=words(f"{_ATOM}id"),
    )


def _html(element: ElementTree.Element | None) -> str | None:
    """An element's text; where it holds markup as such (type xhtml), this written out."""
    if element is None or not len(element):
        return element.text if element is not None else None
    for inner in element.iter():
        inner.tag = inner.tag.removeprefix(_XHTML) if isinstance(inner.tag, str) else inner.tag
    return ElementTree.tostring(element, encoding="unicode")


def _paragraphs(html: str) -> tuple[list[str], list[str]]:
    """Paragraphs of an HTML fragment, and captions; what stands beside the text is left out."""
    page = parse_html(html)
    captions = [caption.get_text() for caption in page.find_all("figcaption")]
    for element in page.find_all(_APART):
        element.decompose()
    blocks = [p for p in page.find_all(["p", "h2", "h3", "li"]) if isinstance(p, Tag)]
    texts = [block.get_text() for block in blocks] if blocks else [page.get_text()]
    return [line for line in map(one_line, texts) if line], captions


FEED = Format("RSS or Atom feed", _recognise, _read)
