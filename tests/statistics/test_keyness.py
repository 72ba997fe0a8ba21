"""Keyness against SciPy, the printed formulas, full enumeration and identities."""

from __future__ import annotations

import json
import os
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.errors import ColumnError, DesignError, ParameterError
from analysis.statistics.association import g_squared, log_odds, log_ratio
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.house_style import HOUSE_STYLE, follows_style
from analysis.statistics.keyness import distinctive_terms, term_counts

FIXTURE = os.environ.get("PARALLAX_KEYNESS_FIXTURE")


def corpus(events: int = 12, outlets: int = 2, terms: int = 30, seed: int = 0) -> pd.DataFrame:
    """Term counts whose rates vary by event and not by outlet."""
    generator = np.random.default_rng(seed)
    rate = generator.gamma(0.5, 8.0, size=(events, 1, terms))
    count = generator.poisson(rate, size=(events, outlets, terms))
    event, outlet, term = (i.ravel() for i in np.indices(count.shape))
    frame = pd.DataFrame(
        {
            "outlet": [f"Outlet {chr(65 + i)}" for i in outlet],
            "event": event,
            "term": [f"term{i:02d}" for i in term],
            "count": count.ravel(),
        }
    )
    return frame[frame["count"] > 0].reset_index(drop=True)


def test_g_squared_equals_scipy() -> None:
    first, second, words = np.array([30, 4, 0]), np.array([10, 9, 7]), (1000, 1500)
    ours = g_squared(first, second, *words)
    for i in range(3):
        table = [[first[i], second[i]], [words[0] - first[i], words[1] - second[i]]]
        theirs = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert abs(ours[i]) == pytest.approx(theirs.statistic, abs=1e-8)
    assert np.sign(ours).tolist() == [1, -1, -1]


def test_log_ratio_by_hand() -> None:
    # 8 in 1,000 against 2 in 1,000 is four times, 2 in base 2; a zero counts as one half.
    assert log_ratio(np.array([8, 0]), np.array([2, 4]), 1000, 1000).tolist() == [2, -3]


def test_log_odds_by_the_printed_formula() -> None:
    # Monroe, Colaresi & Quinn 2008 with y = 20 of 400, 5 of 600, prior 2 of 50.
    delta, z = log_odds(
        np.array([20.0]), np.array([5.0]), 400, 600, prior=np.array([2.0]), prior_words=50
    )
    expected = np.log(22 / (400 + 50 - 22)) - np.log(7 / (600 + 50 - 7))
    assert delta[0] == pytest.approx(expected, abs=1e-12)
    assert z[0] == pytest.approx(expected / np.sqrt(1 / 22 + 1 / 7), abs=1e-12)


def test_the_table_holds_the_counts_of_shared_events_alone() -> None:
    counts = corpus(events=8)
    lonely = pd.DataFrame(
        {"outlet": ["Outlet A"], "event": [99], "term": ["term00"], "count": [5000]}
    )
    plain = distinctive_terms(counts, target="Outlet A", resamples=99)
    more = distinctive_terms(pd.concat([counts, lonely]), target="Outlet A", resamples=99)
    wide = counts.pivot_table(index="term", columns="outlet", values="count", aggfunc="sum")
    for table in (plain, more):
        by_term = table.set_index("term")
        assert by_term["count_a"].to_dict() == wide["Outlet A"].reindex(by_term.index).to_dict()
        rate = 1000 * wide["Outlet B"] / wide["Outlet B"].sum()
        assert by_term["rate_b"].to_numpy() == pytest.approx(rate.reindex(by_term.index).to_numpy())
    assert set(plain.columns) <= set(GLOSSARY)
    assert plain["z"].abs().is_monotonic_decreasing


def test_swapping_target_and_reference_turns_the_signs() -> None:
    counts = corpus()
    there = distinctive_terms(counts, target="Outlet A", resamples=99).set_index("term")
    back = distinctive_terms(counts, target="Outlet B", resamples=99).set_index("term")
    back = back.reindex(there.index)
    for name in ("z", "log_odds", "log_ratio", "g2"):
        assert there[name].to_numpy() == pytest.approx(-back[name].to_numpy())
    assert (there["count_a"] == back["count_b"]).all()


