"""Terms that set an outlet apart, on the events that it shares with others or over all articles.

Effect sizes (log ratio, log-odds) stand beside the classic G²; intervals and p rest on events, for
words are not drawn one by one: a story's words come together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.errors import DesignError, ParameterError, suggest
from analysis.statistics import student
from analysis.statistics.association import g_squared, log_odds, log_ratio
from analysis.statistics.clusters import need_columns
from analysis.statistics.compare import check_randomness
from analysis.statistics.glossary import tidy
from analysis.statistics.house_style import HOUSE_STYLE, follows_style
from analysis.statistics.multiplicity import benjamini_hochberg
from analysis.statistics.resampling import stream

FEWEST = 5
"""Events that a term must be in, where no other number is given."""
_PURPOSE = 8
_BLOCK = 2_000_000
_UNITS = ("event", "article")
_METHODS = {
    "event": "permutation of outlets within events, largest |z|",
    "article": "permutation of outlets over articles, largest |z|",
}


def distinctive_terms(
    counts: pd.DataFrame,
    *,
    target: str,
    reference: str | Sequence[str] | None = None,
    unit: str = "event",
    fewest_events: int = FEWEST,
    prior_words: float = 500.0,
    house_style: Collection[str] = HOUSE_STYLE,
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 9999,
) -> pd.DataFrame:
    """Terms of one outlet against others, the most distinctive first.

    counts: one row an outlet, event and term (outlet, event, term, count), as `term_counts` gives
    them; rows without a term are words that rates are over; with a column `size`, terms of two
    words or more are phrases and add no words. target: an outlet; reference: one or more others
    (default: all). unit: `event` keeps only articles of events with the target and a reference, and
    swaps outlets within them; `article` (a column that counts must then have) takes all articles
    and permutes outlets over them. Terms in fewer than fewest_events of the units are left out. The
    prior of the log-odds is informative: prior_words words shared out as in all of counts. low and
    high are the log-odds' interval over units (jackknife, Student's t); p swaps the target's place;
    p_family compares |z| with the largest |z| of each permutation and so holds the family-wise
    error over all terms, p_bh the false discovery rate; words of house style are a family of their
    own, or one courtesy title would drown the rest. A term that one side lacks has no interval.
    Errors: ColumnError, ParameterError, DesignError where no event is shared.
    Sources: Monroe, Colaresi & Quinn 2008, doi:10.1093/pan/mpn018 (log-odds); Dunning 1993 (G²);
    Westfall & Young 1993 (largest statistic); Benjamini & Hochberg 1995.
    """
    check_randomness(alpha=alpha, seed=seed, resamples=resamples)
    if unit not in _UNITS:
        raise ParameterError(f"there is no unit {unit!r}", mend=suggest(unit, _UNITS))
    if unit == "event" and "event" in counts:
        counts = counts.dropna(subset=["event"])
    need_columns(counts, ("outlet", unit, "count"), where="counts")
    need_columns(counts.dropna(subset=["term"]), ("term",), where="counts")
    block = _arrange(counts, target, reference, unit=unit, fewest=fewest_events)
    prior = prior_words * block.background / block.all_words
    first, words_first = block.side(target=True)
    second, words_second = block.side(target=False)
    half = _half_width(block, prior, prior_words, alpha=alpha)
    half[(first == 0) | (second == 0)] = np.nan  # leaving units out never shows what is nowhere
    style = np.array([follows_style(term, house_style) for term in block.names], dtype=bool)
    odds, z, p, family = tested_terms(
        block, prior, prior_words, style=style, unit=unit, seed=seed, resamples=resamples
    )
    false = np.where(
        style,
        benjamini_hochberg(np.where(style, p, np.nan)),
        benjamini_hochberg(np.where(style, np.nan, p)),
    )
    order = np.argsort(-np.abs(z), kind="stable")
    size = order.size
    table = {
        "term": block.names,
        "outlet_a": np.full(size, target, dtype=object),
        "outlet_b": np.full(size, block.label, dtype=object),
        f"{unit}s": block.spread,
        "count_a": first.astype(np.int64),
        "count_b": second.astype(np.int64),
        "rate_a": 1000 * first / words_first,
        "rate_b": 1000 * second / words_second,
        "g2": g_squared(first, second, words_first, words_second),
        "log_ratio": log_ratio(first, second, words_first, words_second),
        "log_odds": odds,
        "low": odds - half,
        "high": odds + half,
        "z": z,
        "p": p,
        "p_bh": false,
        "p_family": family,
        "house_style": style,
        "method": np.full(size, _METHODS[unit], dtype=object),
        "seed": np.full(size, seed),
        "resamples": np.full(size, resamples),
    }
    return tidy({name: values[order] for name, values in table.items()})


def term_counts(
    words: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    zones: Sequence[str] = ("body",),
    voice: str | None = "authorial",
    phrases: bool = True,
) -> pd.DataFrame:
    """How often each term stands in each article, for `distinctive_terms`.

    words, articles: as `measure` gives them. voice: the outlet's own by default; None for all.
    phrases: whether terms of two and three words are taken in. Columns: outlet, event where the
    articles have it, article, term (missing for all words that are not listed), size, count.
    """
    kept = words[words["zone"].isin(list(zones))]
    if voice is not None:
        kept = kept[kept["voice"] == voice]
    if not phrases:
        kept = kept[kept["size"] == 1]
    beside = [c for c in ("article", "outlet", "event") if c in articles]
    summed = kept.groupby(["article", "size", "term"], dropna=False, sort=True)["count"].sum()
    joined = summed.reset_index().merge(articles[beside], on="article", validate="many_to_one")
    return joined[[*beside[1:], "article", "term", "size", "count"]].reset_index(drop=True)


@dataclass(frozen=True)
class Block:
    """Counts in cells: an event and outlet each, or an article each."""

    names: np.ndarray
    label: str
    cells: sparse.csr_matrix  # cells × terms
    words: np.ndarray  # of each cell
    target: np.ndarray  # whether a cell is the target's
    unit: np.ndarray  # number of each cell's event or article
    spread: np.ndarray  # units that have the term
    background: np.ndarray  # counts of the terms in all of the data
    all_words: float

    def side(self, *, target: bool) -> tuple[np.ndarray, float]:
        """The terms' counts and the words of the target, or of all others."""
        chosen = self.target == target
        return chosen.astype(float) @ self.cells, float(self.words[chosen].sum())


