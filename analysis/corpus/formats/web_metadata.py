"""What a web page says about its article: JSON-LD first, then its meta elements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from analysis.corpus.formats.exports import Document, one_line

_KINDS = ("Article", "BlogPosting", "LiveBlogPosting", "Report", "Review")
_DEEPEST = 6
_TITLES = ("og:title", "twitter:title", "title")
_DATES = ("article:published_time", "datePublished", "date", "pubdate", "dc.date")
_AUTHORS = ("author", "article:author", "dc.creator", "byl")
_OUTLETS = ("og:site_name", "application-name")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")


def described(page: HtmlElement) -> tuple[Document, str, bool]:
    """A document without text, the page's description of it, and whether it lies behind a wall."""
    article: dict[str, Any] = next(iter(_articles(page)), {})
    meta = _meta(page)

    def first(names: tuple[str, ...]) -> str:
        return next((meta[name] for name in names if meta.get(name)), "")

    document = Document(
        title=_words(article.get("headline")) or first(_TITLES),
        outlet=_words(article.get("publisher")) or first(_OUTLETS),
        published=_words(article.get("datePublished")) or first(_DATES),
        author=_words(article.get("author")) or first(_AUTHORS),
        url=_address(page, article, meta),
        language=one_line(page.get("lang") or "") or _words(article.get("inLanguage")),
    )
    if not document.outlet:
        document.outlet = urlsplit(document.url).netloc.removeprefix("www.")
    if not document.title:
        document.title = one_line(page.findtext(".//title") or "")
    walled = str(article.get("isAccessibleForFree", "")).casefold() == "false"
    return document, _words(article.get("description")) or first(_DESCRIPTIONS), walled


def _articles(page: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in page.iter("script"):
        if (script.get("type") or "").strip().casefold() == "application/ld+json":
            try:
                yield from _walk(json.loads(script.text or "", strict=False), 0)
            except (ValueError, RecursionError):
                continue


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects of an article's kind in a JSON-LD block, the outermost first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(
            str(kind).endswith(_KINDS) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield value
        for key in ("@graph", "mainEntity", "itemListElement"):
            yield from _walk(value.get(key), depth + 1)


def _words(value: Any) -> str:
    """A JSON-LD value as words: the names of persons and organisations, joined."""
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(filter(None, map(_words, value))))
    if isinstance(value, dict):
        return _words(value.get("name"))
    return one_line(value) if isinstance(value, str) else ""


def _meta(page: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content"):
            found.setdefault(name, one_line(element.get("content")))
    return found


def _address(page: HtmlElement, article: dict[str, Any], meta: dict[str, str]) -> str:
    canonical = [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"]
    main = article.get("mainEntityOfPage")
    named = main.get("@id") if isinstance(main, dict) else main
    candidates = (*canonical, meta.get("og:url"), article.get("url"), named)
    return next((a for a in candidates if isinstance(a, str) and a.startswith("http")), "")