def test_family_p_comes_near_full_enumeration() -> None:
    counts = corpus(events=6, terms=8, seed=4)
    found = distinctive_terms(
        counts, target="Outlet A", fewest_events=1, prior_words=50, resamples=4999
    )
    wide = counts.pivot_table(
        index=["event", "outlet"], columns="term", values="count", fill_value=0, aggfunc="sum"
    )
    cells = wide.to_numpy(dtype=float).reshape(6, 2, -1)
    prior = 50 * cells.sum(axis=(0, 1)) / cells.sum()
    every = []
    for choice in product([0, 1], repeat=6):
        first = cells[np.arange(6), list(choice)].sum(axis=0)
        second = cells.sum(axis=(0, 1)) - first
        every.append(np.abs(log_odds(first, second, first.sum(), second.sum(), prior=prior)[1]))
    every = np.array(every)
    for _, row in found.iterrows():
        exact = (every.max(axis=1) >= abs(row["z"]) - 1e-9).mean()
        own = (every[:, wide.columns.get_loc(row["term"])] >= abs(row["z"]) - 1e-9).mean()
        assert row["p_family"] == pytest.approx(exact, abs=0.03)
        assert row["p"] == pytest.approx(own, abs=0.03)
        assert row["p_family"] >= row["p"]


def test_a_term_used_by_one_outlet_on_every_event_is_found_and_house_style_is_marked() -> None:
    counts = corpus(events=15, outlets=3)
    extra = pd.DataFrame(
        {"outlet": "Outlet B", "event": range(15), "term": "Mr", "count": 12}, index=range(15)
    )
    found = distinctive_terms(pd.concat([counts, extra]), target="Outlet B", resamples=999)
    first = found.iloc[0]
    assert first["term"] == "Mr"
    assert first["p_family"] == pytest.approx(1 / 1000)
    assert first["house_style"]
    assert not found.iloc[1:]["house_style"].any()
    assert found["outlet_b"].iloc[0] == "Outlet A, Outlet C"


def test_refusals() -> None:
    counts = corpus()
    with pytest.raises(ParameterError, match="Did you mean 'Outlet"):
        distinctive_terms(counts, target="Outlet")
    with pytest.raises(ParameterError, match="nothing to be compared with"):
        distinctive_terms(counts, target="Outlet A", reference="Outlet A")
    with pytest.raises(DesignError, match="Lower fewest_events; 12 events"):
        distinctive_terms(counts, target="Outlet A", fewest_events=50)
    apart = counts[(counts["outlet"] == "Outlet A") == (counts["event"] < 6)]
    with pytest.raises(DesignError, match="shares no event"):
        distinctive_terms(apart, target="Outlet A")
    with pytest.raises(ColumnError, match="no column 'count'"):
        distinctive_terms(counts.drop(columns="count"), target="Outlet A")


@pytest.mark.skipif(not FIXTURE, reason="PARALLAX_KEYNESS_FIXTURE names no file")
def test_every_measure_agrees_with_another_implementation() -> None:
    other = json.loads(Path(str(FIXTURE)).read_text(encoding="utf-8"))
    rows = pd.DataFrame(other["rows"])
    first, second = (rows[name].to_numpy(float) for name in ("n_target", "n_ref"))
    words = (other["n_target"], other["n_reference"])
    assert g_squared(first, second, *words) == pytest.approx(rows["G2"].to_numpy(), abs=6e-5)
    assert log_ratio(first, second, *words) == pytest.approx(rows["log_ratio"].to_numpy(), abs=6e-5)
    flat = np.full(len(rows), other["a_uninf"])
    odds, z = log_odds(
        first, second, *words, prior=flat, prior_words=other["a_uninf"] * other["vocab"]
    )
    assert odds == pytest.approx(rows["logodds_uninf"].to_numpy(), abs=6e-5)
    assert z == pytest.approx(rows["z_uninf"].to_numpy(), abs=6e-5)
    # The background's counts are not in the file, but they are whole numbers: each term has one
    # that gives both of its printed figures, and it is at least what the two outlets have.
    background = np.arange(1, 5000)[:, None]
    odds, z = log_odds(
        first,
        second,
        *words,
        prior=other["a0"] * background / other["n_background"],
        prior_words=other["a0"],
    )
    theirs = rows["logodds_idp"].to_numpy(), rows["z_idp"].to_numpy()
    gap = np.maximum(np.abs(odds - theirs[0]), np.abs(z - theirs[1]))
    assert (gap.min(axis=0) < 6e-5).all()
    best = background[gap.argmin(axis=0), 0]
    assert (best >= first + second).all()


