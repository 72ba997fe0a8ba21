"""The source noun phrase beside a cue: appositions, relative clauses, inversion, coordination.

A source is found by walking away from the cue over word classes. Nothing here knows names; a noun
phrase is what stands between a clause boundary and the verb group.
"""

from __future__ import annotations

from analysis.voices import words
from analysis.voices.relation import Places
from analysis.voices.view import Unit
from analysis.voices.words import BIT

_VERB_GROUP = (
    BIT["be"] | BIT["have"] | BIT["do"] | BIT["modal"] | BIT["negation"] | BIT["frequency"] | words.MANNER
)
_HARD = words.SEMICOLON | words.COLON | words.STOP | words.DASH | words.QUOTE | words.BRACKET
_NOMINAL = words.CAPITAL | BIT["determiner"] | BIT["possessive"] | BIT["subject"] | words.NUMBER
_FUNCTION = (
    BIT["preposition"] | BIT["determiner"] | BIT["conjunction"] | BIT["possessive"] | BIT["finite"]
    | BIT["negation"] | words.COMMA | _HARD
)
_ADJUNCT = frozenset("in on at during after before to by as about through via while when since following amid".split())
_APPOSED = BIT["determiner"] | words.NUMBER | BIT["role"] | BIT["relative"] | BIT["title"]
_APPOSED_WORDS = frozenset("of former now then himself herself who whose which formerly also known himself".split())
_LOOSE = words.COMMA | words.DASH | BIT["conjunction"] | BIT["determiner"] | BIT["preposition"]
_FRONT = frozenset("as what when which that how if because while although though".split())
_LOOK = 40


def verb_group_start(unit: Unit, cue: int, floor: int) -> int:
    """The place of the first word of the verb group that ends at the cue."""
    place = cue
    while place > floor:
        bits = unit.bits[place - 1]
        if bits & BIT["pronoun"]:
            break
        if bits & _VERB_GROUP:
            place -= 1
        elif bits & BIT["time"] and not bits & words.GENITIVE:
            start = _time_phrase(unit, place - 1, floor)
            if start is None:
                break
            place = start
        elif bits & BIT["to"] and place - 2 >= floor and unit.word(place - 2) in _CHAIN:
            place -= 2 + (unit.word(place - 2) == "on")
        else:
            break
    return max(place, floor)


_CHAIN = frozenset("on continued continues began used proceeded went".split())


def _time_phrase(unit: Unit, place: int, floor: int) -> int | None:
    """Where an adverbial such as `on Tuesday` or `last week` begins that ends at the place."""
    start = place
    while start > floor and (
        unit.bits[start - 1] & (BIT["time"] | words.NUMBER)
        or unit.word(start - 1) in ("last", "this", "next", "late", "early", "past", "the")
    ):
        start -= 1
    if start > floor and unit.word(start - 1) in ("on", "in", "at", "since", "by"):
        return start - 1
    if unit.bits[start] & words.CAPITAL and start == place:
        return start if unit.word(start) not in ("may", "march", "august", "april") else None
    return start


def source_before(unit: Unit, cue: int, floor: int) -> Places | None:
    """The noun phrase that is the subject of the cue's verb group, left of it."""
    last = verb_group_start(unit, cue, floor) - 1
    if last < floor:
        return None
    bits = unit.bits[last]
    if bits & (BIT["pronoun"] | BIT["subject"]) and unit.word(last - 1) != "of":
        return last, last
    closed = bool(bits & words.COMMA)
    if bits & words.QUOTE:
        if not _opens_relative(unit, last, floor):
            return None
        closed, last = True, last + 1
    if bits & words.DASH:
        return _between_dashes(unit, last, floor)
    if bits & words.UNBRACKET:
        while last > floor and not unit.bits[last] & words.BRACKET:
            last -= 1
        last -= 1
    if closed:
        last -= 1
    if last < floor:
        return None
    first = _left_edge(unit, last, floor)
    if first > last:
        return None
    first = _subject_segment(unit, first, last, closed)
    first = _strip_front(unit, first, last)
    return (first, last) if is_noun_phrase(unit, first, last) else None


def _opens_relative(unit: Unit, place: int, floor: int) -> bool:
    """Whether a quotation before the cue ends a relative clause (Ray, who called it “vile,” said)."""
    return any(
        unit.word(n) in ("who", "which") and unit.bits[n - 1] & words.COMMA
        for n in range(max(floor + 1, place - 15), place)
    )


