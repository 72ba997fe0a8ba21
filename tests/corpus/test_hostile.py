"""Files made to do harm: refused in one sentence, with nothing written and memory bounded."""

from __future__ import annotations

import gzip
import io
import resource
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.corpus import decoding, read_articles
from analysis.errors import InputError

ROOM = 150  # MB: far less than what each of these would swell to


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def archive(members: dict[str, bytes], *, link: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
        if link:
            info = zipfile.ZipInfo(link)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            out.writestr(info, "/etc/passwd")
    return stream.getvalue()


def zeros_gzip(megabytes: int) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    piece = bytes(2**20)
    return b"".join([*(packer.compress(piece) for _ in range(megabytes)), packer.flush()])


def lying_zip() -> bytes:
    """A member that says that it is small, and is not."""
    data = bytearray(archive({"a.txt": bytes(200 * 2**20)}))
    size = (200 * 2**20).to_bytes(4, "little")
    for place in (data.index(size), data.rindex(size)):
        data[place : place + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def nested(depth: int) -> bytes:
    inner = archive({"a.txt": b"The ferry was late."})
    for _ in range(depth):
        inner = archive({"inner.zip": inner})
    return inner


LAUGHS = '<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 40)
)
SHEET = (
    '<?xml version="1.0"?><!DOCTYPE x [' + LAUGHS + "]><worksheet><v>&l39;</v></worksheet>"
).encode()

HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "gzip bomb": ("a.txt.gz", lambda: zeros_gzip(300), "unpacks to more than"),
    "zip bomb": ("a.zip", lambda: archive({"a.txt": bytes(2**28)}), "unpacks to more than"),
    "zip that lies": ("a.zip", lying_zip, "unpacks to more than|damaged"),
    "archives in archives": ("a.zip", lambda: nested(6), "nested too deeply"),
    "path upwards": ("a.zip", lambda: archive({"../../evil.txt": b"Words."}), "leads out"),
    "path of Windows": ("a.zip", lambda: archive({"..\\evil.txt": b"Words."}), "leads out"),
    "absolute path": ("a.zip", lambda: archive({"/tmp/evil.txt": b"Words."}), "leads out"),
    "symbolic link": ("a.zip", lambda: archive({}, link="passwd.txt"), "is a link"),
    "entities in a feed": (
        "a.xml",
        lambda: f'<?xml version="1.0"?><!DOCTYPE r [{LAUGHS}]><rss>&l39;</rss>'.encode(),
        "entities of its own",
    ),
    "entities in UTF-16": (
        "a.xml",
        lambda: f'<?xml version="1.0"?><!DOCTYPE r [{LAUGHS}]><rss>&l39;</rss>'.encode("utf-16"),
        "XML of no known export",
    ),
    "entities in a workbook": (
        "a.xlsx",
        lambda: archive({"xl/workbook.xml": SHEET, "xl/worksheets/sheet1.xml": SHEET}),
        "entities of its own",
    ),
    "entities in Word": (
        "a.docx",
        lambda: archive({"word/document.xml": SHEET}),
        "entities of its own",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused(tmp_path: Path, name: str) -> None:
    file, make, reason = HOSTILE[name]
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / file
    path.write_bytes(make())
    before, files = peak(), sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match=reason) as refused:
        read_articles(path)
    assert peak() - before < ROOM
    assert sorted(tmp_path.rglob("*")) == files
    assert "\n" not in str(refused.value)


def test_one_line_that_swells_without_end(tmp_path: Path) -> None:
    """It is stopped while it is unpacked, long before its end is reached."""
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    piece = b"word " * (2**18)
    data = b"".join([*(packer.compress(piece) for _ in range(250)), packer.flush()])
    path = tmp_path / "a.csv.gz"
    path.write_bytes(data)
    before = peak()
    with pytest.raises(InputError, match="unpacks to more than"):
        read_articles(path)
    assert peak() - before < ROOM


def test_a_long_line_in_a_plain_file_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        for _ in range(60):
            file.write(b"word " * (2**18))
    with pytest.raises(InputError, match="longer than 50,000,000 characters"):
        read_articles(path)


@pytest.mark.parametrize(
    ("name", "opening", "end"),
    [("a.txt", "", ""), ("a.csv", 'id,text\n1,"', '"\n2,It rained.\n')]
    + [("a.jsonl", '{"text": "', '"}\n{"text": "It rained."}\n'), ("a.json", '[{"text": "', '"}]')],
)
def test_a_line_without_end_is_refused_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, opening: str, end: str
) -> None:
    monkeypatch.setattr(decoding, "_LONGEST_LINE", 2**20)
    monkeypatch.setattr(decoding, "_strict", None)
    (tmp_path / name).write_text(opening + "word " * 2**18 + end)
    with pytest.raises(InputError, match="holds a line of more than 1 MB from byte"):
        read_articles(tmp_path / name)
    (tmp_path / name).write_text("It rained.\n" * 2**18)
    decoding.refuse_endless_line((tmp_path / name).read_bytes(), where=name)


def test_a_sparse_file_larger_than_memory_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(8 * 2**30)
    before = peak()
    with pytest.raises(InputError, match="larger than"):
        read_articles(path)
    assert peak() - before < 50


def test_an_honest_archive_beside_a_hostile_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({"../evil.txt": b"Words."}))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"The ferry was late again."))
    reading = read_articles(tmp_path)
    assert reading.articles["text"].tolist() == ["The ferry was late again."]
    assert reading.refused["file"].tolist() == ["a.zip"]
