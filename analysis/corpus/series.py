"""Rows that make a series: the turns of an interview or transcript, the entries of a live blog.

One such row alone may be anything, so that several are asked for before any is labelled.
"""

from __future__ import annotations

from collections import Counter

from analysis.corpus.page import Page
from analysis.corpus.signs import openings

_TURNS = 4
_OF_ONE_SPEAKER = 2
_QUESTIONS = 3
_TITLED_SHARE = 0.5
_LONGEST_GAP = 3
_SENTENCES = 0.8
_ENTRIES = 4


def label_turns(page: Page) -> None:
    """Rows that open with the name of a speaker, where at least two speak by turns.

    At least four rows of at least two speakers who each speak twice, or three questions (Q), most
    of which close like sentences. Names in small letters look like any lead-in (Winner: …), so
    that of these every other row must be one. What stands between two turns, up to three rows,
    goes on with the first.
    """
    if page.text.count(":") < _QUESTIONS:
        return
    names = {row: openings.speaker(line) for row, line in enumerate(page.lines) if ":" in line}
    # The first turn often has the full name, and the later ones the surname.
    last = {row: name.split()[-1] for row, name in names.items() if name}
    plain = {row: name for row, name in last.items() if name.isupper()}
    turns = _by_turns(plain)
    if not turns and last:
        spread = max(last) - min(last) + 1
        turns = _by_turns(last) if len(last) >= _TITLED_SHARE * spread else []
    if sum(page.sentence[row] for row in turns) < _SENTENCES * len(turns):
        return
    for row, following in zip(turns, [*turns[1:], len(page)][: len(turns)], strict=True):
        goes_on = row != turns[-1] and following - row <= _LONGEST_GAP + 1
        for other in range(row, following if goes_on else row + 1):
            page.zones[other] = page.zones[other] or "turn"


def _by_turns(speakers: dict[int, str]) -> list[int]:
    """The rows of those who speak by turns; none where nobody does."""
    counts = Counter(name.casefold() for name in speakers.values())
    repeated = {name for name, count in counts.items() if count >= _OF_ONE_SPEAKER}
    questions = counts["q"] >= _QUESTIONS
    turns = sum(counts[name] for name in repeated)
    if not questions and (len(repeated) < 2 or turns < _TURNS):
        return []
    rows = [row for row, name in speakers.items() if name.casefold() in repeated]
    return [row for row in sorted(speakers) if rows[0] <= row <= rows[-1]]


def label_entries(page: Page) -> None:
    """All rows from the first that opens with a time of day, where at least four do."""
    timed = [row for row, line in enumerate(page.lines) if openings.is_timed(line)]
    if len(timed) < _ENTRIES:
        return
    for row in range(timed[0], len(page)):
        page.zones[row] = page.zones[row] or "entry"
