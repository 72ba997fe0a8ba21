"""A list of actors: who is looked for in mentions and sources, on which side, under which names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.corpus.decoding import decode
from analysis.errors import InputError, ParameterError

COLUMNS = ("actor", "side", "aliases")


def read_actors(path: Path | str) -> pd.DataFrame:
    """The actors of a CSV or tab-separated file: actor, side, and aliases with semicolons between.

    side and aliases may be left out; a missing side is empty. An actor is also known by its own
    name, and a name may belong to one actor only. Errors: InputError names the line.
    """
    file = Path(path)
    try:
        text = decode(file.read_bytes(), where=file.name).text
    except OSError as error:
        raise InputError(f"the list of actors cannot be read ({error.strerror})", where=file.name) from None
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in first else ",")
    names = [(name or "").strip().lower() for name in reader.fieldnames or []]
    if "actor" not in names:
        raise InputError(
            "the list of actors has no column 'actor'",
            where=file.name,
            mend="Its columns are actor, side, aliases; aliases have semicolons between them.",
        )
    reader.fieldnames = names
    rows = []
    try:
        for row in reader:
            cells = {name: str(row.get(name) or "").strip() for name in COLUMNS}
            if not cells["actor"]:
                raise InputError("an actor has no name", where=f"{file.name}, line {reader.line_num}")
            rows.append(cells)
    except csv.Error as error:
        raise InputError(
            f"the list cannot be read ({error})", where=f"{file.name}, line {reader.line_num}"
        ) from None
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")
    alias_index(table)
    return table


def alias_index(actors: pd.DataFrame) -> dict[str, str]:
    """Every name of every actor, in plain writing, with the actor that it belongs to.

    A name of two actors is a ParameterError.
    """
    known: dict[str, str] = {}
    for row in actors.to_dict("records"):
        for name in (row["actor"], *str(row.get("aliases") or "").split(";")):
            plain = plain_name(name)
            if plain and known.setdefault(plain, row["actor"]) != row["actor"]:
                raise ParameterError(
                    f"{name.strip()!r} is a name of {known[plain]} and of {row['actor']}",
                    where="actors",
                    mend="Leave it with one of them.",
                )
    return known


def plain_name(name: str) -> str:
    """A name for comparing: lower case, without stops, an article in front or a possessive ending.

    >>> plain_name("the U.S. Senate’s")
    'us senate'
    """
    words = name.lower().replace("’", "'").replace(".", "").removesuffix("'s").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def find_actors(names: Iterable[str | None], actors: pd.DataFrame) -> list[str | None]:
    """The actor of each name: by full name or alias, else by a last word that one actor alone has."""
    known = alias_index(actors)
    last: dict[str, set[str]] = {}
    for plain, actor in known.items():
        last.setdefault(plain.split()[-1], set()).add(actor)
    found: dict[str, str | None] = {}
    result: list[str | None] = []
    for name in names:
        if not isinstance(name, str):
            result.append(None)
            continue
        if name not in found:
            plain = plain_name(name)
            alone = last.get(plain, set()) if len(plain.split()) == 1 else set()
            found[name] = known.get(plain) or (next(iter(alone)) if len(alone) == 1 else None)
        result.append(found[name])
    return result
