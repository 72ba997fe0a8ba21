"""What the corpus-quality notebook shows: what was read, and what of it bears on results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.corpus.boilerplate import FEWEST_REPEATS
from analysis.figures import Page
from analysis.figures.words import listing, number, plural
from analysis.figures.zones import zone_parts
from analysis.measures.pipeline import Measures
from analysis.reports.show import paragraphs, table
from analysis.tables import DUPLICATE_KINDS, ZONES

_SHOWN = 40
_MATRIX = 30
_MANY_FOR_LINES = 20
_SPOKEN = ("turn", "entry")
_GAP = 0.05
_WIRE = 0.5
_FEWEST_EVENTS = 6


def reading_table(measures: Measures) -> Page:
    """Every document that could not be read, with its place and the reason."""
    refused = measures.record.get("refused", [])
    rows = [[str(row[name]) for name in ("file", "position", "reason")] for row in refused]
    if not rows:
        return paragraphs([f"{plural(len(measures.articles), 'article')} read; none was refused."])
    rest = f"; the first {_SHOWN} are listed" if len(rows) > _SHOWN else ""
    caption = (
        f"{plural(len(measures.articles), 'article')} read; "
        f"{plural(len(rows), 'document')} refused{rest}."
    )
    return table(["file", "position", "reason"], rows[:_SHOWN], caption=caption, texts=3)


def reading_notes(measures: Measures) -> Page:
    """How columns and outlets were understood, and what the reader noted."""
    record = measures.record
    columns = [f"{field} ← {column}" for field, column in record.get("columns", {}).items()]
    said = [f"Columns: {', '.join(columns)}."] if columns else []
    names = [f"{given} is taken for {name}" for given, name in record.get("outlets", {}).items()]
    said += [f"Outlets: {'; '.join(names)}."] if names else []
    return paragraphs([*said, *(f"{note}." for note in record.get("notes", []))] or ["No notes."])


def zones_table(measures: Measures) -> Page:
    """Words that measures of the body leave out, by outlet and zone, with the repeated lines."""
    shares = _outside(measures)
    zones = [zone for zone in ZONES if zone in shares and shares[zone].gt(0).any()]
    repeated = measures.record.get("repeated_lines", {})
    articles = measures.articles["outlet"].value_counts()
    outlets = list(shares.index)
    rows = [["all zones", *(number(100 * shares.loc[o].sum(), 1) for o in outlets)]]
    rows += [[zone, *(number(100 * shares.loc[o, zone], 1) for o in outlets)] for zone in zones]
    lines = (
        f"{repeated.get(str(o), 0):,}" if articles[o] >= FEWEST_REPEATS else "not sought"
        for o in outlets
    )
    rows.append(["repeated lines", *lines])
    caption = (
        "Words outside the body, % of an outlet's words, by zone. Repeated lines: different lines "
        "that stand in at least 5 and at least 0.5% of its articles, copies left out."
    )
    return table(["zone", *map(str, outlets)], rows, caption=caption)


def copies_table(measures: Measures) -> Page:
    """Copies and versions by outlet, and how much of it another outlet has too."""
    if "duplicate_kind" not in measures.articles:
        return paragraphs(["These measures were made before copies were sought: measure again."])
    rows = []
    for outlet, own in measures.articles.groupby("outlet"):
        kinds = own["duplicate_kind"].value_counts()
        share = own["wire_share"]
        rows.append(
            [
                str(outlet),
                f"{len(own):,}",
                *(f"{int(kinds.get(kind, 0)):,}" for kind in DUPLICATE_KINDS),
                number(100 * share.mean(), 1),
                f"{int((share >= _WIRE).sum()):,}",
            ]
        )
    caption = (
        "Articles that copy another: within the outlet the same words, nearly the same, or a "
        "version since rewritten; across outlets another outlet's article (wire). Last: mean share "
        "of body words in paragraphs that another outlet has too (%), and articles of which that "
        "is half or more."
    )
    header = ["outlet", "articles", *DUPLICATE_KINDS, "shared words", "half or more"]
    return table(header, rows, caption=caption)


def missing_table(measures: Measures) -> Page:
    """What is not known of each outlet's articles: date, event, title, author; languages."""
    refused = measures.record.get("not_measured", {})
    rows = []
    for outlet, own in measures.articles.groupby("outlet"):
        absent = [
            int(own[name].isna().sum()) if name in own else len(own)
            for name in ("published", "event", "title", "author")
        ]
        codes = own["language"].fillna("not known") if "language" in own else pd.Series(dtype="str")
        spoken = [f"{code} {count:,}" for code, count in codes.value_counts().items()]
        rows.append(
            [
                str(outlet),
                ", ".join(spoken) or "–",
                f"{int(own['article'].isin(refused).sum()):,}",
                *(f"{count:,}" for count in absent),
            ]
        )
    caption = "Languages, articles that English measures are refused on, and what is missing."
    header = ["outlet", "languages", "not measured", "no date", "no event", "no title", "no author"]
    return table(header, rows, caption=caption, texts=2)


