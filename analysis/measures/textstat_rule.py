"""The counting rule `textstat`: what textstat 0.7.13 counts, number for number, and its formulas.

textstat sees runs without white space. What it makes of one depends on that run alone, so it is
worked out once for each distinct run; then everything is a sum. It takes no notice of voices, so
its counts stand beside those by voice and replace nothing; the ten metrics that it has are computed
from them. The syllables of listed words are those of the shipped pronouncing dictionary, as
`offline_textstat` gives them to textstat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures import readability as _declares_metrics  # noqa: F401
from analysis.measures.declare import METRICS, compute, count, variant
from analysis.measures.difficult_words import listed_words
from analysis.measures.hyphenation import hyphenation_points
from analysis.measures.syllables import dictionary_syllables
from analysis.measures.tally import Cube
from analysis.tables import VOICES, ZONES
from analysis.tokens import Tokens, tokenize

RULE = "textstat"
_FIRST_WORDS = 100
_FEWEST_WORDS = 3

_APOSTROPHE = re.compile(r"'(?![tsd]|ve|ll|re)")
_SIGN = re.compile(r"[^\w\s']+")
_LETTER, _NO_LETTER = re.compile(r"\w"), re.compile(r"[^\w\n]+")
_STOP = re.compile(r"[.!?]+")

for _name, _unit, _meaning in (
    ("words", "words", "Runs without white space in which textstat finds a word."),
    ("runs", "runs", "Runs without white space."),
    ("sentences", "sentences", "Sentences as textstat counts them: at least 1 in a text."),
    ("syllables", "syllables", "Syllables of textstat's words."),
    ("letters", "letters", "Letters, digits and underscores."),
    ("characters", "characters", "Characters other than white space."),
    ("polysyllables", "words", "textstat's words of three syllables or more."),
    ("long_words", "words", "Runs with more than six letters."),
    ("difficult_words", "words", "textstat's words that its Dale-Chall list does not have."),
    ("complex_words", "words", "Those of three syllables or more that the list does not have."),
    ("points", "points", "Of the first 100 words: 1 a short word, 3 one of three syllables."),
    ("first_sentences", "sentences", "textstat's sentences in the first 100 words."),
):
    count(
        f"textstat_{_name}",
        unit=_unit,
        meaning=f"{_meaning} Only under the counting rule textstat.",
        by_voice=False,
    )

_ROW = np.dtype(
    [
        (name, np.int32)
        for name in (
            "words syllables letters characters polysyllables long_words difficult_words "
            "complex_words points lead stops tail"
        ).split()
    ]
)
_SUMMED = _ROW.names[:8] if _ROW.names else ()


def count_textstat(tokens: Tokens) -> dict[str, Cube]:
    """textstat's counts of the paragraphs of each article and zone, read as one text."""
    types = tokens.chunk_type
    kinds = tokens.vocabulary.chunks.attribute(_describe)[types]
    zone = tokens.paragraph_zone[tokens.chunk_paragraph] if len(types) else types
    text = tokens.chunk_article.astype(np.int64) * len(ZONES) + zone
    order = np.argsort(text, kind="stable")
    kinds, text = kinds[order], text[order]
    shape = (len(tokens.texts), len(ZONES), len(VOICES))
    size = shape[0] * shape[1]
    first = np.searchsorted(text, np.arange(size + 1))

    words = np.concatenate([[0], np.cumsum(kinds["words"], dtype=np.int64)])
    within = words[:-1] - np.repeat(words[first[:-1]], np.diff(first)) < _FIRST_WORDS
    columns: dict[str, NDArray[np.number]] = {
        name: np.bincount(text, kinds[name], size) for name in _SUMMED
    }
    columns["runs"] = np.bincount(text, minlength=size)
    columns["sentences"] = _sentences(kinds, text, size)
    columns["points"] = np.bincount(text[within], kinds["points"][within], size)
    columns["first_sentences"] = _sentences(kinds[within], text[within], size)
    counts = {}
    for name, values in columns.items():
        cube = np.zeros(shape)
        cube[..., 0] = values.reshape(shape[:2])
        counts[f"textstat_{name}"] = cube
    return counts


