"""In what role a source speaks, where the text states it: official, expert or citizen.

official: holds a public office or speaks for a public body. expert: is asked for knowledge of the
subject. citizen: speaks as a private person (resident, voter, witness). The classes are those of
the literature on news sources (Sigal 1973, Gans 1979); their members stand in words.tsv. Nothing is
known of the world: a name without a title or an apposition has no role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.voices.words import (
    ADVERB,
    BODY,
    BRACKET,
    CITIZEN,
    COMMA,
    CONJUNCTION,
    DASH,
    ED_FORM,
    EXPERT,
    FINITE,
    GENITIVE,
    ING_FORM,
    LOWER,
    MANNER,
    NATION,
    OFFICIAL,
    OFFICIAL_BODY,
    PLURAL,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    SPOKES,
    STOP,
    TO,
)

if TYPE_CHECKING:
    from analysis.voices.relation import Places
    from analysis.voices.view import View

STANDING = OFFICIAL | EXPERT | CITIZEN
_ROLES = (("official", OFFICIAL), ("expert", EXPERT), ("citizen", CITIZEN))
_FORMER = frozenset("former ex retired onetime one-time then late would-be aspiring".split())
_PAUSE = COMMA | BRACKET | DASH
_ENDS = _PAUSE | STOP | QUOTE
_NO_NOUN = PREPOSITION | RELATIVE | CONJUNCTION | FINITE | ADVERB | MANNER | TO | ED_FORM | ING_FORM
_TELLING = _PAUSE | PREPOSITION | RELATIVE | STANDING | OFFICIAL_BODY | NATION | SPOKES
_NEAR = 4


def role_of(standing: int) -> str:
    """The value of tables.SOURCE_ROLES: office before expertise, expertise before private life."""
    return next((name for name, bits in _ROLES if standing & bits), "none") if standing else "none"


def standing_of_phrase(view: View, speaker: Places) -> int:
    """What a speaker's phrase states: its titles, its head, the heads of its appositions."""
    stated, free = 0, True
    for token, bits in enumerate(view.bits[speaker[0] : speaker[1] + 1].tolist(), speaker[0]):
        if not bits & _TELLING:
            continue
        if bits & _PAUSE:
            free = True
        elif bits & (PREPOSITION | RELATIVE):
            free = False
        elif not free:
            continue
        elif bits & STANDING:
            stated |= standing(view, token)
        elif bits & (OFFICIAL_BODY | NATION):
            stated |= 0 if _modifies(view, token) else OFFICIAL
        elif bits & SPOKES:
            stated |= OFFICIAL if _near(view, token, OFFICIAL_BODY | NATION) else 0
    return stated


def standing(view: View, token: int) -> int:
    """What a title or role noun states of its bearer.

    Nothing when it is over (a former judge), when it belongs to a body that is not public (the
    party chairman), or when it only modifies another noun (student leaders) or its owner's noun
    (the mayor's barber).
    """
    bits = view.bits[token]
    stated = bits & STANDING
    if not stated or bits & GENITIVE or _modifies(view, token):
        return 0
    if stated & OFFICIAL and (
        any(view.low(n) in _FORMER for n in _left(view, token))
        or (_near(view, token, BODY) and not _near(view, token, OFFICIAL_BODY | NATION))
    ):
        return stated & ~OFFICIAL
    return stated


def _modifies(view: View, token: int) -> bool:
    """Whether a noun stands behind the word in its phrase (refugee rights, student leaders)."""
    if view.bits[token] & PLURAL or token + 1 >= len(view.bits):
        return False
    following = view.bits[token + 1]
    return bool(following & LOWER and not following & _NO_NOUN and not view.form[token + 1])


def _left(view: View, token: int) -> range:
    """The few words before a word in its phrase."""
    first = token
    while first > max(0, token - _NEAR) and not view.bits[first - 1] & (_ENDS | PREPOSITION):
        first -= 1
    return range(first, token)


def _near(view: View, token: int, classes: int) -> bool:
    """Whether a body stands around a role: the party chairman, chairman of the party."""
    if any(view.bits[n] & classes for n in _left(view, token)):
        return True
    end = min(len(view.bits), token + 2 + 2 * _NEAR)
    if token + 1 >= end or view.low(token + 1) not in ("of", "at", "for", "with", "from"):
        return False
    for n in range(token + 2, end):
        if view.bits[n] & (_ENDS | RELATIVE):
            return False
        if view.bits[n] & classes:
            return True
    return False
