"""What the robustness notebook shows: one difference measured every way, and by other models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import ParameterError
from analysis.figures import Page
from analysis.figures.words import decimals, listing, number, plural, probability
from analysis.measures import METRICS, Measures
from analysis.measures.scores import pooled
from analysis.reports.choose import chosen_metrics
from analysis.reports.parameters import Settings
from analysis.reports.show import folded, paragraphs, table
from analysis.statistics.models import model_checks
from analysis.statistics.robust_outlets import joint_outlet_test, outlet_curve
from analysis.statistics.robustness import joint_test, specification_curve
from analysis.statistics.specifications import specification_values

_OPEN = 12  # rows of a table that a reader sees without asking


@dataclass(frozen=True)
class Curve:
    """A specification curve with its joint test, what was varied, and the one metric if it is."""

    outlets: list[str]
    rows: pd.DataFrame
    joint: pd.DataFrame
    choices: list[str]
    metric: str | None


def curve_of(measures: Measures, settings: Settings) -> Curve:
    """The curve of two outlets' difference, or of more outlets at once; metrics of one thing."""
    metrics = chosen_metrics(settings)
    outlets = chosen_outlets(measures, settings)
    values, choices = specification_values(measures, metrics)
    given = {"outlets": outlets, "choices": choices, "seed": settings["seed"]}
    pair = len(outlets) == 2
    return Curve(
        outlets,
        (specification_curve if pair else outlet_curve)(values, **given),
        (joint_test if pair else joint_outlet_test)(values, **given),
        choices,
        metrics[0] if len(metrics) == 1 else None,
    )


def chosen_outlets(measures: Measures, settings: Settings) -> list[str]:
    """The outlets asked for, in that order; without any, all by name."""
    named = settings["outlets"] or sorted(measures.articles["outlet"].dropna().unique())
    if len(named) < 2:
        raise ParameterError(
            f"there is {plural(len(named), 'outlet')}",
            where="outlets",
            mend="Name two, or leave the parameter empty for all.",
        )
    return list(named)


def curve_sentences(curve: Curve) -> Page:
    """What the curve shows, in words that follow its numbers."""
    if len(curve.outlets) > 2:
        return paragraphs([*_outlets_said(curve), _LAST])
    rows = curve.rows.dropna(subset=["difference"])
    d_z = rows["d_z"].astype("float64")
    above, below = int((d_z > 0).sum()), int((d_z < 0).sum())
    clear = rows[rows["p"].astype("float64") < 0.05]
    a, b = rows["outlet_a"].iloc[0], rows["outlet_b"].iloc[0]
    tests = {row["measure"]: row for row in curve.joint.to_dict("records")}
    median, share = tests["median effect"], tests["share significant in one direction"]
    said = [
        f"{a} lies above {b} in {above} and below in {below} of "
        f"{plural(len(rows), 'specification')}. With a p under .05 of their own: {len(clear)}.",
        f"Taken together, and with the two outlets swapped at random within events, a median "
        f"effect as large as {number(float(median['statistic']), 2)} standard deviations has "
        f"{probability(float(median['p']))}; a share significant in one direction as large as "
        f"{100 * float(share['statistic']):.0f}% has {probability(float(share['p']))}.",
        _LAST,
    ]
    return paragraphs(said)


_LAST = (
    "A difference that turns or fades with a choice that could as well have been made otherwise is "
    "a property of that choice. Report the whole curve, not its best point."
)


def _outlets_said(curve: Curve) -> list[str]:
    rows = curve.rows.dropna(subset=["distance"])
    count = rows["specification"].nunique()
    clear = rows.loc[rows["p"].astype("float64") < 0.05, "specification"].nunique()
    sides = []
    for name in curve.outlets:
        own = rows.loc[rows["outlet"] == name, "distance"].astype("float64")
        sides.append(f"{name} lies above it in {(own > 0).sum()} and below in {(own < 0).sum()}")
    tests = {row["measure"]: row for row in curve.joint.to_dict("records")}
    median, share = tests["median spread"], tests["share significant"]
    return [
        f"An outlet is held against the mean of the outlets on each event, in "
        f"{plural(count, 'specification')}: {'; '.join(sides)}. In {clear} of them all outlets "
        "together have a p under .05.",
        f"Taken together, and with outlets permuted within events, a median spread as large as "
        f"{number(float(median['statistic']), 2)} standard deviations has "
        f"{probability(float(median['p']))}; a share significant as large as "
        f"{100 * float(share['statistic']):.0f}% has {probability(float(share['p']))}. Which two "
        "outlets differ, and by how much, is asked by naming them in the parameter outlets.",
    ]


