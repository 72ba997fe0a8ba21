"""Formats that are recognised so as to be refused with a reason, not read as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.I | re.S,
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")


def _refusing(what: str, mend: str) -> Callable[[Source], Batch]:
    def read(source: Source) -> Batch:
        raise InputError(what, where=source.name, mend=mend)

    return read


REFUSED = (
    Format(
        "WARC archive",
        lambda source: source.data[:7] == b"WARC/1.",
        _refusing(
            "is a web archive (WARC), which is not read",
            "Extract the articles with trafilatura and give its JSON.",
        ),
    ),
    Format(
        "Excel workbook",
        lambda source: source.data[:4] == b"PK\x03\x04" and b"xl/workbook.xml" in source.data,
        _refusing("is an Excel workbook, which is not read", "Save the sheet as CSV (UTF-8)."),
    ),
    Format(
        "Office document",
        lambda source: source.data[:4] in (b"PK\x03\x04", b"PK\x05\x06"),
        _refusing("is an Office document of an unknown kind", "Save it as plain text."),
    ),
    Format(
        "RTF",
        lambda source: source.data[:5] == b"{\\rtf",
        _refusing("is RTF, which is not read", "Download as Word, HTML or plain text."),
    ),
    Format(
        "web page",
        lambda source: bool(_HTML.match(source.head)),
        _refusing(
            "is a web page of no known export",
            "Extract its article with trafilatura and give its JSON, or save it as text.",
        ),
    ),
    Format(
        "XML",
        lambda source: bool(_XML.match(source.head)),
        _refusing("is XML of no known export", "Convert it to a table or to text files."),
    ),
)
