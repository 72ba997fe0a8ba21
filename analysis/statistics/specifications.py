"""Which specifications some measures offer, and the values under each: for a specification curve.

A choice is declared once, below: its name and, for given measures and metric, its options. A new
one is a function and a line in OFFERED.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

import pandas as pd

from analysis.errors import DesignError
from analysis.measures import Measures, score, with_articles
from analysis.measures.declare import CORRECTED, Metric, find_metric
from analysis.measures.frames import LEXICONS as FRAMES
from analysis.statistics.sampling import terms_of
from analysis.tables import VOICES, ZONES

LOADED_RATE = "loaded_rate"
"""The metric that any lexicon's terms can be put into: terms per 1,000 words."""

_SELDOM = 0.1


@dataclass(frozen=True)
class Specification:
    """One way of measuring: what is counted, in which words, of which articles."""

    metric: str
    lexicon: str = "loaded"
    zones: tuple[str, ...] = ("body",)
    voice: str | None = None
    copies: bool = True
    counting: str | None = None


Change = Callable[[Specification], Specification]
Options = Callable[[Measures, Metric], Mapping[str, Change]]


def _lexicons(measures: Measures, metric: Metric) -> dict[str, Change]:
    """Every list that was counted for loaded words, where the metric is a rate of terms."""
    counted = set(measures.terms["lexicon"]) - set(FRAMES)
    names = sorted(counted) if metric.name == LOADED_RATE else ["loaded"]
    return {name: partial(replace, lexicon=name) for name in names}


def _zones(measures: Measures, metric: Metric) -> dict[str, Change]:
    """The body; with what stands above it; with all that was printed.

    Each is offered only if it differs in a tenth of the articles: twins would count twice.
    """
    told = ("headline", "kicker", "standfirst", "bullet", "subheading", "body")
    share = measures.counts["zone"].value_counts() / max(len(measures.articles), 1)
    present = set(share.index[share >= _SELDOM])
    offered: dict[str, tuple[str, ...]] = {}
    for name, zones in (
        ("body", ("body",)),
        ("body and headline", ("headline", "body")),
        ("all that tells the story", told),
        ("whole text", ZONES),
    ):
        kept = {*zones} & present
        if kept and kept not in [{*known} & present for known in offered.values()]:
            offered[name] = zones
    return {name: partial(replace, zones=zones) for name, zones in offered.items()}


def _voices(measures: Measures, metric: Metric) -> dict[str, Change]:
    """All words, or the outlet's own."""
    offered: dict[str, Change] = {"all": partial(replace, voice=None)}
    if metric.by_voice:
        offered[VOICES[0]] = partial(replace, voice=VOICES[0])
    return offered


def _duplicates(measures: Measures, metric: Metric) -> dict[str, Change]:
    """With copies of other articles, or without, where copies are marked."""
    offered: dict[str, Change] = {"in": partial(replace, copies=True)}
    articles = measures.articles
    if "duplicate_of" in articles and articles["duplicate_of"].notna().any():
        offered["out"] = partial(replace, copies=False)
    return offered


def _countings(measures: Measures, metric: Metric) -> dict[str, Change]:
    """The rules by which words and sentences were counted, where the metric depends on them.

    Tables that were measured by the rule textstat hold the counts of the corrected rule too.
    """
    known = set(measures.counts.columns)
    held = [rule for rule, (_, needs) in metric.variants.items() if known.issuperset(needs)]
    return {rule: partial(replace, counting=rule) for rule in (CORRECTED, *held)}


OFFERED: dict[str, Options] = {
    "lexicon": _lexicons,
    "zone": _zones,
    "voice": _voices,
    "duplicates": _duplicates,
    "counting": _countings,
}


def specification_values(
    measures: Measures, metrics: Sequence[str]
) -> tuple[pd.DataFrame, list[str]]:
    """One row an article and specification (article, outlet, event, value), and what was varied.

    metrics: measures of one thing, each as defensible as the others; with several, the metric is a
    choice too. Only choices that have two options here are columns. DesignError where there is but
    one specification.
    """
    parts, seen = [], {name: set[str]() for name in ("metric", *OFFERED)}
    for metric in dict.fromkeys(metrics):
        for named, specification in _grid(measures, find_metric(metric)):
            named = {"metric": metric, **named}
            parts.append(_values(measures, specification).assign(**named))
            for name, option in named.items():
                seen[name].add(option)
    varied = [name for name, options in seen.items() if len(options) > 1]
    if not varied:
        raise DesignError(
            "these measures offer one specification only",
            where="measures",
            mend="Measure with a second lexicon or --rule textstat, or name several metrics of one"
            " thing.",
        )
    values = pd.concat(parts, ignore_index=True)
    return values[["article", "outlet", "event", *varied, "value"]], varied


def _grid(measures: Measures, metric: Metric) -> Iterator[tuple[dict[str, str], Specification]]:
    offered = {name: options(measures, metric) for name, options in OFFERED.items()}
    for chosen in product(*(options.items() for options in offered.values())):
        specification = Specification(metric.name)
        for _, change in chosen:
            specification = change(specification)
        if specification.voice and specification.counting not in (None, CORRECTED):
            continue  # other rules know no voices: it would be the corrected value once more
        yield dict(zip(offered, (name for name, _ in chosen), strict=True)), specification


def _values(measures: Measures, chosen: Specification) -> pd.DataFrame:
    articles = measures.articles
    if not chosen.copies:
        articles = articles[articles["duplicate_of"].isna()]
    if chosen.metric == LOADED_RATE:
        value = _rate_of_terms(measures, chosen).reindex(articles["article"])
        table = with_articles(value.rename("value").reset_index(), articles)
    else:
        scores = score(
            measures.counts,
            zones=chosen.zones,
            voice=chosen.voice,
            metrics=[chosen.metric],
            articles=articles["article"],
            rule=chosen.counting,
        )
        table = with_articles(scores.rename(columns={chosen.metric: "value"}), articles)
    return table[["article", "outlet", "event", "value"]]


def _rate_of_terms(measures: Measures, chosen: Specification) -> pd.Series:
    """Terms of the lexicon per 1,000 words, of the same zones and voice; missing without words."""
    terms = terms_of(measures.terms, lexicon=chosen.lexicon, voice=chosen.voice)
    terms = terms[terms["zone"].isin(chosen.zones)]
    column = f"words_{chosen.voice}" if chosen.voice else "words"
    counts = measures.counts[measures.counts["zone"].isin(chosen.zones)]
    words = counts.groupby("article")[column].sum()
    hits = terms.groupby("article").size().reindex(words.index, fill_value=0)
    return 1000 * hits / words.where(words > 0)
