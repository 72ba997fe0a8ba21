"""Hand-annotated articles: one XML file an article, read into its text and gold with offsets.

The blocks of an article (headline, p, caption …) are joined by blank lines, bullets that follow
each other by one newline. White space inside a block is collapsed; no-break spaces are kept.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.tables import ZONES

_COLLAPSED = " \t\r\n"
_BLOCKS = {"p": "body", **{zone: zone for zone in ZONES if zone not in ("body", "dateline")}}
_INLINE = ("said", "cue", "who", "loaded", "scare", "dateline")


@dataclass(frozen=True)
class Mark:
    """An annotated span: its element, offsets and attributes."""

    name: str
    start: int
    end: int
    attributes: dict[str, str]


@dataclass(frozen=True)
class Annotated:
    """An article's text with everything that was marked in it."""

    text: str
    metadata: dict[str, str]
    zones: list[tuple[int, int, str]]
    marks: list[Mark]

    @property
    def loaded(self) -> list[tuple[int, int, str]]:
        """Start, end and category of every loaded term."""
        return [(m.start, m.end, m.attributes["category"]) for m in self._named("loaded")]

    @property
    def scare(self) -> list[tuple[int, int]]:
        """Start and end of marked words that are nobody's attributed words."""
        return [(m.start, m.end) for m in self._named("scare")]

    @property
    def relations(self) -> list[dict[str, Any]]:
        """One row a span of attributed content, with the cue and speaker of its statement.

        `rel` numbers the statements; `part` numbers the spans of one statement.
        """
        cues = self._by_statement("cue")
        speakers = self._by_statement("who")
        parts: dict[str, int] = {}
        rows = []
        for mark in self._named("said"):
            statement = mark.attributes["id"]
            part = parts[statement] = parts.get(statement, -1) + 1
            row: dict[str, Any] = {"start": mark.start, "end": mark.end}
            row |= {"text": self.text[mark.start : mark.end], "type": mark.attributes["kind"]}
            row |= {"rel": int(statement), "part": part}
            row |= self._party("speaker", speakers.get(statement))
            row |= self._party("cue", cues.get(statement))
            rows.append(row)
        return rows

    def _named(self, name: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.name == name]

    def _by_statement(self, name: str) -> dict[str, Mark]:
        return {mark.attributes["id"]: mark for mark in reversed(self._named(name))}

    def _party(self, role: str, mark: Mark | None) -> dict[str, Any]:
        row: dict[str, Any] = {
            f"{role}_text": self.text[mark.start : mark.end] if mark else None,
            f"{role}_start": mark.start if mark else None,
            f"{role}_end": mark.end if mark else None,
        }
        given = mark.attributes if mark else {}
        keys = ("source", "type") if role == "speaker" else ("stance",)
        names = {"source": "source", "type": "source_type", "stance": "cue_stance"}
        return row | {names[key]: given.get(key) for key in keys}


@dataclass
class _Writer:
    """Text as it grows, and the marks that wait for their first character."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    block_start: int = 0
    space: bool = False
    waiting: list[dict[str, int]] = field(default_factory=list)

    def write(self, text: str | None) -> None:
        for character in text or "":
            if character in _COLLAPSED:
                self.space = self.length > self.block_start
                continue
            if self.space:
                self._put(" ")
                self.space = False
            for mark in self.waiting:
                mark["start"] = self.length
            self.waiting.clear()
            self._put(character)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def open_block(self, joint: str) -> None:
        self._put(joint)
        self.block_start, self.space = self.length, False


def read_annotated(path: Path | str) -> Annotated:
    """An annotated article.

    path: an XML file with one `article` element. Raises InputError for XML that is not well
    formed, for elements that the format does not know, and for statements that do not add up.
    """
    path = Path(path)
    try:
        root = ElementTree.parse(path).getroot()
    except (ElementTree.ParseError, OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read as XML ({error})", where=str(path)) from None
    writer, zones, marks = _Writer(), [], list[Mark]()
    previous = ""
    for block in root:
        if block.tag not in _BLOCKS:
            raise InputError(f"<{block.tag}> is not a block", where=str(path))
        if previous:
            writer.open_block("\n" if block.tag == previous == "bullet" else "\n\n")
        start = writer.length
        datelines = _walk(block, writer, marks, path)
        zones += _zones(start, writer.length, _BLOCKS[block.tag], datelines)
        previous = block.tag
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    article = Annotated("".join(writer.pieces), dict(root.attrib), zones, marks)
    _check(article, path)
    return article


def _walk(element: Any, writer: _Writer, marks: list[Mark], path: Path) -> list[Mark]:
    """Write an element's text; the datelines inside it."""
    datelines: list[Mark] = []
    writer.write(element.text)
    for child in element:
        if child.tag not in _INLINE:
            raise InputError(f"<{child.tag}> is not an inline mark", where=str(path))
        begun = {"start": -1}
        writer.waiting.append(begun)
        datelines += _walk(child, writer, marks, path)
        if begun["start"] < 0:
            raise InputError(f"<{child.tag}> holds no text", where=str(path))
        mark = Mark(child.tag, begun["start"], writer.length, dict(child.attrib))
        (datelines if child.tag == "dateline" else marks).append(mark)
        writer.write(child.tail)
    return datelines


def _zones(start: int, end: int, zone: str, datelines: list[Mark]) -> list[tuple[int, int, str]]:
    rows: list[tuple[int, int, str]] = []
    for mark in datelines:
        rows.append((mark.start, mark.end, "dateline"))
        start = mark.end + 1
    return [*rows, (start, end, zone)]


def _check(article: Annotated, path: Path) -> None:
    statements = {mark.attributes.get("id") for mark in article._named("said")}
    for mark in article.marks:
        if mark.name in ("cue", "who") and mark.attributes.get("id") not in statements:
            raise InputError(
                f"<{mark.name} id={mark.attributes.get('id')!r}> belongs to no statement",
                where=str(path),
            )
