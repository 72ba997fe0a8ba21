"""The built-in loaded-language lexicon: form, documentation, size, and what must not be in it."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import analysis.lexicons
from analysis.lexicons import Matcher, load_lexicon
from analysis.lexicons.inflect import INFLECTIONS, forms
from analysis.tokens import Vocabularies, tokenize

FOLDER = Path(analysis.lexicons.__file__).parent / "loaded"
DECLARED = tomllib.loads((FOLDER / "categories.toml").read_text(encoding="utf-8"))
CATEGORIES = DECLARED["categories"]
DESCRIPTIVE = {"booster", "hedge", "factive", "assertive", "implicative"}
COLUMNS = ["term", "class", "polarity", "strength", "weight", "hits", "flagged"]
COLUMNS += ["chosen", "reason", "false_hits", "case", "unless"]

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


MATCHER = Matcher([load_lexicon("loaded")])
WORDS = Vocabularies()
CONTEXTS = [
    (category, row["term"], context.strip(), row["unless"].split("; "))
    for category, row in ALL
    for context in re.split("[;,]", f"{row['false_hits']};{row['unless']}")
    if " " in context.strip()
    and set(forms(row["term"], row["class"])) & set(re.findall(r"[\w'-]+", context.lower()))
]


def matched(text: str) -> set[tuple[str, str]]:
    found = MATCHER.match(tokenize([text], None, WORDS)).entry
    return {(MATCHER.entries[row].category, MATCHER.entries[row].term) for row in found}


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
    """Flag rate shrunk by 6 hits to what category and strength expect, themselves shrunk by 20."""
    known = [(c, int(r["hits"]), int(r["flagged"]), r) for c, r in SCORED if r["hits"]]
    rate = sum(flagged for _, _, flagged, _ in known) / sum(hits for _, hits, _, _ in known)
    of_category, expected, marked = {}, Counter[str](), Counter[str]()
    for category, facts in CATEGORIES.items():
        own = [row for row in known if row[0] == category and facts["scored"]]
        if own:
            hits, flagged = (sum(row[place] for row in own) for place in (1, 2))
            of_category[category] = (flagged + 20 * rate) / (hits + 20)
            assert facts["weight"] == pytest.approx(of_category[category] / rate, abs=0.006)
    for category, hits, flagged, row in known:
        expected[row["strength"]] += hits * of_category[category]
        marked[row["strength"]] += flagged
    factor = {s: (marked[s] + 20 * rate) / (n + 20 * rate) for s, n in expected.items()}
    assert DECLARED["strengths"] == pytest.approx(factor, abs=0.006)
    for category, hits, flagged, row in known:
        prior = of_category[category] * factor[row["strength"]]
        weight = (flagged + 6 * prior) / (hits + 6) / rate
        assert float(row["weight"]) == pytest.approx(weight, abs=0.006), row["term"]


def test_an_entry_without_evidence_weighs_what_its_category_and_strength_do() -> None:
    loaded = {(e.category, e.term): e.weight for e in load_lexicon("loaded").entries}
    for category, row in SCORED:
        if not row["weight"]:
            weight = CATEGORIES[category]["weight"] * DECLARED["strengths"][row["strength"]]
            assert loaded[category, row["term"]] == pytest.approx(weight)


def test_strength_is_judged_for_every_scored_entry_and_tells_marked_words_apart() -> None:
    assert {row["strength"] for _, row in SCORED} == {"weak", "plain", "strong"}
    assert {row["strength"] for category, row in ALL if category in DESCRIPTIVE} == {""}
    weak, plain, strong = (DECLARED["strengths"][name] for name in ("weak", "plain", "strong"))
    assert weak < plain < strong


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


def test_a_documented_false_hit_is_no_hit_exactly_where_the_entry_excludes_it() -> None:
    """The others are known: the lexicon says so beside every passage that it shows."""
    assert len(CONTEXTS) > 400
    wrong = [
        (category, term, context)
        for category, term, context, unless in CONTEXTS
        if ((category, term) in matched(f"They saw the {context} there."))
        != all(phrase not in context for phrase in unless if phrase)
    ]
    assert wrong == []


EXCLUDING = sorted({(c, t) for c, t, _, u in CONTEXTS if u[0]})


@pytest.mark.parametrize(("category", "term"), EXCLUDING)
def test_an_entry_that_excludes_phrases_still_matches_by_itself(category: str, term: str) -> None:
    assert (category, term) in matched(f"This is {term}, they say.")


@pytest.mark.parametrize(
    "text", ["in May it rained", "On May 5 it rained", "It rained in late May."]
)
def test_the_month_is_no_hedge(text: str) -> None:
    assert ("hedge", "may") not in matched(text)
    assert ("hedge", "may") in matched("It may rain.")


@pytest.mark.parametrize(
    ("category", "term"),
    [(category, row["term"]) for category, row in ALL if row["case"]],
)
def test_a_word_that_is_also_a_name_matches_in_small_letters_only(category: str, term: str) -> None:
    assert (category, term) in matched(f"They said {term} there.")
    assert (category, term) not in matched(f"They said {term.capitalize()} there.")
