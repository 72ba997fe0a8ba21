"""The built-in loaded-language lexicon: form, documentation, size, and what must not be in it."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import analysis.lexicons
from analysis.lexicons.inflect import INFLECTIONS, forms

FOLDER = Path(analysis.lexicons.__file__).parent / "loaded"
DECLARED = tomllib.loads((FOLDER / "categories.toml").read_text(encoding="utf-8"))
CATEGORIES = DECLARED["categories"]
DESCRIPTIVE = {"booster", "hedge", "factive", "assertive", "implicative"}
COLUMNS = ["term", "class", "polarity", "weight", "hits", "flagged"]
COLUMNS += ["chosen", "reason", "false_hits"]

# Loadedness must not encode who is spoken of, or what about: a sample of what may not slip in.
NAMES = """
    america american britain british england europe russia china israel iraq iran syria mexico
    washington london trump obama clinton biden bush johnson may thatcher blair democrat democrats
    democratic republican republicans gop labour tory tories conservative liberal libdem ukip
    """
TOPICS = """
    abortion alien black brexit christian climate coronavirus covid feminist gay gender gun guns
    immigrant immigration islam jewish lgbt marriage muslim police tax taxes transgender vaccine
    vaccines virus white
    """
PLAIN = "attack attacks critical die fire kill killed killing shooting war wars"


def read(category: str) -> list[dict[str, str]]:
    with (FOLDER / f"{category}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        assert rows.fieldnames == COLUMNS
        return list(rows)


ENTRIES = {category: read(category) for category in CATEGORIES}
ALL = [(category, row) for category, rows in ENTRIES.items() for row in rows]
SCORED = [(category, row) for category, row in ALL if CATEGORIES[category]["scored"]]


def listed(rows: list[tuple[str, dict[str, str]]]) -> list[str]:
    return [f"{category}: {row['term']}" for category, row in rows]


def test_one_file_a_category() -> None:
    assert {path.stem for path in FOLDER.glob("*.tsv")} == set(CATEGORIES)
    assert {name for name, facts in CATEGORIES.items() if not facts["scored"]} == DESCRIPTIVE


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_is_documented(category: str) -> None:
    facts = CATEGORIES[category]
    for key in ("definition", "rule", "limits"):
        assert len(facts[key].split()) >= 5, key
    assert facts["literature"]
    assert set(facts["literature"]) <= set(DECLARED["references"])
    assert ("weight" in facts) == facts["scored"]


def test_every_reference_is_used_and_dated() -> None:
    used = {key for facts in CATEGORIES.values() for key in facts["literature"]}
    assert used == set(DECLARED["references"])
    assert all(re.search(r"\((1|2)\d{3}\)", text) for text in DECLARED["references"].values())


def test_every_entry_is_well_formed() -> None:
    term = re.compile(r"(?:[a-z0-9*]+(?:[-'][a-z0-9*]+)*)(?: [a-z0-9*]+(?:[-'][a-z0-9*]+)*)*")
    bad = [
        (category, row)
        for category, row in ALL
        if not term.fullmatch(row["term"])
        or row["class"] not in INFLECTIONS
        or row["polarity"] not in {"negative", "positive", "neutral"}
        or ("*" in row["term"]) != (row["class"] == "glob")
        or (row["weight"] and not re.fullmatch(r"-?\d+(\.\d+)?", row["weight"]))
        or any(value is None or value != value.strip() for value in row.values())
    ]
    assert listed(bad) == []


def test_it_says_how_every_entry_was_chosen_and_on_what_evidence() -> None:
    bad = [
        (category, row)
        for category, row in ALL
        if row["chosen"] not in {"definition", "development"}
        or bool(row["hits"]) != bool(row["flagged"])
        or (row["hits"] and not 0 <= int(row["flagged"]) <= int(row["hits"]))
        or bool(row["weight"]) != bool(row["hits"])
    ]
    assert listed(bad) == []


def test_the_printed_weights_follow_from_the_printed_evidence() -> None:
    """Flag rate shrunk by 6 hits to the category's, which is shrunk by 20 to that of all."""
    known = [(c, int(r["hits"]), int(r["flagged"]), r) for c, r in SCORED if r["hits"]]
    rate = sum(flagged for _, _, flagged, _ in known) / sum(hits for _, hits, _, _ in known)
    for category, facts in CATEGORIES.items():
        own = [row for row in known if row[0] == category and facts["scored"]]
        if not own:
            continue
        hits, flagged = (sum(row[place] for row in own) for place in (1, 2))
        of_category = (flagged + 20 * rate) / (hits + 20)
        assert facts["weight"] == pytest.approx(of_category / rate, abs=0.006)
        for _, n, marked, row in own:
            weight = (marked + 6 * of_category) / (n + 6) / rate
            assert float(row["weight"]) == pytest.approx(weight, abs=0.006), row["term"]


def test_every_entry_gives_its_own_short_reason() -> None:
    bad = [(c, row) for c, row in ALL if not 4 <= len(row["reason"].split()) <= 12]
    assert listed(bad) == []
    shared = Counter((category, row["reason"]) for category, row in ALL)
    assert [reason for reason, times in shared.items() if times > 1] == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_no_form_belongs_to_two_entries_of_a_category(category: str) -> None:
    seen = Counter(f for row in ENTRIES[category] for f in forms(row["term"], row["class"]))
    assert [form for form, times in seen.items() if times > 1] == []


def test_no_form_is_scored_in_two_categories() -> None:
    seen = Counter(form for _, row in SCORED for form in forms(row["term"], row["class"]))
    assert [form for form, times in seen.items() if times > 1] == []


def test_entries_are_sorted_so_that_changes_can_be_read() -> None:
    for rows in ENTRIES.values():
        terms = [row["term"] for row in rows]
        assert terms == sorted(terms)


def test_the_size_that_was_promised() -> None:
    assert len(ALL) >= 1500
    assert len(SCORED) >= 1100
    assert sum(len(forms(row["term"], row["class"])) for _, row in ALL) >= 4000
    assert min(len(rows) for rows in ENTRIES.values()) >= 30


def test_no_names_and_no_topics_by_themselves() -> None:
    barred = set((NAMES + TOPICS).split()) - {"may"}
    bad = [
        (category, row)
        for category, row in ALL
        if row["term"] in barred or barred & set(row["term"].split()) & set(NAMES.split())
    ]
    assert listed(bad) == []


def test_plain_words_of_news_enter_only_inside_phrases() -> None:
    plain = set(PLAIN.split())
    bad = [(c, row) for c, row in SCORED if plain & set(forms(row["term"], row["class"]))]
    assert listed(bad) == []


def test_globs_do_not_swallow_the_dictionary() -> None:
    bad = [
        (category, row)
        for category, row in ALL
        if any(len(word.replace("*", "")) < 3 for word in row["term"].split() if len(word) > 1)
        and row["class"] == "glob"
        and " " not in row["term"]
    ]
    assert listed(bad) == []
