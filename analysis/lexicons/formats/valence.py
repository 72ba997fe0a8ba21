"""Valence lists as VADER and AFINN have them: a term, a tab and its mean rating, one a line.

The terms go under `positive`, `negative` and `neutral` by the sign of their rating, which is their
weight; further columns (deviation, single ratings) are not used.
"""

from __future__ import annotations

from analysis.lexicons.formats.dictionary import Draft, Format, number, split_lines

_SHARE = 0.9


def _recognises(text: str) -> bool:
    lines = [line.split("\t") for line in split_lines(text) if line.strip()]
    rated = sum(len(cells) > 1 and number(cells[1]) is not None for cells in lines)
    return bool(lines) and rated >= _SHARE * len(lines)


def _read(text: str, draft: Draft) -> None:
    ratings: dict[str, tuple[float, int]] = {}
    for line_number, line in enumerate(split_lines(text), start=1):
        if not line.strip():
            continue
        term, _, rest = line.partition("\t")
        rating = number(rest.partition("\t")[0])
        if rating is None:
            draft.note(line_number, f"no rating is found: {line.strip()[:60]}")
            continue
        pattern = draft.pattern(term)
        # VADER's own reader lets a later line replace an earlier one.
        known, before = ratings.pop(pattern, (rating, 0))
        if known != rating:
            draft.note(line_number, f"{pattern!r} replaces the rating {known:g} of line {before}")
        ratings[pattern] = (rating, line_number)
    for pattern, (rating, line_number) in ratings.items():
        sign = "positive" if rating > 0 else "negative" if rating < 0 else "neutral"
        draft.add((sign,), pattern, line_number, rating)


VALENCE = Format("valence list", _recognises, _read)
