"""Words that follow from a style book: they tell outlets apart and say nothing of how a story is
told. They are set apart in the table of terms, never taken out."""

from __future__ import annotations

import re
from collections.abc import Collection

GROUPS = {
    "courtesy titles": "mr mrs ms miss mx dr sir dame lord lady messrs",
    "titles cut short": "sen sens rep reps gov govs lt gen col sgt capt adm rev prof hon det supt",
    "names of countries and bodies cut short": "u.s u.s.a usa u.k uk u.n un e.u eu d.c dc",
    "days and months cut short": "mon tue tues wed thu thur thurs fri"
    " jan feb mar apr jun jul aug sep sept oct nov dec",
    "clock and calendar": "a.m p.m pm bst gmt edt pst pdt",
    "numbers and units": "percent pct per-cent cent bn mn tn km kg ft mph",
    "firms": "inc ltd plc corp co llc",
    "the reporting verb in its tense": "said says",
    "spellings with two forms": "adviser advisers advisor advisors toward towards afterward"
    " afterwards amongst whilst okay ok e-mail email e-mails emails web-site website",
}
"""Why a word is a matter of style, and the words, in lower case without a last full stop."""

HOUSE_STYLE = frozenset(word for words in GROUPS.values() for word in words.split())


_PARTY = re.compile(r"[dri]-[a-z.]+")
"""A legislator's party and state, as style books set them behind the name: D-N.Y., R-Texas."""


def follows_style(term: str, words: Collection[str] = HOUSE_STYLE) -> bool:
    """Whether a word, or any word of a phrase, is one of style; case and a last stop do not matter.

    >>> [follows_style(term) for term in ("U.S.", "mr trump", "D-N.Y.", "union boss")]
    [True, True, True, False]
    """
    parts = term.lower().split()
    return any(part.rstrip(".") in words or _PARTY.fullmatch(part) is not None for part in parts)
