"""Lines that an outlet repeats from article to article: found in the corpus, without a list.

Such lines come with the outlet (rights, prompts, newsletters), so that they would make
differences between outlets where their articles have none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.corpus.paragraphs import split_paragraphs

_FEWEST_ARTICLES = 100
_FEWEST_REPEATS = 5
_SHARE = 0.005
_DIGITS = str.maketrans("123456789", "000000000")


def line_key(line: str) -> str:
    """The form in which lines are compared: lower case, digits as 0, single spaces.

    >>> line_key("Updated  9 March 2031")
    'updated 0 march 0000'
    """
    return " ".join(line.lower().translate(_DIGITS).split())


def find_boilerplate(texts: Sequence[str], outlets: Iterable[object]) -> pd.DataFrame:
    """The repeated lines of every outlet: columns outlet, line, articles.

    A line (as `line_key` gives it) is repeated when it stands in at least 5 and at least 0.5% of
    the outlet's articles. Outlets with fewer than 100 articles are left out: there, a line that
    occurs in five may well be news.
    """
    publishers = list(outlets)
    totals = Counter(publishers)
    counts: dict[object, Counter[str]] = defaultdict(Counter)
    for text, outlet in zip(texts, publishers, strict=True):
        if totals[outlet] >= _FEWEST_ARTICLES:
            counts[outlet].update({line_key(text[s:e]) for s, e in split_paragraphs(text)})
    rows = [
        (outlet, line, count)
        for outlet, lines in counts.items()
        for line, count in lines.items()
        if count >= max(_FEWEST_REPEATS, _SHARE * totals[outlet])
    ]
    rows.sort(key=lambda row: (str(row[0]), -row[2], row[1]))
    return pd.DataFrame(rows, columns=["outlet", "line", "articles"])
