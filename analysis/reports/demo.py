"""The main job on what the project ships: measure, reports, and a page that links them."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from analysis.corpus import read_articles
from analysis.counting import counting_differences, counting_section
from analysis.describe import codebook, codebook_markdown
from analysis.errors import InputError
from analysis.measures import measure, read_measures, write_measures, write_table
from analysis.progress import progress
from analysis.reports.manifest import write_index
from analysis.reports.parameters import ROOT
from analysis.reports.sets import Planned, build_set

_DEMO = ROOT / "data" / "demo" / "articles.csv"
_ACTORS = ROOT / "data" / "demo" / "actors.csv"
_BASIL = ROOT / "data" / "basil30" / "measures"
_SEEDS = ROOT / "seeds"
_PROFILED, _EVENT, _TARGET = "e01-clarion", "port-strike", "Daily Clarion"
_GRADES = {
    "metrics": ["flesch_kincaid", "gunning_fog", "smog", "coleman_liau", "automated_readability"],
    "outlets": ["Fox News", "New York Times"],
}
_ABOUT = {
    "basil30-comparison": "Three real outlets on thirty events (BASIL, without text)",
    "basil30-validation": "Does the word list measure what people call loaded? (BASIL)",
    "basil30-robustness": "Readability of two outlets, measured thirty ways (BASIL)",
    "basil30-trend": "Loaded words from 2010 to 2019, around a date (BASIL)",
    "demo-quality": "What four invented outlets' articles hold besides running text",
    "demo-comparison": "Four invented outlets on twelve invented events",
    "demo-event": "One invented event in four tellings",
    "demo-keyness": "The words that set an invented tabloid apart, with their passages",
    "demo-profile": "An invented tabloid article, word by word",
    "demo-sourcing": "Whom four invented outlets let speak, on which side, with the passages",
    "seed-profile": "The article that the project grew out of",
}


def build_demo(out: Path | str = "reports") -> Path:
    """Measure the demo corpus and build the reports that the project ships data for; their index.

    out/demo/measures: the tables; a folder a report. InputError outside a checkout of the project,
    because the notebooks and the data lie there.
    """
    target = Path(out)
    if not _DEMO.is_file():
        raise InputError(
            "the demo corpus is not here",
            where=str(_DEMO),
            mend="Run this in a checkout of the project, installed with: pip install -e .",
        )
    reading = read_articles(_DEMO)
    with progress("measuring", len(reading.articles)) as step:
        measures = write_measures(measure(reading, progress=step), target / "demo" / "measures")
    seed_text = _SEEDS / _seed_record()["file"]
    reports = [
        Planned("demo-quality", "corpus_quality", measures),
        Planned("demo-comparison", "outlet_comparison", measures),
        Planned("basil30-comparison", "outlet_comparison", _BASIL),
        Planned("basil30-validation", "validation", _BASIL),
        Planned("basil30-robustness", "robustness", _BASIL, _GRADES),
        Planned("basil30-trend", "time_trend", _BASIL, {"date": "2017-01-01"}),
        Planned(
            "demo-profile", "article_profile", measures, {"article": _PROFILED, "text": str(_DEMO)}
        ),
        Planned(
            "demo-sourcing", "sourcing", measures, {"actors": str(_ACTORS), "text": str(_DEMO)}
        ),
        Planned("demo-keyness", "keyness", measures, {"target": _TARGET, "text": str(_DEMO)}),
        Planned(
            "demo-event",
            "event_framing",
            measures,
            {"event": _EVENT, "actors": str(_ACTORS), "text": str(_DEMO)},
        ),
        Planned(
            "seed-profile",
            "article_profile",
            _SEEDS / "measures",
            {"text": str(seed_text)} if seed_text.is_file() else {},
        ),
    ]
    for error in build_set(reports, out=target).failed.values():
        raise error
    _write_codebook(target, reading.articles, measures)
    return write_index(target, title="Parallax: reports on what the project ships", about=_ABOUT)


def _write_codebook(target: Path, articles: pd.DataFrame, measures: Path) -> None:
    """codebook.csv, and codebook.md with what our counting changes on the demo corpus."""
    differences = counting_differences(read_measures(measures), measure(articles, rule="textstat"))
    write_table(codebook(), target / "codebook.csv")
    section = counting_section(differences, corpus="the demo corpus")
    (target / "codebook.md").write_text(f"{codebook_markdown()}\n{section}", encoding="utf-8")


def _seed_record() -> dict[str, str]:
    with (_SEEDS / "record.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))
