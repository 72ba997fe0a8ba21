from __future__ import annotations

from pathlib import Path

import pytest
from small_reports import SMALL

from analysis.corpus import read_articles
from analysis.measures import measure, write_measures
from analysis.reports import run_report

DEMO = Path(__file__).parents[2] / "data" / "demo" / "articles.csv"


@pytest.fixture(scope="session")
def measured(tmp_path_factory) -> Path:
    """Measures of three events of the demo corpus."""
    table = read_articles(DEMO).articles
    some = table[table["event"].isin(sorted(table["event"].unique())[:3])]
    return write_measures(measure(some), tmp_path_factory.mktemp("measures") / "demo")


@pytest.fixture(scope="session")
def report(measured, tmp_path_factory) -> Path:
    """A finished report; tests that change files must copy it."""
    out = tmp_path_factory.mktemp("reports") / "profile"
    run_report("article_profile", measures=measured, out=out, parameters=SMALL)
    return out
