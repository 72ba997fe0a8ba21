"""Tables in, tidy tables with intervals out: comparisons of outlets within events.

    compare, compare_metrics, omnibus   do outlets differ on the events that they share, by how much
    summarize, incidence                what there is: values by outlet, articles by cell
    typical_cells, pooled_cells         articles gathered into cells: score then average, or add up
    difference_sentence, omnibus_sentence   a result in words for the paper

Every column of every result is declared in GLOSSARY.
"""

from analysis.statistics.cells import Cells, incidence, pooled_cells, typical_cells
from analysis.statistics.compare import compare, compare_metrics
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.omnibus import omnibus
from analysis.statistics.sentences import difference_sentence, omnibus_sentence
from analysis.statistics.summarize import summarize

__all__ = [
    "GLOSSARY",
    "Cells",
    "compare",
    "compare_metrics",
    "difference_sentence",
    "incidence",
    "omnibus",
    "omnibus_sentence",
    "pooled_cells",
    "summarize",
    "typical_cells",
]
