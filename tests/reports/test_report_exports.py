"""Tables and other forms of a report: the same words in every form, nothing lost, nothing run."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from html import unescape
from pathlib import Path

import pytest

from analysis.errors import ParameterError
from analysis.reports import forms
from analysis.reports.exports import Shown, latex_text, tables_in
from analysis.reports.parameters import SUMMARY
from analysis.reports.show import table

HOSTILE = [
    ["=1+1", "−0.184"],
    ["@cmd & 50% of $x_y", "1,234.5"],
    ["−", "–"],
    ["-lead", "+3.0"],
    ["{a} \\ ~ ^ # <b>", "Ünïcode “q”"],
    ["plain", "12%"],
]


@pytest.fixture(scope="module")
def shown() -> Shown:
    page = table(["metric", "value_1"], HOSTILE, caption="Costs: 5% & <b>more</b>")
    return next(tables_in(page.html))


def test_a_table_is_read_as_it_is_shown(shown) -> None:
    assert shown.caption == "Costs: 5% & <b>more</b>"
    assert shown.header == ["metric", "value_1"] and shown.rows == HOSTILE


def test_csv_has_numbers_empty_cells_for_dashes_and_no_formula(shown) -> None:
    rows = list(csv.reader(io.StringIO(shown.csv.decode())))
    assert [row[1] for row in rows[1:]] == ["-0.184", "1234.5", "", "3.0", "Ünïcode “q”", "12%"]
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "@", "\t")) and not re.match(r"-(?![\d.])", cell)


def test_latex_says_the_same_to_a_reader_that_is_not_ours(shown) -> None:
    pypandoc = pytest.importorskip("pypandoc", reason="extra docx is missing")
    text = shown.latex("costs-1")
    for part in (r"\toprule", r"\midrule", r"\bottomrule", r"\label{tab:costs-1}"):
        assert part in text
    back = pypandoc.convert_text(text, "html", format="latex", extra_args=["--wrap=none"])
    read = next(tables_in(back))
    assert read.caption == shown.caption and read.header == shown.header

    def same(cell: str) -> str:
        return cell.replace("−", "-").replace("–", "-").replace("\u00a0", " ")

    # In mathematics a minus stands with thin space; that and quotation marks are the reader's.
    squeezed = [[same(c).replace(" ", "") for c in row] for row in read.rows]
    assert squeezed == [[same(c).replace(" ", "") for c in row] for row in shown.rows]


@pytest.mark.parametrize("text", ["a\\b", "{}", "%$#&_", "~^", "\\textbf{x}", "100 %"])
def test_no_text_is_a_command(text) -> None:
    made = latex_text(text)
    commands = r"\\(?:textbackslash|textasciitilde|textasciicircum)\{\}|\\[&%$#_{}]"
    assert not re.search(r"[\\{}&%$#_~^]", re.sub(commands, "", made))


def test_a_long_table_goes_over_pages(shown) -> None:
    long = Shown("c", ["a"], [["x"]] * 60)
    assert r"\begin{longtable}" in long.latex("l") and r"\begin{table}" not in long.latex("l")


def test_every_table_of_a_report_is_there_in_both_forms(report) -> None:
    page = (report / "article_profile.html").read_text(encoding="utf-8")
    expected = [table for table in tables_in(page) if table.caption != SUMMARY]
    folder = report / "tables"
    assert len(expected) >= 3
    assert len(list(folder.glob("*.csv"))) == len(list(folder.glob("*.tex"))) == len(expected)
    for number, found in enumerate(expected, start=1):
        assert (folder / f"table-{number}.csv").read_bytes() == found.csv


def test_methods_and_references_name_what_was_run_and_no_more(report) -> None:
    methods = (report / "methods.md").read_text(encoding="utf-8")
    references = (report / "references.bib").read_text(encoding="utf-8")
    assert "Loaded rate" in methods and "Flesch" not in methods
    keys = re.findall(r"^@\w+\{(\w+),", references, re.M)
    assert "parallax" in keys and len(keys) == 2
    assert references.count("{") == references.count("}")


@pytest.fixture(scope="module")
def page(report, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("forms") / "article_profile.html"
    target.write_bytes((report / "article_profile.html").read_bytes())
    return target


def alts(page: Path) -> list[str]:
    return [unescape(a) for a in re.findall(r'<img [^>]*alt="([^"]*)"', page.read_text("utf-8"))]


def test_pdf_is_tagged_and_says_language_title_and_alternative_texts(page) -> None:
    pytest.importorskip("weasyprint", reason="extra pdf, or Pango, is missing", exc_type=Exception)
    from pypdf import PdfReader

    target = page.with_suffix(".pdf")
    forms.write_pdf(page, target)
    once = target.read_bytes()
    forms.write_pdf(page, target)
    assert target.read_bytes() == once
    reader = PdfReader(target)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None and reader.metadata.title == "One article, word by word"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    found, queue = [], [root["/StructTreeRoot"]]
    while queue:
        node = queue.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            queue += node
        elif isinstance(node, dict):
            found += [str(node["/Alt"])] if "/Alt" in node else []
            queue += [node["/K"]] if "/K" in node else []
    assert sorted(found) == sorted(alts(page))


def test_word_file_has_alternative_texts_and_is_the_same_bytes(page) -> None:
    pytest.importorskip("pypandoc", reason="extra docx is missing")
    target = page.with_suffix(".docx")
    forms.write_docx(page, target)
    once = target.read_bytes()
    forms.write_docx(page, target)
    assert target.read_bytes() == once
    with zipfile.ZipFile(target) as archive:
        document = archive.read("word/document.xml").decode()
        images = [n for n in archive.namelist() if n.startswith("word/media/")]
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', document)
    assert [unescape(d) for d in described if d] == alts(page) and len(images) == len(alts(page))
    assert "base64" not in document


def test_a_form_that_cannot_be_made_is_one_sentence(monkeypatch) -> None:
    with pytest.raises(ParameterError, match="Did you mean 'docx'"):
        forms.check_forms(["dcx"])
    for form, package in (("pdf", "weasyprint"), ("docx", "pypandoc")):
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(ParameterError, match=rf"--to {form}: .*pip install .*\[{form}\]"):
            forms.check_forms([form])


def test_without_pango_the_sentence_names_it(monkeypatch) -> None:
    class NoPango:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(ParameterError, match="needs Pango.*apt-get install"):
        forms.check_forms(["pdf"])
