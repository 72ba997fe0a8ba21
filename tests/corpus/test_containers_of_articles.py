"""Web pages, web archives, workbooks and RTF, each made here by another hand than the reader's."""

from __future__ import annotations

import gzip
import io
import json
from base64 import b32encode
from datetime import datetime
from hashlib import sha1
from pathlib import Path

import openpyxl
import pytest

from analysis.corpus import Reading, label_zones, read_articles
from analysis.errors import InputError

TITLE = "Ferry late again at Port Ansel"
LEAD = (
    "The ferry left Port Ansel two hours late on Monday morning, the third delay in a week, and "
    "the harbor office said that the engine had failed once more."
)
SECOND = (
    "Passengers waited on the quay in the rain while two mechanics from the yard across the bay "
    "looked for a part that the company had last ordered nine years ago."
)
THIRD = (
    "“We are sorry,” said Mara Voss, who runs the line. “The new ship was promised for the "
    "spring, and now it is promised for the autumn, and nobody tells us why.”"
)
CAPTION = "Passengers wait on the quay at Port Ansel on Monday"
STANDFIRST = "A ferry line that once ran like a clock has failed its passengers again"


def page(*, body: str = "", about: dict[str, object] | None = None) -> str:
    known = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Not this"},
            {
                "@type": ["NewsArticle"],
                "headline": TITLE,
                "datePublished": "2031-03-03T09:15:00+00:00",
                "author": [{"@type": "Person", "name": "Dana Orlick"}, {"name": "Ann Orr"}],
                "publisher": {"@type": "Organization", "name": "Meridian Post"},
                "mainEntityOfPage": {"@id": "https://meridian.example/ferry"},
            }
            | (about or {}),
        ],
    }
    links = "".join(f'<li><a href="/{n}">Story {n} of the day</a></li>' for n in range(12))
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>{TITLE} | Meridian Post</title>
<meta property="og:description" content="{STANDFIRST}">
<script type="application/ld+json">{json.dumps(known)}</script>
<script>var tracker = "words that nobody reads";</script></head><body>
<nav><ul>{links}</ul></nav><article><h1>{TITLE}</h1><p class="standfirst">{STANDFIRST}</p>
<p>{LEAD}</p>
<figure><img src="a.jpg"><figcaption>{CAPTION}</figcaption></figure>
<p>{SECOND}</p><h2>A promise of spring</h2>
<div class="picture"><img src="b.jpg"><p class="imageCaption">Mara Voss in her office</p></div>
<p>{THIRD}</p>{body}
<blockquote class="twitter-tweet"><p>Stuck again #ferry</p>&mdash; Lee (@lee)</blockquote>
</article><aside><h3>Most read</h3><ul>{links}</ul></aside>
<footer><p>© 2031 Meridian Post. All rights reserved.</p></footer></body></html>"""


def read(folder: Path, name: str, content: str | bytes) -> Reading:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_articles(path)


def zones_of(reading: Reading, row: int = 0) -> list[tuple[str, str]]:
    article = reading.articles.iloc[row]
    rows = label_zones(article["text"], title=article["title"], marked=article["marked"])
    return [(zone, article["text"][start:end]) for start, end, zone in rows]


def test_a_page_with_what_it_says_of_itself(tmp_path: Path) -> None:
    reading = read(tmp_path, "ferry.html", page())
    article = reading.articles.iloc[0]
    assert article[["article", "outlet", "title"]].tolist() == ["ferry", "Meridian Post", TITLE]
    assert article[["author", "language"]].tolist() == ["Dana Orlick; Ann Orr", "en"]
    assert article["url"] == "https://meridian.example/ferry"
    assert str(article["published"]) == "2031-03-03 09:15:00"
    assert zones_of(reading) == [
        ("headline", TITLE),
        ("standfirst", STANDFIRST),
        ("body", LEAD),
        ("body", SECOND),
        ("subheading", "A promise of spring"),
        ("body", THIRD),
        ("caption", CAPTION),
        ("caption", "Mara Voss in her office"),
        ("embed", "Stuck again #ferry— Lee (@lee)"),
    ]


def test_a_walled_page_is_noted(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.html", page(about={"isAccessibleForFree": "False"}))
    assert any("not free to read" in note for note in reading.notes)


def test_the_metadata_table_is_believed_before_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    (tmp_path / "b.html").write_text(page(body=f"<p>{LEAD} It was late.</p>"), encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(
        "file,outlet,event\na.html,Post,ferry\n", encoding="utf-8"
    )
    articles = read_articles(tmp_path).articles
    assert articles["outlet"].tolist() == ["Post", "Meridian Post"]
    assert articles["event"].fillna("").tolist() == ["ferry", ""]


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no article text"):
        read(tmp_path, "a.html", "<!DOCTYPE html><html><body><div id='root'></div></body></html>")


def test_broken_metadata_costs_no_article(tmp_path: Path) -> None:
    broken = page().replace('"@context"', '"@context')
    article = read(tmp_path, "a.html", broken).articles.iloc[0]
    assert LEAD in article["text"]
    assert article["title"] == f"{TITLE} | Meridian Post"


def archive(*pages: tuple[str, bytes], packed: bool = False) -> bytes:
    """A web archive, written by hand: address and HTTP answer of each record."""
    records = [b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\ntest\r\n\r\n"]
    for number, (address, content) in enumerate(pages):
        digest = b32encode(sha1(content).digest()).decode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2032-01-01T00:00:00Z\r\n"
            f"WARC-Block-Digest: sha1:{digest}\r\nContent-Type: application/http; msgtype=response"
            f"\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        records.append(head.encode() + content + b"\r\n\r\n")
    return b"".join(map(gzip.compress, records) if packed else records)


def answer(html: str, *, status: int = 200, kind: str = "text/html", pack: bool = False) -> bytes:
    data = gzip.compress(html.encode()) if pack else html.encode()
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}; charset=utf-8\r\n"
    head += "Content-Encoding: gzip\r\n" if pack else ""
    return f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data


PAGES = (
    ("https://meridian.example/1", answer(page(), pack=True)),
    ("https://meridian.example/moved", answer("<html></html>", status=302)),
    ("https://meridian.example/a.pdf", answer("%PDF", kind="application/pdf")),
    ("https://lantern.example/2", answer(page(about={"publisher": None, "datePublished": None}))),
)


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive(tmp_path: Path, packed: bool) -> None:
    reading = read(tmp_path, "a.warc.gz" if packed else "a.warc", archive(*PAGES, packed=packed))
    assert reading.articles["outlet"].tolist() == ["Meridian Post", "meridian.example"]
    assert all(LEAD in text for text in reading.articles["text"])
    assert reading.refused["position"].str.match(r"record [34] \(byte \d+\)").all()
    assert "302" in reading.refused["reason"][0]
    assert "application/pdf" in reading.refused["reason"][1]
    assert any("1 pages give no date" in note for note in reading.notes)


def test_a_web_archive_that_breaks_off(tmp_path: Path) -> None:
    whole = archive(PAGES[0], PAGES[3], packed=True)
    reading = read(tmp_path, "a.warc.gz", whole[:-400])
    assert reading.articles["outlet"].tolist() == ["Meridian Post"]
    assert reading.refused["reason"].str.contains("breaks off|damaged").any()


def test_a_damaged_record_is_named_by_its_place(tmp_path: Path) -> None:
    whole = archive(PAGES[0], PAGES[3])
    place = whole.rindex(b"two hours late")
    reading = read(tmp_path, "a.warc", whole[:place] + b"one" + whole[place + 3 :])
    assert len(reading.articles) == 1
    start = whole.rindex(b"WARC/1")
    assert reading.refused["position"].tolist() == [f"record 3 (byte {start})"]
    assert "digest" in reading.refused["reason"][0]


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "notes"
    book.active.append(["colour", "size"])
    book.active.append(["red", 3])
    for name, rows in {"first": [LEAD, None], "second": [SECOND]}.items():
        sheet = book.create_sheet(name)
        sheet.append(["Outlet", "Date", "Text", "ID"])
        for number, text in enumerate(rows, 1):
            sheet.append(["Lantern", datetime(2031, 3, number), text, f"{name}{number}"])
    stream = io.BytesIO()
    book.save(stream)
    reading = read(tmp_path, "a.xlsx", stream.getvalue())
    assert reading.articles["article"].tolist() == ["first1", "second1"]
    assert reading.articles["text"].tolist() == [LEAD, SECOND]
    assert reading.articles["published"].dt.day.tolist() == [1, 1]
    assert reading.refused[["position", "reason"]].values.tolist() == [
        ["sheet 'first', row 3", "no text"]
    ]
    assert any("not read: notes" in note for note in reading.notes)


def rtf(*lines: str) -> bytes:
    def written(text: str) -> str:
        marked = text.replace("\t", "\\tab ").replace("\f", "\\page ")
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in marked)

    rows = "".join(f"{{\\b0 {written(line)}}}\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}\n{rows}}}".encode("ascii")


def test_factiva_rtf(tmp_path: Path) -> None:
    coded = [
        *("HD\tFerry late", "BY\tBy Dana Orlick", "WC\t40 words", "PD\t3 March 2031"),
        *("SN\tMeridian Post", "LA\tEnglish", "LP\t", LEAD, "TD\t", SECOND, THIRD),
        *("ART\tA ferry", "AN\tDocument MER0001", "\f"),
    ]
    plain = [
        *("Ships wait", "40 words", "4 March 2031", "Daily Clarion", "CLA", "English"),
        *("Copyright 2031 Clarion", SECOND, "Document CLA0001", "Search Summary", "Text\tferry"),
    ]
    reading = read(tmp_path, "a.rtf", rtf(*coded, *plain))
    articles = reading.articles
    assert articles["article"].tolist() == ["MER0001", "CLA0001"]
    assert articles["outlet"].tolist() == ["Meridian Post", "Daily Clarion"]
    assert articles["title"].tolist() == ["Ferry late", "Ships wait"]
    assert articles["published"].dt.day.tolist() == [3, 4]
    assert articles["text"].tolist() == ["\n\n".join([LEAD, SECOND, THIRD, "A ferry"]), SECOND]
    assert zones_of(reading)[-1] == ("caption", "A ferry")
    assert reading.refused.empty


def test_nexis_rtf(tmp_path: Path) -> None:
    lines = [
        *("Documents (2)", "", "Ferry late", "Meridian Post", "March 3, 2031 Monday", ""),
        *("Length:\u00a040 words", "Byline:\u00a0Dana Orlick", "Body", "", LEAD, "", SECOND),
        *("Classification", "Language:\u00a0ENGLISH", "End of Document", "Ships wait", "Clarion"),
        *("March 4, 2031", "Body", THIRD, "End of Document"),
    ]
    reading = read(tmp_path, "a.rtf", rtf(*lines))
    assert reading.articles["outlet"].tolist() == ["Meridian Post", "Clarion"]
    assert reading.articles["text"].tolist() == [f"{LEAD}\n\n{SECOND}", THIRD]
    assert not any("speaks of" in note for note in reading.notes)


def test_any_other_rtf_is_one_article(tmp_path: Path) -> None:
    reading = read(tmp_path, "clarion.rtf", rtf(TITLE, "", LEAD))
    assert reading.articles[["article", "text"]].values.tolist() == [
        ["clarion", f"{TITLE}\n\n{LEAD}"]
    ]
    with pytest.raises(InputError, match="breaks off"):
        read(tmp_path, "a.rtf", rtf(TITLE, LEAD)[:-40])
