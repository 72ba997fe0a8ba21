"""LIWC-22 .dicx: a table with `DicTerm` and a column a category; X or a weight marks membership."""

from __future__ import annotations

from analysis.lexicons.formats.dictionary import Draft, Format, number
from analysis.lexicons.separated import header, rows, separator


def _recognises(text: str) -> bool:
    return text.lstrip().lstrip('"')[:7].lower() == "dicterm" and len(header(text)) > 1


def _read(text: str, draft: Draft) -> None:
    table = rows(text, separator(text))
    _, (_, *names) = next(table)
    for name in filter(None, names):
        draft.key((name,))
    for line, (term, *marks) in table:
        if len(marks) > len(names):
            draft.note(line, f"{term!r} has more cells than there are columns")
        for name, mark in zip(names, marks, strict=False):
            weight = number(mark)
            if not mark or weight == 0:
                continue
            if mark.lower() == "x" or weight is not None:
                draft.add((name,) if name else (), term, line, weight)
            else:
                draft.note(line, f"{mark!r} in the column {name!r} is neither X nor a weight")
        if not any(marks):
            draft.note(line, f"{term!r} is in no category and is left out")


LIWC_TABLE = Format("LIWC-22", _recognises, _read, (".dicx",))
