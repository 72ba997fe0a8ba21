"""Compressed files and archives: read in memory, and refused when hostile."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
from pathlib import Path

import pytest

from analysis.corpus import read_articles
from analysis.errors import InputError

TABLE = b"id,text\n1,The port closed.\n2,It rained.\n"


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def test_gzip_and_zip(tmp_path: Path) -> None:
    packed = tmp_path / "corpus.csv.gz"
    packed.write_bytes(gzip.compress(TABLE))
    assert len(read_articles(packed).articles) == 2
    members = {"a/one.txt": b"One article.", "b.csv": TABLE, "c.csv.gz": gzip.compress(TABLE)}
    members |= {"__MACOSX/a": b"x", "empty.txt": b""}
    reading = read_articles(archive(tmp_path / "all.zip", members))
    assert len(reading.articles) == 5
    assert reading.articles["article"].is_unique
    assert reading.refused["file"].tolist() == ["all.zip/empty.txt"]


def test_archives_in_archives_have_an_end(tmp_path: Path) -> None:
    data = TABLE
    for _ in range(4):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as file:
            file.writestr("in.zip", data)
        data = buffer.getvalue()
    path = tmp_path / "deep.zip"
    path.write_bytes(data)
    with pytest.raises(InputError, match="too deeply"):
        read_articles(path)


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:/out.txt"])
def test_paths_that_lead_out(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "a.zip", {"good.txt": b"One article.", name: b"Words."})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match="leads out"):
        read_articles(path)
    assert sorted(tmp_path.rglob("*")) == before


def test_links(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/hostname")
    with pytest.raises(InputError, match="is a link"):
        read_articles(path)


def test_bombs(tmp_path: Path) -> None:
    zeros = bytes(80 * 2**20)
    zipped = archive(tmp_path / "a.zip", {"a.txt": zeros})
    packed = tmp_path / "a.txt.gz"
    packed.write_bytes(gzip.compress(zeros))
    for path in (zipped, packed):
        with pytest.raises(InputError, match="refused"):
            read_articles(path)


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.txt": bytes(80 * 2**20)})
    data = path.read_bytes().replace((80 * 2**20).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_articles(path)


@pytest.mark.parametrize("cut", [20, 60])
def test_damaged_containers(tmp_path: Path, cut: int) -> None:
    path = archive(tmp_path / "a.zip", {"a.csv": TABLE * 50})
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(InputError, match="damaged"):
        read_articles(path)
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(TABLE * 50)[:-cut])
    with pytest.raises(InputError, match="damaged"):
        read_articles(packed)


def test_xml_entities(tmp_path: Path) -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = tmp_path / "feed.xml"
    path.write_text(f"{xml}<rss><channel><item>&b;</item></channel></rss>", encoding="utf-8")
    with pytest.raises(InputError, match="entities"):
        read_articles(path)
