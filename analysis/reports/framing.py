"""One event across outlets: the tables of the notebook event_framing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.corpus.actors import read_actors
from analysis.errors import DesignError
from analysis.figures import Page
from analysis.figures.reading import each
from analysis.figures.words import number
from analysis.measures import score
from analysis.measures.frames import dominant_frames
from analysis.measures.pipeline import Measures
from analysis.reports.choose import choose_articles, texts_of
from analysis.reports.parameters import Settings, place
from analysis.reports.show import table
from analysis.statistics import actor_words
from analysis.tables import FORMS

_WORDS = 8  # named of each list


def chosen_event(measures: Measures, settings: Settings) -> Measures:
    """The articles of the event asked for; else of the first that most outlets covered."""
    if "event" not in measures.articles or measures.articles["event"].isna().all():
        raise DesignError(
            "the articles have no events",
            where="event",
            mend="Give a column event, or make one with match_events.",
        )
    spread = measures.articles.groupby("event", sort=True)["outlet"].nunique()
    event = settings.get("event") or str(spread.idxmax())
    return choose_articles(measures, events=[event])


def actor_list(settings: Settings) -> pd.DataFrame | None:
    """The list of actors that the parameters name; None without one."""
    path = settings.get("actors") or ""
    return read_actors(place(path)) if path else None


def headline_table(measures: Measures, settings: Settings) -> Page:
    """The headlines side by side, each beside what its body says and has others say."""
    texts = texts_of(measures, settings)
    head = score(
        measures.counts,
        zones=("headline",),
        metrics=["headline_borrowed_share", "loaded_rate_authorial"],
        articles=measures.articles["article"],
    ).set_index("article")
    body = score(
        measures.counts, metrics=["loaded_rate_authorial"], articles=measures.articles["article"]
    ).set_index("article")
    counts = measures.counts[measures.counts["zone"] == "headline"].set_index("article")
    rows = []
    for article, outlet in _by_outlet(measures):
        gap = (
            head.loc[article, "loaded_rate_authorial"] - body.loc[article, "loaded_rate_authorial"]
        )
        compared = article in counts.index and counts.loc[article, "headlines"] > 0
        asserted = compared and counts.loc[article, "headlines_attributed"] > 0
        rows.append(
            [
                outlet,
                _headline(measures, article, texts),
                "yes" if article in counts.index and counts.loc[article, "quoting_texts"] else "no",
                ("others only" if asserted else "the outlet") if compared else "–",
                _percent(head.loc[article, "headline_borrowed_share"]),
                number(float(gap), 0, sign=True) if compared else "–",
            ]
        )
    return table(
        ["outlet", "headline", "quotes", "said in the body by", "words others have", "loaded gap"],
        rows,
        caption="Headlines. Quotes: holds somebody else's words. Said in the body by: others only, "
        "where a statement carries the headline's claim and no sentence of the outlet's own does. "
        "Words others have: share of the headline's own content words that the body has in others' "
        "mouths only. Loaded gap: loaded terms per 1,000 own words in the headline minus those in "
        "the body.",
        texts=4,
    )


def _headline(measures: Measures, article: str, texts: dict[str, str] | None) -> str:
    """The title as given; else the words of the zone headline where the text is at hand."""
    row = measures.articles[measures.articles["article"] == article].iloc[0]
    if "title" in row and isinstance(row["title"], str):
        return row["title"]
    if texts is None:
        return "not at hand"
    zones = measures.zones
    own = zones[(zones["article"] == article) & (zones["zone"] == "headline")]
    text = texts[article]
    return " ".join(" ".join(text[int(r.start) : int(r.end)].split()) for r in each(own)) or "none"


def _by_outlet(measures: Measures) -> Iterator[tuple[str, str]]:
    """Article and outlet in the outlets' order; articles of one outlet are told apart."""
    ordered = measures.articles.sort_values(["outlet", "article"], kind="stable")
    many = ordered["outlet"].duplicated(keep=False)
    for row, more in zip(each(ordered), many, strict=True):
        yield row.article, f"{row.outlet} ({row.article})" if more else str(row.outlet)


def _percent(share: Any) -> str:
    return "–" if pd.isna(share) else f"{100 * float(share):.0f} %"


