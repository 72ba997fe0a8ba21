"""WordStat .cat: one entry a line, indentation is depth; `TERM (1)` is an entry with its weight."""

from __future__ import annotations

import re

from analysis.lexicons.formats.dictionary import Draft, Format, Outline, number

_ENTRY = re.compile(r"\s*(?P<term>.*\S)\s*\((?P<weight>[+-]?[\d.,]+)\)\s*", re.ASCII)


def _recognises(text: str) -> bool:
    return any(_ENTRY.fullmatch(line) for line in text.splitlines())


def _read(text: str, draft: Draft) -> None:
    outline = Outline()
    for line_number, line in enumerate(text.splitlines(), start=1):
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


WORDSTAT = Format("WordStat", _recognises, _read)
