"""Bytes into text, saying which encoding was taken when the bytes do not declare it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from analysis.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
}
_ASCII = bytes(range(32, 127))
_SAMPLE = 65_536
_LONGEST_LINE = 200_000_000


@dataclass(frozen=True)
class Decoded:
    """A file's text, and a note where the encoding had to be guessed."""

    text: str
    note: str = ""


def decode(data: bytes, *, where: str) -> Decoded:
    """The text of a file's bytes; every character is kept, line ends included.

    UTF-8 and marked UTF-16 or UTF-32 are read as they are; anything else is guessed, and the
    note names the guess. Raises InputError for binary data and for what cannot be decoded.
    """
    refuse_endless_line(data, where=where)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding, where))
    _refuse_binary(data, where)
    # Plain letters in UTF-16 are valid UTF-8 too, with a NUL beside each.
    wide = _unmarked_utf16(data)
    if wide:
        return Decoded(
            _strict(data, wide, where), f"{where}: read as {wide}, which it does not say"
        )
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    encoding = _guess(data[:_SAMPLE])
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _strict(data, "cp1252", where)
        encoding = "cp1252"
    return Decoded(text, f"{where}: not UTF-8; read as {encoding}, a guess from its bytes")


def refuse_endless_line(data: bytes, *, where: str) -> None:
    """Nothing, when no line is longer than any article's can be; else an InputError.

    It is found in the bytes: decoding such a line would take many times its memory.
    """
    start = 0
    while len(data) - start > _LONGEST_LINE:
        end = data.rfind(b"\n", start, start + _LONGEST_LINE)
        if end < 0:
            raise InputError(
                f"holds a line of more than {_LONGEST_LINE // 10**6} MB from byte {start} on",
                where=where,
                mend="Write one record a line, or split the file.",
            )
        start = end + 1


def _guess(sample: bytes) -> str:
    """The likeliest encoding; Windows Latin where it fits nearly as well as the best."""
    results = from_bytes(sample)
    best = results.best()
    if best is None:
        return "cp1252"
    western = next((match for match in results if match.encoding == "cp1252"), None)
    if western is not None and western.chaos <= best.chaos + 0.02:
        return "cp1252"
    if "cp1252" in best.could_be_from_charset or not _holds_ascii(best.encoding):
        return "cp1252"
    return best.encoding


def _holds_ascii(encoding: str) -> bool:
    """Whether the encoding writes plain letters as everybody does; mainframes' do not."""
    return _ASCII.decode(encoding, "replace") == _ASCII.decode("ascii")


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"cannot be decoded as {encoding} (byte {error.start})",
            where=where,
            mend="Save it as UTF-8.",
        ) from None


def _refuse_binary(data: bytes, where: str) -> None:
    for magic, name in _BINARY.items():
        if data.startswith(magic):
            raise InputError(
                f"is {name}, not text", where=where, mend="Export its articles as text or a table."
            )
    sample = data[:_SAMPLE]
    if _unmarked_utf16(sample):
        return
    controls = sum(sample.count(code) for code in (*range(9), *range(14, 32)))
    if controls > 0.05 * len(sample):
        raise InputError("is binary data, not text", where=where)


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark shows as a NUL beside nearly every Latin letter."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""
