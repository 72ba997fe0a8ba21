"""Text that was decoded wrongly or kept its HTML entities, repaired with a map of what changed.

The repaired text is what is measured; the map leads from its offsets to those of the file's text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

import pandas as pd

from analysis.tables import Column, Table

Edit = tuple[int, int, int, int]
"""Start and end in the repaired text, and start and end in the text as the file has it."""

REPAIRS = Table(
    "repairs",
    "One row a repaired stretch of a text.",
    (
        Column("article", "string", "The article's identifier, unique in the corpus."),
        Column("start", "integer", "First character in the repaired text.", "characters"),
        Column("end", "integer", "Character after the last.", "characters"),
        Column("given_start", "integer", "First character in the file's text.", "characters"),
        Column("given_end", "integer", "Character after the last there.", "characters"),
    ),
)

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")
# What the first byte of a UTF-8 sequence looks like in Windows and Latin code pages.
_LEAD = re.compile("[\u00c2-\u00df\u00e2-\u00ef\u00f0][^\x00-\x7f]")
_CHUNK = re.compile(r"[^ \t\r\n]+")


def repair_text(text: str) -> tuple[str, list[Edit]]:
    """The text without mojibake and HTML entities, and what was changed, in order.

    Curly quotation marks, ligatures and widths stay as they are: only bytes that were decoded in
    the wrong encoding (by ftfy, Speer 2019) and entities that the text shows are repaired.

    >>> repair_text("The cafÃ© &amp; bar")
    ('The café & bar', [(4, 8, 4, 9), (9, 10, 10, 15)])
    """
    if "&" not in text and text.isascii():
        return text, []
    encoded = _LEAD.search(text) is not None
    if not encoded and _ENTITY.search(text) is None:
        return text, []
    pieces: list[str] = []
    edits: list[Edit] = []
    done = length = 0
    for match in _CHUNK.finditer(text):
        chunk = match.group()
        fixed = _repaired(chunk, encoded=encoded)
        if fixed == chunk:
            continue
        pieces += [text[done : match.start()], fixed]
        start = length + match.start() - done
        length = start + len(fixed)
        done = match.end()
        edits.append((start, length, match.start(), match.end()))
    return ("".join([*pieces, text[done:]]), edits) if edits else (text, [])


def _repaired(chunk: str, *, encoded: bool) -> str:
    if encoded and _LEAD.search(chunk):
        # Slow to import, and needed by few corpora.
        from ftfy import fix_encoding

        chunk = fix_encoding(chunk)
    return _ENTITY.sub(lambda match: html.unescape(match.group()), chunk) if "&" in chunk else chunk


def offset_as_given(edits: Sequence[Edit], offset: int) -> int:
    """The offset in the file's text of a place in the repaired text.

    A place inside a repaired stretch is its beginning there.

    >>> text, edits = repair_text("The cafÃ© &amp; bar")
    >>> offset_as_given(edits, text.index("bar"))
    16
    """
    shift = 0
    for start, end, given_start, given_end in edits:
        if offset < start:
            break
        if offset < end:
            return given_start
        shift = given_end - end
    return offset + shift


def _moved(edits: Sequence[Edit], offset: int) -> int:
    """The offset in the repaired text of a place in the file's text."""
    shift = 0
    for start, end, given_start, given_end in edits:
        if offset < given_start:
            break
        if offset < given_end:
            return start
        shift = end - given_end
    return offset + shift


def repair_texts(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Records with their texts repaired, and the table REPAIRS.

    frame: columns article, text and perhaps marked, whose offsets move along.
    """
    rows: list[tuple[str, int, int, int, int]] = []
    texts, marks = [], []
    marked = frame["marked"] if "marked" in frame else [None] * len(frame)
    for article, given, zones in zip(frame["article"], frame["text"], marked, strict=True):
        text, edits = repair_text(given)
        texts.append(text)
        rows += [(str(article), *edit) for edit in edits]
        if edits and isinstance(zones, list):
            zones = [(_moved(edits, s), _moved(edits, e), zone) for s, e, zone in zones]
        marks.append(zones)
    columns = {name: [row[i] for row in rows] for i, name in enumerate(REPAIRS.names)}
    repaired = frame.assign(text=pd.Series(texts, index=frame.index, dtype=object))
    if "marked" in frame:
        repaired = repaired.assign(marked=pd.Series(marks, index=frame.index, dtype=object))
    return repaired, REPAIRS.frame(columns)
