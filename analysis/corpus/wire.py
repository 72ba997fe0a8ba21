"""How much of each article stands in another outlet's article too."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.corpus.duplicates import Spans, check_columns, check_spans
from analysis.corpus.paragraphs import split_paragraphs
from analysis.corpus.shingles import Integers, Shingles, shingle
from analysis.tables import Column, Table

WIRE_SHARES = Table(
    "wire shares",
    "One row an article, in the order of the articles.",
    (
        Column("article", "string", "The article's identifier, unique in the corpus."),
        Column("words", "integer", "Words compared.", "words"),
        Column(
            "wire_words",
            "integer",
            "Words in paragraphs that also stand in an article of another outlet.",
            "words",
        ),
        Column("wire_share", "number", "wire_words / words; missing without words.", "share"),
    ),
)

_PARTS = 16


def wire_share(
    articles: pd.DataFrame,
    *,
    spans: Spans | None = None,
    zones: Collection[str] = ("body",),
    paragraph_share: float = 0.8,
    shortest: int = 10,
) -> pd.DataFrame:
    """The share of each article's words that stand in paragraphs also at another outlet.

    A paragraph of at least `shortest` words also stands elsewhere when `paragraph_share` of its
    runs of five words occur in paragraphs of another outlet, so that an edited word or another
    division into paragraphs does not hide it. spans: each article's rows of `label_zones`; given
    these, only the zones named are read. What two outlets quote alike at the length of a
    paragraph counts as well. Articles without an outlet count as one outlet.
    """
    check_columns(articles)
    check_spans(articles, spans)
    texts = articles["text"].fillna("").tolist()
    if spans is None:
        rows = [split_paragraphs(text) for text in texts]
    else:
        rows = [[(s, e) for s, e, zone in given if zone in zones] for given in spans]
    paragraphs = shingle(_slices(texts, rows))
    article = np.repeat(np.arange(len(texts)), [len(found) for found in rows])
    outlets = pd.factorize(articles["outlet"].astype(object))[0].astype(np.int32)
    elsewhere = _elsewhere(paragraphs, outlets[article])
    # Sums over runs by differences of the running sum: a paragraph may have no run.
    runs = np.diff(paragraphs.first)
    found = np.diff(np.concatenate([[0], np.cumsum(elsewhere)])[paragraphs.first])
    wire = (paragraphs.words >= shortest) & (found >= paragraph_share * np.maximum(runs, 1))
    words = np.bincount(article, paragraphs.words, len(texts)).astype(np.int64)
    shared = np.bincount(article, paragraphs.words * wire, len(texts)).astype(np.int64)
    share = np.divide(shared, words, out=np.full(len(texts), np.nan), where=words > 0)
    values = {"article": articles["article"].tolist(), "words": words}
    return WIRE_SHARES.frame({**values, "wire_words": shared, "wire_share": share})


def _slices(texts: list[str], rows: list[list[tuple[int, int]]]) -> Iterator[str]:
    for text, spans in zip(texts, rows, strict=True):
        for start, end in spans:
            yield text[start:end]


def _elsewhere(paragraphs: Shingles, outlets: Integers) -> NDArray[np.bool_]:
    """For every run, whether another outlet has it too."""
    values = paragraphs.hashes
    owners = np.repeat(outlets, np.diff(paragraphs.first))
    found = np.zeros(len(values), dtype=bool)
    # By the hashes' leading bits: a sixteenth at a time keeps the memory for sorting small.
    parts = (values >> np.uint64(60)).astype(np.uint8)
    for part in range(_PARTS):
        here = np.flatnonzero(parts == part)
        if not len(here):
            continue
        here = here[np.argsort(values[here])]
        ordered, owner = values[here], owners[here]
        bounds = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
        several = np.minimum.reduceat(owner, bounds) != np.maximum.reduceat(owner, bounds)
        found[here] = np.repeat(several, np.diff(np.append(bounds, len(here))))
    return found
