"""How outlets portray the people and bodies that they name, in their own voice.

name_actors          which actor a mention is of
portrayal            parts played, forms of name, tone and loadedness, with intervals over events
actor_words          the words near an actor, against those near all other names
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.corpus.actors import find_actors
from analysis.errors import DesignError
from analysis.lexicons import Matcher, load_lexicon
from analysis.measures.pipeline import Measures
from analysis.statistics.association import g_squared, log_ratio
from analysis.statistics.glossary import tidy
from analysis.statistics.ratios import ratio_interval, with_clusters
from analysis.tables import FORMS

MOST = 6
"""How many of the most mentioned names are taken where no list of actors is given."""


def name_actors(
    measures: Measures, *, actors: pd.DataFrame | None = None, most: int = MOST
) -> pd.DataFrame:
    """The mentions of the actors, with a column `actor`.

    actors: a list as `read_actors` gives it; a mention is an actor's by any of its names in the
    event, or by a last word that one actor of the event alone has. Without one, the people most
    mentioned in the outlets' own voice, or the bodies where there are no people; a surname alone is
    taken for the fullest name with it in the same event. Errors: DesignError without any mention.
    """
    mentions = measures.mentions
    if actors is None:
        full = _fullest(mentions, measures.articles)
        own = mentions["voice"] == "authorial"
        people = own & (mentions["kind"] == "person")
        ranked = full[people if people.any() else own].value_counts()
        chosen = ranked.sort_index().sort_values(ascending=False, kind="stable").index[:most]
        found = full.where(full.isin(chosen))
    else:
        found = _listed(mentions, measures.articles, actors)
    named = mentions.assign(actor=found)[found.notna()]
    return _some(named).reset_index(drop=True)


def _some(named: pd.DataFrame) -> pd.DataFrame:
    if named.empty:
        raise DesignError(
            "no actor is mentioned",
            where="mentions",
            mend="Check the names and aliases of the list, or leave the list out.",
        )
    return named


def _listed(mentions: pd.DataFrame, articles: pd.DataFrame, actors: pd.DataFrame) -> pd.Series:
    """The listed actor of each mention."""
    keys = _keys(mentions, articles)
    events, names = zip(*keys, strict=True) if keys else ((), ())
    found = find_actors(names, actors, events=events)
    return pd.Series(found, index=mentions.index, dtype="str")


def _keys(mentions: pd.DataFrame, articles: pd.DataFrame) -> list[tuple[str, str]]:
    """Each mention's event (its article where there are no events) and name."""
    event = articles.set_index("article")["event"] if "event" in articles else None
    place = mentions["article"].map(event) if event is not None else mentions["article"]
    return list(zip(place.astype("str"), mentions["name"], strict=True))


