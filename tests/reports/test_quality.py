"""The corpus-quality tables against the obvious expression over the measured tables."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.figures import plot_zones
from analysis.measures import measure
from analysis.reports.quality import (
    copies_table,
    incidence_table,
    missing_table,
    quality_warnings,
    zones_table,
)

BODY = (
    "The ferry left Port Ansel two hours late on Monday morning, the harbor office said. "
    "Nobody on the quay could say when the next one would come, or whether it would come at all."
)
GERMAN = "Der Hafen ist seit Montag zu, und niemand weiß, wie lange er noch geschlossen bleibt."


@pytest.fixture(scope="module")
def measures():
    rows = [
        ("a1", "Post", "ferry", "2031-03-03", f"Ferry late\n\n{BODY}"),
        ("a2", "Post", "ferry", "2031-03-04", f"Ferry late\n\n{BODY}"),
        ("b", "Lantern", "ferry", "2031-03-05", f"{BODY}\n\nFile photo: The quay. (AP)"),
        ("c", "Lantern", "port", None, GERMAN),
    ]
    frame = pd.DataFrame(rows, columns=["article", "outlet", "event", "published", "text"])
    return measure(frame.assign(published=pd.to_datetime(frame["published"])))


def test_the_shares_are_those_of_the_counts(measures) -> None:
    words = measures.counts.merge(measures.articles[["article", "outlet"]], on="article")
    whole = words.groupby("outlet")["words"].sum()
    headline = words[words["zone"] == "headline"].groupby("outlet")["words"].sum()
    data = plot_zones(measures.counts, measures.articles).data
    drawn = data[(data["row"] == "share") & (data["kind"] == "headline")].set_index("outlet")
    assert drawn.loc["Post", "share"] == pytest.approx(headline["Post"] / whole["Post"])
    assert drawn.loc["Lantern", "share"] == 0
    assert "body" not in set(data["kind"])
    assert f"{100 * headline['Post'] / whole['Post']:.1f}" in str(
        zones_table(measures)._repr_html_()
    )


def test_interviews_are_named() -> None:
    turns = "\n\n".join(f"{who}: {BODY}" for who in ("VOSS", "ORLICK") * 2)
    frame = pd.DataFrame(
        {"article": ["a", "b"], "outlet": ["Post", "Lantern"], "text": [turns, BODY]}
    )
    said = quality_warnings(measure(frame))._repr_html_()
    assert "turns of an interview or entries of a live blog: 1 article." in said


def test_what_bears_on_comparisons_is_said(measures) -> None:
    said = quality_warnings(measures)._repr_html_()
    for sentence in (
        "of the same outlet: 1 article.",
        "Taken from another outlet: 1 article.",
        "Not in English: 1 article.",
        "two outlets or more: 1 event.",
        "Without a date: 1 article,",
    ):
        assert sentence in said


def test_tables_name_what_is_missing(measures) -> None:
    assert "de 1" in missing_table(measures)._repr_html_()
    assert "1 at 1 outlet" in incidence_table(measures)._repr_html_()
    assert measures.articles["duplicate_kind"].dropna().tolist() == ["exact", "wire"]
    assert "<td" in copies_table(measures)._repr_html_()