def incidence_table(measures: Measures) -> Page:
    """Events by outlets: articles in each cell, or, of many events, how many outlets cover them."""
    grid = _incidence(measures)
    if grid.empty:
        return paragraphs(
            ["No article has an event: outlets cannot be compared on the same stories. Propose "
             "events with `parallax events`, review them, and measure again."]
        )  # fmt: skip
    covering = (grid > 0).sum(axis=1)
    spread = [f"{int(n)} at {plural(int(k), 'outlet')}" for k, n in covering.value_counts().items()]
    caption = f"Articles on each of {plural(len(grid), 'event')}; {listing(spread)}."
    if len(grid) <= _MATRIX:
        rows = [
            [str(event), *(f"{int(n)}" if n else "–" for n in grid.loc[event])]
            for event in grid.index
        ]
        return table(["event", *map(str, grid.columns)], rows, caption=caption)
    pairs = [
        [f"{a} and {b}", f"{int(((grid[a] > 0) & (grid[b] > 0)).sum()):,}"]
        for i, a in enumerate(grid.columns)
        for b in grid.columns[i + 1 :]
    ]
    pairs.sort(key=lambda row: (-int(row[1].replace(",", "")), row[0]))
    header = ["outlets", "events that both cover"]
    return table(header, pairs[:_SHOWN], caption=caption)


def quality_warnings(measures: Measures) -> Page:
    """What of all this bears on comparisons of outlets, in sentences; one when nothing does."""
    said = [*_zone_warnings(measures), *_copy_warnings(measures), *_other_warnings(measures)]
    return paragraphs(said or ["Nothing found here stands in the way of comparing these outlets."])


def _outside(measures: Measures) -> pd.DataFrame:
    """The share of each outlet's words in each zone but the body."""
    parts = zone_parts(measures.counts, measures.articles)
    sums = parts.groupby(["outlet", "kind"], as_index=False)[["part", "whole"]].sum()
    shares = sums.assign(share=sums["part"] / sums["whole"].where(sums["whole"] > 0))
    wide: pd.DataFrame = shares.pivot_table(index="outlet", columns="kind", values="share")
    return wide.fillna(0.0)


def _incidence(measures: Measures) -> pd.DataFrame:
    if "event" not in measures.articles:
        return pd.DataFrame()
    known = measures.articles.dropna(subset=["event", "outlet"])
    return pd.crosstab(known["event"], known["outlet"]) if len(known) else pd.DataFrame()


def _zone_warnings(measures: Measures) -> list[str]:
    shares = _outside(measures).sum(axis=1)
    if len(shares) < 2 or shares.max() - shares.min() < _GAP:
        return []
    most, least = shares.idxmax(), shares.idxmin()
    return [
        f"{number(100 * shares[most], 0)}% of the words at {most} stand outside the body and "
        f"{number(100 * shares[least], 0)}% at {least}: a measure over all zones would compare "
        "captions with prose. Keep to the body, or ask the same of a single zone."
    ]


def _copy_warnings(measures: Measures) -> list[str]:
    articles = measures.articles
    if "duplicate_kind" not in articles:
        return []
    said = []
    kinds = articles["duplicate_kind"].value_counts()
    versions = int(kinds.drop("wire", errors="ignore").sum())
    if versions:
        said.append(
            f"Repeating or preceding another of the same outlet: {plural(versions, 'article')}. "
            "They weigh one story several times. The robustness notebook leaves them out and shows "
            "what changes."
        )
    if kinds.get("wire", 0) or (articles["wire_share"] >= _WIRE).any():
        half = articles[articles["wire_share"] >= _WIRE]["outlet"].value_counts()
        where = listing(f"{outlet} ({count:,})" for outlet, count in half.items()) or "no outlet"
        wire = plural(int(kinds.get("wire", 0)), "article")
        said.append(
            f"Taken from another outlet: {wire}. Half or more of the words are shared in articles "
            f"of {where}. Such articles cannot differ by outlet, and pull differences towards "
            "nothing."
        )
    return said


def _other_warnings(measures: Measures) -> list[str]:
    articles, record = measures.articles, measures.record
    said = []
    few = _named(articles, lambda count: count < _MANY_FOR_LINES)
    if few:
        said.append(
            f"Of {few} there are fewer than {_MANY_FOR_LINES} articles: a line that the outlet "
            f"repeats is found when it stands in {FEWEST_REPEATS}, so that there rarer ones "
            "are told by patterns alone."
        )
    spoken = measures.counts[measures.counts["zone"].isin(_SPOKEN)]["article"].nunique()
    if spoken:
        said.append(
            f"With turns of an interview or entries of a live blog: {plural(spoken, 'article')}. "
            "These words are zones of their own and no part of the body, whose measures may rest "
            "on little text there."
        )
    other = record.get("not_measured", {})
    if other:
        said.append(
            f"Not in English: {plural(len(other), 'article')}. Their zones are listed, and "
            "their measures are missing, not 0."
        )
    refused = record.get("refused", [])
    if len(refused) > 0.02 * max(1, len(articles)):
        said.append(
            f"Not read: {plural(len(refused), 'document')}. If one outlet's export is "
            "concerned more than others', what is left of it is a selection."
        )
    grid = _incidence(measures)
    shared = int(((grid > 0).sum(axis=1) >= 2).sum()) if len(grid) else 0
    if shared < _FEWEST_EVENTS:
        said.append(
            f"Covered by two outlets or more: {plural(shared, 'event')}. With fewer than "
            f"{_FEWEST_EVENTS}, no test over events can reach .05."
        )
    if "published" not in articles or articles["published"].isna().any():
        undated = (
            int(articles["published"].isna().sum()) if "published" in articles else len(articles)
        )
        said.append(f"Without a date: {plural(undated, 'article')}, which no trend can hold.")
    return said


def _named(articles: pd.DataFrame, rule: Any) -> str:
    counts = articles["outlet"].value_counts().sort_index()
    names: Sequence[str] = [str(outlet) for outlet, count in counts.items() if rule(count)]
    return listing(names)
