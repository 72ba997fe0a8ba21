"""RTF: Nexis and Factiva downloads, told by their lines; any other file is one article."""

from __future__ import annotations

import re
from itertools import groupby

from analysis.corpus.formats.exports import Document, batch_of, one_line
from analysis.corpus.formats.factiva import ACCESSION, CODES, indexed, ordered
from analysis.corpus.formats.nexis import holds_new_documents, new_documents
from analysis.corpus.formats.nexis_text import counted, old_documents
from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

_CODED = re.compile(rf"({'|'.join(sorted(CODES, key=len, reverse=True))})(?:[ \t|]+(.*))?$", re.S)
_SUMMARY = ("search summary", "zusammenfassung der suche", "résumé de la recherche")


def _read(source: Source) -> Batch:
    from striprtf.striprtf import rtf_to_text

    if not source.data.rstrip(b"\0 \t\r\n").endswith(b"}"):
        raise InputError("is RTF that breaks off before its end", where=source.name)
    try:
        text = str(rtf_to_text(source.data.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError) as error:
        raise InputError(f"is RTF that cannot be read ({error})", where=source.name) from None
    lines = [line.strip(" \t|") for line in text.split("\n")]
    if holds_new_documents(lines):
        return new_documents(source, lines)
    if counted(text):
        return old_documents(source, text, [])
    if any(ACCESSION.fullmatch(_uncoded(line)) for line in lines):
        return _factiva(source, lines)
    article = Document()
    article.add(lines)
    if not article.paragraphs:
        raise InputError("holds no text", where=source.name)
    return batch_of(source, [("", article)], [], one_article=True)


def _uncoded(line: str) -> str:
    return one_line(line.removeprefix("AN").strip(" \t|"))


def _factiva(source: Source, lines: list[str]) -> Batch:
    """The documents of a Factiva export: a line with the accession number ends each."""
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    ends = [i for i, line in enumerate(lines) if ACCESSION.fullmatch(_uncoded(line))]
    for number, (first, last) in enumerate(zip([0, *(e + 1 for e in ends)], ends, strict=False), 1):
        rows = [line for line in lines[first : last + 1] if line]
        coded = any(_is_code(row, "HD") for row in rows)
        document = indexed(_codes(rows)) if coded else _plain(rows)
        if document.paragraphs:
            documents.append((f"document {number}", document))
        else:
            refused.append((f"document {number}", "it has no text (LP, TD or paragraphs)"))
    rest = [row for row in lines[ends[-1] + 1 :] if row]
    if rest and not rest[0].casefold().startswith(_SUMMARY):
        refused.append(("the end", f"{len(rest)} lines belong to no document: it breaks off"))
    return batch_of(source, documents, refused)


def _is_code(row: str, code: str) -> bool:
    match = _CODED.match(row)
    return match is not None and match.group(1) == code


def _codes(rows: list[str]) -> dict[str, list[str]]:
    """The lines that belong to each code: those of its row and those below it."""
    codes: dict[str, list[str]] = {}
    code = ""
    for row in rows:
        match = _CODED.match(row)
        if match is not None and match.group(1) not in codes:
            code = match.group(1)
            codes[code] = [match.group(2)] if match.group(2) else []
        elif code:
            codes[code].append(row)
    return codes


def _plain(rows: list[str]) -> Document:
    """A document without codes: headline, words, date, source, … rights, then paragraphs."""
    document = Document(title=rows[0])
    document.published, document.outlet, heading = ordered(rows[1:])
    accession = ACCESSION.fullmatch(rows[-1])
    document.article = accession.group(1) if accession else ""
    body = rows[heading + 1 : -1]
    short = [len(list(group)) for key, group in groupby(body, _is_heading) if key]
    if short and _is_heading(body[0]):
        body = body[short[0] :]
    document.add(body)
    return document


def _is_heading(row: str) -> bool:
    """Source code, page, language and rights, which stand above the text."""
    return (
        len(row) < 40
        and not row.endswith((".", "!", "?", "”", '"'))
        or row[:1] == "©"
        or (row.casefold().startswith(("copyright", "(c)")) and bool(re.search(r"\d{4}", row)))
    )


RTF = Format("RTF", lambda source: source.data[:5] == b"{\\rtf", _read)