def _between_dashes(unit: Unit, last: int, floor: int) -> Places | None:
    """`Smith — the mayor of Bath — said`: the phrase before the first dash."""
    for place in range(last - 1, max(floor, last - 25), -1):
        if unit.bits[place] & words.DASH:
            return source_before(unit, place, floor) if place > floor else None
    return None


def _left_edge(unit: Unit, last: int, floor: int) -> int:
    """The first place right of the clause boundary that lies left of `last`."""
    depth = 0
    for place in range(last, max(floor, last - _LOOK) - 1, -1):
        bits = unit.bits[place]
        if bits & words.UNBRACKET:
            depth += 1
        elif bits & words.BRACKET and depth:
            depth -= 1
            continue
        if depth:
            continue
        if bits & (_HARD & ~words.QUOTE):
            return place + 1
        if bits & words.QUOTE and not (bits & words.CAPITAL) and place < last:
            return place + 1
        word = unit.word(place)
        if bits & BIT["finite"] and unit.word(place + 1) != "by" and not _in_relative(unit, place, floor):
            return place + 1
        if word == "which" and place > floor and unit.bits[place - 1] & BIT["preposition"]:
            return place + 1
        if place < last and unit.forms[place] and bits & words.LOWER and _reports(unit, place):
            return place + 1
        if word == "but" or (word == "and" and _joins_clauses(unit, place, floor)):
            return place + 1
        if bits & BIT["subordinate"] and not bits & BIT["preposition"] and word not in ("where", "as"):
            return place + 1
        if bits & BIT["that"] and place < last and not _is_demonstrative(unit, place):
            if not _in_relative(unit, place + 1, floor):
                return place + 1
    return max(floor, last - _LOOK + 1)


def _reports(unit: Unit, place: int) -> bool:
    """Whether a verb of saying stands here (Aides say | the governor plans …)."""
    found = unit.cue(place, "z")
    return bool(
        found
        and "q" in found[0].frames
        and found[1].form in ("past", "present", "base")
        and not unit.bits[place - 1] & (BIT["determiner"] | BIT["preposition"])
        and not (place and unit.word(place - 1) in ("who", "which", "that"))
    )


def _is_demonstrative(unit: Unit, place: int) -> bool:
    return place == 0


def _in_relative(unit: Unit, verb: int, floor: int) -> bool:
    """Whether a finite verb belongs to a relative clause that modifies a noun."""
    for place in range(verb - 1, max(floor, verb - 14) - 1, -1):
        bits = unit.bits[place]
        if bits & (_HARD | words.COMMA):
            return bool(bits & words.COMMA) and unit.word(place + 1) in ("who", "which", "whose")
        if unit.word(place) in ("who", "whose", "which"):
            return place > floor
    return False


def _joins_clauses(unit: Unit, place: int, floor: int) -> bool:
    """Whether an `and` joins clauses, not nouns: a finite verb stands left of it."""
    if place and unit.bits[place - 1] & words.COMMA:
        return True
    for left in range(place - 1, max(floor, place - 12) - 1, -1):
        bits = unit.bits[left]
        if bits & (words.COMMA | _HARD):
            return False
        if bits & (BIT["finite"] | words.PAST) and not _in_relative(unit, left, floor):
            return True
    return False


def _segments(unit: Unit, first: int, last: int) -> list[Places]:
    """The stretches between commas."""
    parts, begin = [], first
    for place in range(first, last + 1):
        if unit.bits[place] & words.COMMA:
            if place > begin:
                parts.append((begin, place - 1))
            begin = place + 1
    if begin <= last:
        parts.append((begin, last))
    return parts


def _apposed(unit: Unit, part: Places) -> bool:
    """Whether a stretch between commas can say who the phrase before it is."""
    first, last = part
    bits, word = unit.bits[first], unit.word(first)
    return bool(
        bits & _APPOSED or word in _APPOSED_WORDS or bits & BIT["possessive"]
        or (bits & words.GENITIVE and last > first)
    )


def _adverbial(unit: Unit, part: Places) -> bool:
    bits, word = unit.bits[part[0]], unit.word(part[0])
    return word != "of" and bool(
        bits & (BIT["preposition"] | BIT["subordinate"] | BIT["to"] | words.MANNER | BIT["conjunction"] | words.GERUND)
        or (bits & BIT["adverb"] and not bits & BIT["determiner"])
        or (bits & words.PAST and not bits & words.CAPITAL)
    )


