"""Every table of an executed notebook as CSV and LaTeX, as a paper takes them over."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from analysis.measures.store import as_text
from analysis.reports.parameters import SUMMARY

_NUMBER = re.compile(r"[+−-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?%?")
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        **{letter: "\\" + letter for letter in "&%$#_{}"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "−": "$-$",
        "–": "--",
        "≥": r"$\geq$",
        "≤": r"$\leq$",
        "×": r"$\times$",
        "→": r"$\rightarrow$",
        "\u00a0": "~",
    }
)
_PAGE = 45  # rows that stand on one page


@dataclass(frozen=True)
class Shown:
    """A table as a reader sees it: caption, header, rows."""

    caption: str
    header: list[str]
    rows: list[list[str]]

    @property
    def csv(self) -> bytes:
        """As CSV: numbers as numbers, a dash as an empty cell, no cell that is a formula."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([as_text(cell) for cell in self.header])
        writer.writerows([[_plain(cell) for cell in row] for row in self.rows])
        return stream.getvalue().encode()

    def latex(self, label: str) -> str:
        """As a LaTeX table with the rules of the package booktabs, on pages when it is long."""
        columns = "l" + "r" * (len(self.header) - 1)
        head = [r"\toprule", _row(self.header), r"\midrule"]
        body, foot = [_row(row) for row in self.rows], [r"\bottomrule"]
        title = rf"\caption{{{latex_text(self.caption)}}}\label{{tab:{label}}}"
        if len(self.rows) > _PAGE:
            lines = [rf"\begin{{longtable}}{{{columns}}}", title + r"\\", *head, r"\endhead"]
            return "\n".join([*lines, *body, *foot, r"\end{longtable}", ""])
        lines = [r"\begin{table}", r"\centering", title, rf"\begin{{tabular}}{{{columns}}}"]
        return "\n".join([*lines, *head, *body, *foot, r"\end{tabular}", r"\end{table}", ""])


def write_tables(notebook: Path, folder: Path) -> None:
    """Write table-N.csv, .tex and .json (label, caption) for each table that a notebook shows."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    pages = [
        "".join(output["data"]["text/html"])
        for cell in cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    tables = (table for page in pages for table in tables_in(page))
    found = [table for table in tables if table.caption != SUMMARY]
    for number, table in enumerate(found, start=1):
        folder.mkdir(exist_ok=True)
        name = f"table-{number}"
        label = f"{notebook.stem.replace('_', '-')}-{number}"
        (folder / f"{name}.csv").write_bytes(table.csv)
        (folder / f"{name}.tex").write_text(table.latex(label), encoding="utf-8")
        facts = {"label": f"Table {number}", "caption": table.caption, "rows": len(table.rows)}
        text = json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def tables_in(page: str) -> Iterator[Shown]:
    """The tables of a piece of HTML; one without a caption has the words of what it folds under."""
    if "<table" not in page:
        return
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    for table in etree.fromstring(page.encode("utf-8", "replace"), parser).iter("table"):
        captions = [*table.iter("caption"), *table.xpath("ancestor::details[1]/summary")]
        rows = [[_words(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
        rows = [row for row in rows if row]
        if rows:
            yield Shown(_words(captions[0]) if captions else "", rows[0], rows[1:])


def latex_text(text: str) -> str:
    """Text in which LaTeX's own characters stand for themselves.

    >>> latex_text("50% of a_b & −1")
    '50\\\\% of a\\\\_b \\\\& $-$1'
    """
    return text.translate(_LATEX)


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _row(cells: list[str]) -> str:
    return " & ".join(map(latex_text, cells)) + r" \\"


def _plain(cell: str) -> object:
    if cell in ("–", "−"):
        return ""
    if cell and _NUMBER.fullmatch(cell) and any(letter.isdigit() for letter in cell):
        return cell.replace("−", "-").replace(",", "").removeprefix("+")
    return as_text(cell)
