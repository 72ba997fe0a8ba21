"""What each paragraph of an article is: headline, standfirst, body, caption, footer and so on.

Labels only: no character is moved or removed. Where the signs leave a doubt, the label is body.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterable

from analysis.corpus.boilerplate import is_repeated
from analysis.corpus.header import label_header
from analysis.corpus.page import PROSE_LENGTH, Page
from analysis.corpus.series import label_entries, label_turns
from analysis.corpus.signs import bylines, captions, lines
from analysis.corpus.signs import page as page_signs

_SUBHEADING_WORDS = 8
_CAPTION_WORDS = 4, 50
_GALLERY_WORDS = 6
_ONE_SENTENCE_WORDS = 25
_SIGNED_WORDS = 120
_SIGNED_LENGTH = 900
_TAIL_ROWS = 8
_TAIL_LENGTH = 700
_REPEAT_LENGTH = 40
_LEADS = 3
_PULLED_WORDS, _PULLED_BARE_WORDS = 5, 8
_PULLED_LENGTH = 300


def label_zones(
    text: str,
    *,
    title: str | None = None,
    boilerplate: Collection[str] = (),
    marked: Iterable[tuple[int, int, str]] = (),
) -> list[tuple[int, int, str]]:
    """Start, end and zone of every paragraph of an article, in order and without overlap.

    text: the article as given. title: the headline, where it is known from elsewhere; if it is
    not found in the text, the first line is not taken for one. boilerplate: lines that the
    outlet repeats from article to article (see `find_boilerplate`). marked: start, end and zone of
    paragraphs whose zone is known already. Every non-blank character
    lies in exactly one row; a dateline at the head of a paragraph is a row of its own.

    >>> text = "Ferry late again\\n\\nThe ferry left Port Ansel two hours late on Monday morning."
    >>> [(zone, text[start:end][:9]) for start, end, zone in label_zones(text)]
    [('headline', 'Ferry lat'), ('body', 'The ferry')]
    """
    page = Page(text)
    if not page.lines:
        return []
    _label_marked(page, marked)
    _label_by_signs(page)
    if boilerplate:
        _label_boilerplate(page, boilerplate)
    body = page.first_prose()
    label_header(page, body, title)
    label_turns(page)
    label_entries(page)
    _label_points_below(page, body)
    _label_captions(page, body)
    _label_tail(page, body)
    _label_subheadings(page, body)
    _label_repeats(page)
    _label_pull_quotes(page, body)
    return _rows(page)


def _label_marked(page: Page, marked: Iterable[tuple[int, int, str]]) -> None:
    zones = {start: zone for start, _, zone in marked}
    if zones:
        page.zones = [zones.get(start, "") for start, _ in page.spans]


def _label_by_signs(page: Page) -> None:
    """Rows that their own words give away, wherever they stand."""
    for row, line in enumerate(page.lines):
        if not page.zones[row] and (not page.sentence[row] or page_signs.may_be_sign(line)):
            page.zones[row] = _sign(line, page.words(row), sentence=page.sentence[row])
    if not page_signs.may_embed(page.text):
        return
    for row, line in enumerate(page.lines):
        if page.zones[row] or len(line) > _SIGNED_LENGTH or not page_signs.is_embed(line):
            continue
        page.zones[row] = "embed"
        # The post itself often stands in the paragraph before its signature.
        if row and not page.zones[row - 1] and page_signs.EMBED_SIGNATURE.match(line):
            page.zones[row - 1] = "embed"


def _sign(line: str, words: int, *, sentence: bool) -> str:
    if words > _SIGNED_WORDS or len(line) > _SIGNED_LENGTH:
        return ""
    if page_signs.CORRECTION.match(line):
        return "correction"
    if page_signs.is_noise(line, words):
        return "boilerplate"
    if captions.is_credit(line):
        return "credit"
    if (
        captions.CAPTION_START.match(line)
        or (words <= 60 or not sentence)
        and captions.is_credited(line)
    ):
        return "caption"
    return ""


def _label_boilerplate(page: Page, boilerplate: Collection[str]) -> None:
    for row, line in enumerate(page.lines):
        if not page.zones[row] and is_repeated(line, boilerplate):
            page.zones[row] = "boilerplate"


def _label_points_below(page: Page, body: int) -> None:
    """Below the first body row, only points that do not close like sentences are bullets."""
    for row in page.loose:
        if row > body and not page.zones[row] and page.bullet(row) and page.bare(row):
            page.zones[row] = "bullet"


def _label_captions(page: Page, body: int) -> None:
    """Unfinished lines among finished paragraphs that have one more sign of a caption."""
    fewest, most = _CAPTION_WORDS
    candidates = [
        row
        for row in page.loose
        if row >= body
        and not page.zones[row]
        and page.bare(row)
        and fewest <= page.words(row) <= most
    ]
    if not candidates:
        return
    signed = {row for row in candidates if _is_signed(page, row)}
    signed |= {row for row in range(body, len(page)) if page.zones[row] == "caption"}
    last = page.last_prose()
    for row in candidates:
        if row in signed or (row < last and _in_gallery(page, row, signed)):
            page.zones[row] = "caption"


def _is_signed(page: Page, row: int) -> bool:
    line, words = page.lines[row], page.words(row)
    # A paragraph that lost its last stop still holds others.
    if words > _ONE_SENTENCE_WORDS and lines.holds_sentence_end(line):
        return False
    if captions.is_pictured(line) or (words >= 6 and captions.is_dated(line)):
        return True
    return words >= 6 and captions.is_scene(line, named_only=words <= _SUBHEADING_WORDS)


def _in_gallery(page: Page, row: int, signed: set[int]) -> bool:
    """Whether unfinished lines lead without a break from this row to a signed caption."""
    if page.words(row) < _GALLERY_WORDS:
        return False
    for step in (-1, 1):
        other = row + step
        while 0 <= other < len(page):
            if other in signed:
                return True
            if page.zones[other] or not page.bare(other) or page.words(other) < _GALLERY_WORDS:
                break
            other += step
    return False


def _label_tail(page: Page, body: int) -> None:
    """What the page says after the article: credits, sources, contacts, rights."""
    end = len(page)
    while end and page.zones[end - 1] in ("caption", "embed"):
        end -= 1
    for row in range(max(body + 1, end - _TAIL_ROWS), end):
        line = page.lines[row]
        if page.zones[row] or len(line) > _TAIL_LENGTH:
            continue
        if page_signs.is_footer(line, page.words(row), sentence=page.sentence[row]):
            page.zones[row] = "footer"


def _label_subheadings(page: Page, body: int) -> None:
    """A short bare line that stands alone between two finished paragraphs."""
    for row in page.loose:
        if row <= body or page.zones[row] or not page.bare(row):
            continue
        line = page.lines[row]
        if page.words(row) > _SUBHEADING_WORDS or ": " in line or not any(map(str.isalpha, line)):
            continue
        above, below = _neighbour(page, row, -1), _neighbour(page, row, 1)
        if above is None or below is None or not page.sentence[above] or not page.sentence[below]:
            continue
        if len(page.lines[below]) >= PROSE_LENGTH:
            page.zones[row] = "subheading"


def _neighbour(page: Page, row: int, step: int) -> int | None:
    """The nearest row on that side that belongs to the article's running text."""
    row += step
    while 0 <= row < len(page):
        if page.zones[row] in ("", "standfirst", "bullet"):
            return row
        row += step
    return None


