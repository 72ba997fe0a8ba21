"""Where sentences end in news English: a rule over chunks, read once for each distinct chunk.

A full stop ends a sentence unless it belongs to a title (Gov.), an initial (J.), or an
abbreviation that is not followed by a word that opens sentences (the U.S. economy; in the U.S. The
…). A question or exclamation mark before a closing quotation mark does not end the sentence whose
reporting clause follows (“Why now?” Voss asked).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.vocabulary import Vocabulary

_NONE, _STOP, _ABBREVIATION, _QUOTED_QUESTION = range(4)

_TITLES = frozenset(
    "mr mrs ms mx dr prof gov sen sens rep reps gen col lt sgt cpl capt cmdr maj adm rev fr hon "
    "pres supt insp det messrs mme mlle mgr sr sra vs v viz cf eg ie fig vol pp op ed eds trans "
    "al lieut brig pvt cllr st mt ft".split()
)
_ABBREVIATIONS = frozenset(
    "inc co corp ltd plc llc bros jr sr etc no nos dept univ assn ave blvd rd hwy jan feb mar apr "
    "jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark "
    "calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore "
    "pa penn tenn tex va vt wash wis wyo ont que approx est min max hr hrs sec mph oz lb lbs ph "
    "esq".split()
)
_OPENERS = frozenset(
    "the a an he she it they we i you this that these those there here his her their its our my "
    "your but and or so yet nor if when while after before since although though because until "
    "unless as in on at for with by from to of about under over despite during amid among between "
    "without however meanwhile still now then also instead moreover nevertheless what who how why "
    "where which some many most several both all each every another other others one two no not "
    "none nobody asked last earlier later police officials".split()
)
_REPORTS = frozenset(
    "said says asked asks told tells added adds replied wrote writes shouted joked wondered "
    "demanded tweeted posted inquired queried cried yelled quipped".split()
)
_STOPS, _MARKS, _LONGEST_ENDING = ".!?…", "\"'’”»›)]}*", 12
_AROUND = f"{_STOPS}{_MARKS},:;‘“([$-—"
_LONGEST_SHORTENED = max(map(len, _TITLES | _ABBREVIATIONS))
_WORD_SIGN = re.compile(r"\w")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+$")


def _core(chunk: str) -> str:
    """The chunk without the marks around it."""
    core = chunk.strip(_AROUND)
    if core and core[0].isalnum() and core[-1].isalnum():
        return core
    first = _WORD_SIGN.search(chunk)
    if first is None:
        return ""
    last = len(chunk)
    while not _WORD_SIGN.match(chunk, last - 1):
        last -= 1
    return chunk[first.start() : last]


def _ending(chunk: str) -> int:
    unmarked = chunk[-_LONGEST_ENDING:].rstrip(_MARKS)
    stops = unmarked[len(unmarked.rstrip(_STOPS)) :]
    if not stops:
        return _NONE
    if stops != ".":
        marked = chunk[-1] in _MARKS
        return _QUOTED_QUESTION if marked and stops[-1] in "?!" else _STOP
    core = _core(chunk)
    if len(core) > _LONGEST_SHORTENED and core.isalpha():
        return _STOP
    lowered = core.lower()
    if lowered in _TITLES:
        return _NONE if core[:1].isupper() or lowered in ("vs", "v", "cf", "eg", "ie") else _STOP
    if len(core) == 1 and core.isalpha() and core.isupper() and core != "I":
        return _NONE
    dotted = "." in core and _DOTTED.search(f"{core}.") is not None
    if dotted or lowered in _ABBREVIATIONS:
        return _ABBREVIATION
    return _STOP


_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,;:-")
_LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")


def _opens(chunk: str) -> int:
    """How a chunk can open a sentence: 0 not, 1 by its capital or number, 2 as a known opener."""
    core = chunk if chunk[0].isalnum() else _core(chunk)
    if not core or core[0].islower():
        return 0
    return 2 if core.rstrip(".,:;!?’”\"'").lower() in _OPENERS else 1


def _roles(chunks: Sequence[str]) -> NDArray[np.uint8]:
    """Of each chunk in one number: how it ends (2 bits), opens (2 bits) and reports (1 bit)."""
    endings = [_NONE if c[-1] in _PLAIN else _ending(c) for c in chunks]
    opens = [0 if c[0] in _LOWER else _opens(c) for c in chunks]
    reports = [c.rstrip(".,:;") in _REPORTS for c in chunks]
    roles, opener, report = (np.array(column, np.uint8) for column in (endings, opens, reports))
    roles |= opener << 2 | report << 4
    return roles


def sentence_ends(
    vocabulary: Vocabulary, chunk_type: NDArray[np.int32], paragraph: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """True at each last chunk of a sentence; the last chunk of a paragraph always is one."""
    if not len(chunk_type):
        return np.zeros(0, np.bool_)
    roles = vocabulary.attribute(_roles)[chunk_type]
    last = len(roles) - 1
    sites = np.flatnonzero(roles & 3)
    ending = roles[sites] & 3
    opens = np.where(sites < last, roles[np.minimum(sites + 1, last)] >> 2 & 3, 1)
    follows = [roles[np.minimum(sites + d, last)] >> 4 & (sites + d <= last) for d in (2, 3)]
    ends = np.zeros(len(roles), np.bool_)
    ends[sites] = (
        ((ending == _STOP) & (opens > 0))
        | ((ending == _ABBREVIATION) & (opens == 2))
        | ((ending == _QUOTED_QUESTION) & (opens > 0) & (follows[0] == 0) & (follows[1] == 0))
    )
    ends[:-1] |= paragraph[1:] != paragraph[:-1]
    ends[-1] = True
    return ends
