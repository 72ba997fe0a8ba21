"""Actor lists and the balance of sides: counted by hand, identities, and every fault named."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.actors import find_actors, read_actors
from analysis.errors import ColumnError, DesignError, InputError, ParameterError
from analysis.measures import (
    LISTED,
    Measures,
    assign_sides,
    compute,
    count_sides,
    measure,
    score,
    side_balance,
)
from analysis.statistics import compare

DEMO = Path(__file__).parents[2] / "data" / "demo"
TEXTS = {
    # Voss 4 + 3, the company 5 (that is one).
    ("a", "strike"): "“We will not pay,” said Mara Voss, mayor. “It is unjust.”\n\n"
    "The company claimed that the plant stays open.",
    # The company here is another one, and nobody is on its side.
    ("b", "fire"): "The company said that the fire was small.",
    ("c", "strike"): "Nobody had a word to say about it.",
}
LIST = """actor,side,aliases,event
Mara Voss,union,Voss; Ms Voss,
Lowmoor Terminals,employer,the company; Lowmoor,strike
"""


@pytest.fixture(scope="module")
def found() -> Measures:
    table = pd.DataFrame(
        [(name, "Gazette", event, text) for (name, event), text in TEXTS.items()],
        columns=["article", "outlet", "event", "text"],
    )
    return measure(table)


def listed(folder: Path, text: str) -> pd.DataFrame:
    path = folder / "actors.csv"
    path.write_text(text, encoding="utf-8")
    return read_actors(path)


def test_sides_counted_by_hand(found, tmp_path) -> None:
    counts = count_sides(found.attributions, found.articles, listed(tmp_path, LIST))
    assert counts[["article", "side", "words", "statements", "sources"]].to_numpy().tolist() == [
        ["a", "union", 7, 1, 1],
        ["a", "employer", 5, 1, 1],
        ["b", "union", 0, 0, 0],
        ["c", "union", 0, 0, 0],
        ["c", "employer", 0, 0, 0],
    ]
    first = counts.set_index(["article", "side"]).loc["a"]
    assert (
        first.loc["employer", "stance_doubtful"] == 1 and first.loc["union", "stance_neutral"] == 1
    )
    balance = side_balance(counts).set_index("article")
    assert balance.loc["a", "side_lead"] == pytest.approx((7 - 5) / 12)
    assert balance.loc["a", "side_evenness"] == pytest.approx((1 - (49 + 25) / 144) / (1 - 1 / 2))
    assert balance.loc[["b", "c"], ["side_lead", "side_evenness"]].isna().all(axis=None)


def test_listed_statements_are_those_of_the_sides(found, tmp_path) -> None:
    said = assign_sides(found.attributions, found.articles, listed(tmp_path, LIST))
    assert said["side"].fillna("–").tolist() == ["union", "union", "employer", "–"]
    assert said.drop(columns=["actor", "side"]).equals(found.attributions)


def test_the_demo_list_hears_everybody_that_it_names() -> None:
    from analysis.corpus import read_articles

    demo = measure(read_articles(DEMO / "articles.csv"))
    actors = read_actors(DEMO / "actors.csv")
    said = assign_sides(demo.attributions, demo.articles, actors)
    assert set(actors["actor"]) == set(said["actor"].dropna())
    counts = count_sides(demo.attributions, demo.articles, actors)
    body = said[(said["zone"] == "body") & said["side"].notna()]
    assert counts["words"].sum() == body["words"].sum() > 3000
    assert len(counts) == 2 * len(demo.articles)
    stances = counts.filter(like="stance_").sum(axis=1)
    assert (stances <= counts["statements"]).all() and stances.sum() > 200
    result = compare(side_balance(counts), "side_lead")
    assert len(result) == 6 and (result["low"] <= result["difference"]).all()


@given(st.lists(st.integers(0, 500), min_size=2, max_size=5))
def test_evenness_and_lead_keep_their_bounds_and_meaning(words: list[int]) -> None:
    rows = pd.DataFrame(
        {
            "article": "a",
            "outlet": "Gazette",
            "event": "e",
            "side": [f"s{i}" for i in range(len(words))],
            "words": words,
        }
    )
    lead, evenness = side_balance(rows).loc[0, ["side_lead", "side_evenness"]]
    if sum(words) == 0:
        assert pd.isna(lead) and pd.isna(evenness)
        return
    assert lead == pytest.approx(2 * words[0] / sum(words) - 1)
    assert -1e-12 <= evenness <= 1 + 1e-12
    assert (evenness == pytest.approx(1, abs=1e-9)) == (max(words) - min(words) == 0)
    assert (evenness == pytest.approx(0, abs=1e-12)) == (max(words) == sum(words))
    doubled = side_balance(rows.assign(words=rows["words"] * 2)).loc[0]
    assert doubled["side_lead"] == pytest.approx(lead)
    assert doubled["side_evenness"] == pytest.approx(evenness)


@pytest.mark.parametrize(
    "text, error, message",
    [
        ("name,side\nVoss,union\n", InputError, "no column 'actor'"),
        ("actor,side,alias\nVoss,union,\n", InputError, "'alias' is unknown.*actor, side, aliases"),
        ("actor,side,side\nVoss,union,a\n", InputError, "'side' is unknown or doubled"),
        ("actor,side\n,union\n", InputError, "line 2: an actor has no name"),
        ("actor,side,aliases\nVoss,union,a,b\n", InputError, "line 2: the row has 4 .*semicolons"),
        ("actor,side\n", InputError, "names nobody"),
        ("", InputError, "no column 'actor'"),
        ('actor,side\n"Voss,union\n', InputError, "the list cannot be read"),
        (
            "actor,side,aliases\nVoss,union,boss\nLow,employer,The Boss\n",
            ParameterError,
            "'The Boss' is a name of Voss and of Low",
        ),
        (
            "actor,side,event\nVoss,union,\nVoss,employer,one\n",
            ParameterError,
            "'Voss' is on the sides 'union' and 'employer'",
        ),
    ],
)
def test_a_faulty_list_is_named(tmp_path, text, error, message) -> None:
    with pytest.raises(error, match=message):
        listed(tmp_path, text)


def test_one_name_may_be_of_two_actors_in_two_events(tmp_path) -> None:
    rows = "actor\tside\taliases\tevent\nA\tx\tthe firm\tone\nB\ty\tthe firm\ttwo\n"
    actors = listed(tmp_path, "\ufeff" + rows)
    found = find_actors(
        ["The firm", "firm", "firm", "A"], actors, events=["one", "two", None, "two"]
    )
    assert found == ["A", "B", None, None]


def test_other_faults_are_named(found, tmp_path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_actors(tmp_path / "nowhere.csv")
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(InputError, match="PNG"):
        read_actors(tmp_path / "picture.csv")
    actors = listed(tmp_path, LIST)
    with pytest.raises(ParameterError, match="no zone 'boddy'"):
        count_sides(found.attributions, found.articles, actors, zones=["boddy"])
    strange = actors.assign(event="no such event")
    with pytest.raises(ParameterError, match="none of the list's events"):
        count_sides(found.attributions, found.articles, strange)
    one = count_sides(found.attributions, found.articles, actors[actors["side"] == "union"])
    with pytest.raises(DesignError, match="there is one side, 'union'"):
        side_balance(one)
    with pytest.raises(ParameterError, match="rests on a list"):
        score(found.counts, metrics=["side_lead"])
    with pytest.raises(ColumnError, match="no column 'side'"):
        assign_sides(found.attributions, found.articles, actors.drop(columns="side"))
    with pytest.raises(DesignError, match="no actor is on a side"):
        assign_sides(found.attributions, found.articles, actors.assign(side=""))


@pytest.mark.parametrize("metric", LISTED.values(), ids=LISTED)
def test_a_metric_over_a_list_is_declared_like_any_other(metric) -> None:
    from analysis.describe import reference

    assert metric.unit and metric.higher_means and metric.meaning.endswith(".")
    assert reference(metric.source)
    assert all(need in metric.equation for need in metric.needs)
    nothing = pd.DataFrame({need: [0.0] for need in metric.needs})
    assert compute(metric, nothing).isna().all()
