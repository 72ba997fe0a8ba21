"""Sources set apart by a colon or a dash: headlines (Union: fares to rise), interviews (Q: …)."""

from __future__ import annotations

from analysis.tables import ZONES
from analysis.voices.clauses import has_finite
from analysis.voices.relation import Relation
from analysis.voices.units import Unit
from analysis.voices.words import (
    ANONYMOUS,
    BODY,
    CAPITAL,
    COLLECTIVE,
    COLON,
    DASH,
    DATA,
    DOCUMENT,
    ING_FORM,
    QUOTE,
    ROLE,
    STOP,
)

_NOT_SOURCES = frozenset(
    "latest exclusive watch update updates video analysis opinion breaking live review explainer "
    "photos gallery listen read related note source correction editor s fact check abstract byline "
    "q&a obituary profile commentary recap preview poll report reports caption credit".split()
)
_SOURCE_NOUNS = ROLE | BODY | DOCUMENT | DATA | COLLECTIVE | ANONYMOUS
_TURNS = frozenset(("q", "a"))
_LONGEST = 5
_ACRONYM = 5


def label_relation(unit: Unit) -> Relation | None:
    """The attribution of a headline or an interview turn, if the unit is one."""
    if not unit.classes & (COLON | DASH):
        return None
    sign = next((n for n, bits in enumerate(unit.bits) if n and bits & (COLON | DASH)), None)
    if sign is None or sign + 1 >= unit.size:
        return None
    if unit.bits[sign] & COLON and _opens_paragraph(unit):
        turn = _turn(unit, sign)
        if turn is not None:
            return turn
    if not _is_headline(unit):
        return None
    if unit.bits[sign] & COLON and _is_source(unit, 0, sign - 1) and sign <= _LONGEST:
        if any(bits & QUOTE for bits in unit.bits[sign + 1 :]):
            return None
        return _made(unit, "source colon clause", (0, sign - 1), sign, (sign + 1, _last(unit)))
    return _behind(unit)


def _behind(unit: Unit) -> Relation | None:
    """`Fares to rise 4% – union`, `Fares to rise: report`: the source comes last."""
    last = _last(unit)
    for sign in range(last - 1, max(1, last - 4), -1):
        if unit.bits[sign] & (COLON | DASH):
            head = unit.bits[last]
            if head & _SOURCE_NOUNS and not head & ING_FORM and not has_finite(unit, sign, last):
                return _made(unit, "clause dash source", (sign + 1, last), sign, (0, sign - 1))
            return None
    return None


def _turn(unit: Unit, sign: int) -> Relation | None:
    """A turn of an interview: its label is Q, A, or a name in capitals."""
    first, label = unit.items[0], unit.words[0]
    view = unit.view
    named = sign <= 3 and all(view.string(token).isupper() for token in unit.items[:sign])
    named = named and len(label) > 2 and not _is_headline(unit)
    if not (sign == 1 and label in _TURNS) and not named:
        return None
    end = unit.items[-1]
    while end + 1 < len(view.bits) and view.paragraph[end + 1] == view.paragraph[first]:
        end += 1
    speaker = None if label in _TURNS else (first, unit.items[sign - 1])
    mark = (unit.items[sign],) * 2
    content = (unit.items[sign + 1], end)
    return Relation("turn", [content], speaker, mark, None, "indirect", places=(0, unit.size - 1))


def _made(
    unit: Unit, name: str, source: tuple[int, int], sign: int, content: tuple[int, int]
) -> Relation:
    items = unit.items
    return Relation(
        name,
        [(items[content[0]], unit.lasts[content[1]])],
        (items[source[0]], items[source[1]]),
        (items[sign], items[sign]),
        None,
        "indirect",
        places=(0, unit.size - 1),
    )


def _last(unit: Unit) -> int:
    last = unit.size - 1
    while last > 0 and unit.bits[last] & STOP:
        last -= 1
    return last


def _opens_paragraph(unit: Unit) -> bool:
    paragraph, first = unit.view.paragraph, unit.items[0]
    return first == 0 or paragraph[first] != paragraph[first - 1]


def _is_headline(unit: Unit) -> bool:
    """The zone says so, or the unit is an article's first paragraph without a zone of its own."""
    tokens, first, last = unit.view.tokens, unit.items[0], unit.items[-1]
    if ZONES[tokens.zone[first]] == "headline":
        return True
    opens = first == 0 or tokens.article[first] != tokens.article[first - 1]
    ends = last + 1 >= len(tokens) or unit.view.paragraph[last + 1] != unit.view.paragraph[first]
    return bool(opens and ends and unit.size < 30)


def _is_source(unit: Unit, first: int, last: int) -> bool:
    """Whether a label can be a source: a name or a source noun, no verb, no rubric."""
    if any(word in _NOT_SOURCES for word in unit.words[first : last + 1]):
        return False
    if has_finite(unit, first, last) or _is_kicker(unit, first, last):
        return False
    return bool(unit.bits[last] & (CAPITAL | _SOURCE_NOUNS)) and not unit.bits[last] & ING_FORM


def _is_kicker(unit: Unit, first: int, last: int) -> bool:
    """A label in capitals throughout (PORT CHAOS: ships stuck), longer than an acronym, on a line
    that is not: a kicker, which names the subject and nobody who speaks."""
    strings = [unit.view.string(token) for token in unit.items]
    label, rest = strings[first : last + 1], strings[:first] + strings[last + 1 :]
    letters = sum(len(string) for string in label)
    shouted = all(string.isupper() for string in label if string[0].isalpha())
    return letters > _ACRONYM and shouted and any(string.islower() for string in rest)
