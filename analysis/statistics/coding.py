"""From hand codes and terms to the tables that validity rests on: what was coded, out of what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.errors import DesignError
from analysis.statistics.clusters import need_columns
from analysis.statistics.resampling import stream
from analysis.statistics.sampling import hits_in, terms_of

PREDICTORS = ("lexicon", "hits", "length")
"""What is known of every sentence, coded or not: has it a hit, how many, how long is it."""
STRATUM = ["outlet", "band"]
_PURPOSE = 12


@dataclass(frozen=True)
class Coding:
    """Hand codes beside the lexicon's.

    coded: one row a coded sentence (article, start, end, outlet, event, weight, code, PREDICTORS),
    code 0 or 1; population: one row a sentence that could have been drawn, without the codes;
    judgements: one row a sentence and coder (item, coder, code, event), codes as given; notes: what
    the reader must know, a sentence each.
    """

    coded: pd.DataFrame
    population: pd.DataFrame
    judgements: pd.DataFrame
    notes: list[str] = field(default_factory=list)


def with_lexicon(
    units: pd.DataFrame,
    articles: pd.DataFrame,
    terms: pd.DataFrame,
    *,
    lexicon: str = "loaded",
    voice: str | None = None,
) -> pd.DataFrame:
    """The stretches with outlet, event, and what the lexicon says of each: lexicon, hits, length.

    units: one row a stretch (article, start, end; more is kept); articles, terms: of its measures.
    Hits are as in `terms_of`. An article without event is an event of its own.
    """
    need_columns(units, ("article", "start", "end"), where="units")
    facts = articles.set_index("article")
    own = facts["event"] if "event" in facts else pd.Series(pd.NA, index=facts.index, dtype="str")
    event = own.where(own.notna(), facts.index.to_series())
    hits = hits_in(units, terms_of(terms, lexicon=lexicon, voice=voice))
    return units.assign(
        outlet=units["article"].map(facts["outlet"]),
        event=units["article"].map(event),
        lexicon=(hits > 0).astype(float),
        hits=hits.astype(float),
        length=np.log1p((units["end"] - units["start"]).to_numpy(dtype=float)),
    )


def agreed_codes(
    judgements: pd.DataFrame, *, hits: Iterable[str], deciding: str = "adjudicated"
) -> tuple[pd.DataFrame, int]:
    """One row an item: code 1 where most coders gave a code among hits; and the ties.

    judgements: as in `Coding`. A coder of the deciding name has the last word; what is still a tie
    takes the code of the first coder by name, and is counted.
    """
    need_columns(judgements, ("item", "coder", "code"), where="judgements")
    hit = judgements["code"].isin(set(hits)).astype(float)
    given = judgements.assign(hit=hit).sort_values(["item", "coder"], kind="stable")
    last = given[given["coder"] == deciding].set_index("item")["hit"]
    by_item = given[given["coder"] != deciding].groupby("item", sort=True)["hit"]
    share, first = by_item.mean(), by_item.first()
    share, first = (values.reindex(share.index.union(last.index)) for values in (share, first))
    tie = (share == 0.5) & ~share.index.isin(last.index)
    code = (share > 0.5).astype(float).where(~tie, first)
    code.update(last)
    return code.rename("code").rename_axis("item").reset_index(), int(tie.sum())


def stratum_weights(coded: pd.DataFrame, strata: pd.Series) -> pd.Series:
    """What each coded sentence stands for: the stratum's sentences over its coded ones.

    coded: one row a coded sentence, with STRATUM columns; strata: the sentences of each stratum,
    indexed by STRATUM. Sentences lie in random order, so that those coded so far are a sample too.
    """
    size = coded.groupby(STRATUM)["code"].transform("size")
    keys = pd.MultiIndex.from_frame(coded[STRATUM])
    return pd.Series(strata.reindex(keys).to_numpy(dtype=float), index=coded.index) / size


def pretend_sample(coding: Coding, *, size: int, seed: int = 0) -> Coding:
    """The coding as if only some sentences had been coded: half of them hits, where there are.

    coding: one where all sentences are coded, so that the truth is known; size: sentences in all,
    the same for each outlet. What a study of that size would have found, beside what is true.
    """
    coded = coding.coded.assign(band=coding.coded["lexicon"].astype(int)).reset_index(drop=True)
    outlets = coded["outlet"].nunique()
    each = size // (2 * outlets)
    if each < 2:
        raise DesignError(
            f"{size} sentences of {outlets} outlets are too few",
            where="size",
            mend=f"Ask for {4 * outlets} or more.",
        )
    generator = stream(seed, _PURPOSE)
    picked: list[np.ndarray] = []
    for _, rows in coded.groupby(STRATUM, sort=True):
        taken = min(each, len(rows))
        picked.append(generator.choice(rows.index.to_numpy(), size=taken, replace=False))
    sample = coded.loc[np.sort(np.concatenate(picked))]
    weighted = sample.assign(weight=stratum_weights(sample, coded.groupby(STRATUM).size()))
    return Coding(
        weighted.drop(columns="band").reset_index(drop=True),
        coding.population,
        coding.judgements.iloc[:0],
        [
            *coding.notes,
            f"{len(sample)} of {len(coded)} coded sentences are taken as if no more were coded.",
        ],
    )


def population_means(coding: Coding, outlets: Sequence[str]) -> pd.Series:
    """The share of coded hits at each outlet by all codes: the truth where all are coded."""
    return coding.coded.groupby("outlet")["code"].mean().reindex(list(outlets))
