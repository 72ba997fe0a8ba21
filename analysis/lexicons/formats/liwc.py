"""LIWC .dic: a legend of numbered categories between two lines of `%`, then terms with numbers.

Conditional numbers are kept: `(2 134)125/464` is 125 after a word of category 2 or 134, else 464;
`<of>131/125` is 131 before "of", else 125.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.lexicons.formats.dictionary import (
    Condition,
    Draft,
    Format,
    Outline,
    Path,
    split_lines,
)

_MARK = "%"
_ID = re.compile(r"(?P<id>\d+)(?:\s+(?P<name>.*))?", re.ASCII)
_NUMBERS = re.compile(
    r"""
    \( (?P<before> [\d\s,]+ ) \) \s* (?P<then>\d+) (?: / (?P<otherwise>\d+) )?
  | < (?P<after> [^<>]+ ) > \s* (?P<then_of>\d+) (?: / (?P<otherwise_of>\d+) )?
  | (?P<plain> (?<!\S) \d+ (?!\S) )
  | (?P<other> [^\s] (?: [^\s(<] )* )
    """,
    re.VERBOSE | re.ASCII,
)
_ONE_BLANK = re.compile(r"(?P<term>\S.*?)\s(?P<numbers>[\d(<][\d\s()<>/]*)", re.ASCII)

Legend = dict[int, Path]


@dataclass
class _Line:
    """A term and, in the order of its numbers, the keys and the conditions it belongs to."""

    line: int
    pattern: str
    steps: list[Path | Condition] = field(default_factory=list)


def _recognises(text: str) -> bool:
    return next((line.strip() for line in split_lines(text) if line.strip()), "") == _MARK


def _read(text: str, draft: Draft) -> None:
    legend: Legend = {}
    outline = Outline()
    lines: list[_Line] = []
    marks = 0
    for number, line in enumerate(split_lines(text), start=1):
        if line.strip() == _MARK:
            marks += 1
            if marks > 2:
                draft.note(number, "a third line of % is passed over")
        elif line.strip() and marks == 1:
            _legend(line, number, legend, outline, draft)
        elif line.strip():
            lines.append(_term(line, number, legend, draft))
    if marks < 2:
        draft.notes.append("the legend is not closed by a second line of %")
    _fill(lines, draft)


def _legend(line: str, number: int, legend: Legend, outline: Outline, draft: Draft) -> None:
    """One category; a line without a number is a group of those that stand deeper."""
    found = _ID.fullmatch(line.strip())
    name = (found["name"] or "" if found else line).strip()
    if not name:
        draft.note(number, f"the category {line.strip()} has no name; its number is its name")
        name = line.strip()
    path = outline.enter(line, " ".join(name.split()))
    draft.key(path)
    if found and legend.setdefault(int(found["id"]), path) != path:
        draft.note(number, f"the number {int(found['id'])} is taken; {name!r} is left out")


def _term(line: str, number: int, legend: Legend, draft: Draft) -> _Line:
    """A term and what its numbers say; whatever is no number is noted."""
    parts = re.split(r"\t|\s{2,}", line.strip(), maxsplit=1)
    if len(parts) == 1:
        found = _ONE_BLANK.fullmatch(line.strip())
        parts = [found["term"], found["numbers"]] if found else [line.strip(), ""]
    made = _Line(number, draft.pattern(parts[0]))
    if not parts[1].strip():
        draft.note(number, f"{parts[0]!r} has no category and is left out")
    for found in _NUMBERS.finditer(parts[1]):
        if found["plain"]:
            path = _category(found["plain"], made, legend, draft)
            made.steps += [path] if path else []
        elif found["before"] or found["after"]:
            made.steps += _conditions(found, made, legend, draft)
        else:
            draft.note(number, f"{found['other']!r} beside {made.pattern!r} is not a category")
    return made


def _category(written: str, made: _Line, legend: Legend, draft: Draft) -> Path | None:
    path = legend.get(int(written))
    if path is None:
        draft.note(made.line, f"undefined category {int(written)} for {made.pattern!r}")
    return path


def _conditions(
    found: re.Match[str], made: _Line, legend: Legend, draft: Draft
) -> list[Path | Condition]:
    """The conditional memberships of one `(…)a/b` or `<…>a/b`: a where it fits, b where not."""
    known: list[Path] = []
    for one in re.findall(r"\d+", found["before"] or ""):
        if int(one) in legend:
            known.append(legend[int(one)])
        else:
            draft.note(made.line, f"undefined category {int(one)} in the condition {found.group()}")
    words = tuple((found["after"] or "").lower().split())
    outcomes = [(True, found["then"] or found["then_of"])]
    outcomes.append((False, found["otherwise"] or found["otherwise_of"]))
    made_conditions: list[Path | Condition] = []
    for holds, written in outcomes:
        path = _category(written, made, legend, draft) if written else None
        if path and words:
            made_conditions.append(Condition(made.pattern, path, "after", (), words, holds))
        elif path:
            made_conditions.append(Condition(made.pattern, path, "before", tuple(known), (), holds))
    return made_conditions


def _fill(lines: list[_Line], draft: Draft) -> None:
    """Put terms under their keys; a term that is in a key anyway needs no condition there."""
    always = {
        (step, made.pattern) for made in lines for step in made.steps if isinstance(step, tuple)
    }
    for made in lines:
        for step in made.steps:
            if isinstance(step, tuple):
                draft.add(step, made.pattern, made.line)
            elif (step.path, step.pattern) not in always:
                draft.conditions[step] = None
                if step.place == "before" and not step.holds:
                    draft.add(step.path, made.pattern, made.line)


LIWC = Format("LIWC", _recognises, _read, (".dic",))
