"""Places where a term stands, shown: key word in context where the text is at hand."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.figures.article import Page
from analysis.figures.reading import each
from analysis.figures.words import plural

_CELL = "padding:0.15em 0.5em;border-bottom:1px solid #8c8c8c;white-space:nowrap"


def show_concordance(places: pd.DataFrame, term: str, *, most: int = 20) -> Page:
    """The rows of `concordance` as a page; at most so many, the rest counted.

    places: as `concordance` gives them; without their text, how often the term stands where.
    """
    shown = places.head(most)
    count = len(places) if "match" in places else int(places["count"].sum())
    words = f"{term}: {plural(count, 'place')} in {plural(places['article'].nunique(), 'article')}."
    rest = len(places) - len(shown)
    line = _in_context if "match" in places else _counted
    rows = "".join(f"<tr>{line(row)}</tr>" for row in each(shown))
    more = f"<p>{plural(rest, 'more row')}.</p>" if rest else ""
    return Page(
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;font-size:0.86em">'
        f"<tbody>{rows}</tbody></table></div>{more}",
        words,
    )


def _in_context(row: object) -> str:
    left, match, right = (escape(str(getattr(row, name))) for name in ("left", "match", "right"))
    return (
        f'<th scope="row" style="{_CELL};text-align:left;font-weight:normal">{_where(row)}</th>'
        f'<td style="{_CELL};text-align:right">{left}</td>'
        f'<td style="{_CELL};text-align:center"><strong>{match}</strong></td>'
        f'<td style="{_CELL};text-align:left">{right}</td>'
    )


def _counted(row: object) -> str:
    count = int(row._asdict()["count"])  # type: ignore[attr-defined]
    return (
        f'<th scope="row" style="{_CELL};text-align:left;font-weight:normal">{_where(row)}</th>'
        f'<td style="{_CELL};text-align:right">{count}</td>'
    )


def _where(row: object) -> str:
    facts = [str(getattr(row, name)) for name in ("outlet", "article", "zone", "voice")]
    return escape(", ".join(facts))
