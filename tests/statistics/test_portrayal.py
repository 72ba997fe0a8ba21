"""Portrayal against plain pandas, and on a corpus that a reader can count."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.corpus.actors import read_actors
from analysis.errors import DesignError
from analysis.measures import Measures, measure
from analysis.statistics import actor_words, name_actors, portrayal
from analysis.statistics.glossary import GLOSSARY

LINES = {
    (
        "Post",
        "e1",
    ): "Mayor Ann Lee visited the guild. Lee was furious. The reckless guild blamed Lee.",
    ("Post", "e2"): "Ann Lee won. Ms Lee smiled. “Lee lost,” Tom Reyes said.",
    ("Echo", "e1"): "Ann Lee met the guild. The guild praised Ms Lee warmly.",
    ("Echo", "e2"): "Tom Reyes won. Reyes thanked Ann Lee.",
}


@pytest.fixture(scope="module")
def small() -> Measures:
    rows = [(f"{o}-{e}", o, e, text) for (o, e), text in LINES.items()]
    return measure(pd.DataFrame(rows, columns=["article", "outlet", "event", "text"]))


def one(table: pd.DataFrame, actor: str, outlet: str, measure_name: str) -> pd.Series:
    rows = table[
        (table["actor"] == actor) & (table["outlet"] == outlet) & (table["measure"] == measure_name)
    ]
    assert len(rows) == 1
    return rows.iloc[0]


def test_counted_by_hand(small: Measures) -> None:
    found = portrayal(small)
    # Post, own voice: Mayor Ann Lee (agent), Lee (described), Lee (patient); Ann Lee, Ms Lee
    # (agents). The mention in Tom Reyes's mouth is not the outlet's.
    assert one(found, "Ann Lee", "Post", "agent")["estimate"] == pytest.approx(3 / 4)
    assert one(found, "Ann Lee", "Post", "described")["estimate"] == pytest.approx(1 / 5)
    assert one(found, "Ann Lee", "Post", "named by title")["estimate"] == pytest.approx(2 / 5)
    assert one(found, "Ann Lee", "Post", "named by surname")["estimate"] == pytest.approx(2 / 5)
    assert one(found, "Ann Lee", "Post", "agent")["n"] == 4
    assert one(found, "Tom Reyes", "Post", "speaker")["estimate"] == 1
    assert one(found, "Tom Reyes", "Echo", "agent")["estimate"] == 1


def test_shares_of_forms_add_up_and_intervals_hold_their_estimate(small: Measures) -> None:
    found = portrayal(small)
    forms = found[found["measure"].str.startswith("named by") & (found["n"] > 0)]
    assert forms.groupby(["actor", "outlet"])["estimate"].sum().to_numpy() == pytest.approx(1.0)
    known = found[found["low"].notna()]
    assert (known["low"] <= known["estimate"] + 1e-12).all()
    assert (known["estimate"] <= known["high"] + 1e-12).all()
    assert set(found.columns) <= set(GLOSSARY)


def test_tone_is_the_mean_over_the_outlet_s_own_sentences(small: Measures) -> None:
    found = portrayal(small)
    own = small.sentences[small.sentences["n_authorial"] == small.sentences["n_words"]]
    post = own[own["article"].str.startswith("Post")].merge(
        small.mentions[small.mentions["name"] == "Ann Lee"][["article", "sentence"]],
        on=["article", "sentence"],
    )
    tone = one(found, "Ann Lee", "Post", "tone")
    assert tone["estimate"] == pytest.approx(post["sentiment"].mean())
    # Two events: the ratio estimate's variance, written out (Cochran 1977, 6.3).
    events = post.groupby("article")["sentiment"].agg(["sum", "size"])
    residual = events["sum"] - tone["estimate"] * events["size"]
    error = np.sqrt(2 * (residual**2).sum()) / events["size"].sum()
    assert tone["high"] - tone["estimate"] == pytest.approx(stats.t.ppf(0.975, 1) * error)


def test_words_near_an_actor_are_set_against_words_near_others(small: Measures) -> None:
    found = actor_words(small, fewest=1)
    near = small.collocates.assign(whose=small.collocates["name"])
    for row in found.itertuples():
        own = near[(near["whose"] == row.actor) & (near["term"] == row.term)]["count"].sum()
        total = near[near["term"] == row.term]["count"].sum()
        assert (row.count_near, row.count_elsewhere) == (own, total - own)
    guild = found[(found["actor"] == "Ann Lee") & (found["term"] == "guild")].iloc[0]
    assert guild["count_near"] == 4 and guild["articles"] == 2
    assert found[found["term"] == "reckless"]["weight"].iloc[0] > 0
    assert "lost" not in set(found["term"])  # Tom Reyes's word, not the outlet's
    assert not {"lee", "ann", "reyes"} & set(found["term"])


def test_a_list_of_actors_names_them_event_by_event(small: Measures, tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text("actor,side,aliases,event\nThe mayor,a,Ann Lee,e1\nReyes,b,Tom Reyes,\n")
    found = name_actors(small, actors=read_actors(path))
    events = found["article"].str[-2:]
    assert set(events[found["actor"] == "The mayor"]) == {"e1"}
    assert (found["actor"] == "Reyes").sum() == (small.mentions["name"] == "Tom Reyes").sum()
    path.write_text("actor,side\nNobody Here,a\n")
    with pytest.raises(DesignError, match="no actor is mentioned. Check the names"):
        portrayal(small, actors=read_actors(path))


def test_names_and_words_of_hostile_articles_are_data() -> None:
    text = "They saw <b>Ann</b> =HYPERLINK(1) Lee. Mr Lee’s <script>alert(1)</script> was nice."
    rows = pd.DataFrame(
        {"article": ["a"], "outlet": ["<i>Post</i>"], "event": ["e"], "text": [text]}
    )
    found = portrayal(measure(rows))
    assert set(found["outlet"]) == {"<i>Post</i>"} and found["actor"].tolist()
