"""What an article's title and opening are about, as weighted terms, so that stories can be matched.

Weight: (1 + ln frequency) · ln(1 + articles / articles with the term) (Salton & Buckley 1988), with
names counting more: a story is its people, places and organisations before its topic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from analysis.corpus.languages import FUNCTION_WORDS

NAME_WEIGHT = 1.5
TITLE_WEIGHT = 2

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.!?:\n“\"]")
_STOPS = frozenset('.!?:\n“"')
_COMMON = FUNCTION_WORDS["en"]
_CHARACTERS_A_WORD = 12
_BLOCK = 500


@dataclass(frozen=True)
class Stories:
    """weights: articles × terms, each row of length 1 (or 0); names: a term's commonest form."""

    names: list[str]
    weights: Any


def describe_stories(
    titles: Sequence[str | None], texts: Sequence[str], *, opening: int
) -> Stories:
    """The weighted terms of every article's title and the first `opening` words of its text."""
    counts: list[Counter[str]] = []
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for title, text in zip(titles, texts, strict=True):
        terms: Counter[str] = Counter()
        for word, _ in _words(title or "", opening):
            terms[_term(word)] += TITLE_WEIGHT
        for word, opens in _words(text, opening):
            term = _term(word)
            terms[term] += 1
            forms[_form(word)] += 1
            if not opens:
                seen[term] += 1
                capital[term] += word[0].isupper()
        counts.append(terms)
    documents = Counter(term for terms in counts for term in terms)
    vocabulary = sorted(documents)
    column = {term: number for number, term in enumerate(vocabulary)}
    # A name is written with a capital where no sentence begins, in at least half of the cases.
    factor = np.array([NAME_WEIGHT if 2 * capital[t] >= seen[t] > 0 else 1.0 for t in vocabulary])
    # A term of one article counts as one of two: in a small corpus it would outweigh all others.
    spread = np.array([max(2, documents[t]) for t in vocabulary], dtype=float)
    rarity = np.log1p(len(counts) / spread)
    first = np.cumsum([0] + [len(terms) for terms in counts])
    columns = np.array([column[t] for terms in counts for t in terms], dtype=np.int64)
    frequency = np.array([f for terms in counts for f in terms.values()], dtype=float)
    values = (1 + np.log(frequency)) * (factor * rarity)[columns]
    rows = np.repeat(np.arange(len(counts)), np.diff(first))
    lengths = np.sqrt(np.bincount(rows, values**2, len(counts)))
    from scipy import sparse  # here, for its import would delay every command

    shape = (len(counts), len(vocabulary))
    weights = sparse.csr_matrix((values / lengths[rows], columns, first), shape=shape)
    weights.sort_indices()
    commonest = {_term(form): form for form, _ in sorted(forms.items(), key=lambda f: (f[1], f[0]))}
    return Stories([commonest.get(term, term) for term in vocabulary], weights)


def similar_pairs(
    stories: Stories, dates: np.ndarray, *, days: float, least: float
) -> dict[tuple[int, int], float]:
    """Cosine of the pairs published at most `days` apart that reach `least`.

    dates: days, ascending, with the undated (NaN) first; these are in no pair.
    """
    weights = stories.weights
    turned = weights.T.tocsc()
    n_articles, start = len(dates), int(np.isnan(dates).sum())
    found: dict[tuple[int, int], float] = {}
    while start < n_articles:
        end = min(start + _BLOCK, n_articles)
        reach = int(np.searchsorted(dates, dates[end - 1] + days, side="right"))
        product = (weights[start:end] @ turned[:, start:reach]).tocoo()
        lower, upper, value = product.row + start, product.col + start, product.data
        chosen = (lower < upper) & (value >= least)
        chosen &= dates[upper] - dates[lower] <= days
        keys = zip(lower[chosen].tolist(), upper[chosen].tolist(), strict=True)
        # Rounded, so that the last digits of a sum cannot decide an order.
        found.update(zip(keys, value[chosen].round(9).tolist(), strict=True))
        start = end
    return found


def _words(text: str, limit: int) -> Iterator[tuple[str, bool]]:
    """The content words among the first `limit` words, and whether each opens a sentence."""
    opens, words = True, 0
    for token in _TOKEN.findall(text[: limit * _CHARACTERS_A_WORD]):
        if token in _STOPS:
            opens = True
            continue
        words += 1
        if words > limit:
            return
        if len(token) > 1 and _form(token) not in _COMMON:
            yield token, opens
        opens = False


@lru_cache(maxsize=100_000)
def _form(token: str) -> str:
    """A word in lower case, without 's."""
    return token.lower().replace("’", "'").removesuffix("'s")


@lru_cache(maxsize=100_000)
def _term(token: str) -> str:
    """A word's form, without plural s.

    >>> _term("Dockers"), _term("Iran’s"), _term("press")
    ('docker', 'iran', 'press')
    """
    form = _form(token)
    return form[:-1] if len(form) > 4 and form.endswith("s") and not form.endswith("ss") else form
