"""Documents of LexisNexis and Nexis Uni exports, once their paragraphs are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.corpus.dates import find_date
from analysis.corpus.formats.exports import Document, batch_of, one_line
from analysis.corpus.sources import Batch, Source

_BEFORE = frozenset(
    "byline section length dateline highlight headline series body autor rubrik länge laenge titel "
    "auteur rubrique longueur encart titre source column edition".split()
)
_AFTER = frozenset(
    "load-date language graphic publication-type journal-code subject organization organisation "
    "person company ticker industry geographic type url copyright correction correction-date "
    "acc-no notes distribution document-type pub-type update country state city "
    "update-datum sprache grafik fachgebiet "
    "sujet societe société symbole-boursier secteur-activite localisation-geo date-chargement "
    "langue type-publication personne code-revue graphique classification".split()
)
_LABEL = re.compile(r"([^\W\d_][\w /-]{1,24}?):[\s\u00a0]*(.*)", re.S)
_ERROR = re.compile(r"we are sorry but there is an error in this document", re.I)
_RIGHTS = re.compile(r"(?:copyright|copy|©|\(c\))\b.{0,12}\d{4}|©", re.I)
_ENDS = frozenset(("classification", "end of document", "notes", "graphic"))

_CLAIM = re.compile(r"(?:Documents|Dokumente|Documentos)\s*\((\d+)\)")
_LAST = ("end of document", "ende des dokuments")

FAULTY = "the export itself reports an error in this document"


def _labelled(block: str) -> tuple[str, str] | None:
    match = _LABEL.match(block)
    if match is None:
        return None
    name = match.group(1).strip().casefold().replace(" ", "-")
    return (name, match.group(2)) if name in _BEFORE or name in _AFTER else None


def old_document(blocks: Sequence[str]) -> Document | None:
    """A document of the old form: outlet, date, title, LABELS, body, LABELS, rights.

    blocks: its paragraphs in order. None when the export reports an error in its place.
    """
    blocks = [block.strip() for block in blocks if block.strip()]
    if any(_ERROR.search(block[:200]) for block in blocks[:4]):
        return None
    document = Document()
    dated = next((i for i, block in enumerate(blocks[:8]) if find_date(block)), None)
    if dated is not None:
        document.published = find_date(blocks[dated])
        document.outlet = one_line(blocks[dated - 1]) if dated else ""
        blocks = blocks[dated + 1 :]
    labels = [i for i, block in enumerate(blocks) if _is_before(block)]
    start = labels[0] if labels else 0
    document.title = one_line(" ".join(b for b in blocks[:start] if not _RIGHTS.match(b)))
    for block in blocks[start:]:
        labelled = _labelled(block)
        if labelled is None:
            if not _RIGHTS.match(block[:60]):
                document.paragraphs.append(block)
        elif labelled[0] == "body":
            document.paragraphs = []
        else:
            _take(document, *labelled)
    return document


def _is_before(block: str) -> bool:
    labelled = _labelled(block)
    return labelled is not None and labelled[0] in _BEFORE


def _take(document: Document, name: str, value: str) -> None:
    value = one_line(value)
    if name in ("byline", "autor", "auteur"):
        document.author = value.removeprefix("By ").removeprefix("BY ")
    elif name in ("language", "langue", "sprache"):
        document.language = value.split(";")[0]
    elif name in ("headline", "titel", "titre") and not document.title:
        document.title = value


def new_document(blocks: Sequence[str], *, first: bool) -> Document | None:
    """A document of the newer form: title, outlet, date, Label: values, "Body", text, labels.

    blocks: its paragraphs in order, blank ones too; first: a cover page may stand before it.
    None when there is no line "Body" or "Text".
    """
    lines = [block.strip() for block in blocks]
    body = next((i for i, line in enumerate(lines) if line.casefold() in ("body", "text")), None)
    if body is None:
        return None
    document = Document()
    head = lines[:body]
    dated = next(
        (
            i
            for i in range(body - 1, 0, -1)
            if _labelled(head[i]) is None and _is_date_line(head[i])
        ),
        None,
    )
    if dated is not None:
        document.published = find_date(head[dated])
        above = [i for i in range(dated) if head[i]]
        document.outlet = one_line(head[above[-1]]) if above else ""
        titles = above[:-1]
        if first and titles:
            titles = titles[-1:]
        document.title = one_line(" ".join(head[i] for i in titles))
    for line in head[(dated or 0) + 1 :]:
        labelled = _labelled(line)
        if labelled is not None:
            _take(document, *labelled)
    for number, line in enumerate(lines[body + 1 :], body + 1):
        if line.casefold() in _ENDS or _is_after(line):
            _take_tail(document, lines[number:])
            break
        if line:
            document.paragraphs.append(line)
    return document


def _is_date_line(line: str) -> bool:
    return bool(find_date(line)) and len(line) < 80 and not _RIGHTS.match(line)


def _is_after(line: str) -> bool:
    # In this form the label is followed by a no-break space; prose with a colon is not.
    labelled = _labelled(line)
    return labelled is not None and labelled[0] in _AFTER and ":\u00a0" in line[:40]


def _take_tail(document: Document, lines: Sequence[str]) -> None:
    for line in lines:
        labelled = _labelled(line)
        if labelled is not None:
            _take(document, *labelled)


def holds_new_documents(paragraphs: Sequence[str]) -> bool:
    """Whether an export of the newer form ends a document among these paragraphs."""
    return any(paragraph.strip().casefold() in _LAST for paragraph in paragraphs)


def new_documents(source: Source, paragraphs: Sequence[str]) -> Batch:
    """The documents of an export of the newer form, Word or RTF."""
    groups: list[list[str]] = [[]]
    for paragraph in paragraphs:
        if paragraph.strip().casefold() in _LAST:
            groups.append([])
        else:
            groups[-1].append(paragraph)
    claim = next((m for p in paragraphs[:12] if (m := _CLAIM.search(p))), None)
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    for number, group in enumerate(groups, 1):
        if not any(line.strip() for line in group):
            continue
        document = new_document(group, first=number == 1)
        if document is not None:
            documents.append((f"document {number}", document))
        elif number < len(groups):
            refused.append((f"document {number}", "it has no line 'Body' that opens its text"))
    return batch_of(source, documents, refused, claimed=int(claim.group(1)) if claim else None)
