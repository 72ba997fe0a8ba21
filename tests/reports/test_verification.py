"""Verify: what is untouched is identical; what was changed, anywhere, is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import IntegrityError, ParameterError
from analysis.reports import verify
from analysis.reports.embedded import read_provenance
from analysis.reports.provenance import FIELDS, digest
from analysis.reports.verification import _compare_figure


@pytest.fixture
def copy(report, tmp_path) -> Path:
    return Path(shutil.copytree(report, tmp_path / "copy"))


def test_every_format_carries_the_same_provenance_and_nothing_else(report) -> None:
    kinds = ("png", "svg", "pdf", "csv")
    notes = [read_provenance(report / "figures" / f"article.{kind}") for kind in kinds]
    assert all(note == notes[0] for note in notes)
    assert tuple(sorted(notes[0])) == tuple(sorted(FIELDS))
    assert not {"measures", "figures", "text", "plan"} & notes[0]["parameters"].keys()
    assert notes[0]["data"] == digest((report / "figures" / "article.csv").read_bytes())


def test_an_untouched_report_is_identical(report, measured) -> None:
    result = verify(report, measures=measured)
    assert result.ok and result.level == "identical bytes", str(result)
    assert str(result).startswith("identical bytes: ")


def test_files_that_were_changed_added_or_taken_away_are_named(copy, measured) -> None:
    figures = copy / "figures"
    table = (figures / "article.csv").read_text(encoding="utf-8")
    (figures / "article.csv").write_text(table.replace("body", "bodx", 1), encoding="utf-8")
    (figures / "article.svg").unlink()
    (copy / "note.txt").write_text("mine")
    result = verify(copy, measures=measured)
    assert not result.ok
    named = {finding.file for finding in result.findings if finding.level == "differs"}
    assert named == {"figures/article.csv", "figures/article.svg", "note.txt"}


def test_an_image_alone_is_verified_and_a_changed_one_is_caught(copy, measured, tmp_path) -> None:
    image = Path(shutil.copy(copy / "figures" / "article.png", tmp_path / "article.png"))
    assert verify(image, measures=measured).level == "identical bytes"
    content = bytearray(image.read_bytes())
    content[len(content) // 2] ^= 1
    image.write_bytes(content)
    finding = _compare_figure(image, copy / "figures", read_provenance(image))
    assert finding.level == "differs" and "changed after it was made" in str(finding)


def test_a_changed_cell_of_the_tables_is_named(copy, measured, tmp_path) -> None:
    tables = Path(shutil.copytree(measured, tmp_path / "measures"))
    counts = pd.read_parquet(tables / "counts.parquet")
    body = counts.index[counts["zone"] == "body"][0]
    counts.loc[body, "loaded"] += 3
    counts.to_parquet(tables / "counts.parquet")
    result = verify(copy / "figures" / "distribution.png", measures=tables)
    assert not result.ok
    assert "first at row 1, value:" in str(result)


def test_measures_of_another_corpus_and_files_without_provenance_are_refused(
    copy, measured, tmp_path
) -> None:
    other = Path(shutil.copytree(measured, tmp_path / "measures"))
    record = (other / "measurement.json").read_text(encoding="utf-8")
    corpus = read_provenance(copy / "figures" / "article.png")["corpus"]
    (other / "measurement.json").write_text(record.replace(corpus, "0" * 64), encoding="utf-8")
    with pytest.raises(IntegrityError, match="another corpus"):
        verify(copy / "figures" / "article.png", measures=other)
    with pytest.raises(ParameterError, match="needs the measured tables"):
        verify(copy)
    stray = tmp_path / "stray.png"
    stray.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(IntegrityError, match="no provenance"):
        verify(stray, measures=measured)
    (copy / "manifest.json").write_text("{")
    with pytest.raises(IntegrityError, match="not a finished report"):
        verify(copy, measures=measured)
