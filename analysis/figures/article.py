"""One article shown: its marked text where the reader has it, its tables where not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from analysis.errors import IntegrityError, ParameterError, suggest
from analysis.figures.annotate import PAPER, SMALL, annotated_text, term_marks
from analysis.figures.reading import each
from analysis.figures.words import number, plural
from analysis.measures.frames import without_frames
from analysis.measures.pipeline import Measures

_TABLE = "border-collapse:collapse;font-size:0.82em;background:#ffffff;color:#1a1a1a"
_CELL = "border-bottom:1px solid #d9d9d9;padding:0.15em 0.6em;text-align:left;vertical-align:top"


@dataclass(frozen=True)
class Page:
    """A piece of HTML that shows itself in a notebook; its styles are in its elements."""

    html: str
    words: str

    def __repr__(self) -> str:
        return self.words

    def _repr_html_(self) -> str:
        return self.html


def show_article(measures: Measures, article: str, *, text: str | None = None) -> Page:
    """The article with zones, voices, speakers and loaded terms marked, and a legend.

    text: the article's text as it was measured; without it, the same facts as tables of offsets.
    Errors: ParameterError for an unknown article; IntegrityError for a text other than the one that
    was measured.
    """
    row, own = find_article(measures, article)
    if text is None:
        body = _tables(own)
    else:
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != row["sha256"]:
            raise IntegrityError(
                "this is not the text that was measured",
                where=article,
                mend="Give the very file that was measured; its SHA-256 is in the articles table.",
            )
        body = annotated_text(own, text) + _reasons(own, text)
    facts = [str(row[c]) for c in ("outlet", "event") if c in row and pd.notna(row[c])]
    if "published" in row and pd.notna(row["published"]):
        facts.append(f"{row['published']:%-d %B %Y}")
    words = f"Article {article}: {', '.join(facts)}."
    head = f'<div style="{SMALL};padding-bottom:0.6em">{escape(words)}</div>'
    return Page(f'<div style="{PAPER}">{head}{body}</div>', words)


def _reasons(own: Measures, text: str) -> str:
    """Every marked term with its reason, for readers without a pointer, and for print."""
    terms = without_frames(own.terms).sort_values("start")
    rows = [
        [text[mark.start : mark.end], *mark.title.partition(": ")[::2]]
        for mark in term_marks(terms)
    ]
    return _table("Every marked word and why", ["words", "category", "why"], rows, is_open=False)


def find_article(measures: Measures, article: str) -> tuple[pd.Series, Measures]:
    """The article's row, and its measures alone.

    An unknown identifier is a ParameterError that suggests one.
    """
    rows = measures.articles[measures.articles["article"] == article]
    if rows.empty:
        raise ParameterError(
            f"there is no article {article!r}",
            where="article",
            mend=suggest(article, list(measures.articles["article"])[:500]),
        )
    return rows.iloc[0], measures.of([article])


def _tables(own: Measures) -> str:
    """Zones, sentences and statements by offset, for a reader who has no right to the text."""
    zones, sentences, attributions, terms = (
        frame.sort_values("start")
        for frame in (own.zones, own.sentences, own.attributions, own.terms)
    )
    own_terms = without_frames(terms).assign(sentence=terms["sentence"].astype("Int64"))
    sentence_rows = [
        [
            f"{int(r.sentence)}",
            r.zone,
            f"{int(r.start)}–{int(r.end)}",
            f"{int(r.n_words)}",
            f"{int(r.n_authorial)}",
            number(float(r.sentiment), 2, sign=True),
            ", ".join(
                f"{t.category} ({t.voice})"
                for t in each(own_terms[own_terms["sentence"] == r.sentence])
            ),
        ]
        for r in each(sentences)
    ]
    speech_rows = [
        [
            f"{int(r.statement)}",
            r.kind,
            f"{int(r.start)}–{int(r.end)}",
            _text(r.speaker),
            r.source_type,
            _text(r.cue),
            r.cue_stance if pd.notna(r.cue_stance) else "–",
        ]
        for r in each(attributions)
    ]
    zone_rows = [[r.zone, f"{int(r.start)}–{int(r.end)}"] for r in each(zones)]
    return (
        "<p>The text of this article is not at hand; what was measured "
        "stands below by character offsets. Give the parameter <em>text</em> to see the text "
        "marked.</p>"
        + _table("Sentences", _SENTENCE, sentence_rows, is_open=True)
        + _table("Statements", _STATEMENT, speech_rows, is_open=True)
        + _table("Zones", ["zone", "characters"], zone_rows, is_open=False)
    )


_SENTENCE = ["sentence", "zone", "characters", "words", "own voice", "VADER", "loaded terms"]
_STATEMENT = ["statement", "kind", "characters", "speaker", "kind of source", "cue", "stance"]


def _text(value: Any) -> str:
    return "–" if pd.isna(value) else str(value)


def _table(name: str, header: list[str], rows: list[list[str]], *, is_open: bool) -> str:
    head = "".join(f'<th scope="col" style="{_CELL};font-weight:bold">{h}</th>' for h in header)
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{escape(str(cell))}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    state = " open" if is_open else ""
    return (
        f'<details{state}><summary style="color:#404040"><strong>{name}</strong> '
        f"({plural(len(rows), 'row')})</summary>"
        f'<div style="overflow-x:auto"><table style="{_TABLE}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )
