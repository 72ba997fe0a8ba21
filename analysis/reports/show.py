"""Tables and numbers as a report says them: rounded for reading, with units and meanings."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from analysis.figures import Page
from analysis.figures.reading import each
from analysis.figures.words import (
    alpha_of,
    below,
    coverage,
    decimals,
    listing,
    number,
    plural,
    probability,
)
from analysis.measures import METRICS, find_metric
from analysis.measures.pipeline import Measures
from analysis.statistics.planning import detectable_by_events
from analysis.statistics.sentences import difference_sentence, method_sentence

_OPEN = 12  # rows of a table that a reader sees without asking
_CELL = "padding:0.2em 0.7em;border-bottom:1px solid #8c8c8c"


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str, texts: int = 1
) -> Page:
    """A table as HTML with caption and header cells; the first columns are texts, set left."""
    head = "".join(
        f'<th scope="col" style="{_CELL};{_side(i, texts)}">{escape(name)}</th>'
        for i, name in enumerate(header)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{_CELL};{_side(i, texts)}">{escape(cell)}</td>'
            for i, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    html = (
        f'<table style="border-collapse:collapse"><caption style="text-align:left;'
        f'caption-side:top;padding:0.3em 0">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    return Page(html, f"{caption} {plural(len(rows), 'row')}.")


def paragraphs(said: Sequence[str]) -> Page:
    """Sentences, a paragraph each."""
    return Page("".join(f"<p>{escape(text)}</p>" for text in said), " ".join(said))


def _side(column: int, texts: int) -> str:
    left = column < texts
    return "text-align:left;vertical-align:top" if left else "text-align:right;vertical-align:top"


def corpus_table(measures: Measures) -> Page:
    """Articles, events and words of each outlet: what the report rests on."""
    words = measures.counts_of(["words"]).groupby("article")["words"].sum()
    joined = measures.articles.assign(words=measures.articles["article"].map(words))
    rows = [
        [
            str(outlet),
            f"{len(own):,}",
            f"{own['event'].nunique():,}" if "event" in own else "–",
            f"{own['words'].sum():,.0f}",
            f"{own['words'].median():,.0f}",
        ]
        for outlet, own in joined.groupby("outlet", sort=True)
    ]
    refused = len(measures.record.get("refused", ()))
    said = f" {plural(refused, 'document')} could not be read." if refused else ""
    header = ["outlet", "articles", "events", "words in all zones", "median words"]
    return table(header, rows, caption=f"What was measured, by outlet.{said}")


def comparison_table(comparison: pd.DataFrame) -> Page:
    """Every pair and metric: means, difference, interval, adjusted p, effect size, power."""
    rows = []
    for name in dict.fromkeys(comparison["metric"]):
        part = comparison[comparison["metric"] == name]
        places = decimals(pd.concat([part["difference"], part["low"], part["high"]]).astype(float))
        for _, row in part.iterrows():
            adjusted = row["p_holm"] if pd.notna(row["p_holm"]) else row.get("p_bh", float("nan"))
            rows.append(
                [
                    f"{find_metric(name).title}: {row['outlet_a']} − {row['outlet_b']}",
                    f"{int(row['events'])}",
                    number(float(row["mean_a"]), places),
                    number(float(row["mean_b"]), places),
                    number(float(row["difference"]), places, sign=True),
                    f"{number(float(row['low']), places, sign=True)} to "
                    f"{number(float(row['high']), places, sign=True)}",
                    probability(float(adjusted)).removeprefix("p ").removeprefix("= "),
                    _or_dash(row["d_z"], 2),
                    _or_dash(row["detectable"], places),
                ]
            )
    header = ["metric and pair", "events", "mean of first", "mean of second", "difference"]
    header += [f"{coverage(comparison)} interval", "adjusted p", "d_z", "detectable"]
    page = table(
        header,
        rows,
        caption="Differences within events. d_z: mean difference over the standard deviation of "
        "the events' differences. Detectable: the smallest difference found in four studies of "
        "five with as many events.",
    )
    return page if len(rows) <= _OPEN else folded(page, f"All {len(rows)} comparisons as a table")


def events_table(comparison: pd.DataFrame) -> Page:
    """The smallest difference that other numbers of events would show, each comparison a pilot."""
    planned = detectable_by_events(comparison, alpha=alpha_of(comparison))
    numbers = planned["events"].unique().tolist()
    rows = []
    for key, own in planned.groupby(["metric", "outlet_a", "outlet_b"], sort=False):
        values = own["detectable"].astype("float64")
        places = decimals(values)
        name = f"{find_metric(key[0]).title}: {key[1]} − {key[2]}"
        rows.append([name, find_metric(key[0]).unit, *(number(v, places) for v in values)])
    page = table(
        ["metric and pair", "unit", *(f"{n} events" for n in numbers)],
        rows,
        caption="The smallest true difference that is found in four studies of five, if "
        "differences vary over events as they do here.",
        texts=2,
    )
    return page if len(rows) <= _OPEN else folded(page, f"All {len(rows)} comparisons as a table")


def folded(page: Page, summary: str) -> Page:
    """The same page behind a summary that opens it."""
    return Page(f"<details><summary>{escape(summary)}</summary>{page.html}</details>", page.words)


def _or_dash(value: Any, places: int) -> str:
    return "–" if pd.isna(value) else number(float(value), places)


def findings(comparison: pd.DataFrame, together: pd.DataFrame | None = None) -> Page:
    """What the comparison shows and does not, in sentences that follow its numbers.

    together: the test of all outlets at once, a row a metric, as `omnibus` gives it.
    """
    adjusted = comparison["p_holm"].astype("float64")
    if "p_bh" in comparison:
        adjusted = adjusted.fillna(comparison["p_bh"].astype("float64"))
    alpha = alpha_of(comparison)
    small = (adjusted < alpha) & comparison["stars_allowed"].astype(bool)
    # A comparison of one metric has no families.
    families = comparison.get("family", pd.Series("primary", index=comparison.index))
    chance = families == "exploratory"
    clear, asides = comparison[small & ~chance], comparison[small & chance]
    planned = int((~chance).sum())
    said = [
        f"Of {plural(planned, 'comparison')}, {len(clear)} "
        f"{'is' if len(clear) == 1 else 'are'} clear after adjustment for their number "
        f"(adjusted p under {below(alpha)})."
    ]
    for name in dict.fromkeys(comparison["metric"]):
        own = clear[clear["metric"] == name]
        title = find_metric(name).title
        if own.empty:
            said.append(f"{title}: no pair of outlets is told apart at this number of events.")
            continue
        said.append(f"{title} ({find_metric(name).unit}) differs in {_differences(own)}.")
    if len(asides):
        said.append(
            "Not planned, and to be tested on other data before they are claimed: "
            + "; ".join(
                f"{find_metric(name).title} {_differences(asides[asides['metric'] == name])}"
                for name in dict.fromkeys(asides["metric"])
            )
            + "."
        )
    said.append(
        "A difference says that outlets write differently about the same events; it does not say "
        "why, and not that either is biased. A pair that is not told apart may still differ by "
        "less than the table's last column."
    )
    said[1:1] = [*_standing(comparison), *_together(together)]
    html = (
        f"<p>{escape(said[0])}</p><ul>{''.join(f'<li>{escape(s)}</li>' for s in said[1:-1])}</ul>"
    )
    return Page(f"{html}<p>{escape(said[-1])}</p>", " ".join(said))


def _differences(rows: pd.DataFrame) -> str:
    """The differences of one metric, with their pairs."""
    places = decimals(rows["difference"].astype(float))
    return listing(
        f"{r.outlet_a} − {r.outlet_b} {number(float(r.difference), places, sign=True)}"
        for r in each(rows)
    )


def _together(tests: pd.DataFrame | None) -> list[str]:
    """All outlets tested at once, where there are more than two."""
    if tests is None or not (tests["outlets"] > 2).any():
        return []
    parts = []
    for row in tests.to_dict("records"):
        adjusted = row["p_holm"] if pd.notna(row["p_holm"]) else row["p_bh"]
        parts.append(f"{find_metric(row['metric']).title} {probability(float(adjusted))}")
    methods = listing(dict.fromkeys(tests["method"].astype(str)))
    return [f"All outlets at once ({methods}; p adjusted over metrics): {'; '.join(parts)}."]


def paper_sentences(comparison: pd.DataFrame) -> Page:
    """A sentence a comparison, and how they were made: to be taken over into a paper."""
    said = [difference_sentence(row) for _, row in comparison.iterrows()]
    said.append(method_sentence(comparison))
    items = "".join(f"<li>{escape(text)}</li>" for text in said)
    return folded(Page(f"<ul>{items}</ul>", " ".join(said)), "Sentences for a paper")


def _standing(comparison: pd.DataFrame) -> list[str]:
    """How the comparisons stand under the plan; nothing where there is none."""
    if "plan_status" not in comparison:
        return []
    status = comparison["plan_status"].astype("str")
    counts = {name: int((status == name).sum()) for name in ("primary", "secondary")}
    said = [
        f"Analysis plan {comparison['plan_digest'].iloc[0][:12]} (SHA-256): "
        f"{counts['primary']} comparisons are its primary ones, {counts['secondary']} its "
        f"secondary ones, {len(status) - sum(counts.values())} are exploratory."
    ]
    reasons: dict[str, list[str]] = {}
    for reason in dict.fromkeys(s for s in status if s.startswith("exploratory")):
        named = listing(
            dict.fromkeys(METRICS[m].title for m in comparison.loc[status == reason, "metric"])
        )
        reasons.setdefault(named, []).append(reason.removeprefix("exploratory: not planned: "))
    said += [
        f"Not planned, and so exploratory: {'; '.join(why)}: {named}."
        for named, why in reasons.items()
    ]
    return said


def scores_table(scores: pd.DataFrame, article: str) -> Page:
    """An article's scores beside its outlet and its event: value, means, rank."""
    row = scores[scores["article"] == article].iloc[0]
    names = [name for name in scores.columns if name in METRICS]
    peers = scores[scores["outlet"] == row["outlet"]]
    rivals = scores[scores["event"] == row["event"]] if "event" in scores else scores.iloc[:0]
    rows = []
    for name in names:
        places = decimals(scores[name].dropna())
        below = (scores[name] < row[name]).sum() + (scores[name] == row[name]).sum() / 2
        share = below / max(scores[name].notna().sum(), 1)
        rows.append(
            [
                f"{METRICS[name].title} ({METRICS[name].unit})",
                number(float(row[name]), places),
                number(float(peers[name].mean()), places),
                number(float(rivals[name].mean()), places),
                f"{100 * share:.0f}" if pd.notna(row[name]) else "–",
            ]
        )
    header = ["metric", "this article", "its outlet", "its event", "percentile"]
    return table(
        header,
        rows,
        caption="The article's scores beside the means of its outlet "
        f"({plural(len(peers), 'article')}) and of its event ({plural(len(rivals), 'article')}), "
        "and its place among all "
        f"{plural(len(scores), 'article')}.",
    )
