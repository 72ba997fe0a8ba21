"""Signs of who wrote an article, when and where: bylines, times, datelines."""

from __future__ import annotations

import re

from analysis.corpus.signs.lines import DAY, MONTH

LONGEST = 160
"""Characters; a longer line is not a byline."""
_BYLINE = re.compile(
    r"(?:By|BY|Words by|Written by|Reported by|Story by|From) [A-Z][\w.'’-]*"
    r"(?:,? (?:[A-Z][\w.'’-]*|and|&|de|van|von|der|al|in|for|the|of))*"
    r"(?:\s?[,|;•·–—-] ?[\w .,'’/&|@–—-]{1,80})?$"
)
_ROLE = (
    r"(?:correspondent|reporter|editor|writer|columnist|analyst|staff|bureau|contributor|producer"
    r"|journalist|chief|desk|photographer)"
)
_BYLINE_ROLE = re.compile(
    r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|and|de|van|von|al)){1,7}"
    r"(?:,| [|•·–—-]) ?[\w ,'’/&-]{0,50}\b" + _ROLE + r"\b[\w ,'’/&-]{0,40}$",
)
NAMES = re.compile(
    r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}"
    r"(?:(?:,| and| &) [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}){0,3}"
    r"(?: in [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})?$"
)
STAMP = re.compile(
    r"(?:\d+ (?:year|month|week|day|hour|minute)s? ago$"
    r"|(?:first |last )?(?:published|updated|posted|modified|created)(?: on| at)?\b\W{0,3}"
    rf"(?=.{{0,40}}\d)|(?:{DAY},? )?(?:\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}}),? \d{{4}}"
    r"(?:\W{1,4}(?:at )?\d{1,2}[:.]\d\d.{0,20})?$|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.{0,12})?$)",
    re.I,
)

_AGENCIES = (
    r"(?:CNN(?: Business| Politics)?|Reuters|AP|AFP|UPI|PA|ANSA|DPA|dpa|TASS|Xinhua|Bloomberg|CBS"
    r"(?: News)?|NBC|Kyodo|EFE|IANS|PTI|ANI|The Center Square|Thomson Reuters Foundation)"
)
AGENCY_BYLINE = re.compile(
    r"\b(?:Associated Press|Reuters|Agence France-Presse|AFP|AP|UPI|Press Association|PA Media"
    r"|Bloomberg|Xinhua|Kyodo)\b"
)
_CAPITALS = r"[A-Z][A-Z.'’-]+(?: (?:[A-Z][A-Z.'’-]*|de|al|of)){0,4}"
_REST = r"(?:, (?:[A-Z][\w.'’-]* ?\d{0,2}){1,4})?(?:, " + MONTH + r" \d{1,2}(?:, \d{4})?)?"
_DASH = r"\s*(?:--?|[–—―‒])\s*"
DATELINE = re.compile(
    rf"(?P<city>{_CAPITALS}){_REST}(?:/{_CAPITALS})?"
    rf"(?: ?\((?P<agency>[A-Z][\w/&.' ]{{0,40}})\))?{_DASH}"
    r"(?=[\"'“‘«(]{0,2}[A-Z0-9$£€])"
    rf"|(?P<city_before>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}}){_REST}"
    rf" \((?P<agency_after>[A-Z]{{2,5}}|{_AGENCIES})\){_DASH}"
    rf"|\((?P<agency_alone>{_AGENCIES})\)(?:{_DASH}|\s+)"
)
"""A dateline at the head of a paragraph; groups hold the city and the agency."""


def is_byline(line: str) -> bool:
    """Whether the line names who wrote the article."""
    if len(line) > LONGEST or not line[:1].isupper():
        return False
    return bool(_BYLINE.match(line) or _BYLINE_ROLE.match(line))
