"""Sample files of every format: as many articles as the file's own marks say, or a clear refusal.

The invented ones lie beside this file. Real exports cannot be shipped: PARALLAX_SAMPLES names a
folder that holds them.
"""

from __future__ import annotations

import gzip
import os
import re
import zipfile
from pathlib import Path

import pytest

from analysis.corpus import read_articles
from analysis.errors import InputError

INVENTED = Path(__file__).parent / "samples"
REAL = Path(os.environ.get("PARALLAX_SAMPLES", "/nowhere"))
real = pytest.mark.skipif(not REAL.is_dir(), reason="PARALLAX_SAMPLES names no folder of samples")

# File, a mark that stands once for each document, and how many of them cannot be read.
MARKED = [
    ("nexis/LexisNexisTools_sample.DOCX", rb">End of Document<|\nEnd of Document<", 0),
    ("nexis/LexisNexisTools_sample.TXT", rb"(?m)^\s*\d+ of \d+ DOCUMENTS", 0),
    ("nexis/lexisnexis_test_en.html", rb"<DOCFULL>", 0),
    ("nexis/lexisnexis_test_fr.html", rb"<DOCFULL>", 0),
    ("nexis/lexisnexis_test_copyright_error.html", rb"<DOCFULL>", 1),
    ("nexis/readtext_sun_2000.html", rb"<DOCFULL>", 0),
    ("factiva/tm.plugin.factiva_test.html", rb"<b>HD</b>", 0),
    ("factiva/tm.plugin.factiva_test.xml", rb"<accessionNo>", 0),
    ("factiva/reut21578-factiva.xml", rb"<accessionNo>", 0),
    ("factiva/BernhardClemm_Factiva-example.html", rb'id="article-', 0),
    ("europresse/europresse_test1.html", rb"class=.?DocPublicationName", 0),
    ("europresse/europresse_test2.html", rb"class=.?DocPublicationName", 0),
    ("csv/allsides_neus_3rows.jsonl", rb'"newsSource"', 0),
    ("nela/news-please_sample.json", rb'"maintext"', 0),
    ("nela/BASIL_article.json", rb'"body-paragraphs"', 0),
    ("nela/ArticleBiasPrediction_article.json", rb'"content_original"', 0),
    ("warc/warcio_example.warc.gz", rb"WARC-Type: response", 0),
    ("html/APNews_2024_09_03.html.gz", rb"<html", 0),
    ("html/BBC_2024_08_01.html.gz", rb"<html", 0),
    ("html/DailyMail_2024_04_27.html.gz", rb"<html", 0),
    ("html/TheIntercept_2024_02_28.html.gz", rb"<html", 0),
]


def content(path: Path) -> bytes:
    if path.suffix == ".DOCX":
        return zipfile.ZipFile(path).read("word/document.xml")
    data = path.read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


@real
@pytest.mark.parametrize(("name", "mark", "unreadable"), MARKED, ids=[row[0] for row in MARKED])
def test_real_samples(name: str, mark: bytes, unreadable: int) -> None:
    reading = read_articles(REAL / name)
    assert len(reading.articles) + len(reading.refused) == len(
        re.findall(mark, content(REAL / name))
    )
    assert len(reading.refused) == unreadable
    assert reading.refused["position"].str.len().gt(0).all()
    # One is a table of figures, without a headline.
    assert reading.articles["title"].notna().all() or "copyright_error" in name


@real
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nexis/LexisNexisTools_test.DOCX", "no Nexis export"),
        ("warc/warcio_example-trunc.warc", r"record 3 \(byte 1197\).*damaged or cut short"),
        ("html/uk.meta.info.json", "no column holds the articles' text"),
    ],
)
def test_damaged_and_negative_samples_are_refused(name: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_articles(REAL / name)


@real
def test_an_archive_compressed_as_one_piece_is_read_and_its_redirection_named() -> None:
    reading = read_articles(REAL / "warc" / "warcio_example-bad.warc.gz.bad")
    assert reading.articles["url"].tolist() == ["http://example.com?example=1"]
    assert reading.refused["position"].str.startswith("record 6").tolist() == [True]
    assert "302" in reading.refused["reason"][0]


@real
def test_claims_are_held_against_what_was_read() -> None:
    notes = read_articles(REAL / "factiva" / "reut21578-factiva.xml").notes
    assert any("speaks of 20 documents; 19 were read" in note for note in notes)


@pytest.mark.parametrize(
    ("name", "articles", "outlet", "note"),
    [
        ("all_the_news_v1.csv", 1, "Example Times", ""),
        ("all_the_news_v2_1.csv", 1, "Example", ""),
        ("gdelt_doc_artlist.csv", 1, "example.org", "headlines only"),
        ("mc-onlinenews-mediacloud-20260101120000-content.csv", 3, "example.org", "headlines only"),
        ("mediacloud_legacy_explorer.csv", 1, "Example", "ap_syndicated marks wire copy"),
        ("nela-gt.db", 1, "example", "masked as @"),
        ("proquest_blank.txt", 2, "Example Times (Online); London (UK)", ""),
        ("proquest_single.txt", 2, "Example Times (Online); London (UK)", ""),
        ("rss.xml", 1, "Example", ""),
    ],
)
def test_invented_samples(name: str, articles: int, outlet: str, note: str) -> None:
    reading = read_articles(INVENTED / name)
    assert len(reading.articles) == articles
    assert reading.refused.empty
    assert set(reading.articles["outlet"]) == {outlet}
    assert any(note in given for given in reading.notes)


@pytest.mark.parametrize("name", ["proquest_blank.txt", "proquest_single.txt"])
def test_no_paragraph_of_proquest_is_lost(name: str) -> None:
    texts = read_articles(INVENTED / name).articles["text"]
    assert [text.count("\n\n") for text in texts] == [3, 3]
    assert texts.str.endswith("Fourth and last paragraph.").all()


def test_a_folder_of_all_of_them() -> None:
    reading = read_articles(INVENTED)
    assert len(reading.articles) == 13
    assert reading.articles["article"].is_unique
