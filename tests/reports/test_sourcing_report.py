"""The tables of the notebook sourcing: every number leads somewhere, and text is shown as text."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import reports
from analysis.figures import Figure
from analysis.measures import Measures, measure
from analysis.reports.parameters import Settings, check
from analysis.reports.sourcing import anchor

DEMO = Path(__file__).parents[2] / "data" / "demo"
HOSTILE = "<script>alert(1)</script> & Co"


def settings(**values: object) -> Settings:
    return check(values, "sourcing")


def targets(html: str) -> set[str]:
    return set(re.findall(r'id="([^"]+)"', html))


def links(html: str) -> set[str]:
    return set(re.findall(r'href="#([^"]+)"', html))


def test_every_number_leads_to_passages_that_are_there(measures) -> None:
    chosen = settings()
    there = targets(reports.source_passages(measures, chosen).html)
    for make in (reports.kinds_table, reports.top_sources, reports.anonymity_table):
        leading = links(make(measures, chosen).html)
        assert leading and leading <= there, make.__name__


@pytest.mark.parametrize("by", ["source_type", "source_role"])
def test_the_table_of_kinds_counts_the_statements_that_it_leads_to(by, measures) -> None:
    html = reports.kinds_table(measures, settings(), by=by).html
    passages = reports.source_passages(measures, settings(), by=by, most=3).html
    cells = re.findall(r'<a href="#([^"]+)">([\d,]+)</a>', html)
    assert len(cells) > 5
    for target, count in cells:
        summary = re.search(f'id="{target}"><summary>([^<]*)</summary>', passages)
        assert summary is not None
        assert re.search(rf": {count} statements?$", summary.group(1))
    total = sum(int(count.replace(",", "")) for _, count in cells)
    body = measures.attributions[measures.attributions["zone"] == "body"]
    statements = body.drop_duplicates(["article", "statement"])
    told = statements[statements[by] != "none"] if by == "source_role" else statements
    assert total == len(told)


def test_kinds_and_roles_of_one_name_have_places_of_their_own(measures) -> None:
    kinds, roles = (
        targets(reports.source_passages(measures, settings(), by=by).html)
        for by in ("source_type", "source_role")
    )
    assert kinds and roles and not kinds & roles


def test_headlines_that_quote_are_listed(measures) -> None:
    chosen = reports.in_headlines(settings())
    page = reports.source_passages(measures, chosen, by="zone")
    own = measures.attributions[measures.attributions["zone"] == "headline"]
    said = sum(map(int, re.findall(r", headline: (\d+) statement", page.words)))
    assert said == len(own.drop_duplicates(["article", "statement"])) > 0


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> tuple[Measures, Path]:
    path = tmp_path_factory.mktemp("hostile") / "articles.csv"
    text = f"“It is {HOSTILE} for us,” said Tom Reyes. The mayor, Ann Lee, said that it rained."
    table = pd.DataFrame(
        {
            "article": ["a", "b"],
            "outlet": [HOSTILE, "Gazette"],
            "event": ["rain", "rain"],
            "text": [text, "An official, who asked not to be named, said that it rained."],
        }
    )
    table.to_csv(path, index=False)
    from analysis.corpus import read_articles

    return measure(read_articles(path)), path


def test_passages_are_the_measured_words_and_never_markup(hostile) -> None:
    measures, path = hostile
    shown = reports.source_passages(measures, settings(text=str(path))).html
    assert "<script" not in shown
    assert (
        "<strong>“It is &lt;script&gt;alert(1)&lt;/script&gt; &amp; Co for us,”</strong>" in shown
    )
    without = reports.source_passages(measures, settings()).html
    assert "for us" not in without and "<em>text</em>" in without
    for make in (reports.kinds_table, reports.top_sources, reports.anonymity_table):
        assert "<script" not in make(measures, settings()).html
    assert "<script" not in reports.said_of_kinds(measures, settings()).html


def test_reasons_of_anonymity_are_listed(hostile) -> None:
    measures, _ = hostile
    page = reports.anonymity_table(measures, settings()).html
    assert "asked not to be named" in page
    assert anchor("Gazette", "anonymous") in links(page)


def test_without_a_list_of_actors_each_part_says_so(measures) -> None:
    for make in (reports.sides_table, reports.side_stances, reports.side_balance_figure):
        assert "No list of actors was given" in make(measures, settings()).words


def test_with_a_list_sides_are_counted_and_drawn(measures) -> None:
    chosen = settings(actors=str(DEMO / "actors.csv"))
    page = reports.sides_table(measures, chosen)
    assert "in charge" in page.html and "The list has" in page.words
    figure = reports.side_stances(measures, chosen)
    assert isinstance(figure, Figure)
    assert set(figure.data["series"]) == {"in charge", "challenging"}
    assert "Lead of the first side" in reports.side_difference_table(measures, chosen).html
