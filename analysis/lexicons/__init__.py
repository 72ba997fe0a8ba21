"""Word lists with source and licence, dictionary file formats, and matching over tokens."""

from analysis.lexicons.lexicon import Category, Entry, Lexicon, categories_of, load_lexicon
from analysis.lexicons.match import Hits, Matcher

__all__ = ["Category", "Entry", "Hits", "Lexicon", "Matcher", "categories_of", "load_lexicon"]
