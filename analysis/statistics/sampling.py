"""Which sentences to code by hand: drawn with known probabilities, hits oversampled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.errors import ParameterError, suggest
from analysis.statistics.clusters import need_columns
from analysis.statistics.glossary import tidy
from analysis.statistics.resampling import stream

_PURPOSE = 6


def draw_sample(
    sentences: pd.DataFrame,
    *,
    score: str,
    size: int,
    edges: Sequence[float] = (0.0,),
    seed: int = 0,
) -> pd.DataFrame:
    """Sentences to code: a stratified sample over outlet × band of the lexicon's score.

    sentences: one row a sentence (article, sentence, outlet, event, score); size: sentences in all,
    shared out evenly over outlets, and in each evenly over the bands: (-∞, first edge], (first,
    second] … What a small band cannot give, the outlet's others do. Each row has its probability
    and weight, and the random place in which to code it. Errors: ColumnError, ParameterError.
    """
    need_columns(sentences, ("article", "sentence", "outlet", "event", score), where="sentences")
    outlets = sorted(sentences["outlet"].unique())
    if not len(outlets) <= size <= len(sentences):
        raise ParameterError(
            f"size is {size}, with {len(outlets)} outlets and {len(sentences)} sentences",
            mend="Give at least one sentence an outlet and no more than there are.",
        )
    generator = stream(seed, _PURPOSE)
    band = np.searchsorted(np.asarray(edges, dtype=float), sentences[score], side="left")
    shares = np.full(len(outlets), size // len(outlets))
    shares[: size % len(outlets)] += 1
    picked, probability = [], []
    for outlet, share in zip(outlets, shares, strict=True):
        strata = [
            np.flatnonzero((sentences["outlet"] == outlet) & (band == b))
            for b in range(len(edges) + 1)
        ]
        for rows, taken in zip(strata, _share_out(share, [len(s) for s in strata]), strict=True):
            picked.append(generator.choice(rows, size=taken, replace=False))
            probability.append(np.full(taken, taken / max(len(rows), 1)))
    rows, chance = np.concatenate(picked), np.concatenate(probability)
    order = generator.permutation(len(rows))
    chosen, chance = sentences.iloc[rows[order]], chance[order]
    return tidy(
        {
            "place": np.arange(1, len(rows) + 1),
            **{
                name: chosen[name].to_numpy() for name in ("article", "sentence", "outlet", "event")
            },
            "band": band[rows[order]],
            "probability": chance,
            "weight": 1 / chance,
            "seed": np.full(len(rows), seed),
        }
    )


def hits_in(units: pd.DataFrame, terms: pd.DataFrame) -> np.ndarray:
    """How many terms begin inside each unit: the lexicon's count beside a hand code.

    units: one row a coded stretch (article, start, end); terms: one row a hit (article, start),
    chosen beforehand by lexicon, weight and voice. Both in characters of the text as given.
    """
    need_columns(units, ("article", "start", "end"), where="units")
    need_columns(terms, ("article", "start"), where="terms")
    counts = np.zeros(len(units), dtype=np.int64)
    starts = {key: np.sort(rows["start"].to_numpy(int)) for key, rows in terms.groupby("article")}
    article = pd.Series(np.arange(len(units))).groupby(units["article"].to_numpy())
    first, last = units["start"].to_numpy(int), units["end"].to_numpy(int)
    for key, rows in article:
        places = starts.get(key, np.empty(0, dtype=int))
        here = rows.to_numpy()
        counts[here] = np.searchsorted(places, last[here]) - np.searchsorted(places, first[here])
    return counts


def terms_of(terms: pd.DataFrame, *, lexicon: str, voice: str | None = None) -> pd.DataFrame:
    """The hits of a lexicon, each place once: what the lexicon's rate counts.

    terms: one row a hit (article, start, lexicon, weight, voice). Of a lexicon with weights only
    entries with one count, the rest being descriptive. Errors: ParameterError for no such lexicon.
    """
    known = sorted(terms["lexicon"].unique())
    if lexicon not in known:
        raise ParameterError(f"there is no lexicon {lexicon!r}", mend=suggest(lexicon, known))
    chosen = terms[terms["lexicon"] == lexicon]
    if (chosen["weight"] > 0).any():
        chosen = chosen[chosen["weight"] > 0]
    if voice is not None:
        chosen = chosen[chosen["voice"] == voice]
    return chosen.drop_duplicates(["article", "start"])


def mask(texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """The texts with each name, as a whole word in any case, replaced by a black bar of one length.

    names: outlets and actors that a coder must not see; longer names are masked first.

    >>> mask(["The Daily Post met Ms Orr."], ["Daily Post", "Orr"])
    ['The ■■■ met Ms ■■■.']
    """
    wanted = sorted({name for name in names if name}, key=len, reverse=True)
    if not wanted:
        return list(texts)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    return [pattern.sub("■■■", text) for text in texts]


def _share_out(wanted: int, available: Sequence[int]) -> list[int]:
    """Equal parts of wanted, as far as each stratum has them; the rest goes where there is room."""
    given = [0] * len(available)
    left = min(wanted, sum(available))
    while left:
        open_strata = [i for i, most in enumerate(available) if given[i] < most]
        part = max(1, left // len(open_strata))
        for i in open_strata:
            more = min(part, available[i] - given[i], left)
            given[i] += more
            left -= more
    return given
