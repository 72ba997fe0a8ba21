"""Web archives (WARC): each page that was fetched, read like a page on the disk."""

from __future__ import annotations

import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from analysis.corpus.containers import is_warc
from analysis.corpus.formats.exports import Document, batch_of
from analysis.corpus.formats.markup import html_text
from analysis.corpus.formats.web_page import read_page
from analysis.corpus.sources import Batch, Format, Source
from analysis.errors import InputError

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_LARGEST = 50 * 2**20
_LONGEST_HEADER = 2**20


def _read(source: Source) -> Batch:
    documents: list[tuple[str, Document]] = []
    refused: list[tuple[str, str]] = []
    others: Counter[str] = Counter()
    place = "the beginning"
    try:
        for number, record in enumerate(_records(source), 1):
            place = f"record {number} (byte {record.stream_pos})"
            other = _no_page(record)
            if other:
                others[other] += 1
                continue
            try:
                documents.append((place, _document(record)))
            except InputError as error:
                refused.append((place, error.what))
    except (OSError, EOFError, ValueError, zlib.error, gzip.BadGzipFile) as error:
        refused.append((f"after {place}", f"the archive breaks off here ({error})"))
    notes = [f"{source.name}: {count} records are {what}" for what, count in others.items()]
    undated = sum(not document.published for _, document in documents)
    if undated:
        notes.append(f"{source.name}: {undated} pages give no date; that of fetching is not theirs")
    return batch_of(source, documents, refused, notes=notes)


def _records(source: Source) -> Iterator[WarcRecord]:
    from fastwarc.warc import ArchiveIterator

    yield from ArchiveIterator(
        io.BytesIO(source.data), parse_http=False, max_header_len=_LONGEST_HEADER
    )


def _no_page(record: WarcRecord) -> str:
    """What a record is that holds no page to read; "" for a page."""
    from fastwarc.warc import WarcRecordType

    if record.record_type != WarcRecordType.response:
        return "no answers of a server"
    if record.content_length > _LARGEST:
        return f"larger than {_LARGEST // 2**20} MB"
    return ""


def _document(record: WarcRecord) -> Document:
    """The page in a record; raises InputError where it is damaged, no page, or shows no article."""
    address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if "WARC-Block-Digest" in record.headers and not record.verify_block_digest():
        raise InputError("its content does not fit its digest: it is damaged or cut short")
    record.parse_http(auto_decode="all")
    status = record.http_headers.status_code if record.http_headers else None
    if status != 200:
        raise InputError(f"the server answered {status}, not with a page ({address})")
    if "html" not in (record.http_content_type or "html"):
        raise InputError(f"it is {record.http_content_type}, not a web page ({address})")
    data = record.reader.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(f"unpacks to more than {_LARGEST // 2**20} MB: refused ({address})")
    document, _ = read_page(html_text(Source(address, data)), where=address)
    document.article = (record.record_id or "").strip("<>").removeprefix("urn:uuid:")
    document.url = document.url or address
    document.outlet = document.outlet or urlsplit(address).netloc.removeprefix("www.")
    return document


WARC = Format("web archive (WARC)", lambda source: is_warc(source.data), _read)
