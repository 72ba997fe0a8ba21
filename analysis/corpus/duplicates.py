"""Articles that share their words: versions within an outlet, wire copy across outlets.

Candidates come from sketches (`analysis.corpus.candidates`); what is reported of a pair is exact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.columns import Texts
from analysis.corpus.candidates import (
    AGREEING,
    CROWD,
    KEPT,
    PERMUTATIONS,
    ROWS,
    candidate_pairs,
)
from analysis.corpus.shingles import (
    RUN,
    Hashes,
    Integers,
    Shingles,
    Stretches,
    Words,
    distinct,
    hash_words,
    in_both,
    runs,
    shared_words,
)
from analysis.errors import ColumnError, ParameterError
from analysis.tables import DUPLICATE_KINDS, Column, Table

Spans = Sequence[Sequence[tuple[int, int, str]]]

SEED = 1997
DUPLICATES = Table(
    "duplicates",
    "One row a pair of articles that share much of their words; article_a is the earlier.",
    (
        Column("article_a", "string", "The earlier article of the two."),
        Column("article_b", "string", "The later article of the two."),
        Column(
            "kind",
            "string",
            "Within an outlet the same words (exact), nearly the same (near) or a version "
            "rewritten within days (update); across outlets wire copy.",
            values=DUPLICATE_KINDS,
        ),
        Column("jaccard", "number", "Runs of five words in both, of those in either.", "share"),
        Column("containment", "number", "Runs in both, of the shorter article's.", "share"),
        Column("shared_words", "integer", "The shorter article's words in shared runs.", "words"),
        Column("keep", "string", "Within an outlet, the article to keep; missing across outlets."),
    ),
)


@dataclass(frozen=True)
class Limits:
    """From where on two articles are reported; the parameters of `find_duplicates`."""

    resemblance: float = 0.3
    near: float = 0.8
    containment: float = 0.6
    shortest: int = 25
    days: float = 7

    def kind(
        self, *, jaccard: float, containment: float, days_apart: float, one_outlet: bool
    ) -> str:
        """What a pair is; "" when it is nothing to report. Days apart may be NaN."""
        contained = containment >= self.containment
        if not one_outlet:
            return "wire" if contained else ""
        if jaccard >= self.near:
            return "near"
        alike = jaccard >= self.resemblance or contained
        return "update" if alike and not days_apart > self.days else ""


class Pair(NamedTuple):
    """Two articles by number, with what they share."""

    a: int
    b: int
    kind: str
    jaccard: float
    containment: float
    shared_words: int


def find_duplicates(
    articles: pd.DataFrame,
    *,
    spans: Spans | None = None,
    zones: Collection[str] = ("body",),
    resemblance: float = 0.3,
    near: float = 0.8,
    containment: float = 0.6,
    shortest: int = 25,
    days: float = 7,
    seed: int = SEED,
) -> pd.DataFrame:
    """Pairs of articles that are versions of each other, or wire copy (table DUPLICATES).

    articles: columns article, outlet, text and, where known, published. spans: each article's
    rows of `label_zones`; given these, only the zones named are compared, so that an outlet's
    own footer makes no pairs. Within an outlet pairs are near from Jaccard `near` on, and updates
    from `resemblance` or `containment` on when published at most `days` apart (or undated);
    across outlets they are wire copy from `containment` on. Apart from texts that are wholly in
    the other a pair shares at least `shortest` words. Of exact copies within an outlet each is
    paired with the latest, which alone is compared further. Articles without an outlet count as
    one outlet. Their order changes nothing; `attrs["method"]` holds the parameters and the seed.
    Raises ColumnError and ParameterError.
    """
    limits = Limits(resemblance, near, containment, shortest, days)
    for name, value in list(asdict(limits).items())[:3]:
        if not 0 < value <= 1:
            raise ParameterError(f"{value} is not a share above 0, up to 1", where=name)
    check_columns(articles)
    check_spans(articles, spans)
    words = hash_words(Texts(articles["text"]), in_zones(spans, zones))
    return duplicates_among(articles, words, limits=limits, seed=seed)


def duplicates_among(
    articles: pd.DataFrame, words: Words, *, limits: Limits | None = None, seed: int = SEED
) -> pd.DataFrame:
    """`find_duplicates` of articles whose words are hashed already."""
    limits = limits or Limits()
    ordered = _ordered(articles)
    texts = ordered.index.to_numpy()
    ordered = ordered.reset_index(drop=True)
    outlets = pd.factorize(ordered["outlet"].astype(object))[0]
    counts = words.of_texts()
    same, single = _exact(words.hashes, counts, texts, outlets)
    pairs = [Pair(a, b, "exact", 1.0, 1.0, int(counts[texts[a]])) for a, b in same]
    shingles = runs(words.hashes, counts, texts[single])
    dates = (ordered["published"] - pd.Timestamp(0)).dt.total_seconds().to_numpy() / 86_400
    pairs += [
        pair._replace(a=int(single[pair.a]), b=int(single[pair.b]))
        for pair in _alike(shingles, outlets[single], dates[single], limits, seed)
    ]
    found = _table(pairs, ordered)
    found.attrs["method"] = {
        **asdict(limits),
        **{"seed": seed, "run": RUN, "permutations": PERMUTATIONS, "rows": ROWS},
        **{"bands": PERMUTATIONS // ROWS, "agreeing": AGREEING},
        **{"one_run_in": KEPT, "crowd": CROWD},
    }
    return found


def without_duplicates(
    articles: pd.DataFrame,
    duplicates: pd.DataFrame,
    *,
    kinds: Collection[str] = ("exact", "near", "update"),
) -> pd.DataFrame:
    """The articles less every one that a pair of these kinds says not to keep.

    duplicates: as `find_duplicates` gives it, `keep` perhaps edited. Wire copy is not among
    the kinds: which outlet's copy a comparison needs is a question of the research.
    """
    unknown = sorted(set(kinds) - set(DUPLICATE_KINDS[:3]))
    if unknown:
        raise ParameterError(
            f"articles cannot be left out for {', '.join(map(repr, unknown))}",
            where="kinds",
            mend=f"Known: {', '.join(DUPLICATE_KINDS[:3])}; for wire copy use wire_share.",
        )
    DUPLICATES.check(duplicates, where="duplicates")
    chosen = duplicates[duplicates["kind"].isin(kinds) & duplicates["keep"].notna()]
    earlier = chosen["article_a"].where(chosen["article_a"] != chosen["keep"])
    later = chosen["article_b"].where(chosen["article_b"] != chosen["keep"])
    return articles[~articles["article"].isin([*earlier.dropna(), *later.dropna()])]


def _ordered(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles by outlet, date and name, without their text."""
    frame = articles[["article", "outlet"]].reset_index(drop=True)
    dates = articles.get("published", pd.Series(pd.NaT, index=articles.index))
    known = pd.to_datetime(dates, utc=True, errors="coerce").dt.tz_localize(None)
    frame = frame.assign(published=known.astype("datetime64[us]").to_numpy())
    return frame.sort_values(["outlet", "published", "article"], na_position="first")


