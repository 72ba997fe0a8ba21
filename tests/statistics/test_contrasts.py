"""Contrasts: a pair is the pair, several outlets are their mean, p is that of permuted outlets."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats

from analysis.errors import ParameterError
from analysis.statistics.articles import METHOD as ARTICLES
from analysis.statistics.cells import Cells
from analysis.statistics.compare import compare, compare_metrics
from analysis.statistics.contrasts import OUTLETS, check_contrasts, name_side, read_side
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.sentences import difference_sentence

WIDE = (("Outlet A", "Outlet B"), "Outlet C")


def one(scores: pd.DataFrame, contrast=WIDE, **options) -> pd.Series:
    return compare_metrics(scores, ["grade"], contrasts=[contrast], **options).iloc[0]


def test_a_pair_as_a_contrast_is_the_pair(make_scores) -> None:
    scores = make_scores(12, 3, missing=0.1, articles=2)
    pair = compare(scores, "grade", outlets=["Outlet A", "Outlet B"]).iloc[0]
    alone = one(scores, ("Outlet A", ["Outlet B"]))
    for name in ("difference", "low", "high", "p", "d_z", "events", "method", "smallest_p"):
        assert alone[name] == pair[name], name
    turned = one(scores, ("Outlet B", "Outlet A"))
    assert turned["difference"] == -alone["difference"] and turned["p"] == alone["p"]


@pytest.mark.parametrize("events", [9, 25])
def test_estimate_and_interval_equal_scipy_and_least_squares(make_scores, events: int) -> None:
    scores = make_scores(events, 3, shift=0.7)
    wide = scores.pivot_table(index="event", columns="outlet", values="grade")
    d = (wide["Outlet A"] + wide["Outlet B"]) / 2 - wide["Outlet C"]
    row = one(scores)
    ends = stats.ttest_1samp(d, 0).confidence_interval()
    assert row["difference"] == pytest.approx(d.mean(), abs=1e-8)
    assert (row["low"], row["high"]) == pytest.approx((ends.low, ends.high), abs=1e-8)
    assert row["d_z"] == pytest.approx(d.mean() / d.std(), abs=1e-8)
    fit = smf.ols("grade ~ C(outlet) + C(event)", scores).fit()
    b, c = (fit.params[f"C(outlet)[T.Outlet {name}]"] for name in "BC")
    assert row["difference"] == pytest.approx(b / 2 - c, abs=1e-8)
    assert (row["outlet_a"], row["outlet_b"]) == ("mean of Outlet A and Outlet B", "Outlet C")
    assert "mean of Outlet A and Outlet B differs from Outlet C" in difference_sentence(
        row, label="grade", unit=""
    )
    assert set(row.index) <= set(GLOSSARY)


def t_of_sides(values: np.ndarray) -> float:
    d = values[:, :2].mean(axis=1) - values[:, 2]
    return float(abs(d.mean() / d.std(ddof=1)))


def test_p_comes_near_full_enumeration(make_scores) -> None:
    scores = make_scores(4, 3, shift=1.0, seed=5)
    values = scores.pivot_table(index="event", columns="outlet", values="grade").to_numpy()
    orders = [[row[list(order)] for order in permutations(range(3))] for row in values]
    every = [t_of_sides(np.array(rows)) for rows in product(*orders)]
    exact = np.mean(np.array(every) >= t_of_sides(values) - 1e-12)
    row = one(scores)
    assert row["method"] == OUTLETS
    assert row["p"] == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 9999) + 1e-4)
    assert row["smallest_p"] == pytest.approx(3.0**-4) and not row["stars_allowed"]
    two_by_two = compare_metrics(
        make_scores(4, 4), ["grade"], contrasts=[(WIDE[0], ["Outlet C", "Outlet D"])]
    )
    assert two_by_two["smallest_p"].iloc[0] == pytest.approx(2 * 6.0**-4)


def test_unequal_numbers_of_articles_are_permuted_as_articles(make_scores) -> None:
    scores = make_scores(3, 3, seed=8, shift=0.5)
    second = scores[scores["outlet"] == "Outlet C"]
    second = second.assign(article=second["article"] + " again", grade=second["grade"] ** 2)
    scores = pd.concat([scores, second], ignore_index=True)
    orders = []
    for _, rows in scores.groupby("event"):
        values, labels = rows["grade"].to_numpy(), rows["outlet"].to_numpy()
        orders.append(
            [
                [values[list(order)][labels == outlet].mean() for outlet in sorted(set(labels))]
                for order in permutations(range(4))
            ]
        )
    every = [t_of_sides(np.array(rows)) for rows in product(*orders)]
    exact = np.mean(np.array(every) >= every[0] - 1e-12)
    row = one(scores)
    assert row["method"] == ARTICLES
    assert row["p"] == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 9999) + 1e-4)
    assert row["smallest_p"] == pytest.approx(12.0**-3)  # 4! / 2! places on each event


def test_outlets_of_one_side_may_differ_from_each_other() -> None:
    # A lies far above and B as far below C: their mean does not differ from C's.
    events, runs = 20, 500
    generator = np.random.default_rng(3)
    means = generator.lognormal(sigma=0.7, size=(events, 3, runs)) + [[[2], [-2], [0]]]
    cells = Cells(
        metrics=tuple(f"run {i}" for i in range(runs)),
        events=tuple(map(str, range(events))),
        outlets=("Outlet A", "Outlet B", "Outlet C"),
        means=means,
        used=np.ones(means.shape, dtype=int),
        articles=np.ones(means.shape[:2], dtype=int),
        event=np.empty(0, dtype=int),
        outlet=np.empty(0, dtype=int),
        scores=np.empty((0, runs)),
        without_event=np.zeros(3, dtype=int),
    )
    table = compare_metrics(cells, cells.metrics, contrasts=[WIDE], resamples=499)
    rate = float((table["p"] <= 0.05).mean())
    assert rate == pytest.approx(0.05, abs=3 * np.sqrt(0.05 * 0.95 / runs))


def test_an_event_counts_where_every_outlet_of_both_sides_is(make_scores) -> None:
    scores = make_scores(8, 3)
    row = one(scores.drop(index=[0, 4]))  # A on the first event, B on the second
    assert row["events"] == 6 and row["articles"] == 18 and row["missing_cells"] == 2
    wide = scores.pivot_table(index="event", columns="outlet", values="grade").iloc[2:]
    assert row["mean_a"] == pytest.approx(wide[["Outlet A", "Outlet B"]].to_numpy().mean())


def test_sides_are_named_and_read_back() -> None:
    outlets = ["Post", "Star and Sun", "Star", "Echo, The", "Echo"]
    for side in [("Post",), ("Star", "Star and Sun"), ("Echo, The", "Echo", "Post")]:
        assert read_side(name_side(side), outlets) == side
    assert read_side("mean of Post and Gazette", outlets) == ()


@pytest.mark.parametrize(
    ("contrast", "message"),
    [
        (("Outlet A",), "a contrast is"),
        ("AB", "a contrast is"),
        ((["Outlet A"], []), "a contrast is"),
        ((["Outlet A", "Outlet B"], "Outlet B"), "no outlet twice"),
        (("Outlet A", "Outlet Z"), "'Outlet Z', which is not among"),
    ],
)
def test_refusals(contrast, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        check_contrasts([contrast], ["Outlet A", "Outlet B", "Outlet C"])
