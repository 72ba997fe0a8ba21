"""The outside world made a checked table of articles, and the zones of each article's text."""

from analysis.corpus.reading import Reading, read_articles
from analysis.corpus.zones import label_zones

__all__ = ["Reading", "label_zones", "read_articles"]
