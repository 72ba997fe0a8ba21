"""Hand-coding: workbooks that can be filled in and read again, and every way to spoil one."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

import analysis as px
from analysis.__main__ import main
from analysis.errors import ColumnError, InputError, IntegrityError, ParameterError
from analysis.measures import Measures
from analysis.reports.coding import read_coding, sample_for_coding, score_coding, validity
from analysis.reports.coding.draw import _actors
from analysis.reports.coding.scheme import LOADED, Scheme, read_scheme, scheme_of
from analysis.reports.coding.workbooks import plain, read_filled, write_csv, write_workbook
from analysis.statistics.correction import ESTIMATORS

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "data" / "demo" / "articles.csv"
SIZE, DOUBLE = 80, 50


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return px.read_articles(DEMO).articles


@pytest.fixture(scope="module")
def measures(measured: Path) -> Measures:
    return px.read_measures(measured)


@pytest.fixture(scope="module")
def drawn(articles, measures, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("drawn") / "coding"
    masks = ("outlets", "actors")
    return sample_for_coding(
        measures, articles, out=out, size=SIZE, double=DOUBLE, mask_names=masks, seed=4
    )


@pytest.fixture
def folder(drawn: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(drawn, tmp_path / "coding"))


def fill(path: Path, code) -> None:
    """What a coder does in a spreadsheet: a value in each row's third column."""
    book = load_workbook(path)
    sheet = book["sentences"]
    for number in range(2, sheet.max_row + 1):
        sheet.cell(number, 3).value = code(number - 2)
    book.save(path)


def fill_both(folder: Path) -> None:
    fill(folder / "coder-1.xlsx", lambda i: i % 2)
    fill(folder / "coder-2.xlsx", lambda i: i % 2 if i % 10 else 1.0)


