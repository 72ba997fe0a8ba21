"""Zones: properties on any text, hand-written pages, the demo corpus's gold."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import label_zones
from analysis.tables import ZONES

DEMO = Path(__file__).parents[2] / "data" / "demo" / "gold.jsonl"

LEAD = "The harbour at Lowmoor was closed on Monday after a crane fell across two berths."
SECOND = "Nobody was hurt, the port authority said, and ships were sent north to Port Ansel."
THIRD = "Work to lift the crane is to begin at dawn and may take until the end of the week."


def zones(text: str, **known: str) -> list[tuple[str, str]]:
    return [(zone, text[start:end]) for start, end, zone in label_zones(text, **known)]


def names(text: str, **known: str) -> list[str]:
    return [zone for zone, _ in zones(text, **known)]


PIECES = st.sampled_from(
    "Headline words here|• A point|By Dana Orlick|PORT ANSEL (CNS) — Rain fell.|Advertisement"
    "|A boat, pictured on Monday|Source: Agency|It rained.|“Yes,” he said.|\u00a0|  |\r\n|\n|\n\n"
    "|Q: Why?|VOSS: Rain.|9:30 a.m.|A: No. (AP Photo/M. Voss)|\u2028|— Mara (@mara)"
    "|Read more: Rain|x|\ufeff|\u0085|Correction: It was dry.|***".split("|")
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=30).map("\n".join)))
def test_rows_are_ordered_apart_and_hold_every_character(text: str) -> None:
    rows = label_zones(text)
    place = 0
    for start, end, zone in rows:
        assert place <= start < end <= len(text)
        assert text[place:start].strip() == ""
        assert zone in ZONES
        place = end
    assert text[place:].strip() == ""


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=20).map("\n".join), st.text(max_size=60))
def test_a_known_title_changes_labels_only(text: str, title: str) -> None:
    with_title = label_zones(text, title=title)
    assert [c for s, e, _ in with_title for c in text[s:e] if not c.isspace()] == [
        c for c in text if not c.isspace()
    ]


def test_broadsheet_page() -> None:
    page = [
        ("headline", "Crane falls across two berths at Lowmoor"),
        ("byline", "By Dana Orlick"),
        ("dateline", "PORT ANSEL (CNS) —"),
        ("body", LEAD),
        ("body", SECOND),
        ("subheading", "What comes next"),
        ("body", THIRD),
        ("correction", "This article was amended on 4 March 2031 to correct the berths’ number"),
    ]
    text = "\n\n".join(line for _, line in page).replace("—\n\n", "— ")
    assert zones(text) == page


def test_tabloid_page() -> None:
    page = [
        ("headline", "CRANE CRASH: Port shut as giant arm comes down"),
        ("standfirst", "Ships turned away from Lowmoor as bosses face questions over old crane"),
        ("bullet", "• Two berths have been blocked since the small hours"),
        ("bullet", "• The crane was to be scrapped next year"),
        ("byline", "By Gemma Tate"),
        ("body", LEAD),
        ("caption", "The fallen crane, pictured from the harbour wall"),
        ("body", SECOND),
        ("caption", "Divers inspect the quay at Lowmoor on Tuesday morning"),
        ("caption", "Divers inspect the quay at Lowmoor on Tuesday morning"),
        ("body", THIRD),
        ("footer", "Source: Read Full Article"),
    ]
    text = "\n\n".join(line for _, line in page)
    assert zones(text) == page


def test_page_noise_and_posts() -> None:
    page = [
        ("body", LEAD),
        ("boilerplate", "Advertisement"),
        ("body", SECOND),
        ("embed", "Crane down. Avoid the quay. — Port Watch (@portwatch) March 3, 2031"),
        ("body", THIRD),
        ("boilerplate", "Read more: Why old cranes fall"),
        ("footer", "Ivo Brandt contributed to this report."),
        ("footer", "© 2031 Lantern Media"),
    ]
    text = "\n".join(line for _, line in page)
    assert zones(text, title="A title that the text lacks") == page


def test_first_line_is_no_headline_where_the_title_is_elsewhere() -> None:
    text = f"A line without a stop that opens the text\n\n{LEAD}"
    assert names(text) == ["headline", "body"]
    assert names(text, title="Crane falls at Lowmoor") == ["body", "body"]


def test_known_title_is_found_with_a_stop_and_over_two_lines() -> None:
    title = "Crane falls at Lowmoor; Two berths are blocked"
    text = f"Crane falls at Lowmoor; \nTwo berths are blocked.\n\n{LEAD}\n\n{SECOND}"
    assert names(text, title=title) == ["headline", "headline", "body", "body"]


def test_a_lead_that_shares_words_with_the_title_stays_body() -> None:
    title = "Harbour at Lowmoor closed after crane fell across two berths on Monday"
    assert names(f"{LEAD}\n\n{SECOND}", title=title) == ["body", "body"]


def test_prose_alone_is_body() -> None:
    assert names(f"{LEAD}\n\n{SECOND}\n\n{THIRD}") == ["body"] * 3
    assert names("Rain fell again") == ["body"]
    assert names("") == []


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The harbour at Lowmoor was closed on Monday after a crane fell across\n"
        "two berths, and the port authority said that ships would be sent\n"
        "north to Port Ansel until the arm had been lifted from the water and\n"
        "the quay had been declared safe.\n"
        "\n"
        "Nobody was hurt, but three trucks were crushed and the night shift\n"
        "was sent home without pay, according to two people who were there.\n"
    )
    rows = label_zones(wrapped)
    assert [zone for _, _, zone in rows] == ["body", "body"]
    assert [wrapped[s:e].count("\n") for s, e, _ in rows] == [3, 1]


def test_single_line_breaks_between_paragraphs_are_kept() -> None:
    text = f"{LEAD}\n{SECOND} {THIRD}\n{THIRD}"
    assert len(label_zones(text)) == 3


QUESTION = "Why was the old crane still in use on a working day?"
ANSWER = "Because nobody would pay for a new one, and we asked three times."


@pytest.mark.parametrize(
    ("one", "first", "other", "second"),
    [
        ("Q", "Q", "A", "A"),
        ("MARA VOSS", "VOSS", "DANA ORLICK (on the quay)", "ORLICK"),
        ("Mara Voss", "Voss", "Lantern", "Lantern"),
        ("MV", "MV", "DO", "DO"),
    ],
)
def test_turns_of_an_interview(one: str, first: str, other: str, second: str) -> None:
    page = [
        ("body", LEAD),
        ("body", SECOND),
        ("turn", f"{one}: {QUESTION}"),
        ("turn", f"{other}: {ANSWER}"),
        ("turn", "And we would ask again, if anybody would listen to us."),
        ("turn", f"{first}: {QUESTION}"),
        ("turn", f"{second}: {ANSWER}"),
        ("body", THIRD),
    ]
    assert zones("\n\n".join(line for _, line in page), title="Another") == page


@pytest.mark.parametrize(
    "labels",
    [
        ("Voss", "Orlick"),  # once each
        ("Winner", "Loser", "Winner", "Loser"),  # lead-ins far apart
        ("RELATED", "RELATED", "RELATED", "RELATED"),  # one alone
    ],
)
def test_lead_ins_are_no_turns(labels: tuple[str, ...]) -> None:
    text = "\n\n".join(f"{label}: {ANSWER}\n\n{LEAD}\n\n{SECOND}" for label in labels)
    assert "turn" not in names(text, title="Another")


def test_headings_with_colons_are_no_turns() -> None:
    rows = [f"{label}: Crane Was Checked In Time" for label in ("MYTH", "FACT") * 3]
    assert "turn" not in names("\n\n".join([LEAD, *rows, SECOND]), title="Another")


@pytest.mark.parametrize(
    ("four", "mark"), [((9, 10, 11, 12), "{}:30 a.m."), ((14, 15, 16, 17), "{}.05 GMT: The port")]
)
def test_entries_of_a_live_blog(four: tuple[int, ...], mark: str) -> None:
    entries = [f"{mark.format(hour)}\n\n{SECOND}" for hour in four]
    found = names("\n\n".join([LEAD, *entries]), title="Another")
    assert found == ["body"] + ["entry"] * 8
    assert "entry" not in names("\n\n".join([LEAD, *entries[:3]]), title="Another")


def test_pull_quotes_stand_in_the_body_too() -> None:
    quoted = (
        "“We had no choice but to close the berths,” she said, and she blamed the crane’s owner."
    )
    page = [
        ("body", LEAD),
        ("pullquote", "“We had no choice but to close the berths”"),
        ("body", quoted),
        ("body", "“We had no choice but to leave the quay.”"),
        ("body", THIRD),
        ("pullquote", "Work to lift the crane is to begin at dawn"),
        ("body", SECOND),
    ]
    assert zones("\n\n".join(line for _, line in page), title="Another") == page


def test_credits_are_kept_apart_from_captions() -> None:
    page = [
        ("body", LEAD),
        ("caption", "The fallen crane, pictured from the harbour wall."),
        ("credit", "Photograph: Mara Voss/Reuters"),
        ("body", SECOND),
        ("caption", "Divers inspect the quay at Lowmoor on Tuesday"),
        ("credit", "(AP Photo/Dana Orlick)"),
        ("credit", "Dana Orlick/Getty Images"),
        ("body", THIRD),
    ]
    text = "\n\n".join(line for _, line in page).replace(".\n\nPh", ". Ph").replace("\n\n(", " (")
    assert zones(text, title="Another") == page


@pytest.mark.parametrize("line", ["Reuters", "By Mara Voss, Reuters", "A picture: of the port"])
def test_what_only_names_an_agency_is_no_credit(line: str) -> None:
    assert "credit" not in names(f"Crane falls\n\n{line}\n\n{LEAD}\n\n{SECOND}")


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("PORT ANSEL —", "The harbour was closed on Monday, the port authority said."),
        ("LOWMOOR, March 3 (CNS) —", "The harbour was closed, the port authority said today."),
        ("Port Ansel (CNS) -", "The harbour was closed on Monday, the authority said."),
    ],
)
def test_datelines_are_rows_of_their_own(dateline: str, rest: str) -> None:
    text = f"{dateline} {rest}\n\n{SECOND}"
    assert zones(text)[:2] == [("dateline", dateline), ("body", rest)]


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday morning the ships had gone, and the harbour was as quiet as before.",
        "The picture: nobody knows who owned the crane, and nobody at the port will say.",
        "NATO-style drills, they said, would have helped; but there was no money for drills.",
        "“Follow the money,” he said, and he gave the clerk an address at the bank.",
        "Updates to the crane had been promised since 2025, the union's secretary said.",
    ],
)
def test_prose_that_opens_like_a_sign_stays_body(line: str) -> None:
    assert names(f"{LEAD}\n\n{line}\n\n{SECOND}\n\n{THIRD}") == ["body"] * 4


def test_a_paragraph_that_lost_its_last_stop_stays_body() -> None:
    line = (
        "“They left with their tools in the morning. Nobody asked them to come back, and nobody "
        "has since then seen the old foreman, who was photographed at the gate on Monday"
    )
    assert names(f"{LEAD}\n\n{line}\n\n{SECOND}") == ["body"] * 3


@pytest.mark.parametrize("piece", ["word ", "A", "“", "- ", "(@", "a.b ", "x\n"])
def test_time_grows_with_length_and_not_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        begun = time.process_time()
        label_zones(text)
        return time.process_time() - begun

    # Four times the length may take four times as long; the square would take sixteen.
    assert seconds(4_000_000) < 10 * min(seconds(1_000_000) for _ in range(3)) + 0.5


def accuracy(rows: list[tuple[int, int, str]], gold: list[list], text: str) -> tuple[int, int]:
    """Characters labelled as in the gold, and characters, white space left out."""
    given, wanted = [""] * len(text), [""] * len(text)
    for target, spans in ((given, rows), (wanted, gold)):
        for start, end, zone in spans:
            target[start:end] = [zone] * (end - start)
    shown = [i for i, character in enumerate(text) if not character.isspace()]
    return sum(given[i] == wanted[i] for i in shown), len(shown)


def test_zones_of_the_demo_corpus() -> None:
    right = total = 0
    for line in DEMO.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        same, size = accuracy(label_zones(article["text"]), article["zones"], article["text"])
        right, total = right + same, total + size
    assert right / total >= 0.98
