"""Words and phrases as facts without text: how often each stands in an article's zones and voices.

A word or phrase is listed when it stands in articles on three events or more; all other words are a
row without a term, so that rates keep their denominator. What is listed is therefore common wording
and never a passage: from it no article can be put together again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.lexicons.lookup import straight
from analysis.tables import VOICES, ZONES
from analysis.tokens import WORD, Tokens
from analysis.voices import words as classes

FEWEST_EVENTS = 3
"""A term is listed from so many events; an article without an event is one of its own."""
_BITS = 21  # of each of the three words that a key is made of
_MOST = (1 << _BITS) - 1
_CELLS = len(ZONES) * len(VOICES)
_NOTHING = np.zeros(0, np.int64)  # keys need all their bits: a list would make them floats
_FUNCTION = (
    classes.DETERMINER
    | classes.POSSESSIVE
    | classes.SUBJECT
    | classes.PRONOUN
    | classes.OBJECT
    | classes.PREPOSITION
    | classes.CONJUNCTION
    | classes.SUBORDINATE
    | classes.RELATIVE
    | classes.WH
    | classes.THAT
    | classes.TO
    | classes.BE
    | classes.HAVE
    | classes.DO
    | classes.MODAL
    | classes.NEGATION
    | classes.FREQUENCY
)
_PARTICLES = frozenset("out up down off away back over".split())


def plain_word(word: str) -> str:
    """A word as it is counted: lower case, straight apostrophes, no possessive ending.

    >>> plain_word("Union’s"), plain_word("U.S.")
    ('union', 'u.s.')
    """
    written = straight(word.lower())
    return written[:-2] if written.endswith("'s") and len(written) > 2 else written


def content_words(tokens: Tokens) -> NDArray[np.bool_]:
    """True for words with content: not those that hold a sentence together, nor single letters."""
    words = tokens.vocabulary.words
    closed = (words.attribute(classes.word_bits)[tokens.word] & _FUNCTION) > 0
    slight: NDArray[np.bool_] = words.attribute(_slight)[tokens.word]
    return (tokens.kind == WORD) & ~(closed | slight)


def _slight(words: Sequence[str]) -> NDArray[np.bool_]:
    plain = (plain_word(word) for word in words)
    return np.fromiter((len(w) < 2 or w in _PARTICLES for w in plain), np.bool_, len(words))


@dataclass
class Spelling:
    """Numbers for words as they are counted, from 1; 0 is a word without a number of its own.

    Why it exists: the words of all batches are counted as integers, and only what is listed in the
    end is written out.
    """

    strings: list[str] = field(default_factory=lambda: [""])
    _ids: dict[str, int] = field(default_factory=dict)

    def number(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The number of each word; what does not fit into a key counts as unlisted."""
        found = (self.of(plain_word(word)) for word in words)
        numbers = np.fromiter(found, np.int64, len(words))
        return np.where(numbers > _MOST, 0, numbers)

    def of(self, plain: str) -> int:
        """The number of a word as it is counted."""
        number = self._ids.get(plain)
        if number is None:
            number = self._ids[plain] = len(self.strings)
            self.strings.append(plain)
        return number

    def keep(self, size: int) -> None:
        """Forget the numbers from `size` on."""
        for string in self.strings[size:]:
            del self._ids[string]
        del self.strings[size:]


@dataclass(frozen=True)
class Counted:
    """Counts of a batch of articles, a row a cell and key. cell: article × zones × voices; key: 0
    for words that have none, else up to three numbers."""

    articles: int
    cell: NDArray[np.int64]
    key: NDArray[np.int64]
    count: NDArray[np.int64]


def count_words(tokens: Tokens, voice: NDArray[np.uint8], spelling: Spelling) -> Counted:
    """Words, and phrases of two or three that begin and end with a content word, by cell.

    A phrase stands in one sentence and voice, with nothing between its words.
    """
    words = tokens.vocabulary.words
    number = np.where(tokens.kind == WORD, words.attribute(spelling.number)[tokens.word], 0)
    content = (number > 0) & content_words(tokens)
    cell = (tokens.article.astype(np.int64) * len(ZONES) + tokens.zone) * len(VOICES) + voice
    place = tokens.sentence.astype(np.int64) * len(VOICES) + voice
    linked = (number[1:] > 0) & (number[:-1] > 0) & (place[1:] == place[:-1])
    two = np.flatnonzero(linked & content[:-1] & content[1:])
    three = np.flatnonzero(linked[:-1] & linked[1:] & content[:-2] & content[2:])
    pair = number[two] | (number[two + 1] << _BITS)
    triple = number[three] | (number[three + 1] << _BITS) | (number[three + 2] << 2 * _BITS)
    at = np.concatenate([np.flatnonzero(tokens.is_word), two, three])
    key = np.concatenate([number[tokens.is_word], pair, triple])
    return Counted(len(tokens.texts), *_summed(cell[at], key))


def _summed(
    cell: NDArray[np.int64], key: NDArray[np.int64], count: NDArray[np.int64] | None = None
) -> tuple[NDArray[np.int64], ...]:
    """Cell, key and count, one row for each cell and key."""
    codes, keys = pd.factorize(key)
    places, rows = pd.factorize(cell * max(len(keys), 1) + codes)
    total = np.bincount(places, count, len(rows)).astype(np.int64)
    return rows // max(len(keys), 1), np.asarray(keys)[rows % max(len(keys), 1)], total


