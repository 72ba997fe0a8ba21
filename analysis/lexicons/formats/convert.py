"""A dictionary as a lexicon: category = keys joined with "/", globs and phrases as they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.errors import LexiconError
from analysis.lexicons.formats.dictionary import Condition, Dictionary, Path
from analysis.lexicons.formats.valence import VALENCE
from analysis.lexicons.formats.wordstat import WORDSTAT
from analysis.lexicons.lexicon import Category, Entry, Lexicon, Neighbour
from analysis.tokens import NUMBER, tokenize

_SHOWN = 5


def to_lexicon(dictionary: Dictionary) -> Lexicon:
    """The entries of a dictionary, ready for matching; its notes go along.

    Every category is scored. Weights are the file's, or 1. Patterns that no text can match are
    noted. WordStat's `civil_war` matches "civil war" as well.
    """
    patterns = dictionary.patterns()
    found = [_entry(dictionary, path, pattern, None) for path, pattern in _plain(dictionary)]
    notes = list(dictionary.notes)
    for condition in dictionary.conditions:
        neighbour = _neighbour(condition, patterns, notes)
        if neighbour is not None:
            found.append(_entry(dictionary, condition.path, condition.pattern, neighbour))
    if not found:
        raise LexiconError("the dictionary has no entries", where=dictionary.name)
    paths = {path for path, _ in patterns} | {c.path for c in dictionary.conditions}
    if len({"/".join(path) for path in paths}) < len(paths):
        notes.append("keys that hold a / have the name of nested ones: they count as one category")
    notes += _never_matching(found)
    return Lexicon(
        dictionary.name,
        tuple(found),
        tuple(Category(name, True) for name in dict.fromkeys(e.category for e in found)),
        dictionary.sha256,
        notes=tuple(notes),
    )


def _plain(dictionary: Dictionary) -> list[tuple[Path, str]]:
    """Patterns that count without condition; the tree also shows those of an `else`."""
    conditional = {(c.path, c.pattern) for c in dictionary.conditions}
    return [pair for pair in dictionary.patterns() if pair not in conditional]


def _entry(dictionary: Dictionary, path: Path, pattern: str, neighbour: Neighbour | None) -> Entry:
    weight = dictionary.weights.get((*path, pattern), 1.0)
    forms = [pattern]
    if dictionary.format == WORDSTAT.name and "_" in pattern.strip("_"):
        forms.append(" ".join(pattern.split("_")))
    polarity = path[-1] if dictionary.format == VALENCE.name else "neutral"
    return Entry(pattern, "/".join(path), tuple(forms), weight, polarity, neighbour=neighbour)


def _neighbour(
    condition: Condition, patterns: Sequence[tuple[Path, str]], notes: list[str]
) -> Neighbour | None:
    """The condition with its categories, and those below them, resolved to their words."""
    words = list(condition.words)
    for category in condition.categories:
        words += [pattern for path, pattern in patterns if path[: len(category)] == category]
    phrases = [word for word in words if " " in word]
    if phrases:
        notes.append(
            f"the condition of {condition.pattern!r} looks at one word: {len(phrases)} phrases of "
            f"its categories, as {phrases[0]!r}, do not count"
        )
    single = tuple(dict.fromkeys(word for word in words if " " not in word))
    if not single and condition.holds:
        notes.append(
            f"the condition of {condition.pattern!r} for {'/'.join(condition.path)} can never "
            "hold: its categories have no words"
        )
        return None
    return Neighbour(-1 if condition.place == "before" else 1, single, condition.holds)


def _never_matching(entries: Sequence[Entry]) -> list[str]:
    """A note on the patterns that are not words to the tokenizer, as emoticons."""
    written = [form for entry in entries for form in entry.forms]
    sample = [form.replace("*", "x").replace("?", "x") for form in written]
    tokens = tokenize(sample)
    count = np.bincount(tokens.article, minlength=len(sample))
    words = np.bincount(tokens.article[tokens.kind <= NUMBER], minlength=len(sample))
    wanted = np.array([len(form.split()) for form in written])
    never = [written[row] for row in np.flatnonzero((count != wanted) | (words != wanted))]
    if not never:
        return []
    shown = ", ".join(map(repr, never[:_SHOWN])) + (", …" if len(never) > _SHOWN else "")
    return [f"{len(never)} patterns hold signs that no word has, and match nothing: {shown}"]
