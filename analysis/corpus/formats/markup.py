"""XML and HTML, read with care: no entities of the document's own, no scripts."""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ElementTree

from bs4 import BeautifulSoup

from analysis.corpus.sources import Source
from analysis.errors import InputError

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset=["']?([\w-]+)""", re.I)
_UNSEEN = ("script", "style", "noscript", "template")


def parse_xml(data: bytes, *, where: str) -> ElementTree.Element:
    """The root of an XML document.

    Raises InputError for broken XML, and for documents that define entities of their own:
    nested entities can swell beyond any memory.
    """
    if b"<!ENTITY" in data:
        raise InputError("defines XML entities of its own: refused", where=where)
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise InputError(f"is broken XML ({error})", where=where) from None


def html_text(source: Source) -> str:
    """A page's source as text: UTF-8 where it is valid, else as the page declares itself.

    Pages that were saved again keep the declaration of the encoding that they had before.
    """
    try:
        return source.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(source.data[:4096])
    if declared is not None:
        try:
            return source.data.decode(declared.group(1).decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    return source.decoded.text


def parse_html(text: str) -> BeautifulSoup:
    """An HTML document or fragment without what readers do not see."""
    with warnings.catch_warnings():
        # The parser wonders whether a short text is a file's name or another language: it is text.
        warnings.simplefilter("ignore", UserWarning)
        soup = BeautifulSoup(text, "html.parser")
    for element in soup.find_all(_UNSEEN):
        element.decompose()
    return soup
