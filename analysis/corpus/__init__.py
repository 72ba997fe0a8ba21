"""The outside world made a checked table of articles, and the zones of each article's text."""

from analysis.corpus.boilerplate import find_boilerplate, repeated_lines
from analysis.corpus.copies import copies_among, mark_copies
from analysis.corpus.datelines import credited_agency, dateline_city
from analysis.corpus.duplicates import check_names, find_duplicates, without_duplicates
from analysis.corpus.events import apply_review, match_events
from analysis.corpus.languages import detect_language, not_english
from analysis.corpus.outlets import map_outlets, rename_outlets
from analysis.corpus.reading import Reading, read_articles
from analysis.corpus.repair import offset_as_given, repair_text
from analysis.corpus.wire import wire_share
from analysis.corpus.zones import label_zones

__all__ = [
    "Reading",
    "apply_review",
    "check_names",
    "copies_among",
    "credited_agency",
    "dateline_city",
    "detect_language",
    "find_boilerplate",
    "find_duplicates",
    "label_zones",
    "map_outlets",
    "mark_copies",
    "match_events",
    "not_english",
    "offset_as_given",
    "read_articles",
    "rename_outlets",
    "repair_text",
    "repeated_lines",
    "wire_share",
    "without_duplicates",
]
