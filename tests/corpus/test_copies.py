"""Which article each one copies: rows of versions, wire copy, and what must hold of any corpus."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import find_duplicates, mark_copies
from analysis.corpus.copies import COPIES

PARAGRAPHS = [" ".join(f"w{p}x{i}" for i in range(30)) for p in range(12)]


def corpus(*rows: tuple[str, str, int, list[int]]) -> pd.DataFrame:
    """Articles of invented words: name, outlet, day, and which paragraphs they have."""
    return pd.DataFrame(
        {
            "article": [name for name, *_ in rows],
            "outlet": [outlet for _, outlet, *_ in rows],
            "published": pd.to_datetime([f"2031-03-{day:02d}" for _, _, day, _ in rows]),
            "text": ["\n\n".join(PARAGRAPHS[n] for n in which) for *_, which in rows],
        }
    )


def test_versions_point_to_the_last_and_wire_copy_to_the_first() -> None:
    articles = corpus(
        ("v1", "Post", 3, [0, 1, 2, 3]),
        ("v2", "Post", 4, [0, 1, 2, 3, 4]),
        ("v3", "Post", 5, [0, 1, 2, 3, 4, 5]),
        ("early", "Lantern", 2, [0, 1, 2, 3, 4, 5]),
        ("late", "Clarion", 6, [0, 1, 2, 3, 4, 5, 6]),
        ("own", "Clarion", 6, [8, 9, 10]),
    )
    found = mark_copies(articles).set_index("article")
    assert found["duplicate_of"].dropna().to_dict() == {
        "v1": "v3",
        "v2": "v3",
        "v3": "early",
        "late": "early",
    }
    kinds = found["duplicate_kind"].dropna().to_dict()
    assert kinds["v3"] == kinds["late"] == "wire"
    assert kinds["v1"] in ("near", "update")
    assert found["wire_share"].to_dict()["own"] == 0
    assert found["wire_share"].to_dict()["late"] == 6 / 7


articles_drawn = st.lists(
    st.tuples(
        st.sampled_from(["Post", "Lantern", "Clarion"]),
        st.integers(1, 12),
        st.lists(st.integers(0, 11), min_size=1, max_size=6, unique=True),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(rows=articles_drawn, seed=st.integers(0, 99))
def test_what_is_left_holds_no_pair_within_an_outlet(rows: list, seed: int) -> None:
    articles = corpus(*((f"a{n}", *row) for n, row in enumerate(rows)))
    found = mark_copies(articles)
    COPIES.check(found)
    assert found["article"].tolist() == articles["article"].tolist()
    copies = found.dropna(subset="duplicate_of")
    assert (copies["article"] != copies["duplicate_of"]).all()
    assert set(copies["duplicate_of"]) <= set(found["article"])
    replaced = set(copies.loc[copies["duplicate_kind"] != "wire", "article"])
    wire = copies[copies["duplicate_kind"] == "wire"]
    outlet = articles.set_index("article")["outlet"]
    assert not set(wire["duplicate_of"]) & replaced
    for copy, original, kind in copies.iloc[:, :3].itertuples(index=False):
        assert kind == "wire" or outlet[copy] == outlet[original]
    # What is kept holds no pair of the kind that points.
    kept = articles[found["duplicate_of"].isna().to_numpy()]
    assert find_duplicates(kept).empty
    order = np.random.default_rng(seed).permutation(len(articles))
    again = mark_copies(articles.iloc[order]).set_index("article").loc[found["article"]]
    pd.testing.assert_frame_equal(again.reset_index(), found)
