"""Outlet names made one, with the mapping shown."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import map_outlets, outlets, rename_outlets
from analysis.errors import ColumnError

KNOWN = Path(outlets.__file__).with_name("outlets.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in KNOWN if not line.startswith("#")]


def taken_for(*given: str, names: dict[str, str] | None = None) -> list[str]:
    mapping = map_outlets(given, names=names).set_index("given")
    return [mapping.loc[name, "outlet"] for name in given]


@pytest.mark.parametrize(("outlet", "others"), ROWS, ids=[row[0] for row in ROWS])
def test_every_listed_name_leads_to_its_outlet(outlet: str, others: str) -> None:
    names = [outlet, *others.split(" | ")]
    assert set(taken_for(*names)) == {outlet}


def test_names_and_addresses_of_one_outlet() -> None:
    assert set(taken_for("FOX", "Fox News", "foxnews.com", "http://www.foxnews.com/us/1")) == {
        "Fox News"
    }
    assert taken_for("edition.cnn.com", "blogs.reuters.com") == ["CNN", "Reuters"]


def test_papers_that_share_a_short_name_and_opinion_pages_stay_apart() -> None:
    separate = ["The Times", "The Times (UK)", "The Telegraph", "Fox News Opinion", "Fox News"]
    assert taken_for(*separate) == separate


def test_spellings_become_the_most_frequent_one() -> None:
    corpus = ["The Harrow Standard"] * 3 + ["HARROW STANDARD"] * 2 + ["Harrow Post"]
    mapping = map_outlets(corpus).set_index("given")
    assert mapping["outlet"].to_dict() == {
        "The Harrow Standard": "The Harrow Standard",
        "HARROW STANDARD": "The Harrow Standard",
        "Harrow Post": "Harrow Post",
    }
    assert mapping["rule"].to_dict() == {
        "The Harrow Standard": "unchanged",
        "HARROW STANDARD": "spelling",
        "Harrow Post": "unchanged",
    }
    assert mapping["articles"].sum() == len(corpus)


def test_the_users_names_come_first() -> None:
    assert taken_for("fox news", names={"Fox News": "Fox (cable)"}) == ["Fox (cable)"]


def test_renaming_keeps_the_missing_missing_and_the_rest_untouched() -> None:
    articles = pd.DataFrame({"article": ["a", "b", "c"], "outlet": ["FOX ", None, "Lantern"]})
    renamed = rename_outlets(articles, map_outlets(articles["outlet"]))
    assert renamed["outlet"].iloc[0] == "Fox News"
    assert pd.isna(renamed["outlet"].iloc[1])
    assert renamed["outlet"].iloc[2] == "Lantern"
    assert articles["outlet"].iloc[0] == "FOX "
    assert renamed["article"].tolist() == articles["article"].tolist()


def test_names_without_letters_stay_apart() -> None:
    assert taken_for("…", "???", "the") == ["…", "???", "the"]


def test_no_names_give_an_empty_mapping() -> None:
    assert map_outlets([None, "", float("nan")]).empty


def test_a_mapping_that_contradicts_itself_is_refused() -> None:
    mapping = map_outlets(["Lantern"])
    with pytest.raises(ColumnError, match="two rows"):
        rename_outlets(pd.DataFrame({"outlet": ["Lantern"]}), pd.concat([mapping, mapping]))
    with pytest.raises(ColumnError, match="'outlet'"):
        rename_outlets(pd.DataFrame({"article": ["a"]}), mapping)


@given(st.lists(st.text(min_size=1, max_size=12), max_size=12))
def test_mapping_twice_changes_nothing_more(names: list[str]) -> None:
    articles = pd.DataFrame({"outlet": pd.Series(names, dtype="str")})
    once = rename_outlets(articles, map_outlets(articles["outlet"]))
    assert map_outlets(articles["outlet"])["articles"].sum() == sum(bool(n.strip()) for n in names)
    twice = rename_outlets(once, map_outlets(once["outlet"]))
    assert once["outlet"].tolist() == twice["outlet"].tolist()
