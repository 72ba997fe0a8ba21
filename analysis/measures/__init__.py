"""What is counted, and what is computed from the counts."""

from analysis.measures import frames, loaded, readability, sentiment, sourcing
from analysis.measures.declare import COUNTS, LISTED, METRICS, Count, Metric, compute, find_metric
from analysis.measures.frames import dominant_frames
from analysis.measures.pipeline import Measures, measure
from analysis.measures.scores import pooled, score, with_articles, zone_gap
from analysis.measures.sides import assign_sides, count_sides, side_balance
from analysis.measures.store import read_measures, write_measures, write_table

__all__ = [
    "COUNTS",
    "LISTED",
    "METRICS",
    "Count",
    "Measures",
    "Metric",
    "assign_sides",
    "compute",
    "count_sides",
    "dominant_frames",
    "find_metric",
    "frames",
    "loaded",
    "measure",
    "pooled",
    "read_measures",
    "readability",
    "score",
    "sentiment",
    "side_balance",
    "sourcing",
    "with_articles",
    "write_measures",
    "write_table",
    "zone_gap",
]
