"""What tests of figures and of reports share: a part of the demo corpus, measured once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from analysis.corpus import read_articles
from analysis.measures import Measures, measure, score, with_articles, write_measures
from analysis.reports import run_report

# How long an example takes says what else the machine does.
settings.register_profile("parallax", deadline=None)
settings.load_profile("parallax")

DEMO = Path(__file__).parents[1] / "data" / "demo" / "articles.csv"


@pytest.fixture(scope="session")
def texts() -> pd.DataFrame:
    """The articles of six events, with their text."""
    table = read_articles(DEMO).articles
    events = sorted(table["event"].unique())[:6]
    return table[table["event"].isin(events)].reset_index(drop=True)


@pytest.fixture(scope="session")
def measures(texts: pd.DataFrame) -> Measures:
    """The same articles measured."""
    return measure(texts)


@pytest.fixture(scope="session")
def scores(measures: Measures) -> pd.DataFrame:
    """Two metrics of the same articles."""
    names = ["flesch_kincaid", "loaded_rate"]
    return with_articles(score(measures.counts, metrics=names), measures.articles)


@pytest.fixture(scope="session")
def measured(texts: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Measures of three events on disk."""
    some = texts[texts["event"].isin(sorted(texts["event"].unique())[:3])]
    return write_measures(measure(some), tmp_path_factory.mktemp("measures") / "demo")


@pytest.fixture(scope="session")
def report(measured: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished report; tests that change files must copy it."""
    out = tmp_path_factory.mktemp("reports") / "profile"
    small = {"metrics": ["loaded_rate"], "width": "one"}
    run_report("article_profile", measures=measured, out=out, parameters=small)
    return out
