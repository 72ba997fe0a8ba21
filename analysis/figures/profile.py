"""One article from end to end: zones, who speaks, loaded terms, tone, on one axis of characters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch

from analysis.figures.article import find_article
from analysis.figures.figure import Figure
from analysis.figures.reading import each
from analysis.figures.style import (
    BAND,
    BLUE,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    SOFT,
    VERMILION,
    YELLOW,
    drawing,
)
from analysis.figures.words import listing, number, plural
from analysis.measures.pipeline import Measures

_ZONE_FILLS = {
    "headline": INK,
    "standfirst": SOFT,
    "kicker": SOFT,
    "bullet": PURPLE,
    "turn": SKY,
    "entry": BAND,
    "pullquote": FAINT,
    "caption": ORANGE,
    "credit": FAINT,
    "body": BAND,
    "footer": FAINT,
    "boilerplate": FAINT,
    "embed": SKY,
    "correction": YELLOW,
}
_KINDS = {"direct": (BLUE, ""), "indirect": (VERMILION, "...."), "mixed": (PURPLE, "////")}


def plot_article(
    measures: Measures,
    article: str,
    *,
    width: str = "two",
    id: str = "article",  # noqa: A002 - the field's word
) -> Figure:
    """The article's zones, statements, loaded terms and sentence tone along its characters.

    It needs no text. Zones are named under their strip, statements have a hatch for their kind,
    terms are ticks: full height in the outlet's own voice, half in others'.
    """
    row, own = find_article(measures, article)
    zones, sentences, attributions, terms = (
        frame.sort_values("start")
        for frame in (own.zones, own.sentences, own.attributions, own.terms)
    )
    weighted = terms[terms["weight"].astype("float64").fillna(0) != 0]
    heights = {"height_ratios": [1.0, 1.0, 1.0, 2.4]}
    with drawing(width, 66, rows=4, sharex=True, gridspec_kw=heights) as (canvas, axes):
        strip, speech, loaded, tone = axes[:, 0]
        _draw_zones(strip, zones)
        _draw_speech(speech, attributions)
        authorial = weighted["voice"] == "authorial"
        loaded.vlines(weighted.loc[authorial, "start"], 0, 1, color=INK, lw=1.0)
        loaded.vlines(weighted.loc[~authorial, "start"], 0, 0.45, color=BLUE, lw=1.0, ls="-")
        _draw_tone(tone, sentences)
        for axis, name in zip(axes[:, 0], ("zone", "speech", "loaded", "tone"), strict=True):
            axis.set_ylabel(name, rotation=0, ha="right", va="center")
            axis.spines["left"].set_visible(False)
        for axis in (strip, speech, loaded):
            axis.set_yticks([])
            axis.set_ylim(0, 1)
            axis.spines["bottom"].set_visible(False)
            axis.tick_params(axis="x", length=0, labelbottom=False)
        _name_fills(canvas, zones, attributions)
        tone.set_xlim(0, max(int(row["n_chars"]), 1))
        tone.set_xlabel("characters from the start of the article")
    data = _data(zones, attributions, weighted, sentences)
    caption = (
        "One article from its first character to its last. Loaded: full ticks in the outlet's own "
        "voice, half ticks in what it quotes or reports. Tone: VADER compound of each sentence, −1 "
        "to 1."
    )
    return Figure(
        id, canvas, data, caption, _alt(article, zones, attributions, weighted, sentences)
    )


def _name_fills(canvas: Canvas, zones: pd.DataFrame, attributions: pd.DataFrame) -> None:
    """A swatch for each zone and kind of speech that the article has, in order of appearance."""
    swatches = [
        Patch(facecolor=_ZONE_FILLS.get(zone, FAINT), edgecolor=SOFT, lw=0.4, label=zone)
        for zone in dict.fromkeys(zones["zone"].astype(str))
    ]
    present = set(attributions["kind"])
    for kind, (colour, hatch) in _KINDS.items():
        if kind in present:
            look: Any = {"facecolor": "white" if hatch else colour, "hatch": hatch * 2}
            swatches.append(Patch(edgecolor=colour, lw=0.5, label=f"{kind} speech", **look))
    canvas.legend(
        handles=swatches,
        loc="outside upper left",
        ncols=5 if canvas.get_figwidth() < 5 else 10,
        frameon=False,
        fontsize=6,
        handlelength=1.1,
        columnspacing=1.0,
    )


def _draw_zones(axis: Axes, zones: pd.DataFrame) -> None:
    for row in each(zones):
        axis.axvspan(row.start, row.end, color=_ZONE_FILLS.get(row.zone, FAINT), lw=0)


def _draw_speech(axis: Axes, attributions: pd.DataFrame) -> None:
    for row in each(attributions):
        colour, hatch = _KINDS.get(row.kind, _KINDS["direct"])
        axis.broken_barh(
            [(row.start, row.end - row.start)],
            (0.1, 0.8),
            facecolor=colour if not hatch else "white",
            edgecolor=colour,
            hatch=hatch * 2 or None,
            lw=0.5,
        )


def _draw_tone(axis: Axes, sentences: pd.DataFrame) -> None:
    middle = (sentences["start"] + sentences["end"]).astype("float64") / 2
    values = sentences["sentiment"].astype("float64")
    colours = np.where(values < 0, VERMILION, GREEN)
    axis.vlines(middle, 0, values, color=colours, lw=1.2)
    axis.scatter(middle, values, s=7, c=colours, marker="o", zorder=3)
    axis.axhline(0, color=INK, lw=0.6)
    axis.set_ylim(-1.05, 1.05)
    axis.set_yticks([-1, 0, 1], ["−1", "0", "1"], fontsize=6)


def _data(
    zones: pd.DataFrame, attributions: pd.DataFrame, terms: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    parts = [
        zones.assign(lane="zone", label=zones["zone"]),
        attributions.assign(lane="speech", label=attributions["kind"]),
        terms.assign(lane="loaded", label=terms["category"]),
        sentences.assign(lane="tone", label=sentences["zone"], value=sentences["sentiment"]),
    ]
    columns = ["lane", "start", "end", "label", "voice", "value"]
    return pd.concat([part.reindex(columns=columns) for part in parts], ignore_index=True)


def _alt(
    article: str,
    zones: pd.DataFrame,
    attributions: pd.DataFrame,
    terms: pd.DataFrame,
    sentences: pd.DataFrame,
) -> str:
    kinds = attributions.drop_duplicates("statement")["kind"].value_counts()
    spoken = [f"{kinds[kind]} {kind}" for kind in _KINDS if kind in kinds]
    own = int((terms["voice"] == "authorial").sum())
    named = zones["zone"].value_counts()
    parts = [f"{count} {zone}" for zone, count in named.items()]
    mean = float(sentences["sentiment"].astype("float64").mean())
    return (
        f"Strip chart of the article {article}. Zones: {listing(parts)}. "
        f"Statements: {listing(spoken) or 'none'}. {plural(len(terms), 'loaded term')}, {own} in "
        f"the outlet's own voice. Mean tone of {plural(len(sentences), 'sentence')}: "
        f"{number(mean, 2)}."
    )
