"""What the time-trend notebook shows: periods, what they consist of, what changed at a date."""

from __future__ import annotations

import pandas as pd

from analysis.errors import ParameterError
from analysis.figures import Figure, Page, plot_trend
from analysis.figures.words import decimals, listing, number, plural, probability
from analysis.measures import METRICS
from analysis.reports.choose import chosen_metrics
from analysis.reports.parameters import Settings
from analysis.reports.show import paragraphs, table
from analysis.statistics.trend import PERIODS, interruption, trend


def trend_of(scores: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The periods of the first metric that was asked for."""
    return trend(
        scores,
        chosen_metrics(settings)[0],
        every=settings["every"],
        window=max(settings["window"], 1),
        outlets=settings["outlets"] or None,
    )


def trend_figure(periods: pd.DataFrame, scores: pd.DataFrame, settings: Settings) -> Figure:
    """The same periods drawn, with the date marked where one is given."""
    return plot_trend(periods, scores, date=_date(settings), width=settings["width"])


def composition_table(scores: pd.DataFrame, settings: Settings) -> Page:
    """What each period consists of: articles by outlet, events, and events that all outlets share.

    Where few events are shared, a change over time is a change of what is covered as well.
    """
    outlets = settings["outlets"] or sorted(scores["outlet"].dropna().unique())
    own = scores[scores["outlet"].isin(outlets)].dropna(subset=["published"])
    code = PERIODS[settings["every"]]
    when = pd.to_datetime(own["published"], utc=True).dt.tz_localize(None).dt.to_period(code)
    rows = []
    for period in pd.period_range(when.min(), when.max(), freq=code):
        inside = own[when == period]
        sharing = inside.dropna(subset=["event"]).groupby("event")["outlet"].nunique()
        articles = inside["outlet"].value_counts()
        rows.append(
            [
                str(period.start_time.date()),
                *(f"{int(articles.get(outlet, 0))}" for outlet in outlets),
                f"{len(sharing)}",
                f"{int((sharing == len(outlets)).sum())}",
            ]
        )
    header = ["period from", *map(str, outlets), "events", "of them at all outlets"]
    empty = sum(row[-2] == "0" for row in rows)
    caption = (
        f"Articles by outlet, and events, in {plural(len(rows), 'period')}; "
        f"{empty} without any event. Means of periods with other events are means of other stories."
    )
    return table(header, rows, caption=caption)


def interruption_of(scores: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Jump and change of slope at the date, an outlet two rows; empty where no date is given."""
    if not _date(settings):
        return pd.DataFrame()
    return interruption(
        scores,
        chosen_metrics(settings)[0],
        date=_date(settings),
        every=settings["every"],
        outlets=settings["outlets"] or None,
    )


def interruption_table(rows: pd.DataFrame, settings: Settings) -> Page:
    """The estimates with intervals, and what they cannot say."""
    if rows.empty:
        return paragraphs(["No date was given: nothing is estimated about one."])
    metric = METRICS[str(rows["metric"].iloc[0])]
    lines = []
    for row in rows.to_dict("records"):
        places = decimals([float(row[n]) for n in ("estimate", "low", "high")])
        value, low, high = (
            number(float(row[n]), places, sign=True) for n in ("estimate", "low", "high")
        )
        lines.append(
            [
                f"{row['outlet']}: {row['quantity']}",
                f"{int(row['periods_before'])} and {int(row['periods_after'])}",
                value,
                f"{low} to {high}" if pd.notna(row["low"]) else "–",
                probability(float(row["p"])).removeprefix("p ").removeprefix("= "),
            ]
        )
    few = [
        str(outlet)
        for outlet, own in rows.groupby("outlet")
        if min(own["periods_before"].iloc[0], own["periods_after"].iloc[0]) < _FEW
    ]
    warning = (
        f" At {listing(few)} a side has fewer than {_FEW} periods: take these rows as description."
        if few
        else ""
    )
    caption = (
        f"{metric.title} at {_date(settings)} ({metric.unit}; the slope per {settings['every']}). "
        "Segmented regression, errors robust to autocorrelation." + warning
    )
    header = ["outlet and quantity", "periods before and after", "estimate", "95% interval", "p"]
    return table(header, lines, caption=caption)


_FEW = 8  # on either side: fewer leave the slope before the date to chance


def _date(settings: Settings) -> str:
    given = str(settings["date"] or "")
    if not given:
        return ""
    try:
        return str(pd.Timestamp(given).date())
    except ValueError:
        raise ParameterError(
            f"{given!r} is not a date", where="date", mend="Write it as 2022-03-01."
        ) from None
