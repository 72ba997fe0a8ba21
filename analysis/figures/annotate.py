"""An article's own text, marked: who speaks, which terms are loaded, what zone it stands in.

Styles stand in the elements, because a notebook that is not trusted loses its style sheets; every
colour has a line, a word or a number beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import pandas as pd

from analysis.figures.reading import each
from analysis.figures.words import number
from analysis.lexicons import Entry, load_lexicon
from analysis.measures.frames import without_frames
from analysis.measures.pipeline import Measures

PAPER = (
    "background:#ffffff;color:#1a1a1a;padding:1em 1.2em;line-height:1.75;"
    "border:1px solid #b8b8b8;border-radius:4px;max-width:46em"
)
SMALL = "font-size:11px;font-weight:normal;font-style:normal;color:#595959"
LINES = {
    "direct": "2px solid #0072B2",
    "indirect": "2px dotted #B34700",
    "mixed": "2px dashed #8A3D73",
}
"""The line under what others say: its kind shows in the dash as well as in the colour."""
_FILLS = {"authorial": "#FFDB70", "quoted": "#E3F1FB", "reported": "#FBE6D6"}
_THIN = "1px dotted #767676"
_CUE = "font-style:italic;border-bottom:1px solid #595959"
_LETTERS = "font-size:9px;font-weight:normal;font-style:normal;color:#404040"
_BIG = {
    "headline": "font-size:1.35em;font-weight:bold;line-height:1.3",
    "subheading": "font-weight:bold",
}
ASIDES = re.compile(
    rf'<(sup|span|div) style="(?:{re.escape(SMALL)}|{re.escape(_LETTERS)})[^>]*>.*?</\1>', re.DOTALL
)
"""What the annotation puts between the article's words: numbers, tones, letters of categories."""
ROLES = ("cue", "speaker", "term", "content")
"""From the inside of the text to the outside."""


@dataclass(frozen=True)
class Mark:
    """A stretch of text and what is to be said about it."""

    start: int
    end: int
    role: str  # content, term, speaker or cue
    style: str
    title: str
    before: str = ""
    after: str = ""


def annotated_text(measures: Measures, text: str) -> str:
    """The text of a single measured article as HTML, zone by zone, with its marks and a legend."""
    zones, sentences, attributions, terms = (
        frame.sort_values("start")
        for frame in (
            measures.zones,
            measures.sentences,
            measures.attributions,
            without_frames(measures.terms),
        )
    )
    marks = [*_contents(attributions), *term_marks(terms)]
    tones = {int(row.end): float(row.sentiment) for row in each(sentences)}
    blocks, previous = [], ""
    for row in each(zones):
        label = f'<div style="{SMALL};margin-top:0.9em">{escape(row.zone.upper())}</div>'
        body = "".join(_pieces(text, int(row.start), int(row.end), marks, tones))
        style = f"margin:0.25em 0;white-space:pre-line;{_BIG.get(row.zone, '')}"
        blocks.append((label if row.zone != previous else "") + f'<p style="{style}">{body}</p>')
        previous = row.zone
    return _legend(terms) + "".join(blocks)


def _contents(attributions: pd.DataFrame) -> Iterator[Mark]:
    """What others say, with its number; the speaker's mention and the cue in their places."""
    named = set()
    for row in each(attributions):
        line = LINES.get(str(row.kind), LINES["direct"])
        speaker = str(row.speaker) if pd.notna(row.speaker) else "no speaker found"
        source = f", resolved to {row.source}" if pd.notna(row.source) else ""
        cue = f"; cue “{row.cue}” ({row.cue_stance})" if pd.notna(row.cue) else "; no cue"
        statement = int(row.statement)
        who = f"Speaker: {speaker}{source} ({row.source_type}){cue}."
        title = f"Statement {statement}, {row.kind}. {who}"
        named_as = "" if statement in named else f" {escape(_named(speaker, row.source))}"
        chip = _tag(f"[{statement}{named_as}]", f"{SMALL};padding:0 0.3em")
        yield Mark(
            int(row.start), int(row.end), "content", f"border-bottom:{line}", title, before=chip
        )
        if statement in named:
            continue
        named.add(statement)
        if pd.notna(row.speaker_start):
            yield Mark(
                int(row.speaker_start),
                int(row.speaker_end),
                "speaker",
                "font-weight:bold",
                f"Speaker of statement {statement}.",
            )
        if pd.notna(row.cue_start):
            yield Mark(
                int(row.cue_start),
                int(row.cue_end),
                "cue",
                _CUE,
                f"Cue of statement {statement}: {row.cue_stance}.",
            )


def _named(speaker: str, source: object) -> str:
    """A mention without its apposition, and whom it means where that is known and says more."""
    head = speaker.partition(",")[0]
    short = head if len(head) <= 40 else head[:39] + "…"
    more = str(source) if pd.notna(source) else ""
    return short if more.casefold() in short.casefold() else f"{short} = {more}"


