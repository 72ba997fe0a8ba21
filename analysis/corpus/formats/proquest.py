"""ProQuest downloads as plain text."""

from __future__ import annotations

import re

from analysis.corpus.dates import find_date
from analysis.corpus.formats.exports import Document, batch_of, one_line
from analysis.corpus.sources import Batch, Format, Source

_RULE = re.compile(r"^_{40,}[ \t]*$", re.M)
_LABELS = (
    "Abstract",
    "Author",
    "Business indexing term",
    "Classification",
    "Company / organization",
    "Copyright",
    "Country of publication",
    "Credit",
    "CREDIT",
    "Database",
    "Dateline",
    "Document feature",
    "Document type",
    "Document URL",
    "DOI",
    "Edition",
    "Ethnicity",
    "First page",
    "Full text",
    "Full Text",
    "Identifier / keyword",
    "Illustration",
    "ISSN",
    "Issue",
    "Journal subject",
    "Language of publication",
    "Last updated",
    "Links",
    "Literary genre",
    "Location",
    "Number of pages",
    "Pages",
    "People",
    "Place of publication",
    "ProQuest document ID",
    "Publication date",
    "Publication info",
    "Publication subject",
    "Publication title",
    "Publication year",
    "Publisher",
    "Section",
    "Series",
    "Source type",
    "Subject",
    "Title",
    "Volume",
    "Word count",
)
# The text runs until the next known label, not the next colon: prose has colons too.
_LABEL = re.compile(rf"^({'|'.join(map(re.escape, _LABELS))}):[ \t]*", re.M)
_CLAIM = re.compile(r"^\s*Document \d+ of (\d+)\s*$", re.M)
_NOT_THERE = re.compile(r"(?:full text )?(?:is )?not available\.?", re.I)
_PARAGRAPH = re.compile(r"[ \t]*\n\s*")


def _recognise(source: Source) -> bool:
    head = source.data[:200_000]
    return b"ProQuest document ID:" in head and b"_" * 40 in head


def _read(source: Source) -> Batch:
    text = source.decoded.text.removeprefix("\ufeff").replace("\r\n", "\n")
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    sections = [section for section in _RULE.split(text) if "ProQuest document ID:" in section]
    for number, section in enumerate(sections, 1):
        document = _document(section)
        if _NOT_THERE.fullmatch(document.text):
            refused.append((f"document {number}", "the export says that its text is not available"))
        elif document.paragraphs:
            documents.append((f"document {number}", document))
        else:
            refused.append((f"document {number}", "it has no 'Full text'"))
    notes = [source.decoded.note] if source.decoded.note else []
    claimed = max(map(int, _CLAIM.findall(text)), default=None)
    return batch_of(source, documents, refused, claimed=claimed, notes=notes)


def _document(section: str) -> Document:
    fields: dict[str, str] = {}
    marks = list(_LABEL.finditer(section))
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(section)
        fields.setdefault(mark.group(1).casefold(), section[mark.end() : end].strip())
    heading = section[: marks[0].start()] if marks else ""
    body = fields.get("full text", "")
    return Document(
        paragraphs=[p for p in _PARAGRAPH.split(body) if p],
        title=one_line(fields.get("title", heading)),
        outlet=one_line(fields.get("publication title", "")),
        published=find_date(fields.get("publication date", "")),
        author=one_line(fields.get("author", "")),
        url=one_line(fields.get("document url", "")),
        article=one_line(fields.get("proquest document id", "")),
        language=one_line(fields.get("language of publication", "")),
    )


PROQUEST = Format("ProQuest text export", _recognise, _read)
