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


def test_five_articles_are_enough_and_four_are_not() -> None:
    prompt = "Tell the newsdesk what you saw"
    texts = [f"{chr(97 + n) * 40} was seen by the people there.\n\n{prompt}" for n in range(5)]
    assert find_boilerplate(texts, ["Lantern"] * 5)["line"].tolist() == [prompt.lower()]
    assert find_boilerplate(texts[:4], ["Lantern"] * 4).empty
    assert find_boilerplate(texts, ["Lantern"] * 4 + ["Clarion"]).empty


def test_half_of_a_hundredth_is_asked_of_large_outlets() -> None:
    texts = [f"Story {'x' * (90 + n)} was told." for n in range(1_200)]
    for number in range(6):
        texts[number] += "\nSix of them say this"
    assert find_boilerplate(texts, ["Lantern"] * 1_200)["line"].tolist() == ["six of them say this"]
    texts[5] = texts[6]
    assert find_boilerplate(texts, ["Lantern"] * 1_200).empty


def test_what_versions_of_one_story_have_in_common_is_news() -> None:
    story = "The ferry left Port Ansel two hours late on Monday.\nNobody was hurt, the owners said."
    versions = [f"{story}\n{'abcdefg'[n] * 20} were on board.\nSent by wire" for n in range(7)]
    others = [f"{'hijklm'[n] * 90} was told at length.\nSent by wire" for n in range(6)]
    found = find_boilerplate([*versions, *others], ["Lantern"] * 13)
    assert dict(zip(found["line"], found["articles"], strict=True)) == {"sent by wire": 6}


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
