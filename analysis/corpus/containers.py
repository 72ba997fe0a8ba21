"""Compressed files and archives, opened in memory only and with limits.

Nothing is written to the disk. An archive with a hostile member is refused as a whole: a path
that leads out of the archive, a link, or content that swells beyond reason.
"""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from analysis.corpus.sources import Source
from analysis.errors import InputError

_MOST_BYTES = 2 * 2**30
_MOST_MEMBERS = 200_000
_RATIO_APPLIES_FROM = 50 * 2**20
_HIGHEST_RATIO = 100
_DEEPEST = 2
_CHUNK = 2**20
_WARC = b"WARC/1."
_OFFICE = ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml")


def unpack(source: Source, *, depth: int = 0) -> Iterator[Source]:
    """The files inside a source: itself, when it is no container.

    Raises InputError for damaged and for hostile archives.
    """
    if is_warc(source.data):
        # Each record is compressed by itself, so that a damaged one costs no other.
        yield source
        return
    if source.data[:2] == b"\x1f\x8b":
        inner = Source(_without_ending(source.name), _gunzip(source))
    elif source.data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from _unzip(source, depth)
        return
    else:
        yield source
        return
    if depth >= _DEEPEST:
        raise InputError("archives are nested too deeply", where=source.name)
    yield from unpack(inner, depth=depth + 1)


def is_warc(data: bytes) -> bool:
    """Whether bytes are a web archive, compressed or not."""
    if data[:2] != b"\x1f\x8b":
        return data[:7] == _WARC
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[:4096], 7) == _WARC
    except zlib.error:
        return False


def _without_ending(name: str) -> str:
    return name[:-3] if name.lower().endswith(".gz") else name


def _gunzip(source: Source) -> bytes:
    pieces: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(source.data)) as file:
            while piece := file.read(_CHUNK):
                pieces.append(piece)
                size += len(piece)
                _refuse_bomb(size, len(source.data), source.name)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"is a damaged gzip file ({error})", where=source.name) from None
    return b"".join(pieces)


def _refuse_bomb(size: int, packed: int, where: str) -> None:
    swollen = size > _RATIO_APPLIES_FROM and size > _HIGHEST_RATIO * max(packed, 1)
    if size > _MOST_BYTES or swollen:
        raise InputError(
            f"unpacks to more than {size // 2**20} MB from {packed // 2**10} kB: refused",
            where=where,
            mend="Unpack it yourself, if you trust it, and name the folder.",
        )


def _unzip(source: Source, depth: int) -> Iterator[Source]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"is a damaged zip file ({error})", where=source.name) from None
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _refuse_hostile(members, source)
        if any(member.filename in _OFFICE for member in members):
            yield source
            return
        if depth >= _DEEPEST:
            raise InputError("archives are nested too deeply", where=source.name)
        if not members:
            raise InputError("the archive is empty", where=source.name)
        for member in sorted(members, key=lambda member: member.filename):
            if not _is_litter(member.filename):
                name = f"{source.name}/{member.filename}"
                yield from unpack(Source(name, read_member(archive, member, name)), depth=depth + 1)


def _is_litter(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _refuse_hostile(members: list[zipfile.ZipInfo], source: Source) -> None:
    if len(members) > _MOST_MEMBERS:
        raise InputError(f"holds more than {_MOST_MEMBERS:,} files: refused", where=source.name)
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name[:2] or ".." in name.split("/"):
            raise InputError(f"{name!r} leads out of the archive: refused", where=source.name)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise InputError(f"{name!r} is a link: refused", where=source.name)
    total = sum(member.file_size for member in members)
    _refuse_bomb(total, len(source.data), source.name)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo | str, where: str) -> bytes:
    """The bytes of an archive's member, however large it claims to be, within the limits."""
    info = archive.getinfo(member) if isinstance(member, str) else member
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as file:
            while piece := file.read(_CHUNK):
                pieces.append(piece)
                size += len(piece)
                _refuse_bomb(size, info.compress_size, where)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error) as error:
        raise InputError(f"is damaged in its archive ({error})", where=where) from None
    except (RuntimeError, NotImplementedError) as error:
        reason = "is locked with a password" if "encrypted" in str(error) else str(error)
        raise InputError(reason, where=where) from None
    return b"".join(pieces)
