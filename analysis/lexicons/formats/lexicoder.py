"""Lexicoder 3 .lc3: `+CATEGORY`, then one entry a line; no nesting."""

from __future__ import annotations

from analysis.lexicons.formats.dictionary import Draft, Format, split_lines
from analysis.lexicons.formats.wordstat import WORDSTAT


def _recognises(text: str) -> bool:
    lines = [line.strip() for line in split_lines(text) if line.strip()]
    # WordStat keys may begin with + as well, but its entries carry weights.
    return bool(lines) and lines[0].startswith("+") and not WORDSTAT.recognises(text)


def _read(text: str, draft: Draft) -> None:
    path: tuple[str, ...] = ()
    for number, line in enumerate(split_lines(text), start=1):
        written = line.strip()
        if written.startswith("+"):
            name = " ".join(written[1:].split())
            if not name:
                draft.note(number, "a + without a name; it is called 'unnamed'")
            path = (name or "unnamed",)
            draft.key(path)
        elif written:
            draft.add(path, written, number)


LEXICODER = Format("Lexicoder 3", _recognises, _read, (".lc3",))
