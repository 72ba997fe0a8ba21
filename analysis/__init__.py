"""Parallax: how outlets cover the same events, in figures that can be checked.

Nouns are tables, verbs are functions:

    articles  → read_articles, find_duplicates      files, folders, tables → a checked table
    events    → match_events, apply_review          articles on the same story, for you to review
    measures  → measure, read_measures, score       zones, voices, terms, counts, scores
    findings  → summarize, compare, compare_metrics differences within events, with intervals
    terms     → term_counts, distinctive_terms,     words that set an outlet apart, event by event;
                concordance                         every place where a term stands
    actors    → read_actors, portrayal, actor_words how outlets' own words portray an actor
    sides     → count_sides, side_balance           what each side says, how evenly sides are heard
    validity  → sample_for_coding, score_coding,    hand codes: who agrees, where the lexicon errs,
                draw_sample, agreement,             and what is left of a difference
                coding_errors, corrected_difference
    checks    → model_checks, specification_values, the same difference under other models and
                specification_curve, joint_test     under every way of measuring it
    time      → trend, interruption                 periods, and what changed at a date
    figures   → plot_distribution, plot_difference, plot_sources, plot_terms, plot_article,
                plot_source_matrix, plot_keyness, plot_portrayal, plot_specifications,
                plot_trend, plot_errors, plot_correction, show_article, show_concordance
    words     → codebook, methods                   what every column means, what was done
    reports   → run_report, verify                  notebooks through Papermill, and their proof

METRICS holds the declaration of every metric, COUNTS of every count.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Where each public name lives. Modules load at first use, so that importing the package is quick.
_PAGE = {
    "read_articles": "analysis.corpus",
    "label_zones": "analysis.corpus",
    "find_duplicates": "analysis.corpus",
    "match_events": "analysis.corpus",
    "apply_review": "analysis.corpus",
    "map_outlets": "analysis.corpus",
    "measure": "analysis.measures",
    "read_measures": "analysis.measures",
    "write_measures": "analysis.measures",
    "score": "analysis.measures",
    "zone_gap": "analysis.measures",
    "with_articles": "analysis.measures",
    "count_sides": "analysis.measures",
    "side_balance": "analysis.measures",
    "METRICS": "analysis.measures",
    "COUNTS": "analysis.measures",
    "load_lexicon": "analysis.lexicons",
    "summarize": "analysis.statistics",
    "compare": "analysis.statistics",
    "compare_metrics": "analysis.statistics",
    "distinctive_terms": "analysis.statistics",
    "term_counts": "analysis.statistics",
    "portrayal": "analysis.statistics",
    "actor_words": "analysis.statistics",
    "read_actors": "analysis.corpus.actors",
    "concordance": "analysis.measures.concordance",
    "specification_values": "analysis.statistics",
    "specification_curve": "analysis.statistics",
    "joint_test": "analysis.statistics",
    "trend": "analysis.statistics",
    "interruption": "analysis.statistics",
    "model_checks": "analysis.statistics",
    "draw_sample": "analysis.statistics",
    "agreement": "analysis.statistics",
    "coding_errors": "analysis.statistics",
    "corrected_difference": "analysis.statistics",
    "plot_distribution": "analysis.figures",
    "plot_difference": "analysis.figures",
    "plot_sources": "analysis.figures",
    "plot_zones": "analysis.figures",
    "plot_source_matrix": "analysis.figures",
    "plot_terms": "analysis.figures",
    "plot_keyness": "analysis.figures",
    "plot_portrayal": "analysis.figures",
    "show_concordance": "analysis.figures",
    "plot_article": "analysis.figures",
    "plot_specifications": "analysis.figures",
    "plot_trend": "analysis.figures",
    "plot_errors": "analysis.figures",
    "plot_correction": "analysis.figures",
    "show_article": "analysis.figures",
    "sample_for_coding": "analysis.reports.coding",
    "score_coding": "analysis.reports.coding",
    "codebook": "analysis.describe",
    "methods": "analysis.describe",
    "run_report": "analysis.reports",
    "verify": "analysis.reports",
}

__all__ = sorted(_PAGE)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    if name not in _PAGE:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(_PAGE[name]), name)


def __dir__() -> list[str]:
    return __all__
