"""Measures that a folder already holds, as the parts that a new run would make."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import ParallaxError
from analysis.measures.parts import MEASURED, Part, said
from analysis.measures.store import INPUTS, StoredMeasures, read_measures

_TABLES = tuple(name for name in MEASURED if name != "terms")


class Earlier:
    """Measures of the same articles, cut into parts again.

    Their tables are in the order of the articles, so that a part's rows are found by two places,
    and the others can stay on disk.
    """

    def __init__(self, measures: StoredMeasures) -> None:
        ids = pd.Index(measures.articles["article"])
        reasons = measures.record["not_measured"]
        self._ids = ids
        languages = measures.articles["language"].to_numpy(object)
        self._said = said(ids, languages, [reasons.get(article) for article in ids])
        self._measures = measures
        self._first = {name: _first_rows(ids, measures.articles_of(name)) for name in _TABLES}

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
        tables = {
            name: self._measures.rows(name, int(own[first]), int(own[last]))
            for name, own in self._first.items()
        }
        return tables | {"said": {name: own[first:last] for name, own in self._said.items()}}


def _first_rows(ids: pd.Index, articles: pd.Series) -> NDArray[np.int64]:
    """The first row of each article, and one more for the end."""
    return np.searchsorted(ids.get_indexer(articles), np.arange(len(ids) + 1))
