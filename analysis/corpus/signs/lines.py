"""How a line ends, and the words for days and months: what all signs of a line share."""

from __future__ import annotations

import re

CLOSING = "\"'”’»›)]}*"
_CLOSING_AND_SPACE = CLOSING + " \u00a0"
_STOPS = ".!?…।؟。"
_UNFINISHED = _STOPS + ":;,—–-"

# A word of four letters and more before the stop: what is shorter may be abbreviated.
_SENTENCE_END = re.compile(r"[a-z]{4}[.!?][\"'”’]? [\"'“‘]?[A-Z]")

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


AROUND = CLOSING + "“‘«‹([… .,!?\u00a0"
"""What stands around words that are printed by themselves."""

_OPENING = "\"'“‘«‹"


def is_quotation(line: str) -> bool:
    """Whether the whole line stands between quotation marks."""
    return line[0] in _OPENING and line[-1] in CLOSING


def ends_sentence(line: str) -> bool:
    """Whether the line closes like a sentence; closing marks after the stop are allowed."""
    last = line[-1]
    if last in _STOPS:
        return True
    if last not in CLOSING:
        return False
    core = line.rstrip(_CLOSING_AND_SPACE)
    return core != "" and core[-1] in _STOPS


def is_bare(line: str) -> bool:
    """Whether the line ends as titles and captions do: with a word, not with punctuation."""
    core = line.rstrip(_CLOSING_AND_SPACE)
    return core != "" and core[-1] not in _UNFINISHED and not line[0].islower()


def holds_sentence_end(line: str) -> bool:
    """Whether a sentence ends inside the line and another begins."""
    return _SENTENCE_END.search(line) is not None
