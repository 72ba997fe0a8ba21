"""Web pages: the article found by trafilatura, its captions apart, its metadata from JSON-LD.

What the page's own markup says of a paragraph (headline, standfirst, subheading, list, caption,
embedded post) is its zone; the other paragraphs are judged like those of any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from analysis.corpus.formats.exports import Document, batch_of, one_line
from analysis.corpus.formats.markup import html_text
from analysis.corpus.formats.web_metadata import described
from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype html|html|head|body)\b",
    re.I | re.S,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CAPTION = re.compile(r"caption|photo-?credit|image-?credit|media-?credit", re.I)
_EMBED = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed", re.I)
_LONGEST_CAPTION = 900
_LEAST_DESCRIPTION = 40
_ZONES = {"head": "subheading", "item": "bullet", "cell": "bullet"}
_EMPTY = re.compile(r"[\W_]*")


def _recognise(source: Source) -> bool:
    return bool(_HTML.match(source.head))


def _read(source: Source) -> Batch:
    document, notes = read_page(html_text(source), where=source.name)
    return batch_of(source, [("", document)], [], notes=notes, one_article=True)


def read_page(text: str, *, where: str) -> tuple[Document, list[str]]:
    """The article of a page, and notes on it. Raises InputError where the page shows none."""
    # Slow to import, and needed by nobody who has no pages.
    import trafilatura

    try:
        page = lxml.html.document_fromstring(_DECLARATION.sub("", text))
    except (etree.ParserError, ValueError) as error:
        raise InputError(f"is a web page that cannot be parsed ({error})", where=where) from None
    document, description, walled = described(page)
    captions = list(dict.fromkeys(_take_out(page, _captions(page))))
    embeds = list(dict.fromkeys(_take_out(page, _embeds(page))))
    blocks = {one_line(e.text_content()) for e in page.iter("p", "h2", "h3", "div", "span")}
    found = trafilatura.extract(
        etree.tostring(page, encoding="unicode", method="html"),
        output_format="xml",
        include_comments=False,
        include_images=False,
    )
    rows = list(_rows(etree.fromstring(found.encode()))) if found else []
    if not any(zone == "" for _, zone in rows):
        raise InputError(
            "is a web page on which no article text was found",
            where=where,
            mend="If it is built by scripts, save the page from a browser once it is shown.",
        )
    shown = description in blocks and description not in captions
    if shown and len(description) >= _LEAST_DESCRIPTION:
        rows = [row for row in rows if row[0] != description]
        headed = bool(rows) and rows[0][1] == "headline"
        rows.insert(int(headed), (description, "standfirst"))
    if document.title and not any(zone == "headline" for _, zone in rows):
        rows = [(document.title, "headline"), *rows]
    rows += [(row, "caption") for row in captions] + [(row, "embed") for row in embeds]
    document.paragraphs = [row for row, _ in rows]
    document.zones = [zone for _, zone in rows]
    notes = [f"{where}: the page says that it is not free to read; its text may be cut"]
    return document, notes if walled else []


def _captions(page: HtmlElement) -> Iterator[HtmlElement]:
    """Captions and picture credits: by element, or by what the page's makers call them."""
    for element in page.iter(etree.Element):
        named = _CAPTION.search(element.get("class") or "") and not _holds_prose(element)
        if named or element.tag == "figcaption" or element.get("itemprop") == "caption":
            yield element


def _holds_prose(element: HtmlElement) -> bool:
    paragraphs = sum(1 for p in element.iter("p") if len(p.text_content()) > 80)
    return paragraphs > 2 or len(element.text_content()) > _LONGEST_CAPTION


def _embeds(page: HtmlElement) -> Iterator[HtmlElement]:
    return (e for e in page.iter("blockquote") if _EMBED.search(e.get("class") or ""))


def _take_out(page: HtmlElement, elements: Iterator[HtmlElement]) -> Iterator[str]:
    """The words of elements, which leave the page; those inside another leave with it."""
    for element in list(elements):
        if element.getroottree().getroot() is page and element.getparent() is not None:
            words = one_line(element.text_content())
            element.drop_tree()
            if not _EMPTY.fullmatch(words):
                yield words


def _rows(found: etree._Element) -> Iterator[tuple[str, str]]:
    """Paragraph and zone in order; the first main heading is the headline."""
    main, headed = found.find("main"), False
    for element in main.iter("p", "head", "item", "quote", "cell") if main is not None else ():
        if any(parent.tag in ("item", "quote", "cell") for parent in element.iterancestors()):
            continue
        words = one_line("".join(element.itertext()))
        if _EMPTY.fullmatch(words):
            continue
        if element.tag == "head" and element.get("rend") == "h1":
            if not headed:
                yield words, "headline"
            headed = True
        else:
            yield words, _ZONES.get(element.tag, "")


WEB_PAGE = Format("web page", _recognise, _read)
