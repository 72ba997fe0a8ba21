"""Readability: what is counted in words and sentences, and the published formulas over it.

The counts follow each formula's own instructions, not textstat's short cuts: sentences know
abbreviations and paragraphs, words keep their hyphens and apostrophes, Dale–Chall and fog leave out
names as their authors ask. Given textstat's counts every formula here gives textstat's value, but
for Coleman–Liau (textstat has .058 where the paper has .0588) and Dale–Chall (textstat adds the
constant only above 5% of unfamiliar words; the 1948 examples always add it).
"""

from __future__ import annotations

from math import inf

import pandas as pd

from analysis.measures.declare import count, metric
from analysis.measures.readability_counts import count_readability
from analysis.measures.syllables import CODEBOOK as SYLLABLES

__all__ = ["count_readability"]

count(
    "words",
    unit="words",
    meaning="Words and numbers; a hyphened word, a contraction or U.S. is one word.",
)
count(
    "sentences",
    unit="sentences",
    meaning="Sentences that have a word; by voice, those most of whose words are in that voice.",
)
count("syllables", unit="syllables", meaning=SYLLABLES)
count("letters", unit="letters", meaning="Letters and digits of the words.")
count(
    "characters",
    unit="characters",
    meaning="Letters, digits, punctuation marks and symbols; no white space.",
)
count("easy_words", unit="words", meaning="Words of one or two syllables.")
count(
    "polysyllables",
    unit="words",
    meaning="Words of three syllables or more; numbers as they are read aloud (McLaughlin 1969).",
)
count("long_words", unit="words", meaning="Words of more than six letters.")
count(
    "difficult_words",
    unit="words",
    meaning="Words not on Dale and Chall's list, nor regular inflections of a listed word, nor "
    "names (capitalised within a sentence, but not initials like FBI), nor numerals.",
)
count(
    "complex_words",
    unit="words",
    meaning="Words of three syllables or more but for names, numerals, hyphened compounds of short "
    "words, and verb forms that -ed or -es makes three syllables long (Gunning 1952).",
)


@metric(
    family="readability",
    unit="points",
    higher_means="easier",
    source="flesch1948",
    primary=True,
)
def flesch_reading_ease(words: pd.Series, sentences: pd.Series, syllables: pd.Series) -> pd.Series:
    """Ease of reading from sentence length and syllables a word; 60 to 70 is plain English.

    Hand count: "The cat sat on the mat." has 6 words, 1 sentence, 6 syllables.

    >>> flesch_reading_ease(6, 1, 6)
    116.145
    """
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


@metric(
    family="readability",
    unit="US school grades",
    higher_means="harder",
    source="kincaid1975",
    label="Flesch–Kincaid grade",
)
def flesch_kincaid(words: pd.Series, sentences: pd.Series, syllables: pd.Series) -> pd.Series:
    """School grade from sentence length and syllables a word.

    Hand count: "The cat sat on the mat." has 6 words, 1 sentence, 6 syllables.

    >>> flesch_kincaid(6, 1, 6)
    -1.45
    """
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


@metric(
    family="readability",
    unit="US school grades",
    range=(3.1291, inf),
    higher_means="harder",
    source="mclaughlin1969",
    label="SMOG grade",
)
def smog(polysyllables: pd.Series, sentences: pd.Series) -> pd.Series:
    """School grade from polysyllables a sentence; made for 30 sentences, rough below that.

    30 sentences with 30 polysyllables: 1.043 times the root of 30, and 3.1291.

    >>> smog(30, 30)
    8.8418
    """
    return 1.043 * (30 * polysyllables / sentences) ** 0.5 + 3.1291


@metric(
    family="readability",
    unit="US school grades",
    higher_means="harder",
    source="coleman1975",
    label="Coleman–Liau index",
)
def coleman_liau(letters: pd.Series, words: pd.Series, sentences: pd.Series) -> pd.Series:
    """School grade from letters and sentences per 100 words.

    The paper's own abstract: 639 letters, 119 words, 5 sentences, published 14.53 from rounded
    averages (537 letters and 4.20 sentences per 100 words).

    >>> round(coleman_liau(537, 100, 4.20), 2), round(coleman_liau(639, 119, 5), 2)
    (14.53, 14.53)
    """
    return 0.0588 * 100 * letters / words - 0.296 * 100 * sentences / words - 15.8


