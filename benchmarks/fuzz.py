"""A coverage-guided fuzz target for readers, tokens and voices (needs `pip install atheris`).

    python -m benchmarks.fuzz reading|text [FOLDER] [-max_total_time=3600 …]

`reading` gives bytes to the readers as a file: an answer or one ParallaxError is right, any other
exception a fault. `text` takes them as a text through zones, tokens, voices, sentiment and
readability: nothing may be raised, and every offset must slice. FOLDER keeps the inputs that
reached new code; a fault is written beside it by the fuzzer.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["analysis"]):
    import numpy as np

    from analysis.corpus import label_zones, read_articles
    from analysis.errors import ParallaxError
    from analysis.measures.readability import count_readability
    from analysis.measures.sentiment import score_sentences
    from analysis.measures.textstat_rule import count_textstat
    from analysis.tokens import tokenize
    from analysis.voices import attribute

_NAMES = ("a.csv", "a.txt", "a.json", "a.jsonl", "a.html", "a.xml", "a.tsv", "a.parquet", "a.docx")
_LONGEST = 5000


def reading(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _NAMES[data[0] % len(_NAMES) if data else 0]
        path.write_bytes(data[1:])
        try:
            articles = read_articles(path).articles
        except ParallaxError:
            return
        assert articles["article"].is_unique


def text(data: bytes) -> None:
    given = data[:_LONGEST].decode("utf-8", "surrogateescape")
    spans = label_zones(given)
    assert all(0 <= start < end <= len(given) for start, end, _ in spans)
    tokens = tokenize([given], [spans])
    voices = attribute(tokens)
    assert len(voices.voice) == len(tokens)
    words = tokens.vocabulary.words.strings
    places = zip(tokens.start.tolist(), tokens.end.tolist(), tokens.word.tolist(), strict=True)
    assert all(given[start:end] == words[word] for start, end, word in places)
    for row in voices.attributions.itertuples():
        assert 0 <= row.start < row.end <= len(given)
        if isinstance(row.cue, str):
            assert given[row.cue_start : row.cue_end].split() == row.cue.split()
    tone = score_sentences(tokens, voices.voice)
    assert np.isfinite(tone.compound).all()
    assert count_readability(tokens, voices.voice)["words"].sum() == tokens.is_word.sum()
    count_textstat(tokens)


def main() -> None:
    target, *options = sys.argv[1:]
    warnings.simplefilter("ignore")
    chosen = {"reading": reading, "text": text}[target]
    atheris.Setup([sys.argv[0], *options], chosen)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
