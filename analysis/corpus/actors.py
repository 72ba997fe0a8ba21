"""A list of actors: who is looked for in mentions and sources, on which side, under which names.

A CSV or tab-separated file, one actor a row, with semicolons between aliases:

    actor,side,aliases,event
    Mara Voss,union,Voss; the union,
    Lowmoor Terminals,employer,the firm; the company,port-strike

side, aliases and event may be left out. With an event the row holds in that event only: "the
company" is another one in another story.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

import pandas as pd

from analysis.corpus.decoding import decode
from analysis.errors import InputError, ParameterError

COLUMNS = ("actor", "side", "aliases", "event")
_MEND = f"Its columns are {', '.join(COLUMNS)}; aliases have semicolons between them."


def read_actors(path: Path | str) -> pd.DataFrame:
    """The actors of a list: actor, side, aliases, event; what is left out is empty.

    An actor is also known by its own name; in one event a name belongs to one actor, and an actor
    to one side. Errors: InputError names the line; ParameterError the name.
    """
    file = Path(path)
    try:
        text = decode(file.read_bytes(), where=file.name).text.removeprefix("\ufeff")
    except OSError as error:
        raise InputError(
            f"the list of actors cannot be read ({error.strerror})", where=file.name, mend=_MEND
        ) from None
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter="\t" if "\t" in first else ",", strict=True
    )
    rows: list[dict[str, str]] = []
    try:
        names = _header(next(reader, []), file.name)
        rows.extend(
            _row(names, cells, f"{file.name}, line {reader.line_num}")
            for cells in reader
            if any(cell.strip() for cell in cells)
        )
    except csv.Error as error:
        raise InputError(
            f"the list cannot be read ({error})", where=f"{file.name}, line {reader.line_num}"
        ) from None
    if not rows:
        raise InputError("the list of actors names nobody", where=file.name, mend=_MEND)
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")
    for event in table["event"].unique():
        _check_sides(in_event(table, event))
    return table


def _header(cells: list[str], where: str) -> list[str]:
    """The columns' names; `actor` must be there, and no other than COLUMNS."""
    names = [cell.strip().lower() for cell in cells]
    if "actor" not in names:
        raise InputError("the list of actors has no column 'actor'", where=where, mend=_MEND)
    for name in names:
        if name not in COLUMNS or names.count(name) > 1:
            raise InputError(f"the column {name!r} is unknown or doubled", where=where, mend=_MEND)
    return names


def _row(names: list[str], cells: list[str], where: str) -> dict[str, str]:
    if len(cells) != len(names):
        raise InputError(
            f"the row has {len(cells)} cells and the header {len(names)}",
            where=where,
            mend="Put semicolons between aliases, or quotation marks around the cell.",
        )
    row = dict.fromkeys(COLUMNS, "") | {
        name: cell.strip() for name, cell in zip(names, cells, strict=True)
    }
    if not row["actor"]:
        raise InputError("an actor has no name", where=where)
    return row


def _check_sides(actors: pd.DataFrame) -> None:
    """One actor a name, one side an actor, among rows that hold in one event."""
    alias_index(actors)
    sides = actors.groupby("actor", sort=False)["side"].nunique()
    if (sides > 1).any():
        name = sides.index[sides > 1][0]
        given = " and ".join(map(repr, actors.loc[actors["actor"] == name, "side"].unique()))
        raise ParameterError(
            f"{name!r} is on the sides {given}",
            where="actors",
            mend="Leave it on one, or name the event that each row holds in.",
        )


def in_event(actors: pd.DataFrame, event: object) -> pd.DataFrame:
    """The rows that hold in an event: those for all events, and the event's own."""
    if "event" not in actors:
        return actors
    own = actors["event"].fillna("")
    return actors[(own == "") | (own == event)]


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


def find_actors(
    names: Iterable[str | None],
    actors: pd.DataFrame,
    *,
    events: Iterable[object] | None = None,
) -> list[str | None]:
    """The actor of each name: by full name or alias, else by a last word that one actor alone has.

    events: the event that each name occurs in; without them, rows for all events alone are used.
    """
    indices: dict[object, tuple[dict[str, str], dict[str, set[str]]]] = {}
    result: list[str | None] = []
    for name, event in zip_longest(names, events if events is not None else (), fillvalue=""):
        key = event if isinstance(event, str) else ""
        if key not in indices:
            known = alias_index(in_event(actors, key))
            last: dict[str, set[str]] = {}
            for plain, actor in known.items():
                last.setdefault(plain.split()[-1], set()).add(actor)
            indices[key] = known, last
        result.append(_find(name, *indices[key]) if isinstance(name, str) else None)
    return result


def _find(name: str, known: dict[str, str], last: dict[str, set[str]]) -> str | None:
    plain = plain_name(name)
    alone = last.get(plain, set()) if len(plain.split()) == 1 else set()
    return known.get(plain) or (next(iter(alone)) if len(alone) == 1 else None)
