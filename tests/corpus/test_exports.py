"""Archive exports, each in a small copy of its form written for this test."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from analysis.corpus import Reading, read_articles
from analysis.errors import InputError

FIRST = "The port closed on Monday: nobody knew why."
SECOND = "Third parties said: wait and see."


def read(folder: Path, name: str, content: str | bytes) -> Reading:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_articles(path)


def docx(paragraphs: list[str]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rows = "".join(f"<w:p><w:r><w:t>{escape(p)}</w:t></w:r></w:p>" for p in paragraphs)
    document = f'<w:document xmlns:w="{space}"><w:body>{rows}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


NEXIS = [
    *(
        "Date and Time: Friday, 5. July 2031",
        "Job Number: 1",
        "Documents (3)",
        "1. Port closed",
        "",
    ),
    *("Client/Matter: -None-", "", "Port closed", "Meridian Post", "March 3, 2031 Monday", ""),
    *("Copyright 2031 Meridian", "Section:\u00a0NEWS", "Length:\u00a012 words"),
    *("Byline:\u00a0By Dana Orlick", "Body", "", FIRST, "", SECOND, "Classification", ""),
    *("Language:\u00a0ENGLISH", "Load-Date:\u00a0March 4, 2031", "\nEnd of Document", ""),
    *("Ships wait", "Daily Clarion", "4 March 2031", "Body", SECOND, "End of Document"),
    *("No body here", "Lantern", "March 5, 2031", "End of Document"),
]


def test_nexis_word(tmp_path: Path) -> None:
    reading = read(tmp_path, "export.DOCX", docx(NEXIS))
    articles = reading.articles
    assert articles["title"].tolist() == ["Port closed", "Ships wait"]
    assert articles["outlet"].tolist() == ["Meridian Post", "Daily Clarion"]
    assert articles["published"].dt.strftime("%m-%d").tolist() == ["03-03", "03-04"]
    assert articles["author"][0] == "Dana Orlick"
    assert articles["language"][0] == "en"
    assert articles["text"].tolist() == [f"{FIRST}\n\n{SECOND}", SECOND]
    assert reading.refused["position"].tolist() == ["document 3"]
    assert "'Body'" in reading.refused["reason"][0]
    # Three claimed: two read and one refused, so nothing is missing.
    assert not any("speaks of" in note for note in reading.notes)


def test_nexis_word_says_what_is_missing(tmp_path: Path) -> None:
    claims_more = [p.replace("Documents (3)", "Documents (4)") for p in NEXIS]
    notes = read(tmp_path, "export.DOCX", docx(claims_more)).notes
    assert any("speaks of 4 documents; 2 were read and 1 refused" in note for note in notes)


def test_another_word_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no Nexis export"):
        read(tmp_path, "letter.docx", docx(["Dear reader,", "all is well."]))


def test_nexis_text(tmp_path: Path) -> None:
    document = """
                               {n} of 2 DOCUMENTS


                                 Meridian Post

                            March {n}, 2031 Monday

Port closed,
no reason given

BYLINE: Dana Orlick

LENGTH: 12 words

The port closed on Monday:
nobody knew why.

Third parties said:
wait and see.

LOAD-DATE: March 4, 2031

LANGUAGE: ENGLISH

GRAPHIC: A crane

                        Copyright 2031 Meridian
