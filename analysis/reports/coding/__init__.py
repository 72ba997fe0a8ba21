"""Hand-coding: workbooks that people fill in, and what their codes say about the lexicon."""

from analysis.reports.coding.collect import read_coding
from analysis.reports.coding.draw import sample_for_coding
from analysis.reports.coding.results import score_coding, validity, validity_sentences

__all__ = [
    "read_coding",
    "sample_for_coding",
    "score_coding",
    "validity",
    "validity_sentences",
]
