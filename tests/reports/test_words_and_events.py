"""The tables of the notebooks on words and on one event: hostile text stays text."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import DesignError, IntegrityError, ParameterError
from analysis.measures import Measures, measure, write_measures
from analysis.reports import check
from analysis.reports.framing import (
    actor_words_table,
    chosen_event,
    frames_table,
    headline_table,
    loaded_table,
    naming_table,
)
from analysis.reports.terms import keyness_of, keyness_table, passages, style_table
from analysis.statistics import portrayal

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def evil() -> pd.DataFrame:
    rows = [
        (f"{outlet}{event}", f"{EVIL}{outlet}", f"<b>{event}", f"{EVIL} said {word} & fell", body)
        for outlet, word in (("A", "rain"), ("B", "storm"))
        for event in range(6)
        for body in [f"Mr <i>Lee</i> spoke. The {word} came, the vile {word}. Lee said {EVIL}."]
    ]
    columns = ["article", "outlet", "event", "title", "body"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(text=table["title"] + "\n\n" + table["body"]).drop(columns="body")


@pytest.fixture(scope="module")
def hostile(evil: pd.DataFrame) -> Measures:
    return measure(evil)


def test_no_markup_of_an_article_becomes_markup_of_a_page(
    hostile: Measures, evil: pd.DataFrame, tmp_path
) -> None:
    path = tmp_path / "articles.csv"
    evil.to_csv(path, index=False)
    words = check({"text": str(path), "fewest": 3}, "keyness")
    terms = keyness_of(hostile, words)
    assert {"rain", "storm"} <= set(terms["term"])
    one = check({"text": str(path)}, "event_framing")
    event = chosen_event(hostile, one)
    pages = [
        keyness_table(terms),
        style_table(terms),
        passages(hostile, terms, words),
        headline_table(event, one),
        loaded_table(event, one),
        frames_table(event, one),
        naming_table(portrayal(event)),
        actor_words_table(event, one),
    ]
    for page in pages:
        assert "<script" not in page.html and "<i>Lee" not in page.html
    assert "&lt;script&gt;" in pages[2].html and "&lt;script&gt;" in pages[3].html
    assert "vile" in pages[4].html


def test_links_lead_to_the_passages_of_their_term(hostile: Measures) -> None:
    settings = check({"fewest": 3}, "keyness")
    terms = keyness_of(hostile, settings)
    linked = keyness_table(terms).html
    shown = passages(hostile, terms, settings).html
    for number in range(linked.count('href="#passage-')):
        term = linked.partition(f'href="#passage-{number}">')[2].partition("<")[0]
        summary = shown.partition(f'id="passage-{number}"><summary>')[2].partition("<")[0]
        assert term and summary.startswith(f"{term}: ")
    assert "not at hand" in shown


def test_refusals(hostile: Measures, tmp_path) -> None:
    with pytest.raises(ParameterError, match="there is no outlet 'Nobody'"):
        keyness_of(hostile, check({"target": "Nobody"}, "keyness"))
    with pytest.raises(ParameterError, match="there is no event 'none'"):
        chosen_event(hostile, check({"event": "none"}, "event_framing"))
    alone = measure(pd.DataFrame({"article": ["a"], "outlet": ["x"], "text": ["Rain fell."]}))
    with pytest.raises(DesignError, match="the articles have no events"):
        chosen_event(alone, check({}, "event_framing"))
    other = tmp_path / "other.csv"
    other.write_text("id,text\na,Sun\n", encoding="utf-8")
    settings = check({"text": str(other), "fewest": 3}, "keyness")
    with pytest.raises(IntegrityError, match="is not there"):
        passages(hostile, keyness_of(hostile, settings), settings)
    assert write_measures(alone, tmp_path / "m").is_dir()
