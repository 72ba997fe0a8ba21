"""What archive exports share: documents with fields, counted against the export's claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from itertools import repeat

import pandas as pd

from analysis.corpus.sources import Batch, Source

_FIELDS = ("text", "title", "outlet", "published", "author", "url", "article", "language")


@dataclass
class Document:
    """One document of an export: its paragraphs and what the export says about it.

    zones: the zone of each paragraph where the export tells it, "" where it does not; empty when
    it tells none.
    """

    paragraphs: list[str] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    title: str = ""
    outlet: str = ""
    published: str = ""
    author: str = ""
    url: str = ""
    article: str = ""
    language: str = ""

    @property
    def text(self) -> str:
        """The paragraphs, parted by blank lines."""
        return "\n\n".join(self.paragraphs)

    @property
    def marked(self) -> list[tuple[int, int, str]]:
        """Start and end in the text, and zone, of the paragraphs whose zone is told."""
        rows, start = [], 0
        for paragraph, zone in zip(self.paragraphs, self.zones or repeat(""), strict=False):
            if zone:
                rows.append((start, start + len(paragraph), zone))
            start += len(paragraph) + 2
        return rows

    def add(self, paragraphs: Iterable[str], zone: str = "") -> None:
        """Add paragraphs of one zone; blank ones are left out."""
        new = [row for row in map(one_line, paragraphs) if row]
        self.zones = (self.zones or [""] * len(self.paragraphs)) + [zone] * len(new)
        self.paragraphs = self.paragraphs + new


def one_line(text: str) -> str:
    """Text with its line breaks and runs of blanks as single spaces, no-break spaces too."""
    return " ".join(text.split())


def batch_of(
    source: Source,
    documents: list[tuple[str, Document]],
    refused: list[tuple[str, str]],
    *,
    claimed: int | None = None,
    notes: list[str] | None = None,
    one_article: bool = False,
) -> Batch:
    """The documents as a batch; a note where the export claims another number of them.

    documents: position and document; refused: position and reason; one_article: the file is one.
    """
    notes = list(notes or [])
    if claimed is not None and claimed != len(documents) + len(refused):
        notes.append(
            f"{source.name}: the export speaks of {claimed} documents; "
            f"{len(documents)} were read and {len(refused)} refused"
        )
    rows = [asdict(document) | {"text": document.text} for _, document in documents]
    columns = {
        name: pd.Series([row[name] or None for row in rows], dtype=object) for name in _FIELDS
    }
    frame = pd.DataFrame(columns)
    given = {name: name for name in _FIELDS if name == "text" or frame[name].notna().any()}
    return Batch(
        frame[list(given)],
        [place for place, _ in documents],
        refused,
        given,
        notes,
        one_article=one_article,
        marked=[document.marked for _, document in documents],
    )