def _subject_segment(unit: Unit, first: int, last: int, closed: bool) -> int:
    """Where the subject begins among the comma-separated stretches from first to last."""
    parts = _segments(unit, first, last)
    if len(parts) < 2:
        return parts[0][0] if parts else first
    row = len(parts) - 1
    if not closed:
        while row > 0 and _coordinated(unit, parts[row]) and not _adverbial(unit, parts[row - 1]):
            row -= 1
        return parts[row][0]
    while row > 0:
        part = parts[row]
        place_name = part[1] - part[0] < 3 and unit.bits[part[0]] & words.CAPITAL
        inserted = _adverbial(unit, part)
        if not inserted and _adverbial(unit, parts[row - 1]) and not _named(unit, parts, row - 1):
            break
        if not (inserted or _apposed(unit, part) or (place_name and _is_placed(unit, parts, row))):
            break
        row -= 1
    return parts[row][0]


def _named(unit: Unit, parts: list[Places], row: int) -> bool:
    """Whether an adverbial stretch is itself inserted after a name (Ray, speaking there, a …)."""
    return row > 0 and bool(unit.bits[parts[row - 1][1]] & words.CAPITAL)


def _is_placed(unit: Unit, parts: list[Places], row: int) -> bool:
    """A capitalised stretch after another name, or after `of Huntsville`, is a place or a rank."""
    return row == len(parts) - 1 or unit.word(parts[row - 1][0]) == "of" or row > 1


def _coordinated(unit: Unit, part: Places) -> bool:
    return any(unit.word(place) == "and" for place in range(part[0], part[1]))


def _strip_front(unit: Unit, first: int, last: int) -> int:
    """Leaves out conjunctions, adverbs and an adverbial phrase that opens the clause."""
    while first < last:
        bits, word = unit.bits[first], unit.word(first)
        if bits & (BIT["conjunction"] | words.MANNER | words.COMMA) or word in _FRONT:
            first += 1
        elif bits & BIT["adverb"] and not bits & (BIT["determiner"] | BIT["role"]):
            first += 1
        elif bits & BIT["preposition"] and word not in ("of", "about", "like") and first + 1 < last:
            following = _after_adverbial(unit, first, last)
            if following is None:
                return first
            first = following
        else:
            break
    return first


def _after_adverbial(unit: Unit, first: int, last: int) -> int | None:
    """Behind `On Tuesday` or `In a speech there`: where the next noun phrase begins."""
    for place in range(first + 1, last + 1):
        if unit.bits[place] & (BIT["time"] | words.NUMBER) and place < last:
            after = place + 1
            if not unit.bits[after] & (BIT["time"] | words.NUMBER | BIT["preposition"]):
                return after
    for place in range(last, first, -1):
        if unit.bits[place] & (BIT["determiner"] | BIT["subject"]) and place > first + 1:
            return place
    return None


def is_noun_phrase(unit: Unit, first: int, last: int) -> bool:
    """Whether the items can be a noun phrase: a nominal word, and no function word at its end."""
    if first > last:
        return False
    bits = unit.bits[last]
    if bits & (BIT["conjunction"] | BIT["to"]) or (first == last and bits & BIT["preposition"]):
        return bool(bits & words.CAPITAL) and last > 0
    if first == last:
        if bits & (BIT["subject"] | BIT["object"] | BIT["determiner"]):
            return not bits & BIT["finite"] or bool(bits & BIT["subject"])
        if bits & BIT["wh"]:
            return unit.word(last) in ("who", "which")
    if first < last and bits & words.QUOTE:
        bits = words.CAPITAL
    if bits & _FUNCTION and not bits & (words.CAPITAL | words.UNBRACKET | BIT["role"]):
        return False
    return not unit.bits[first] & (_HARD | words.COMMA)


def source_after(unit: Unit, cue: int, ceiling: int) -> Places | None:
    """The noun phrase right of an inverted cue (`said Joan Petrov of the grain board`)."""
    first = cue + 1
    if first >= ceiling:
        return None
    opening = unit.bits[first]
    if not opening & (_NOMINAL | BIT["role"] | BIT["body"] | words.LOWER) or opening & (
        BIT["preposition"] | BIT["conjunction"] | BIT["subordinate"] | BIT["that"] | BIT["to"] | BIT["adverb"]
    ) & ~(words.CAPITAL):
        return None
    last = _right_edge(unit, first, ceiling)
    while last > first and unit.bits[last] & _LOOSE and not unit.bits[last] & words.CAPITAL:
        last -= 1
    return (first, last) if is_noun_phrase(unit, first, last) else None


