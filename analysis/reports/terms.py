"""Keyness in a report: the terms that were compared, their tables, and their passages."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.errors import ParameterError, suggest
from analysis.figures import Page
from analysis.figures.concordance import show_concordance
from analysis.figures.keyness import choose_terms
from analysis.figures.reading import each
from analysis.figures.words import interval, number, plural, probability
from analysis.measures.concordance import concordance
from analysis.measures.pipeline import Measures
from analysis.reports.choose import texts_of
from analysis.reports.parameters import Settings
from analysis.reports.show import folded, table
from analysis.statistics.keyness import distinctive_terms, term_counts

_SHOWN = 10  # terms a side


def keyness_of(measures: Measures, settings: Settings) -> pd.DataFrame:
    """The terms of the target outlet against the others, by the parameters."""
    outlets = sorted(measures.articles["outlet"].unique())
    target = settings.get("target") or next(iter(settings.get("outlets") or outlets))
    if target not in outlets:
        raise ParameterError(
            f"there is no outlet {target!r}", where="target", mend=suggest(target, outlets)
        )
    voice = settings["words_of"]
    counts = term_counts(
        measures.words,
        measures.articles,
        zones=settings["zones"],
        voice=None if voice in ("all", "") else voice,
    )
    return distinctive_terms(
        counts,
        target=target,
        unit=settings["unit"] or "event",
        fewest_events=settings["fewest"],
        seed=settings["seed"],
    )


def keyness_table(terms: pd.DataFrame, *, most: int = _SHOWN) -> Page:
    """The clearest terms of each side, each with a link to its passages."""
    chosen = choose_terms(terms, most)
    unit = "events" if "events" in terms else "articles"
    first, second = str(terms["outlet_a"].iloc[0]), str(terms["outlet_b"].iloc[0])
    page = table(
        ["term", unit, "at first", "at others", "log ratio", "G²", "log-odds", "95% interval"]
        + ["z", "p", "p, false discovery", "p, family"],
        [_row(row, unit) for row in each(chosen)],
        caption=f"Terms of {first} (log-odds above 0) and of {second} (below 0).",
    )
    html = page.html
    for place, row in enumerate(each(chosen)):
        cell = f">{escape(row.term)}</td>"
        html = html.replace(cell, f'><a href="#passage-{place}">{escape(row.term)}</a></td>', 1)
    return Page(html, page.words)


def style_table(terms: pd.DataFrame) -> Page:
    """The words of house style, set apart: what a style book asks for is no way of telling."""
    style = terms[terms["house_style"].astype(bool)]
    unit = "events" if "events" in terms else "articles"
    header = ["term", unit, "at first", "at others", "log ratio", "G²", "log-odds", "95% interval"]
    header += ["z", "p", "p, false discovery", "p, family"]
    page = table(header, [_row(row, unit) for row in each(style)], caption="Words of house style.")
    return folded(page, f"{plural(len(style), 'word')} of house style, set apart")


def _row(row: object, unit: str) -> list[str]:
    facts = row._asdict()  # type: ignore[attr-defined]
    p = (
        probability(float(facts[n])).removeprefix("p ").removeprefix("= ").replace(" ", "\u00a0")
        for n in _P
    )
    return [
        str(facts["term"]),
        f"{int(facts[unit])}",
        f"{int(facts['count_a'])}",
        f"{int(facts['count_b'])}",
        number(float(facts["log_ratio"]), 2, sign=True),
        number(float(facts["g2"]), 1, sign=True),
        number(float(facts["log_odds"]), 2, sign=True),
        interval(float(facts["low"]), float(facts["high"]), 2, sign=True).replace(" ", "\u00a0"),
        number(float(facts["z"]), 1, sign=True),
        *p,
    ]


_P = ("p", "p_bh", "p_family")


def passages(
    measures: Measures, terms: pd.DataFrame, settings: Settings, *, most: int = _SHOWN
) -> Page:
    """Where the clearest terms stand: in context with the articles at hand, else counted."""
    texts = texts_of(measures, settings)
    voice = settings["words_of"]
    parts, said = [], []
    for place, row in enumerate(each(choose_terms(terms, most))):
        places = concordance(
            measures,
            row.term,
            texts=texts,
            zones=settings["zones"],
            voice=None if voice in ("all", "") else voice,
        )
        own = places["outlet"] == row.outlet_a
        ordered = pd.concat(
            [places[own], places[~own]] if row.log_odds > 0 else [places[~own], places[own]]
        )
        page = show_concordance(ordered, row.term)
        said.append(page.words)
        parts.append(
            f'<details id="passage-{place}"><summary>{escape(page.words)}</summary>'
            f"{page.html}</details>"
        )
    hint = (
        ""
        if texts is not None
        else "<p>The articles are not at hand, so places are counted. Give the parameter "
        "<em>text</em> to read them in context.</p>"
    )
    return Page(hint + "".join(parts), " ".join(said))
