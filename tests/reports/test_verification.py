"""Verify: what is untouched is identical; what was changed, anywhere, is named."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.errors import IntegrityError, ParameterError
from analysis.reports import verify
from analysis.reports.embedded import read_provenance
from analysis.reports.provenance import FIELDS, digest
from analysis.reports.verification import (
    _compare_data,
    _compare_figure,
    _differing_versions,
)


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


def test_every_level_is_told_apart(copy, tmp_path) -> None:
    fresh = copy / "figures"
    note = read_provenance(fresh / "article.png")
    table = pd.read_csv(fresh / "article.csv")
    for name, change, level, said in (
        ("same", lambda t: t, "identical bytes", ""),
        ("near", lambda t: t.assign(value=t["value"] * (1 + 1e-11)), "data within tolerance", ""),
        ("row", lambda t: t.assign(start=t["start"] + (t.index == 40)), "differs", "row 41, start"),
        ("short", lambda t: t.iloc[:-1], "differs", "the tables give"),
        ("columns", lambda t: t.rename(columns={"value": "v"}), "differs", "columns"),
    ):
        file = tmp_path / name / "article.csv"
        file.parent.mkdir()
        change(table).to_csv(file, index=False, float_format="%.17g")
        if name == "same":
            shutil.copy(fresh / "article.csv", file)
        finding = _compare_data(file, fresh / "article.csv")
        assert finding.level == level and said in str(finding)
    older = dict(note) | {"code": "0" * 64}
    image = tmp_path / "older.png"
    image.write_bytes((fresh / "article.png").read_bytes() + b" ")
    finding = _compare_figure(image, fresh, older)
    assert finding.level == "identical data" and "other versions" in str(finding)


def test_the_image_for_print_is_known_under_any_name(copy, tmp_path) -> None:
    image = Path(shutil.copy(copy / "figures" / "article-600.png", tmp_path / "figure 2.png"))
    finding = _compare_figure(image, copy / "figures", read_provenance(image))
    assert finding.level == "identical bytes"


def test_other_versions_are_named(report) -> None:
    note = read_provenance(report / "figures" / "article.png")
    assert _differing_versions(note) == ()
    older = dict(note) | {"versions": {**note["versions"], "matplotlib": "3.9.0"}, "code": "0"}
    said = " ".join(_differing_versions(older))
    assert "matplotlib was 3.9.0" in said and "code is another" in said


def test_a_tampered_manifest_is_caught(copy, measured, monkeypatch) -> None:
    """Also where its hashes were made to fit the files that were changed."""
    table = (copy / "figures" / "article.csv").read_text(encoding="utf-8")
    changed = table.replace("body", "bodx", 1)
    (copy / "figures" / "article.csv").write_text(changed, encoding="utf-8")
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["figures/article.csv"] = digest(changed.encode())
    manifest["articles"] += 1
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    result = verify(copy, measures=measured)
    named = {f.file: f.reason for f in result.findings if f.level == "differs"}
    assert named.keys() == {"article.csv", "manifest.json"}
    assert "first at row" in named["article.csv"] and "articles was 13" in named["manifest.json"]
    monkeypatch.setattr(sys, "argv", ["parallax", "verify", str(copy), "--measures", str(measured)])
    monkeypatch.setattr("analysis.reports.verification.verify", lambda *_, **__: result)
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1


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
