"""Notebooks run into reports that can be cited and checked."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Modules load at first use: a wrong parameter must fail before anything heavy is imported.
_PAGE = {
    "Parameter": "analysis.reports.parameters",
    "check": "analysis.reports.parameters",
    "run_report": "analysis.reports.run",
    "About": "analysis.reports.crate",
    "write_bundle": "analysis.reports.bundle",
    "rehydrate": "analysis.reports.rehydration",
    "verify": "analysis.reports.verification",
    "Planned": "analysis.reports.sets",
    "build_set": "analysis.reports.sets",
    "every_report": "analysis.reports.sets",
    "read_set": "analysis.reports.sets",
    "write_index": "analysis.reports.manifest",
    "publish": "analysis.reports.publishing",
    "open_measures": "analysis.reports.choose",
    "chosen_article": "analysis.reports.choose",
    "comparison_of": "analysis.reports.choose",
    "scores_of": "analysis.reports.choose",
    "together_of": "analysis.reports.choose",
    "text_of": "analysis.reports.choose",
    "texts_of": "analysis.reports.choose",
    "keyness_of": "analysis.reports.terms",
    "keyness_table": "analysis.reports.terms",
    "passages": "analysis.reports.terms",
    "style_table": "analysis.reports.terms",
    "actor_list": "analysis.reports.framing",
    "actor_words_table": "analysis.reports.framing",
    "chosen_event": "analysis.reports.framing",
    "frames_table": "analysis.reports.framing",
    "headline_table": "analysis.reports.framing",
    "loaded_table": "analysis.reports.framing",
    "naming_table": "analysis.reports.framing",
    "anonymity_table": "analysis.reports.sourcing",
    "in_headlines": "analysis.reports.sourcing",
    "kinds_table": "analysis.reports.sourcing",
    "source_passages": "analysis.reports.sourcing",
    "said_of_kinds": "analysis.reports.sourcing",
    "top_sources": "analysis.reports.sourcing",
    "side_balance_figure": "analysis.reports.sides",
    "side_difference_figure": "analysis.reports.sides",
    "side_difference_table": "analysis.reports.sides",
    "side_stances": "analysis.reports.sides",
    "sides_table": "analysis.reports.sides",
    "chosen_metrics": "analysis.reports.choose",
    "comparison_table": "analysis.reports.show",
    "corpus_table": "analysis.reports.show",
    "events_table": "analysis.reports.show",
    "findings": "analysis.reports.show",
    "paper_sentences": "analysis.reports.show",
    "scores_table": "analysis.reports.show",
    "curve_of": "analysis.reports.robust",
    "curve_sentences": "analysis.reports.robust",
    "curve_table": "analysis.reports.robust",
    "checks_of": "analysis.reports.robust",
    "checks_table": "analysis.reports.robust",
    "reading_table": "analysis.reports.quality",
    "reading_notes": "analysis.reports.quality",
    "zones_table": "analysis.reports.quality",
    "copies_table": "analysis.reports.quality",
    "missing_table": "analysis.reports.quality",
    "incidence_table": "analysis.reports.quality",
    "quality_warnings": "analysis.reports.quality",
    "trend_of": "analysis.reports.time",
    "trend_figure": "analysis.reports.time",
    "composition_table": "analysis.reports.time",
    "interruption_of": "analysis.reports.time",
    "interruption_table": "analysis.reports.time",
    "coding_of": "analysis.reports.coding.show",
    "sample_of": "analysis.reports.coding.show",
    "validity_of": "analysis.reports.coding.show",
    "validity_findings": "analysis.reports.coding.show",
    "errors_figure": "analysis.reports.coding.show",
    "correction_figure": "analysis.reports.coding.show",
    "equal_errors_table": "analysis.reports.coding.show",
    "planning_table": "analysis.reports.coding.show",
    "literature": "analysis.reports.wording",
    "method": "analysis.reports.wording",
}

__all__ = sorted(_PAGE)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    if name not in _PAGE:
        raise AttributeError(f"module 'analysis.reports' has no attribute {name!r}")
    return getattr(import_module(_PAGE[name]), name)
