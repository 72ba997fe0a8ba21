from __future__ import annotations

from pathlib import Path

import pytest

from analysis.corpus import read_articles
from analysis.measures import Measures, measure, score, with_articles

DEMO = Path(__file__).parents[2] / "data" / "demo" / "articles.csv"
METRICS = ["flesch_kincaid", "loaded_rate"]


@pytest.fixture(scope="session")
def texts():
    table = read_articles(DEMO).articles
    events = sorted(table["event"].unique())[:6]
    return table[table["event"].isin(events)].reset_index(drop=True)


@pytest.fixture(scope="session")
def measures(texts) -> Measures:
    return measure(texts)


@pytest.fixture(scope="session")
def scores(measures):
    return with_articles(score(measures.counts, metrics=METRICS), measures.articles)
