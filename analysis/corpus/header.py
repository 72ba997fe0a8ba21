"""Headline, kicker, standfirst and byline: the rows above the first body paragraph."""

from __future__ import annotations

import re

from analysis.corpus.page import Page
from analysis.corpus.signs import bylines, captions, lines

_HEADLINE_WORDS = 32
_KICKER_WORDS = 6
_STANDFIRST_WORDS = 6, 80
_POINT_WORDS = 4, 30
_POINTS = 3
_LONGER_TITLE = 80
_HEADER_ROWS = 14
_WORDS = re.compile(r"[^\W_]+")


def label_header(page: Page, body: int, title: str | None) -> None:
    """Label the rows above row `body`, the first that reads as prose.

    title: the headline where it is known from elsewhere. Without it the first row may be one.
    """
    known = title if isinstance(title, str) and title.strip() else None
    open_rows = [r for r in range(min(body + 1, len(page), _HEADER_ROWS)) if not page.zones[r]]
    if "headline" in page.zones[: body + 1]:
        headline: int | None = page.zones.index("headline")
    elif known:
        headline = _known_headline(page, open_rows, known)
    else:
        headline = _headline(page, open_rows, body)
    if headline is None:
        below = [row for row in open_rows if row < body]
        _label_bylines(page, below, body, expected=known is not None)
        _label_points(page, below)
        _label_standfirsts(page, below, _last_sure_row(page, below))
        return
    page.zones[headline] = "headline"
    for row in open_rows:
        if row < headline and page.bare(row) and page.words(row) <= _KICKER_WORDS:
            page.zones[row] = "kicker"
    below = [row for row in open_rows if row > headline]
    if known and below and below[0] == headline + 1 and _is_title(page, below[0], known):
        page.zones[below.pop(0)] = "headline"
    _label_bylines(page, below, body, expected=True)
    _label_points(page, below)
    _label_standfirsts(page, below, body)
    _label_closed_standfirst(page, body)


def _key(line: str) -> list[str]:
    return _WORDS.findall(line[:600].casefold())


def _is_title(page: Page, row: int, title: str) -> bool:
    """Whether the row is the known title, allowing for a part of it or another wording."""
    if len(page.lines[row]) > 2 * len(title) + _LONGER_TITLE:
        return False
    found, given = _key(page.lines[row]), _key(title)
    if not found or not given:
        return False
    shorter = min(len(found), len(given))
    if found == given or (shorter >= 4 and (found == given[:shorter] or found == given[-shorter:])):
        return True
    # A lead sentence shares words with the title, but closes like a sentence.
    if page.sentence[row] or page.words(row) > _HEADLINE_WORDS:
        return False
    ours, theirs = set(found), set(given)
    return len(ours & theirs) >= 0.5 * len(ours | theirs)


def _known_headline(page: Page, rows: list[int], title: str) -> int | None:
    return next((row for row in rows[:3] if _is_title(page, row, title)), None)


def _headline(page: Page, rows: list[int], body: int) -> int | None:
    """The headline where no title is known: a bare first row above prose."""
    if not rows or body >= len(page) or rows[0] > 2 or page.words(rows[0]) > _HEADLINE_WORDS:
        return None
    first = rows[0]
    below = first + 1
    if page.bare(first):
        return below if _is_kicker(page, rows) else first
    if below >= len(page) or not page.sentence[first]:
        return None
    # A question or a cry may be a headline; a plain sentence is one only above a byline.
    if page.lines[first].rstrip(lines.CLOSING)[-1:] in ("?", "!") and page.words(first) <= 16:
        return first if len(page.lines[below]) > 1.5 * len(page.lines[first]) else None
    top = [
        row for row in range(below, min(below + 3, len(page))) if bylines.is_byline(page.lines[row])
    ]
    return first if top and all(page.words(row) <= 40 for row in range(first, top[0])) else None


def _is_kicker(page: Page, rows: list[int]) -> bool:
    if len(rows) < 2 or rows[1] != rows[0] + 1 or not page.bare(rows[1]):
        return False
    first, second = page.lines[rows[0]], page.lines[rows[1]]
    if bylines.STAMP.match(second) or bylines.is_byline(second) or page.words(rows[0]) > 3:
        return False
    return first.isupper() and page.words(rows[1]) > max(4, page.words(rows[0]))


def _label_bylines(page: Page, rows: list[int], body: int, *, expected: bool) -> None:
    """Bylines and times; a row of names alone counts where a byline is to be expected."""
    for row in rows:
        line = page.lines[row]
        if row >= body or page.zones[row] or len(line) > bylines.LONGEST:
            continue
        names = expected and row >= body - 2 and page.bare(row) and bylines.NAMES.match(line)
        if bylines.is_byline(line) or bylines.STAMP.match(line) or names:
            page.zones[row] = "byline"


def _label_points(page: Page, rows: list[int]) -> None:
    """Summary points: rows with bullet signs, or three and more bare rows on end."""
    fewest, most = _POINT_WORDS
    run: list[int] = []
    for row in [*rows, len(page)]:
        if row < len(page) and page.bullet(row) and not page.zones[row]:
            page.zones[row] = "bullet"
        fits = row < len(page) and not page.zones[row] and page.bare(row)
        if fits and fewest <= page.words(row) <= most and (not run or row == run[-1] + 1):
            run.append(row)
            continue
        if len(run) >= _POINTS:
            for point in run:
                page.zones[point] = "bullet"
        run = []


def _last_sure_row(page: Page, rows: list[int]) -> int:
    """Without a headline, only a line above points or a byline is a standfirst."""
    return max((row for row in rows if page.zones[row] in ("bullet", "byline")), default=0)


def _label_standfirsts(page: Page, rows: list[int], end: int) -> None:
    fewest, most = _STANDFIRST_WORDS
    found = 0
    for row in rows:
        if row >= end or page.zones[row] or not page.bare(row):
            continue
        if captions.is_pictured(page.lines[row]):
            page.zones[row] = "caption"
        elif fewest <= page.words(row) <= most and found < 2:
            page.zones[row] = "standfirst"
            found += 1


def _label_closed_standfirst(page: Page, body: int) -> None:
    """A finished sentence between the headline and a byline is a standfirst too."""
    if body + 2 >= len(page) or page.zones[body] or "byline" in page.zones[:body]:
        return
    if (
        not page.zones[body + 1]
        and bylines.is_byline(page.lines[body + 1])
        and page.words(body) <= 60
    ):
        page.zones[body], page.zones[body + 1] = "standfirst", "byline"
        for row in range(body + 2, len(page)):
            if page.zones[row] or not page.bullet(row):
                return
            page.zones[row] = "bullet"
