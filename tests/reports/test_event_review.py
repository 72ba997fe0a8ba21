"""The review of proposed events on its way through a spreadsheet and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import match_events, read_articles
from analysis.errors import InputError
from analysis.reports.event_review import apply_events, write_review

STORIES = {
    "port": "Dockers at Lowmoor walked out on Monday after the Harbour Union refused the offer.",
    "dam": "Engineers inspected the Orle dam near Tarvonia after cracks were seen in its wall.",
}

WAYS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    "as.csv": lambda frame, path: frame.to_csv(path, index=False),
    "semicolons.csv": lambda frame, path: frame.to_csv(
        path, index=False, sep=";", encoding="cp1252"
    ),
    "unicode.txt": lambda frame, path: frame.to_csv(path, index=False, sep="\t", encoding="utf-16"),
    "workbook.xlsx": lambda frame, path: frame.to_excel(path, index=False),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [
        (f"{story}-{outlet}", outlet, "2031-03-04", f"{text} Told by {outlet}.")
        for story, text in STORIES.items()
        for outlet in ("Lantern", "Clarion")
    ]
    frame = pd.DataFrame(rows, columns=["id", "outlet", "published", "text"])
    frame.to_csv(tmp_path / "articles.csv", index=False)
    return tmp_path / "articles.csv"


@pytest.mark.parametrize("name", WAYS)
def test_decisions_come_back_from_every_spreadsheet(corpus: Path, name: str) -> None:
    reading = read_articles(corpus)
    written = write_review(match_events(reading.articles), corpus.parent / "review.csv")
    review = pd.read_csv(written).astype(object)
    port = review["article"].str.startswith("port")
    review.loc[port, "event"], review.loc[port, "reviewed"] = "Grève – café", "yes"
    WAYS[name](review, corpus.parent / name)
    reviewed = apply_events(reading, corpus.parent / name)
    events = reviewed.articles.set_index("article")["event"]
    assert events[events.notna()].to_dict() == {
        "port-Lantern": "Grève – café",
        "port-Clarion": "Grève – café",
    }
    assert any("2 of 4 articles have no event" in note for note in reviewed.notes)


def test_a_row_that_lost_a_field_and_a_missing_file_are_named(corpus: Path) -> None:
    reading = read_articles(corpus)
    path = corpus.parent / "review.csv"
    path.write_text("event,article,reviewed\na,port-Lantern,True\nb,port-Clarion\n")
    with pytest.raises(InputError, match=r"review\.csv: row 2 \(line 3\): it has 2 fields"):
        apply_events(reading, path)
    with pytest.raises(InputError, match="cannot be opened"):
        apply_events(reading, corpus.parent / "none.csv")
