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
from analysis.measures.tally import Cube
from analysis.measures.wording import content_words, plain_word
from analysis.tables import VOICES, ZONES
from analysis.tokens import Tokens
from analysis.voices.output import Columns

FEWEST_WORDS = 3
"""A headline with fewer content words of its own is not compared."""
ENOUGH = 0.5
"""The share of the headline's content words that one statement must hold to carry its claim."""

_HEADLINE, _BODY = ZONES.index("headline"), ZONES.index("body")
_COUNTED = (
    "headlines",
    "headlines_attributed",
    "headline_content",
    "headline_content_attributed",
)
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
    cubes = np.zeros((len(_COUNTED), len(tokens.texts), len(ZONES), len(VOICES)))
    headline = (tokens.zone == _HEADLINE) & (voice == 0)
    if headline.any():
        cubes[:, :, _HEADLINE, 0] = _compared(tokens, voice, headline, attributed)
    return dict(zip(_COUNTED, cubes, strict=True))


def _compared(
    tokens: Tokens,
    voice: NDArray[np.uint8],
    own_headline: NDArray[np.bool_],
    attributed: Columns,
) -> NDArray[np.float64]:
    """A row a count, a column an article, from those tokens: the headline in the outlet's voice."""
    articles, content = len(tokens.texts), content_words(tokens)
    headline = np.flatnonzero(content & own_headline)
    has_headline = np.bincount(tokens.article[headline], minlength=articles) > 0
    body = np.flatnonzero(content & (tokens.zone == _BODY) & has_headline[tokens.article])
    number, numbers = _stem_numbers(tokens, headline, body)
    # Wide, lest the product of many articles and stems wrap round.
    article, word = tokens.article, tokens.word
    asked = np.unique(article[headline] * np.int64(numbers) + number[word[headline]])
    body = body[number[word[body]] >= 0]
    key = article[body] * np.int64(numbers) + number[word[body]]
    in_headline = np.isin(key, asked)
    body, key = body[in_headline], key[in_headline]
    own = voice[body] == 0
    words = np.bincount(asked // numbers, minlength=articles)
    others_only = np.bincount(np.setdiff1d(key, key[own]) // numbers, minlength=articles)
    statement = _statements(tokens, body, attributed)
    said = _most_words(key, statement, statement >= 0, articles, numbers)
    stated = _most_words(key, tokens.sentence[body], own, articles, numbers)
    has_body = np.bincount(tokens.article[tokens.zone == _BODY], minlength=articles) > 0
    compared = (words >= FEWEST_WORDS) & has_body
    asserted = compared & (said >= ENOUGH * words) & (said > stated)
    return np.array([compared, asserted, words * compared, others_only * compared], np.float64)


def _stem_numbers(
    tokens: Tokens, headline: NDArray[np.int64], body: NDArray[np.int64]
) -> tuple[NDArray[np.int64], int]:
    """For each word the number of its stem among those of the headline's tokens; and how many.

    It is -1 for stems that no headline has, and for words that these tokens are not.
    """
    stems = tokens.vocabulary.words.attribute(_stems)
    numbers: dict[str, int] = {}
    for written in stems[tokens.word[headline]].tolist():
        numbers.setdefault(written, len(numbers))
    # By word: each is looked up once, wherever it stands.
    number = np.full(len(stems), -1)
    rows = np.concatenate([headline, body])
    own = np.flatnonzero(np.bincount(tokens.word[rows], minlength=len(stems)))
    number[own] = [numbers.get(written, -1) for written in stems[own].tolist()]
    return number, max(len(numbers), 1)


def _stems(strings: Sequence[str]) -> NDArray[np.object_]:
    return np.array([stem(string) for string in strings] or [""], dtype=object)[: len(strings)]


def _statements(tokens: Tokens, rows: NDArray[np.int64], attributed: Columns) -> NDArray[np.int64]:
    """For each of the tokens the number of the statement that it stands in, -1 outside all."""
    article, start, end, statement = (
        attributed[name] for name in ("article", "start", "end", "statement")
    )
    if not len(article):
        return np.full(len(rows), -1)
    width = max(map(len, tokens.texts)) + 1
    place = tokens.article[rows].astype(np.int64) * width + tokens.start[rows]
    number = article * (statement.max() + 1) + statement
    at = np.searchsorted(article * width + start, place, side="right") - 1
    inside = (at >= 0) & (place < (article * width + end)[np.maximum(at, 0)])
    return np.where(inside, number[np.maximum(at, 0)], -1)


def _most_words(
    key: NDArray[np.int64],
    group: NDArray[np.integer],
    chosen: NDArray[np.bool_],
    articles: int,
    numbers: int,
) -> NDArray[np.int64]:
    """For each article the most distinct stems that one of its groups has."""
    span = articles * numbers
    pairs = np.unique(group[chosen] * np.int64(span) + key[chosen])
    size = np.bincount(pairs // span, minlength=1)
    most = np.zeros(articles, np.int64)
    np.maximum.at(most, pairs % span // numbers, size[pairs // span])
    return most
