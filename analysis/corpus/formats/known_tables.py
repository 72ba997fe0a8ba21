"""Tables whose columns are known by their header, where recognition by name would go wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEADLINE_ONLY = "headlines only: the format has no article text, so the title is taken for it"


@dataclass(frozen=True)
class KnownTable:
    """A table's name, the columns that give it away, what they hold, and what to know of it."""

    name: str
    header: frozenset[str]
    mapping: dict[str, str]
    note: str = ""


KNOWN_TABLES = (
    KnownTable(
        "NELA-GT",
        frozenset("id date source title content published published_utc collection_utc".split()),
        {
            "text": "content",
            "article": "id",
            "title": "title",
            "outlet": "source",
            "published": "date",
            "url": "url",
            "author": "author",
        },
        "the day is that of its column date",
    ),
    KnownTable(
        "trafilatura, older form",
        frozenset("title source source-hostname text raw_text fingerprint date".split()),
        {
            "text": "text",
            "title": "title",
            "outlet": "source-hostname",
            "published": "date",
            "url": "source",
            "author": "author",
            "language": "language",
        },
        "source is the page's address",
    ),
    KnownTable(
        "Media Cloud story list",
        frozenset("id indexed_date language media_name media_url publish_date title url".split()),
        {
            "text": "title",
            "article": "id",
            "title": "title",
            "outlet": "media_name",
            "published": "publish_date",
            "url": "url",
            "language": "language",
        },
        HEADLINE_ONLY,
    ),
    KnownTable(
        "Media Cloud Explorer story list",
        frozenset("stories_id publish_date title url language ap_syndicated".split()),
        {
            "text": "title",
            "article": "stories_id",
            "title": "title",
            "outlet": "media_name",
            "published": "publish_date",
            "url": "url",
            "language": "language",
        },
        f"{HEADLINE_ONLY}; ap_syndicated marks wire copy",
    ),
    KnownTable(
        "GDELT article list",
        frozenset("url title seendate domain language sourcecountry".split()),
        {
            "text": "title",
            "title": "title",
            "outlet": "domain",
            "url": "url",
            "language": "language",
        },
        f"{HEADLINE_ONLY}; seendate is when GDELT saw it and not when it was published",
    ),
)
"""Every table that declares its columns; the first whose header is there is taken."""


def known_table(columns: Iterable[object]) -> KnownTable | None:
    """The known table with these columns, if any."""
    names = {str(column).strip() for column in columns}
    return next((table for table in KNOWN_TABLES if table.header <= names), None)
