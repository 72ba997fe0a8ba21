"""Properties of a word that readability formulas ask for: familiar, complex, letters.

The list of familiar words is textstat's copy of Dale and Chall's (2,940 words). textstat looks for
the word itself; the 1948 instructions also call regular inflections of a listed word familiar.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.syllables import dictionary_syllables, plain_word

# textstat's copy lost "baby" from the entry "baby(ies)" (the 1948 examples count it as familiar)
# and writes titles with their stop; the last two are names of places.
_ALSO_FAMILIAR = frozenset({"baby", "mr", "mrs", "a.m", "p.m", "a.m.", "p.m.", "u.s.", "u.k."})
_CONTRACTED = frozenset({"s", "d", "m", "t", "ll", "ve", "re"})
_DOUBLED = frozenset("bcdfghjklmnpqrstvwxyz")


@cache
def listed_words() -> frozenset[str]:
    """textstat's copy of Dale and Chall's list, read from its file: textstat would load NLTK."""
    package = find_spec("textstat")
    folders = package.submodule_search_locations if package else None
    if not folders:
        raise InputError(
            "the package textstat is not installed", mend="pip install textstat==0.7.13"
        )
    path = Path(folders[0]) / "resources" / "en" / "easy_words.txt"
    return frozenset(path.read_text(encoding="utf-8").split())


@cache
def easy_words() -> frozenset[str]:
    """The listed words and a few more."""
    return listed_words() | _ALSO_FAMILIAR


def is_familiar(word: str) -> bool:
    """Whether Dale and Chall (1948) count the word as familiar, as far as spelling tells.

    Familiar are listed words; their regular plurals, possessives, verb forms (-s, -ed, -ing, -n,
    with the consonant doubled or y changed), comparatives, superlatives and adverbs in -ly;
    hyphened words whose parts are all familiar; and numerals. Not familiar are nouns made with
    -er: an -er is a comparative only where the pronouncing dictionary has the form in -est too.

    >>> [is_familiar(word) for word in ("stopped", "Babies", "colder", "quickly", "1947")]
    [True, True, True, True, True]
    >>> [is_familiar(word) for word in ("burner", "easily", "pasteurized", "self-interest")]
    [False, False, False, False]
    """
    return _is_familiar(plain_word(word), easy_words())


def _is_familiar(plain: str, listed: frozenset[str]) -> bool:
    if plain in listed:
        return True
    if plain.isalpha():
        return plain in _inflections()
    if plain[:1].isdecimal():
        return True
    if "-" in plain.strip("-"):
        return all(_is_familiar(part, listed) for part in plain.split("-") if part)
    base, apostrophe, ending = plain.rpartition("'")
    return apostrophe != "" and ending in _CONTRACTED and _is_familiar(base, listed)


@cache
def _inflections() -> frozenset[str]:
    """Regular inflections of the listed words."""
    listed = easy_words()
    on_y = {word[:-1] for word in listed if word.endswith("y")}
    stems = listed | {word[:-1] for word in listed if word.endswith("e")}  # walk, hop(e)
    stems |= {f"{word}i" for word in on_y}  # cr(y)
    stems |= {f"{w}{w[-1]}" for w in listed if len(w) > 1 and w[-1] in _DOUBLED}  # hop(p)
    forms = {f"{word}{ending}" for word in listed for ending in ("s", "es", "ly", "n")}
    forms |= {f"{word}ies" for word in on_y}
    forms |= {f"{stem}{ending}" for stem in stems for ending in ("ing", "est", "ed")}
    forms |= {f"{stem}er" for stem in stems if dictionary_syllables(f"{stem}est") is not None}
    return frozenset(forms)


def familiar_words(plain: Sequence[str]) -> NDArray[np.bool_]:
    """`is_familiar` of many words that are in lower case already."""
    listed = easy_words()
    alphabetic = np.fromiter(map(str.isalpha, plain), bool, len(plain))
    familiar = np.fromiter(map(_inflections().__contains__, plain), bool, len(plain)) & alphabetic
    familiar |= np.fromiter(map(listed.__contains__, plain), bool, len(plain))
    for row in np.flatnonzero(~(familiar | alphabetic)).tolist():
        familiar[row] = _is_familiar(plain[row], listed)
    return familiar


def is_complex(word: str, syllables: int) -> bool:
    """Whether Gunning (1952) counts the word as hard, names aside: three syllables or more.

    Left out are verb forms that -ed or -es makes three syllables long and hyphened words made of
    shorter ones. Closed compounds of easy words (bookkeeper) cannot be told by spelling and count.

    >>> is_complex("created", 3), is_complex("up-to-date", 3), is_complex("government", 3)
    (False, False, True)
    """
    return syllables >= 3 and is_complex_plain(plain_word(word))


def is_complex_plain(plain: str) -> bool:
    """The same of a word in lower case that is known to have three syllables or more."""
    if plain.isalpha() and not plain.endswith(("ed", "es")):
        return True
    if plain[:1].isdecimal() or (plain.count(".") and len(plain) < 8):
        return False
    if "-" in plain:
        return not all(_is_short(part) for part in plain.split("-") if part)
    if plain.endswith(("ed", "es")):
        return not (_is_short(plain[:-2]) or _is_short(plain[:-1]))
    return True


def _is_short(part: str) -> bool:
    syllables = dictionary_syllables(part)
    return syllables is not None and syllables < 3
