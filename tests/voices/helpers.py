"""Attributions of a text as plain tuples, for tests that read like tables."""

from __future__ import annotations

import pandas as pd

from analysis.voices import attribute_text


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    """Content, speaker and cue of every attribution, in order of the text."""
    table = attribute_text(text).attributions
    return [
        (text[row.start : row.end], _given(row.speaker), _given(row.cue))
        for row in table.itertuples()
    ]


def column(text: str, name: str) -> list[object]:
    """One column of the attributions of a text; missing values as None."""
    return [_given(value) for value in attribute_text(text).attributions[name]]


def quotations(text: str) -> list[str]:
    """Every stretch between quotation marks, with its marks."""
    table = attribute_text(text).quotations
    return [text[row.start : row.end] for row in table.itertuples()]


def _given(value: object) -> object:
    return None if pd.isna(value) else value
