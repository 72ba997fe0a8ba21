"""Which words that can be cues are worth reading: the guards that look at the neighbours only.

A lexicon of reporting verbs meets many nouns and names (the claims, State, on demand). Whether a
word can be a verb where it stands is asked here once for a whole batch, by vector operations;
`guards` asks the rest of the few that remain.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.vocabulary import Vocabulary
from analysis.voices.annotations import NOT_VERB, VERB
from analysis.voices.cues import BASE, ING, PAST, PRESENT, all_forms, noun_cues, particles
from analysis.voices.words import (
    BARE,
    CAPITAL,
    COLON,
    COMMA,
    DETERMINER,
    DO,
    FREQUENCY,
    GENITIVE,
    MODAL,
    NEGATION,
    NUMBER,
    OBJECT,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    QUOTE,
    STOP,
    SUBJECT,
    THAT,
    TO,
    WH,
    among,
)

Bits = NDArray[np.signedinteger]
Mask = NDArray[np.bool_]

NOMINAL = CAPITAL | DETERMINER | POSSESSIVE | SUBJECT | NUMBER | OBJECT
OPENS_CONTENT = NOMINAL | THAT | WH | QUOTE | TO | COLON


class Readings(NamedTuple):
    """For each item whether it is a verb of the lexicon, and whether it is worth reading at all."""

    verb: Mask
    live: Mask


def readings(
    vocabulary: Vocabulary,
    words: Bits,
    bits: Bits,
    forms: Bits,
    opens: Mask,
    headline: Mask,
    tags: NDArray[np.uint8] | None = None,
) -> Readings:
    """The readings of the items of a batch.

    words, bits, forms: of each item the distinct word, its classes and its number in the lexicon.
    opens: the first items of units. headline: items of units in capitals. tags: what an annotator
    says of verbs (see annotations); it overrules the guards.
    """
    # Few words are in the lexicon: from here on a row is one of them.
    rows = np.flatnonzero(forms)
    form, own, opening = forms[rows], bits[rows], opens[rows]
    before = np.where(opening, 0, bits[rows - 1])
    behind = (rows + 1) % len(bits)
    following = np.where(opens[behind], STOP, bits[behind])
    next_word = words[behind]
    kinds = _Kinds.of(form)
    verb = _is_verb(kinds, own, before, opening, headline[rows])
    if tags is not None:
        tag = tags[rows]
        verb = np.where(tag == VERB, kinds.verb, verb & (tag != NOT_VERB))
    verb &= ~kinds.plural | _content_follows(following, before)
    table = _particle_table()
    complete = table[form, vocabulary.attribute(_particle_numbers)[next_word]]
    noun = vocabulary.attribute(_is_noun_cue)[words[rows]] & has(following, THAT | TO)
    verbs, live = np.zeros((2, len(bits)), np.bool_)
    verbs[rows] = verb
    live[rows] = (complete & (verb | kinds.phrase)) | noun
    return Readings(verbs, live)


class _Kinds(NamedTuple):
    """Columns over items: the inflection of a form, and whether it is also a noun.

    plural: a present that is also the plural of a noun, and takes no particle.
    """

    base: Mask
    present: Mask
    past: Mask
    ing: Mask
    phrase: Mask
    noun: Mask
    plural: Mask

    @property
    def verb(self) -> Mask:
        """The forms of verbs."""
        return self.base | self.present | self.past | self.ing

    @classmethod
    def of(cls, forms: Bits) -> _Kinds:
        return cls(*(column[forms] for column in _columns()))


@cache
def _columns() -> tuple[Mask, ...]:
    table = all_forms()
    kinds = np.array([form.form for form in table])
    noun = np.array([any(cue.noun for cue in form.cues) for form in table])
    alone = np.array([not any(cue.particle for cue in form.cues) for form in table])
    inflections = (kinds == kind for kind in (BASE, PRESENT, PAST, ING, "phrase"))
    return *inflections, noun, (kinds == PRESENT) & noun & alone


def _content_follows(following: Bits, before: Bits) -> Mask:
    """Whether what follows a form that is a noun as well (claims, reports) lets it be a verb."""
    named = has(before, CAPITAL | SUBJECT | FREQUENCY)
    return has(following, OPENS_CONTENT | COMMA | STOP) | (has(following, PREPOSITION) & named)


def _is_verb(kind: _Kinds, bits: Bits, before: Bits, opens: Mask, headline: Mask) -> Mask:
    """Whether the word is a verb here, and not a noun, a name or an adjective."""
    subject = has(before, SUBJECT)
    determined = has(before, DETERMINER | POSSESSIVE) & ~subject
    alone = has(before, BARE) & (kind.past | (kind.present & ~kind.noun))
    owned = has(before, GENITIVE) & ~subject & ~kind.ing
    counted = opens | (has(before, PREPOSITION | NUMBER) & ~has(before, THAT))
    agrees = ~kind.noun | has(before, SUBJECT | FREQUENCY | PLURAL)
    bare = has(before, TO | MODAL | DO | NEGATION) | (~opens & ~has(before, PREPOSITION) & agrees)
    inflected = np.where(kind.base, bare, ~(kind.present & kind.noun & counted))
    name = has(bits, CAPITAL) & ~opens & ~headline
    verb: Mask = np.where(determined, alone, ~owned & inflected)
    return verb & ~name & kind.verb


def has(bits: Bits, classes: int) -> Mask:
    """Where any of the classes is present."""
    return (bits & classes) != 0


@cache
def _particle_table() -> Mask:
    """For each form and particle whether a cue of the form can go on with it; 0 is any word."""
    numbers = {word: number for number, word in enumerate(particles(), 1)}
    table = np.zeros((len(all_forms()), len(numbers) + 1), np.bool_)
    for row, form in enumerate(all_forms()):
        for cue in form.cues:
            columns = numbers[cue.particle[0]] if cue.particle else slice(None)
            table[row, columns] = True
    return table


def _particle_numbers(words: Sequence[str]) -> NDArray[np.int64]:
    numbers = {word: number for number, word in enumerate(particles(), 1)}
    found = map(numbers.get, map(str.lower, words), repeat(0))
    return np.fromiter(found, np.int64, len(words))


def _is_noun_cue(words: Sequence[str]) -> Mask:
    return among(words, noun_cues())
