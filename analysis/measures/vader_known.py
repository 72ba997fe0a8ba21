"""Names in the news that hold a word of VADER's lexicon: institutions, parties, places, prizes."""

from __future__ import annotations

# First word → what follows it in a name; one of the two is in VADER's lexicon.
_NAMES = {
    "united": "nations states kingdom arab airlines methodist auto press",
    "justice": "department minister ministry secretary secretariat",
    "security": "council service services",
    "homeland": "security",
    "national": "security party trust",
    "social": "security",
    "labour": "party",
    "labor": "party",
    "conservative": "party",
    "democratic": "party",
    "republican": "party",
    "communist": "party",
    "green": "party",
    "liberal": "party",
    "tea": "party",
    "supreme": "court leader",
    "chief": "justice",
    "peace": "corps",
    "freedom": "caucus party house",
    "defense": "department secretary minister ministry",
    "defence": "department secretary minister ministry",
    "energy": "department secretary minister ministry information",
    "treasury": "department secretary",
    "intelligence": "committee agency service",
    "great": "britain lakes",
    "super": "bowl tuesday",
    "grand": "canyon old",
    "nobel": "prize",
    "pulitzer": "prize",
    "best": "buy western",
    "fine": "gael",
    "good": "friday",
}
KNOWN_PAIRS = frozenset(
    (first, second) for first, rest in _NAMES.items() for second in rest.split()
)
"""The first two words of each name, in lower case."""
