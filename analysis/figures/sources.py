"""Who is allowed to speak: kinds, roles and reporting words of statements, and sources by name."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import ColumnError, DesignError, ParameterError, suggest
from analysis.figures.figure import Figure
from analysis.figures.shares import draw_shares, estimates, share_parts, shares_data
from analysis.figures.words import listing, number, plural, span
from analysis.statistics.ratios import clusters_text, with_clusters
from analysis.tables import SOURCE_ROLES, SOURCE_TYPES, STANCES

_BY = {
    "source_type": (SOURCE_TYPES, "kind of source"),
    "source_role": (SOURCE_ROLES, "role of the source, where the text states one"),
    "cue_stance": (STANCES, "stance of the reporting words"),
}
_LABELS = {
    ("source_type", "public"): "public (poll, data)",
    ("source_type", "none"): "no speaker found",
    ("source_role", "none"): "no role stated",
}


def plot_sources(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "source_type",
    split: str | None = None,
    zones: Sequence[str] = ("body",),
    width: str = "two",
    id: str = "sources",  # noqa: A002 - the field's word
) -> Figure:
    """The share of each kind of source among an outlet's attributed statements, with intervals.

    attributions, articles: as `measure` gives them. by: source_type, source_role, or cue_stance for
    what the reporting words do. split: a column that parts each outlet's statements, such as `side`
    of `assign_sides`; rows without a value are left out. A statement counts once, however many
    spans it has. Errors: DesignError where no statement lies in the zones.
    """
    if by not in _BY:
        raise ParameterError(f"sources cannot be shown by {by!r}", mend=suggest(by, _BY))
    for name in (by, split):
        if name is not None and name not in attributions:
            raise ColumnError(f"the table has no column {name!r}", where="attributions")
    wanted = [by] if split is None else [by, split]
    chosen = attributions[attributions["zone"].isin(list(zones))].dropna(subset=wanted)
    if by == "cue_stance":
        chosen = chosen[chosen["cue"].notna()]
    statements = with_clusters(chosen.drop_duplicates(["article", "statement"]), articles)
    if statements.empty:
        raise DesignError("no statement is attributed", where=f"zones {listing(zones)}")
    outlets = sorted(articles["outlet"].unique())
    kinds = _order(statements, by)
    parts = share_parts(statements, by=by, kinds=kinds, series=split)
    table = _largest_first(estimates(parts))
    labels = [_LABELS.get((by, kind), kind) for kind in kinds]
    canvas = draw_shares(
        parts,
        table,
        outlets=outlets,
        kinds=kinds,
        labels=labels,
        below=_wholes(table, outlets),
        width=width,
    )
    what = f"{_BY[by][1]}" + (f" and {split}" if split else "")
    units = clusters_text(articles)
    caption = (
        f"Share of an outlet's attributed statements by {what}. The mark is the share over all "
        f"{units}, the line its 95% interval (ratio estimate, Student's t over {units}; none at 0 "
        f"or 100%); a dot is one of the {units}. Statements in the {listing(zones)}; one quotation "
        "interrupted by its "
        "tag is one statement. Found by rule, not by a reader."
    )
    return Figure(
        id, canvas, shares_data(parts, table), caption, _alt(table, what, outlets, labels)
    )


def plot_source_matrix(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    most: int = 12,
    zones: Sequence[str] = ("body",),
    width: str = "two",
    id: str = "matrix",  # noqa: A002 - the field's word
) -> Figure:
    """The most heard sources by name, with the share of attributed words that each outlet gives.

    A source's share is taken over the events in which any outlet lets it speak. most: how many
    sources are shown, those with the most words first. Errors: DesignError where no source is
    resolved to a name.
    """
    chosen = attributions[attributions["zone"].isin(list(zones)) & attributions["speaker"].notna()]
    spoken = with_clusters(chosen, articles)
    named = spoken[spoken["source"].notna() & (spoken["source_type"] != "anonymous")]
    if named.empty:
        raise DesignError("no source is resolved to a name", where=f"zones {listing(zones)}")
    outlets = sorted(articles["outlet"].unique())
    total = named.groupby("source")["words"].sum().astype("float64")
    ranked = total.sort_index().sort_values(ascending=False, kind="stable")
    kinds = [str(name) for name in ranked.index[:most]]
    parts = _matrix_parts(spoken, named, kinds)
    table = estimates(parts)
    heard = parts.groupby("kind")["cluster"].nunique()
    unit = clusters_text(articles).removesuffix("s")
    canvas = draw_shares(
        parts,
        table,
        outlets=outlets,
        kinds=kinds,
        labels=[f"{name} ({heard[name]})" for name in kinds],
        below=dict.fromkeys(outlets, "% of attributed words"),
        width=width,
    )
    caption = (
        f"The {plural(len(kinds), 'source')} with the most words, of {len(ranked)} named, and the "
        f"share of an outlet's attributed words that each has in the {unit}s in which it is heard "
        f"at any outlet (their number in brackets). A dot is one {unit}; the line is the 95% "
        f"interval over {unit}s, and a source of one {unit} has none. Zones: {listing(zones)}."
    )
    return Figure(
        id, canvas, shares_data(parts, table), caption, _alt(table, "source", outlets, kinds)
    )


def _matrix_parts(spoken: pd.DataFrame, named: pd.DataFrame, kinds: list[str]) -> pd.DataFrame:
    """Words of each source, of all attributed words of the outlet in the source's clusters."""
    whole = spoken.groupby(["outlet", "cluster"])["words"].sum().rename("whole").reset_index()
    heard = named.loc[named["source"].isin(kinds), ["source", "cluster"]].drop_duplicates()
    words = named.groupby(["outlet", "cluster", "source"])["words"].sum().rename("part")
    parts = heard.merge(whole, on="cluster").merge(
        words.reset_index(), on=["outlet", "cluster", "source"], how="left"
    )
    parts["part"] = parts["part"].fillna(0)
    return (
        parts.rename(columns={"source": "kind"})
        .assign(series="")
        .sort_values(["outlet", "kind", "cluster"], kind="stable", ignore_index=True)
    )


