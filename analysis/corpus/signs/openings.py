"""Signs of a row that is one of a kind: who speaks in an interview, the time of a live blog."""

from __future__ import annotations

import re

_NAME = r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,3}"
_SPEAKER = re.compile(
    rf"\W{{0,2}}({_NAME})(?: ?[(\[][^()\[\]\n]{{1,40}}[)\]])?\W{{0,2}}:\W{{0,2}}\s"
)
_CLOCK = re.compile(
    r"\W{0,2}(?:update[sd]?:?(?: at)?|posted(?: at)?)? ?\d{1,2}[:.]\d\d ?"
    r"(?:[ap]\.? ?m\b|\(?(?:GMT|BST|UTC|CET|[ECMP][SD]?T)\b)",
    re.I,
)
_BARE_CLOCK = re.compile(r"\W{0,2}\d{1,2}[:.h]\d\d\W{0,2}$")


def speaker(line: str) -> str:
    """The name, the initials or the letter that stands with a colon before what is said; else "".

    >>> speaker("VOSS (on the quay): We had no choice."), speaker("Voss said: no")
    ('VOSS', '')
    """
    found = _SPEAKER.match(line[:120])
    return found.group(1).rstrip(".") if found else ""


def is_timed(line: str) -> bool:
    """Whether the line opens with a time of day, as the entries of a live blog do."""
    return bool(_CLOCK.match(line[:60]) or _BARE_CLOCK.match(line[:12]))