def _sentences(kinds: NDArray[np.void], text: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    """Pieces between stops that have three words or more; 1 in a text that has none."""
    if not len(text):
        return np.zeros(size)
    last = np.append(text[1:] != text[:-1], True)
    closes = np.flatnonzero((kinds["stops"] > 0) | last)
    lead = np.concatenate([[0], np.cumsum(kinds["lead"], dtype=np.int64)])
    before = np.append(-1, closes[:-1])
    words = lead[closes + 1] - lead[before + 1]
    # A piece begins with what stands behind the stop in the run that closed the one before.
    goes_on = np.append(False, text[closes[1:]] == text[closes[:-1]])
    words += np.where(goes_on, kinds["tail"][before], 0)
    # A run that ends the text and has a stop in it leaves a last piece of one word: too short.
    long = np.bincount(text[closes[words >= _FEWEST_WORDS]], minlength=size)
    return np.maximum(long, np.bincount(text, minlength=size) > 0).astype(np.float64)


def _describe(runs: Sequence[str]) -> NDArray[np.void]:
    words = _words(runs)
    lowered = list(map(str.lower, words))
    syllables = _syllables(lowered)
    # A word is asked for its difficulty in lower case, where a few capitals gain a sign.
    plain = _words(lowered)
    signed = [row for row, word in enumerate(lowered) if plain[row] != word]
    again = syllables.copy()
    again[signed] = _syllables([plain[row] for row in signed])
    listed = listed_words()
    table = np.zeros(len(runs), _ROW)
    table["words"] = [word != "" for word in words]
    table["syllables"] = syllables
    table["characters"] = [len(run) for run in runs]
    table["letters"] = [len(letters) for letters in _without(_NO_LETTER, runs)]
    table["long_words"] = table["letters"] > 6
    table["polysyllables"] = syllables >= 3
    difficult = table["words"] > 0
    difficult &= np.fromiter((word not in listed for word in lowered), bool, len(runs))
    table["difficult_words"] = difficult
    table["complex_words"] = difficult & (again >= 3)
    table["points"] = np.where(syllables >= 3, 3, syllables > 0)
    table["lead"] = table["tail"] = table["letters"] > 0
    stopped = [row for row, run in enumerate(runs) if "." in run or "!" in run or "?" in run]
    table["stops"][stopped] = 1
    pieces = [_STOP.split(runs[row]) for row in stopped]
    table["lead"][stopped] = [_LETTER.search(of_run[0]) is not None for of_run in pieces]
    table["tail"][stopped] = [_LETTER.search(of_run[-1]) is not None for of_run in pieces]
    return table


def _words(runs: Sequence[str]) -> list[str]:
    """The runs without signs; an apostrophe stays where textstat takes it for a contraction."""
    return _without(_SIGN, _without(_APOSTROPHE, runs))


def _without(pattern: re.Pattern[str], runs: Sequence[str]) -> list[str]:
    """The runs without what the pattern matches, in which there is no line break: all at once."""
    return pattern.sub("", "\n".join([*runs, ""])).split("\n")[:-1]


def _syllables(words: Sequence[str]) -> NDArray[np.int64]:
    known = [dictionary_syllables(word) if word else 0 for word in words]
    unknown = list({word for word, n in zip(words, known, strict=True) if n is None})
    points = dict(zip(unknown, (hyphenation_points(unknown) + 1).tolist(), strict=True))
    found = (points[word] if n is None else n for word, n in zip(words, known, strict=True))
    return np.fromiter(found, np.int64, len(words))


@variant("flesch_reading_ease", rule=RULE)
def _flesch_reading_ease(
    textstat_words: pd.Series, textstat_sentences: pd.Series, textstat_syllables: pd.Series
) -> pd.Series:
    return (
        206.835
        - 1.015 * (textstat_words / textstat_sentences)
        - 84.6 * (textstat_syllables / textstat_words)
    )


@variant("flesch_kincaid", rule=RULE)
def _flesch_kincaid(
    textstat_words: pd.Series, textstat_sentences: pd.Series, textstat_syllables: pd.Series
) -> pd.Series:
    return (
        0.39 * (textstat_words / textstat_sentences)
        + 11.8 * (textstat_syllables / textstat_words)
        - 15.59
    )


@variant("smog", rule=RULE)
def _smog(textstat_polysyllables: pd.Series, textstat_sentences: pd.Series) -> pd.Series:
    ratio = 30 * (textstat_polysyllables / textstat_sentences)
    # Python's power, which textstat takes, is not always numpy's in the last digit.
    return 1.043 * np.array([value**0.5 for value in ratio.tolist()]) + 3.1291


@variant("coleman_liau", rule=RULE)
def _coleman_liau(
    textstat_letters: pd.Series, textstat_words: pd.Series, textstat_sentences: pd.Series
) -> pd.Series:
    letters = textstat_letters / textstat_words * 100
    return 0.058 * letters - 0.296 * (textstat_sentences / textstat_words * 100) - 15.8


@variant("automated_readability", rule=RULE)
def _automated_readability(
    textstat_characters: pd.Series,
    textstat_runs: pd.Series,
    textstat_words: pd.Series,
    textstat_sentences: pd.Series,
) -> pd.Series:
    length = textstat_characters / textstat_runs
    grade = 4.71 * length + 0.5 * (textstat_words / textstat_sentences) - 21.43
    return np.where(textstat_words > 0, grade, np.nan)


@variant("gunning_fog", rule=RULE)
def _gunning_fog(
    textstat_words: pd.Series, textstat_sentences: pd.Series, textstat_complex_words: pd.Series
) -> pd.Series:
    share = 100 * textstat_complex_words / textstat_words
    return 0.4 * (textstat_words / textstat_sentences + share)


@variant("dale_chall", rule=RULE)
def _dale_chall(
    textstat_difficult_words: pd.Series, textstat_words: pd.Series, textstat_sentences: pd.Series
) -> pd.Series:
    share = 100 * textstat_difficult_words / textstat_words
    score = 0.1579 * share + 0.0496 * (textstat_words / textstat_sentences)
    return score + 3.6365 * (share > 5)


@variant("linsear_write", rule=RULE)
def _linsear_write(textstat_points: pd.Series, textstat_first_sentences: pd.Series) -> pd.Series:
    points = textstat_points / textstat_first_sentences
    return (points - 2 * (points <= 20)) / 2


@variant("lix", rule=RULE)
def _lix(
    textstat_words: pd.Series, textstat_sentences: pd.Series, textstat_long_words: pd.Series
) -> pd.Series:
    return textstat_words / textstat_sentences + 100 * textstat_long_words / textstat_words


@variant("rix", rule=RULE)
def _rix(textstat_long_words: pd.Series, textstat_sentences: pd.Series) -> pd.Series:
    return textstat_long_words / textstat_sentences


def textstat_scores(texts: Sequence[str]) -> pd.DataFrame:
    """The ten metrics of whole texts, a row a text, and `sentences`; as textstat gives them.

    textstat answers 0 where there is nothing to divide by; scores of measures are missing there.

    >>> textstat_scores(["The cat sat on the mat."])[["flesch_reading_ease", "sentences"]]
       flesch_reading_ease  sentences
    0              116.145        1.0
    """
    cubes = count_textstat(tokenize(texts))
    counts = {name: pd.Series(cube.sum(axis=(1, 2))) for name, cube in cubes.items()}
    # Blanks alone are a sentence to textstat, though there is nothing in them.
    blank = pd.Series([text != "" for text in texts], dtype="float64")
    counts["textstat_sentences"] = counts["textstat_sentences"].clip(lower=blank)
    own = [m for m in METRICS.values() if RULE in m.variants and m.family != "sentiment"]
    scores = {m.name: compute(m, counts) for m in own}
    return pd.DataFrame(scores).fillna(0.0).assign(sentences=counts["textstat_sentences"])
