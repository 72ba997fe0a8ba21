"""Dictionary files of other programs: one file a format, recognised by content, not by ending."""

from analysis.lexicons.formats.convert import to_lexicon
from analysis.lexicons.formats.dictionary import Condition, Dictionary, Tree
from analysis.lexicons.formats.reading import FORMATS, read_dictionary

__all__ = ["FORMATS", "Condition", "Dictionary", "Tree", "read_dictionary", "to_lexicon"]
