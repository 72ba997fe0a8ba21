"""How far the counting rules `corrected` and `textstat` lie apart, metric by metric, and why."""

from __future__ import annotations

import pandas as pd

from analysis.measures import METRICS, Measures

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
        "textstat has .058 where Coleman and Liau (1975) have .0588.",
    ),
    (
        "Linsear Write",
        "textstat reads the first hundred words only; here the whole text is read (O'Hayre 1966 "
        "reads samples of a hundred words).",
    ),
    (
        "tone",
        "VADER (Hutto and Gilbert 2014) knows no curly quotation marks, so that it misses ‘isn’t’ "
        "as a negation and “good” as a word; and it takes names for words (United Nations, Labour "
        "Party). Here curly marks mean what straight ones do, and a word in a name has no valence.",
    ),
)
"""What is counted otherwise, and how."""


def counting_differences(corrected: Measures, textstat: Measures) -> pd.DataFrame:
    """Each metric that the rule changes: means over articles under both, and their difference.

    Both are of the same articles, measured with rule="corrected" and rule="textstat". Columns:
    metric, unit, here, textstat, difference (mean of here minus textstat), largest (the largest
    absolute difference of an article).
    """
    changed = [m for m in METRICS.values() if m.variants]
    ours, theirs = (m.scores.set_index("article") for m in (corrected, textstat))
    apart = ours - theirs.loc[ours.index]
    return pd.DataFrame(
        {
            "metric": [m.title for m in changed],
            "unit": [m.unit for m in changed],
            "here": [ours[m.name].mean() for m in changed],
            "textstat": [theirs[m.name].mean() for m in changed],
            "difference": [apart[m.name].mean() for m in changed],
            "largest": [apart[m.name].abs().max() for m in changed],
        }
    )


def counting_section(differences: pd.DataFrame, *, corpus: str) -> str:
    """The codebook's section on counting, in Markdown; corpus: what the figures were taken on."""
    lines = [
        "## Where the counting rules corrected and textstat differ",
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
