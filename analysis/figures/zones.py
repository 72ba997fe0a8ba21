"""What else than running text an outlet's articles hold: the share of words in each zone."""

from __future__ import annotations

import pandas as pd

from analysis.errors import DesignError
from analysis.figures.figure import Figure
from analysis.figures.shares import draw_shares, estimates, shares_data
from analysis.figures.words import listing, number, plural
from analysis.statistics.ratios import clusters_text, with_clusters
from analysis.tables import ZONES


def plot_zones(
    counts: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    width: str = "two",
    id: str = "zones",  # noqa: A002 - the field's word
) -> Figure:
    """The share of an outlet's words in each zone other than the body, with intervals.

    counts, articles: as `measure` gives them. Errors: DesignError where no article has such a zone.
    """
    parts = zone_parts(counts, articles)
    present = parts.groupby("kind")["part"].sum()
    kinds = [zone for zone in ZONES if present.get(zone, 0) > 0]
    if not kinds:
        raise DesignError("every word stands in the body", where="zones")
    parts = parts[parts["kind"].isin(kinds)]
    table = estimates(parts)
    outlets = sorted(parts["outlet"].unique())
    wholes = table.groupby("outlet")["whole"].first()
    canvas = draw_shares(
        parts,
        table,
        outlets=outlets,
        kinds=kinds,
        labels=kinds,
        below={o: f"% of {plural(int(wholes[o]), 'word')}" for o in outlets},
        width=width,
    )
    units = clusters_text(articles)
    caption = (
        "Words outside the running text, as a share of all words of an outlet's articles, by zone. "
        f"The mark is the share over all {units}, the line its 95% interval (ratio estimate, "
        f"Student's t over {units}), a dot one of the {units}. Measures leave these words out "
        "unless their zones are asked for."
    )
    outside = table.groupby("outlet")["share"].sum()
    said = listing(f"{number(100 * outside[o], 1)}% at {o}" for o in outlets)
    alt = f"Share of words outside the body by zone, a panel an outlet: {said} in all."
    return Figure(id, canvas, shares_data(parts, table), caption, alt)


def zone_parts(counts: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How many words of an event (else of an article) stand in each zone, of how many in all."""
    words = with_clusters(counts[["article", "zone", "words"]], articles)
    keys = ["outlet", "cluster"]
    whole = words.groupby(keys)["words"].sum().rename("whole")
    outside = [zone for zone in ZONES if zone != "body"]
    wide = words.pivot_table(
        index=keys, columns="zone", values="words", aggfunc="sum", fill_value=0
    ).reindex(columns=outside, fill_value=0)
    long = wide.reset_index().melt(keys, outside, var_name="kind", value_name="part")
    return long.merge(whole.reset_index(), on=keys).assign(series="")[
        ["outlet", "series", "kind", "cluster", "part", "whole"]
    ]
