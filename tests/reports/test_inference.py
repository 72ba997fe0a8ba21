"""The notebooks on robustness, time and validity, the plan, and what no report may say."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.power import TTestPower

from analysis.errors import InputError, ParameterError
from analysis.figures import plot_difference, plot_specifications
from analysis.figures.words import number, probability
from analysis.measures import Measures, read_measures
from analysis.reports import (
    check,
    checks_of,
    checks_table,
    comparison_of,
    events_table,
    findings,
    paper_sentences,
    run_report,
    scores_of,
    together_of,
)
from analysis.reports.coding.results import validity, validity_sentences
from analysis.reports.coding.show import coding_of, planning_table, sample_of
from analysis.reports.launch import FOLDER
from analysis.reports.robust import curve_of, curve_sentences, curve_table
from analysis.reports.time import composition_table, interruption_of, interruption_table
from analysis.statistics.compare import compare
from analysis.statistics.plan import read_plan

JUDGEMENT = re.compile(r"\b(?:is|are|was|were|more|less|un)\s*biased\b", re.IGNORECASE)


def plain(page: Path) -> str:
    """A report's text without tags and code."""
    text = re.sub(r"<details class=\"code\".*?</details>", " ", page.read_text("utf-8"), flags=re.S)
    return re.sub(r"<[^>]+>", " ", text)


@pytest.fixture(scope="module")
def with_codes(measured: Path, tmp_path_factory) -> Path:
    """The measures with codes beside them: true where the list hits, but for one in five."""
    folder = tmp_path_factory.mktemp("coded")
    shutil.copytree(measured, folder / "measures")
    body = pd.read_parquet(measured / "sentences.parquet").query("zone == 'body'")
    hits = pd.read_parquet(measured / "terms.parquet").query("weight > 0")
    key = ["article", "sentence"]
    marked = body[key].apply(tuple, axis=1).isin(hits[key].apply(tuple, axis=1)).to_numpy()
    codes = np.where(np.arange(len(body)) % 5 == 0, ~marked, marked)
    table = body[["article", "start", "end"]].assign(code=codes)
    table.to_csv(folder / "codes.csv", index=False)
    return folder / "measures"


@pytest.mark.parametrize(
    ("notebook", "parameters", "said"),
    [
        ("robustness", {"outlets": ["Daily Clarion", "Lantern"]}, "swapped at random"),
        ("robustness", {}, "permuted within events"),
        ("time_trend", {"every": "month", "date": "2031-05-01"}, "Segmented regression"),
        ("validation", {"code": "code", "voice": "", "size": 120}, "is left of the difference"),
    ],
)
def test_a_notebook_runs_and_says_what_it_found(
    notebook, parameters, said, with_codes, tmp_path
) -> None:
    page = run_report(notebook, measures=with_codes, parameters=parameters, out=tmp_path / "out")
    text = plain(page)
    assert said in text and "nan" not in text.casefold().split()
    assert not JUDGEMENT.search(text)
    assert list((tmp_path / "out" / "figures").glob("*.svg"))


def settings(notebook: str, **given):
    return check(given, notebook)


def test_a_curve_s_sentences_have_its_numbers(measures: Measures) -> None:
    asked = settings("robustness", measures="x", outlets=["Daily Clarion", "Lantern"])
    curve = curve_of(measures, asked)
    text = curve_sentences(curve).words
    rows = curve.rows
    assert (
        f"above Lantern in {(rows['d_z'] > 0).sum()} and below in {(rows['d_z'] < 0).sum()}" in text
    )
    assert f"of their own: {(rows['p'] < 0.05).sum()}." in text
    median = curve.joint.set_index("measure").loc["median effect", "statistic"]
    assert f"as large as {number(float(median), 2)} standard" in text
    with pytest.raises(ParameterError, match="Name two, or leave"):
        curve_of(measures, settings("robustness", outlets=["Lantern"]))


