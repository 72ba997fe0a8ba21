"""The statements of each side of a dispute, and how evenly the sides are heard.

Sides come from a list of actors (analysis.corpus.actors), so that nothing here stands in the counts
table: the two metrics are computed from what `count_sides` gives.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.corpus.actors import find_actors, in_event
from analysis.errors import ColumnError, DesignError, ParameterError, suggest
from analysis.measures.declare import LISTED, Count, compute, metric
from analysis.tables import STANCES, ZONES

_COUNTS = {
    name: Count(name, unit, meaning, by_voice=False)
    for name, unit, meaning in (
        ("first_side_words", "words", "Words of the side that the actor list names first."),
        ("other_sides_words", "words", "Words of all other sides of the actor list."),
        ("side_words_squared", "words squared", "Sum over sides of the square of their words."),
        ("sides", "sides", "Sides that have an actor in the article's event."),
    )
}


@metric(
    family="source attribution",
    unit="share of the sides' words",
    range=(-1, 1),
    higher_means="the first side has more of the words",
    source="dalessio2000",
    label="Lead of the first side",
    counted=_COUNTS,
    into=LISTED,
)
def side_lead(first_side_words: pd.Series, other_sides_words: pd.Series) -> pd.Series:
    """The first side's share of the sides' words minus the others': 0 when they are even.

    >>> side_lead(60, 40)
    0.2
    """
    return (first_side_words - other_sides_words) / (first_side_words + other_sides_words)


@metric(
    family="source attribution",
    unit="index",
    range=(0, 1),
    higher_means="the sides are heard more evenly",
    source="mcdonald2003",
    label="Evenness of sides",
    counted=_COUNTS,
    into=LISTED,
)
def side_evenness(
    first_side_words: pd.Series,
    other_sides_words: pd.Series,
    side_words_squared: pd.Series,
    sides: pd.Series,
) -> pd.Series:
    """Simpson's D over the sides' words, over its largest value: 1 when all have as many.

    >>> side_evenness(50, 50, 50**2 + 50**2, 2), side_evenness(90, 0, 90**2, 3)
    (1.0, 0.0)
    """
    return (1 - side_words_squared / (first_side_words + other_sides_words) ** 2) / (1 - 1 / sides)


def assign_sides(
    attributions: pd.DataFrame, articles: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """The attributions with two columns more: actor and side, missing where nobody is listed.

    actors: as `read_actors` gives them. A statement is an actor's when its source, or else its
    speaker as written, has one of the actor's names in the article's event.
    """
    _check(actors, articles)
    event = dict(zip(articles["article"], _events(articles), strict=True))
    events = [event.get(article) for article in attributions["article"]]
    by_source, by_speaker = (
        find_actors(attributions[column], actors, events=events) for column in ("source", "speaker")
    )
    actor = [first or second for first, second in zip(by_source, by_speaker, strict=True)]
    side = {
        (row.actor, place): row.side or None
        for place in set(events)
        for row in in_event(actors, place).itertuples()
    }
    return attributions.assign(
        actor=pd.array(actor, dtype="str"),
        side=pd.array([side.get(key) for key in zip(actor, events, strict=True)], dtype="str"),
    )


def count_sides(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    actors: pd.DataFrame,
    *,
    zones: Sequence[str] = ("body",),
) -> pd.DataFrame:
    """What each side says in each article: one row an article and side, zeros included.

    Columns: article, outlet, event, side, words, statements, sources (listed actors who speak), and
    stance_… with the statements by what the cue does. A side has a row in each article in whose
    event it has an actor. Sums over articles are the sides of an outlet or an event.
    """
    for zone in zones:
        if zone not in ZONES:
            raise ParameterError(f"there is no zone {zone!r}", mend=suggest(zone, ZONES))
    chosen = attributions[attributions["zone"].isin(list(zones))]
    said = assign_sides(chosen, articles, actors).dropna(subset=["side"])
    first = said.drop_duplicates(["article", "statement"])
    keys = ["article", "side"]
    cued = first[first["cue"].notna()]
    columns = {
        "words": said.groupby(keys)["words"].sum(),
        "statements": first.groupby(keys).size(),
        "sources": said.groupby(keys)["actor"].nunique(),
    } | {
        f"stance_{stance}": cued[cued["cue_stance"] == stance].groupby(keys).size()
        for stance in STANCES
    }
    rows = _sides_of_articles(articles, actors)
    index = pd.MultiIndex.from_frame(rows[keys])
    counted = {n: c.reindex(index, fill_value=0).to_numpy("int64") for n, c in columns.items()}
    return rows.assign(**counted)


def _sides_of_articles(articles: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Each article with each side that has an actor in its event: article, outlet, event, side."""
    facts = articles[["article", "outlet"]].assign(event=_events(articles))
    held = {
        event: [side for side in in_event(actors, event)["side"].unique() if side]
        for event in facts["event"].unique()
    }
    rows = facts.assign(side=[held[event] for event in facts["event"]]).explode("side")
    return rows.dropna(subset=["side"]).astype({"side": "str"}).reset_index(drop=True)


def _events(articles: pd.DataFrame) -> pd.Series:
    """The event of each article, "" where there is none."""
    missing = pd.Series("", index=articles.index, dtype="str")
    return articles["event"].astype("str").fillna("") if "event" in articles else missing


def _check(actors: pd.DataFrame, articles: pd.DataFrame) -> None:
    for name in ("actor", "side", "aliases"):
        if name not in actors:
            raise ColumnError(f"the list of actors has no column {name!r}", where="actors")
    if (actors["side"] == "").all():
        raise DesignError(
            "no actor is on a side", where="actors", mend="Fill the column side of the list."
        )
    named = actors["event"] if "event" in actors else pd.Series("", index=actors.index)
    events = sorted(set(_events(articles)))
    if not (named.eq("") | named.isin(events)).any():
        first = str(named.iloc[0])
        raise ParameterError(
            f"none of the list's events is in the articles, first {first!r}",
            where="actors",
            mend=suggest(first, events[:500]),
        )


def side_balance(side_counts: pd.DataFrame) -> pd.DataFrame:
    """Lead and evenness of each article: article, outlet, event, side_lead, side_evenness.

    side_counts: as `count_sides` gives it. Missing where no side speaks, and where the event has
    one side only. The rows go into `compare` as any scores do. Errors: DesignError with one side.
    """
    order = list(dict.fromkeys(side_counts["side"]))
    if len(order) < 2:
        raise DesignError(
            f"there is one side, {', '.join(map(repr, order))}",
            where="actors",
            mend="Balance needs two: list the actors of the other side.",
        )
    words = side_counts["words"].astype("float64")
    first = side_counts["side"] == order[0]
    summed = (
        side_counts.assign(
            first_side_words=words.where(first, 0.0),
            other_sides_words=words.where(~first, 0.0),
            side_words_squared=words**2,
            sides=1.0,
        )
        .groupby("article", sort=False)[list(_COUNTS)]
        .sum()
    )
    facts = side_counts.drop_duplicates("article")[["article", "outlet", "event"]]
    values = {
        name: compute(LISTED[name], summed).where(summed["sides"] > 1)
        for name in ("side_lead", "side_evenness")
    }
    return facts.merge(pd.DataFrame(values).reset_index(), on="article", validate="one_to_one")
