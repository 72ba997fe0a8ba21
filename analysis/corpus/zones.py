"""What each paragraph of an article is: headline, standfirst, body, caption, footer and so on.

Labels only: no character is moved or removed. Where the signs leave a doubt, the label is body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.corpus import cues
from analysis.corpus.paragraphs import BULLETS, split_paragraphs

_HEADLINE_WORDS = 32
_STANDFIRST_WORDS = 6, 80
_SUBHEADING_WORDS = 8
_CAPTION_WORDS = 4, 90
_PROSE_LENGTH = 60
_HEADER_ROWS = 14
_TAIL_ROWS = 8
_REPEAT_LENGTH = 40

_LETTERS = re.compile(r"[^\W_]+")
# First words of the line patterns in `cues`: a sentence that begins otherwise needs no pattern.
_GATE = frozenset(
    "image media photo photograph picture video enlarge hide toggle file caption above below left "
    "right top bottom inset main clockwise from pictured illustration graphic photos pictures images "
    "photographs correction corrections clarification clarifications update updates editor editors "
    "editor's editor’s editors' editors’ a an the this read see also related recommended sign "
    "subscribe just click story article follow share please your download get view ad advertisement "
    "sponsored copyright story comments © (c)".split()
)


@dataclass
class _Page:
    """The rows of one article while they are being labelled."""

    text: str
    spans: list[tuple[int, int]]
    lines: list[str] = field(init=False)
    sentence: list[bool] = field(init=False)
    zones: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = [self.text[start:end] for start, end in self.spans]
        self.sentence = [cues.ends_sentence(line) for line in self.lines]
        self.zones = [""] * len(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def words(self, row: int) -> int:
        return self.lines[row].count(" ") + self.lines[row].count("\n") + 1

    def prose(self, row: int) -> bool:
        """Whether the row is an unlabelled or body row that closes like a sentence."""
        return self.sentence[row] and self.zones[row] in ("", "body")

    def bare(self, row: int) -> bool:
        return not self.sentence[row] and cues.is_bare(self.lines[row])


def label_zones(text: str, *, title: str | None = None) -> list[tuple[int, int, str]]:
    """Start, end and zone of every paragraph of an article, in order and without overlap.

    text: the article as given. title: the headline, where it is known from elsewhere; if it is
    not found in the text, the first line is not taken for one. Every non-blank character lies
    in exactly one row; a dateline at the head of a paragraph is a row of its own.

    >>> text = "Ferry late again\\n\\nThe ferry left Port Ansel two hours late on Monday morning."
    >>> [(zone, text[start:end][:9]) for start, end, zone in label_zones(text)]
    [('headline', 'Ferry lat'), ('body', 'The ferry')]
    """
    page = _Page(text, split_paragraphs(text))
    if not page.lines:
        return []
    _label_by_signs(page)
    body = _first_body(page)
    _label_header(page, body, title)
    _label_bullets(page, body)
    _label_captions(page, body)
    _label_tail(page, body)
    _label_subheadings(page, body)
    _label_repeats(page)
    return _rows(page)


def _label_by_signs(page: _Page) -> None:
    """Rows that their own words give away, wherever they stand."""
    handles = "(@" in page.text or "pic.twitter" in page.text or "nstagram" in page.text
    for row, line in enumerate(page.lines):
        if page.sentence[row]:
            first = line[:24].split(" ", 1)[0].rstrip(":.,").lower()
            gated = first not in _GATE and first[:1] not in "(["
        else:
            gated = False
        if not gated:
            page.zones[row] = _sign(line, page.words(row), sentence=page.sentence[row])
        if handles and not page.zones[row] and page.words(row) <= 90 and cues.EMBED.search(line):
            page.zones[row] = "embed"
            # The post itself often stands in the paragraph before its signature.
            alone = cues.EMBED_SIGNATURE.match(line)
            if alone and row and not page.zones[row - 1]:
                page.zones[row - 1] = "embed"


def _sign(line: str, words: int, *, sentence: bool) -> str:
    if words > 120:
        return ""
    if cues.CORRECTION.match(line):
        return "correction"
    if cues.is_noise(line, words):
        return "boilerplate"
    if words <= _CAPTION_WORDS[1]:
        if cues.CAPTION_START.match(line):
            return "caption"
        if cues.CREDIT.search(line, max(0, len(line) - 160)) and not (sentence and words > 60):
            return "caption"
    return ""


def _first_body(page: _Page) -> int:
    """The first row that reads as prose; the number of rows when none does."""
    for row, line in enumerate(page.lines):
        if page.prose(row) and len(line) >= _PROSE_LENGTH and line[0] not in BULLETS:
            return row
    rows = [row for row in range(len(page)) if page.prose(row)]
    return rows[0] if rows else len(page)


def _key(line: str) -> str:
    return " ".join(_LETTERS.findall(line[:600].casefold()))


def _is_title(line: str, title: str) -> bool:
    """Whether the line is the known title, allowing for another edition's wording."""
    given, found = _key(title), _key(line)
    if not given or not found:
        return False
    if given == found or (len(found) > 20 and (given.startswith(found) or found.startswith(given))):
        return True
    ours, theirs = set(found.split()), set(given.split())
    return len(ours) >= 4 and len(ours & theirs) >= 0.7 * min(len(ours), len(theirs))


