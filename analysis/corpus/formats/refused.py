"""Formats that are recognised so as to be refused with a reason, not read as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<\?xml\b")


def _refusing(what: str, mend: str) -> Callable[[Source], Batch]:
    def read(source: Source) -> Batch:
        raise InputError(what, where=source.name, mend=mend)

    return read


REFUSED = (
    Format(
        "Office document",
        lambda source: source.data[:4] in (b"PK\x03\x04", b"PK\x05\x06"),
        _refusing("is an Office document of an unknown kind", "Save it as plain text."),
    ),
    Format(
        "XML",
        lambda source: bool(_XML.match(source.head.replace(b"\0", b""))),
        _refusing("is XML of no known export", "Convert it to a table or to text files."),
    ),
)
