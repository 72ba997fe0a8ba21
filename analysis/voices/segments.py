"""The stretches between commas left of a cue: which one begins the source.

Appositions, inserted phrases and coordinated names belong to the source; a fronted adverbial
does not.
"""

from __future__ import annotations

from analysis.voices.relation import Places
from analysis.voices.units import Unit
from analysis.voices.words import (
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
    GENITIVE,
    ING_FORM,
    LOWER,
    MANNER,
    NEGATION,
    NUMBER,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    ROLE,
    SEMICOLON,
    STOP,
    SUBJECT,
    SUBORDINATE,
    TIME,
    TITLE_WORD,
    TO,
    UNBRACKET,
    WH,
)

_HARD = SEMICOLON | COLON | STOP | DASH | QUOTE | BRACKET
_FUNCTION = PREPOSITION | DETERMINER | CONJUNCTION | POSSESSIVE | FINITE | NEGATION | COMMA | _HARD
_APPOSED = DETERMINER | NUMBER | ROLE | RELATIVE | TITLE_WORD
_APPOSED_WORDS = frozenset(
    "of former now then himself herself who whose which formerly also known himself".split()
)
_FRONT = frozenset("with as what when which that how if because while although though".split())


def segments(unit: Unit, first: int, last: int) -> list[Places]:
    """The stretches between commas."""
    parts, begin = [], first
    for place in range(first, last + 1):
        if unit.bits[place] & COMMA:
            if place > begin:
                parts.append((begin, place - 1))
            begin = place + 1
    if begin <= last:
        parts.append((begin, last))
    return parts


def _apposed(unit: Unit, part: Places) -> bool:
    """Whether a stretch between commas can say who the phrase before it is."""
    first, last = part
    bits, word = unit.bits[first], unit.words[first]
    return bool(
        bits & _APPOSED
        or word in _APPOSED_WORDS
        or bits & POSSESSIVE
        or (bits & GENITIVE and last > first)
    )


def _adverbial(unit: Unit, part: Places) -> bool:
    bits, word = unit.bits[part[0]], unit.words[part[0]]
    return word != "of" and bool(
        bits & (PREPOSITION | SUBORDINATE | TO | MANNER | CONJUNCTION | ING_FORM)
        or (bits & ADVERB and not bits & DETERMINER)
        or (bits & ED_FORM and not bits & CAPITAL)
    )


def subject_segment(unit: Unit, first: int, last: int, closed: bool) -> int:
    """Where the subject begins among the comma-separated stretches from first to last."""
    if not unit.classes & COMMA:
        return first
    parts = segments(unit, first, last)
    if len(parts) < 2:
        return parts[0][0] if parts else first
    row = len(parts) - 1
    if not closed:
        while row > 0 and _coordinated(unit, parts[row]) and not _adverbial(unit, parts[row - 1]):
            row -= 1
        return parts[row][0]
    while row > 0:
        part = parts[row]
        place_name = part[1] - part[0] < 3 and unit.bits[part[0]] & CAPITAL
        inserted = _adverbial(unit, part)
        if not inserted and _adverbial(unit, parts[row - 1]) and not _named(unit, parts, row - 1):
            break
        if not (inserted or _apposed(unit, part) or (place_name and _is_placed(unit, parts, row))):
            break
        row -= 1
    return parts[row][0]


def _named(unit: Unit, parts: list[Places], row: int) -> bool:
    """Whether an adverbial stretch is itself inserted after a name (Ray, speaking there, a …)."""
    return row > 0 and bool(unit.bits[parts[row - 1][1]] & CAPITAL)


def _is_placed(unit: Unit, parts: list[Places], row: int) -> bool:
    """A capitalised stretch after another name, or after `of Huntsville`, is a place or a rank."""
    return row == len(parts) - 1 or unit.words[parts[row - 1][0]] == "of" or row > 1


def _coordinated(unit: Unit, part: Places) -> bool:
    return any(unit.words[place] == "and" for place in range(part[0], part[1]))


def strip_front(unit: Unit, first: int, last: int) -> int:
    """Leaves out conjunctions, adverbs and an adverbial phrase that opens the clause."""
    while first < last:
        bits, word = unit.bits[first], unit.words[first]
        if (
            bits & (CONJUNCTION | MANNER | COMMA)
            or word in _FRONT
            or _led_by_relative(unit, first)
            or (not bits and not word[:1].isalnum())
            or bits & ADVERB
            and not bits & (DETERMINER | ROLE)
        ):
            first += 1
        elif bits & PREPOSITION and word not in ("of", "about", "like") and first + 1 < last:
            following = _after_adverbial(unit, first, last)
            if following is None:
                return first
            first = following
        else:
            break
    return first


def _led_by_relative(unit: Unit, place: int) -> bool:
    """`who Holm called …`: the relative is the object, the name behind it the subject."""
    return unit.words[place] in ("who", "whom") and bool(
        unit.bits[place + 1] & (CAPITAL | DETERMINER | PRONOUN)
    )


def _after_adverbial(unit: Unit, first: int, last: int) -> int | None:
    """Behind `On Tuesday` or `In a speech there`: where the next noun phrase begins."""
    for place in range(first + 1, last + 1):
        if unit.bits[place] & (TIME | NUMBER) and place < last:
            after = place + 1
            if not unit.bits[after] & (TIME | NUMBER | PREPOSITION):
                return after
    name = last
    while name > first and unit.bits[name] & CAPITAL:
        name -= 1
    if first + 1 < name < last and unit.bits[name] & LOWER and not unit.bits[name] & _FUNCTION:
        return name + 1
    for place in range(last, first, -1):
        if unit.bits[place] & (DETERMINER | SUBJECT) and place > first + 1:
            return place
    return None


def is_noun_phrase(unit: Unit, first: int, last: int) -> bool:
    """Whether the items can be a noun phrase: a nominal word, and no function word at its end."""
    if first > last:
        return False
    bits = unit.bits[last]
    if bits & (CONJUNCTION | TO) or (first == last and bits & PREPOSITION):
        return False
    if first == last:
        if bits & (SUBJECT | OBJECT | DETERMINER):
            return not bits & FINITE or bool(bits & SUBJECT)
        if bits & WH:
            return unit.words[last] in ("who", "which")
    if first < last and bits & QUOTE:
        bits = CAPITAL
    if bits & _FUNCTION and not bits & (CAPITAL | UNBRACKET | ROLE):
        return False
    return not unit.bits[first] & (_HARD | COMMA)
