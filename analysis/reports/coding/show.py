"""What the validation notebook shows of a coding."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pandas as pd

from analysis.figures import Figure, Page, plot_correction, plot_errors
from analysis.figures.words import number, probability
from analysis.measures import Measures
from analysis.reports.coding.collect import read_coding
from analysis.reports.coding.results import scale_of, validity, validity_sentences
from analysis.reports.parameters import Settings, place
from analysis.reports.show import table
from analysis.statistics.coding import Coding, pretend_sample
from analysis.statistics.planning import codes_needed

BESIDE = "codes.csv"
"""Hand codes that stand beside a folder of measures, where the parameter codes is empty."""


def coding_of(measures: Measures, settings: Settings) -> Coding:
    """All codes that the parameters name; without any, those beside the folder of measures."""
    return read_coding(
        _place(settings),
        measures,
        code=settings["code"],
        lexicon=settings["lexicon"],
        voice=settings["voice"] or None,
    )


def sample_of(coding: Coding, settings: Settings) -> Coding:
    """The coding itself, or what a study with fewer codes would have had of it."""
    if not settings["size"] or settings["size"] >= len(coding.coded):
        return coding
    return pretend_sample(coding, size=settings["size"], seed=settings["seed"])


def validity_of(coding: Coding, settings: Settings) -> dict[str, pd.DataFrame]:
    """The five tables of `validity` under the parameters."""
    return validity(
        coding,
        scale=scale_of(_place(settings)),
        outlets=settings["outlets"] or None,
        seed=settings["seed"],
    )


def validity_findings(coding: Coding, tables: dict[str, pd.DataFrame]) -> Page:
    """The sentences that follow from the tables."""
    said = validity_sentences(coding, tables)
    items = "".join(f"<li>{escape(text)}</li>" for text in said)
    return Page(f"<ul>{items}</ul>", " ".join(said))


def errors_figure(tables: dict[str, pd.DataFrame], settings: Settings) -> Figure:
    """Precision, recall, F1 and false alarms by outlet."""
    return plot_errors(tables["errors"], width=settings["width"])


def correction_figure(
    tables: dict[str, pd.DataFrame], coding: Coding, settings: Settings
) -> Figure:
    """Each difference by four estimators; coding: the whole, whose difference is the truth."""
    truth = None
    if len(coding.coded) == len(coding.population):
        share = coding.coded.groupby("outlet")["code"].mean()
        pairs = zip(tables["corrected"]["outlet_a"], tables["corrected"]["outlet_b"], strict=True)
        truth = {(a, b): float(share[a] - share[b]) for a, b in dict.fromkeys(pairs)}
    return plot_correction(tables["corrected"], truth=truth, width=settings["width"])


def equal_errors_table(tables: dict[str, pd.DataFrame]) -> Page:
    """The test of equal error across outlets."""
    rows = [
        [
            str(row["measure"]).replace("_", " "),
            f"{int(row['outlets'])}",
            f"{int(row['events'])}",
            probability(float(row["p"])).removeprefix("p ").removeprefix("= "),
            probability(float(row["p_holm"])).removeprefix("p ").removeprefix("= "),
        ]
        for row in tables["equal_errors"].to_dict("records")
    ]
    header = ["rate", "outlets", "events", "p", "adjusted p"]
    caption = "Does the lexicon err alike at all outlets? Outlets permuted within events."
    return table(header, rows, caption=caption)


def planning_table(coding: Coding) -> Page:
    """Codes an outlet for intervals of given width, at the share that these codes have."""
    coded = coding.coded  # weighted: hits were drawn more often than they occur
    share = float((coded["weight"] * coded["code"]).sum() / coded["weight"].sum())
    share = min(max(share, 0.01), 0.99)
    rows = [
        [f"± {100 * half:g} points", f"{codes_needed(half_width=half, share=share):,}"]
        for half in (0.1, 0.05, 0.03, 0.02, 0.01)
    ]
    caption = (
        f"Hand-coded sentences an outlet for a 95% interval of a difference, where "
        f"{number(100 * share, 1)}% of sentences are coded so, drawn at random and independent."
    )
    return table(["interval", "codes an outlet"], rows, caption=caption)


def _place(settings: Settings) -> Path:
    if settings["codes"]:
        return place(settings["codes"])
    return place(settings["measures"]).parent / BESIDE