def rewrite(path: Path, change) -> None:
    """A CSV workbook with its rows changed."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(change(rows))
    path.write_bytes(stream.getvalue().encode("utf-8-sig"))


def test_the_workbooks_hold_the_sentences_of_the_key_and_the_key_no_text(
    drawn, articles, measures
) -> None:
    key = pd.read_csv(drawn / "key.csv")
    assert len(key) == SIZE and key["weight"].sum() == pytest.approx(
        (measures.sentences["zone"] == "body").sum()
    )
    texts = articles.set_index("article")["text"]
    shown = {
        r["item"]: r["sentence"] for n in (1, 2) for r in read_filled(drawn / f"coder-{n}.csv")
    }
    assert set(shown) == set(key["item"])
    content = (drawn / "key.csv").read_text("utf-8") + (drawn / "coding.json").read_text("utf-8")
    for row in key.itertuples():
        sentence = plain(texts[row.article][row.start : row.end])
        if "■" not in shown[row.item]:
            assert shown[row.item].lstrip("'") == sentence.lstrip("'")
        assert len(sentence) < 30 or sentence not in content
    again = [read_filled(drawn / f"coder-{n}.xlsx") for n in (1, 2)]
    assert [{r["item"] for r in rows} for rows in again] == [
        {r["item"] for r in read_filled(drawn / f"coder-{n}.csv")} for n in (1, 2)
    ]
    shared = {r["item"] for r in again[0]} & {r["item"] for r in again[1]}
    assert len(shared) == DOUBLE and len(again[0]) == len(again[1]) == DOUBLE + (SIZE - DOUBLE) / 2


def test_no_outlet_and_no_named_source_is_left_in_a_masked_sentence(drawn, measures) -> None:
    outlets = [name.casefold() for name in measures.articles["outlet"].unique()]
    names = _actors(measures.attributions)
    key = pd.read_csv(drawn / "key.csv").set_index("item")["article"]
    masked = 0
    for row in read_filled(drawn / "coder-1.csv"):
        words = row["sentence"].casefold()
        masked += "■■■" in words
        own = [name.casefold() for name in names.get(key[row["item"]], ())]
        assert not [n for n in [*outlets, *own] if f" {n} " in f" {words} "]
    assert masked > 5


def test_the_same_seed_gives_the_same_bytes(drawn, articles, measures, tmp_path) -> None:
    again = sample_for_coding(
        measures,
        articles,
        out=tmp_path / "again",
        size=SIZE,
        double=DOUBLE,
        mask_names=("outlets", "actors"),
        seed=4,
    )
    for path in drawn.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


def test_no_cell_is_a_formula_and_nothing_breaks_a_row(tmp_path) -> None:
    hostile = ["=1+1", "+cmd", "-2", "@SUM(A1)", "a\x00b\x1b", 'two\nlines, "quoted"', "'x"]
    rows = [(f"s{i}", plain(text)) for i, text in enumerate(hostile)]
    write_workbook(tmp_path / "x.xlsx", rows, LOADED)
    write_csv(tmp_path / "x.csv", rows)
    sheet = load_workbook(tmp_path / "x.xlsx")["sentences"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert [sheet.cell(i + 2, 2).value for i in range(len(rows))] == [text for _, text in rows]
    for line in (tmp_path / "x.csv").read_text("utf-8-sig").splitlines()[1:]:
        assert not line.split(",")[1].lstrip('"').startswith(("=", "+", "-", "@"))
    assert [r["item"] for r in read_filled(tmp_path / "x.csv")] == [item for item, _ in rows]


def test_filled_workbooks_are_scored(folder, measures, tmp_path) -> None:
    fill_both(folder)
    said = score_coding(folder, measures, out=tmp_path / "scored")
    read = read_coding(folder, measures)
    assert len(read.coded) == SIZE
    # Weights: every stratum's coded sentences stand for all of its sentences.
    assert read.coded["weight"].sum() == pytest.approx(len(read.population))
    table = pd.read_csv(tmp_path / "scored" / "agreement.csv").iloc[0]
    # The second coder departs where i % 10 == 0, which is even: one in ten of the shared rows.
    assert table["items"] == DOUBLE
    assert table["raw_agreement"] == pytest.approx(1 - 1 / 10)
    assert f"alpha {table['krippendorff_alpha']:.2f}" in " ".join(said)
    corrected = pd.read_csv(tmp_path / "scored" / "corrected.csv")
    assert set(corrected["estimator"]) == set(ESTIMATORS)
    assert (tmp_path / "scored" / "results.txt").read_text("utf-8").split("\n")[:-1] == said
    # Ties go to the first coder by name, whose codes are the parity of the row.
    coded = read.coded.set_index("item")["code"]
    first = [r["item"] for r in read_filled(folder / "coder-1.xlsx")]
    assert [coded[item] for item in first[:DOUBLE]] == [i % 2 for i in range(DOUBLE)]
    assert any(f"{DOUBLE // 10} sentences have as many codes for" in note for note in read.notes)


def test_an_adjudicated_workbook_has_the_last_word(folder, measures) -> None:
    fill_both(folder)
    shutil.copy(folder / "coder-1.xlsx", folder / "adjudicated.xlsx")
    fill(folder / "adjudicated.xlsx", lambda i: 1)
    items = [r["item"] for r in read_filled(folder / "adjudicated.xlsx")]
    coded = read_coding(folder, measures).coded.set_index("item")["code"]
    assert (coded[items] == 1).all()


def test_unfinished_coding_counts_what_is_missing_and_weighs_the_rest(folder, measures) -> None:
    fill(folder / "coder-1.xlsx", lambda i: i % 2 if i < 40 else None)
    read = read_coding(folder, measures)
    assert len(read.coded) == 40
    assert "coder-1 has left 25 of 65 sentences without a code." in read.notes
    assert f"{SIZE - 40} of {SIZE} sentences have no code yet." in read.notes
    assert validity(read, resamples=199)["agreement"].empty
    bands = read.coded.groupby(["outlet", "band"])
    full = pd.read_csv(folder / "key.csv").groupby(["outlet", "band"])["weight"].sum()
    assert bands["weight"].sum().to_dict() == pytest.approx(
        {k: v for k, v in full.to_dict().items() if k in bands.groups}
    )


def test_a_semicolon_csv_from_a_spreadsheet_is_read(folder, measures) -> None:
    rows = read_filled(folder / "coder-1.csv")
    lines = [
        f'{r["item"]};"{r["sentence"].replace(chr(34), chr(34) * 2)}";{i % 2};'
        for i, r in enumerate(rows)
    ]
    (folder / "coder-1.csv").write_text("item;sentence;code;note\n" + "\n".join(lines), "utf-8")
    assert len(read_coding(folder, measures).coded) == len(rows)


def _without_code_column(rows):
    return [row[:2] for row in rows]


def _unknown_codes(rows):
    return [rows[0], *([r[0], r[1], "maybe" if i < 7 else "1", ""] for i, r in enumerate(rows[1:]))]


def _swapped_sentences(rows):
    return [rows[0], *([r[0], s[1], "1", ""] for r, s in zip(rows[1:], rows[:0:-1], strict=True))]


def _new_ids(rows):
    return [rows[0], *(["x" + r[0], r[1], "1", ""] for r in rows[1:])]


def _twice(rows):
    coded = [[r[0], r[1], "1", ""] for r in rows[1:]]
    return [rows[0], *coded, coded[0]]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without_code_column, r"coder-1\.csv: the workbook has no column 'code'"),
        (_unknown_codes, r"7 rows cannot be used: coder-1\.csv row 2: there is no code 'maybe'"),
        (_swapped_sentences, r"\d+ rows cannot be used: .*the sentence is not the one"),
        (_new_ids, r"65 rows cannot be used: .*no item 'xs"),
        (_twice, r"1 rows cannot be used: coder-1\.csv row 67: item 's\d+' stands twice"),
        (lambda rows: [], r"coder-1\.csv: the workbook is empty"),
        (lambda rows: rows, r"no workbook of the 2 has a code in it"),
    ],
    ids=["no column", "unknown code", "swapped", "new ids", "twice", "empty", "no code"],
)
def test_a_spoiled_workbook_is_one_sentence(spoil, said, folder, measures, tmp_path) -> None:
    rewrite(folder / "coder-1.csv", spoil)
    with pytest.raises(InputError, match=said) as caught:
        score_coding(folder, measures, out=tmp_path / "scored")
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 900
    assert not (tmp_path / "scored").exists()


def test_other_refusals(folder, articles, measures, tmp_path) -> None:
    with pytest.raises(ParameterError, match="holds files, perhaps codes"):
        sample_for_coding(measures, articles, out=folder)
    with pytest.raises(IntegrityError, match="texts of .* articles"):
        sample_for_coding(measures, articles.iloc[:3], out=tmp_path / "new")
    assert not (tmp_path / "new").exists()
    with pytest.raises(ParameterError, match="Did you mean 'outlets'"):
        sample_for_coding(measures, articles, out=tmp_path / "new", mask_names=["outlet"])
    (folder / "broken.xlsx").write_bytes(b"PK no workbook")
    with pytest.raises(InputError, match=r"broken\.xlsx: this is no Excel workbook"):
        read_coding(folder, measures)
    (folder / "broken.xlsx").unlink()
    fill_both(folder)
    shutil.copy(folder / "coder-2.csv", folder / "coder-1.csv")
    rewrite(folder / "coder-1.csv", lambda rows: [rows[0], *([*r[:2], "1", ""] for r in rows[1:])])
    with pytest.raises(InputError, match="both coder-1.csv and coder-1.xlsx hold codes"):
        read_coding(folder, measures)
    (folder / "coding.json").write_text("{}")
    with pytest.raises(InputError, match="this is no folder for hand-coding"):
        read_coding(folder, measures)


def test_a_scheme_is_checked() -> None:
    assert scheme_of({"question": "Is it?", "codes": {0: "no", 1: "yes"}}, where="x") == Scheme(
        "Is it?", {"0": "no", "1": "yes"}, (), "nominal", ("1",)
    )
    for given, said in (
        ({"codes": {0: "no"}}, "fewer than two codes"),
        ({"codes": {0: "n", 1: "y"}}, "asks no question"),
        ({"question": "?", "codes": {"no": "n", "yes": "y"}, "scale": "ordinal"}, "whole numbers"),
        ({"question": "?", "codes": {0: "n", 1: "y"}, "hits": [2]}, "no code '2'"),
        ({"questions": "?"}, "Did you mean 'question'"),
    ):
        with pytest.raises(ParameterError, match=said):
            scheme_of(given, where="x")
    assert read_scheme(None) is LOADED


def test_an_ordinal_scheme_with_three_codes_is_scored(articles, measures, tmp_path) -> None:
    scheme = tmp_path / "scheme.yaml"
    scheme.write_text(
        "question: How loaded?\ncodes: {0: not, 1: somewhat, 2: very}\nscale: ordinal\nhits: [2]\n"
    )
    out = sample_for_coding(
        measures, articles, out=tmp_path / "coding", size=60, double=60, scheme=scheme
    )
    fill(out / "coder-1.xlsx", lambda i: i % 3)
    fill(out / "coder-2.xlsx", lambda i: i % 3)
    said = score_coding(out, measures, out=tmp_path / "scored")
    assert any("ordinal alpha 1.00" in sentence for sentence in said)
    assert read_coding(out, measures).coded["code"].sum() == 20


def test_a_table_of_codes(measures, tmp_path) -> None:
    body = measures.sentences[measures.sentences["zone"] == "body"]
    units = body[["article", "start", "end"]].assign(mine=np.arange(len(body)) % 3 == 0)
    path = tmp_path / "codes.csv"
    units.to_csv(path, index=False)
    hits = measures.terms[(measures.terms["weight"] > 0) & (measures.terms["zone"] == "body")]
    own = hits[hits["voice"] == "authorial"]
    for chosen, given in ((own, {}), (hits, {"voice": None})):
        read = read_coding(path, measures, code="mine", **given)
        assert len(read.coded) == len(read.population) == len(body)
        assert read.population["hits"].sum() == len(chosen.drop_duplicates(["article", "start"]))
    with pytest.raises(ColumnError, match="has no column 'code'"):
        read_coding(path, measures)
    units.assign(mine="perhaps").to_csv(path, index=False)
    with pytest.raises(ColumnError, match="codes are neither true nor false: 'perhaps'"):
        read_coding(path, measures, code="mine")


def test_the_command_line(measured, folder, tmp_path, monkeypatch, capsys) -> None:
    def run(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["parallax", "code", *words])
        with pytest.raises(SystemExit) as stop:
            main()
        return int(stop.value.code or 0)

    out = tmp_path / "new"
    given = ["--measures", str(measured), "--out"]
    assert run("sample", "--text", str(DEMO), *given, str(out), "--size", "40") == 0
    assert (out / "coder-2.xlsx").is_file()
    assert run("score", str(out), *given, str(tmp_path / "scored")) == 2
    assert capsys.readouterr().err.count("\n") == 1
    fill_both(out)
    assert run("score", str(out), *given, str(tmp_path / "scored")) == 0
    assert "alpha" in capsys.readouterr().out
