"""How a line ends, and the words for days and months: what all signs of a line share."""

from __future__ import annotations

CLOSING = "\"'”’»›)]}*"
_CLOSING_AND_SPACE = CLOSING + " \u00a0"
_STOPS = ".!?…।؟。"
_UNFINISHED = _STOPS + ":;,—–-"

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


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
