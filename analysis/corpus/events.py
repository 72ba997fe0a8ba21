"""Articles of several outlets on one story: proposed by the program, decided by the researcher."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from analysis.corpus.duplicates import check_columns
from analysis.corpus.stories import Stories, describe_stories, similar_pairs
from analysis.errors import ColumnError, DesignError, ParameterError
from analysis.tables import Column, Table

EVENTS = Table(
    "event review",
    "One row an article: the story that it was matched to, for a researcher to decide on.",
    (
        Column("event", "string", "The proposed story; missing where none was found."),
        Column("article", "string", "The article's identifier, unique in the corpus."),
        Column("outlet", "string", "The publisher."),
        Column("published", "date", "When it was published, as given."),
        Column("title", "string", "The title as given."),
        Column("score", "number", "Mean similarity to the story's other articles.", "0 to 1"),
        Column("reviewed", "boolean", "Whether a researcher has decided on this row."),
    ),
)

_TRUE = frozenset({"true", "1", "1.0", "yes", "y", "x"})
_FALSE = frozenset({"false", "0", "0.0", "no", "n", "", "nan", "none", "<na>"})


def match_events(
    articles: pd.DataFrame,
    *,
    days: float = 3,
    similarity: float = 0.25,
    opening: int = 150,
    outlets: int = 2,
) -> pd.DataFrame:
    """Proposed events: a review table (EVENTS), in which nothing is reviewed yet.

    articles: columns article, outlet, text and, where known, published and title; those that
    have an event are left out. Articles are joined while their mean similarity (cosine of
    weighted terms in the title and the first `opening` words) is at least `similarity` and all of
    the story lie within `days`. Undated articles are matched only where no article has a date:
    a name that returns after years looks like a story that goes on. A story needs `outlets`
    outlets, so make their names one first (`map_outlets`). Raises ColumnError, ParameterError,
    and DesignError when every article has an event.

    Events are named by their earliest date and two terms, for reading only. Edit the column
    event (the same name merges, a new one splits, an empty one dissolves), set reviewed, and
    hand the table to `apply_review`.
    """
    check_columns(articles)
    if not 0 < similarity <= 1:
        raise ParameterError(f"{similarity} is not above 0, up to 1", where="similarity")
    for name, value in {"days": days, "opening": opening - 1, "outlets": outlets - 1}.items():
        if not value >= 0:
            raise ParameterError("the value is too small", where=name)
    frame = _unmatched(articles)
    dates = ((frame["published"] - pd.Timestamp(0)).dt.total_seconds() / 86_400).to_numpy()
    if np.isnan(dates).all():
        dates = np.zeros(len(frame))
    titles = [title if isinstance(title, str) else None for title in frame["title"]]
    stories = describe_stories(titles, frame["text"].fillna("").tolist(), opening=opening)
    pairs = similar_pairs(stories, dates, days=days, least=similarity / 2)
    groups = _join(pairs, dates, days=days, similarity=similarity)
    groups = [g for g in groups if frame["outlet"].iloc[g].nunique() >= outlets]
    events, scores = _name_and_score(groups, frame, stories, pairs)
    values = {name: frame[name] for name in ("article", "outlet", "published", "title")}
    reviewed = [False] * len(frame)
    found = EVENTS.frame({**values, "event": events, "score": scores, "reviewed": reviewed})
    found = found.sort_values(["event", "published", "article"], ignore_index=True)
    settings = {"days": days, "similarity": similarity, "opening": opening, "outlets": outlets}
    found.attrs["method"] = settings
    return found


def apply_review(articles: pd.DataFrame, review: pd.DataFrame) -> pd.DataFrame:
    """The articles with the events of those rows of the review that a researcher has decided on.

    review: columns article, event, reviewed, as `match_events` gives them, edited; it may have
    been through a spreadsheet. Rows not reviewed change nothing. Raises ColumnError for rows
    that cannot be understood, DesignError when no row is reviewed.
    """
    missing = [name for name in ("article", "event", "reviewed") if name not in review]
    if missing:
        raise ColumnError(f"there is no column {', '.join(map(repr, missing))}", where="review")
    names = review["article"].astype(str)
    for wrong, what in (
        (names[names.duplicated()], "occurs twice"),
        (names[~names.isin(articles["article"].astype(str))], "is not among the articles"),
    ):
        if len(wrong):
            raise ColumnError(f"article {wrong.iloc[0]!r} {what}", where="review")
    decided = review[[_decided(value) for value in review["reviewed"]]]
    if decided.empty:
        raise DesignError(
            "no row of the review is marked as reviewed",
            where="review",
            mend="Read the proposals, then set reviewed to True in the rows you decided on.",
        )
    given = decided["event"].astype(object).where(decided["event"].notna(), None)
    events = [str(value).strip() or None if value is not None else None for value in given]
    chosen = dict(zip(decided["article"].astype(str), events, strict=True))
    present = articles.get("event", pd.Series([None] * len(articles), index=articles.index))
    keys = articles["article"].astype(str)
    values = [
        chosen[key] if key in chosen else (None if pd.isna(event) else event)
        for key, event in zip(keys, present, strict=True)
    ]
    return articles.assign(event=pd.Series(values, index=articles.index, dtype="str"))


def _decided(value: object) -> bool:
    word = str(value).strip().casefold()
    if word not in _TRUE | _FALSE:
        raise ColumnError(
            f"{value!r} does not say whether the row was reviewed",
            where="review: reviewed",
            mend="Write True or False.",
        )
    return word in _TRUE


def _unmatched(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles without an event, by date (undated first) and name."""
    frame = articles.reindex(columns=["article", "outlet", "event", "published", "title", "text"])
    frame = frame[frame["event"].isna()]
    if frame.empty and len(articles):
        raise DesignError(
            "every article has an event already",
            where="articles: event",
            mend="Leave the column out to match anew.",
        )
    dates = pd.to_datetime(frame["published"], utc=True, errors="coerce").dt.tz_localize(None)
    frame = frame.assign(published=dates.astype("datetime64[us]"))
    return frame.sort_values(["published", "article"], na_position="first", ignore_index=True)


