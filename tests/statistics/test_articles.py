"""Permuted articles against full enumeration, and what ties them to the tests of cells."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pandas as pd

from analysis.statistics.articles import METHOD, articles_p, is_unbalanced, same_articles
from analysis.statistics.cells import typical_cells
from analysis.statistics.compare import compare, compare_metrics
from analysis.statistics.omnibus import omnibus


def uneven(events: int = 3, *, outlets: str = "AB", seed: int = 0) -> pd.DataFrame:
    """The first outlet has one article on each event, the others two; skewed values."""
    generator = np.random.default_rng(seed)
    rows = [
        (f"{event}{outlet}{i}", outlet, f"event {event}")
        for event in range(events)
        for outlet in outlets
        for i in range(1 if outlet == outlets[0] else 2)
    ]
    frame = pd.DataFrame(rows, columns=["article", "outlet", "event"])
    return frame.assign(grade=generator.lognormal(size=len(frame)))


def enumerated(scores: pd.DataFrame, statistic) -> float:
    """The exact p over all orders of each event's articles."""
    groups = [rows for _, rows in scores.groupby("event")]
    orders = [list(permutations(rows["grade"])) for rows in groups]
    labels = [rows["outlet"].tolist() for rows in groups]

    def means(values) -> np.ndarray:
        return np.array(
            [
                [
                    np.mean([v for v, o in zip(vs, ls, strict=True) if o == outlet])
                    for outlet in outlets
                ]
                for vs, ls in zip(values, labels, strict=True)
            ]
        )

    outlets = sorted(scores["outlet"].unique())
    observed = statistic(means([rows["grade"] for rows in groups]))
    every = [statistic(means(values)) for values in product(*orders)]
    return float(np.mean([value >= observed - 1e-12 for value in every]))


def near(found: float, exact: float, draws: int) -> bool:
    return abs(found - exact) <= 4 * np.sqrt(exact * (1 - exact) / draws) + 1 / draws


def t(means: np.ndarray) -> float:
    """|t| of two columns' differences, but for the root of their number."""
    d = means[:, 0] - means[:, 1]
    return float(abs(d.mean() / d.std(ddof=1)))


def test_a_pair_comes_near_full_enumeration() -> None:
    scores = uneven()
    exact = enumerated(scores, t)
    cells = typical_cells(scores, "grade")
    found = articles_p(cells, [0], outlets=(0, 1), events=np.arange(3), resamples=4999)
    assert near(found[0], exact, 4999)


def test_the_omnibus_comes_near_full_enumeration() -> None:
    scores = uneven(2, outlets="ABC", seed=4)

    def squares(means: np.ndarray) -> float:
        return float(sum(t(means[:, [a, b]]) ** 2 for a, b in ((0, 1), (0, 2), (1, 2))))

    exact = enumerated(scores, squares)
    cells = typical_cells(scores, "grade")
    found = articles_p(cells, [0], outlets=(0, 1, 2), events=np.arange(2), resamples=4999)
    assert near(found[0], exact, 4999)
    row = omnibus(scores, "grade", resamples=4999).iloc[0]
    assert row["method"] == METHOD and row["p"] == found[0]


def test_with_one_article_a_cell_it_is_the_test_of_sign_flips(make_scores) -> None:
    scores = make_scores(9, 3, shift=0.6)
    cells = typical_cells(scores, "grade")
    pair = compare(scores, "grade").iloc[0]
    found = articles_p(cells, [0], outlets=(0, 1), events=np.arange(9), resamples=9999)
    assert near(found[0], pair["p"], 9999)


def test_articles_are_permuted_only_where_they_are_uneven(make_scores) -> None:
    row = compare(uneven(12), "grade").iloc[0]
    cells = typical_cells(uneven(12), "grade")
    alone = articles_p(cells, [0], outlets=(0, 1), events=np.arange(12))[0]
    assert row["p"] == alone and row["method"] == METHOD
    assert compare(uneven(2), "grade").iloc[0]["smallest_p"] == 1 / 9  # 3 places on each event
    even = make_scores(12, 3, articles=2)
    assert "articles" not in compare(even, "grade").iloc[0]["method"]
    assert "articles" not in omnibus(even, "grade").iloc[0]["method"]
    assert not is_unbalanced(np.array([[2, 2], [1, 0]])) and is_unbalanced(np.array([[2, 1]]))


def test_metrics_with_values_for_other_articles_are_tested_apart() -> None:
    scores = uneven(8).assign(tone=lambda f: f["grade"] ** 2)
    holed = scores.assign(tone=scores["tone"].where(scores["article"] != "3B1"))
    cells = typical_cells(holed, ["grade", "tone"])
    assert same_articles(cells, [0, 1]) == [[0], [1]]
    both = compare_metrics(holed, ["grade", "tone"])
    for name in ("grade", "tone"):
        alone = compare(holed, name).iloc[0]["p"]
        assert both.set_index("metric").loc[name, "p"] == alone
