"""The table of what the counting rules change: differences of two measurements, and no others."""

from __future__ import annotations

import pandas as pd

from analysis.counting import counting_differences, counting_section
from analysis.measures import measure

TEXTS = [
    "The U.S. economy grew 2.5 percent, the well-known minister’s office said. It isn’t enough.",
    "The United Nations met in the Labour Party’s hall. Nothing was decided on the harbor.",
]


def test_the_table_is_the_difference_of_two_measurements() -> None:
    articles = pd.DataFrame({"article": ["a", "b"], "text": TEXTS})
    corrected, textstat = measure(articles), measure(articles, rule="textstat")
    table = counting_differences(corrected, textstat).set_index("metric")
    assert len(table) == 10 + 12  # ten of textstat; tone and its two shares, whole and by voice
    grade = table.loc["Coleman–Liau index"]
    each = corrected.scores["coleman_liau"] - textstat.scores["coleman_liau"]
    assert grade["difference"] == each.mean()
    assert grade["largest"] == each.abs().max()
    # A name has no valence under the corrected rule, and a curly negation is one.
    assert table.loc["Sentiment", "difference"] < 0
    assert "| Coleman–Liau index |" in counting_section(table.reset_index(), corpus="two texts")


def test_names_carry_no_valence_under_the_corrected_rule() -> None:
    names = ["United Nations", "Justice Department", "Labour Party"]
    texts = [f"The talks of the {name} were in March." for name in names]
    articles = pd.DataFrame({"article": names, "text": texts})
    assert (measure(articles).scores["sentiment"] == 0).all()
    assert (measure(articles, rule="textstat").scores["sentiment"] > 0).all()