def _right_edge(unit: Unit, first: int, ceiling: int) -> int:
    """The last place of a noun phrase that begins at `first`."""
    if unit.bits[first] & BIT["pronoun"]:
        return first
    place, relative = first + 1, False
    while place < min(ceiling, first + _LOOK):
        bits, word = unit.bits[place], unit.word(place)
        if bits & words.BRACKET:
            while place < ceiling and not unit.bits[place] & words.UNBRACKET:
                place += 1
            place += 1
            continue
        if bits & words.STOP and _abbreviates(unit, place, ceiling):
            place += 1
            continue
        if bits & _HARD:
            break
        if bits & words.COMMA:
            if not _apposition_follows(unit, place + 1, ceiling):
                break
            relative = unit.word(place + 1) in ("who", "whose", "which")
        elif word in ("who", "whose"):
            relative = True
        elif not relative and (
            bits & BIT["finite"]
            or bits & BIT["that"]
            or (word in _ADJUNCT and _is_adjunct(unit, place, ceiling))
            or (bits & BIT["time"] and not bits & words.GENITIVE)
            or (bits & BIT["subordinate"] and not bits & BIT["preposition"])
        ):
            break
        place += 1
    return place - 1


def _abbreviates(unit: Unit, place: int, ceiling: int) -> bool:
    """A full stop that does not end the unit belongs to an abbreviation (Gov. Diaz)."""
    return place + 1 < ceiling and unit.word(place) == "."


def _is_adjunct(unit: Unit, place: int, ceiling: int) -> bool:
    """Whether a preposition opens an adverbial of the verb and not a part of the noun phrase."""
    if unit.word(place) in ("during", "after", "before", "while", "when", "since", "following", "amid", "as", "to", "by", "about"):
        return True
    marked = BIT["time"] | BIT["speechy_noun"] | words.NUMBER
    for n in range(place + 1, min(place + 5, ceiling)):
        if unit.bits[n] & (words.COMMA | _HARD):
            return False
        if unit.bits[n] & marked:
            return True
    return False


def _apposition_follows(unit: Unit, place: int, ceiling: int) -> bool:
    if place >= ceiling:
        return False
    bits, word = unit.bits[place], unit.word(place)
    if bits & (BIT["preposition"] | BIT["conjunction"] | words.GERUND | BIT["subordinate"]):
        return word == "of" or (bits & words.CAPITAL > 0 and not bits & BIT["preposition"])
    return bool(bits & (_APPOSED | words.CAPITAL | BIT["possessive"]) or word in _APPOSED_WORDS)


def main_subject(unit: Unit, limit: int, floor: int = 0) -> Places | None:
    """The subject of the first finite verb between two places, behind a fronted clause or phrase."""
    opener = unit.bits[floor] if floor < unit.size else 0
    if opener & (BIT["subordinate"] | BIT["preposition"] | words.GERUND) and not opener & BIT["pronoun"]:
        comma = next((n for n in range(floor, limit) if unit.bits[n] & words.COMMA), None)
        if comma is not None:
            found = _first_subject(unit, limit, comma + 1)
            if found is not None:
                return found
    return _first_subject(unit, limit, floor)


def _first_subject(unit: Unit, limit: int, floor: int) -> Places | None:
    for place in range(floor, limit):
        bits = unit.bits[place]
        if bits & BIT["subject"] and bits & BIT["finite"]:
            return place, place
        verb = bits & (BIT["finite"] | words.PAST) or (unit.forms[place] and bits & words.LOWER)
        if verb and place > floor:
            source = source_before(unit, place, floor)
            if source is not None and unit.word(source[0]) not in ("who", "which", "that"):
                return source
    return None


def following_subject(unit: Unit, place: int) -> Places | None:
    """The subject of the main clause behind a fronted one (In declaring this, the pope …)."""
    for comma in range(place, unit.size):
        if unit.bits[comma] & words.COMMA:
            return _first_subject(unit, unit.size, comma + 1)
    return None