def curve_table(curve: Curve) -> Page:
    """Every specification with its difference in the metric's own unit."""
    if len(curve.outlets) > 2:
        return _outlets_table(curve)
    rows = []
    for row in curve.rows.to_dict("records"):
        metric = METRICS[row.get("metric") or str(curve.metric)]
        shown = [row[name] for name in ("difference", "low", "high")]
        places = decimals(np.array(shown, dtype=float))
        value, low, high = (number(float(v), places, sign=True) for v in shown)
        rows.append(
            [
                "; ".join(str(row[name]) for name in curve.choices),
                f"{int(row['events'])}",
                f"{value} {metric.unit}",
                f"{low} to {high}",
                number(float(row["d_z"]), 2, sign=True),
                probability(float(row["p"])).removeprefix("p ").removeprefix("= "),
            ]
        )
    header = [listing(curve.choices), "events", "difference", "95% interval", "d_z", "p"]
    page = table(
        header, rows, caption="Every specification, from the lowest effect to the highest."
    )
    return folded(page, f"All {len(rows)} specifications as a table")


def _outlets_table(curve: Curve) -> Page:
    """Every specification with each outlet's distance from the events' mean."""
    rows = []
    for _, own in curve.rows.groupby("specification", sort=False):
        first = own.iloc[0]
        metric = METRICS[str(first.get("metric") or curve.metric)]
        distances = own["distance"].astype("float64")
        places = decimals(distances)
        rows.append(
            [
                "; ".join(str(first[name]) for name in curve.choices),
                f"{int(first['events'])}",
                *(number(value, places, sign=True) for value in distances),
                metric.unit,
                number(float(first["f"]), 2),
                probability(float(first["p"])).removeprefix("p ").removeprefix("= "),
            ]
        )
    header = [listing(curve.choices), "events", *curve.outlets, "unit", "spread", "p"]
    page = table(
        header,
        rows,
        caption="Every specification, from the lowest spread to the highest: each outlet's "
        "distance from the event's mean; spread: the standard deviation of the outlets' means over "
        "that within events.",
    )
    return folded(page, f"All {len(rows)} specifications as a table")


def checks_of(
    measures: Measures,
    scores: pd.DataFrame,
    settings: Settings,
    *,
    outlets: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Each metric's comparison beside regression models, with length as covariate and offset.

    outlets: those to compare; by default those of the parameters.
    """
    voice = settings.get("voice") or None
    counts = pooled(measures.counts, zones=settings["zones"])
    parts = []
    for name in chosen_metrics(settings):
        metric = METRICS[name]
        needs = [n if voice is None else f"{n}_{voice}" for n in metric.needs]
        is_rate = metric.unit == "per 1,000 words" and len(needs) == 2
        words = needs[1] if is_rate else "words" if voice is None else f"words_{voice}"
        added = [words, needs[0]] if is_rate else [words]
        joined = scores.join(counts[list(dict.fromkeys(added))], on="article")
        parts.append(
            model_checks(
                joined[joined[words] > 0],
                name,
                words=words,
                count=needs[0] if is_rate else None,
                outlets=outlets or settings["outlets"] or None,
                seed=settings["seed"],
            )
        )
    return pd.concat(parts, ignore_index=True)


def checks_table(checks: pd.DataFrame) -> Page:
    """The comparison and each model: estimate, interval, p, and whether they agree in words."""
    models = checks[checks["verdict"] != ""]
    odd = models[models["verdict"].str.startswith("DISAGREES")]
    rows = []
    for row in checks.to_dict("records"):
        places = decimals(np.array([row["estimate"], row["low"], row["high"]], dtype=float))
        value, low, high = (
            number(float(row[name]), places, sign=True) for name in ("estimate", "low", "high")
        )
        rows.append(
            [
                f"{METRICS[row['metric']].title}: {row['outlet_a']} − {row['outlet_b']}",
                str(row["check"]),
                str(row["quantity"]),
                value,
                f"{low} to {high}",
                probability(float(row["p"])).removeprefix("p ").removeprefix("= "),
                str(row["verdict"]) or "–",
            ]
        )
    said = (
        "No model disagrees with the comparison within events."
        if odd.empty
        else f"{len(odd)} of {plural(len(models), 'model check')} "
        f"{'disagrees' if len(odd) == 1 else 'disagree'} with the comparison within events: a "
        "result that only one way of computing gives is not a result."
    )
    header = ["metric and pair", "check", "quantity", "estimate", "95% interval", "p", "verdict"]
    page = table(header, rows, caption=f"The comparison beside other models. {said}")
    return page if len(rows) <= _OPEN else folded(page, f"{said} All {len(rows)} rows")
