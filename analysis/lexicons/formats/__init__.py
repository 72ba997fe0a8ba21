"""Dictionary files of other programs: one file a format, recognised by content, not by ending."""

from analysis.lexicons.formats.convert import to_lexicon
from analysis.lexicons.formats.dictionary import Condition, Dictionary, Tree
from analysis.lexicons.formats.reading import FORMATS, read_dictionary, read_text
from analysis.lexicons.formats.table import LONG_TABLE

__all__ = [
    "FORMATS",
    "LONG_TABLE",
    "Condition",
    "Dictionary",
    "Tree",
    "read_dictionary",
    "read_text",
    "to_lexicon",
]