def test_phrases_add_no_words_and_missing_terms_add_no_rows() -> None:
    counts = corpus(events=8)
    rest = counts.groupby(["outlet", "event"])["count"].sum().reset_index().assign(term=None)
    phrases = counts.assign(term=counts["term"] + " more", size=2)
    whole = pd.concat([counts.assign(size=1), rest.assign(size=1), phrases], ignore_index=True)
    found = distinctive_terms(whole, target="Outlet A", resamples=99).set_index("term")
    words = 2 * counts[counts["outlet"] == "Outlet A"]["count"].sum()
    rates = 1000 * found["count_a"].to_numpy(float) / words
    assert found["rate_a"].to_numpy() == pytest.approx(rates)
    assert (
        len(found)
        == 2 * counts["term"].nunique()
        - 2 * (counts[counts["count"] > 0].groupby("term")["event"].nunique() < 5).sum()
    )


def test_term_counts_are_the_tables_words(measures) -> None:
    found = term_counts(measures.words, measures.articles, voice=None)
    body = measures.counts[measures.counts["zone"] == "body"].set_index("article")["words"]
    words = found[found["size"] == 1].groupby("article")["count"].sum()
    assert words.to_dict() == body[body > 0].to_dict()
    assert (found["size"] > 1).any()
    alone = term_counts(measures.words, measures.articles, phrases=False)
    assert (alone["size"] == 1).all()
    own = measures.counts[measures.counts["zone"] == "body"]["words_authorial"].sum()
    assert alone["count"].sum() == own


def test_families_of_style_and_of_other_words_do_not_touch() -> None:
    counts = corpus(events=15)
    loud = pd.DataFrame(
        {"outlet": "Outlet B", "event": range(15), "term": "Mr", "count": 300}, index=range(15)
    )
    plain = distinctive_terms(counts, target="Outlet A", house_style=(), resamples=499)
    # The same words and the same draws: only what is a family of its own may differ.
    mixed = pd.concat([counts, loud])
    apart = distinctive_terms(mixed, target="Outlet A", resamples=499)
    joined = distinctive_terms(mixed, target="Outlet A", house_style=(), resamples=499)
    style = apart["house_style"].astype(bool)
    assert apart.loc[style, "term"].tolist() == ["Mr"]
    assert (apart.loc[style, "p_family"] == apart.loc[style, "p"]).all()
    rest = apart[~style].set_index("term")["p_family"]
    assert (rest <= joined.set_index("term")["p_family"].reindex(rest.index) + 1e-12).all()
    assert len(plain) == len(rest)


def test_the_interval_holds_its_level_over_events() -> None:
    # True log-odds 0: outlets have one rate for words that come in strong bursts, event by event.
    held = []
    for seed in range(24):
        found = distinctive_terms(
            corpus(events=25, terms=25, seed=seed), target="Outlet A", resamples=99
        )
        both = found["low"].notna()
        held += ((found["low"] <= 0) & (found["high"] >= 0))[both].tolist()
    assert 0.9 <= np.mean(held) <= 0.98


def test_over_articles_outlets_are_permuted_and_events_are_not_asked_for() -> None:
    counts = corpus(events=24, seed=3).rename(columns={"event": "article"})
    counts["article"] = counts["article"].astype(str) + counts["outlet"]
    found = distinctive_terms(counts, target="Outlet A", unit="article", resamples=499)
    assert "articles" in found and (found["p_family"] >= found["p"]).all()
    assert (found["p"] < 0.05).mean() < 0.2
    with pytest.raises(ColumnError, match="no column 'event'"):
        distinctive_terms(counts, target="Outlet A")
    with pytest.raises(ParameterError, match="Did you mean 'article'"):
        distinctive_terms(counts, target="Outlet A", unit="articles")


@pytest.mark.parametrize("term", ["Mr.", "u.s.", "R-Texas", "said", "percent", "mr trump"])
def test_style_words(term: str) -> None:
    assert follows_style(term)


def test_no_word_with_content_passes_for_style() -> None:
    assert not any(
        follows_style(word) for word in "in us regime reform riot am sat sun may".split()
    )
    assert all(word == word.lower().rstrip(".") for word in HOUSE_STYLE)
