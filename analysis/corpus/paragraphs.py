"""Where the paragraphs of a text are: lines, with hard-wrapped lines joined."""

from __future__ import annotations

BULLETS = "•●▪■‣◦►▶·∙"
_NARROWEST, _WIDEST = 40, 110
_FEWEST_JOINS = 3
_SLACK = 2

Line = tuple[int, int, bool]
"""Start, end (both without surrounding white space), and whether a blank line stands before."""


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of every paragraph, in order; together they hold every non-blank character.

    A line is a paragraph, except where lines were broken at a fixed width: then the lines of
    a paragraph are one row.

    >>> split_paragraphs("One.\\n\\n  Two. ")
    [(0, 4), (8, 12)]
    """
    lines = _lines(text)
    joins = [i for i in range(1, len(lines)) if not lines[i][2]]
    width = _wrap_width(text, lines, joins) if len(joins) >= _FEWEST_JOINS else 0
    if not width:
        return [(start, end) for start, end, _ in lines]
    return _joined(text, lines, width)


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    position, blank = 0, True
    for line in text.splitlines(keepends=True):
        if line == "\n":
            position += 1
            blank = True
            continue
        content = line.strip()
        if content:
            start = position if line[0] == content[0] else position + line.index(content[0])
            lines.append((start, start + len(content), blank))
        blank = not content
        position += len(line)
    return lines


def _fills(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word had no room left on this one."""
    first_word = text[following[0] : min(following[1], following[0] + width)].split(None, 1)[0]
    return line[1] - line[0] + 1 + len(first_word) > width - _SLACK


def _wrap_width(text: str, lines: list[Line], joins: list[int]) -> int:
    """The width at which the text was wrapped, or 0 when it was not."""
    lengths = sorted(lines[i - 1][1] - lines[i - 1][0] for i in joins)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(_fills(text, lines[i - 1], lines[i], width) for i in joins)
    return width if full >= 0.7 * len(joins) else 0


def _joined(text: str, lines: list[Line], width: int) -> list[tuple[int, int]]:
    paragraphs: list[tuple[int, int]] = []
    previous: Line | None = None
    for line in lines:
        opens = (
            previous is None
            or line[2]
            or text[line[0]] in BULLETS
            or not _fills(text, previous, line, width)
        )
        if opens:
            paragraphs.append((line[0], line[1]))
        else:
            paragraphs[-1] = (paragraphs[-1][0], line[1])
        previous = line
    return paragraphs
