"""One name for each outlet, with the mapping shown: FOX, Fox News and foxnews.com are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.errors import ColumnError
from analysis.tables import Column, Table

RULES = ("given", "known", "spelling", "unchanged")
OUTLET_NAMES = Table(
    "outlet names",
    "One row a name as given, with the outlet that it is taken for.",
    (
        Column("given", "string", "The name or address as given."),
        Column("outlet", "string", "The name it is given in the corpus."),
        Column(
            "rule",
            "string",
            "Why: named by the user (given), in the list of known outlets (known), written "
            "otherwise elsewhere in the corpus (spelling), or left as it is (unchanged).",
            values=RULES,
        ),
        Column("articles", "integer", "Articles with this name.", "articles"),
    ),
)

_KNOWN = Path(__file__).with_name("outlets.tsv")
_ADDRESS = re.compile(r"(?:https?://)?(?:www\d?\.|m\.|amp\.)?([\w-]+(?:\.[\w-]+)+)(?:[:/].*)?")


def map_outlets(
    outlets: Iterable[object], *, names: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """What each outlet name in a corpus is taken for (table OUTLET_NAMES): read it, edit it.

    outlets: one name or address an article. names: name as given to name wanted, before all
    else. Names that differ in case, punctuation or a leading "The" alone become the most frequent
    of them. Sections such as opinion pages, and short names that several papers bear
    ("The Times"), are left as they are. Missing names stay missing and have no row.

    >>> map_outlets(["FOX", "foxnews.com", "Lantern"])[["given", "outlet"]].values.tolist()
    [['FOX', 'Fox News'], ['Lantern', 'Lantern'], ['foxnews.com', 'Fox News']]
    """
    counts = Counter(str(name).strip() for name in outlets if not pd.isna(name))
    counts.pop("", None)
    wanted = {outlet_key(given): name for given, name in (names or {}).items()}
    known = _known_names()
    spellings: dict[str, str] = {}
    for given in sorted(counts, key=lambda name: (-counts[name], name)):
        spellings.setdefault(outlet_key(given), given)
    rows = []
    for given in sorted(counts):
        key = outlet_key(given)
        if key in wanted:
            name, rule = wanted[key], "given"
        elif (found := _known_name(key, known)) is not None:
            name, rule = found, "known"
        else:
            name = spellings[key]
            rule = "unchanged" if name == given else "spelling"
        rows.append((given, name, rule, counts[given]))
    columns = {name: [row[i] for row in rows] for i, name in enumerate(OUTLET_NAMES.names)}
    return OUTLET_NAMES.frame(columns)


def rename_outlets(articles: pd.DataFrame, mapping: pd.DataFrame) -> pd.DataFrame:
    """The articles with their outlets named as the mapping says; names not in it stay.

    Raises ColumnError when there is no column outlet, or the mapping says two things of one name.
    """
    if "outlet" not in articles:
        raise ColumnError("there is no column 'outlet'", where="articles")
    OUTLET_NAMES.check(mapping, where="mapping")
    twice = mapping.loc[mapping["given"].duplicated(), "given"]
    if len(twice):
        raise ColumnError(f"{twice.iloc[0]!r} has two rows", where="mapping: given")
    names = dict(zip(mapping["given"], mapping["outlet"], strict=True))
    values = [
        None if pd.isna(name) else names.get(str(name).strip(), name) for name in articles["outlet"]
    ]
    return articles.assign(outlet=pd.Series(values, index=articles.index, dtype="str"))


def outlet_key(name: str) -> str:
    """The form in which outlet names are compared.

    An address is its host; a name loses case, punctuation and a leading "The".

    >>> outlet_key("https://www.Example-Post.com/news/1"), outlet_key("The Example Post")
    ('example-post.com', 'example post')
    """
    lowered = name.strip().casefold()
    address = _ADDRESS.fullmatch(lowered)
    if address is not None:
        return address.group(1)
    words = re.findall(r"\w+", lowered.replace("'", "").replace("’", ""))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words) or lowered


def _known_name(key: str, known: Mapping[str, str]) -> str | None:
    """The known outlet; of an address also when only a host above it is known."""
    while key not in known and key.count(".") > 1 and " " not in key:
        key = key.partition(".")[2]
    return known.get(key)


@cache
def _known_names() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in _KNOWN.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            outlet, _, others = line.partition("\t")
            for name in (outlet, *others.split(" | ")):
                if known.setdefault(outlet_key(name), outlet) != outlet:
                    raise AssertionError(f"{name} is listed for two outlets")
    return known
