"""Documents of Factiva exports, once the paragraphs of their two-letter codes are known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.corpus.dates import find_date
from analysis.corpus.formats.exports import Document, one_line

CODES = frozenset(
    "AN ART BY CLM CO CR CT CX CY DLN ED ET HD IN IPC IPD LA LP NS PD PG PUB RE RF SC SE SN TD VOL "
    "WC".split()
)
ACCESSION = re.compile(r"\b(?:Document|Dokument|Documento|Documente) (\S+)$")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_ZONES = {"DLN": "dateline", "CX": "correction", "LP": "", "TD": "", "ART": "caption"}


def indexed(codes: Mapping[str, Sequence[str]]) -> Document:
    """A document with codes. Captions (ART) stand after its text, a correction (CX) before it."""
    words = {code: one_line(" ".join(rows)) for code, rows in codes.items()}
    accession = ACCESSION.search(words.get("AN", ""))
    document = Document(
        title=words.get("HD", ""),
        outlet=words.get("SN", ""),
        published=find_date(words.get("PD", "")),
        author=words.get("BY", "").removeprefix("By "),
        language=words.get("LA", ""),
        article=accession.group(1) if accession else "",
    )
    if "LP" in codes or "TD" in codes:
        for code, zone in _ZONES.items():
            document.add(codes.get(code, ()), zone)
    return document


def ordered(rows: Sequence[str]) -> tuple[str, str, int]:
    """Date and outlet of a document without codes, and how many rows its heading has.

    rows: headline, words, date, [time], source, code, … in this order.
    """
    dated = next((i for i, row in enumerate(rows) if len(row) < 40 and find_date(row)), None)
    if dated is None:
        return "", "", 0
    after = [i for i in range(dated + 1, len(rows)) if rows[i] and not _CLOCK.fullmatch(rows[i])]
    outlet = after[0] if after else dated
    return find_date(rows[dated]), rows[outlet] if after else "", outlet + 1