@metric(
    family="readability",
    unit="US school grades",
    higher_means="harder",
    source="smith1967",
    label="Automated readability index",
)
def automated_readability(
    characters: pd.Series, words: pd.Series, sentences: pd.Series
) -> pd.Series:
    """School grade from characters a word and words a sentence.

    Hand count: "The cat sat on the mat." has 18 characters, 6 words, 1 sentence.

    >>> automated_readability(18, 6, 1)
    -4.3
    """
    return 4.71 * characters / words + 0.5 * words / sentences - 21.43


@metric(
    family="readability",
    unit="US school grades",
    range=(0, inf),
    higher_means="harder",
    source="gunning1952",
    label="Gunning fog index",
)
def gunning_fog(words: pd.Series, sentences: pd.Series, complex_words: pd.Series) -> pd.Series:
    """School grade from sentence length and the percentage of complex words.

    100 words in 5 sentences with 10 complex words: .4 (20 + 10).

    >>> gunning_fog(100, 5, 10)
    12.0
    """
    return 0.4 * (words / sentences + 100 * complex_words / words)


@metric(
    family="readability",
    unit="raw score",
    range=(3.6365, inf),
    higher_means="harder",
    source="dale1948",
    label="Dale–Chall score",
)
def dale_chall(difficult_words: pd.Series, words: pd.Series, sentences: pd.Series) -> pd.Series:
    """Score from the percentage of unfamiliar words and sentence length; 5 to 5.9 is grade 5 to 6.

    The 1948 worked examples: 5, 15 and 15% unfamiliar in sentences of 19, 15 and 19 words,
    published as 5.3684, 6.7490 and 6.9474.

    >>> [round(dale_chall(d, 100, 100 / s), 4) for d, s in ((5, 19), (15, 15), (15, 19))]
    [5.3684, 6.749, 6.9474]
    """
    return 0.1579 * 100 * difficult_words / words + 0.0496 * words / sentences + 3.6365


@metric(
    family="readability",
    unit="US school grades",
    range=(-1, inf),
    higher_means="harder",
    source="ohayre1966",
    label="Linsear Write",
)
def linsear_write(
    easy_words: pd.Series, polysyllables: pd.Series, sentences: pd.Series
) -> pd.Series:
    """School grade from easy words (one point) and words of three syllables (three) a sentence.

    Up to 20 points a sentence the grade is half of them less one, above it half of them. 80 easy
    words and 20 long ones make 140 points: in 5 sentences 28 each, in 10 sentences 14.

    >>> linsear_write(80, 20, 5), linsear_write(80, 20, 10)
    (14.0, 6.0)
    """
    return (easy_words + 3 * polysyllables) / sentences / 2 - (
        (easy_words + 3 * polysyllables) / sentences <= 20
    )


@metric(
    family="readability",
    unit="points",
    range=(0, inf),
    higher_means="harder",
    source="bjornsson1968",
    label="LIX",
)
def lix(words: pd.Series, sentences: pd.Series, long_words: pd.Series) -> pd.Series:
    """Sentence length plus the percentage of words over six letters; news is about 45.

    100 words in 5 sentences, 25 of them long: 20 + 25.

    >>> lix(100, 5, 25)
    45.0
    """
    return words / sentences + 100 * long_words / words


@metric(
    family="readability",
    unit="long words a sentence",
    range=(0, inf),
    higher_means="harder",
    source="anderson1983",
    label="RIX",
)
def rix(long_words: pd.Series, sentences: pd.Series) -> pd.Series:
    """Words of more than six letters a sentence.

    >>> rix(25, 5)
    5.0
    """
    return long_words / sentences


@metric(
    family="readability",
    unit="words a sentence",
    range=(0, inf),
    higher_means="longer sentences",
    source="flesch1948",
)
def sentence_length(words: pd.Series, sentences: pd.Series) -> pd.Series:
    """Words a sentence.

    >>> sentence_length(100, 5)
    20.0
    """
    return words / sentences


@metric(
    family="readability",
    unit="syllables a word",
    range=(1, inf),
    higher_means="longer words",
    source="flesch1948",
    label="Syllables a word",
)
def word_syllables(syllables: pd.Series, words: pd.Series) -> pd.Series:
    """Syllables a word.

    >>> word_syllables(150, 100)
    1.5
    """
    return syllables / words


@metric(
    family="readability",
    unit="share of words",
    range=(0, 1),
    higher_means="more long words",
    source="bjornsson1968",
)
def long_word_share(long_words: pd.Series, words: pd.Series) -> pd.Series:
    """Share of words that have more than six letters.

    >>> long_word_share(25, 100)
    0.25
    """
    return long_words / words
