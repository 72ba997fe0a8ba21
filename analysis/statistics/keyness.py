"""Terms that set an outlet apart on the events it shares with others.

Effect sizes (log ratio, log-odds) stand beside the classic G²; the p comes from swapping outlets
within events, for words are not drawn one by one: a story's words come together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import DesignError, ParameterError, suggest
from analysis.statistics.clusters import need_columns
from analysis.statistics.compare import check_randomness
from analysis.statistics.glossary import tidy
from analysis.statistics.resampling import stream

HOUSE_STYLE = frozenset(
    "mr mrs ms dr mx sen sens rep reps gov govs lt gen rev u.s u.k uk u.n un u.s.a usa percent"
    " pct said says adviser advisor toward towards jan feb mar apr jun jul aug sep sept oct nov dec"
    " a.m p.m pm".split()
)
"""Words that follow from a style book, such as courtesy titles: they tell outlets apart but say
nothing of how a story is told."""
_PURPOSE = 8
_BLOCK = 2_000_000


def distinctive_terms(
    counts: pd.DataFrame,
    *,
    target: str,
    reference: str | Sequence[str] | None = None,
    fewest_events: int = 5,
    prior_words: float = 500.0,
    house_style: Collection[str] = HOUSE_STYLE,
    seed: int = 0,
    resamples: int = 1999,
) -> pd.DataFrame:
    """Terms of one outlet against others on shared events, the most distinctive first.

    counts: one row an outlet, event and term (outlet, event, term, count), all words included, for
    rates are over their sum; target: an outlet; reference: one or more others (default: all).
    Only events with the target and a reference count, and terms in fewest_events of them. The prior
    of the log-odds is informative: prior_words words shared out as in all of counts. p swaps the
    target's place within events; p_family compares |z| with the largest |z| of each permutation
    and so holds the family-wise error over all terms. Errors: ColumnError, ParameterError,
    DesignError where no event is shared.
    Sources: Monroe, Colaresi & Quinn 2008, doi:10.1093/pan/mpn018 (log-odds); Dunning 1993 (G²);
    Westfall & Young 1993 (largest statistic).
    """
    check_randomness(alpha=0.05, seed=seed, resamples=resamples)
    need_columns(counts, ("outlet", "event", "term", "count"), where="counts")
    block = _arrange(counts, target=target, reference=reference, fewest_events=fewest_events)
    prior = prior_words * block.background / block.all_words
    first, words_first = block.terms[:, 0].sum(axis=0), block.words[:, 0].sum()
    second, words_second = block.terms.sum(axis=(0, 1)) - first, block.words.sum() - words_first
    odds, z = log_odds(
        first, second, words_first, words_second, prior=prior, prior_words=prior_words
    )
    p, family = _permute(block, z, prior, prior_words, seed=seed, resamples=resamples)
    order = np.argsort(-np.abs(z), kind="stable")
    size = order.size
    table = {
        "term": block.names,
        "outlet_a": np.full(size, target, dtype=object),
        "outlet_b": np.full(size, block.label, dtype=object),
        "events": block.in_events,
        "count_a": first.astype(np.int64),
        "count_b": second.astype(np.int64),
        "rate_a": 1000 * first / words_first,
        "rate_b": 1000 * second / words_second,
        "g2": g_squared(first, second, words_first, words_second),
        "log_ratio": log_ratio(first, second, words_first, words_second),
        "log_odds": odds,
        "z": z,
        "p": p,
        "p_family": family,
        "house_style": np.isin(np.char.lower(block.names.astype(str)), list(house_style)),
        "method": np.full(size, "permutation of outlets within events, largest |z|", dtype=object),
        "seed": np.full(size, seed),
        "resamples": np.full(size, resamples),
    }
    return tidy({name: values[order] for name, values in table.items()})


def g_squared(
    first: np.ndarray, second: np.ndarray, words_first: float, words_second: float
) -> np.ndarray:
    """Signed log-likelihood ratio of each term's 2 × 2 table; negative where the first has less.

    first, second: counts of each term; words_first, words_second: all words of each side.
    """
    observed = np.stack([first, second, words_first - first, words_second - second]).astype(float)
    total = words_first + words_second
    both = (first + second) / total
    shares = np.array([words_first, words_second])[:, None]
    expected = np.concatenate([shares * both, shares * (1 - both)])
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    sign = np.where(observed[0] >= expected[0], 1.0, -1.0)
    return np.asarray(sign * 2 * parts.sum(axis=0))


def log_ratio(
    first: np.ndarray, second: np.ndarray, words_first: float, words_second: float
) -> np.ndarray:
    """Binary logarithm of the ratio of rates: 1 is twice as often. A zero count counts as ½."""
    rate_first = np.maximum(first, 0.5) / words_first
    return np.asarray(np.log2(rate_first / (np.maximum(second, 0.5) / words_second)))


def log_odds(
    first: np.ndarray,
    second: np.ndarray,
    words_first: np.ndarray | float,
    words_second: np.ndarray | float,
    *,
    prior: np.ndarray,
    prior_words: float | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds ratio under a Dirichlet prior, and it over its standard error.

    prior: pseudo-counts of each term; prior_words: their sum over all terms (default: of those
    given). Source: Monroe, Colaresi & Quinn 2008, equations 16, 20 and 22.
    """
    extra = prior.sum() if prior_words is None else prior_words
    one, two = first + prior, second + prior
    delta = np.log(one / (words_first + extra - one)) - np.log(two / (words_second + extra - two))
    return delta, delta / np.sqrt(1 / one + 1 / two)


