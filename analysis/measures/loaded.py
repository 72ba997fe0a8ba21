"""Loaded language: hits of a lexicon by category, voice and zone, and their rate."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.lexicons import Hits, Matcher, categories_of, load_lexicon
from analysis.measures import readability  # noqa: F401 - declares the words that rates are of
from analysis.measures.declare import count, metric
from analysis.measures.tally import Cube, tally, tally_categories
from analysis.tables import VOICES
from analysis.tokens import Tokens

LEXICON = "loaded"
_CATEGORIES = categories_of(LEXICON)  # declared at once; the entries are read when texts are

count(
    "loaded",
    unit="terms",
    meaning="Hits of the scored categories of the built-in lexicon, each term once.",
)
for _category in _CATEGORIES:
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


for _category in _CATEGORIES:
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
    lexicon = load_lexicon(LEXICON)
    # The last is for the entries of other lexicons, whose category is -1.
    scored = np.array([*(category.scored for category in _CATEGORIES), False])
    at = np.unique(hits.token[scored[matcher.categories(lexicon)[hits.entry]]])
    by_category = tally_categories(tokens, voice, matcher, hits, lexicon)
    return {"loaded": tally(tokens, tokens.article[at], tokens.zone[at], voice[at])} | {
        f"loaded_{name}": cube for name, cube in by_category.items()
    }


def sentence_scores(
    tokens: Tokens, voice: NDArray[np.uint8], matcher: Matcher, hits: Hits
) -> dict[str, NDArray[np.float64]]:
    """n_words, n_authorial, n_unquoted, loaded_score, loaded_score_authorial of every sentence.

    A score is the sum of the weights over the root of the number of words; missing without words.
    The authorial one is of all words outside direct quotations: in a paraphrase the content is a
    source's and the choice of words the outlet's, which is also how coders see it.
    """
    own = matcher.categories(load_lexicon(LEXICON))[hits.entry] >= 0
    weight = np.where(own, matcher.columns["weight"][hits.entry], 0.0)
    unquoted = voice != VOICES.index("quoted")

    def words(kept: NDArray[np.bool_]) -> NDArray[np.float64]:
        rows = tokens.sentence[tokens.is_word & kept]
        return np.bincount(rows, minlength=len(tokens.sentence_start)).astype(np.float64)

    def scored(kept: NDArray[np.bool_], n: NDArray[np.float64]) -> NDArray[np.float64]:
        here = kept[hits.token]
        total = np.bincount(tokens.sentence[hits.token[here]], weight[here], len(n))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(n > 0, total / np.sqrt(n), np.nan)

    everything = np.ones(len(tokens), np.bool_)
    n_words, n_unquoted = words(everything), words(unquoted)
    return {
        "n_words": n_words,
        "n_authorial": words(voice == VOICES.index("authorial")),
        "n_unquoted": n_unquoted,
        "loaded_score": scored(everything, n_words),
        "loaded_score_authorial": scored(unquoted, n_unquoted),
    }
