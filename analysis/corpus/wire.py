"""How much of each article stands in another outlet's article too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.columns import Texts
from analysis.corpus.duplicates import Spans, check_columns, check_spans, in_zones
from analysis.corpus.paragraphs import split_paragraphs
from analysis.corpus.shingles import (
    Hashes,
    Integers,
    Shingles,
    Stretches,
    Words,
    hash_words,
    runs,
)
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
_BITS = 22


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
    texts = Texts(articles["text"])
    words = hash_words(texts, paragraphs_of(texts, spans, zones))
    shares = wire_among(
        articles["outlet"], words, paragraph_share=paragraph_share, shortest=shortest
    )
    return WIRE_SHARES.frame({"article": articles["article"].tolist(), **shares})


def paragraphs_of(texts: Sequence[str], spans: Spans | None, zones: Collection[str]) -> Stretches:
    """The paragraphs of texts: those in the zones where spans are given, else all."""
    found = in_zones(spans, zones)
    return [split_paragraphs(text) for text in texts] if found is None else found


def wire_among(
    outlets: Iterable[object], words: Words, *, paragraph_share: float = 0.8, shortest: int = 10
) -> dict[str, Any]:
    """The columns of `wire_share` of articles whose words are hashed already, by paragraphs."""
    codes = pd.factorize(np.asarray(outlets, object))[0]
    of_article = words.of_texts()
    shared = np.zeros(len(codes), np.int64)
    if (codes != codes[:1]).any():  # else there is no other outlet
        paragraphs = runs(words.hashes, words.counts)
        article = np.repeat(np.arange(len(codes)), words.stretches)
        elsewhere = _elsewhere(paragraphs, codes[article])
        sizes = np.diff(paragraphs.first)
        holders = np.searchsorted(paragraphs.first, np.flatnonzero(elsewhere), side="right") - 1
        found = np.bincount(holders, minlength=len(sizes))
        wire = (words.counts >= shortest) & (found >= paragraph_share * np.maximum(sizes, 1))
        shared = np.bincount(article, words.counts * wire, len(codes)).astype(np.int64)
    share = np.full(len(codes), np.nan)
    np.divide(shared, of_article, out=share, where=of_article > 0)
    return {"words": of_article, "wire_words": shared, "wire_share": share}


def _elsewhere(paragraphs: Shingles, outlets: Integers) -> NDArray[np.bool_]:
    """For every run, whether another outlet has it too."""
    codes = (outlets - outlets.min(initial=0)).astype(np.uint64)
    # The outlet takes the place of a hash's last bits: sorting then brings together what differs
    # in the outlet alone.
    rest = np.uint64(2 ** int(codes.max(initial=0)).bit_length() - 1)
    owners = np.repeat(codes.astype(np.uint32), np.diff(paragraphs.first))
    found = np.zeros(len(owners), dtype=bool)
    # By the hashes' leading bits: a sixteenth at a time keeps the memory for sorting small.
    parts = np.empty(len(owners), np.uint8)
    np.right_shift(paragraphs.hashes, np.uint64(60), out=parts, casting="unsafe")
    for part in range(_PARTS):
        here = np.flatnonzero(parts == part)
        values = paragraphs.hashes[here] & ~rest
        marked = np.sort(values | owners[here])
        plain = marked & ~rest
        shared = plain[1:][(plain[1:] == plain[:-1]) & (marked[1:] != marked[:-1])]
        found[here] = _among(values, shared)
    return found


def _among(values: Hashes, members: Hashes) -> NDArray[np.bool_]:
    """Whether each value is one of the members (ascending), most values being none of them."""
    found = np.zeros(len(values), dtype=bool)
    if not len(members):
        return found
    # A table of some middle bits rules out most values before any search.
    possible = np.zeros(1 << _BITS, dtype=bool)
    possible[_middle(members)] = True
    candidates = np.flatnonzero(possible[_middle(values)])
    places = np.searchsorted(members, values[candidates])
    places[places == len(members)] = 0
    found[candidates] = members[places] == values[candidates]
    return found


def _middle(values: Hashes) -> NDArray[np.uint64]:
    return (values >> np.uint64(60 - _BITS)) & np.uint64((1 << _BITS) - 1)
