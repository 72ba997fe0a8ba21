"""How much loaded language of each category stands in whose mouth, outlet by outlet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.errors import DesignError, ParameterError, suggest
from analysis.figures.figure import Figure
from analysis.figures.panels import dress_panel, grid_for, whisker
from analysis.figures.reading import each, numbers
from analysis.figures.style import (
    VOICE_COLOURS,
    VOICE_MARKS,
    VOICE_NAMES,
    drawing,
)
from analysis.figures.words import decimals, listing, number
from analysis.statistics.ratios import clusters_text, ratio_interval, with_clusters
from analysis.tables import VOICES

_MOST = 12


def plot_terms(
    terms: pd.DataFrame,
    counts: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    lexicon: str = "loaded",
    categories: Sequence[str] | None = None,
    voices: Sequence[str] = ("authorial", "quoted"),
    zones: Sequence[str] = ("body",),
    width: str = "two",
    id: str = "terms",  # noqa: A002 - the field's word
) -> Figure:
    """Terms per 1,000 words of a voice, by category; a panel an outlet.

    terms, counts, articles: as `measure` gives them. categories: which, in order; without them the
    twelve most frequent (with weights where the lexicon has any). The rate of a voice is over that
    voice's own words. Errors: ParameterError for a lexicon without hits, DesignError without words.
    """
    if lexicon not in set(terms["lexicon"]):
        known = sorted(terms["lexicon"].unique())
        raise ParameterError(f"no term of the lexicon {lexicon!r}", mend=suggest(lexicon, known))
    hits = terms[terms["zone"].isin(list(zones)) & (terms["lexicon"] == lexicon)]
    words = counts[counts["zone"].isin(list(zones))]
    chosen = list(categories) if categories is not None else _frequent(hits)
    data = _rates(hits, words, articles, chosen, voices)
    if data["rate"].isna().all():
        raise DesignError("there are no words", where=f"zones {listing(zones)}")
    outlets = sorted(articles["outlet"].unique())
    grid = grid_for(len(outlets), width)
    height = grid.rows * (13 + 5.2 * len(chosen)) + 7
    most = float(np.nanmax(data[["rate", "high"]].to_numpy(np.float64)))
    with drawing(width, height, rows=grid.rows, columns=grid.columns, sharex=True) as (
        canvas,
        axes,
    ):
        for place, axis in enumerate(axes.flat):
            if place >= len(outlets):
                axis.set_axis_off()
                continue
            rows = data[data["outlet"] == outlets[place]]
            for step, voice in enumerate(voices):
                lift = (step - (len(voices) - 1) / 2) * 0.5 / max(len(voices) - 1, 1)
                own = rows[rows["voice"] == voice].set_index("category")
                for row, category in enumerate(chosen):
                    rate, low, high = numbers(own, category, "rate", "low", "high")
                    whisker(axis, low, high, row + lift, color=VOICE_COLOURS[voice])
                    axis.scatter(
                        [rate],
                        [row + lift],
                        s=13,
                        marker=VOICE_MARKS[voice],
                        c="white" if voice != "authorial" else VOICE_COLOURS[voice],
                        edgecolors=VOICE_COLOURS[voice],
                        linewidths=0.9,
                        zorder=4,
                    )
            dress_panel(
                axis,
                title=outlets[place],
                labels=[name.replace("_", " ") for name in chosen],
                first=place % grid.columns == 0,
                below="terms per 1,000 words" if place + grid.columns >= len(outlets) else "",
            )
            axis.set_xlim(-0.03 * most, most * 1.05)
        handles = [
            axes.flat[0].scatter(
                [],
                [],
                s=16,
                marker=VOICE_MARKS[voice],
                c="white" if voice != "authorial" else VOICE_COLOURS[voice],
                edgecolors=VOICE_COLOURS[voice],
                label=f"in the outlet's {VOICE_NAMES[voice]}"
                if voice == "authorial"
                else f"in {VOICE_NAMES[voice]} speech",
            )
            for voice in voices
        ]
        canvas.legend(
            handles=handles,
            loc="outside upper left",
            ncols=len(voices),
            frameon=False,
            fontsize=6.5,
            handletextpad=0.1,
            columnspacing=1.2,
        )
    caption = (
        f"Terms of the lexicon {lexicon} per 1,000 words of the same voice, by category; the line "
        f"is the 95% interval (ratio estimate, Student's t over {clusters_text(articles)}). Words "
        f"of the {listing(zones)}. A word list counts words, not meanings: see the categories' "
        "known limits."
    )
    return Figure(id, canvas, data, caption, _alt(data, outlets, voices, chosen))


def _frequent(hits: pd.DataFrame) -> list[str]:
    """The most frequent categories; descriptive ones (weight 0) only where there are no others."""
    weighted = hits[hits["weight"].astype("float64").fillna(0) != 0]
    counted = (weighted if len(weighted) else hits)["category"].value_counts()
    return [str(name) for name in counted.sort_values(ascending=False, kind="stable").index[:_MOST]]


def _rates(
    hits: pd.DataFrame,
    counts: pd.DataFrame,
    articles: pd.DataFrame,
    categories: Sequence[str],
    voices: Sequence[str],
) -> pd.DataFrame:
    """One row an outlet, voice and category: terms, words, rate, low, high."""
    for voice in voices:
        if voice not in VOICES:
            raise ParameterError(f"there is no voice {voice!r}", mend=suggest(voice, VOICES))
    found = with_clusters(hits, articles)
    spoken = with_clusters(counts, articles)
    rows = []
    for outlet in sorted(articles["outlet"].unique()):
        own_hits, own_words = (f[f["outlet"] == outlet] for f in (found, spoken))
        for voice in voices:
            words = own_words.groupby("cluster")[f"words_{voice}"].sum()
            said = own_hits[own_hits["voice"] == voice]
            for category in categories:
                terms = said[said["category"] == category].groupby("cluster").size()
                top = terms.reindex(words.index, fill_value=0).to_numpy(np.float64)
                rate = ratio_interval(top, words.to_numpy(np.float64), scale=1000)
                rows.append((outlet, voice, category, int(top.sum()), int(words.sum()), *rate))
    columns = ["outlet", "voice", "category", "terms", "words", "rate", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _alt(
    data: pd.DataFrame, outlets: list[str], voices: Sequence[str], categories: Sequence[str]
) -> str:
    """Each outlet's three highest rates in each voice."""
    places = decimals(data["rate"])
    said = []
    for outlet in outlets:
        for voice in voices:
            rows = data[(data["outlet"] == outlet) & (data["voice"] == voice)]
            top = rows.sort_values("rate", ascending=False, kind="stable").head(3)
            parts = [f"{r.category} {number(r.rate, places)}" for r in each(top)]
            said.append(f"{outlet}, {VOICE_NAMES[voice]}: {listing(parts)}.")
    return (
        f"Dot plot of terms per 1,000 words in {len(categories)} categories by outlet and voice. "
        f"The highest of each: {' '.join(said)}"
    )
