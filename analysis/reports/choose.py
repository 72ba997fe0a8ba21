"""From the parameters to the tables that a notebook works on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd

from analysis.corpus import read_articles
from analysis.errors import IntegrityError, ParameterError, suggest
from analysis.measures import METRICS, read_measures, score, with_articles
from analysis.measures.declare import find_metric, may_need
from analysis.measures.pipeline import Measures
from analysis.reports.parameters import Settings, place
from analysis.statistics.compare import compare_metrics
from analysis.statistics.omnibus import omnibus
from analysis.statistics.plan import Plan, compare_planned, read_plan
from analysis.tables import VOICES


def open_measures(settings: Settings) -> Measures:
    """The measures that the parameters name, with the chosen outlets and events only."""
    measures = read_measures(place(settings["measures"]))
    return choose_articles(
        measures, outlets=settings.get("outlets", []), events=settings.get("events", [])
    )


def choose_articles(
    measures: Measures, *, outlets: Sequence[str] = (), events: Sequence[str] = ()
) -> Measures:
    """The measures of the articles of some outlets and events; with neither, all of them.

    An outlet or event that the articles do not have is a ParameterError.
    """
    kept = measures.articles
    for column, wanted in (("outlet", outlets), ("event", events)):
        known = set(kept[column].dropna()) if column in kept else set()
        for name in wanted:
            if name not in known:
                raise ParameterError(
                    f"there is no {column} {name!r}", where=f"{column}s", mend=suggest(name, known)
                )
        if wanted:
            kept = kept[kept[column].isin(list(wanted))]
    if len(kept) == len(measures.articles):
        return measures
    return measures.of(kept["article"].tolist())


def chosen_metrics(settings: Settings, *, family: str | None = None) -> list[str]:
    """The metrics asked for; else the plan's; else the declared primary ones that the voice has.

    family: only the primary metrics of a family, for a notebook on one subject.
    """
    if settings.get("metrics"):
        return list(settings["metrics"])
    plan = plan_of(settings)
    if plan is not None and family is None:
        return [*plan.primary, *plan.secondary]
    known = [m for m in METRICS.values() if family in (None, m.family)]
    if not settings.get("voice"):
        return [m.name for m in known if m.primary]
    # A metric that is primary in the outlet's own voice is wanted in any voice that is asked for.
    own = {m.name.removesuffix(f"_{VOICES[0]}") for m in known if m.primary}
    return [m.name for m in known if m.by_voice and m.name in own]


def scores_of(
    measures: Measures, settings: Settings, *, metrics: Sequence[str] | None = None
) -> pd.DataFrame:
    """One row an article: outlet, event, and the chosen metrics over the chosen zones and voice."""
    names = chosen_metrics(settings) if metrics is None else metrics
    table = score(
        measures.counts_of(may_need(find_metric(name) for name in names)),
        zones=settings["zones"],
        voice=settings.get("voice") or None,
        metrics=names,
        articles=measures.articles["article"],
    )
    return with_articles(table, measures.articles)


def comparison_of(scores: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Every pair of outlets on the scores' metrics; with a plan, its contrasts first.

    With a plan each row has its standing, and each family is adjusted for itself. Without one all
    metrics are one primary family, the strictest reading.
    """
    names = [name for name in scores.columns if name in METRICS]
    plan = plan_of(settings)
    outlets = settings.get("outlets") or None
    if plan is None:
        return compare_metrics(scores, names, primary=names, outlets=outlets, seed=settings["seed"])
    return compare_planned(
        scores,
        plan,
        metrics=names,
        outlets=outlets,
        zones=settings["zones"],
        voice=settings.get("voice") or None,
        seed=settings["seed"],
    )


def together_of(scores: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """All outlets tested at once, a row a metric; the families are those of the comparison."""
    names = [name for name in scores.columns if name in METRICS]
    plan = plan_of(settings)
    return omnibus(
        scores,
        names,
        primary=[name for name in names if plan is None or name in plan.primary],
        outlets=settings.get("outlets") or None,
        seed=settings["seed"],
    )


def plan_of(settings: Settings) -> Plan | None:
    """The plan that the parameters name: what was decided before the data were seen."""
    path = settings.get("plan") or ""
    return read_plan(place(path)) if path else None


def chosen_article(measures: Measures, settings: Settings) -> str:
    """The article asked for; without one, the first."""
    return str(settings.get("article") or measures.articles["article"].iloc[0])


def text_of(measures: Measures, settings: Settings) -> str | None:
    """The chosen article's text where the parameters name a place that has it; else None.

    The text is found by its hash, so that the words shown are those that were measured.
    """
    article = chosen_article(measures, settings)
    only = measures.articles[measures.articles["article"] == article]
    texts = _texts_at(settings, only)
    return None if texts is None else texts[article]


def texts_of(measures: Measures, settings: Settings) -> dict[str, str] | None:
    """The text of every measured article by identifier, found by hash; None where none is given."""
    return _texts_at(settings, measures.articles)


def _texts_at(settings: Settings, articles: pd.DataFrame) -> dict[str, str] | None:
    path = settings.get("text") or ""
    if not path:
        return None
    wanted = dict(zip(articles["article"], articles["sha256"], strict=True))
    given = read_articles(place(path)).articles["text"]
    known = {hashlib.sha256(t.encode("utf-8", "surrogatepass")).hexdigest(): t for t in given}
    missing = [article for article, digest in wanted.items() if digest not in known]
    if missing:
        raise IntegrityError(
            f"the text that was measured as {missing[0]!r} is not there",
            where=str(path),
            mend="Give the files that were measured, unchanged.",
        )
    return {article: str(known[digest]) for article, digest in wanted.items()}
