"""Do files hold words of articles? Every file's words against every run of words of the articles.

The files' runs are kept and the articles stream past, so that memory follows the files' size.
"""

from __future__ import annotations

import gzip
import io
import itertools
import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pandas as pd
from lxml import etree

from analysis.figures.annotate import ASIDES

RUN = 8
"""So many words of an article in a row may stand in no file that is handed on."""
_LETTERED = 3  # a run has so many words with a letter in it, or rows of numbers would count
_SHORT = 3  # words of a cell that may be a piece of a text cut into cells
_WORD = re.compile(r"[^\W_]+")
# Hyphens and apostrophes join: an address made of a headline's words is an address, and one word.
_UNSEEN = re.compile(
    "(?<=\\w)[-\u2010\u2011'\u2018\u2019](?=\\w)|[\u00ad\u200b-\u200f\u2060\ufeff]"
)
_TAG = re.compile(r"<[a-zA-Z!/?]")
_OPAQUE = (".docx", ".xlsx", ".odt", ".zip", ".pkl", ".jpg", ".jpeg", ".tif", ".tiff")


@dataclass(frozen=True)
class Match:
    """A file with words of an article in it."""

    file: str
    article: str


def find_words_of(articles: Mapping[str, str], files: Mapping[str, bytes]) -> list[Match]:
    """The files in which a run of eight words of an article stands, with the first such article.

    articles: text by identifier; files: content by name. Text is compared as words without regard
    to case, punctuation, markup, and how a format wraps or escapes it.
    """
    where: dict[int, set[str]] = {}
    for name, content in files.items():
        for text in texts_in(name, content):
            for run in _runs(text):
                where.setdefault(run, set()).add(name)
    found: dict[str, str] = {}
    for article, text in articles.items():
        for run in _runs(text):
            for name in where.get(run, ()):
                found.setdefault(name, article)
    return [Match(name, found[name]) for name in sorted(found)]


def unscannable(files: Iterable[str]) -> list[str]:
    """Names of files whose words cannot be read here, so that no one can vouch for them.

    A figure's PDF draws the words of its SVG, which is read in its stead.
    """
    names = set(files)
    return sorted(
        name
        for name in names
        if name.lower().endswith(_OPAQUE)
        or (name.lower().endswith(".pdf") and f"{name[:-4]}.svg" not in names)
    )


def _runs(text: str) -> Iterator[int]:
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    words = _WORD.findall(plain)
    lettered = [not word.isdigit() for word in words]
    for start in range(len(words) - RUN + 1):
        if sum(lettered[start : start + RUN]) >= _LETTERED:
            yield hash(tuple(words[start : start + RUN]))


def texts_in(name: str, content: bytes) -> Iterator[str]:
    """All words of a file, as a reader or a program would meet them, in one or more texts."""
    yield name
    kind = PurePosixPath(name).suffix.lower()
    if kind == ".gz":
        yield from texts_in(name[:-3], gzip.decompress(content))
    elif kind == ".parquet":
        yield from _cells(pd.read_parquet(io.BytesIO(content)))
    elif kind == ".png":
        yield from _chunks(content)
    elif kind == ".pdf":
        yield re.sub(r"\\(.)", r"\1", content.decode("latin-1"), flags=re.DOTALL)
    else:
        text = content.decode("utf-8", "replace")
        yield from _strings(json.loads(text)) if kind in (".json", ".ipynb") else _marked(text)


def _cells(frame: pd.DataFrame) -> Iterator[str]:
    """Each cell of text, and short cells as one from top to bottom, as a text by words stands.

    Longer cells are read apart: two mentions that neighbour in a table may do so in an article,
    and then say no more than each alone.
    """
    for name in frame.select_dtypes(include=["object", "string", "str"]):
        cells = list(frame[name].dropna().astype(str))
        yield from cells
        for short, streak in itertools.groupby(cells, lambda cell: len(cell.split()) <= _SHORT):
            if short:
                yield " ".join(streak)


def _chunks(content: bytes) -> Iterator[str]:
    """The words beside the pixels of a PNG."""
    place = 8
    while place + 8 <= len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        if kind not in (b"IDAT", b"IHDR", b"PLTE"):
            yield body.decode("utf-8", "replace")
            for packed in re.findall(rb"\x78[\x01\x5e\x9c\xda].+", body, re.DOTALL):
                try:
                    yield zlib.decompress(packed).decode("utf-8", "replace")
                except zlib.error:
                    continue
        place += 12 + size


def _strings(value: Any) -> Iterator[str]:
    """Every text in a JSON value; neighbours in a list are one text, as a notebook's lines are."""
    if isinstance(value, str):
        yield from _marked(value)
    elif isinstance(value, list):
        yield from _marked(" ".join(item for item in value if isinstance(item, str)))
        for item in value:
            yield from () if isinstance(item, str) else _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)


def _marked(text: str) -> Iterator[str]:
    """A text as it stands and, where it holds markup, as a reader sees it, with all attributes."""
    yield text
    if _TAG.search(text):
        for version in (text, ASIDES.sub("", text)):
            words, attributes = _page(version)
            yield " ".join(words)
            yield "".join(words)
            yield from attributes


def _page(text: str) -> tuple[list[str], list[str]]:
    """The words of markup with those of its comments, where a drawing's stand, and attributes."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing in it that could be shown
        return [], []
    words: list[str] = []
    attributes: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            words.append(element.text or "")
            attributes += [v for v in element.values() if " " in v and not v.startswith("data:")]
        elif event == "end":
            words.append(element.tail or "")
        else:
            words += [element.text or "", element.tail or ""]
    return words, attributes