def _label_header(page: _Page, body: int, title: str | None) -> None:
    """Headline, kicker, standfirst and byline among the rows before the first body row."""
    header = [row for row in range(min(body + 1, len(page), _HEADER_ROWS)) if not page.zones[row]]
    headline = _find_headline(page, header, body, title)
    before = [row for row in header if row < (body if headline is None else headline)]
    if headline is not None:
        page.zones[headline] = "headline"
        for row in before:
            if page.bare(row) and page.words(row) <= 6:
                page.zones[row] = "kicker"
        before = [row for row in header if headline < row]
    _label_bylines(page, before, body, after_headline=headline is not None)
    _label_standfirsts(page, before, body, headline, title)


def _find_headline(page: _Page, header: list[int], body: int, title: str | None) -> int | None:
    if not header:
        return None
    if isinstance(title, str) and title.strip():
        return next(
            (row for row in header[:3] if page.words(row) <= 60 and _is_title(page.lines[row], title)),
            None,
        )
    first = header[0]
    if body >= len(page) or first > 2 or page.words(first) > _HEADLINE_WORDS:
        return None
    if page.bare(first):
        kicker = _is_kicker(page, header)
        return header[1] if kicker else first
    # A question or a cry may be a headline; a plain sentence is one only above a byline.
    following = first + 1
    if following < len(page) and page.lines[first][-1] in "?!" and page.words(first) <= 16:
        return first if len(page.lines[following]) > 1.5 * len(page.lines[first]) else None
    stands_above = following < len(page) and _is_byline(page.lines[following])
    return first if stands_above and page.sentence[first] else None


def _is_kicker(page: _Page, header: list[int]) -> bool:
    if len(header) < 2 or header[1] != header[0] + 1:
        return False
    first, second = (page.lines[row] for row in header[:2])
    if not page.bare(header[1]) or cues.STAMP.match(second) or _is_byline(second):
        return False
    words = page.words(header[0])
    return words <= 3 and page.words(header[1]) > max(4, words) and first.isupper()


def _is_byline(line: str) -> bool:
    if len(line) > 160 or not line[:1].isupper():
        return False
    return bool(cues.BYLINE.match(line) or cues.BYLINE_ROLE.match(line))


def _label_bylines(page: _Page, rows: list[int], body: int, *, after_headline: bool) -> None:
    for row in rows:
        line = page.lines[row]
        if row >= body or len(line) > 160:
            continue
        named = after_headline and row == body - 1 and cues.NAMES.match(line)
        if _is_byline(line) or cues.STAMP.match(line) or named:
            page.zones[row] = "byline"


def _label_standfirsts(
    page: _Page, rows: list[int], body: int, headline: int | None, title: str | None
) -> None:
    fewest, most = _STANDFIRST_WORDS
    opening = next((r for r in range(body) if _opens_list(page, r)), None)
    bylines = [row for row in rows if page.zones[row] == "byline"]
    # Without a headline, only a line that stands above bullets or a byline is a standfirst.
    last = max([*bylines, opening or 0]) if headline is None else body
    if headline is not None and bylines == [] and body + 1 < len(page):
        follower = page.lines[body + 1]
        if page.zones[body + 1] == "" and _is_byline(follower) and page.words(body) <= most:
            page.zones[body], page.zones[body + 1] = "standfirst", "byline"
    found = 0
    for row in rows:
        line = page.lines[row]
        if page.zones[row] or row >= last or not page.bare(row) or _opens_list(page, row):
            continue
        if cues.PICTURED.search(line[:600]):
            page.zones[row] = "caption"
        elif headline is not None and title and _is_title(line, title) and row == headline + 1:
            page.zones[row] = "headline"
        elif fewest <= page.words(row) <= most and found < 2:
            page.zones[row], found = "standfirst", found + 1


