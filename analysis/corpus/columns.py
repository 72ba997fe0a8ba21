"""Which column of a table holds what: recognised by name, shown, and overridable."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from analysis.errors import ColumnError, ParameterError, suggest

NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text",
        "content_original",
        "article_text",
        "full_text",
        "fulltext",
        "body",
        "bodytext",
        "body_text",
        "maintext",
        "plain_text",
        "plaintext",
        "content",
        "article",
        "story",
        "raw_text",
    ),
    "article": ("article_id", "id", "uuid", "doc_id", "document_id", "article", "guid", "docid"),
    "outlet": (
        "outlet",
        "publication",
        "media_name",
        "newspaper",
        "publisher",
        "source",
        "source_name",
        "medium",
        "sitename",
        "site_name",
        "site",
        "domain",
        "source_domain",
        "hostname",
    ),
    "event": (
        "event",
        "event_id",
        "topic_id",
        "story_id",
        "cluster",
        "cluster_id",
        "triplet_uuid",
        "issue",
        "roundup",
    ),
    "published": (
        "published",
        "date",
        "publish_date",
        "published_date",
        "date_publish",
        "date_published",
        "published_at",
        "publishedat",
        "publication_date",
        "publishing_date",
        "pubdate",
        "pub_date",
        "webpublicationdate",
        "datepublished",
        "published_utc",
    ),
    "title": ("title", "headline", "heading", "webtitle", "article_title"),
    "url": ("url", "link", "web_url", "weburl", "source_url", "article_url"),
    "author": ("author", "authors", "byline", "writer"),
    "agency": ("agency", "wire", "newswire", "news_agency"),
    "language": ("language", "lang", "text_language"),
}
"""Names by which a column is recognised, best first; case and punctuation do not matter.

A topic is never taken for an event: articles on one topic need not cover one story.
"""


def _plain(name: object) -> str:
    return re.sub(r"[^a-z0-9]+", "_", str(name).casefold()).strip("_")


def guess_columns(frame: pd.DataFrame, *, text: str | None = None) -> dict[str, str]:
    """What each column of an unknown table holds, judged by its name.

    text: the column of the text where it is known, "" where there is none. Else, where several
    columns may be the text, the first of the names whose values are at least half as long as
    the longest candidate's is taken.
    """
    by_name: dict[str, str] = {}
    for column in frame.columns:
        by_name.setdefault(_plain(column), column)
    mapping: dict[str, str] = {}
    if text is None:
        names_of_text = [_plain(name) for name in NAMES["text"]]
        text = _text_column(frame, [by_name[name] for name in names_of_text if name in by_name])
    if text:
        mapping["text"] = text
    for field, names in NAMES.items():
        found = [by_name[_plain(name)] for name in names if _plain(name) in by_name]
        free = [column for column in found if column not in mapping.values()]
        if field != "text" and free:
            # An empty column says nothing; another may hold what its name promises.
            mapping[field] = next((c for c in free if frame[c].notna().any()), free[0])
    return mapping


def _text_column(frame: pd.DataFrame, candidates: list[str]) -> str | None:
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    sample = frame[candidates].head(200)
    lengths = {c: sum(len(v) for v in sample[c] if isinstance(v, str)) for c in candidates}
    longest = max(lengths.values())
    return next(column for column in candidates if lengths[column] >= 0.5 * longest)


def map_columns(
    frame: pd.DataFrame,
    *,
    declared: Mapping[str, str] | None,
    wanted: Mapping[str, str] | None,
    where: str,
) -> dict[str, str]:
    """Field to source column: the format's own declaration or a guess, then the user's wishes.

    wanted: field to column; an empty name means that no column holds the field. Raises
    ColumnError when a named column or the text is missing, ParameterError for unknown fields.
    """
    if declared is None:
        named = (wanted or {}).get("text")
        mapping = guess_columns(frame, text=named if named in frame.columns else None)
    else:
        mapping = {k: v for k, v in declared.items() if v in frame.columns}
    for field, column in (wanted or {}).items():
        if field not in NAMES:
            raise ParameterError(f"no field {field!r} in columns=", mend=suggest(field, NAMES))
        if not column:
            mapping.pop(field, None)
            continue
        if column not in frame.columns:
            mend = suggest(column, map(str, frame.columns))
            raise ColumnError(f"there is no column {column!r}", where=where, mend=mend)
        mapping = {k: v for k, v in mapping.items() if v != column} | {field: column}
    if "text" not in mapping:
        raise ColumnError(
            "no column holds the articles' text",
            where=where,
            mend=f"Its columns: {', '.join(map(str, frame.columns))}. "
            'Name the one, for example columns={"text": "…"}.',
        )
    return mapping
