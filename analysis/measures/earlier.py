"""Measures that a folder already holds, as the parts that a new run would make."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import ParallaxError
from analysis.measures.parts import MEASURED, Part, said
from analysis.measures.pipeline import Measures
from analysis.measures.store import INPUTS, read_measures

_TABLES = tuple(name for name in MEASURED if name != "terms")


class Earlier:
    """Measures of the same articles, cut into parts again.

    Their tables are in the order of the articles, so that a part's rows are found by two places.
    """

    def __init__(self, measures: Measures) -> None:
        ids = pd.Index(measures.articles["article"])
        reasons = measures.record["not_measured"]
        self._ids = ids
        languages = measures.articles["language"].to_numpy(object)
        self._said = said(ids, languages, [reasons.get(article) for article in ids])
        self._tables = {name: getattr(measures, name) for name in _TABLES}
        self._first = {name: _first_rows(ids, table) for name, table in self._tables.items()}

    @classmethod
    def find(cls, folder: Path, inputs: str) -> Earlier | None:
        """What a folder holds, if it was made from these inputs; None when not, or not whole."""
        try:
            if (folder / INPUTS).read_text(encoding="ascii") != inputs:
                return None
            return cls(read_measures(folder))
        except (OSError, UnicodeDecodeError, ParallaxError):
            return None

    def part(self, articles: pd.Series) -> Part:
        """The tables of consecutive articles that no lexicon changes, and those that one does."""
        first = int(self._ids.get_loc(str(articles.iloc[0]))) if len(articles) else 0
        last = first + len(articles)
        rows = {name: slice(own[first], own[last]) for name, own in self._first.items()}
        tables = {
            name: table.iloc[rows[name]].reset_index(drop=True)
            for name, table in self._tables.items()
        }
        return tables | {"said": {name: own[first:last] for name, own in self._said.items()}}


def _first_rows(ids: pd.Index, table: pd.DataFrame) -> NDArray[np.int64]:
    """The first row of each article, and one more for the end."""
    return np.searchsorted(ids.get_indexer(table["article"]), np.arange(len(ids) + 1))
