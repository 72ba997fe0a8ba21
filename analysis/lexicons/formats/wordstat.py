"""WordStat .cat: one entry a line, indentation is depth; `TERM (1)` is an entry with its weight."""

from __future__ import annotations

import re

from analysis.lexicons.formats.dictionary import Draft, Format, Outline, number, split_lines

_ENTRY = re.compile(r"\s*(?P<term>.*\S)\s*\((?P<weight>[+-]?[\d.,]+)\)\s*", re.ASCII)

# Of the lines are entries at least; one line that ends in (2) does not make the format.
_SHARE = 0.25


def _recognises(text: str) -> bool:
    filled = [line for line in split_lines(text) if line.strip() and not line.startswith("#")]
    return sum(map(bool, map(_ENTRY.fullmatch, filled))) > _SHARE * len(filled)


def _read(text: str, draft: Draft) -> None:
    outline = Outline()
    for line_number, line in enumerate(split_lines(text), start=1):
        if not line.strip():
            continue
        entry = _ENTRY.fullmatch(line)
        weight = number(entry["weight"]) if entry else None
        if entry and weight is not None:
            draft.add(outline.parent(line), entry["term"], line_number, weight)
        elif line.lstrip().startswith("@"):
            draft.note(line_number, f"a rule is not applied: {line.strip()}")
        else:
            draft.key(outline.enter(line, " ".join(line.split())))


WORDSTAT = Format("WordStat", _recognises, _read, (".cat",))
