"""Lines that an outlet repeats from article to article: found in the corpus, without a list.

Such lines come with the outlet (rights, prompts, newsletters), so that they would make
differences between outlets where their articles have none.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain

import pandas as pd

from analysis.corpus.paragraphs import split_paragraphs

FEWEST_REPEATS = 5
"""Articles in which a line must stand to count as repeated."""
_SHARE = 0.005
_COPIED = 0.5
_OPENING = 3
_DIGITS = str.maketrans("123456789", "0" * 9)


def line_key(line: str) -> str:
    """The form in which lines are compared: lower case, digits as 0, single spaces.

    >>> line_key("Updated  9 March 2031")
    'updated 0 march 0000'
    """
    return " ".join(line.lower().translate(_DIGITS).split())


def is_repeated(line: str, boilerplate: Collection[str]) -> bool:
    """Whether a line is among those that its outlet repeats (`line_key` forms)."""
    return _opening(line) in _openings(frozenset(boilerplate)) and line_key(line) in boilerplate


def find_boilerplate(texts: Sequence[str], outlets: Iterable[object]) -> pd.DataFrame:
    """The repeated lines of every outlet: columns outlet, line, articles.

    A line (as `line_key` gives it) is repeated when it stands in at least 5 and at least 0.5% of
    the outlet's articles. An article more than half of which (in characters) stands in five
    articles is a copy or a version of another, and its lines do not count: what copies have in
    common is news.
    """
    rows = [
        (outlet, line, count)
        for outlet, own in repeated_lines(texts, outlets).items()
        for line, count in own.items()
    ]
    rows.sort(key=lambda row: (str(row[0]), -row[2], row[1]))
    return pd.DataFrame(rows, columns=["outlet", "line", "articles"])


def repeated_lines(texts: Sequence[str], outlets: Iterable[object]) -> dict[object, dict[str, int]]:
    """The same as the lines of each outlet that has any, with the number of their articles."""
    numbers: dict[object, list[int]] = defaultdict(list)
    for number, outlet in enumerate(outlets):
        numbers[outlet].append(number)
    found = {
        outlet: _repeated(texts, own)
        for outlet, own in numbers.items()
        if len(own) >= FEWEST_REPEATS
    }
    return {outlet: own for outlet, own in found.items() if own}


def _repeated(texts: Sequence[str], own: Sequence[int]) -> dict[str, int]:
    """The repeated lines of one outlet's texts, each with the number of its articles."""
    fewest = max(FEWEST_REPEATS, _SHARE * len(own))
    openings: Counter[int] = Counter()
    owned: list[array[int]] = []
    for number in own:
        text = texts[number]
        opened = array("q", [hash(_opening(text[s:e])) for s, e in split_paragraphs(text)])
        owned.append(opened)
        openings.update(set(opened))
    # Few openings are frequent, so that few lines are compared as a whole.
    frequent = {opening for opening, count in openings.items() if count >= fewest}
    keys: list[set[str]] = []
    sizes: list[int] = []
    for number, opened in zip(own, owned, strict=True):
        text = texts[number]
        lines = [] if frequent.isdisjoint(opened) else split_paragraphs(text)
        asked = zip(opened, lines, strict=False)
        keys.append({line_key(text[s:e]) for opening, (s, e) in asked if opening in frequent})
        sizes.append(len(text))
    counts = Counter(chain.from_iterable(keys))
    common = {key for key, count in counts.items() if count >= fewest}
    for size, lines_of_text in zip(sizes, keys, strict=True):
        shared = lines_of_text & common
        if sum(map(len, shared)) > _COPIED * size:
            counts.subtract(shared)
    return {key: counts[key] for key in common if counts[key] >= fewest}


def _opening(line: str) -> str:
    """The first words of a line's key: lines that differ in these differ."""
    return line_key(" ".join(line.split(None, _OPENING)[:_OPENING]))


@lru_cache(maxsize=64)
def _openings(boilerplate: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_opening, boilerplate))
