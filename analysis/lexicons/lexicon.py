"""A lexicon: terms with category, weight and reason, from one source with one hash."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.errors import LexiconError, suggest
from analysis.lexicons.inflect import forms

_BUILT_IN = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One term of a lexicon, with the forms that it matches.

    A form is a sequence of words; each may be a glob (`*` any run, `?` one character). A form with
    a capital letter matches only so written.
    """

    term: str
    category: str
    forms: tuple[str, ...]
    weight: float
    polarity: str = "neutral"
    reason: str = ""
    false_hits: str = ""


@dataclass(frozen=True)
class Category:
    """A class of terms: what belongs in it, on whose definition, and whether it is scored."""

    name: str
    scored: bool
    definition: str = ""
    rule: str = ""
    literature: tuple[str, ...] = ()
    limits: str = ""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A named list of entries; sha256 is over its source files' bytes."""

    name: str
    entries: tuple[Entry, ...]
    categories: tuple[Category, ...]
    sha256: str
    licence: str = ""
    references: tuple[tuple[str, str], ...] = ()

    @property
    def scored(self) -> frozenset[str]:
        """The names of the categories that enter the loaded score."""
        return frozenset(category.name for category in self.categories if category.scored)


@cache
def load_lexicon(name: str | Path = "loaded") -> Lexicon:
    """A lexicon by the name of a built-in one, or from a CSV or TSV file.

    A file has a header with `term` and `category`; `class`, `weight`, `polarity`, `reason` and
    `false_hits` are read where they are. LexiconError names the row that cannot be read.
    """
    if str(name) in _built_in_names():
        return _load_built_in(str(name))
    path = Path(name)
    if not path.is_file():
        raise LexiconError(
            f"there is no lexicon {str(name)!r}",
            mend=f"Give a file, or a built-in one. {suggest(str(name), _built_in_names())}",
        )
    return _load_table(path)


def _built_in_names() -> list[str]:
    return sorted(path.parent.name for path in _BUILT_IN.glob("*/categories.toml"))


def _load_built_in(name: str) -> Lexicon:
    folder = _BUILT_IN / name
    declared = tomllib.loads((folder / "categories.toml").read_text(encoding="utf-8"))
    digest = hashlib.sha256((folder / "categories.toml").read_bytes())
    entries: list[Entry] = []
    categories = []
    for category, facts in declared["categories"].items():
        path = folder / f"{category}.tsv"
        digest.update(path.read_bytes())
        scored = bool(facts["scored"])
        categories.append(
            Category(
                category,
                scored,
                facts["definition"],
                facts["rule"],
                tuple(facts["literature"]),
                facts.get("limits", ""),
            )
        )
        weight = float(facts.get("weight", 1.0)) if scored else 0.0
        entries.extend(_entries(path, category=category, weight=weight, scored=scored))
    return Lexicon(
        name,
        tuple(entries),
        tuple(categories),
        digest.hexdigest(),
        declared.get("licence", "MIT"),
        tuple(declared.get("references", {}).items()),
    )


def _load_table(path: Path) -> Lexicon:
    entries = tuple(_entries(path, category=None, weight=1.0, scored=True))
    if not entries:
        raise LexiconError("the lexicon has no entries", where=path.name)
    names = dict.fromkeys(entry.category for entry in entries)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Lexicon(path.stem, entries, tuple(Category(name, True) for name in names), digest)


def _entries(path: Path, *, category: str | None, weight: float, scored: bool) -> Sequence[Entry]:
    delimiter = "," if path.suffix == ".csv" else "\t"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=delimiter)
        needed = {"term"} if category else {"term", "category"}
        missing = needed - set(rows.fieldnames or ())
        if missing:
            raise LexiconError(
                f"the lexicon has no column {', '.join(sorted(missing))}",
                where=path.name,
                mend=f"It has: {', '.join(rows.fieldnames or ())}.",
            )
        return [
            _entry(row, category or row["category"], weight, scored, f"{path.name}, line {number}")
            for number, row in enumerate(rows, start=2)
        ]


def _entry(
    row: dict[str, str | None], category: str, weight: float, scored: bool, where: str
) -> Entry:
    term = re.sub(r"\s+", " ", row.get("term") or "").strip()
    if not term:
        raise LexiconError(
            "an entry has no term", where=where, mend="Fill it in or delete the row."
        )
    given = (row.get("weight") or "").strip()
    try:
        own = float(given) if given else weight
    except ValueError:
        raise LexiconError(f"the weight {given!r} is not a number", where=where) from None
    return Entry(
        term,
        category,
        forms(term, row.get("class") or "phrase"),
        own if scored else 0.0,
        row.get("polarity") or "neutral",
        row.get("reason") or "",
        row.get("false_hits") or "",
    )
