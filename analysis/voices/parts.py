"""What a name does in its sentence, by word order alone: it acts, is acted on, or is described.

The rule reads the verb behind the name (skipping adverbs and an apposition between commas), and
where there is none the verb before it. It knows no grammar beyond that: a name inside a longer
subject (the plan of Voss was …) is read as if it stood alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.tokens import Tokens
from analysis.voices import words
from analysis.voices.cues import form_numbers

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_APPOSITION = 12  # tokens
_AUXILIARY = words.BE | words.HAVE | words.DO | words.MODAL
_LEADING = words.ROLE | words.BODY | words.DETERMINER | words.POSSESSIVE
_BETWEEN = words.ADVERB | words.MANNER | words.FREQUENCY | words.NEGATION
_PARTICIPLES = frozenset(
    "told held found made given seen shown known taken beaten hit put set cut led sent paid met"
    " caught taught bought sold built kept left lost won brought fought sought struck torn sworn"
    " stolen driven chosen broken frozen forgotten shot hurt thrown drawn fed swept slain caught"
    " overthrown withdrawn understood forced hidden bitten shaken written quoted stung".split()
)
_PAST = frozenset(
    "fled tore stole struck threw swore rode flew hid shook ate beat bit blew bled bent bred dealt"
    " dug dreamt fed flung forgave froze hung laid lent lit rang sank shot shrank slid sprang stuck"
    " swept swung withdrew overthrew set cut hit".split()
)


def roles(tokens: Tokens, bits: Ints, first: Ints, last: Ints) -> NDArray[np.object_]:
    """agent, patient, described or other for each mention from token first to last."""
    role = np.full(len(first), "other", dtype=object)
    if not len(first):
        return role
    line = _Line(tokens, bits)
    after = line.behind(last)
    verb = line.take(line.verb, after)
    being, end = line.verb_group(after)
    done = line.take(line.participle, end)
    role[verb] = "agent"
    role[verb & being] = "described"
    role[verb & being & done] = "patient"
    before = line.in_front(first)
    acted = line.take(line.action, before)
    by = line.take(line.by, before) & line.take(line.participle, before - 1)
    role[~verb & acted] = "patient"
    role[~verb & by] = "agent"
    return role


class _Line:
    """The batch's tokens in a row, with the word classes that the rule asks for.

    Why it is a class: every step looks at the same columns, and no look may leave its sentence.
    """

    def __init__(self, tokens: Tokens, bits: Ints) -> None:
        vocabulary = tokens.vocabulary.words
        self.sentence = tokens.sentence
        self.size = len(bits)
        small = (bits & words.LOWER) > 0
        participle, past = vocabulary.attribute(_irregular)[tokens.word].T
        cue = vocabulary.attribute(form_numbers)[tokens.word] > 0
        ended = (bits & words.ED_FORM) > 0
        self.auxiliary = small & ((bits & _AUXILIARY) > 0)
        self.being = small & ((bits & words.BE) > 0)
        self.between = small & ((bits & _BETWEEN) > 0)
        self.participle = small & (ended | participle)
        finite = (bits & words.FINITE) > 0
        self.verb = small & (ended | finite | past | cue) & ~((bits & words.DETERMINER) > 0)
        self.action = self.verb & ~self.auxiliary
        self.leading = small & ((bits & _LEADING) > 0)
        self.comma = (bits & words.COMMA) > 0
        self.by = vocabulary.attribute(_is_by)[tokens.word]
        places = np.where(self.comma, np.arange(self.size), self.size)
        self.next_comma = np.minimum.accumulate(places[::-1])[::-1]

    def take(self, column: Flags, at: Ints) -> Flags:
        """The column at the places; False outside the text and for places marked as lost (-1)."""
        inside = (at >= 0) & (at < self.size)
        return inside & column[np.where(inside, at, 0)]

    def _move(self, origin: Ints, target: Ints) -> Ints:
        """The target where it lies in the same sentence as the origin; else -1."""
        inside = (origin >= 0) & (target >= 0) & (target < self.size)
        a, b = (np.where(inside, place, 0) for place in (origin, target))
        return np.where(inside & (self.sentence[a] == self.sentence[b]), target, -1)

    def behind(self, last: Ints) -> Ints:
        """The first token behind a name that is no adverb and no apposition."""
        at = self._move(last, last + 1)
        opened = self.take(self.comma, at)
        inner = np.where(opened, at + 1, 0)
        close = np.where(inner < self.size, self.next_comma[np.minimum(inner, self.size - 1)], -1)
        near = opened & (close > inner) & (close - at <= _APPOSITION)
        at = np.where(near, self._move(last, close + 1), at)
        return self._skip(at, self.between, 1)

    def in_front(self, first: Ints) -> Ints:
        """The last token before a name that is no determiner, role noun or body (union boss)."""
        return self._skip(self._move(first, first - 1), self.leading, -1)

    def verb_group(self, at: Ints) -> tuple[Flags, Ints]:
        """Whether a form of be is in the group of auxiliaries, and the token behind the group."""
        being = np.zeros(len(at), np.bool_)
        for _ in range(5):
            being |= self.take(self.being, at)
            goes_on = self.take(self.auxiliary, at) | self.take(self.between, at)
            at = np.where(goes_on, self._move(at, at + 1), at)
        return being, at

    def _skip(self, at: Ints, column: Flags, step: int) -> Ints:
        for _ in range(3):
            at = np.where(self.take(column, at), self._move(at, at + step), at)
        return at


def _irregular(strings: Sequence[str]) -> NDArray[np.bool_]:
    """For each word whether it is an irregular participle, and an irregular past."""
    known = (_PARTICIPLES, _PAST)
    columns = [np.fromiter((s in own for s in strings), np.bool_, len(strings)) for own in known]
    return np.stack(columns, axis=1)


def _is_by(strings: Sequence[str]) -> NDArray[np.bool_]:
    return np.fromiter((s == "by" for s in strings), np.bool_, len(strings))
