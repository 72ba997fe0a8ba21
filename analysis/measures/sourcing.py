"""Source attribution: how much of a text is somebody else's words, whose, and how introduced."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures import readability  # noqa: F401 - declares the words that rates are of
from analysis.measures.declare import count, metric
from analysis.measures.tally import Cube, tally, tally_kinds
from analysis.tables import SOURCE_ROLES, SOURCE_TYPES, STANCES, VOICES, ZONES
from analysis.tokens import Tokens
from analysis.voices.output import Columns

_STATEMENT = "A statement is one act of attribution; the parts that its tag splits are one."

count("statements", unit="statements", meaning=_STATEMENT, by_voice=False)
count(
    "sources",
    unit="sources",
    meaning="Distinct sources; an unresolved speaker counts once for each way it is written. "
    "A source that speaks in two zones counts in both.",
    by_voice=False,
)
count(
    "sourced_words",
    unit="words",
    meaning="Words of statements that name a speaker.",
    by_voice=False,
)
count(
    "largest_source_words",
    unit="words",
    meaning="Words of the source that has the most in the zone.",
    by_voice=False,
)
count(
    "source_words_squared",
    unit="words squared",
    meaning="Sum over the zone's sources of the square of their words.",
    by_voice=False,
)
count("cued_statements", unit="statements", meaning="Statements that have a cue.", by_voice=False)
count(
    "texts",
    unit="texts",
    meaning="Whether the zone has words: over one zone, the articles that have it.",
    by_voice=False,
)
count(
    "quoting_texts",
    unit="texts",
    meaning="Whether the zone holds quoted words or a statement.",
    by_voice=False,
)


@dataclass(frozen=True)
class _Mix:
    """Statements told apart by a column of the attributions; one count and one share a value.

    counted: the counts' names, share: the metrics' names, both with the value in braces; whole: the
    count that the shares are of; says: what a counted statement is.
    """

    column: str
    kinds: tuple[str, ...]
    counted: str
    share: str
    whole: str
    unit: str
    source: str
    says: str


_MIXES = (
    _Mix(
        "source_type",
        SOURCE_TYPES,
        "statements_{}",
        "{}_source_share",
        "statements",
        "share of statements",
        "gans1979",
        "whose source type is {}",
    ),
    _Mix(
        "source_role",
        SOURCE_ROLES,
        "role_{}",
        "{}_role_share",
        "statements",
        "share of statements",
        "sigal1973",
        "whose source is presented in the role {}",
    ),
    _Mix(
        "cue_stance",
        STANCES,
        "stance_{}",
        "{}_cue_share",
        "cued_statements",
        "share of statements with a cue",
        "bednarek2006",
        "whose cue has the stance {}",
    ),
)
for _mix in _MIXES:
    for _value in _mix.kinds:
        count(
            _mix.counted.format(_value),
            unit="statements",
            meaning=f"Statements {_mix.says.format(_value)}.",
            by_voice=False,
        )


@metric(
    family="source attribution",
    unit="share of words",
    range=(0, 1),
    higher_means="more of the text is attributed",
    source="newell2018",
    primary=True,
)
def attributed_share(
    words_quoted: pd.Series, words_reported: pd.Series, words: pd.Series
) -> pd.Series:
    """Share of the words that are quoted or reported rather than the outlet's own.

    >>> attributed_share(20, 10, 120)
    0.25
    """
    return (words_quoted + words_reported) / words


@metric(
    family="source attribution",
    unit="share of words",
    range=(0, 1),
    higher_means="more direct quotation",
    source="newell2018",
    label="Direct-quotation share",
)
def direct_share(words_quoted: pd.Series, words: pd.Series) -> pd.Series:
    """Share of the words that stand inside direct quotations.

    >>> direct_share(30, 120)
    0.25
    """
    return words_quoted / words


@metric(
    family="source attribution",
    unit="per 1,000 words",
    range=(0, 1000),
    higher_means="more distinct sources",
    source="gans1979",
    primary=True,
)
def source_rate(sources: pd.Series, words: pd.Series) -> pd.Series:
    """Distinct sources per thousand words.

    >>> source_rate(3, 600)
    5.0
    """
    return 1000 * sources / words


@metric(
    family="source attribution",
    unit="sources",
    range=(0, np.inf),
    higher_means="more distinct sources",
    source="gans1979",
)
def distinct_sources(sources: pd.Series) -> pd.Series:
    """Distinct sources in the text.

    >>> distinct_sources(3)
    3
    """
    return sources


@metric(
    family="source attribution",
    unit="words",
    range=(0, np.inf),
    higher_means="each source is given more room",
    source="gans1979",
)
def words_per_source(sourced_words: pd.Series, sources: pd.Series) -> pd.Series:
    """Attributed words that each source gets, on average.

    >>> words_per_source(120, 3)
    40.0
    """
    return sourced_words / sources


@metric(
    family="source attribution",
    unit="share of words",
    range=(0, 1),
    higher_means="one source dominates",
    source="herfindahl1950",
)
def largest_source_share(largest_source_words: pd.Series, sourced_words: pd.Series) -> pd.Series:
    """Share of the attributed words that the most quoted source has.

    >>> largest_source_share(60, 120)
    0.5
    """
    return largest_source_words / sourced_words


@metric(
    family="source attribution",
    unit="index",
    range=(0, 1),
    higher_means="attributed words are concentrated on few sources",
    source="herfindahl1950",
)
def source_concentration(source_words_squared: pd.Series, sourced_words: pd.Series) -> pd.Series:
    """Herfindahl index of attributed words over sources: 1 when one source has them all.

    Two sources with 30 words each:

    >>> source_concentration(30**2 + 30**2, 60)
    0.5
    """
    return source_words_squared / sourced_words**2


@metric(
    family="source attribution",
    unit="share of statements",
    range=(0, 1),
    higher_means="more statements from unnamed sources",
    source="denham1997",
    primary=True,
)
def anonymous_share(statements_anonymous: pd.Series, statements: pd.Series) -> pd.Series:
    """Share of the statements whose source is anonymous.

    >>> anonymous_share(2, 8)
    0.25
    """
    return statements_anonymous / statements


@metric(
    family="source attribution",
    unit="share of texts",
    range=(0, 1),
    higher_means="more of them quote",
    source="vandijk1988",
    label="Texts that quote",
)
def quoting_share(quoting_texts: pd.Series, texts: pd.Series) -> pd.Series:
    """Share of texts with quoted words or a statement; over the zone headline, of headlines.

    An article's own value is 0 or 1, so that an outlet's mean is its share.

    >>> quoting_share(3, 12)
    0.25
    """
    return quoting_texts / texts


def _share(part: pd.Series, whole: pd.Series) -> pd.Series:
    return part / whole


for _mix in _MIXES:
    for _value in _mix.kinds:
        if _mix.share.format(_value) != "anonymous_source_share":  # anonymous_share, above
            metric(
                family="source attribution",
                unit=_mix.unit,
                range=(0, 1),
                higher_means=f"more statements {_mix.says.format(_value)}",
                source=_mix.source,
                name=_mix.share.format(_value),
                needs=(_mix.counted.format(_value), _mix.whole),
                meaning=f"Share of the statements {_mix.says.format(_value)}.",
            )(_share)


def count_sourcing(
    tokens: Tokens, voice: NDArray[np.uint8], attributed: Columns
) -> dict[str, Cube]:
    """The counts above from the batch's attributions (see voices.Voices).

    Nothing here has a voice of its own: all of a count stands under the first voice.
    """
    article = attributed["article"]
    zone = _codes(attributed["zone"], ZONES)
    # The first row of each statement: its parts share what is said of it.
    first = np.sort(np.unique(article * (1 << 32) + attributed["statement"], return_index=True)[1])
    cued = first[_given(attributed["cue"][first])]
    counts = {
        "statements": tally(tokens, article[first], zone[first], 0),
        "cued_statements": tally(tokens, article[cued], zone[cued], 0),
    }
    for mix in _MIXES:
        among = cued if mix.whole == "cued_statements" else first
        code = _codes(attributed[mix.column][among], mix.kinds)
        cubes = tally_kinds(tokens, len(mix.kinds), code, article[among], zone[among], 0)
        counts |= dict(zip(map(mix.counted.format, mix.kinds), cubes, strict=True))
    return (
        counts
        | _count_sources(tokens, attributed, zone)
        | _count_texts(tokens, voice, article, zone)
    )


def _codes(values: NDArray[np.object_], names: tuple[str, ...]) -> NDArray[np.int64]:
    """The place of each value among the names."""
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[value] for value in values.tolist()], np.int64)


def _given(values: NDArray[np.object_]) -> NDArray[np.bool_]:
    return np.array([value is not None for value in values.tolist()], np.bool_)


def _count_texts(
    tokens: Tokens,
    voice: NDArray[np.uint8],
    article: NDArray[np.int64],
    zone: NDArray[np.int64],
) -> dict[str, Cube]:
    words = tokens.is_word
    quoted = words & (voice == VOICES.index("quoted"))
    present, quoting, stating = (
        tally(tokens, of_article, of_zone, 0) > 0
        for of_article, of_zone in (
            (tokens.article[words], tokens.zone[words]),
            (tokens.article[quoted], tokens.zone[quoted]),
            (article, zone),
        )
    )
    return {"texts": present.astype(float), "quoting_texts": (quoting | stating).astype(float)}


def _count_sources(tokens: Tokens, attributed: Columns, zone: NDArray[np.int64]) -> dict[str, Cube]:
    named = np.flatnonzero(_given(attributed["speaker"]))
    speakers = zip(
        *(attributed[name][named].tolist() for name in ("source", "speaker")), strict=True
    )
    numbers: dict[str, int] = {}
    # An unresolved speaker is kept apart from a source of the same name by the sign in front.
    known = np.array(
        [
            numbers.setdefault(f"?{speaker.lower()}" if source is None else source, len(numbers))
            for source, speaker in speakers
        ],
        np.int64,
    )
    cell = (attributed["article"][named] * len(ZONES) + zone[named]) * max(len(numbers), 1) + known
    distinct, row = np.unique(cell, return_inverse=True)
    words = np.bincount(row, attributed["words"][named], len(distinct))
    where, of_zone = np.divmod(distinct // max(len(numbers), 1), len(ZONES))
    largest = np.zeros((len(tokens.texts), len(ZONES), len(VOICES)))
    np.maximum.at(largest, (where, of_zone, 0), words)
    return {
        "sources": tally(tokens, where, of_zone, 0),
        "sourced_words": tally(tokens, where, of_zone, 0, words),
        "largest_source_words": largest,
        "source_words_squared": tally(tokens, where, of_zone, 0, words**2),
    }