def spelled_keys(batches: Sequence[Counted], spelling: Spelling) -> dict[str, dict[str, Any]]:
    """The counts of batches as columns that stand alone: counted, and spelled (the words)."""
    counted = together(batches)
    key = counted.key
    parts = [key >> shift & _MOST for shift in (0, _BITS, 2 * _BITS)]
    present = np.zeros(len(spelling.strings), np.bool_)
    for part in parts:
        present[part] = True
    present[0] = False
    # The words of these batches are numbered anew, in the same order; 0 stays nobody's.
    renumbered = np.cumsum(present) * present
    own = [renumbered[part] for part in parts]
    words = [spelling.strings[number] for number in np.flatnonzero(present).tolist()]
    return {
        "counted": {
            "cell": counted.cell,
            "key": own[0] | own[1] << _BITS | own[2] << 2 * _BITS,
            "count": counted.count,
        },
        "spelled": {"word": np.array([*words, None], dtype=object)[:-1]},
    }


def shared_keys(part: Mapping[str, Mapping[str, Any]], spelling: Spelling) -> Counted:
    """The counts of such columns, under numbers that all parts share."""
    numbers = np.array([0, *map(spelling.of, part["spelled"]["word"].tolist())], np.int64)
    cell, key, count = (np.asarray(part["counted"][name]) for name in ("cell", "key", "count"))
    shared = [numbers[key >> shift & _MOST] for shift in (0, _BITS, 2 * _BITS)]
    fits = np.all([number <= _MOST for number in shared], axis=0)
    phrase = key > _MOST
    # A word too many has no number: it stays a word without a term, and in no phrase.
    keys = np.where(fits, shared[0] | shared[1] << _BITS | shared[2] << 2 * _BITS, 0)
    kept = fits | ~phrase
    articles = int(pd.isna(part["said"]["foreign"]).sum())
    return Counted(articles, cell[kept], keys[kept], count[kept])


def keys_by_event(batch: Counted, event: NDArray[np.int64]) -> NDArray[np.int64]:
    """Two rows: the keys of a batch's terms, and each event (see `events`) that has one, once."""
    listed = batch.key > 0
    codes, keys = pd.factorize(batch.key[listed])
    span = int(event.max(initial=0)) + 1
    pairs = pd.unique(codes * span + event[batch.cell[listed] // _CELLS])
    return np.stack([np.asarray(keys, np.int64)[pairs // span], pairs % span])


def listed_keys(batch: Counted, event: NDArray[np.int64]) -> NDArray[np.int64]:
    """The keys, in order, of a batch's terms that stand in FEWEST_EVENTS events or more."""
    if len(set(event.tolist())) < FEWEST_EVENTS:
        return _NOTHING
    return recurrent_keys(keys_by_event(batch, event))


def recurrent_keys(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """The keys, in order, that stand in FEWEST_EVENTS events or more, from such rows."""
    key, event = pairs
    codes, keys = pd.factorize(key)
    span = int(event.max(initial=0)) + 1
    spread = np.bincount(pd.unique(codes * span + event) // span, minlength=len(keys))
    return np.sort(np.asarray(keys, np.int64)[spread >= FEWEST_EVENTS])


def words_table(
    batch: Counted, listed: NDArray[np.int64], *, articles: NDArray[np.object_], spelling: Spelling
) -> dict[str, Any]:
    """The columns of tables.WORDS of a batch, whose articles these are, in order.

    Terms that are not listed are added up in the row without a term, phrases left out. Rows are in
    order of article, zone, voice, and then of the alphabet.
    """
    cell, key, count = batch.cell, batch.key, batch.count
    place = np.searchsorted(listed, key)
    known = np.append(listed, 0)[place] == key
    kept = known | (key <= _MOST)
    cell, key, count = _summed(cell[kept], np.where(known, key, 0)[kept], count[kept])
    strings = spelling.strings
    codes, keys = pd.factorize(key)
    spelled = np.array([_spelled(int(k), strings) for k in keys], dtype=object)
    size = np.array([1 + (k > _MOST) + (k > (1 << 2 * _BITS) - 1) for k in keys], np.int64)
    order = np.lexsort((spelled.argsort().argsort()[codes], cell))
    codes, cell = codes[order], cell[order]
    return {
        "article": articles[cell // _CELLS],
        "zone": np.array(ZONES, dtype=object)[cell // len(VOICES) % len(ZONES)],
        "voice": np.array(VOICES, dtype=object)[cell % len(VOICES)],
        "size": size[codes],
        "term": np.where(np.asarray(keys)[codes] == 0, None, spelled[codes]),
        "count": count[order],
    }


def together(batches: Sequence[Counted]) -> Counted:
    """Batches as one, whose articles follow one another."""
    if len(batches) == 1:
        return batches[0]
    first = np.cumsum([0, *(batch.articles for batch in batches)]) * _CELLS
    cell = np.concatenate([_NOTHING, *(b.cell + f for b, f in zip(batches, first, strict=False))])
    key, count = (
        np.concatenate([_NOTHING, *(getattr(b, name) for b in batches)]).astype(np.int64)
        for name in ("key", "count")
    )
    return Counted(int(first[-1]) // _CELLS, cell.astype(np.int64), key, count)


def events(articles: pd.DataFrame) -> NDArray[np.int64]:
    """A number for the event of each article; one of its own without an event."""
    own = np.arange(len(articles), dtype=np.int64)
    if "event" not in articles:
        return own
    codes, known = pd.factorize(articles["event"])
    return np.where(codes < 0, own + len(known), codes)


def _spelled(key: int, strings: Sequence[str]) -> str:
    parts = (key & _MOST, key >> _BITS & _MOST, key >> 2 * _BITS)
    return " ".join(strings[part] for part in parts if part)