"""
    text = "Download Request: 1-2\r\n" + document.format(n=1) + document.format(n=2)
    reading = read(tmp_path, "export.txt", text.replace("\n", "\r\n"))
    assert reading.articles["text"].tolist() == [f"{FIRST}\n\n{SECOND}"] * 2
    assert reading.articles["title"].tolist() == ["Port closed, no reason given"] * 2
    assert reading.articles["outlet"].tolist() == ["Meridian Post"] * 2
    assert reading.articles["published"].dt.day.tolist() == [1, 2]


def test_nexis_html_in_french_with_a_faulty_document(tmp_path: Path) -> None:
    def page(*rows: str) -> str:
        body = "".join(f"<div><p>{row}</p></div>" for row in rows)
        return f'<A NAME="DOC_ID_0_0"></A><!-- Hide\n<DOCFULL> -->{body}<!-- Hide\n</DOCFULL> -->'

    good = page(
        *("1 of 2 DOCUMENTS", "Le Post", "<span>3</span><span> March 2031 Monday</span>"),
        *("Port ferm\u00e9", "<span>LONGUEUR: </span><span>12 mots</span>"),
        *("The port closed on <span>Monday</span>: nobody knew why.", SECOND),
        *("<span>LANGUE: </span>ENGLISH", "Copyright 2031 Le Post"),
    )
    faulty = page("We are sorry but there is an error in this document and it cannot be shown.")
    html = f'<html><META TOPIC="x" DOCUMENTS="2" /><body>{good}{faulty}</body></html>'
    reading = read(tmp_path, "export.html", html)
    assert reading.articles["text"].tolist() == [f"{FIRST}\n\n{SECOND}"]
    assert reading.articles.loc[0, ["outlet", "title"]].tolist() == ["Le Post", "Port fermé"]
    assert "error" in reading.refused["reason"][0]


def test_factiva_html(tmp_path: Path) -> None:
    def row(code: str, value: str) -> str:
        return f"<tr><td><b>{code}</b> </td><td>{value}</td></tr>"

    def line(text: str) -> str:
        return f'<p class="articleParagraph enarticleParagraph">{text}</p>'

    rows = [
        row("HD", "<b>Port closed</b>"),
        row("PD", "3 March 2031"),
        row("SN", "Meridian Post"),
        row("LA", "English"),
        row("LP", line(FIRST)),
        row("TD", line(SECOND)),
        row("ART", "A crane"),
        row("AN", "Document MER0001"),
    ]
    indexed = f'<div class="article enArticle"><table>{"".join(rows)}</table></div>'
    plain = (
        '<div id="article-x" class="article"><div class="article enArticle"><p>'
        '<div id="hd"><span>Ships wait</span></div><div>12 words</div><div>4 March 2031</div>'
        "<div>09:15</div><div>Daily Clarion</div><div>CLA</div></p>"
        f"{line(SECOND)}<p>Document CLA0001</p></div></div>"
    )
    reading = read(tmp_path, "export.html", f"<html><body>{indexed}{plain}</body></html>")
    articles = reading.articles
    assert articles["article"].tolist() == ["MER0001", "CLA0001"]
    assert articles["title"].tolist() == ["Port closed", "Ships wait"]
    assert articles["outlet"].tolist() == ["Meridian Post", "Daily Clarion"]
    assert articles["published"].dt.day.tolist() == [3, 4]
    assert articles["text"].tolist() == [f"{FIRST}\n\n{SECOND}\n\nA crane", SECOND]
    start = len(f"{FIRST}\n\n{SECOND}\n\n")
    assert articles["marked"].tolist() == [[(start, start + 7, "caption")], []]
    assert any("captions" in note for note in reading.notes)


def test_factiva_xml(tmp_path: Path) -> None:
    xml = f"""<?xml version="1.0"?><PPSResponse>
<ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0"><ppsarticleResultSet count="2">
<ppsarticle><article><accessionNo>MER1</accessionNo><baseLanguage>EN</baseLanguage>
<headline><paragraph>Port <hlt>closed</hlt></paragraph></headline>
<leadParagraph>
The port closed
on Monday: nobody knew why.
    {SECOND}