def _opens_list(page: _Page, row: int) -> bool:
    line = page.lines[row]
    return line[0] in BULLETS and len(line) > 2 and line[1] in " \t\u00a0"


def _label_bullets(page: _Page, body: int) -> None:
    """Summary points above the body; below it only points that do not close like sentences."""
    for row in range(len(page)):
        if not page.zones[row] and _opens_list(page, row) and (row < body or page.bare(row)):
            page.zones[row] = "bullet"


def _label_captions(page: _Page, body: int) -> None:
    """Unfinished lines among finished paragraphs that have one more sign of a caption."""
    fewest, most = _CAPTION_WORDS
    candidates: list[int] = []
    signed: set[int] = set()
    for row in range(body, len(page)):
        if page.zones[row] == "caption":
            signed.add(row)
        if page.zones[row] or not page.bare(row) or not fewest <= page.words(row) <= most:
            continue
        candidates.append(row)
        if _caption_sign(page.lines[row], page.words(row)):
            signed.add(row)
    last_prose = max((row for row in range(len(page)) if page.prose(row)), default=-1)
    for row in candidates:
        within = row < last_prose
        gallery = page.words(row) > _SUBHEADING_WORDS and _in_gallery(page, row, signed)
        if row in signed and (within or page.zones[row - 1] == "caption") or within and gallery:
            page.zones[row] = "caption"


def _caption_sign(line: str, words: int) -> bool:
    if cues.PICTURED.search(line) or (words >= 6 and cues.DATED_END.search(line[-80:])):
        return True
    return words > _SUBHEADING_WORDS and line[0].isupper() and cues.is_scene(line)


def _in_gallery(page: _Page, row: int, signed: set[int]) -> bool:
    """Whether unfinished lines lead without a break from this row to a signed caption."""
    for step in (-1, 1):
        other = row + step
        while 0 <= other < len(page) and (other in signed or (page.bare(other) and not page.zones[other])):
            if other in signed:
                return True
            other += step
    return False


def _label_tail(page: _Page, body: int) -> None:
    """What the page says after the article: credits, sources, contacts, rights."""
    count = len(page)
    for row in range(max(body + 1, count - _TAIL_ROWS), count):
        line = page.lines[row]
        if page.zones[row] or len(line) > 700:
            continue
        if cues.FOOTER.match(line) or (page.words(row) <= 60 and cues.FOOTER_SENTENCE.search(line)):
            page.zones[row] = "footer"
        elif not page.sentence[row] and page.words(row) <= 25 and cues.FOOTER_BARE.match(line):
            page.zones[row] = "footer"


def _label_subheadings(page: _Page, body: int) -> None:
    """A short bare line that stands alone between two finished paragraphs."""
    for row in range(body + 1, len(page) - 1):
        if page.zones[row] or not page.bare(row) or page.words(row) > _SUBHEADING_WORDS:
            continue
        line = page.lines[row]
        above = _neighbour(page, row, -1)
        below = _neighbour(page, row, 1)
        if above is None or below is None or ": " in line or not any(map(str.isalpha, line)):
            continue
        if page.sentence[above] and page.prose(below) and len(page.lines[below]) >= _PROSE_LENGTH:
            page.zones[row] = "subheading"


def _neighbour(page: _Page, row: int, step: int) -> int | None:
    """The nearest row on that side that is not a caption, an embedded post or page noise."""
    row += step
    while 0 <= row < len(page):
        if page.zones[row] in ("", "body", "standfirst", "bullet"):
            return row
        row += step
    return None


def _label_repeats(page: _Page) -> None:
    """A long line met before: the later copy is page noise, and a copied caption a caption."""
    seen: dict[str, int] = {}
    for row, line in enumerate(page.lines):
        if len(line) < _REPEAT_LENGTH:
            continue
        earlier = seen.setdefault(line, row)
        if earlier != row and page.zones[row] in ("", "body"):
            caption = page.zones[earlier] == "caption"
            page.zones[row] = "caption" if caption else "boilerplate"


def _rows(page: _Page) -> list[tuple[int, int, str]]:
    rows: list[tuple[int, int, str]] = []
    tried = 0
    for (start, end), line, zone in zip(page.spans, page.lines, page.zones, strict=True):
        if not zone:
            tried += 1
            place = cues.DATELINE.match(line, 0, 160) if tried <= 3 else None
            if place and place.end() < len(line):
                rows.append((start, start + len(place.group().rstrip()), "dateline"))
                start += place.end()
        rows.append((start, end, zone or "body"))
    return rows
