"""What hand codes say of the lexicon: tables, and the sentences that follow from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.aside import folder_aside
from analysis.errors import ParameterError
from analysis.measures.pipeline import Measures
from analysis.measures.store import write_table
from analysis.reports.coding.collect import read_coding
from analysis.reports.coding.draw import RECORD
from analysis.statistics.agreement import agreement, code_counts
from analysis.statistics.coding import PREDICTORS, Coding
from analysis.statistics.coding_errors import coding_errors, equal_errors
from analysis.statistics.correction import corrected_difference, correction_sentence
from analysis.statistics.sentences import format_p

WRITTEN = "results.txt"
_GOOD, _TENTATIVE = 0.8, 0.667
"""Krippendorff 2019, chapter 12: reliable from .800; from .667 for tentative conclusions."""


def validity(
    coding: Coding,
    *,
    scale: str = "nominal",
    outlets: Sequence[str] | None = None,
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 1999,
) -> dict[str, pd.DataFrame]:
    """Five tables by name: agreement, code_counts, errors, equal_errors, corrected.

    Agreement has no row where no sentence has two codes. outlets: those to keep, in this order.
    """
    chosen: dict[str, Any] = {"alpha": alpha, "seed": seed, "resamples": resamples}
    coded, population = coding.coded, coding.population
    if outlets:
        coded, population = (f[f["outlet"].isin(list(outlets))] for f in (coded, population))
    several = coding.judgements.duplicated("item", keep=False)
    twice = coding.judgements[several]
    numeric = twice.assign(code=pd.to_numeric(twice["code"])) if scale != "nominal" else twice
    tables = {
        "agreement": agreement(numeric, scale=scale, **chosen) if len(twice) else pd.DataFrame(),
        "code_counts": code_counts(coding.judgements),
        "errors": coding_errors(coded, **chosen),
        "equal_errors": equal_errors(coded, seed=seed, resamples=resamples),
    }
    tables["corrected"] = corrected_difference(
        coded, population, outlets=outlets or None, predictors=PREDICTORS, **chosen
    )
    return tables


def validity_sentences(coding: Coding, tables: dict[str, pd.DataFrame]) -> list[str]:
    """What the tables say, a sentence or two each, with the tables' own numbers."""
    said = [
        f"{len(coding.coded):,} sentences were coded of {len(coding.population):,},"
        f" at {coding.coded['outlet'].nunique()} outlets on {coding.coded['event'].nunique()}"
        " events.",
        *coding.notes,
    ]
    said.append(_agreement_sentence(tables["agreement"]))
    said += _error_sentences(tables["errors"])
    for row in tables["equal_errors"].to_dict("records"):
        if row["measure"] in ("precision", "recall") and pd.notna(row["p_holm"]):
            verdict = "differs between outlets" if row["p_holm"] <= 0.05 else "is not told apart"
            said.append(
                f"{row['measure'].capitalize()} {verdict}"
                f" (Holm-adjusted {format_p(row['p_holm'])}, {row['method']})."
            )
    pairs = tables["corrected"].groupby(["outlet_a", "outlet_b"], sort=False)
    said += [correction_sentence(rows) for _, rows in pairs]
    return said


def score_coding(
    coding: Path | str,
    measures: Measures,
    *,
    out: Path | str,
    code: str = "code",
    lexicon: str = "loaded",
    voice: str | None = "authorial",
    seed: int = 0,
) -> list[str]:
    """Score filled workbooks (or a CSV of codes) and write the tables; what they say, in sentences.

    Written to the folder out: one CSV a table, coded.csv with every coded sentence's place, weight,
    code and lexicon (no text), and the sentences as results.txt. Errors: as in `read_coding`.
    """
    target = Path(out)
    if target.is_file() or (
        target.is_dir() and any(target.iterdir()) and not (target / WRITTEN).is_file()
    ):
        raise ParameterError(
            "the folder holds other files", where=str(out), mend="Give a new or empty folder."
        )
    read = read_coding(coding, measures, code=code, lexicon=lexicon, voice=voice)
    tables = validity(read, scale=scale_of(Path(coding)), seed=seed)
    said = validity_sentences(read, tables)
    with folder_aside(target) as folder:
        for name, table in tables.items():
            if not table.empty:
                write_table(table, folder / f"{name}.csv")
        write_table(read.coded.drop(columns="shown_sha256", errors="ignore"), folder / "coded.csv")
        (folder / WRITTEN).write_text("\n".join(said) + "\n", encoding="utf-8")
    return said


def scale_of(coding: Path) -> str:
    """The scale that a folder's codes are on; of a table of codes, nominal."""
    if not coding.is_dir():
        return "nominal"
    record = json.loads((coding / RECORD).read_text(encoding="utf-8"))
    return str(record["scheme"]["scale"])


def _agreement_sentence(table: pd.DataFrame) -> str:
    if table.empty:
        return "No sentence has codes from two coders: how far coders agree is not known."
    row = table.iloc[0]
    value = row["krippendorff_alpha"]
    if pd.isna(value):
        return (
            f"All codes of {row['items']} sentences are the same: agreement is complete, and alpha"
            " is not defined."
        )
    grade = (
        "good enough to rest on"
        if value >= _GOOD
        else "enough for tentative conclusions"
        if value >= _TENTATIVE
        else "too low to rest a claim on"
    )
    ends = f" [{row['low']:.2f}, {row['high']:.2f}]" if pd.notna(row["low"]) else " (no interval)"
    return (
        f"{row['coders']} coders agree on {row['items']} sentences with Krippendorff's"
        f" {row['scale']} alpha {value:.2f}{ends}, {grade}; {100 * row['raw_agreement']:.0f}% of"
        " their codes are equal.".replace("-", "−")
    )


def _error_sentences(errors: pd.DataFrame) -> list[str]:
    said = []
    for outlet, rows in errors.groupby("outlet", sort=False):
        parts = [
            f"{row['measure'].replace('_', ' ')} {row['estimate']:.2f}"
            f" [{row['low']:.2f}, {row['high']:.2f}]"
            if pd.notna(row["low"])
            else f"{row['measure'].replace('_', ' ')} {row['estimate']:.2f}"
            for row in rows.to_dict("records")
            if pd.notna(row["estimate"])
        ]
        said.append(f"Against the codes the lexicon has at {outlet}: {', '.join(parts)}.")
    return said
