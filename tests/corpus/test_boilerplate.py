"""Lines that an outlet repeats, and the agency that an article credits."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.corpus import credited_agency, find_boilerplate, label_zones

DEMO = Path(__file__).parents[2] / "data" / "demo" / "gold.jsonl"


def corpus(size: int) -> list[str]:
    """Articles with a body of their own, a numbered line of the outlet, and a rare line."""
    return [
        f"Story number {'x' * n} was told at length by people who were there.\n\n"
        f"Part {n} of our series on harbours\n\n" + ("A rare line of its own\n" if n < 4 else "")
        for n in range(size)
    ]


def test_repeated_lines_are_found_with_their_numbers_levelled() -> None:
    found = find_boilerplate(corpus(120), ["Lantern"] * 120)
    # Numbers of one, two and three digits make three lines; the rare one stands in four articles.
    assert dict(zip(found["line"], found["articles"], strict=True)) == {
        "part 00 of our series on harbours": 90,
        "part 000 of our series on harbours": 20,
        "part 0 of our series on harbours": 10,
    }


def test_small_outlets_and_other_outlets_are_left_alone() -> None:
    texts = corpus(99) + ["Quite another story, told once and never again by anybody."] * 3
    assert find_boilerplate(texts, ["Lantern"] * 99 + ["Clarion"] * 3).empty


def test_found_lines_are_labelled() -> None:
    text = corpus(8)[7]
    zones = [zone for _, _, zone in label_zones(text)]
    assert zones == ["body", "body"]
    marked = label_zones(text, boilerplate={"part 0 of our series on harbours"})
    assert [zone for _, _, zone in marked] == ["body", "boilerplate"]


def test_agencies_of_the_demo_corpus() -> None:
    for line in DEMO.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text = article["text"]
        assert credited_agency(text, label_zones(text)) == article["agency"], article["doc_id"]
