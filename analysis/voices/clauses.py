"""Where clauses begin and end: the grammar's only knowledge of sentence structure.

A content clause begins behind the cue, its hearer and its adverbials, and runs to the end of the
unit unless the writer takes the word back first: a second reporting verb (and said), a participle
(, adding that), a tag (, according to), a new main clause (, but), a semicolon or a dash.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.voices.units import ADJUNCTS, Unit
from analysis.voices.words import (
    ACRONYM,
    ADVERB,
    BRACKET,
    CAPITAL,
    COLON,
    COMMA,
    CONJUNCTION,
    DASH,
    DETERMINER,
    ED_FORM,
    FINITE,
    FREQUENCY,
    ING_FORM,
    LOWER,
    MANNER,
    MODAL,
    NUMBER,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    SEMICOLON,
    STOP,
    SUBJECT,
    SUBORDINATE,
    THAT,
    TIME,
    TO,
    WH,
)

HARD = SEMICOLON | STOP
NOMINAL = CAPITAL | DETERMINER | POSSESSIVE | SUBJECT | NUMBER | OBJECT
_ADJUNCT = frozenset(
    "in on at during after before to by via through from of about as for with following amid "
    "over".split()
)
_CONTRAST = frozenset("but while although though whereas despite yet".split())
_AT_TIME = frozenset("on in at late early since".split())
_TIME_FRONT = frozenset("last this next late early earlier the that".split())
_FRONTS = frozenset("in despite by without besides".split())
_ADVERBIAL = MANNER | FREQUENCY
_BEFORE_OPENER = CONJUNCTION | ADVERB | COMMA | TIME | NUMBER
_WHO = RELATIVE | ACRONYM
_AHEAD = 16
_VERBS = FINITE | ED_FORM


def has_finite(unit: Unit, first: int, last: int) -> bool:
    """Whether a finite verb stands between two places."""
    return unit.marked.finite.find(1, unit.row + first, unit.row + last + 1) >= 0


def skip_adverbs(unit: Unit, place: int) -> int:
    """Behind adverbs of manner and frequency."""
    classes = unit.bits
    while (
        place < unit.size
        and classes[place] & _ADVERBIAL
        and not (classes[place] & (CAPITAL | DETERMINER))
    ):
        place += 1
    return place


def skip_time(unit: Unit, place: int) -> int:
    """Behind `Friday`, `on Tuesday night`, `last week`, `earlier this month`."""
    start, words, classes = place, unit.words, unit.bits
    if words[place] in _AT_TIME:
        place += 1
    while place < unit.size and words[place] in _TIME_FRONT:
        place += 1
    stop = place
    while place < unit.size and classes[place] & TIME and not classes[place] & MODAL:
        place += 1
    if place == stop:
        return start
    while place < unit.size and classes[place] & NUMBER:
        place += 1
    return place


def skip_adjuncts(unit: Unit, place: int) -> int | None:
    """Behind the adverbials of a cue (said in a statement on Friday that …).

    None when something else than a content clause follows them.
    """
    for _ in range(4):
        place = skip_adverbs(unit, skip_time(unit, skip_adverbs(unit, place)))
        if place >= unit.size:
            return None
        if not unit.bits[place] & PREPOSITION or unit.words[place] not in _ADJUNCT:
            return place
        found = _behind_phrase(unit, place)
        if found is None:
            return None
        place = found
    return place


def _behind_phrase(unit: Unit, place: int) -> int | None:
    """Behind one prepositional phrase, when a content clause can be seen to follow it."""
    for n in range(place + 1, min(unit.size, place + _AHEAD)):
        bits = unit.bits[n]
        if bits & HARD:
            return None
        if bits & (QUOTE | COLON):
            return n
        if bits & THAT or (bits & PRONOUN and n > place + 1):
            return n
        if bits & COMMA:
            following = n + 1
            if following < unit.size and unit.bits[following] & (THAT | QUOTE):
                return following
            return None
        if bits & FINITE:
            return None
        if bits & TIME and n + 1 < unit.size:
            after = skip_time(unit, n)
            if after < unit.size and unit.bits[after] & (DETERMINER | SUBJECT | CAPITAL | THAT):
                return after
    return None


def skip_hearer(unit: Unit, place: int) -> int | None:
    """Behind the hearer of told, asked, urged; None when nothing that can be content follows."""
    if place >= unit.size or not unit.bits[place] & (NOMINAL | LOWER):
        return None
    bits = unit.bits[place]
    if bits & (THAT | PREPOSITION | TO | CONJUNCTION):
        return None
    if bits & OBJECT:
        return place + 1
    run = _name_run(unit, place)
    for n in range(place + 1, min(unit.size, place + _AHEAD)):
        bits = unit.bits[n]
        if bits & (THAT | TO | QUOTE | COLON | WH | PRONOUN):
            if unit.words[n] in ("who", "which", "whose"):
                continue
            return n
        if n == run and bits & (DETERMINER | POSSESSIVE | CAPITAL | TIME | PREPOSITION):
            return n
        if bits & (HARD | DASH):
            return None
        if bits & FINITE:
            return run if run < n else None
        if bits & COMMA and not _comma_inside(unit, n):
            return n + 1 if n + 1 < unit.size and unit.bits[n + 1] & QUOTE else None
    return None


def _comma_inside(unit: Unit, place: int) -> bool:
    return place + 1 < unit.size and not unit.bits[place + 1] & (QUOTE | CONJUNCTION)


def _name_run(unit: Unit, place: int) -> int:
    """Behind a name, or behind one plain noun with its determiner."""
    start = place
    if unit.bits[place] & (DETERMINER | POSSESSIVE):
        place += 1
    run = place
    while run < unit.size and unit.bits[run] & CAPITAL and not unit.bits[run] & TIME:
        run += 1
    return run if run > place else max(place + 1, start + 1)


def content_end(
    unit: Unit, first: int, nominal: bool, scope: Scope | None = None
) -> tuple[int, str]:
    """The last place of the content that begins at `first`, and what ends it.

    nominal: the content is a noun phrase, which an adverbial of time or a verb also ends. scope:
    where the clause of the cue itself must end.
    """
    scope = scope or Scope(unit.size)
    ceiling = min(scope.ceiling, unit.size)
    ends = unit.marked.pause if nominal else unit.marked.turn
    for place in unit.each(ends, first + 1, ceiling):
        ended = _boundary(unit, place, first, nominal, scope)
        if ended:
            end = _back(unit, place - 1, first)
            return (unit.phrase_end(end) if nominal else end), ended
    return _back(unit, ceiling - 1, first), "stop"


class Scope(NamedTuple):
    """The clause that a cue stands in.

    ceiling: the place before which it ends. fronted: it comes before the main clause (While he
    said …, she …). relative: it modifies a noun (Smith, who said …, left). participle: its cue is
    one (saying …).
    """

    ceiling: int
    fronted: bool = False
    relative: bool = False
    participle: bool = False


def scope_of(unit: Unit, cue: int, ceiling: int) -> Scope:
    """The clause of a cue: fronted, relative or main."""
    relative = unit.classes & _WHO > 0 and _is_relative(unit, cue)
    return Scope(ceiling, _is_fronted(unit, cue), relative, unit.bits[cue] & ING_FORM > 0)


def _is_relative(unit: Unit, cue: int) -> bool:
    """Whether a cue is near behind a comma and `who` or `which`."""
    for place in range(cue - 1, max(-1, cue - 8), -1):
        if unit.words[place] in ("who", "which"):
            return bool(place and unit.bits[place - 1] & COMMA)
        if unit.bits[place] & (COMMA | HARD):
            break
    return False


def _is_fronted(unit: Unit, cue: int) -> bool:
    """Whether the cue stands in an adverbial clause or phrase that opens the unit."""
    classes, first = unit.bits, 0
    if unit.classes & DASH:
        first = next((n + 1 for n in range(min(cue, 8)) if classes[n] & DASH), 0)
    while first < cue and classes[first] & _BEFORE_OPENER:
        first += 1
    opener = classes[first]
    leads = opener & SUBORDINATE or unit.words[first] in _FRONTS
    if not (leads if first < cue else opener & (ING_FORM | ED_FORM) and not leads):
        return False
    return not (unit.classes & COMMA and any(bits & COMMA for bits in classes[first:cue]))


def _back(unit: Unit, place: int, first: int) -> int:
    """Leaves out the punctuation at the end."""
    out = COMMA | STOP | DASH | SEMICOLON | COLON
    while place > first and unit.bits[place] & out:
        place -= 1
    return place


def _boundary(unit: Unit, place: int, first: int, nominal: bool, scope: Scope) -> str:
    """What ends the content before this place; empty when it goes on."""
    bits, word = unit.bits[place], unit.words[place]
    if bits & SEMICOLON:
        return "semicolon"
    if bits & (DASH | BRACKET) and nominal:
        return "dash"
    if word in ("and", "but"):
        if _second_verb(unit, place + 1, nominal):
            return "second verb"
        if scope.participle and place + 1 < unit.size and unit.bits[place + 1] & ING_FORM:
            return "second participle"
    if word == "according" and unit.words[place + 1] == "to" and place > first + 1:
        return "according"
    if unit.marked.comma[unit.row + place]:
        ended = _after_comma(unit, place, first, nominal, scope)
        if ended:
            return ended
    if nominal and place > first + 1 and _ends_nominal(unit, place, word):
        return "adjunct"
    return ""


def _after_comma(unit: Unit, place: int, first: int, nominal: bool, scope: Scope) -> str:
    bits, word = unit.bits[place], unit.words[place]
    if word in _CONTRAST:
        return "contrast"
    if bits & ING_FORM and (unit.forms[place] or unit.bits[place - 1] & QUOTE):
        return "participle"
    if word == "with" and _absolute(unit, place):
        return "participle"
    if word == "and" and _new_clause(unit, place + 1):
        return "new clause"
    if word == "and" and nominal and _finite_near(unit, place + 1):
        return "new clause"
    if word in ("a", "an") and (nominal or has_finite(unit, first, place - 1)):
        return "apposition"
    if scope.relative:
        verb = skip_adverbs(unit, place)
        if verb < unit.size and (unit.bits[verb] & FINITE or unit.cue(verb, "qtzn")):
            return "relative"
    if (
        scope.fronted
        and bits & (NOMINAL | QUOTE | LOWER)
        and not bits & (CONJUNCTION | PREPOSITION | RELATIVE)
    ):
        return "main clause" if has_finite(unit, place, unit.size - 1) else ""
    return ""


def _second_verb(unit: Unit, place: int, nominal: bool) -> bool:
    """A second verb of the cue's subject stands here (and said …; and boycotted …)."""
    place = skip_adverbs(unit, place)
    if place >= unit.size:
        return False
    found = unit.cue(place, "qtz")
    if found and found[1].form in ("past", "present") and found[0].act == "speech":
        return True
    bits = unit.bits[place]
    return nominal and bool(bits & LOWER) and bool(bits & ED_FORM or (bits & ING_FORM and found))


def _absolute(unit: Unit, place: int) -> bool:
    """`, with the paper reporting …`: a participle of saying with a subject of its own."""
    near = range(place + 2, min(place + 6, unit.size))
    return any(unit.bits[n] & ING_FORM and unit.forms[n] for n in near)


def _finite_near(unit: Unit, place: int) -> bool:
    """Whether a finite verb stands before the next comma or dash."""
    while place < unit.size and not unit.bits[place] & (COMMA | DASH | HARD | RELATIVE):
        if unit.bits[place] & _VERBS:
            return True
        place += 1
    return False


def _new_clause(unit: Unit, place: int) -> bool:
    if place >= unit.size:
        return False
    return bool(unit.bits[place] & PRONOUN)


def _ends_nominal(unit: Unit, place: int, word: str) -> bool:
    bits = unit.bits[place]
    if bits & COMMA:
        following = unit.bits[place + 1] if place + 1 < unit.size else 0
        return not following & (RELATIVE | CAPITAL | CONJUNCTION)
    if word in ADJUNCTS:
        return skip_time(unit, place) > place or word in (
            "during",
            "after",
            "before",
            "while",
            "when",
            "since",
        )
    return bool(bits & TIME and bits & CAPITAL)