def _arrange(
    counts: pd.DataFrame,
    target: str,
    reference: str | Sequence[str] | None,
    *,
    unit: str,
    fewest: int,
) -> Block:
    known = sorted(counts["outlet"].unique())
    others = [o for o in known if o != target] if reference is None else reference
    others = [others] if isinstance(others, str) else list(others)
    for outlet in (target, *others):
        if outlet not in known:
            raise ParameterError(f"there is no outlet {outlet!r}", mend=suggest(outlet, known))
    if target in others or not others:
        raise ParameterError("the target has nothing to be compared with", where=target)
    is_word = (counts["size"] == 1).to_numpy() if "size" in counts else np.ones(len(counts), bool)
    here = counts["outlet"].isin([target, *others]).to_numpy()
    kept, word = counts[here], is_word[here]
    number, units = pd.factorize(kept[unit], sort=True)
    outlet = pd.Index([target, *others]).get_indexer(pd.Index(kept["outlet"]))
    amounts = kept["count"].to_numpy(dtype=float)
    width = 1 + len(others)
    words = np.bincount((number * width + outlet)[word], amounts[word], len(units) * width)
    grid = words.reshape(-1, width) > 0
    both = grid[:, 0] & grid[:, 1:].any(axis=1)
    shared = np.asarray(both if unit == "event" else grid.any(axis=1))
    if not shared.any():
        raise DesignError(f"{target} shares no event with {', '.join(others)}", where="counts")
    inside = kept[shared[number] & kept["term"].notna().to_numpy() & (amounts > 0)]
    spread = inside.groupby("term")[unit].nunique()
    names = pd.Index(spread.index[spread >= fewest])
    if names.empty:
        raise DesignError(
            f"no term is in {fewest} {'shared ' if unit == 'event' else ''}{unit}s",
            where="counts",
            mend=f"Lower fewest_events; {int(shared.sum())} {unit}s are there.",
        )
    place = names.get_indexer(pd.Index(kept["term"]))
    use = (place >= 0) & shared[number]
    row = (number * width + outlet)[use]
    shape = (len(units) * width, len(names))
    cells = sparse.coo_matrix((amounts[use], (row, place[use])), shape=shape).tocsr()
    present = np.flatnonzero((grid & shared[:, None]).ravel())
    return Block(
        names=names.to_numpy(dtype=object),
        label=", ".join(others),
        cells=cells[present],
        words=words[present],
        target=present % width == 0,
        unit=np.unique(present // width, return_inverse=True)[1],
        spread=spread[names].to_numpy(),
        background=counts.groupby("term")["count"].sum().reindex(names).to_numpy(dtype=float),
        all_words=float(counts["count"].to_numpy(dtype=float)[is_word].sum()),
    )


def _half_width(block: Block, prior: np.ndarray, prior_words: float, *, alpha: float) -> np.ndarray:
    """Half of the log-odds' interval: its spread when each unit in turn is left out."""
    units = int(block.unit.max()) + 1
    if units < 2:
        return np.full(len(prior), np.nan)
    sides = []
    for target in (True, False):
        total, words = block.side(target=target)
        chosen = np.flatnonzero(block.target == target)
        gather = sparse.csr_matrix(
            (np.ones(len(chosen)), (block.unit[chosen], np.arange(len(chosen)))),
            shape=(units, len(chosen)),
        )
        own = (gather @ block.cells[chosen]).toarray()
        sides += [total - own, (words - gather @ block.words[chosen])[:, None]]
    first, words_first, second, words_second = sides
    left, _ = log_odds(
        first, second, words_first, words_second, prior=prior, prior_words=prior_words
    )
    error = np.sqrt((units - 1) / units * ((left - left.mean(axis=0)) ** 2).sum(axis=0))
    return np.asarray(student.quantile(1 - alpha / 2, units - 1) * error)


def tested_terms(
    block: Block,
    prior: np.ndarray,
    prior_words: float,
    *,
    style: np.ndarray,
    unit: str,
    seed: int,
    resamples: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Log-odds and z of each term, its own p, and p over its family: words of style, or others."""
    (counts, words), (others, words_of_others) = (block.side(target=t) for t in (True, False))
    odds, z = log_odds(counts, others, words, words_of_others, prior=prior, prior_words=prior_words)
    terms, cells = len(z), len(block.words)
    total, total_words = block.cells.sum(axis=0).A1, block.words.sum()
    generator = stream(seed, _PURPOSE)
    own, family = np.zeros(terms, dtype=int), np.zeros(terms, dtype=int)
    bar = np.abs(z) * (1 - 1e-12)
    step = max(1, _BLOCK // max(terms, cells))
    firsts = np.flatnonzero(np.diff(block.unit, prepend=-1))
    for start in range(0, resamples, step):
        keys = generator.random((min(step, resamples - start), cells))
        if unit == "event":
            lowest = np.minimum.reduceat(keys, firsts, axis=1)
            taken = (keys == lowest[:, block.unit]).astype(float)
        else:
            ranks = keys.argsort(axis=1).argsort(axis=1)
            taken = (ranks < block.target.sum()).astype(float)
        first, words_first = taken @ block.cells, (taken @ block.words)[:, None]
        _, drawn = log_odds(
            first,
            total - first,
            words_first,
            total_words - words_first,
            prior=prior,
            prior_words=prior_words,
        )
        size = np.abs(drawn)
        own += (size >= bar).sum(axis=0)
        for members in (np.flatnonzero(style), np.flatnonzero(~style)):
            largest = size[:, members].max(axis=1, initial=0)[:, None]
            family[members] += (largest >= bar[members]).sum(axis=0)
    return odds, z, (own + 1) / (resamples + 1), (family + 1) / (resamples + 1)