def term_marks(terms: pd.DataFrame) -> Iterator[Mark]:
    """A mark for each hit of a lexicon, with the reason why it is listed."""
    entries = _entries(terms)
    for row in each(terms):
        entry = entries.get((str(row.lexicon), str(row.term), str(row.category)))
        why = f" Why it is listed: {entry.reason}." if entry and entry.reason else ""
        doubt = f" Known false hits: {entry.false_hits}." if entry and entry.false_hits else ""
        negated = ", negated" if getattr(row, "negated", False) is True else ""
        title = f"{row.category}: “{row.term}” ({row.lexicon}), {row.voice} voice{negated}."
        title += why + doubt
        # Hedges, boosters and the like are counted but not scored: a thin line, no letters.
        style, after = f"background:transparent;color:#1a1a1a;border-bottom:{_THIN}", ""
        if pd.notna(row.weight) and float(row.weight) != 0:
            style = _loaded_style(str(row.voice))
            after = f'<sup style="{_LETTERS}">{escape(code(str(row.category)))}</sup>'
        yield Mark(int(row.start), int(row.end), "term", style, title, after=after)


def _loaded_style(voice: str) -> str:
    edge = "2px solid #1a1a1a" if voice == "authorial" else "1px dashed #595959"
    fill = _FILLS.get(voice, "#ececec")
    return f"background:{fill};color:#1a1a1a;border-bottom:{edge};padding:0 0.15em"


def _entries(terms: pd.DataFrame) -> Mapping[tuple[str, str, str], Entry]:
    """The built-in lexicon's entries; a reader's own file need not be at hand."""
    if "loaded" not in set(terms["lexicon"]):
        return {}
    return {("loaded", e.term, e.category): e for e in load_lexicon("loaded").entries}


def code(category: str) -> str:
    """Three letters for a category.

    >>> code("evaluative"), code("emotive")
    ('EVA', 'EMO')
    """
    return category[:3].upper()


def _pieces(
    text: str, start: int, end: int, marks: list[Mark], tones: Mapping[int, float]
) -> Iterator[str]:
    """The stretch cut at every edge of a mark, each piece wrapped in the marks that cover it."""
    here = [m for m in marks if m.start < end and m.end > start]
    edges = {start, end, *(max(m.start, start) for m in here), *(min(m.end, end) for m in here)}
    edges |= {place for place in tones if start < place <= end}
    for left, right in pairwise(sorted(edges)):
        covering = [m for m in here if m.start <= left and m.end >= right]
        yield "".join(m.before for m in covering if m.role == "content" and m.start == left)
        piece = escape(text[left:right])
        for mark in sorted(covering, key=lambda m: ROLES.index(m.role)):
            tag = "mark" if mark.role == "term" else "span"
            piece = _tag(piece, mark.style, mark.title, tag=tag)
            piece += mark.after if mark.end <= right else ""
        yield piece
        if right in tones:
            tone = f"&nbsp;{_arrow(tones[right])}{number(tones[right], 2, sign=True)}"
            yield _tag(tone, f"{SMALL};white-space:nowrap", "VADER compound of this sentence")


def _tag(words: str, style: str, title: str = "", *, tag: str = "span") -> str:
    """An element around words that are HTML already."""
    why = f' title="{escape(title)}"' if title else ""
    return f'<{tag} style="{style}"{why}>{words}</{tag}>'


def _arrow(tone: float) -> str:
    """Up or down, so that the sign is seen before it is read."""
    return "▲" if tone > 0 else "▼" if tone < 0 else "·"


def _legend(terms: pd.DataFrame) -> str:
    """What each mark means, in the marks themselves, a line a subject."""
    voices = [_tag(f"{kind} speech", f"border-bottom:{line}") for kind, line in LINES.items()]
    voices += ["<strong>speaker</strong>", _tag("cue", _CUE)]
    voices += ["[n who] where statement n begins, = whom the mention means"]
    words = [
        _tag("outlet’s own voice", _loaded_style("authorial"), tag="mark"),
        _tag("quoted", _loaded_style("quoted"), tag="mark"),
        _tag("reported", _loaded_style("reported"), tag="mark"),
        _tag("counted but unscored (hedge, booster …)", f"border-bottom:{_THIN}"),
    ]
    scored = terms[terms["weight"].astype("float64").fillna(0) != 0]["category"].astype(str)
    codes = ", ".join(f"{code(name)} {name}" for name in sorted(scored.unique()))
    tone = "▲ ▼ VADER compound of the sentence before it, −1 to 1"
    lines = {
        "Who speaks": " &nbsp; ".join(voices),
        "Loaded words": " &nbsp; ".join(words),
        "Categories": escape(codes) or "none found",
        "Tone": tone,
    }
    style = "font-size:0.85em;line-height:1.9;border-bottom:1px solid #b8b8b8;padding-bottom:0.6em"
    rows = "".join(
        f"<div><strong>{name}</strong> &nbsp; {said}</div>" for name, said in lines.items()
    )
    return f'<div style="{style}">{rows}</div>'
