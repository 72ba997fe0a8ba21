"""Whether a measure puts the outlets of one event in the order that human coders give them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.statistics.clusters import need_columns
from analysis.statistics.resampling import event_weights, percentile_interval, stream

_ORDERING = 7  # the stream of these draws


def matched_order(
    articles: pd.DataFrame,
    *,
    score: str = "score",
    code: str = "code",
    alpha: float = 0.05,
    seed: int = 0,
    resamples: int = 1999,
) -> pd.DataFrame:
    """How often the score orders two outlets of an event as the code does.

    articles: one row an article (event, the score, the human code: any numbers, higher is more).
    Pairs are of articles of one event whose codes differ; a tied score counts half. One row:
    concordance, low and high (percentile interval over events drawn with replacement, because
    pairs of one event share articles; missing with fewer than two events), pairs, events.
    Errors: ColumnError for a column or value that is missing.
    """
    need_columns(articles, ("event", score, code), where="articles")
    rows = []
    for _, own in articles.groupby("event"):
        x, y = own[score].to_numpy(float), own[code].to_numpy(float)
        first, second = np.triu_indices(len(own), 1)
        coded = np.sign(y[first] - y[second])
        agreed = np.sign(x[first] - x[second]) * coded
        rows.append(((agreed[coded != 0] + 1).sum() / 2, np.count_nonzero(coded)))
    sums = np.array([row for row in rows if row[1]], float).reshape(-1, 2)
    right, pairs = sums.sum(axis=0)
    low = high = np.nan
    if len(sums) > 1:
        drawn = event_weights(stream(seed, _ORDERING), resamples, len(sums)) @ sums
        ends = percentile_interval(drawn[:, :1] / drawn[:, 1:], len(sums), alpha=alpha)
        low, high = (float(end[0]) for end in ends)
    concordance = right / pairs if pairs else np.nan
    found = {"concordance": concordance, "low": low, "high": high}
    return pd.DataFrame([found | {"pairs": int(pairs), "events": len(sums)}])


def order_sentence(order: pd.DataFrame) -> str:
    """What a report may say of rankings by the measure, from `matched_order`.

    >>> row = {"concordance": 0.55, "low": 0.43, "high": 0.66, "pairs": 83, "events": 29}
    >>> order_sentence(pd.DataFrame([row]))[-58:]
    'by chance: outlets cannot be ranked by this measure alone.'
    """
    row = order.iloc[0]
    if not row["pairs"]:
        return "No two articles of one event have different human codes: no order can be checked."
    said = (
        f"Of {row['pairs']:.0f} pairs of articles on one event, in {row['events']:.0f} events, the "
        f"measure orders {row['concordance']:.0%} as human coders do (95% interval "
        f"{row['low']:.0%} to {row['high']:.0%})"
    )
    if row["low"] > 0.5:
        return f"{said}: better than chance, and wrong for the other pairs."
    return f"{said}, no better than by chance: outlets cannot be ranked by this measure alone."