def _fullest(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Each mention's name; a single word as the fullest name that ends in it, event by event."""
    keys = pd.Series(_keys(mentions, articles), index=mentions.index)
    whole: dict[tuple[str, str], Counter[str]] = {}
    people = (mentions["kind"] == "person").to_numpy()
    for (where, name), count in Counter(keys[people]).items():
        if " " in name:
            whole.setdefault((where, name.rpartition(" ")[2]), Counter())[name] += count
    longer = {key: names.most_common(1)[0][0] for key, names in whole.items()}
    return pd.Series([longer.get(k, k[1]) for k in keys], index=mentions.index, dtype="str")


def portrayal(
    measures: Measures,
    *,
    actors: pd.DataFrame | None = None,
    zones: Sequence[str] = ("body",),
    most: int = MOST,
) -> pd.DataFrame:
    """How each outlet portrays each actor in its own voice: a row a measure, with its interval.

    Measures: mentions per 1,000 of the outlet's own words on events that mention the actor; the
    share of mentions as agent among those as agent or patient; as speaker, and as described, among
    all; each form of name; tone (mean VADER compound of sentences that are the outlet's alone and
    mention the actor); loadedness (their mean loaded score). Intervals are of ratio estimates over
    events. n: what the estimate is over; without any it is missing. Errors: as `name_actors`.
    """
    named = name_actors(measures, actors=actors, most=most)
    own = _some(named[named["zone"].isin(list(zones)) & (named["voice"] == "authorial")])
    counts = measures.counts[measures.counts["zone"].isin(list(zones))]
    words = with_clusters(counts[["article", "words_authorial"]], measures.articles)
    mentions = with_clusters(own, measures.articles)
    spoken = with_clusters(_own_sentences(own, measures), measures.articles)
    frames = (mentions, spoken, words)
    met = {actor: set(rows["cluster"]) for actor, rows in mentions.groupby("actor")}
    rows = [
        (actor, outlet, *row)
        for actor in dict.fromkeys(sorted(own["actor"], key=_ranks(own).__getitem__))
        for outlet in sorted(measures.articles["outlet"].unique())
        for row in _measures_of(
            *(f[(f["outlet"] == outlet) & f["cluster"].isin(met[actor])] for f in frames),
            actor=actor,
        )
    ]
    names = ("actor", "outlet", "measure", "unit", "estimate", "low", "high", "n", "events")
    return tidy(dict(zip(names, zip(*rows, strict=True), strict=True)))


def _ranks(named: pd.DataFrame) -> dict[str, tuple[int, str]]:
    counted = named["actor"].value_counts()
    return {str(actor): (-int(count), str(actor)) for actor, count in counted.items()}


def _own_sentences(own: pd.DataFrame, measures: Measures) -> pd.DataFrame:
    """The sentences without anybody else's words that mention an actor, once for each actor."""
    once = own[["article", "sentence", "actor"]].drop_duplicates()
    joined = once.merge(measures.sentences, on=["article", "sentence"], validate="many_to_one")
    return joined[(joined["n_words"] > 0) & (joined["n_authorial"] == joined["n_words"])]


def _measures_of(
    mentions: pd.DataFrame, sentences: pd.DataFrame, words: pd.DataFrame, *, actor: str
) -> Iterator[tuple[str, str, float, float, float, int, int]]:
    """Measure, unit, estimate, low, high, n, events of one actor at one outlet."""
    own = mentions[mentions["actor"] == actor]
    said = sentences[sentences["actor"] == actor]
    events = int(own["cluster"].nunique())
    base = words.groupby("cluster")["words_authorial"].sum()
    met = own.groupby("cluster").size().reindex(base.index, fill_value=0)
    rate = ratio_interval(met.to_numpy(float), base.to_numpy(float), scale=1000)
    yield "mentions", "per 1,000 words", *rate, int(base.sum()), events
    acts = own[own["role"].isin(["agent", "patient"])]
    yield "agent", "share of agent and patient", *_share(acts, acts["role"] == "agent")
    for role in ("speaker", "described"):
        yield role, "share of mentions", *_share(own, own["role"] == role)
    for form in FORMS:
        yield f"named by {form}", "share of mentions", *_share(own, own["form"] == form)
    for name, column, unit in (
        ("tone", "sentiment", "VADER compound"),
        ("loadedness", "loaded_score_authorial", "loaded score"),
    ):
        known = said[said[column].notna()]
        yield name, unit, *_share(known, known[column].astype(float), floor=-np.inf)


def _share(
    rows: pd.DataFrame, values: pd.Series, *, floor: float = 0.0
) -> tuple[float, float, float, int, int]:
    """The mean of the values with its interval over events, and how many rows and events."""
    sums = values.astype(float).groupby(rows["cluster"]).agg(["sum", "size"])
    top, size = (sums[name].to_numpy(np.float64) for name in ("sum", "size"))
    estimate, low, high = ratio_interval(top, size, floor=floor)
    return estimate, low, min(high, 1.0) if floor == 0 else high, len(rows), len(sums)


def actor_words(
    measures: Measures,
    *,
    actors: pd.DataFrame | None = None,
    zones: Sequence[str] = ("body",),
    outlets: Sequence[str] = (),
    fewest: int = 2,
    most: int = MOST,
) -> pd.DataFrame:
    """The words near each actor, the most tied to it first, in the outlets' own voice.

    The words near an actor's mentions are set against those near all other names in the same
    articles' zones: so a word stands out because it is said of this actor, and not because it is
    said of people. outlets: whose articles (default all). fewest: occurrences near the actor.
    log_ratio and g2 as in `distinctive_terms`; weight: the built-in lexicon's, 0 for a word that is
    not in it. Errors: as `name_actors`.
    """
    named = name_actors(measures, actors=actors, most=most)
    whose = named.drop_duplicates(["article", "name"])[["article", "name", "actor"]]
    near = with_clusters(measures.collocates, measures.articles)
    near = near[near["zone"].isin(list(zones))]
    if outlets:
        near = near[near["outlet"].isin(list(outlets))]
    near = near.merge(whose, on=["article", "name"], how="left", validate="many_to_one")
    total = near.groupby("term", sort=True)["count"].sum()
    parts = []
    for actor in sorted(_ranks(named), key=_ranks(named).__getitem__):
        own = near[near["actor"] == actor]
        count = own.groupby("term", sort=True)["count"].sum().astype(np.int64)
        rest = (total.reindex(count.index) - count).astype(np.int64)
        words, others = int(count.sum()), int(total.sum() - count.sum())
        table = pd.DataFrame({"count_near": count, "count_elsewhere": rest})
        table["articles"] = own.groupby("term")["article"].nunique()
        table["events"] = own.groupby("term")["cluster"].nunique()
        a, b = (table[c].to_numpy(float) for c in ("count_near", "count_elsewhere"))
        some = words > 0 and others > 0
        table["log_ratio"] = log_ratio(a, b, words, others) if some else np.nan
        table["g2"] = g_squared(a, b, words, others) if some else np.nan
        table = table[table["count_near"] >= fewest].rename_axis("term").reset_index()
        order = ["g2", "count_near", "term"]
        parts.append(table.sort_values(order, ascending=[False, False, True]).assign(actor=actor))
    joined = pd.concat(parts, ignore_index=True)
    joined["weight"] = _weights(joined["term"])
    names = "actor term count_near count_elsewhere articles events log_ratio g2 weight".split()
    return tidy({name: joined[name].to_numpy() for name in names})


def _weights(terms: pd.Series) -> np.ndarray:
    """The built-in lexicon's weight of each word; 0 where it has none."""
    matcher = Matcher([load_lexicon("loaded")])
    known: dict[str, float] = {}
    for term in terms.unique():
        known[term] = max((e.weight for e in matcher.single(term)), default=0.0)
    return terms.map(known).to_numpy(np.float64)
