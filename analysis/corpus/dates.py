"""Publication dates as files write them."""

from __future__ import annotations

import re
import warnings
from datetime import datetime

import pandas as pd

_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?Z?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)\b")
# With stops between the numbers the day comes first wherever dates are so written.
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)\b")
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
_WORDED = re.compile(
    r"\b(?:(?P<month>[^\W\d_]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?:[^\W\d_]{3,9}, )?"
    r"|(?P<day_before>\d{1,2})(?:\.|st|nd|rd|th|er)? (?P<month_after>[^\W\d_]{3,9})\.?,? )"
    r"(?P<year>[12]\d{3})\b"
)
_OFFSET = re.compile(r"(?<=\d)\s?(?:Z|UTC|GMT|[A-Z]{2,4}|[+-]\d\d:?\d\d)\)?$")


def parse_dates(values: pd.Series) -> tuple[pd.Series, str]:
    """Dates of the values as given (an offset is dropped, not applied), and a note on failures.

    A date such as 03/04/2031 is read only where other values of the column show which number
    is the month; otherwise it stays missing, and the note says so.
    """
    texts = values.map(lambda v: _clean(v) if isinstance(v, str) else v)
    day_first = _day_first(texts)
    slashed = texts.map(lambda v: isinstance(v, str) and bool(_SLASHED.match(v)))
    # One value a time is slow; columns repeat their dates, so each distinct value is read once.
    distinct = {v: _parse(v, day_first) for v in texts.dropna().unique()}
    dates = pd.Series(
        pd.to_datetime(texts.map(distinct), errors="coerce"), index=values.index
    ).astype("datetime64[us]")
    given = texts.map(lambda v: v is not None and v == v and v != "")
    failed = given & dates.isna()
    if not failed.any():
        return dates, ""
    example = str(texts[failed].iloc[0])[:40]
    doubt = " (day or month first?)" if day_first is None and slashed[failed].any() else ""
    note = f"{int(failed.sum())} publication dates not understood, such as {example!r}{doubt}"
    return dates, note


def find_date(line: str) -> str:
    """The first date in a line, in words in English, French or German, as year-month-day.

    >>> find_date("Politics, January 11, 2010 Monday"), find_date("29 décembre 2011")
    ('2010-01-11', '2011-12-29')
    """
    for match in _WORDED.finditer(line[:300]):
        month = _MONTHS.get((match["month"] or match["month_after"]).casefold())
        day = int(match["day"] or match["day_before"])
        if month and 1 <= day <= 31:
            return f"{match['year']}-{month:02d}-{day:02d}"
    return ""


def _clean(value: str) -> str:
    value = value.strip()
    compact = _COMPACT.fullmatch(value)
    if compact:
        year, month, day, hour, minute, second = compact.groups()
        return f"{year}-{month}-{day}" + (f" {hour}:{minute}:{second or '00'}" if hour else "")
    return _OFFSET.sub("", value) if any(map(str.isdigit, value)) else value


def _day_first(texts: pd.Series) -> bool | None:
    parts = [m for v in texts if isinstance(v, str) and (m := _SLASHED.match(v))]
    first = any(int(m.group(1)) > 12 for m in parts)
    second = any(int(m.group(2)) > 12 for m in parts)
    return None if first == second else first


def _parse(value: object, day_first: bool | None) -> pd.Timestamp | None:
    if not isinstance(value, str):
        return _from_other(value)
    if not value or (_SLASHED.match(value) and day_first is None):
        return None
    try:
        return _naive(pd.Timestamp(datetime.fromisoformat(value)))
    except ValueError:
        pass
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            first = _DOTTED.match(value) or (day_first and _SLASHED.match(value))
            stamp = pd.to_datetime(value, dayfirst=bool(first))
    except (ValueError, OverflowError, TypeError):
        return None
    return _naive(stamp)


def _from_other(value: object) -> pd.Timestamp | None:
    # Numbers are not dates: a bare year or a count of seconds would be a guess.
    if isinstance(value, bool | int | float):
        return None
    try:
        return _naive(pd.Timestamp(value))
    except (ValueError, TypeError, OverflowError):
        return None


def _naive(stamp: pd.Timestamp) -> pd.Timestamp | None:
    if pd.isna(stamp):
        return None
    return stamp.tz_localize(None) if stamp.tzinfo is not None else stamp
