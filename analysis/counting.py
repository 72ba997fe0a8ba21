"""How far this counting and textstat's lie apart on a corpus, metric by metric, and why."""

from __future__ import annotations

import pandas as pd

from analysis.measures import METRICS, Measures
from analysis.measures.syllables import offline_textstat

REASONS = (
    (
        "sentences",
        "textstat ends a sentence at every stop (U.S., Gov., 2.5), drops pieces of two words or "
        "fewer, and never ends one at a line break; here abbreviations are known and a paragraph "
        "ends a sentence, so that headlines and bullets do not run into the text.",
    ),
    (
        "words",
        "textstat joins what a hyphen, dash or slash parts (well-known is wellknown) and loses "
        "curly apostrophes (won’t is wont); here a hyphened word is one word, a dash parts two.",
    ),
    (
        "difficult words",
        "textstat counts names and inflected forms as unfamiliar; here they are not, as Dale and "
        "Chall (1948) instruct, and their constant is always added.",
    ),
    (
        "Coleman–Liau",
        "textstat has .058 for the paper's .0588.",
    ),
    (
        "Linsear Write",
        "textstat reads the first hundred words only; here the whole text is read.",
    ),
)
"""What is counted otherwise, and how."""

_TEXTSTAT = {
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid": "flesch_kincaid_grade",
    "smog": "smog_index",
    "coleman_liau": "coleman_liau_index",
    "automated_readability": "automated_readability_index",
    "gunning_fog": "gunning_fog",
    "dale_chall": "dale_chall_readability_score",
    "linsear_write": "linsear_write_formula",
    "lix": "lix",
    "rix": "rix",
}


def counting_differences(measures: Measures, texts: dict[str, str]) -> pd.DataFrame:
    """Each readability metric under both countings: means over articles, and their difference.

    measures: of the texts; texts: by article. Both read the body only, textstat the body paragraphs
    joined by line breaks. Columns: metric, unit, here, textstat, difference (mean of here minus
    textstat), largest (the largest absolute difference of an article).
    """
    textstat = offline_textstat()
    body = measures.zones[measures.zones["zone"] == "body"]
    rows = []
    bodies = {
        article: "\n".join(
            texts[str(article)][s:e] for s, e in zip(own["start"], own["end"], strict=True)
        )
        for article, own in body.groupby("article", sort=False)
    }
    scores = measures.scores.set_index("article").loc[list(bodies)]
    for name, function in _TEXTSTAT.items():
        theirs = pd.Series({a: getattr(textstat, function)(text) for a, text in bodies.items()})
        apart = scores[name] - theirs
        rows.append(
            {
                "metric": METRICS[name].title,
                "unit": METRICS[name].unit,
                "here": scores[name].mean(),
                "textstat": theirs.mean(),
                "difference": apart.mean(),
                "largest": apart.abs().max(),
            }
        )
    return pd.DataFrame(rows)


def counting_section(differences: pd.DataFrame, *, corpus: str) -> str:
    """The codebook's section on counting, in Markdown; corpus: what the figures were taken on."""
    lines = [
        "## Where the counting differs from textstat's",
        "",
        *(f"- **{what}**: {why}" for what, why in REASONS),
        "",
        f"On {corpus}, means over articles:",
        "",
        "| metric | unit | here | textstat | difference | largest in an article |",
        "|---|---|---|---|---|---|",
        *(
            f"| {row.metric} | {row.unit} | {row.here:.2f} | {row.textstat:.2f} "
            f"| {row.difference:+.2f} | {row.largest:.2f} |"
            for row in differences.itertuples()
        ),
    ]
    return "\n".join(lines) + "\n"