def loaded_table(measures: Measures, settings: Settings, *, most: int = _WORDS) -> Page:
    """Each outlet's loaded terms in its own voice, the heaviest first."""
    hits = measures.terms
    own = hits[
        (hits["lexicon"] == settings["lexicon"])
        & (hits["voice"] == "authorial")
        & hits["zone"].isin([*settings["zones"], "headline"])
    ]
    own = own[own["weight"].astype("float64") != 0]
    rows = []
    for article, outlet in _by_outlet(measures):
        mine = own[own["article"] == article]
        grouped = mine.groupby("term", sort=True).agg(n=("term", "size"), w=("weight", "sum"))
        grouped = grouped.sort_values("w", ascending=False, kind="stable")
        words = [f"{r.Index} ({r.n})" if r.n > 1 else str(r.Index) for r in each(grouped)]
        rest = f" and {len(words) - most} more" if len(words) > most else ""
        rows.append([outlet, ", ".join(words[:most]) + rest or "none", f"{len(mine)}"])
    return table(
        ["outlet", "loaded terms in its own voice", "occurrences"],
        rows,
        caption=f"Terms of the lexicon {settings['lexicon']} in the outlet's own voice, headline "
        "included, by weight.",
        texts=2,
    )


def frames_table(measures: Measures, settings: Settings) -> Page:
    """The frame that leads in each article, in the outlet's own voice, with its evidence."""
    found = {
        kind: dominant_frames(
            measures.counts,
            measures.terms,
            typology=kind,
            zones=settings["zones"],
            voice="authorial",
        ).set_index("article")
        for kind in ("frame", "policy_frame")
    }
    rows = []
    for article, outlet in _by_outlet(measures):
        cells = [outlet]
        for table_of in found.values():
            own = table_of.loc[article] if article in table_of.index else None
            if own is None or pd.isna(own["frame"]):
                cells += ["none leads", ""]
                continue
            name = str(own["frame"]).replace("_", " ")
            cells += [f"{name}, {_percent(own['share'])}", str(own["evidence"])]
        rows.append(cells)
    return table(
        ["outlet", "generic frame", "its terms", "policy frame", "its terms"],
        rows,
        caption="The frame with most indicator words in the outlet's own voice, its share of all "
        "frames' indicators, and the words themselves.",
        texts=5,
    )


def naming_table(portrayed: pd.DataFrame) -> Page:
    """How each outlet names each actor: an actor a row, an outlet a column."""
    cells = {}
    for (actor, outlet), own in portrayed.groupby(["actor", "outlet"], sort=False):
        shares = own.set_index("measure")
        mentions = int(shares.loc["named by full", "n"])
        said = [
            f"{form} {number(float(shares.loc[f'named by {form}', 'estimate']) * mentions, 0)}"
            for form in FORMS
            if mentions and shares.loc[f"named by {form}", "estimate"] > 0
        ]
        cells[str(actor), str(outlet)] = ", ".join(said)
    return _actors_by_outlets(
        cells, "How the outlets name the actors in their own voice: mentions by form of the name."
    )


def actor_words_table(
    measures: Measures, settings: Settings, *, actors: pd.DataFrame | None = None
) -> Page:
    """The words that each outlet uses near each actor; loaded ones are marked."""
    cells = {}
    for outlet in sorted(measures.articles["outlet"].unique()):
        found = actor_words(
            measures, actors=actors, zones=settings["zones"], outlets=[outlet], fewest=1
        )
        for actor, own in found.groupby("actor", sort=False):
            marked = own.assign(loaded=own["weight"] != 0)
            order = ["loaded", "count_near", "g2"]
            first = marked.sort_values(order, ascending=False, kind="stable").head(_WORDS)
            words = [f"{r.term}*" if r.loaded else str(r.term) for r in each(first)]
            cells[str(actor), outlet] = ", ".join(words)
    return _actors_by_outlets(
        cells,
        "Content words in the outlet's own voice within ten of a mention, in the same sentence: "
        f"loaded ones first (with a star), then the most frequent; {_WORDS} at most.",
    )


def _actors_by_outlets(cells: dict[tuple[str, str], str], caption: str) -> Page:
    actors = list(dict.fromkeys(actor for actor, _ in cells))
    outlets = sorted({outlet for _, outlet in cells})
    rows = [[actor, *(cells.get((actor, o)) or "–" for o in outlets)] for actor in actors]
    return table(["actor", *outlets], rows, caption=caption, texts=1 + len(outlets))
