"""One function a figure; labels, limits and captions come from the declarations."""

from analysis.figures.article import Page, show_article
from analysis.figures.concordance import show_concordance
from analysis.figures.difference import plot_difference
from analysis.figures.distribution import plot_distribution
from analysis.figures.figure import Figure
from analysis.figures.keyness import plot_keyness
from analysis.figures.portrayal import plot_portrayal
from analysis.figures.profile import plot_article
from analysis.figures.sources import plot_source_matrix, plot_sources
from analysis.figures.specifications import plot_specifications
from analysis.figures.terms import plot_terms
from analysis.figures.trend import plot_trend
from analysis.figures.validity import plot_correction, plot_errors
from analysis.figures.zones import plot_zones

__all__ = [
    "Figure",
    "Page",
    "plot_article",
    "plot_correction",
    "plot_difference",
    "plot_distribution",
    "plot_errors",
    "plot_keyness",
    "plot_portrayal",
    "plot_source_matrix",
    "plot_sources",
    "plot_specifications",
    "plot_terms",
    "plot_trend",
    "plot_zones",
    "show_article",
    "show_concordance",
]
