"""Source attribution: how much of a text is somebody else's words, whose, and how introduced."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures import readability  # noqa: F401 - declares the words that rates are of
from analysis.measures.declare import count, metric
from analysis.measures.tally import Cube, tally
from analysis.tables import SOURCE_TYPES, STANCES, ZONES
from analysis.tokens import Tokens

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
for _type in SOURCE_TYPES:
    count(
        f"statements_{_type}",
        unit="statements",
        meaning=f"Statements whose source type is {_type}.",
        by_voice=False,
    )
for _stance in STANCES:
    count(
        f"stance_{_stance}",
        unit="statements",
        meaning=f"Statements whose cue has the stance {_stance}.",
        by_voice=False,
    )
count("cued_statements", unit="statements", meaning="Statements that have a cue.", by_voice=False)


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


def _share(part: pd.Series, whole: pd.Series) -> pd.Series:
    return part / whole


for _type in SOURCE_TYPES:
    if _type != "anonymous":
        metric(
            family="source attribution",
            unit="share of statements",
            range=(0, 1),
            higher_means=f"more statements with source type {_type}",
            source="gans1979",
            name=f"{_type}_source_share",
            needs=(f"statements_{_type}", "statements"),
            meaning=f"Share of the statements whose source type is {_type}.",
        )(_share)
for _stance in STANCES:
    metric(
        family="source attribution",
        unit="share of statements with a cue",
        range=(0, 1),
        higher_means=f"more cues of the stance {_stance}",
        source="bednarek2006",
        name=f"{_stance}_cue_share",
        needs=(f"stance_{_stance}", "cued_statements"),
        meaning=f"Share of the cues whose stance is {_stance}.",
    )(_share)


def count_sourcing(tokens: Tokens, attributions: pd.DataFrame) -> dict[str, Cube]:
    """The counts above from the batch's attributions; `article` is the row in the batch.

    Nothing here has a voice of its own: all of a count stands under the first voice.
    """
    zone = attributions["zone"].map({name: code for code, name in enumerate(ZONES)})
    table = attributions.assign(
        article=attributions["article"].astype("int64"),
        zone=zone.astype("int64"),
        words=_words_between(tokens, attributions),
    )
    first = table.drop_duplicates(["article", "statement"])
    counts = {"statements": _tally(tokens, first)}
    for kind in SOURCE_TYPES:
        counts[f"statements_{kind}"] = _tally(tokens, first[first["source_type"] == kind])
    cued = first[first["cue"].notna()]
    counts["cued_statements"] = _tally(tokens, cued)
    for stance in STANCES:
        counts[f"stance_{stance}"] = _tally(tokens, cued[cued["cue_stance"] == stance])
    return counts | _count_sources(tokens, table)


def _count_sources(tokens: Tokens, table: pd.DataFrame) -> dict[str, Cube]:
    # An unresolved speaker is kept apart from a source of the same name by the sign in front.
    named = table[table["speaker"].notna()]
    known = named["source"].where(named["source"].notna(), "?" + named["speaker"].str.lower())
    by_source = (
        named.assign(known=known).groupby(["article", "zone", "known"], sort=True)["words"].sum()
    ).reset_index()
    largest = by_source.groupby(["article", "zone"], sort=True)["words"].max().reset_index()
    squared = by_source.assign(words=by_source["words"] ** 2)
    return {
        "sources": _tally(tokens, by_source),
        "sourced_words": _tally(tokens, by_source, weights="words"),
        "largest_source_words": _tally(tokens, largest, weights="words"),
        "source_words_squared": _tally(tokens, squared, weights="words"),
    }


def _tally(tokens: Tokens, rows: pd.DataFrame, weights: str | None = None) -> Cube:
    return tally(
        tokens,
        rows["article"].to_numpy(np.int64),
        rows["zone"].to_numpy(np.int64),
        0,
        rows[weights].to_numpy(np.float64) if weights else None,
    )


def _words_between(tokens: Tokens, spans: pd.DataFrame) -> NDArray[np.int64]:
    """How many words begin inside each span."""
    width = max((len(text) for text in tokens.texts), default=0) + 1
    words = tokens.is_word
    place = tokens.article[words].astype(np.int64) * width + tokens.start[words]
    base = spans["article"].to_numpy(np.int64) * width
    first = np.searchsorted(place, base + spans["start"].to_numpy(np.int64))
    last = np.searchsorted(place, base + spans["end"].to_numpy(np.int64))
    return np.asarray(last - first, dtype=np.int64)