</leadParagraph>
<publicationDate><date>2031-03-03</date></publicationDate><sourceName>Meridian Post</sourceName>
</article></ppsarticle></ppsarticleResultSet></ppsArticleResponse></PPSResponse>"""
    reading = read(tmp_path, "export.xml", xml)
    assert reading.articles["text"].tolist() == [f"{FIRST}\n\n{SECOND}"]
    assert reading.articles.loc[0, ["title", "language"]].tolist() == ["Port closed", "en"]
    assert any("speaks of 2 documents; 1 were read" in note for note in reading.notes)


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_proquest(tmp_path: Path, gap: str) -> None:
    rule = "_" * 60
    section = (
        f"{rule}\n\nPort closed\n\nAuthor: Orlick, Dana\n\nFull text: {FIRST}{gap}{SECOND}\n\n"
        "Subject: Ports\n\nTitle: Port closed\n\nPublication title: Meridian Post\n\n"
        "Publication date: Mar 3, 2031\n\nProQuest document ID: 77\n\nDatabase: News\n\n"
    )
    reading = read(tmp_path, "export.txt", f"{section}{rule}\n\nContact us at: …\n")
    assert reading.articles["text"].tolist() == [f"{FIRST}\n\n{SECOND}"]
    assert reading.articles.loc[0, ["article", "outlet"]].tolist() == ["77", "Meridian Post"]
    assert reading.articles["published"].dt.strftime("%Y-%m-%d")[0] == "2031-03-03"


def test_europresse(tmp_path: Path) -> None:
    newer = (
        "<article><header><span class='DocPublicationName'>Le Post</span>"
        "<span class='DocHeader'>Mer, lundi 3 mars 2031, p. 1</span><div class='titreArticle'>"
        "<p class='titreArticleVisu'>Port fermé</p></div><div>Dana Orlick</div></header>"
        f"<section><p>{FIRST}</p><p>{SECOND}</p></section><footer><small>© 2031</small>"
        "<p>Numéro de document : news·1</p></footer></article>"
    )
    articles = read(tmp_path, "export.html", f"<html><body>{newer}</body></html>").articles
    assert articles["text"].tolist() == [f"{FIRST}\n\n{SECOND}"]
    fields = ["article", "outlet", "title", "author"]
    assert articles.loc[0, fields].tolist() == ["news·1", "Le Post", "Port fermé", "Dana Orlick"]
    assert articles["published"].dt.strftime("%Y-%m-%d")[0] == "2031-03-03"
    older = (
        "<table><tr><td><span class='DocPublicationName'>Le Post</span><br>"
        "<span class='DocHeader'>lundi 3 mars 2031</span><br><span class='TitreArticleVisu'>Port"
        f"</span><br>{FIRST}<p></p>{SECOND}<p></p><b><i>© 2031 Le Post.</i></b><p></p>"
        "Numéro de document : news·2</td></tr></table>"
    )
    articles = read(tmp_path, "old.html", f"<html><body>{older}</body></html>").articles
    assert articles["text"].tolist() == [f"{FIRST}\n\n{SECOND}"]
    assert articles["article"].tolist() == ["news·2"]


def test_feed(tmp_path: Path) -> None:
    rss = f"""<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Lantern</title><item><title>Port &amp; ships</title><guid>1</guid>
<pubDate>Mon, 03 Mar 2031 10:00:00 GMT</pubDate><content:encoded><![CDATA[<p>{FIRST}</p>
<figure><figcaption>A crane</figcaption></figure><p>{SECOND}</p>]]></content:encoded></item>
<item><title>Teaser</title><guid>2</guid><description>{SECOND}</description></item>
</channel></rss>"""
    reading = read(tmp_path, "feed.xml", rss)
    assert reading.articles["text"].tolist() == [f"{FIRST}\n\n{SECOND}\n\nA crane", SECOND]
    assert [zone for *_, zone in reading.articles["marked"][0]] == ["caption"]
    assert reading.articles["outlet"].tolist() == ["Lantern", "Lantern"]
    assert any("teaser" in note for note in reading.notes)
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern</title><entry><id>9</id>
<title>Port</title><updated>2031-03-03T10:00:00Z</updated><link href="https://l.example/9"/>
<content>&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>"""
    articles = read(tmp_path, "atom.xml", atom).articles
    assert articles.loc[0, ["text", "url"]].tolist() == [FIRST, "https://l.example/9"]


def test_proquest_claims_and_texts_that_are_not_there(tmp_path: Path) -> None:
    rule = "_" * 60
    records = [
        f"Document {n} of 3\n\nCrane falls\n\nFull text: {text}\n\nProQuest document ID: {n}\n"
        for n, text in ((1, "The harbour was closed on Monday."), (2, "Not available."))
    ]
    path = tmp_path / "export.txt"
    path.write_text(f"{rule}\n\n" + f"\n{rule}\n\n".join(records) + rule, encoding="utf-8")
    reading = read_articles(path)
    assert reading.articles["article"].tolist() == ["1"]
    assert reading.refused["position"].tolist() == ["document 2"]
    assert "not available" in reading.refused["reason"][0]
    assert any("speaks of 3 documents; 1 were read and 1 refused" in n for n in reading.notes)


