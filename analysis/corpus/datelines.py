"""The news agency that an article credits, and the city that it is dated from."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.corpus.signs.bylines import AGENCY_BYLINE, DATELINE


def credited_agency(text: str, zones: Iterable[tuple[int, int, str]]) -> str | None:
    """The agency named in the dateline, or in the byline; None where neither names one.

    zones: the rows of `label_zones` for this text.

    >>> from analysis.corpus.zones import label_zones
    >>> text = "PORT ANSEL (CNS) — The port was closed on Monday, the harbour office said."
    >>> credited_agency(text, label_zones(text))
    'CNS'
    """
    for start, end, zone in zones:
        if zone == "dateline":
            # The pattern looks one character beyond the dash.
            match = DATELINE.match(text[start : end + 8])
            if match is not None:
                found = match["agency"] or match["agency_after"] or match["agency_alone"]
                if found:
                    return found
        elif zone == "byline":
            match = AGENCY_BYLINE.search(text[start:end])
            if match is not None:
                return match.group()
    return None


def dateline_city(text: str, zones: Iterable[tuple[int, int, str]]) -> str | None:
    """The city of the dateline, as written; None where there is none.

    >>> from analysis.corpus.zones import label_zones
    >>> text = "PORT ANSEL, Calvera — The port was closed on Monday, the harbour office said."
    >>> dateline_city(text, label_zones(text))
    'PORT ANSEL'
    """
    for start, end, zone in zones:
        if zone == "dateline":
            match = DATELINE.match(text[start : end + 8])
            if match is not None:
                return match["city"] or match["city_before"]
    return None