def _label_repeats(page: Page) -> None:
    """A long line met before: the later copy is page noise, and a copied caption a caption."""
    if len(set(page.lines)) == len(page):
        return
    seen: dict[str, int] = {}
    for row, line in enumerate(page.lines):
        if len(line) < _REPEAT_LENGTH:
            continue
        earlier = seen.setdefault(line, row)
        if earlier != row and not page.zones[row]:
            caption = page.zones[earlier] == "caption"
            page.zones[row] = "caption" if caption else "boilerplate"


def _label_pull_quotes(page: Page, body: int) -> None:
    """A quotation or a bare line by itself that stands inside a paragraph of the body too."""
    for row in range(body + 1, len(page)):
        line = page.lines[row]
        if page.zones[row] not in ("", "subheading") or len(line) > _PULLED_LENGTH:
            continue
        fewest = _PULLED_WORDS if lines.is_quotation(line) else _PULLED_BARE_WORDS
        if page.words(row) < fewest or not (page.bare(row) or lines.is_quotation(line)):
            continue
        words = line.strip(lines.AROUND)
        start, end = page.spans[row]
        place = page.text.find(words, page.spans[body][0], start)
        if place < 0:
            place = page.text.find(words, end)
        if place >= 0 and _holds(page, place, len(line)):
            page.zones[row] = "pullquote"


def _holds(page: Page, place: int, length: int) -> bool:
    """Whether the row at a place of the text is of the body, and longer than a quotation of it."""
    row = bisect(page.spans, (place, len(page.text))) - 1
    return page.zones[row] == "" and len(page.lines[row]) > length


def _rows(page: Page) -> list[tuple[int, int, str]]:
    rows: list[tuple[int, int, str]] = []
    leads = 0
    for (start, end), line, zone in zip(page.spans, page.lines, page.zones, strict=True):
        if not zone and leads < _LEADS:
            leads += 1
            place = bylines.DATELINE.match(line[:200])
            if place and place.end() < len(line):
                rows.append((start, start + len(place.group().rstrip()), "dateline"))
                start += place.end()
        if zone == "caption":
            credit = captions.credit_start(line)
            if credit:
                rows.append((start, start + len(line[:credit].rstrip()), "caption"))
                start, zone = start + credit, "credit"
        rows.append((start, end, zone or "body"))
    return rows
