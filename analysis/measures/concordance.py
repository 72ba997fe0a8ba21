"""A term in its context, wherever it stands: key word in context, with voice and zone.

The articles are read again for it, with the zones that were measured, so that what is shown is what
was counted. Without their text it says how often and where, and shows nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import IntegrityError, ParameterError, suggest
from analysis.lexicons.lookup import compile_glob, straight
from analysis.measures.pipeline import Measures
from analysis.tables import VOICES, ZONES
from analysis.tokens import NUMBER, Tokens, tokenize
from analysis.voices import attribute

_BATCH = 500
_LONGEST_WORD, _MOST_WORDS, _MOST_STARS = 100, 10, 2
_COLUMNS = "article outlet event zone voice sentence start end left match right".split()


def concordance(
    measures: Measures,
    pattern: str,
    *,
    texts: Mapping[str, str] | pd.DataFrame | None = None,
    zones: Sequence[str] = (),
    voice: str | None = None,
    outlets: Sequence[str] = (),
    context: int = 70,
) -> pd.DataFrame:
    """Every place where a word or phrase stands, a row each, in order of the articles.

    pattern: words with blanks between; `*` is any run of letters and `?` one, at most two stars a
    word; small letters match capitals too, and a possessive ending is passed over. texts: the
    articles' text by identifier, or a table with article and text. zones, voice, outlets: which
    places (default all). context: characters shown on either side. Columns: article, outlet, event,
    zone, voice, sentence, start, end, left, match, right. Without texts the rows are those of the
    tables instead: article, outlet, event, zone, voice, count, for listed words (see tables.WORDS).
    Errors: ParameterError for a pattern, zone, voice or outlet that cannot be; IntegrityError for a
    text other than the one that was measured.
    """
    words = _checked(pattern)
    for given, known in (
        (zones, ZONES),
        ([voice] if voice else [], VOICES),
        (outlets, sorted(measures.articles["outlet"].unique())),
    ):
        for name in given:
            if name not in known:
                raise ParameterError(f"there is no {name!r} here", mend=suggest(name, known))
    facts = measures.articles[[c for c in _COLUMNS[:3] if c in measures.articles]]
    if outlets:
        facts = facts[facts["outlet"].isin(list(outlets))]
    if texts is None:
        found = _counted(measures.words, words)
    else:
        kept = _measured_texts(measures, texts, set(facts["article"]))
        spans = _spans(measures.zones, kept)
        places = [
            row
            for first in range(0, len(kept), _BATCH)
            for row in _places(list(kept.items())[first : first + _BATCH], spans, words, context)
        ]
        found = pd.DataFrame(places, columns=["article", *_COLUMNS[3:]])
    found = facts.merge(found, on="article", how="inner")
    if zones:
        found = found[found["zone"].isin(list(zones))]
    if voice is not None:
        found = found[found["voice"] == voice]
    return found.reset_index(drop=True)


def _checked(pattern: str) -> list[str]:
    """The pattern's words; what could take for ever or means nothing is a ParameterError."""
    words = straight(pattern).split()
    mend = "Give one to ten words; * stands for any run of letters, twice in a word at most."
    if not 1 <= len(words) <= _MOST_WORDS:
        raise ParameterError(f"the pattern has {len(words)} words", where="pattern", mend=mend)
    for word in words:
        if word.count("*") > _MOST_STARS or len(word) > _LONGEST_WORD:
            raise ParameterError(f"{word[:40]!r} cannot be looked for", where="pattern", mend=mend)
        if not word.strip("*?"):
            raise ParameterError(f"{word!r} stands for anything", where="pattern", mend=mend)
    return words