def _similarity(pairs: dict[tuple[int, int], float], one: int, other: int) -> float:
    return pairs.get((one, other) if one < other else (other, one), 0.0)


def _join(
    pairs: dict[tuple[int, int], float], dates: np.ndarray, *, days: float, similarity: float
) -> list[list[int]]:
    """Groups of two or more, joined from the most similar pair down, by mean similarity."""
    group_of: dict[int, list[int]] = {}
    # Ties by place; the articles are in an order of their own, so that the result is the same.
    for (one, other), value in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if value < similarity:
            break
        left = group_of.setdefault(one, [one])
        right = group_of.setdefault(other, [other])
        if left is right:
            continue
        if np.ptp(dates[left + right]) > days:
            continue
        links = [_similarity(pairs, a, b) for a, b in product(left, right)]
        if sum(links) >= similarity * len(links):
            left.extend(right)
            group_of.update(dict.fromkeys(right, left))
    distinct = {id(group): sorted(group) for group in group_of.values() if len(group) > 1}
    return sorted(distinct.values())


def _name_and_score(
    groups: list[list[int]],
    frame: pd.DataFrame,
    stories: Stories,
    pairs: dict[tuple[int, int], float],
) -> tuple[list[str | None], np.ndarray]:
    """Each article's event, and its mean similarity to the event's other articles."""
    events: list[str | None] = [None] * len(frame)
    scores = np.full(len(frame), np.nan)
    taken: set[str] = set()
    for group in groups:
        name = _name(group, frame, stories, taken)
        taken.add(name)
        for member in group:
            others = [_similarity(pairs, member, other) for other in group if other != member]
            events[member], scores[member] = name, float(np.mean(others))
    return events, scores


def _name(group: list[int], frame: pd.DataFrame, stories: Stories, taken: set[str]) -> str:
    """The earliest date and the two weightiest terms, made distinct by a number."""
    weights = np.asarray(stories.weights[group].sum(axis=0)).ravel()
    words = [stories.names[term] for term in np.argsort(-weights.round(9), kind="stable")[:2]]
    date = frame["published"].iloc[group].min()
    name = "-".join([*([] if pd.isna(date) else [date.strftime("%Y-%m-%d")]), *words])
    distinct, number = name, 1
    while distinct in taken:
        number += 1
        distinct = f"{name}-{number}"
    return distinct
