"""The outside world made a checked table of articles, and the zones of each article's text."""

from analysis.corpus.agency import credited_agency
from analysis.corpus.boilerplate import find_boilerplate
from analysis.corpus.reading import Reading, read_articles
from analysis.corpus.zones import label_zones

__all__ = ["Reading", "credited_agency", "find_boilerplate", "label_zones", "read_articles"]