def _counted(table: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    """Rows of the table of words that match; phrases as they are listed."""
    known = [term for term in table["term"].dropna().unique() if _fits(term.split(), words)]
    rows = table[table["term"].isin(known)]
    keys = ["article", "zone", "voice"]
    return rows.groupby(keys, sort=False)["count"].sum().reset_index()


def _fits(term: list[str], words: list[str]) -> bool:
    # Listed words have no capitals and no possessive ending.
    return len(term) == len(words) and all(
        compile_glob(word.lower().removesuffix("'s")).fullmatch(part)
        for word, part in zip(words, term, strict=True)
    )


def _measured_texts(
    measures: Measures, texts: Mapping[str, str] | pd.DataFrame, wanted: set[str]
) -> dict[str, str]:
    """The texts of the wanted articles, checked against the hashes that were measured."""
    given = (
        dict(zip(texts["article"].astype(str), texts["text"], strict=True))
        if isinstance(texts, pd.DataFrame)
        else texts
    )
    hashes = dict(zip(measures.articles["article"], measures.articles["sha256"], strict=True))
    kept = {}
    for article in hashes:
        if article not in wanted or article not in given:
            continue
        text = str(given[article])
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest != hashes[article]:
            raise IntegrityError(
                "this is not the text that was measured",
                where=article,
                mend="Give the very file that was measured; its SHA-256 is in the articles table.",
            )
        kept[article] = text
    return kept


def _spans(zones: pd.DataFrame, texts: Mapping[str, str]) -> dict[str, list[tuple[int, int, str]]]:
    own = zones[zones["article"].isin(list(texts))]
    spans: dict[str, list[tuple[int, int, str]]] = {article: [] for article in texts}
    columns = (own[name].tolist() for name in ("article", "start", "end", "zone"))
    for article, start, end, zone in zip(*columns, strict=True):
        spans[article].append((int(start), int(end), zone))
    return spans


def _places(
    articles: list[tuple[str, str]],
    spans: Mapping[str, list[tuple[int, int, str]]],
    words: list[str],
    context: int,
) -> Iterator[tuple[Any, ...]]:
    """The rows of a batch; voices are read only in articles that have the term."""
    tokens = tokenize([text for _, text in articles], [spans[name] for name, _ in articles])
    having = np.unique(tokens.article[_find(tokens, words)]).tolist()
    if not having:
        return
    chosen = [articles[row] for row in having]
    tokens = tokenize([text for _, text in chosen], [spans[name] for name, _ in chosen])
    voice = attribute(tokens).voice
    for first in _find(tokens, words).tolist():
        last = first + len(words) - 1
        article, text = chosen[int(tokens.article[first])]
        start, end = int(tokens.start[first]), int(tokens.end[last])
        yield (
            article,
            ZONES[tokens.zone[first]],
            VOICES[voice[first]],
            int(tokens.sentence_number[tokens.sentence[first]]),
            start,
            end,
            _one_line(text[max(start - context, 0) : start], cut=start > context, left=True),
            _one_line(text[start:end]),
            _one_line(text[end : end + context], cut=end + context < len(text), left=False),
        )


def _find(tokens: Tokens, words: list[str]) -> NDArray[np.int64]:
    """The first token of each occurrence: adjacent words of one sentence."""
    size = len(tokens) - len(words) + 1
    if size <= 0:
        return np.empty(0, np.int64)
    found = tokens.sentence[:size] == tokens.sentence[len(words) - 1 :]
    for step, word in enumerate(words):
        known = _known(tokens.vocabulary.words.strings, word)
        here = slice(step, step + size)
        found &= known[tokens.word[here]] & (tokens.kind[here] <= NUMBER)
    return np.flatnonzero(found)


def _known(strings: Sequence[str], word: str) -> NDArray[np.bool_]:
    pattern = compile_glob(word)
    whole = word.endswith("'s")

    def fits(string: str) -> bool:
        if len(string) > _LONGEST_WORD:
            return False
        written = straight(string)
        return bool(
            pattern.fullmatch(written)
            or (not whole and written.endswith(("'s", "'S")) and pattern.fullmatch(written[:-2]))
        )

    return np.fromiter(map(fits, strings), np.bool_, len(strings))


def _one_line(text: str, *, cut: bool = False, left: bool = False) -> str:
    """The text with single blanks, and without the word that its end cuts through."""
    line = re.sub(r"\s+", " ", text)
    if cut:
        head, blank, tail = line.partition(" ") if left else line.rpartition(" ")
        line = (tail if left else head) if blank else line
    return line
