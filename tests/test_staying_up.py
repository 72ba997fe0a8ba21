"""The whole river stays up: whatever a text is, it is measured, its offsets slice, and twice the
text takes about twice the time."""

from __future__ import annotations

from time import process_time

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.corpus import read_articles
from analysis.errors import InputError
from analysis.measures import measure
from analysis.tables import VOICES

PROSE = (
    "Ferry late again\n\nThe ferry left two hours late, the office said.\n\n“We are ‘sorry’,” said "
    "Mara Voss. “It was a disgraceful failure,” she told the U.S. board (see p. 4).\n"
)
DAMAGE = "“”‘’\"'«»()[]….,!?—-\u0301\u200b\u200d\u202e\ufeff\x00\x07\x85\u2028\t\n\r 😀éßİ"
MUTATIONS = st.lists(
    st.tuples(st.integers(0, len(PROSE)), st.integers(0, 12), st.text(alphabet=DAMAGE, max_size=6)),
    max_size=12,
)


def corpus(*texts: str) -> pd.DataFrame:
    names = [f"a{n}" for n in range(len(texts))]
    text = pd.Series(texts, dtype=object)
    return pd.DataFrame({"article": names, "outlet": "Gazette", "text": text})


def check(*texts: str) -> None:
    measures = measure(corpus(*texts))
    text = dict(zip(corpus(*texts)["article"], texts))
    for table in (measures.zones, measures.sentences, measures.attributions, measures.terms):
        for article, start, end in zip(table["article"], table["start"], table["end"]):
            assert 0 <= start < end <= len(text[article])
    said = measures.attributions.dropna(subset=["cue"])
    for row in said.itertuples():
        written = text[row.article][row.cue_start : row.cue_end]
        assert written.encode("utf-8", "replace").decode().split() == row.cue.split()
    counts = measures.counts
    assert np.allclose(sum(counts[f"words_{voice}"] for voice in VOICES), counts["words"])
    finite = measures.scores.drop(columns="article").to_numpy(float)
    assert not np.isinf(finite).any()


@given(st.lists(st.text(max_size=200), min_size=1, max_size=2))
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
def test_any_text_is_measured(texts: list[str]) -> None:
    check(*texts)


@given(MUTATIONS)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
def test_damaged_prose_is_measured(mutations: list[tuple[int, int, str]]) -> None:
    text = PROSE
    for place, lost, added in mutations:
        text = text[:place] + added + text[place + lost :]
    check(text)


@given(st.integers(0, len(PROSE.encode())))
@settings(max_examples=4)
def test_truncated_bytes_are_measured(end: int) -> None:
    check(PROSE.encode()[:end].decode("utf-8", "replace"))
    check(PROSE.encode()[:end].decode("utf-8", "surrogateescape"))


def test_half_a_surrogate_pair_in_a_name_is_measured() -> None:
    """Found by fuzzing: a table of mentions cannot hold what is no character."""
    broken = PROSE.replace("Mara Voss", "Mara \ud800Voss")
    measures = measure(corpus(broken))
    assert measures.attributions["speaker"].dropna().str.contains("Mara").any()


def test_a_table_of_separators_is_refused(tmp_path) -> None:
    """Found by fuzzing: a file without one field."""
    path = tmp_path / "a.csv"
    path.write_text('"","",""\n"","",""\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.csv"):
        read_articles(path)


def repeated(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


LARGE = {
    "one line": lambda size: repeated("late and ", size),
    "no blank at all": lambda size: "x" * size,
    "opening marks": lambda size: "“" * size,
    "straight marks": lambda size: repeated("\" ' ", size),
    "nested marks": lambda size: "“‘" * (size // 4) + "a" + "’”" * (size // 4),
    "one sentence": lambda size: repeated("the board of the old line and ", size) + ".",
    "combining marks": lambda size: "a" + "\u0301" * size,
    "zero-width signs": lambda size: repeated("a\u200b\u200d ", size),
    "control characters": lambda size: repeated("a\x00\x07 b\x1b ", size),
    "stops": lambda size: repeated("a. ", size),
    "prose": lambda size: repeated(PROSE, size),
}


@pytest.mark.parametrize("name", LARGE)
def test_twice_the_text_takes_twice_the_time(name: str) -> None:
    """The allowance above 2 is for the clock of a busy machine; a quadratic cost gives 4."""
    measure(corpus(PROSE))
    size, ratios = 20_000, []
    for _ in range(3):
        seconds = []
        for text in (LARGE[name](size), LARGE[name](2 * size)):
            start = process_time()
            measure(corpus(text))
            seconds.append(process_time() - start)
        ratios.append(seconds[1] / seconds[0])
        if ratios[-1] <= 2.3:
            break
    assert min(ratios) <= 2.6, ratios
