"""An article's own text, marked: who speaks, which terms are loaded, what zone it stands in.

Styles stand in the elements, because a notebook that is not trusted loses its style sheets; every
colour has a line, a word or a number beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import pandas as pd

from analysis.figures.words import number
from analysis.lexicons import Entry, load_lexicon
from analysis.measures.pipeline import Measures

PAPER = (
    "background:#ffffff;color:#1a1a1a;padding:1em 1.2em;line-height:1.75;"
    "border:1px solid #b8b8b8;border-radius:4px;max-width:46em"
)
SMALL = "font-size:0.72em;color:#595959"
LINES = {
    "direct": "2px solid #0072B2",
    "indirect": "2px dotted #B34700",
    "mixed": "2px dashed #8A3D73",
}
"""The line under what others say: its kind shows in the dash as well as in the colour."""
_FILLS = {"authorial": "#FFDB70", "quoted": "#E3F1FB", "reported": "#FBE6D6"}
_THIN = "1px dotted #767676"
_BIG = {
    "headline": "font-size:1.35em;font-weight:bold;line-height:1.3",
    "subheading": "font-weight:bold",
}


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


def annotated_text(measures: Measures, article: str, text: str) -> str:
    """The text of one article as HTML, zone by zone, with its marks and a legend."""
    own = {
        name: frame[frame["article"] == article].sort_values("start")
        for name, frame in (
            ("zones", measures.zones),
            ("sentences", measures.sentences),
            ("attributions", measures.attributions),
            ("terms", measures.terms),
        )
    }
    marks = [*_contents(own["attributions"]), *_terms(own["terms"])]
    tones = {int(row.end): float(row.sentiment) for row in own["sentences"].itertuples()}
    blocks, previous = [], ""
    for row in own["zones"].itertuples():
        label = f'<div style="{SMALL};margin-top:0.9em">{escape(row.zone.upper())}</div>'
        body = "".join(_pieces(text, int(row.start), int(row.end), marks, tones))
        style = f"margin:0.25em 0;white-space:pre-line;{_BIG.get(row.zone, '')}"
        blocks.append((label if row.zone != previous else "") + f'<p style="{style}">{body}</p>')
        previous = row.zone
    return f'<div style="{PAPER}">{_legend(own["terms"])}{"".join(blocks)}</div>'


def _contents(attributions: pd.DataFrame) -> Iterator[Mark]:
    """What others say, with number and speaker; the speaker's mention and the cue in their places."""
    named = set()
    for row in attributions.itertuples():
        line = LINES.get(str(row.kind), LINES["direct"])
        speaker = str(row.speaker) if pd.notna(row.speaker) else "no speaker found"
        source = f", resolved to {row.source}" if pd.notna(row.source) else ""
        cue = f"; cue “{row.cue}” ({row.cue_stance})" if pd.notna(row.cue) else "; no cue"
        title = f"Statement {int(row.statement)}, {row.kind}. Speaker: {speaker}{source} ({row.source_type}){cue}."
        chip = f'<span style="{SMALL};padding:0 0.3em">[{int(row.statement)} {escape(_short(speaker))}]</span>'
        yield Mark(
            int(row.start), int(row.end), "content", f"border-bottom:{line}", title, before=chip
        )
        if int(row.statement) in named:
            continue
        named.add(int(row.statement))
        if pd.notna(row.speaker_start):
            yield Mark(
                int(row.speaker_start),
                int(row.speaker_end),
                "speaker",
                "font-weight:bold",
                f"Speaker of statement {int(row.statement)}.",
            )
        if pd.notna(row.cue_start):
            yield Mark(
                int(row.cue_start),
                int(row.cue_end),
                "cue",
                "font-style:italic;border-bottom:1px solid #595959",
                f"Cue of statement {int(row.statement)}: {row.cue_stance}.",
            )


def _short(speaker: str) -> str:
    """A mention without its apposition: enough to know who is meant."""
    head = speaker.partition(",")[0]
    return head if len(head) <= 40 else head[:39] + "…"


def _terms(terms: pd.DataFrame) -> Iterator[Mark]:
    entries = _entries(terms)
    for row in terms.itertuples():
        entry = entries.get((str(row.lexicon), str(row.term), str(row.category)))
        why = f" Why it is listed: {entry.reason}." if entry and entry.reason else ""
        doubt = f" Known false hits: {entry.false_hits}." if entry and entry.false_hits else ""
        title = f"{row.category}: “{row.term}” ({row.lexicon}), {row.voice} voice.{why}{doubt}"
        own = row.voice == "authorial"
        # Hedges, boosters and the like are counted but not scored: a thin line, no letters.
        style, after = f"background:transparent;color:#1a1a1a;border-bottom:{_THIN}", ""
        if pd.notna(row.weight) and float(row.weight) != 0:
            fill = _FILLS.get(str(row.voice), "#ececec")
            edge = "2px solid #1a1a1a" if own else "1px dashed #595959"
            style = f"background:{fill};color:#1a1a1a;border-bottom:{edge};padding:0 0.15em"
            letters = escape(code(str(row.category)))
            after = f'<sup style="font-size:0.66em;color:#404040">{letters}</sup>'
        yield Mark(int(row.start), int(row.end), "term", style, title, after=after)


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
        piece = escape(text[left:right])
        for role in ("cue", "speaker", "term", "content"):
            for mark in (m for m in covering if m.role == role):
                tag = "mark" if role == "term" else "span"
                shown = f'<{tag} style="{mark.style}" title="{escape(mark.title)}">{piece}</{tag}>'
                ends = mark.end <= right
                piece = shown + (mark.after if ends else "")
        yield "".join(m.before for m in covering if m.role == "content" and m.start == left) + piece
        if right in tones and right <= end:
            tone = number(tones[right], 2, sign=True)
            yield f'<span style="{SMALL}" title="VADER compound of this sentence">&nbsp;⟨{tone}⟩</span>'


def _legend(terms: pd.DataFrame) -> str:
    """What each mark means, in the marks themselves."""
    kinds = " · ".join(
        f'<span style="border-bottom:{line}">{kind} speech</span>' for kind, line in LINES.items()
    )
    loaded = " · ".join(
        f'<mark style="background:{_FILLS[voice]};color:#1a1a1a;padding:0 0.15em;border-bottom:{edge}">{words}</mark>'
        for voice, edge, words in (
            ("authorial", "2px solid #1a1a1a", "loaded, outlet’s own voice"),
            ("quoted", "1px dashed #595959", "loaded, quoted"),
            ("reported", "1px dashed #595959", "loaded, reported"),
        )
    )
    codes = ", ".join(f"{code(c)} {c}" for c in sorted(terms["category"].astype(str).unique()))
    return (
        f'<div style="font-size:0.85em;border-bottom:1px solid #b8b8b8;padding-bottom:0.6em">'
        f"<strong>Legend.</strong> {kinds} · <strong>speaker</strong> · "
        f'<em style="border-bottom:1px solid #595959">cue</em> · {loaded} · '
        f"[n Speaker] statement n begins · ⟨+0.00⟩ VADER compound of the sentence. "
        f"Categories: {escape(codes) or 'none found'}. Rest the pointer on a mark for its reason.</div>"
    )
