"""A lexicon: terms with category, weight and reason, from one source with one hash."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from analysis.errors import LexiconError, suggest
from analysis.lexicons.inflect import forms
from analysis.lexicons.separated import records, separator

_BUILT_IN = Path(__file__).parent


@dataclass(frozen=True)
class Neighbour:
    """What has to stand beside a hit (-1 before, 1 after) in its sentence, or must not."""

    place: int
    patterns: tuple[str, ...]
    holds: bool = True


@dataclass(frozen=True)
class Entry:
    """One term of a lexicon, with the forms that it matches.

    A form is a sequence of words; each may be a glob (`*` any run, `?` one character). A form with
    a capital letter matches only so written; so does every form of one word if `as_written`, which
    keeps a name or a month (May) from being taken for the word. unless: longer phrases in which
    the term means something else and is no hit (crude oil).
    """

    term: str
    category: str
    forms: tuple[str, ...]
    weight: float
    polarity: str = "neutral"
    reason: str = ""
    false_hits: str = ""
    neighbour: Neighbour | None = None
    as_written: bool = False
    unless: tuple[str, ...] = ()


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
    """A named list of entries; sha256 is over its source files' bytes.

    notes: what a reader of the file did not understand, by line.
    """

    name: str
    entries: tuple[Entry, ...]
    categories: tuple[Category, ...]
    sha256: str
    licence: str = ""
    references: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def scored(self) -> frozenset[str]:
        """The names of the categories that enter the loaded score."""
        return frozenset(category.name for category in self.categories if category.scored)


def load_lexicon(name: str | Path = "loaded", *, encoding: str | None = None) -> Lexicon:
    """A lexicon by the name of a built-in one, or from a dictionary file of any known format.

    Formats are known by content: LIWC, WordStat, Yoshikoder, Lexicoder, YAML, VADER-style lists,
    tables. A table with `term` and `category` may have `class`, `weight`, `polarity`, `reason`,
    `false_hits`, `case` (`small`: a capitalised word is no hit) and `unless` (phrases around the
    term that are no hit, with semicolons). encoding: of the file, where it does not say.
    LexiconError names the line that cannot be read.
    """
    if str(name) in _built_in_names():
        return _load_built_in(str(name))
    path = Path(name)
    if not path.is_file():
        raise LexiconError(
            f"there is no lexicon {str(name)!r}",
            mend=f"Give a file, or a built-in one. {suggest(str(name), _built_in_names())}",
        )
    # The formats make lexicons of what they read, so they stand above this file.
    from analysis.lexicons.formats import LONG_TABLE, read_dictionary, to_lexicon

    dictionary = read_dictionary(path, encoding=encoding)
    if dictionary.format == LONG_TABLE.name:
        lexicon = _load_table(path, encoding, dictionary.notes)
    else:
        lexicon = to_lexicon(dictionary)
    # A file loaded.cat must not pass for the built-in lexicon of that name.
    return replace(lexicon, name=path.name) if path.stem in _built_in_names() else lexicon


@cache
def _built_in_names() -> list[str]:
    return sorted(path.parent.name for path in _BUILT_IN.glob("*/categories.toml"))


def categories_of(name: str) -> tuple[Category, ...]:
    """The categories of a built-in lexicon; quick, for its entries are not read."""
    return _categories(_declared(name))


def _declared(name: str) -> dict[str, Any]:
    return tomllib.loads((_BUILT_IN / name / "categories.toml").read_text(encoding="utf-8"))


def _categories(declared: dict[str, Any]) -> tuple[Category, ...]:
    return tuple(
        Category(
            category,
            bool(facts["scored"]),
            facts["definition"],
            facts["rule"],
            tuple(facts["literature"]),
            facts.get("limits", ""),
        )
        for category, facts in declared["categories"].items()
    )


@cache
def _load_built_in(name: str) -> Lexicon:
    folder, declared = _BUILT_IN / name, _declared(name)
    digest = hashlib.sha256((folder / "categories.toml").read_bytes())
    entries: list[Entry] = []
    categories = _categories(declared)
    for category in categories:
        path = folder / f"{category.name}.tsv"
        digest.update(path.read_bytes())
        weight = float(declared["categories"][category.name].get("weight", 1.0))
        strengths = declared.get("strengths", {}) if category.scored else {}
        rows = records(path.read_text(encoding="utf-8-sig"), "\t")
        entries += _entries(
            rows,
            path.name,
            category=category.name,
            weight=weight if category.scored else 0.0,
            scored=category.scored,
            strengths=strengths,
        )
    return Lexicon(
        name,
        tuple(entries),
        categories,
        digest.hexdigest(),
        declared.get("licence", "MIT"),
        tuple(declared.get("references", {}).items()),
    )


def _load_table(path: Path, encoding: str | None, notes: tuple[str, ...]) -> Lexicon:
    from analysis.lexicons.formats import read_text

    text = read_text(path, encoding)
    rows = records(text, separator(text))
    entries = tuple(_entries(rows, path.name, category=None, weight=1.0, scored=True, strengths={}))
    names = dict.fromkeys(entry.category for entry in entries)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    categories = tuple(Category(name, True) for name in names)
    return Lexicon(path.stem, entries, categories, digest, notes=notes)


def _entries(
    rows: Iterable[tuple[int, dict[str, str]]],
    name: str,
    *,
    category: str | None,
    weight: float,
    scored: bool,
    strengths: Mapping[str, float],
) -> list[Entry]:
    return [
        _entry(
            row,
            category or row.get("category", ""),
            weight * strengths.get(row.get("strength", ""), 1.0),
            scored,
            f"{name}, line {line}",
        )
        for line, row in rows
    ]


def _entry(row: dict[str, str], category: str, weight: float, scored: bool, where: str) -> Entry:
    term = re.sub(r"\s+", " ", row.get("term") or "").strip()
    if not term:
        raise LexiconError(
            "an entry has no term", where=where, mend="Fill it in or delete the row."
        )
    if not category:
        raise LexiconError(
            f"the entry {term!r} has no category", where=where, mend="Fill it in or delete the row."
        )
    given = (row.get("weight") or "").strip()
    try:
        own = float(given) if given else weight
    except ValueError:
        raise LexiconError(f"the weight {given!r} is not a number", where=where) from None
    case = (row.get("case") or "").strip()
    if case not in {"", "small"}:
        raise LexiconError(
            f"the case of {term!r} is {case!r}", where=where, mend="Write small, or nothing."
        )
    return Entry(
        term,
        category,
        forms(term, row.get("class") or "phrase"),
        own if scored else 0.0,
        row.get("polarity") or "neutral",
        row.get("reason") or "",
        row.get("false_hits") or "",
        as_written=case == "small",
        unless=_unless(row, term, where),
    )


def _unless(row: dict[str, str], term: str, where: str) -> tuple[str, ...]:
    """The phrases around a term that are no hit of it."""
    phrases = tuple(filter(None, map(str.strip, (row.get("unless") or "").split(";"))))
    if short := [phrase for phrase in phrases if " " not in phrase]:
        raise LexiconError(
            f"{short[0]!r} under unless of {term!r} is one word",
            where=where,
            mend="Write the phrase with the term in it.",
        )
    return phrases
