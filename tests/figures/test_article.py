"""The annotated article: every character, hostile text harmless, marks where the tables say."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from analysis.errors import IntegrityError, ParameterError
from analysis.figures import show_article
from analysis.measures import measure

HOSTILE = (
    "Council vote</mark><script>alert(1)</script>\n\n"
    "<img src=x onerror=alert(1)> The furious mayor slammed a “reckless & <b>cruel</b>” plan, "
    'and “we will not stop,” said Ada "&quot;" Holt.\n'
)


class Page(HTMLParser):
    """The tags, attributes and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data) -> None:
        self.words += data


@pytest.fixture(scope="module")
def hostile():
    articles = pd.DataFrame({"article": ["h<1>"], "outlet": ["A & B"], "text": [HOSTILE]})
    return measure(articles)


def test_hostile_text_stays_text(hostile) -> None:
    page = Page(show_article(hostile, "h<1>", text=HOSTILE).html)
    assert "script" not in page.tags and "img" not in page.tags and "b" not in page.tags
    assert page.attributes <= {"style", "title", "scope"}
    assert "<script>alert(1)</script>" in page.words


def test_every_character_is_shown_in_order(measures, texts) -> None:
    row = texts.iloc[0]
    html = show_article(measures, row["article"], text=row["text"]).html
    shown = re.sub(r"<sup[^>]*>.*?</sup>", "", html)  # letters of categories
    shown = re.sub(r'<span style="[^"]*color:#595959[^>]*>[^<]*</span>', "", shown)  # chips, tones
    words = re.sub(r"\s+", "", Page(shown).words)
    parts = [re.sub(r"\s+", "", part) for part in row["text"].split("\n") if part.strip()]
    places = [words.find(part) for part in parts]
    assert min(places) >= 0 and places == sorted(places)


def test_marks_are_as_many_as_the_tables_have(measures, texts) -> None:
    row = texts.iloc[0]
    html = show_article(measures, row["article"], text=row["text"]).html
    terms = measures.terms[measures.terms["article"] == row["article"]]
    scored = (terms["weight"].astype(float) != 0).sum()
    assert html.count("<sup") == scored
    statements = measures.attributions[measures.attributions["article"] == row["article"]]
    for number in statements["statement"].unique():
        assert f"[{number} " in html


def test_style_is_in_the_elements_and_no_class_is_used(measures, texts) -> None:
    row = texts.iloc[0]
    page = Page(show_article(measures, row["article"], text=row["text"]).html)
    assert not {"class", "id", "onclick"} & page.attributes
    assert not {"style", "script", "svg", "link"} & set(page.tags)


def test_without_text_there_are_tables_and_a_word_about_it(measures) -> None:
    article = measures.articles["article"].iloc[0]
    page = Page(show_article(measures, article).html)
    assert "not at hand" in page.words
    assert page.tags.count("table") == 3


def test_other_text_and_unknown_articles_are_refused(measures, texts) -> None:
    row = texts.iloc[0]
    with pytest.raises(IntegrityError, match="not the text that was measured"):
        show_article(measures, row["article"], text=row["text"] + " ")
    with pytest.raises(ParameterError, match="Did you mean"):
        show_article(measures, row["article"] + "x")


def test_an_article_without_sentences_or_speech_is_shown(measures, texts) -> None:
    row = texts.iloc[0]
    empty = dataclasses.replace(
        measures,
        attributions=measures.attributions.iloc[:0],
        terms=measures.terms.iloc[:0],
        sentences=measures.sentences.iloc[:0],
    )
    assert "none found" in show_article(empty, row["article"], text=row["text"]).html