def _order(statements: pd.DataFrame, by: str) -> list[str]:
    """The most frequent kind first; what was not found or stated last."""
    total = statements[by].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    kinds = [str(kind) for kind in total.index if kind != "none"]
    return [*kinds, *(["none"] if "none" in total.index else [])]


def _largest_first(table: pd.DataFrame) -> pd.DataFrame:
    """The rows with the series that has most statements first."""
    size = table.drop_duplicates(["outlet", "series"]).groupby("series")["whole"].sum()
    return table.sort_values("series", key=lambda names: -names.map(size), kind="stable")


def _wholes(table: pd.DataFrame, outlets: list[str]) -> dict[str, str]:
    """What an outlet's shares are of: how many statements, of each series where there are more."""
    first = table.drop_duplicates(["outlet", "series"]).set_index("series")
    below = {}
    for outlet in outlets:
        counts = [int(n) for n in first.loc[first["outlet"] == outlet, "whole"]]
        below[outlet] = (
            f"% of {' and '.join(f'{n:,}' for n in counts)} statements"
            if len(counts) > 1
            else f"% of {plural(sum(counts), 'statement')}"
        )
    return below


def _alt(table: pd.DataFrame, what: str, outlets: list[str], labels: list[str]) -> str:
    said = []
    for outlet in outlets:
        own = table[table["outlet"] == outlet]
        if own.empty:
            said.append(f"{outlet}: no statement.")
        for series, rows in own.groupby("series", sort=False):
            shown = [
                f"{label} {number(100 * row.share, 0)}% ({span(100 * row.low, 100 * row.high, 0)})"
                for label, row in zip(labels, rows.itertuples(), strict=False)
            ]
            said.append(f"{' '.join(filter(None, [outlet, str(series)]))}: {listing(shown)}.")
    return f"Dot plot of shares by {what}, a panel an outlet. {' '.join(said)}"
