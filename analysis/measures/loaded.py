"""Loaded language: hits of a lexicon by category, voice and zone, and their rate."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.lexicons import Hits, Matcher, load_lexicon
from analysis.measures import readability  # noqa: F401 - declares the words that rates are of
from analysis.measures.declare import count, metric
from analysis.measures.tally import Cube, hits_of, tally, tally_categories
from analysis.tokens import Tokens

BUILT_IN = load_lexicon("loaded")

count(
    "loaded",
    unit="terms",
    meaning="Hits of the scored categories of the built-in lexicon, each term once.",
)
for _category in BUILT_IN.categories:
    count(
        f"loaded_{_category.name}",
        unit="terms",
        meaning=f"Hits of the category {_category.name}: {_category.definition}",
    )


@metric(
    family="loaded language",
    unit="per 1,000 words",
    range=(0, 1000),
    higher_means="more loaded",
    source="recasens2013",
)
def loaded_rate(loaded: pd.Series, words: pd.Series) -> pd.Series:
    """Loaded terms per thousand words.

    >>> loaded_rate(3, 1500)
    2.0
    """
    return 1000 * loaded / words


@metric(
    family="loaded language",
    unit="per 1,000 words",
    range=(0, 1000),
    higher_means="more loaded",
    source="recasens2013",
    primary=True,
    label="Loaded rate, own voice",
)
def loaded_rate_authorial(loaded_authorial: pd.Series, words_authorial: pd.Series) -> pd.Series:
    """Loaded terms per thousand words in the outlet's own voice.

    >>> loaded_rate_authorial(3, 1500)
    2.0
    """
    return 1000 * loaded_authorial / words_authorial


def _rate(hits: pd.Series, words: pd.Series) -> pd.Series:
    return 1000 * hits / words


for _category in BUILT_IN.categories:
    metric(
        family="loaded language",
        unit="per 1,000 words",
        range=(0, 1000),
        higher_means=f"more terms of the category {_category.name}",
        source=_category.literature[0],
        name=f"{_category.name}_rate",
        needs=(f"loaded_{_category.name}", "words"),
        meaning=f"Terms per thousand words of the category {_category.name}.",
    )(_rate)


def count_loaded(
    tokens: Tokens, voice: NDArray[np.uint8], matcher: Matcher, hits: Hits
) -> dict[str, Cube]:
    """Hits of the built-in lexicon by category; a token in two scored categories is one term."""
    scored = np.array([entry.category in BUILT_IN.scored for entry in matcher.entries], dtype=bool)
    own = hits_of(matcher, hits, BUILT_IN) & scored[hits.entry]
    at = np.unique(hits.token[own])
    by_category = tally_categories(tokens, voice, matcher, hits, BUILT_IN)
    return {"loaded": tally(tokens, tokens.article[at], tokens.zone[at], voice[at])} | {
        f"loaded_{name}": cube for name, cube in by_category.items()
    }


def sentence_scores(
    tokens: Tokens, voice: NDArray[np.uint8], matcher: Matcher, hits: Hits
) -> dict[str, NDArray[np.float64]]:
    """n_words, n_authorial, loaded_score and loaded_score_authorial of every sentence.

    A score is the sum of the weights over the root of the number of words; missing without words.
    """
    sentences = len(tokens.sentence_start)
    words = tokens.is_word
    authorial = words & (voice == 0)
    n_words = np.bincount(tokens.sentence[words], minlength=sentences)
    n_authorial = np.bincount(tokens.sentence[authorial], minlength=sentences)
    weight = np.array([entry.weight for entry in matcher.entries], np.float64)[hits.entry]
    weight = np.where(hits_of(matcher, hits, BUILT_IN), weight, 0.0)
    own = voice[hits.token] == 0
    at = tokens.sentence[hits.token]
    total = np.bincount(at, weight, sentences)
    own_total = np.bincount(at[own], weight[own], sentences)
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "n_words": n_words.astype(np.float64),
            "n_authorial": n_authorial.astype(np.float64),
            "loaded_score": np.where(n_words > 0, total / np.sqrt(n_words), np.nan),
            "loaded_score_authorial": np.where(
                n_authorial > 0, own_total / np.sqrt(n_authorial), np.nan
            ),
        }