def test_atom_with_markup_inside_and_the_first_rss(tmp_path: Path) -> None:
    paragraphs = "<p>The harbour was closed on Monday.</p><p>Ships were sent north.</p>"
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern</title><entry><title>Crane</title>'
        f'<id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{paragraphs}'
        "</div></content></entry></feed>"
    )
    rss = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Lantern</title></channel><item><title>Crane</title><description>"
        "The harbour was closed on Monday.</description><dc:date>2031-03-04</dc:date></item>"
        "</rdf:RDF>"
    )
    for name, content, text in (
        ("atom.xml", atom, "The harbour was closed on Monday.\n\nShips were sent north."),
        ("rss.rdf", rss, "The harbour was closed on Monday."),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
        article = read_articles(tmp_path / name).articles.iloc[0]
        assert (article["text"], article["outlet"]) == (text, "Lantern")
    assert str(article["published"])[:10] == "2031-03-04"


def test_issue_numbers_are_no_part_of_an_outlet(tmp_path: Path) -> None:
    page = (
        '<html><body><article><span class="DocPublicationName">Le Fanal, no. 12</span>'
        '<span class="DocHeader">4 mars 2031</span><p class="titreArticleVisu">Une grue tombe</p>'
        "<section><p>Le port est resté fermé.</p></section></article></body></html>"
    )
    (tmp_path / "e.html").write_text(page, encoding="utf-8")
    assert read_articles(tmp_path / "e.html").articles["outlet"].tolist() == ["Le Fanal"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_tables_in_wide_characters_with_and_without_a_mark(tmp_path: Path, encoding: str) -> None:
    table = "id,outlet,published,text\n1,Lantern,04.03.2031,The harbour was closed on Monday.\n"
    (tmp_path / "t.csv").write_bytes(table.encode(encoding))
    article = read_articles(tmp_path / "t.csv").articles.iloc[0]
    assert article["text"] == "The harbour was closed on Monday."
    # With stops between its numbers a date has the day first.
    assert str(article["published"])[:10] == "2031-03-04"


def test_the_older_form_of_trafilatura(tmp_path: Path) -> None:
    record = {"title": "Crane", "author": None, "source": "http://l.example/1", "fingerprint": "x"}
    record |= {"source-hostname": "Lantern", "date": "2031-03-04", "raw_text": "The harbour"}
    (tmp_path / "t.json").write_text(json.dumps(record | {"text": "The harbour was closed."}))
    article = read_articles(tmp_path / "t.json").articles.iloc[0]
    assert (article["outlet"], article["url"]) == ("Lantern", "http://l.example/1")


def test_nela_sqlite_with_masked_words(tmp_path: Path) -> None:
    path = tmp_path / "nela.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE tweet (id, article_id, embedded_tweet)")
        connection.execute("CREATE TABLE newsdata (id, date, source, title, content, author)")
        row = ("n1", "2031-03-03", "lantern", "Port", f"{FIRST} @ @ @ @ @ @ @ of it.", "Ann Orr")
        connection.execute("INSERT INTO newsdata VALUES (?, ?, ?, ?, ?, ?)", row)
    connection.close()
    reading = read_articles(path)
    assert reading.articles.loc[0, ["article", "outlet"]].tolist() == ["n1", "lantern"]
    assert any("masked" in note for note in reading.notes)


def test_media_cloud_gives_headlines_and_says_so(tmp_path: Path) -> None:
    header = "id,indexed_date,language,media_name,media_url,publish_date,title,url"
    row = "7,2031-03-04,en,lantern.example,lantern.example,2031-03-03,Port closed,https://l.example"
    reading = read(tmp_path, "mc.csv", f"{header}\n{row}\n")
    assert reading.articles.loc[0, ["text", "title"]].tolist() == ["Port closed", "Port closed"]
    assert reading.mapping["text"] == "title"
    assert any("headlines only" in note for note in reading.notes)


def test_gdelt_does_not_take_seen_for_published(tmp_path: Path) -> None:
    header = "url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry"
    row = "https://l.example,,Port closed,20310304T101500Z,,lantern.example,English,Calvera"
    articles = read(tmp_path, "gdelt.csv", f"{header}\n{row}\n").articles
    assert articles["published"].isna().all()
    assert articles["language"].tolist() == ["en"]


def test_basil_record(tmp_path: Path) -> None:
    record = {
        "title": "Port closed",
        "uuid": "u1",
        "source": "FOX",
        "date": "2031-03-03",
        "triplet-uuid": "t1",
        "main-event": "Closure",
        "body-paragraphs": [["The port closed on Monday:", "nobody knew why."], [SECOND]],
    }
    articles = read(tmp_path, "1.json", json.dumps(record)).articles
    assert articles["text"].tolist() == [f"{FIRST}\n\n{SECOND}"]
    assert articles.loc[0, ["article", "event"]].tolist() == ["u1", "t1"]


def test_round_ups_are_events(tmp_path: Path) -> None:
    side = {"newsSource": "Lantern", "newsTitle": "Port", "newBody": [FIRST, SECOND]}
    record = {"id": 5, "issue": "Closure", "topic": "Ports", "news": {"left": side, "right": side}}
    articles = read(tmp_path, "1.jsonl", json.dumps(record)).articles
    assert articles["article"].tolist() == ["5-left", "5-right"]
    assert articles["event"].tolist() == ["Closure", "Closure"]
    assert articles["text"][0] == f"{FIRST}\n\n{SECOND}"


def test_fundus_tells_zones(tmp_path: Path) -> None:
    record = {
        "title": "Port closed",
        "body": {
            "summary": ["No ships for days"],
            "sections": [{"headline": ["Why"], "paragraphs": [FIRST, SECOND]}],
        },
        "images": [{"caption": "A crane"}, {"caption": None}],
        "publishing_date": "2031-03-03 09:00:00+00:00",
        "authors": ["Ann Orr", "Dana Orlick"],
    }
    article = read(tmp_path, "a.json", json.dumps([record])).articles.iloc[0]
    assert article["author"] == "Ann Orr; Dana Orlick"
    told = {article["text"][start:end]: zone for start, end, zone in article["marked"]}
    assert told == {"No ships for days": "standfirst", "Why": "subheading", "A crane": "caption"}


def test_guardian_and_news_api(tmp_path: Path) -> None:
    fields = {"bodyText": FIRST, "headline": "Port", "byline": "Ann Orr"}
    standfirst = {"standfirst": "<p>No <b>ships</b></p>"}
    result = {"id": "g/1", "webTitle": "P", "webPublicationDate": "2031-03-03T09:00:00Z"}
    answer = {"response": {"status": "ok", "results": [result | {"fields": fields}]}}
    articles = read(tmp_path, "guardian.json", json.dumps(answer)).articles
    assert articles.loc[0, ["text", "title", "author"]].tolist() == [FIRST, "Port", "Ann Orr"]
    answer["response"]["results"][0]["fields"] |= standfirst
    article = read(tmp_path, "guardian.json", json.dumps(answer)).articles.iloc[0]
    assert article["text"].endswith(f"\n\n{FIRST}")
    start, end, zone = article["marked"][0]
    assert (zone, article["text"][start:end].split()) == ("standfirst", ["No", "ships"])
    article = {
        "source": {"id": None, "name": "Lantern"},
        "title": "Port",
        "publishedAt": "2031-03-03T09:00:00Z",
        "content": f"{FIRST} [+1200 chars]",
    }
    reading = read(tmp_path, "newsapi.json", json.dumps({"status": "ok", "articles": [article]}))
    assert reading.articles["outlet"].tolist() == ["Lantern"]
    assert any("cut short" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"PK\x03\x04 and nothing", "damaged zip"),
        ("a.xml", b"<?xml version='1.0'?><x>Words</x>", "XML of no known export"),
        ("a.db", b"SQLite format 3\0 and nothing", "damaged database"),
    ],
)
def test_what_is_known_but_not_read_is_refused(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        read(tmp_path, name, content)