def test_a_curve_of_all_outlets_has_its_numbers(measures: Measures) -> None:
    curve = curve_of(measures, settings("robustness", measures="x"))
    assert len(curve.outlets) == 4
    text, rows = curve_sentences(curve).words, curve.rows
    for outlet in curve.outlets:
        own = rows[rows["outlet"] == outlet]["distance"]
        assert f"{outlet} lies above it in {(own > 0).sum()} and below in {(own < 0).sum()}" in text
    clear = rows[rows["p"] < 0.05]["specification"].nunique()
    assert f"In {clear} of them all outlets together" in text
    for row in curve.joint.to_dict("records"):
        assert probability(float(row["p"])) in text
    page = curve_table(curve)
    assert page.words.endswith(f"{rows['specification'].nunique()} rows.")
    figure = plot_specifications(
        curve.rows, curve.joint, choices=curve.choices, metric="loaded_rate"
    )
    assert figure.data["distance"].tolist() == rows["distance"].tolist()
    spread = plot_specifications(curve.rows, curve.joint, choices=curve.choices).data
    each = spread.groupby("place")
    assert each["distance"].std().tolist() == pytest.approx(each["f"].first().tolist())


def test_checks_stand_in_one_table_with_verdicts_in_words(measures: Measures) -> None:
    asked = settings("outlet_comparison", metrics=["loaded_rate", "flesch_kincaid"])
    checks = checks_of(measures, scores_of(measures, asked), asked)
    by_metric = checks.groupby("metric")["check"].nunique()
    assert by_metric.to_dict() == {"loaded_rate": 4, "flesch_kincaid": 3}
    verdicts = checks.loc[checks["verdict"] != "", "verdict"]
    assert verdicts.str.match("agrees|borderline|DISAGREES|no test|not fitted").all()
    page = checks_table(checks.assign(verdict=checks["verdict"].replace("agrees", "DISAGREES: x")))
    assert "result that only one way of computing gives is not a result" in page.words


def test_what_a_period_consists_of_is_counted(measures: Measures) -> None:
    asked = settings("time_trend", every="month")
    scores = scores_of(measures, asked)
    page = composition_table(scores, asked)
    months = pd.to_datetime(scores["published"]).dt.to_period("M")
    assert page.words.endswith(f"{months.max().ordinal - months.min().ordinal + 1} rows.")
    for month, rows in scores.groupby(months):
        line = re.search(rf"{month.start_time.date()}</td>(.*?)</tr>", page.html)
        counts = [int(cell) for cell in re.findall(r">(\d+)</td>", line[1])]
        assert counts[:-2] == rows["outlet"].value_counts().sort_index().tolist()
        assert counts[-2] == rows["event"].nunique()
    assert "No date was given" in interruption_table(interruption_of(scores, asked), asked).words
    with pytest.raises(ParameterError, match="is not a date"):
        interruption_of(scores, settings("time_trend", date="Martober"))


def test_validity_sentences_have_the_tables_numbers(with_codes: Path) -> None:
    asked = settings("validation", measures=str(with_codes), code="code", voice="", size=90)
    whole = coding_of(read_measures(with_codes), asked)
    sample = sample_of(whole, asked)
    assert len(sample.coded) < len(whole.coded)
    assert sample.coded["weight"].sum() == pytest.approx(len(whole.coded))
    tables = validity(sample, resamples=199)
    text = " ".join(validity_sentences(sample, tables))
    for row in tables["corrected"].itertuples():
        assert f"{row.estimator} {row.difference:+.3f}".replace("-0", "−0") in text
    for row in tables["errors"].itertuples():
        assert f"{row.measure.replace('_', ' ')} {row.estimate:.2f}" in text
    assert "not known" in text and not JUDGEMENT.search(text)


def test_codes_are_planned_at_the_share_of_all_sentences(with_codes: Path) -> None:
    asked = settings("validation", measures=str(with_codes), code="code", voice="", size=90)
    whole = coding_of(read_measures(with_codes), asked)
    sample = sample_of(whole, asked)
    drawn, weighted = sample.coded["code"], sample.coded["weight"]
    share = 100 * np.average(drawn, weights=weighted)
    assert f"where {number(share, 1)}% of sentences" in planning_table(sample).words
    assert abs(share - 100 * whole.coded["code"].mean()) < abs(100 * drawn.mean() - share)


