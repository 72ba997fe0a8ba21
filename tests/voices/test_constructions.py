"""Word orders of attribution: a sentence each, read by hand."""

from __future__ import annotations

import pytest

from .helpers import column, found

# content, speaker, cue: hand-read, in order of the text
SENTENCES = [
    # direct
    (
        "“The road is closed,” said Mara Lind of the county.",
        [("“The road is closed,”", "Mara Lind of the county", "said")],
    ),
    ("“The road is closed,” Mara Lind said.", [("“The road is closed,”", "Mara Lind", "said")]),
    ("Mara Lind said: “The road is closed.”", [("“The road is closed.”", "Mara Lind", "said")]),
    (
        "Mara Lind told reporters, “The road is closed.”",
        [("“The road is closed.”", "Mara Lind", "told")],
    ),
    (
        "“I built it,” Lind said, “and I will mend it.”",
        [("“I built it,”", "Lind", "said"), ("“and I will mend it.”", "Lind", "said")],
    ),
    ("“Who pays?” Lind asked.", [("“Who pays?”", "Lind", "asked")]),
    ("“Not this year.” — Mara Lind", [("“Not this year.”", "Mara Lind", "—")]),
    # indirect
    (
        "Mara Lind said that the road was closed.",
        [("that the road was closed", "Mara Lind", "said")],
    ),
    ("Mara Lind said the road was closed.", [("the road was closed", "Mara Lind", "said")]),
    ("The road was closed, Mara Lind said.", [("The road was closed", "Mara Lind", "said")]),
    (
        "The road was closed, said the county engineer.",
        [("The road was closed", "the county engineer", "said")],
    ),
    (
        "According to Mara Lind, the road was closed.",
        [("the road was closed", "Mara Lind", "According to")],
    ),
    (
        "The road was closed, according to the county.",
        [("The road was closed", "the county", "according to")],
    ),
    (
        "As the county reported, the road was closed.",
        [("the road was closed", "the county", "reported")],
    ),
    (
        "Lind told the council that the road was closed.",
        [("that the road was closed", "Lind", "told")],
    ),
    (
        "Lind said in a letter on Friday that the road was closed.",
        [("that the road was closed", "Lind", "said")],
    ),
    (
        "Lind denied that she had closed the road.",
        [("that she had closed the road", "Lind", "denied")],
    ),
    ("Lind promised to open the road by June.", [("to open the road by June", "Lind", "promised")]),
    (
        "Lind, a former engineer, said the road was closed.",
        [("the road was closed", "Lind, a former engineer", "said")],
    ),
    (
        "Lind said the road was closed and added that it would stay so.",
        [("the road was closed", "Lind", "said"), ("that it would stay so", "Lind", "added")],
    ),
    (
        "Lind said the road was closed, adding that it would stay so.",
        [("the road was closed", "Lind", "said"), ("that it would stay so", "Lind", "adding")],
    ),
    (
        "The road, said Mara Lind, an engineer, was closed.",
        [
            ("The road", "Mara Lind, an engineer", "said"),
            ("was closed", "Mara Lind, an engineer", "said"),
        ],
    ),
    (
        "The road was closed, according to a clerk who spoke with the mayor.",
        [("The road was closed", "a clerk who spoke with the mayor", "according to")],
    ),
    (
        "The council mends the road, which Lind said was closed.",
        [("was closed", "Lind", "said")],
    ),
    (
        "Lind said, without a map, that the road was closed.",
        [("that the road was closed", "Lind", "said")],
    ),
    (
        "Lind spoke, saying that the road was closed but warning that it would open.",
        [
            ("that the road was closed", "Lind", "saying"),
            ("that it would open", "Lind", "warning"),
        ],
    ),
    # mixed
    (
        "“I built it,” Lind said. “Every stone of it is mine” and nobody else’s.",
        [
            ("“I built it,”", "Lind", "said"),
            ("“Every stone of it is mine” and nobody else’s", "Lind", "said"),
        ],
    ),
    (
        "A new road, Lind said, “could be a good thing to build.”",
        [("A new road", "Lind", "said"), ("“could be a good thing to build.”", "Lind", "said")],
    ),
    ("Lind called the road “a disgrace.”", [("the road “a disgrace.”", "Lind", "called")]),
    ("The road was “a disgrace,” Lind said.", [("The road was “a disgrace,”", "Lind", "said")]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_word_orders(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_kinds_are_told_apart() -> None:
    text = "“It is late,” Lind said. Lind said it was late. Lind said it was “far too late” to go."
    assert column(text, "kind") == ["direct", "indirect", "mixed"]


def test_parts_of_a_statement_share_its_number() -> None:
    text = "“I built it,” Lind said, “and I will mend it.” Mr Roe said he doubted it."
    assert column(text, "statement") == [0, 0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "The report was late and the claims were paid.",
        "Questions remain about the bridge at State and Post streets.",
        "The comments section was closed after the attacks.",
        "His plan and her notes were in the box.",
        "The singer’s “Blue Harbour” opens the show.",
    ],
)
def test_nouns_and_titles_are_not_attributions(text: str) -> None:
    assert found(text) == []


def test_a_headline_names_its_source_with_a_colon_or_a_dash() -> None:
    assert found("Rail union: Fares will rise")[0][:2] == ("Fares will rise", "Rail union")
    assert found("Fares will rise by June – union")[0][:2] == ("Fares will rise by June", "union")
    assert found("Watch: Fares will rise") == []


def test_a_kicker_in_capitals_is_not_a_source_but_an_acronym_can_be() -> None:
    assert found("PORT CHAOS: Fares will rise") == []
    assert found("NASA: Fares will rise")[0][:2] == ("Fares will rise", "NASA")
    assert found("MARA LIND: FARES WILL RISE")[0][1] == "MARA LIND"