@dataclass(frozen=True)
class _Block:
    """Counts on the shared events: the target is outlet 0."""

    names: np.ndarray
    label: str
    terms: np.ndarray  # events × outlets × terms
    words: np.ndarray  # events × outlets
    in_events: np.ndarray  # events that have the term
    background: np.ndarray  # counts of the terms in all of the data
    all_words: float


def _arrange(
    counts: pd.DataFrame,
    *,
    target: str,
    reference: str | Sequence[str] | None,
    fewest_events: int,
) -> _Block:
    known = sorted(counts["outlet"].unique())
    others = [o for o in known if o != target] if reference is None else reference
    others = [others] if isinstance(others, str) else list(others)
    for outlet in (target, *others):
        if outlet not in known:
            raise ParameterError(f"there is no outlet {outlet!r}", mend=suggest(outlet, known))
    if target in others or not others:
        raise ParameterError("the target has nothing to be compared with", where=target)
    kept = counts[counts["outlet"].isin([target, *others])]
    event, events = pd.factorize(kept["event"], sort=True)
    outlet = pd.Index([target, *others]).get_indexer(pd.Index(kept["outlet"]))
    words = np.zeros((len(events), 1 + len(others)))
    np.add.at(words, (event, outlet), kept["count"].to_numpy(dtype=float))
    shared = (words[:, 0] > 0) & (words[:, 1:] > 0).any(axis=1)
    if not shared.any():
        raise DesignError(f"{target} shares no event with {', '.join(others)}", where="counts")
    inside = kept[shared[event]]
    spread = inside.loc[inside["count"] > 0].groupby("term")["event"].nunique()
    names = pd.Index(spread.index[spread >= fewest_events])
    if names.empty:
        raise DesignError(
            f"no term is in {fewest_events} shared events",
            where="counts",
            mend=f"Lower fewest_events; {int(shared.sum())} events are shared.",
        )
    place = names.get_indexer(pd.Index(kept["term"]))
    use = (place >= 0) & shared[event]
    terms = np.zeros((len(events), 1 + len(others), len(names)))
    amounts = kept["count"].to_numpy(dtype=float)
    np.add.at(terms, (event[use], outlet[use], place[use]), amounts[use])
    return _Block(
        names=names.to_numpy(dtype=object),
        label=", ".join(others),
        terms=terms[shared],
        words=words[shared],
        in_events=spread[names].to_numpy(),
        background=counts.groupby("term")["count"].sum().reindex(names).to_numpy(dtype=float),
        all_words=float(counts["count"].sum()),
    )


def _permute(
    block: _Block,
    z: np.ndarray,
    prior: np.ndarray,
    prior_words: float,
    *,
    seed: int,
    resamples: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Each term's own p and its p over the whole family."""
    events, outlets, terms = block.terms.shape
    cells = block.terms.reshape(events * outlets, terms)
    words = block.words.ravel()
    total, total_words = cells.sum(axis=0), words.sum()
    present = block.words > 0
    generator = stream(seed, _PURPOSE)
    own, family = np.zeros(terms, dtype=int), np.zeros(terms, dtype=int)
    bar = np.abs(z) * (1 - 1e-12)
    step = max(1, _BLOCK // max(terms, events * outlets))
    for start in range(0, resamples, step):
        rows = min(step, resamples - start)
        keys = np.where(present, generator.random((rows, events, outlets)), 2.0)
        taken = (keys == keys.min(axis=2, keepdims=True)).reshape(rows, -1).astype(float)
        first, words_first = taken @ cells, (taken @ words)[:, None]
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
        family += (size.max(axis=1)[:, None] >= bar).sum(axis=0)
    return (own + 1) / (resamples + 1), (family + 1) / (resamples + 1)
