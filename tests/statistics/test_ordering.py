"""The order of outlets within events: pairs counted by hand, chance, and what is said of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau

from analysis.describe import accuracy
from analysis.errors import ColumnError
from analysis.measures import METRICS, read_measures
from analysis.statistics.ordering import matched_order, order_sentence

ROOT = Path(__file__).parents[2]


def articles(*events: list[tuple[float, float]]) -> pd.DataFrame:
    rows = [(str(n), score, code) for n, own in enumerate(events) for score, code in own]
    return pd.DataFrame(rows, columns=["event", "score", "code"])


def test_pairs_counted_by_hand() -> None:
    # Event 0: two pairs agree, one does not; event 1: a tied score; event 2: equal codes.
    table = articles([(1, 1), (3, 2), (2, 3)], [(5, 0), (5, 1)], [(1, 7), (2, 7)])
    row = matched_order(table).iloc[0]
    assert (row["pairs"], row["events"]) == (4, 2)
    assert row["concordance"] == pytest.approx(2.5 / 4)


def test_in_one_event_it_is_kendalls_tau_on_another_scale() -> None:
    random = np.random.default_rng(3)
    values = list(zip(random.permutation(12.0 * np.arange(9)), random.permutation(9), strict=True))
    row = matched_order(articles(values)).iloc[0]
    tau = kendalltau(*zip(*values, strict=True)).statistic
    assert row["concordance"] == pytest.approx((tau + 1) / 2)
    assert np.isnan(row["low"])


def test_the_interval_of_noise_covers_a_half_nearly_always() -> None:
    random = np.random.default_rng(5)
    covered = 0
    for _ in range(200):
        noise = [list(zip(*random.normal(size=(2, 3)), strict=True)) for _ in range(30)]
        row = matched_order(articles(*noise), resamples=399).iloc[0]
        covered += row["low"] <= 0.5 <= row["high"]
    assert 180 <= covered <= 199


def test_what_a_report_says() -> None:
    perfect = articles(*([(1, 1), (2, 2), (3, 3)] for _ in range(8)))
    assert "better than chance" in order_sentence(matched_order(perfect))
    turned = perfect.assign(score=-perfect["score"])
    mixed = pd.concat([perfect, turned.assign(event=lambda t: t["event"] + "x")])
    for table in (turned, mixed):
        assert "cannot be ranked" in order_sentence(matched_order(table))
    assert "no order" in order_sentence(matched_order(articles([(1, 1), (2, 1)])))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ColumnError, match="code"):
        matched_order(articles([(1, 1)]).drop(columns="code"))


def test_what_is_said_of_the_loaded_rate_is_what_the_shipped_tables_give() -> None:
    folder = ROOT / "data" / "basil30"
    codes = pd.read_csv(folder / "codes.csv")
    measures = read_measures(folder / "measures")
    table = pd.DataFrame(
        {
            "event": measures.articles.set_index("article")["event"],
            "code": codes[~codes["headline"]].groupby("article")["lexical_bias"].mean(),
            "score": measures.scores.set_index("article")["loaded_rate_authorial"],
        }
    )
    row = matched_order(table.dropna()).iloc[0]
    said = tomllib.loads((ROOT / "analysis/measures/accuracy.toml").read_text(encoding="utf-8"))
    for name, value in said["loaded language"]["order"].items():
        assert row[name] == pytest.approx(value, abs=0.02), name
    told = accuracy(METRICS["loaded_rate_authorial"])[1]
    assert ("cannot be ranked" in told) == (row["low"] <= 0.5)
