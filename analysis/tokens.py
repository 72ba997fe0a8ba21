"""Text → integer columns, once; nothing downstream reads the text again.

Two layers, because two readers need them. A *chunk* is a run without white space: what VADER and
textstat see. A *token* is a word, number, quotation mark, punctuation sign or symbol within a
chunk. Chunks are cut by vector operations; each distinct chunk is taken apart once.

Offsets always index the article's text as given. A sentence never crosses a paragraph, and ends
only between chunks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.chunks import Chunks, cut
from analysis.sentences import sentence_ends
from analysis.tables import ZONES
from analysis.vocabulary import Words, extended

WORD, NUMBER, MARK, PUNCTUATION, SYMBOL = range(5)
"""The kinds of token. Readability counts WORD and NUMBER as words."""

Span = tuple[int, int, str]
Ints = NDArray[np.int32]

# A letter with the signs that belong to it: combining marks, soft hyphens, joiners.
_SIGNS = r"[\u0300-\u036f\u00ad\u200b-\u200d]*+"
_LETTER = rf"[^\W\d_]{_SIGNS}"
_RUN = rf"(?:[^\W\d_]++{_SIGNS}|\d++)"
_PIECES = rf"""
    (?P<word>
        # U.S., a.m., U.S.-led
        (?:{_LETTER}\.){{2,}} (?: -? {_LETTER} [^\W_]* (?:[-‐‑'’ʼ][^\W_]+)* )?
      | {_LETTER} {_RUN}*+ (?: (?:[-‐‑'’ʼ&@_]|\.(?=[a-z]))+ {_RUN}++ )*
    )
  | (?P<number> \d+ (?:[.,:]\d+)* [^\W\d_]* (?:[-‐‑'’][^\W_]+)* )
  | (?P<mark> '' | `` | ["'`´‘’‚‛“”„‟«»‹›] )
  | (?P<punctuation> \.+ | [!?…]+ | [-‐-―]+ | [,;:()\[\]{{}}] )
  | (?P<symbol> . )
    """
# The same, with the most frequent pieces first: what stands alone in any case, and words of ASCII
# letters before a sign that cannot go on a word.
_SOONER = r"""
    [\n,;:()\[\]{}“”]
  | [a-zA-Z]++ (?:['’-][a-zA-Z]++)*+ (?! [^\n,.;:!?)”"] | \.[^\n”"] )
  | """
_PIECE = re.compile(_SOONER + re.sub(r"\(\?P<\w+>", "(?:", _PIECES), re.VERBOSE | re.DOTALL)
# A piece's first character tells its kind.
_KIND = re.compile(_PIECES, re.VERBOSE | re.DOTALL)
_KINDS = {
    "word": WORD,
    "number": NUMBER,
    "mark": MARK,
    "punctuation": PUNCTUATION,
    "symbol": SYMBOL,
}


class _KindOfFirst(dict[str, int]):
    def __missing__(self, character: str) -> int:
        match = _KIND.match(character)
        kind = self[character] = _KINDS[(match and match.lastgroup) or "symbol"]
        return kind


def _kinds(words: Sequence[str]) -> NDArray[np.uint8]:
    of_first = _KindOfFirst()
    return np.fromiter((of_first[word[0]] for word in words), np.uint8, len(words))


@dataclass
class Vocabularies:
    """The distinct chunks and words seen so far, and how each chunk is made of tokens."""

    chunks: Chunks = field(default_factory=Chunks)
    words: Words = field(default_factory=Words)
    _start: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    _end: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    _word: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    _first: Ints = field(default_factory=lambda: np.zeros(1, np.int32))
    _count: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    _known: int = 0

    def pieces(self) -> tuple[Ints, Ints, Ints, Ints, NDArray[np.int64]]:
        """Start, end and word of all chunks' tokens in turn; each chunk's first, and how many."""
        new = self.chunks.strings[self._known :]
        used = int(self._first[self._known])
        if new:
            pieces = [piece for piece in _PIECE.findall("\n".join(new)) if piece != "\n"]
            word = self.words.encode(pieces, len(pieces))
            ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
            chunk_ends = np.cumsum(np.fromiter(map(len, new), np.int64, len(new)))
            last = np.searchsorted(ends, chunk_ends, side="right")
            counts = np.diff(last, prepend=0)
            end = ends - np.repeat(chunk_ends - np.diff(chunk_ends, prepend=0), counts)
            start = end - np.diff(ends, prepend=0)
            self._start = extended(self._start, used, start.astype(np.int32))
            self._end = extended(self._end, used, end.astype(np.int32))
            self._word = extended(self._word, used, word)
            self._first = extended(self._first, self._known + 1, (used + last).astype(np.int32))
            self._count = extended(self._count, self._known, counts)
            self._known = len(self.chunks)
            used += len(pieces)
        first, count = self._first[: self._known + 1], self._count[: self._known]
        return self._start[:used], self._end[:used], self._word[:used], first, count

    def trim(self, most: int) -> None:
        """Forget what is behind the first `most` chunks once there are half as many again.

        Why: what a corpus repeats is seen early; without this, names and misprints would fill the
        memory of a long run.
        """
        if 2 * self._known <= 3 * most:
            return
        _, _, word, first, _ = self.pieces()
        self.words.keep(int(word[: first[most]].max(initial=-1)) + 1)
        self.chunks.keep(most)
        self._known = most


@dataclass(frozen=True)
class Tokens:
    """A batch of articles as columns; `article` and offsets refer to `texts`.

    Sentence and paragraph numbers count through the batch. `sentence_first_token` and
    `sentence_first_chunk` have one row more than there are sentences, so that
    `first[i]:first[i + 1]` are the rows of sentence i.
    """

    texts: Sequence[str]
    vocabulary: Vocabularies
    kind: NDArray[np.uint8]
    word: Ints
    chunk: Ints
    sentence: Ints
    piece: Ints
    chunk_article: Ints
    chunk_start: Ints
    chunk_end: Ints
    chunk_type: Ints
    chunk_sentence: Ints
    chunk_paragraph: Ints
    sentence_article: Ints
    sentence_start: Ints
    sentence_end: Ints
    sentence_zone: NDArray[np.uint8]
    sentence_number: Ints
    sentence_first_token: Ints
    sentence_first_chunk: Ints
    paragraph_article: Ints
    paragraph_start: Ints
    paragraph_end: Ints
    paragraph_zone: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.word)

    # Not every reader needs these columns, and each takes as long as a reader's own work.

    @cached_property
    def article(self) -> Ints:
        """The article of each token."""
        return self.chunk_article[self.chunk]

    @cached_property
    def start(self) -> Ints:
        """The first character of each token."""
        return self.chunk_start[self.chunk] + self.vocabulary.pieces()[0][self.piece]

    @cached_property
    def end(self) -> Ints:
        """The character after the last of each token."""
        return self.chunk_start[self.chunk] + self.vocabulary.pieces()[1][self.piece]

    @cached_property
    def paragraph(self) -> Ints:
        """The paragraph of each token."""
        return self.chunk_paragraph[self.chunk]

    @cached_property
    def zone(self) -> NDArray[np.uint8]:
        """The zone of each token: its paragraph's."""
        return self.paragraph_zone[self.paragraph]

    @property
    def is_word(self) -> NDArray[np.bool_]:
        """True at tokens that count as words: words and numbers."""
        return self.kind <= NUMBER


def tokenize(
    texts: Sequence[str],
    spans: Sequence[Sequence[Span]] | None = None,
    vocabulary: Vocabularies | None = None,
) -> Tokens:
    """A batch of texts as columns.

    spans: for each text its paragraphs (start, end, zone), in order; without them the text is one
    body paragraph. vocabulary: filled by this call, and reused over batches.
    """
    vocabulary = vocabulary or Vocabularies()
    spans = spans or [[(0, len(text), "body")] for text in texts]
    base = np.cumsum([0, *(len(text) + 1 for text in texts)], dtype=np.int32)
    chunks = cut("\n".join(texts))
    chunk_type = vocabulary.chunks.encode(chunks)
    chunk_article = _owners(base[:-1], chunks.start)

    paragraphs = _paragraphs(spans)
    # A chunk before the first span is taken into it.
    chunk_paragraph = _owners(base[paragraphs["article"]] + paragraphs["start"], chunks.start)

    ends = sentence_ends(vocabulary.chunks, chunk_type, chunk_paragraph)
    chunk_sentence = np.concatenate([[0], np.cumsum(ends)[:-1]]).astype(np.int32)[: len(ends)]
    first_chunk = np.flatnonzero(np.concatenate([[True], ends[:-1]])[: len(ends)])
    last_chunk = np.flatnonzero(ends)

    _, _, piece_word, first_piece, piece_count = vocabulary.pieces()
    counts = piece_count[chunk_type]
    chunk = np.repeat(np.arange(len(chunk_type), dtype=np.int32), counts)
    first_token = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    row = (first_piece[chunk_type] - first_token[:-1])[chunk]
    row += np.arange(len(chunk), dtype=np.int32)
    word = piece_word[row]

    local = chunks.start - base[chunk_article]
    local_end = chunks.end - base[chunk_article]
    sentence_article = chunk_article[first_chunk]
    first_of_article = np.searchsorted(sentence_article, np.arange(len(texts)))
    return Tokens(
        texts=texts,
        vocabulary=vocabulary,
        kind=vocabulary.words.attribute(_kinds)[word],
        word=word,
        chunk=chunk,
        sentence=chunk_sentence[chunk],
        piece=row,
        chunk_article=chunk_article,
        chunk_start=local,
        chunk_end=local_end,
        chunk_type=chunk_type,
        chunk_sentence=chunk_sentence,
        chunk_paragraph=chunk_paragraph,
        sentence_article=sentence_article,
        sentence_start=local[first_chunk],
        sentence_end=local_end[last_chunk],
        sentence_zone=paragraphs["zone"][chunk_paragraph[first_chunk]],
        sentence_number=(np.arange(len(first_chunk)) - first_of_article[sentence_article]).astype(
            np.int32
        ),
        sentence_first_token=first_token[np.append(first_chunk, len(chunk_type))],
        sentence_first_chunk=np.append(first_chunk, len(chunk_type)).astype(np.int32),
        paragraph_article=paragraphs["article"],
        paragraph_start=paragraphs["start"],
        paragraph_end=paragraphs["end"],
        paragraph_zone=paragraphs["zone"],
    )


def covered(size: int, first: NDArray[np.integer], last: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether each of so many rows lies in a stretch; first, last: the rows that stretches end at.

    >>> covered(6, np.array([1, 1]), np.array([1, 3]))
    array([False,  True,  True,  True, False, False])
    """
    steps = np.zeros(size + 1, np.int32)
    np.add.at(steps, first, 1)
    np.add.at(steps, last + 1, -1)
    inside: NDArray[np.bool_] = np.cumsum(steps[:-1]) > 0
    return inside


def _owners(begins: Ints, starts: Ints) -> Ints:
    """For each start the last of the places, in order, that it is not before; or else the first."""
    bounds = np.searchsorted(starts, begins)
    bounds[:1] = 0
    counts = np.diff(bounds, append=len(starts))
    return np.repeat(np.arange(len(begins), dtype=np.int32), counts)


def _paragraphs(spans: Sequence[Sequence[Span]]) -> dict[str, NDArray[Any]]:
    code = {zone: number for number, zone in enumerate(ZONES)}
    sizes = [len(of_article) for of_article in spans]
    rows = list(chain.from_iterable(spans))
    return {
        "article": np.repeat(np.arange(len(spans), dtype=np.int32), sizes),
        "start": np.fromiter((row[0] for row in rows), np.int32, len(rows)),
        "end": np.fromiter((row[1] for row in rows), np.int32, len(rows)),
        "zone": np.fromiter((code[row[2]] for row in rows), np.uint8, len(rows)),
    }
