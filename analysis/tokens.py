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
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from analysis.sentences import sentence_ends
from analysis.tables import ZONES
from analysis.vocabulary import Vocabulary

WORD, NUMBER, MARK, PUNCTUATION, SYMBOL = range(5)
"""The kinds of token. Readability counts WORD and NUMBER as words."""

Span = tuple[int, int, str]
Ints = NDArray[np.int32]

# Every character that str.split() splits at is below this one or is it.
_LAST_SPACE = 0x3000
_IS_SPACE = np.array([chr(code).isspace() for code in range(_LAST_SPACE + 2)])

_LETTER = r"[^\W\d_][̀-ͯ­​-‍]*"
_PIECE = re.compile(
    rf"""
    (?P<word>
        # U.S., a.m., U.S.-led
        (?:{_LETTER}\.){{2,}} (?: -? {_LETTER} [^\W_]* (?:[-‐‑'’ʼ][^\W_]+)* )?
      | {_LETTER} (?:{_LETTER}|\d)* (?: (?:[-‐‑'’ʼ&@_]|\.(?=[a-z]))+ (?:{_LETTER}|\d)+ )*
    )
  | (?P<number> \d+ (?:[.,:]\d+)* [^\W\d_]* (?:[-‐‑'’][^\W_]+)* )
  | (?P<mark> '' | `` | ["'`´‘’‚‛“”„‟«»‹›] )
  | (?P<punctuation> \.+ | [!?…]+ | [-‐-―]+ | [,;:()\[\]{{}}] )
  | (?P<symbol> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS = {
    "word": WORD,
    "number": NUMBER,
    "mark": MARK,
    "punctuation": PUNCTUATION,
    "symbol": SYMBOL,
}


@dataclass
class Vocabularies:
    """The distinct chunks and words seen so far, and how each chunk is made of tokens."""

    chunks: Vocabulary = field(default_factory=Vocabulary)
    words: Vocabulary = field(default_factory=Vocabulary)
    _pieces: tuple[Ints, ...] = (np.empty(0, np.int32),) * 4
    _first: Ints = field(default_factory=lambda: np.zeros(1, np.int32))

    def pieces(self) -> tuple[tuple[Ints, ...], Ints]:
        """Start, end, kind and word of all chunks' tokens in turn, and where each chunk's begin."""
        known = len(self._first) - 1
        if known < len(self.chunks):
            rows: list[tuple[int, int, int, int]] = []
            ends = []
            for chunk in self.chunks.strings[known:]:
                rows.extend(_take_apart(chunk, self.words))
                ends.append(len(rows))
            new = np.array(rows, np.int32).reshape(-1, 4).T
            self._pieces = tuple(map(np.append, self._pieces, new))
            self._first = np.append(self._first, self._first[-1] + np.array(ends, np.int32))
        return self._pieces, self._first


def _take_apart(chunk: str, words: Vocabulary) -> list[tuple[int, int, int, int]]:
    # The two commonest shapes, a word alone or with one sign behind it, need no pattern.
    if chunk.isalpha():
        return [(0, len(chunk), WORD, words.id(chunk))]
    last = len(chunk) - 1
    if chunk[last] in ".,;:!?)" and chunk[:last].isalpha():
        return [
            (0, last, WORD, words.id(chunk[:last])),
            (last, last + 1, PUNCTUATION, words.id(chunk[last])),
        ]
    return [
        (m.start(), m.end(), _KINDS[m.lastgroup or "symbol"], words.id(m.group()))
        for m in _PIECE.finditer(chunk)
    ]


@dataclass(frozen=True)
class Tokens:
    """A batch of articles as columns; `article` and offsets refer to `texts`.

    Sentence and paragraph numbers count through the batch. `sentence_first_token` and
    `sentence_first_chunk` have one row more than there are sentences, so that
    `first[i]:first[i + 1]` are the rows of sentence i.
    """

    texts: Sequence[str]
    vocabulary: Vocabularies
    article: Ints
    start: Ints
    end: Ints
    kind: NDArray[np.uint8]
    word: Ints
    chunk: Ints
    sentence: Ints
    paragraph: Ints
    zone: NDArray[np.uint8]
    chunk_article: Ints
    chunk_start: Ints
    chunk_end: Ints
    chunk_type: Ints
    chunk_sentence: Ints
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
    base = np.cumsum([0, *(len(text) + 1 for text in texts)])
    chunk_start, chunk_end = _chunks(texts)
    split = [text.split() for text in texts]
    sizes = [len(chunks) for chunks in split]
    chunk_article = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
    chunk_type = vocabulary.chunks.encode(chain.from_iterable(split), sum(sizes))

    paragraphs = _paragraphs(spans)
    paragraph_base = base[paragraphs["article"]] + paragraphs["start"]
    # A chunk before the first span is taken into it.
    place = np.searchsorted(paragraph_base, chunk_start, side="right") - 1
    chunk_paragraph: Ints = np.maximum(place, 0).astype(np.int32)

    ends = sentence_ends(vocabulary.chunks, chunk_type, chunk_paragraph)
    chunk_sentence = np.concatenate([[0], np.cumsum(ends)[:-1]]).astype(np.int32)[: len(ends)]
    first_chunk = np.flatnonzero(np.concatenate([[True], ends[:-1]])[: len(ends)])
    last_chunk = np.flatnonzero(ends)

    pieces, first_piece = vocabulary.pieces()
    counts = np.diff(first_piece)[chunk_type]
    chunk = np.repeat(np.arange(len(chunk_type), dtype=np.int32), counts)
    first_token = np.concatenate([[0], np.cumsum(counts, dtype=np.int32)], dtype=np.int32)
    row = np.arange(len(chunk), dtype=np.int32)
    row += np.repeat(first_piece[chunk_type] - first_token[:-1], counts)
    relative_start, relative_end, kind, word = (column[row] for column in pieces)

    local = (chunk_start - base[chunk_article]).astype(np.int32)
    local_end = (chunk_end - base[chunk_article]).astype(np.int32)
    sentence_article = chunk_article[first_chunk]
    first_of_article = np.searchsorted(sentence_article, np.arange(len(texts)))
    paragraph = np.repeat(chunk_paragraph, counts)
    start = np.repeat(local, counts)
    return Tokens(
        texts=texts,
        vocabulary=vocabulary,
        article=np.repeat(chunk_article, counts),
        start=start + relative_start,
        end=start + relative_end,
        kind=kind.astype(np.uint8),
        word=word,
        chunk=chunk,
        sentence=np.repeat(chunk_sentence, counts),
        paragraph=paragraph,
        zone=paragraphs["zone"][paragraph].astype(np.uint8),
        chunk_article=chunk_article,
        chunk_start=local,
        chunk_end=local_end,
        chunk_type=chunk_type,
        chunk_sentence=chunk_sentence,
        sentence_article=sentence_article,
        sentence_start=local[first_chunk],
        sentence_end=local_end[last_chunk],
        sentence_zone=paragraphs["zone"][chunk_paragraph[first_chunk]].astype(np.uint8),
        sentence_number=(np.arange(len(first_chunk)) - first_of_article[sentence_article]).astype(
            np.int32
        ),
        sentence_first_token=first_token[np.append(first_chunk, len(chunk_type))].astype(np.int32),
        sentence_first_chunk=np.append(first_chunk, len(chunk_type)).astype(np.int32),
        paragraph_article=paragraphs["article"],
        paragraph_start=paragraphs["start"],
        paragraph_end=paragraphs["end"],
        paragraph_zone=paragraphs["zone"].astype(np.uint8),
    )


def _chunks(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the runs without white space begin and end, in the texts joined by a line break."""
    joined = "\n".join([*texts, ""])
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    space = _IS_SPACE[np.minimum(codes, _LAST_SPACE + 1)]
    edge = np.flatnonzero(np.diff(space, prepend=True))
    return edge[::2], edge[1::2]


def _paragraphs(spans: Sequence[Sequence[Span]]) -> dict[str, NDArray[np.int32]]:
    code = {zone: number for number, zone in enumerate(ZONES)}
    sizes = [len(of_article) for of_article in spans]
    rows = list(chain.from_iterable(spans))
    return {
        "article": np.repeat(np.arange(len(spans), dtype=np.int32), sizes),
        "start": np.fromiter((row[0] for row in rows), np.int32, len(rows)),
        "end": np.fromiter((row[1] for row in rows), np.int32, len(rows)),
        "zone": np.fromiter((code[row[2]] for row in rows), np.int32, len(rows)),
    }
