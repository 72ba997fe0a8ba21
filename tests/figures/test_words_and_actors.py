"""Keyness and portrayal drawn: numbers in words, the same bytes, names where there is room."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import DesignError
from analysis.figures import plot_keyness, plot_portrayal
from analysis.figures.keyness import choose_terms, spread
from analysis.measures import Measures
from analysis.statistics import distinctive_terms, portrayal, term_counts


@pytest.fixture(scope="module")
def terms(measures: Measures) -> pd.DataFrame:
    counts = term_counts(measures.words, measures.articles)
    target = sorted(measures.articles["outlet"].unique())[0]
    return distinctive_terms(counts, target=target, fewest_events=3, resamples=199)


def test_a_figure_of_terms_says_what_it_draws(terms: pd.DataFrame) -> None:
    figure = plot_keyness(terms)
    assert len(figure.data) == len(terms)
    both = terms[["count_a", "count_b"]].sum(axis=1).astype(float)
    words = (
        1000 * (terms["count_a"] / terms["rate_a"]).max()
        + 1000 * (terms["count_b"] / terms["rate_b"]).max()
    )
    assert figure.data["frequency"].to_numpy() == pytest.approx((1000 * both / words).to_numpy())
    named = choose_terms(terms, 10)
    first = named[named["z"] > 0].iloc[0]
    assert f"{first['term']} " in figure.alt and str(terms["outlet_a"].iloc[0]) in figure.alt
    assert not named["house_style"].any()
    again = plot_keyness(terms)
    for kind in ("png", "svg", "pdf"):
        assert figure.render(kind) == again.render(kind)
    with pytest.raises(DesignError, match="there are no terms"):
        plot_keyness(terms.iloc[:0])


def test_a_phrase_and_its_word_are_named_once() -> None:
    rows = [("pay", 9.0, 10), ("pay offer", 8.0, 8), ("offer", 7.0, 40), ("mr", 6.0, 9)]
    table = pd.DataFrame(rows, columns=["term", "z", "count_a"])
    table = table.assign(count_b=0, log_odds=table["z"], house_style=table["term"] == "mr")
    assert choose_terms(table, 10)["term"].tolist() == ["pay", "offer"]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.floats(0.001, 0.05))
def test_names_keep_their_distance_and_order_inside_the_axis(
    heights: list[float], gap: float
) -> None:
    wanted = np.sort(np.array(heights))[::-1]
    placed = spread(wanted, gap=gap)
    assert (placed[:-1] - placed[1:] >= gap - 1e-9).all()
    assert placed.max() <= 1 + 1e-9 and placed.min() >= -1e-9
    if (wanted[:-1] - wanted[1:] >= gap).all():
        assert placed == pytest.approx(np.clip(placed, wanted - 1, wanted + 1))


def test_a_figure_of_actors_draws_every_estimate(measures: Measures) -> None:
    table = portrayal(measures, most=3)
    figure = plot_portrayal(table)
    drawn = set(figure.data["measure"])
    expected = table[table["measure"].isin(drawn)]
    pd.testing.assert_frame_equal(
        figure.data.reset_index(drop=True), expected.reset_index(drop=True)
    )
    assert str(table["actor"].iloc[0]) in figure.alt
    assert figure.render("png") == plot_portrayal(table).render("png")
    with pytest.raises(DesignError, match="no actor is mentioned"):
        plot_portrayal(table.assign(estimate=np.nan))
