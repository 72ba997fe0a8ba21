"""Word lists with source and licence, dictionary file formats, and matching over tokens."""

from analysis.lexicons.lexicon import Category, Entry, Lexicon, load_lexicon
from analysis.lexicons.match import Hits, Matcher

__all__ = ["Category", "Entry", "Hits", "Lexicon", "Matcher", "load_lexicon"]