def in_zones(spans: Spans | None, zones: Collection[str]) -> Stretches | None:
    """Starts and ends of those rows of `label_zones` that lie in the zones."""
    if spans is None:
        return None
    return [[(start, end) for start, end, zone in rows if zone in zones] for rows in spans]


def check_columns(articles: pd.DataFrame) -> None:
    """Nothing, when there are a text, an outlet and a name of its own for every article."""
    missing = [name for name in ("article", "outlet", "text") if name not in articles]
    if missing:
        raise ColumnError(f"there is no column {', '.join(map(repr, missing))}", where="articles")
    check_names(articles["article"].tolist())


def check_names(names: Sequence[object]) -> None:
    """Nothing, when every article has a name of its own."""
    if len(set(names)) < len(names) or np.any(pd.isna(names)):
        raise ColumnError("identifiers are missing or not unique", where="articles: article")


def check_spans(articles: pd.DataFrame, spans: Spans | None) -> None:
    """Nothing, when there are no spans or a list of them for every article."""
    if spans is not None and len(spans) != len(articles):
        raise ParameterError(f"{len(spans)} lists for {len(articles)} articles", where="spans")


def _alike(
    shingles: Shingles, outlets: Integers, dates: np.ndarray, limits: Limits, seed: int
) -> list[Pair]:
    """The candidates that share as much as the limits ask, measured exactly."""
    sets = lru_cache(maxsize=4_000)(lambda text: distinct(shingles, text))
    found = []
    for a, b in candidate_pairs(shingles, seed=seed).tolist():
        left, right = sets(a), sets(b)
        both = in_both(left, right)
        jaccard = both / (len(left) + len(right) - both)
        containment = both / min(len(left), len(right))
        kind = limits.kind(
            jaccard=jaccard,
            containment=containment,
            days_apart=abs(dates[a] - dates[b]),
            one_outlet=bool(outlets[a] == outlets[b]),
        )
        if kind:
            shorter, other = (a, right) if len(left) <= len(right) else (b, left)
            words = shared_words(shingles, shorter, other)
            if words >= limits.shortest or containment == 1:
                found.append(Pair(a, b, kind, jaccard, containment, words))
    return found


def _exact(
    words: Hashes, counts: Integers, texts: Integers, outlets: Integers
) -> tuple[list[tuple[int, int]], Integers]:
    """Pairs of each article with the latest of the same words, and the articles not superseded.

    texts: of each article, in order, its text's place among `counts`.
    """
    latest: dict[tuple[int, bytes], int] = {}
    pairs, single = [], []
    ends = np.cumsum(counts)
    for row in reversed(range(len(texts))):
        end, size = ends[texts[row]], counts[texts[row]]
        key = int(outlets[row]), hashlib.blake2b(words[end - size : end].tobytes()).digest()
        kept = latest.setdefault(key, row) if size else row
        if kept != row:
            pairs.append((row, kept))
        else:
            single.append(row)
    return pairs, np.array(single[::-1], dtype=np.int64)


def _table(pairs: list[Pair], ordered: pd.DataFrame) -> pd.DataFrame:
    """The pairs by name, the earlier article first: by date (undated first), then by name."""
    names = ordered["article"].tolist()
    dates = ordered["published"].to_numpy().view(np.int64)
    age = np.empty(len(names), np.int64)
    age[np.lexsort((np.array(names, dtype=str), dates))] = np.arange(len(names))
    pairs = [p if age[p.a] < age[p.b] else p._replace(a=p.b, b=p.a) for p in pairs]
    pairs.sort(key=lambda p: (names[p.a], names[p.b]))
    return DUPLICATES.frame(
        {
            "article_a": [names[p.a] for p in pairs],
            "article_b": [names[p.b] for p in pairs],
            "kind": [p.kind for p in pairs],
            "jaccard": [p.jaccard for p in pairs],
            "containment": [p.containment for p in pairs],
            "shared_words": [p.shared_words for p in pairs],
            "keep": [None if p.kind == "wire" else names[p.b] for p in pairs],
        }
    )
