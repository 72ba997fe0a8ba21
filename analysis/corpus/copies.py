"""What each article copies: columns by which comparisons are run with and without copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.columns import Texts, strings
from analysis.corpus.duplicates import Spans, check_columns, check_spans, duplicates_among
from analysis.corpus.shingles import hash_words
from analysis.corpus.wire import paragraphs_of, wire_among
from analysis.tables import ARTICLES, DUPLICATE_KINDS, Table

_COMPARED = ("article", "outlet", "published")
COPIES = Table(
    "copies",
    "One row an article, in the order of the articles.",
    tuple(ARTICLES[name] for name in ("article", "duplicate_of", "duplicate_kind", "wire_share")),
)


def mark_copies(articles: pd.DataFrame, *, spans: Spans | None = None) -> pd.DataFrame:
    """Of which article each is a copy, of what kind, and its wire share (table COPIES).

    articles: columns article, outlet, text and, where known, published. spans: each article's
    rows of `label_zones`; given these, only the body is compared. Within an outlet a copy or an
    earlier version points to the one to keep, the latest; of those kept, wire copy points to the
    earliest across outlets. The articles without `duplicate_of` are the corpus without copies;
    those of another `duplicate_kind` than wire are versions that the outlet itself replaced.
    """
    check_columns(articles)
    check_spans(articles, spans)
    columns = dict(articles.reset_index(drop=True))
    columns["article"] = strings(articles["article"]).tolist()
    texts = Texts(articles["text"])
    return COPIES.frame({**columns, **copies_among(columns, texts, spans=spans)})


def copies_among(
    articles: Mapping[str, Any], texts: Sequence[str], *, spans: Spans | None = None
) -> dict[str, Any]:
    """The columns of COPIES beside article, from article, outlet, published if known, and texts."""
    names = articles["article"]
    words = hash_words(texts, paragraphs_of(texts, spans, ("body",)))
    # A single article copies nothing, and a search takes longer than to measure it.
    chosen = {}
    if len(names) > 1:
        compared = {name: articles[name] for name in _COMPARED if name in articles}
        chosen = _copied(duplicates_among(pd.DataFrame(compared), words))
    return {
        "duplicate_of": [chosen.get(name, (None,))[0] for name in names],
        "duplicate_kind": [chosen.get(name, (None, None))[1] for name in names],
        "wire_share": wire_among(articles["outlet"], words)["wire_share"],
    }


def _copied(pairs: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """For each copy of such pairs what it copies, and what kind of copy it is."""
    within = pairs[pairs["keep"].notna()]
    left = within["article_a"].where(within["article_a"] != within["keep"], within["article_b"])
    versions = _followed(left, within["keep"], within["kind"])
    wire = pairs[pairs["kind"] == "wire"]
    wire = wire[~wire["article_a"].isin(versions) & ~wire["article_b"].isin(versions)]
    return _followed(wire["article_b"], wire["article_a"], wire["kind"]) | versions


def _followed(
    copies: Iterable[str], originals: Iterable[str], kinds: Iterable[str]
) -> dict[str, tuple[str, str]]:
    """For each copy the end of its row of originals, and what it is of the next in the row.

    Every step leads in one direction of time, so that a row has an end.
    """
    rows = sorted(
        zip(map(DUPLICATE_KINDS.index, kinds), copies, originals, strict=True), reverse=True
    )
    nearest = {copy: (original, DUPLICATE_KINDS[kind]) for kind, copy, original in rows}
    found = {}
    for copy, (original, kind) in nearest.items():
        while original in nearest:
            original = nearest[original][0]
        found[copy] = (original, kind)
    return found
