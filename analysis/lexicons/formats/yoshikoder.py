"""Yoshikoder .ykd and Lexicoder 2 .lcd: XML, `cnode` a key and `pnode` a pattern.

Entities are refused, not expanded; nothing outside the file is opened.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from analysis.errors import LexiconError
from analysis.lexicons.formats.dictionary import Draft, Format

_START = re.compile(r"\s*<(\?xml|!DOCTYPE|!--|dictionary\b|cnode\b)", re.IGNORECASE)
_NODE = re.compile(r"<(dictionary|cnode)\b")
_HEAD = 65_536


def _recognises(text: str) -> bool:
    return bool(_START.match(text) and _NODE.search(text[:_HEAD]))


class _Reader:
    """Follows the nesting of keys as the elements open and close."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.path: list[str] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self.open
        self.parser.EndElementHandler = self.close
        self.parser.EntityDeclHandler = self.refuse
        self.parser.CharacterDataHandler = self.characters

    def open(self, element: str, given: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        name = " ".join(given.get("name", "").split())
        if element == "cnode":
            if not name:
                self.draft.note(line, "a category has no name; it is called 'unnamed'")
            self.path.append(name or "unnamed")
            self.draft.key(tuple(self.path))
        elif element == "pnode":
            self.draft.add(tuple(self.path), name, line)
        elif element == "dictionary":
            _check_engine(given.get("patternengine", ""), line)
        else:
            self.draft.note(line, f"the element <{element}> is not known and is passed over")

    def close(self, element: str) -> None:
        if element == "cnode":
            self.path.pop()

    def characters(self, text: str) -> None:
        if text.strip():
            line = self.parser.CurrentLineNumber
            self.draft.note(line, f"text outside the elements is passed over: {text.strip()[:60]}")

    def refuse(self, name: str, *_: object) -> None:
        raise LexiconError(
            f"the XML declares an entity ({name}), which is not expanded",
            where=f"line {self.parser.CurrentLineNumber}",
            mend="Write the text in place of the entity.",
        )


def _check_engine(engine: str, line: int) -> None:
    if engine.lower().startswith("reg"):
        raise LexiconError(
            "the patterns are regular expressions",
            where=f"line {line}",
            mend="Export the dictionary with patterns that use * only.",
        )


def _read(text: str, draft: Draft) -> None:
    reader = _Reader(draft)
    try:
        reader.parser.Parse(text.lstrip().encode("utf-8"), True)
    except expat.ExpatError as error:
        raise LexiconError(
            f"the XML is broken ({expat.ErrorString(error.code)})",
            where=f"line {error.lineno}",
            mend="Mend that line, or save the dictionary anew.",
        ) from None


YOSHIKODER = Format("Yoshikoder", _recognises, _read, (".ykd", ".lcd"))
