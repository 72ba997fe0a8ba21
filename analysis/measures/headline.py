"""Headline against body: whether a headline says as fact what the body has others say.

The headline's own content words are looked for in the body, statement by statement and in each
sentence's own part. Words are compared by stem, so that *blasts* finds *blasted*.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.declare import count, metric
from analysis.measures.tally import Cube, tally
from analysis.measures.wording import content_words, plain_word
from analysis.tables import ZONES
from analysis.tokens import Tokens
from analysis.voices.output import Columns

FEWEST_WORDS = 3
"""A headline with fewer content words of its own is not compared."""
ENOUGH = 0.5
"""The share of the headline's content words that one statement must hold to carry its claim."""

_HEADLINE, _BODY = ZONES.index("headline"), ZONES.index("body")
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "e", "y")

count(
    "headlines",
    unit="headlines",
    meaning=f"1 where the headline has {FEWEST_WORDS} content words in the outlet's own voice and "
    "the article has a body; it stands with the zone headline.",
    by_voice=False,
)
count(
    "headlines_attributed",
    unit="headlines",
    meaning="1 where the headline asserts what the body attributes: one attributed statement has "
    "half of its own content words or more, and no sentence of the body has as many of them in "
    "the outlet's own voice.",
    by_voice=False,
)
count(
    "headline_content",
    unit="words",
    meaning="Distinct stems of the headline's content words in the outlet's own voice.",
    by_voice=False,
)
count(
    "headline_content_attributed",
    unit="words",
    meaning="Of these, those that the body has in others' mouths only.",
    by_voice=False,
)


@metric(
    family="headline and body",
    unit="share of headlines",
    range=(0, 1),
    higher_means="more headlines assert what the body attributes",
    source="andrew2007",
    label="Headlines that assert what the body attributes",
)
def headline_attributed_share(headlines_attributed: pd.Series, headlines: pd.Series) -> pd.Series:
    """Share of headlines whose content the body has somebody else say.

    >>> headline_attributed_share(1, 4)
    0.25
    """
    return headlines_attributed / headlines


@metric(
    family="headline and body",
    unit="share of words",
    range=(0, 1),
    higher_means="more of the headline's own words are others' words in the body",
    source="andrew2007",
    label="Headline words that only others say in the body",
)
def headline_borrowed_share(
    headline_content_attributed: pd.Series, headline_content: pd.Series
) -> pd.Series:
    """Share of the headline's own content words that the body has in others' mouths only.

    >>> headline_borrowed_share(2, 8)
    0.25
    """
    return headline_content_attributed / headline_content


def stem(word: str) -> str:
    """The word without its ending, for comparing a headline with a body and nothing else.

    >>> [stem(word) for word in ("blasts", "blasted", "blasting", "strike", "strikes", "rises")]
    ['blast', 'blast', 'blast', 'strik', 'strik', 'ris']
    """
    written = plain_word(word)
    for ending in _ENDINGS:
        if written.endswith(ending) and len(written) - len(ending) >= 3:
            written = written[: -len(ending)]
            return written[:-1] if len(written) > 3 and written[-1] == written[-2] else written
    return written


def count_headlines(
    tokens: Tokens, voice: NDArray[np.uint8], attributed: Columns
) -> dict[str, Cube]:
    """The counts above; they stand under the zone headline and the first voice."""
    number, numbers = _stem_numbers(tokens, voice)
    article = tokens.article.astype(np.int64)
    key = np.where(number >= 0, article * numbers + number, -1)
    headline = (tokens.zone == _HEADLINE) & (voice == 0) & (number >= 0)
    asked = np.unique(key[headline])
    body = (tokens.zone == _BODY) & (number >= 0) & np.isin(key, asked)
    own = body & (voice == 0)
    articles = len(tokens.texts)
    content = np.bincount(asked // numbers, minlength=articles)
    others_only = np.setdiff1d(key[body & ~own], key[own])
    statement = _statements(tokens, attributed)
    said = _most_words(key, statement, body & (statement >= 0), articles, numbers)
    stated = _most_words(key, tokens.sentence.astype(np.int64), own, articles, numbers)
    has_body = np.bincount(article[tokens.zone == _BODY], minlength=articles) > 0
    compared = (content >= FEWEST_WORDS) & has_body
    attributed_only = compared & (said >= ENOUGH * content) & (said > stated)
    where = np.arange(articles)
    values = {
        "headlines": compared,
        "headlines_attributed": attributed_only,
        "headline_content": content * compared,
        "headline_content_attributed": compared
        * np.bincount(others_only // numbers, minlength=articles),
    }
    zone = np.full(articles, _HEADLINE)
    return {
        name: tally(tokens, where, zone, 0, amount.astype(np.float64))
        for name, amount in values.items()
    }


def _stem_numbers(tokens: Tokens, voice: NDArray[np.uint8]) -> tuple[NDArray[np.int64], int]:
    """The number of each token's stem among those of headlines' own words, else -1; their number.

    Stems that no headline has are compared with nothing.
    """
    words = tokens.vocabulary.words
    content = content_words(tokens)
    stems = words.attribute(_stems)
    numbers: dict[str, int] = {}
    asked = tokens.word[content & (tokens.zone == _HEADLINE) & (voice == 0)]
    for written in stems[asked].tolist():
        numbers.setdefault(written, len(numbers))
    # By word: each is looked up once, wherever it stands.
    number = np.full(len(stems), -1)
    own = np.flatnonzero(np.bincount(tokens.word, minlength=len(stems)))
    number[own] = [numbers.get(written, -1) for written in stems[own].tolist()]
    return np.where(content, number[tokens.word], -1), max(len(numbers), 1)


def _stems(strings: Sequence[str]) -> NDArray[np.object_]:
    return np.array([stem(string) for string in strings] or [""], dtype=object)[: len(strings)]


def _statements(tokens: Tokens, attributed: Columns) -> NDArray[np.int64]:
    """For each token the number of the statement that it stands in, -1 outside all."""
    base, start, end, statement = (
        attributed[name] for name in ("article", "start", "end", "statement")
    )
    if not len(base):
        return np.full(len(tokens), -1)
    width = max(map(len, tokens.texts)) + 1
    place = tokens.article.astype(np.int64) * width + tokens.start
    number = pd.factorize(base * (1 << 32) + statement)[0]
    at = np.searchsorted(base * width + start, place, side="right") - 1
    inside = (at >= 0) & (place < (base * width + end)[np.maximum(at, 0)])
    return np.where(inside, number[np.maximum(at, 0)], -1)


def _most_words(
    key: NDArray[np.int64],
    group: NDArray[np.int64],
    chosen: NDArray[np.bool_],
    articles: int,
    numbers: int,
) -> NDArray[np.int64]:
    """For each article the most distinct stems that one of its groups has."""
    span = articles * numbers
    pairs = pd.unique(group[chosen] * span + key[chosen])
    size = np.bincount(pairs // span, minlength=1)
    most = np.zeros(articles, np.int64)
    np.maximum.at(most, pairs % span // numbers, size[pairs // span])
    return most
