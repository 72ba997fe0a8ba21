"""The cue lexicon: which words may attribute, in which frames, with which stance.

The entries stand in cues.tsv. Regular inflections are made here; a word is looked up once a
distinct word, as the number of the set of entries that it may head.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from analysis.voices.words import plain

BASE, PRESENT, PAST, ING = "base", "present", "past", "ing"

_DOUBLING = frozenset(
    "admit commit refer rebut forget recap concur demur regret submit defer".split()
)
_ENDS_CVC = re.compile(r"(?:^|[^aeiou])(?:qu)?[aeiou][^aeiouwxy]$")
_VOWELS = re.compile(r"(?:^qu|[aeiouy])+")


@dataclass(frozen=True)
class Cue:
    """One row of the lexicon."""

    lemma: str
    particle: tuple[str, ...]
    pos: str
    stance: str
    act: str
    frames: frozenset[str]
    noun: bool
    hundredths: int
    number: int


@dataclass(frozen=True)
class Form:
    """A word form that heads one or more cues, longest particle first."""

    cues: tuple[Cue, ...]
    form: str


def inflect(lemma: str) -> dict[str, list[str]]:
    """The regular forms of a verb.

    >>> inflect("deny")["past"], inflect("quip")["past"], inflect("argue")["ing"]
    (['denied'], ['quipped'], ['arguing'])
    """
    stem, present = lemma, f"{lemma}s"
    if re.search(r"[^aeiou]y$", lemma):
        present, past = f"{lemma[:-1]}ies", f"{lemma[:-1]}ied"
    elif lemma.endswith("e"):
        stem, past = lemma[: -1 if not lemma.endswith("ee") else None], f"{lemma}d"
    else:
        if _doubles(lemma):
            stem = lemma + lemma[-1]
        past = f"{stem}ed"
        if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
            present = f"{lemma}es"
    return {BASE: [lemma], PRESENT: [present], PAST: [past], ING: [f"{stem}ing"]}


def _doubles(lemma: str) -> bool:
    one_syllable = len(_VOWELS.findall(lemma)) == 1
    return lemma in _DOUBLING or (one_syllable and _ENDS_CVC.search(lemma) is not None)


def _irregular(lemma: str, forms: list[str]) -> dict[str, list[str]]:
    """Regular forms, replaced where the table names one of that kind."""
    result = inflect(lemma)
    ing = [form for form in forms if form.endswith("ing")]
    present = [form for form in forms if form.endswith("s") and form not in ing]
    past = [form for form in forms if form not in ing and form not in present]
    for kind, given in ((ING, ing), (PRESENT, present), (PAST, past)):
        if given:
            result[kind] = given
    return result


@cache
def load_cues() -> tuple[Cue, ...]:
    """All rows of the lexicon."""
    return tuple(cue for cue, _ in _rows())


@cache
def _rows() -> tuple[tuple[Cue, tuple[str, ...]], ...]:
    table = files("analysis.voices").joinpath("cues.tsv").read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    return tuple(
        (
            Cue(
                lemma=row["lemma"],
                particle=tuple(row["particle"].split()),
                pos=row["pos"],
                stance=row["stance"],
                act=row["act"],
                frames=frozenset(row["frames"]),
                noun=row["noun"] == "y",
                hundredths=round(100 * float(row["weight"] or 0)),
                number=number,
            ),
            tuple(row["forms"].split()),
        )
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t"))
    )


@cache
def _forms() -> tuple[tuple[Form, ...], dict[str, int]]:
    """Forms, and the number of the form that each word heads (0: none)."""
    heads: dict[tuple[str, str], list[Cue]] = defaultdict(list)
    for cue, forms in _rows():
        if cue.pos == "verb":
            for kind, words in _irregular(cue.lemma, list(forms)).items():
                for word in words:
                    heads[word, kind].append(cue)
        elif cue.pos == "noun":
            heads[cue.lemma, "noun"].append(cue)
            heads[inflect(cue.lemma)[PRESENT][0], "noun"].append(cue)
        else:
            first, *rest = cue.lemma.split()
            entry = replace(cue, lemma=first, particle=tuple(rest))
            heads[first, cue.pos].append(entry)
    table: list[Form] = []
    by_word: dict[str, list[Form]] = defaultdict(list)
    for (word, kind), cues in heads.items():
        ordered = tuple(sorted(cues, key=lambda cue: -len(cue.particle)))
        by_word[word].append(Form(ordered, kind))
    numbers: dict[str, int] = {}
    table.append(Form((), ""))
    for word, found in by_word.items():
        numbers[word] = len(table)
        verbs = [f for f in found if f.form in (PAST, PRESENT, BASE, ING)]
        table.append(verbs[0] if verbs else found[0])
    return tuple(table), numbers


@cache
def noun_cues() -> dict[str, Cue]:
    """The noun cues by singular and plural (claim, claims)."""
    nouns = [cue for cue in load_cues() if cue.pos == "noun"]
    return {word: cue for cue in nouns for word in (cue.lemma, inflect(cue.lemma)[PRESENT][0])}


def form_numbers(words: Sequence[str]) -> NDArray[np.int32]:
    """For each word the number of the cue form that it is; 0 when it is none."""
    _, numbers = _forms()
    return np.fromiter((numbers.get(plain(word), 0) for word in words), np.int32, len(words))


@cache
def all_forms() -> tuple[Form, ...]:
    """Every form, by number; the first heads no cue."""
    return _forms()[0]


@cache
def particles() -> tuple[str, ...]:
    """The words that a cue can go on with (point out, according to)."""
    return tuple(sorted({c.particle[0] for f in all_forms() for c in f.cues if c.particle}))
