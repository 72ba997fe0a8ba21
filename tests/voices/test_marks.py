"""Which marks are quotation marks: typography of every style, apostrophes, unbalanced marks."""

from __future__ import annotations

import time

import pytest

from analysis.tokens import tokenize
from analysis.voices.marks import find_quotes

from .helpers import quotations

STYLES = [
    ("“", "”"),
    ("‘", "’"),
    ('"', '"'),
    ("'", "'"),
    ("''", "''"),
    ("``", "''"),
    ("«", "»"),
    ("„", "”"),
]


@pytest.mark.parametrize(("opening", "closing"), STYLES)
def test_every_style_of_marks_is_read(opening: str, closing: str) -> None:
    quoted = f"{opening}The harbour isn't safe,{closing}"
    assert quotations(f"{quoted} said Ines Holm. She left.") == [quoted]


@pytest.mark.parametrize(
    "text",
    [
        "The bakers’ ovens and the millers’ carts stood in the brewers’ yard.",
        "It was the '90s, and the farmers' sons didn't stay.",
        "’Tis the season of the sailors’ ball, back in ’68.",
        "They were rockin’ and rollin’ at the miners’ hall.",
        "James’s and Thomas’ boats were the owners’ pride.",
    ],
)
def test_apostrophes_are_not_quotation_marks(text: str) -> None:
    assert quotations(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "‘The pilots’ union wasn’t asked,’ said Holm.",
            ["‘The pilots’ union wasn’t asked,’"],
        ),
        (
            "Norland’s ‘open door’ policy and the ministers’ ‘quiet word’ failed.",
            ["‘open door’", "‘quiet word’"],
        ),
        (
            "She called it \"a 'polite' refusal\" and left.",
            ["\"a 'polite' refusal\""],
        ),
        ("He said: “She told me ‘no’ twice.”", ["“She told me ‘no’ twice.”"]),
    ],
)
def test_nested_marks_and_apostrophes_inside(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


def test_a_quotation_reopened_in_the_next_paragraph_is_one() -> None:
    text = "“We lost the first vote.\n\n“We won the second,” Holm said."
    assert quotations(text) == ["“We lost the first vote.\n\n“We won the second,”"]


def test_a_lost_closing_mark_runs_to_the_end_of_its_paragraph_only() -> None:
    text = "“We lost the vote.\n\nThe town slept."
    assert quotations(text) == ["“We lost the vote."]


def test_a_lost_opening_mark_takes_nothing() -> None:
    assert quotations("We lost the vote,” she said. “We won,” he said.") == ["“We won,”"]


@pytest.mark.parametrize("mark", ["“", '"', "'", "‘", "’", "''"])
def test_time_is_linear_in_the_number_of_marks(mark: str) -> None:
    def seconds(count: int) -> float:
        tokens = tokenize([f"{mark}a{mark} b " * (count // 2)])
        begin = time.perf_counter()
        find_quotes(tokens)
        return time.perf_counter() - begin

    seconds(1_000)
    # Five times the marks may take at most twenty times as long: quadratic work takes 25 times.
    assert seconds(100_000) < 20 * seconds(20_000) + 0.5