def test_what_the_plan_does_not_name_is_exploratory(measures: Measures, tmp_path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("primary: loaded_rate\nsecondary: [flesch_kincaid]\nvoice: authorial\n")
    asked = settings("outlet_comparison", plan=str(path), metrics=["loaded_rate", "smog"])
    compared = comparison_of(scores_of(measures, asked), asked)
    assert compared["plan_status"].str.startswith("exploratory").all()  # another voice
    text = findings(compared).words
    assert read_plan(path).digest[:12] in text and "voice all" in text
    planned = settings("outlet_comparison", plan=str(path), voice="authorial")
    compared = comparison_of(scores_of(measures, planned), planned)
    status = compared.drop_duplicates("metric").set_index("metric")["plan_status"].to_dict()
    assert status == {"loaded_rate": "primary", "flesch_kincaid": "secondary"}
    assert compared.set_index("metric").loc["flesch_kincaid", "p_holm"].isna().all()
    assert "0 are exploratory" in findings(compared).words
    (tmp_path / "old.toml").write_text('primary = ["loaded_rate"]')
    with pytest.raises(InputError, match="holds no names with values"):
        read_plan(tmp_path / "old.toml")


def test_a_plan_s_contrasts_are_reported_and_drawn(measures: Measures, tmp_path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        "primary: flesch_kincaid\nalpha: 0.1\n"
        "contrasts: [[[Daily Clarion, Harrow Standard], Lantern]]\n"
    )
    asked = settings("outlet_comparison", plan=str(path))
    scores = scores_of(measures, asked)
    compared, together = comparison_of(scores, asked), together_of(scores, asked)
    planned = compared.iloc[0]
    side = "mean of Daily Clarion and Harrow Standard"
    assert (planned["outlet_a"], planned["family"]) == (side, "primary")
    assert planned["p_holm"] == planned["p"]  # one planned test
    text = findings(compared, together).words
    assert "Of 1 comparison, " in text and "(adjusted p under .1)" in text
    assert f"All outlets at once ({together['method'].iloc[0]}; p adjusted" in text
    assert probability(float(together["p_holm"].iloc[0])) in text
    page = events_table(compared.iloc[:1])
    shown = re.findall(r">([\d.]+)</td>", page.html)
    sd = planned["difference"] / planned["d_z"]
    for n, said in zip((10, 20, 40, 100), shown, strict=True):
        power = TTestPower().power(float(said) / sd, nobs=n, alpha=0.1)
        assert power == pytest.approx(0.8, abs=0.05)
    figure = plot_difference(compared, scores)
    dots = figure.data[(figure.data["row"] == "event") & (figure.data["outlet_a"] == side)]
    assert dots["difference"].mean() == pytest.approx(planned["difference"])
    assert len(dots) == planned["events"]
    assert "90% interval" in figure.caption and planned["method"] in figure.caption
    assert "planned, adjusted p under .1" in figure.caption


def test_the_paper_s_sentences_have_the_table_s_numbers(measures: Measures) -> None:
    asked = settings("outlet_comparison", metrics=["loaded_rate"])
    compared = comparison_of(scores_of(measures, asked), asked)
    text = paper_sentences(compared).words
    for row in compared.itertuples():
        said = re.search(
            rf"{row.outlet_a} differs from {row.outlet_b} in [^(]* by (−?[\d.]+)", text
        )
        places = len(said[1].partition(".")[2])
        assert float(said[1].replace("−", "-")) == pytest.approx(
            row.difference, abs=0.51 * 10**-places
        )


def test_no_notebook_and_no_wording_calls_an_outlet_biased() -> None:
    package = FOLDER.parent / "analysis"
    for path in FOLDER.glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        assert not JUDGEMENT.search("\n".join("".join(c["source"]) for c in cells)), path.name
    for folder in ("statistics", "reports", "figures"):
        for path in (package / folder).rglob("*.py"):
            found = JUDGEMENT.findall(
                path.read_text("utf-8").replace("not that either is biased", "")
            )
            assert not found, path.name


def test_a_comparison_of_one_metric_has_findings_too(measures: Measures) -> None:
    asked = settings("outlet_comparison", metrics=["loaded_rate"])
    scores = scores_of(measures, asked)
    alone = compare(scores, "loaded_rate")
    assert findings(alone).words == findings(comparison_of(scores, asked)).words
