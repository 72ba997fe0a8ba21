"""Shapes of JSON records that nest their text, one declaration each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from analysis.corpus.formats.exports import Document
from analysis.corpus.formats.markup import parse_html

Record = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """A record's shape: the keys that give it away, and the flat records that it becomes.

    mapping: field to key in the flat records; None where recognition by name is right. A text
    whose paragraphs' zones are told is a Document.
    """

    name: str
    keys: frozenset[str]
    flatten: Callable[[Record], Iterator[Record]]
    mapping: dict[str, str] | None = None
    note: str = ""


def paragraphs(value: Any) -> str:
    """Paragraphs that may themselves be lists of sentences, parted by blank lines."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    rows = (" ".join(map(str, v)) if isinstance(v, list) else str(v) for v in value if v)
    return "\n\n".join(rows)


def _basil(record: Record) -> Iterator[Record]:
    yield record | {"body-paragraphs": paragraphs(record["body-paragraphs"])}


def _roundup(record: Record) -> Iterator[Record]:
    """A round-up of one event: an article for each side that covers it."""
    news = record["news"]
    sides = news.items() if isinstance(news, dict) else enumerate(news)
    for side, article in sides:
        if isinstance(article, dict):
            yield {
                "id": f"{record.get('id', record['issue'])}-{side}",
                "issue": record["issue"],
                "date": record.get("date"),
                "newsSource": article.get("newsSource"),
                "newsTitle": article.get("newsTitle"),
                "newsLink": article.get("newsLink"),
                # The crawl spells the key newBody; its description spells it newsBody.
                "newsBody": paragraphs(article.get("newBody") or article.get("newsBody")),
            }


def _guardian(record: Record) -> Iterator[Record]:
    fields = record["fields"] if isinstance(record["fields"], dict) else {}
    document = Document()
    document.add([_plain(fields.get("standfirst"))], "standfirst")
    document.add(str(fields.get("bodyText") or "").split("\n"))
    yield record | {
        "bodyText": document if fields.get("bodyText") else None,
        "headline": fields.get("headline") or record.get("webTitle"),
        "byline": fields.get("byline"),
        "publication": fields.get("publication", "The Guardian"),
    }


def _plain(html: Any) -> str:
    return parse_html(html).get_text(" ") if isinstance(html, str) else ""


def _fundus(record: Record) -> Iterator[Record]:
    body = record["body"]
    document = Document()
    document.add(body.get("summary") or [], "standfirst")
    for section in body.get("sections") or []:
        document.add(section.get("headline") or [], "subheading")
        document.add(section.get("paragraphs") or [])
    images = [image for image in record.get("images") or [] if isinstance(image, dict)]
    captions = (str(image["caption"]) for image in images if image.get("caption"))
    document.add(dict.fromkeys(captions), "caption")
    yield record | {"body": document}


SHAPES = (
    Shape(
        "BASIL",
        frozenset(("body-paragraphs", "triplet-uuid", "source")),
        _basil,
        {
            "text": "body-paragraphs",
            "article": "uuid",
            "outlet": "source",
            "event": "triplet-uuid",
            "published": "date",
            "title": "title",
            "url": "url",
        },
    ),
    Shape(
        "AllSides round-ups",
        frozenset(("issue", "news")),
        _roundup,
        {
            "text": "newsBody",
            "article": "id",
            "outlet": "newsSource",
            "event": "issue",
            "published": "date",
            "title": "newsTitle",
            "url": "newsLink",
        },
        "round-ups hold the articles' first paragraphs only; the round-up is the event",
    ),
    Shape(
        "Guardian Open Platform",
        frozenset(("webTitle", "webPublicationDate", "fields")),
        _guardian,
        {
            "text": "bodyText",
            "article": "id",
            "outlet": "publication",
            "published": "webPublicationDate",
            "title": "headline",
            "url": "webUrl",
            "author": "byline",
        },
    ),
    Shape("fundus", frozenset(("body", "publishing_date")), _fundus),
)
"""Every shape that declares itself; the first whose keys are all there is taken."""


def shape_of(record: Record) -> Shape | None:
    """The shape of a record, if it is a known one."""
    shape = next((shape for shape in SHAPES if shape.keys <= record.keys()), None)
    if shape is not None and shape.name == "fundus" and not isinstance(record["body"], dict):
        return None
    return shape
