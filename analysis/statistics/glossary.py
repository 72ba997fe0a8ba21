"""Every column of every table that statistics returns, declared once: kind, unit, meaning.

A result is built with `tidy`, which knows only these columns: a word means one thing everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.errors import ColumnError, suggest
from analysis.tables import Column, Table

_METRIC = "the metric's unit"

_COLUMNS = (
    # What is compared
    Column("metric", "string", "The metric's declared name."),
    Column("family", "string", "The family of tests: primary, secondary, or exploratory."),
    Column("event", "string", "The matched story that several outlets covered."),
    Column("outlet", "string", "The publisher."),
    Column("outlet_a", "string", "The outlet, or mean of outlets, counted from: a minus b."),
    Column("outlet_b", "string", "The outlet, or mean of outlets, that is taken away."),
    Column("group", "string", "The value of the column that articles are grouped by."),
    # How much there is
    Column("events", "integer", "Events that the result rests on.", "events"),
    Column("outlets", "integer", "Outlets in the comparison.", "outlets"),
    Column("articles", "integer", "Articles that the result rests on.", "articles"),
    Column(
        "articles_left_out",
        "integer",
        "Articles of these outlets not used: no event, date or value, or no shared event.",
        "articles",
    ),
    Column(
        "missing_cells",
        "integer",
        "Cells (event by outlet) of these outlets without a value, over the events looked at.",
        "cells",
    ),
    # Estimates
    Column("mean", "number", "Mean over the values.", _METRIC),
    Column("sd", "number", "Standard deviation, n - 1 below the line.", _METRIC),
    Column("median", "number", "Median over the values.", _METRIC),
    Column("mean_a", "number", "Mean of outlet a's cell means over the shared events.", _METRIC),
    Column("mean_b", "number", "Mean of outlet b's cell means over the shared events.", _METRIC),
    Column("difference", "number", "Mean over events of a's cell mean minus b's.", _METRIC),
    Column("low", "number", "Lower end of the interval.", _METRIC),
    Column("high", "number", "Upper end of the interval.", _METRIC),
    Column("level", "number", "Coverage that the interval aims at: 1 - alpha.", "share"),
    Column("interval", "string", "How the interval was made."),
    Column("d_z", "number", "Mean difference over the differences' standard deviation.", "sd"),
    Column(
        "g_av",
        "number",
        "Mean difference over the outlets' average standard deviation, corrected for small n.",
        "sd",
    ),
    Column("share_positive", "number", "Share of events where a lies above b.", "share"),
    Column(
        "detectable",
        "number",
        "Smallest true difference that a test at alpha on this many events finds with 80% power.",
        _METRIC,
    ),
    # Groups and models
    Column("group_a", "string", "The group of outlets that the difference counts from."),
    Column("group_b", "string", "The group of outlets that is taken away."),
    Column("outlets_a", "integer", "Outlets of group a with a value.", "outlets"),
    Column("outlets_b", "integer", "Outlets of group b with a value.", "outlets"),
    Column("check", "string", "The way of computing: the comparison or a model beside it."),
    Column("quantity", "string", "What is estimated: a difference, a log rate ratio, or a jump."),
    Column("verdict", "string", "Whether the check agrees with the comparison, in words."),
    # Specifications and time
    Column("specification", "string", "The choices under which the difference was measured."),
    Column("specifications", "integer", "Specifications with two shared events.", "specifications"),
    Column("lexicon", "string", "The word list counted with."),
    Column("zone", "string", "The zones measured."),
    Column("voice", "string", "The voice measured."),
    Column("duplicates", "string", "Whether near copies are in or out."),
    Column("counting", "string", "The counting rule."),
    Column("distance", "number", "Mean over events of cell mean less the event's mean.", _METRIC),
    Column("f", "number", "Standard deviation of the outlets' means over that within events."),
    Column("period", "date", "First day of the period."),
    Column("periods_before", "integer", "Periods with articles before the date.", "periods"),
    Column("periods_after", "integer", "Periods with articles from the date on.", "periods"),
    # Hand-coding
    Column("item", "string", "The sentence that is coded."),
    Column("coder", "string", "Who coded."),
    Column("code", "string", "The category given."),
    Column("count", "integer", "How often.", "codes"),
    Column("scale", "string", "How far apart categories are: nominal, ordinal or interval."),
    Column("items", "integer", "Items with two codes or more.", "items"),
    Column("coders", "integer", "Coders.", "coders"),
    Column(
        "krippendorff_alpha",
        "number",
        "Krippendorff's alpha: 1 full agreement, 0 agreement as by chance.",
    ),
    Column(
        "raw_agreement", "number", "Share of pairs of codes on an item that are equal.", "share"
    ),
    Column("place", "integer", "The random order in which to code."),
    Column("article", "string", "The article's identifier."),
    Column("sentence", "integer", "Number of the sentence in its article, from 0."),
    Column("band", "integer", "Band of the lexicon's score, from 0, the lowest."),
    Column("probability", "number", "The chance with which the sentence was drawn.", "share"),
    Column("weight", "number", "Sentences that it stands for: 1 / probability.", "sentences"),
    Column("estimator", "string", "What the estimate rests on: lexicon, hand codes, or both."),
    Column("codes", "integer", "Hand-coded sentences.", "sentences"),
    Column("codes_a", "integer", "Hand-coded sentences of outlet a.", "sentences"),
    Column("codes_b", "integer", "Hand-coded sentences of outlet b.", "sentences"),
    Column("slope_a", "number", "λ at outlet a: the code's slope on the lexicon."),
    Column("slope_b", "number", "λ at outlet b: the code's slope on the lexicon."),
    Column("standard_error", "number", "Standard error of the estimate.", _METRIC),
    Column(
        "gain",
        "number",
        "Hand codes that one is worth with the lexicon's help: 1 means that it adds nothing.",
        "codes",
    ),
    Column("measure", "string", "The measure of error, of a whole curve, or of a portrayal."),
    Column("unit", "string", "Unit of the estimate."),
    Column("estimate", "number", "The measure's or the model's estimate.", _METRIC),
    # Terms
    Column("term", "string", "The word or phrase."),
    Column("count_a", "integer", "Occurrences at outlet a on the shared events.", "occurrences"),
    Column("count_b", "integer", "Occurrences at outlet b on the shared events.", "occurrences"),
    Column("rate_a", "number", "Occurrences at outlet a.", "per 1,000 words"),
    Column("rate_b", "number", "Occurrences at outlet b.", "per 1,000 words"),
    Column("g2", "number", "Log-likelihood ratio, negative where a has less."),
    Column("log_ratio", "number", "Binary logarithm of a's rate over b's: 1 is twice as often."),
    Column("log_odds", "number", "Log-odds ratio under an informative Dirichlet prior."),
    Column("z", "number", "Log-odds ratio over its standard error as if words were independent."),
    Column(
        "p_family", "number", "p adjusted for all terms by the largest |z| of each permutation."
    ),
    Column("house_style", "boolean", "Whether the term follows from a style book."),
    # Actors
    Column("actor", "string", "Who is mentioned, under any of its names."),
    Column("n", "integer", "What the estimate is over: mentions, sentences or words."),
    Column("count_near", "integer", "Occurrences near the actor.", "occurrences"),
    Column("count_elsewhere", "integer", "Occurrences near all other names.", "occurrences"),
    Column("size", "integer", "Words in the term: 1, or 2 or 3 for a phrase.", "words"),
    # Tests
    Column("statistic", "number", "The value that the test compares with its null distribution."),
    Column("p", "number", "Two-sided p, not adjusted for other tests."),
    Column("p_holm", "number", "p adjusted by Holm over the primary family."),
    Column(
        "p_bh",
        "number",
        "p adjusted by Benjamini and Hochberg over its family if not primary, or over all terms.",
    ),
    Column("plan_status", "string", "primary, secondary, or exploratory with the reason."),
    Column("plan_digest", "string", "SHA-256 of the analysis plan's content."),
    Column("smallest_p", "number", "The smallest p that this test can give on these data."),
    Column(
        "stars_allowed",
        "boolean",
        "Whether marks of significance may be printed: six events or more, and alpha within reach.",
    ),
    Column("method", "string", "The test in words."),
    Column("seed", "integer", "Seed of the random draws."),
    Column("resamples", "integer", "Random draws; for an exact test, the arrangements counted."),
)

GLOSSARY: dict[str, Column] = {column.name: column for column in _COLUMNS}


def tidy(values: Mapping[str, Sequence[object] | np.ndarray]) -> pd.DataFrame:
    """A result table: the given columns, of the kinds that the glossary declares.

    values: column name to its values, all of one length. A name that the glossary lacks is a
    ColumnError: a new column needs its meaning first.
    """
    for name in values:
        if name not in GLOSSARY:
            raise ColumnError(f"the glossary has no column {name!r}", mend=suggest(name, GLOSSARY))
    table = Table("result", "A result of statistics.", tuple(GLOSSARY[name] for name in values))
    return table.frame(dict(values))
