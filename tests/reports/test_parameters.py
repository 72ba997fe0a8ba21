"""Parameters: declared once, coerced or refused, with the mend in the message."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import types
from pathlib import Path

import pytest

from analysis.errors import ParameterError
from analysis.reports.launch import FOLDER, checked_values
from analysis.reports.parameters import NOTEBOOKS, PARAMETERS, Parameter, check, declared_for

SHIPPED = sorted(FOLDER.glob("*.ipynb"))
COMPARISON = FOLDER / "outlet_comparison.ipynb"


def code_cells(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_papermill_reads_the_parameters_cell_as_it_is_declared(path) -> None:
    import papermill

    found = papermill.inspect_notebook(str(path))
    assert list(found) == list(NOTEBOOKS[path.stem])
    for name, seen in found.items():
        declared = declared_for(path.stem)[name]
        assert seen["inferred_type_name"] == declared.annotation
        assert ast.literal_eval(seen["default"]) == declared.default
        unit = f" ({declared.unit})" if declared.unit else ""
        assert seen["help"] == declared.help + unit


def test_every_declared_notebook_that_is_shipped_declares_only_known_names() -> None:
    assert {path.stem for path in SHIPPED} <= NOTEBOOKS.keys()
    assert {name for names in NOTEBOOKS.values() for name in names} <= PARAMETERS.keys()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_notebooks_hold_parameters_calls_and_prose_only(path) -> None:
    logic = (
        (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)
        + (ast.If, ast.IfExp, ast.Try, ast.With, ast.Match)
        + (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    )
    for source in code_cells(path):
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, logic)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_notebooks_keep_no_outputs_and_no_counts(path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        assert not cell.get("outputs") and cell.get("execution_count") is None
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}


def test_the_defaults_pass_their_own_check() -> None:
    for name in NOTEBOOKS:
        settings = check({}, name)
        assert dict(settings) == {p: declared_for(name)[p].default for p in NOTEBOOKS[name]}


@pytest.mark.parametrize(
    ("name", "value", "result"),
    [
        ("outlets", "Lantern", ["Lantern"]),
        ("outlets", '["A", "B"]', ["A", "B"]),
        ("outlets", ("A",), ["A"]),
        ("outlets", None, []),
        ("seed", "7", 7),
        ("measures", Path("a") / "b", "a/b"),
        ("voice", None, ""),
        ("zones", ["headline", "body"], ["headline", "body"]),
    ],
)
def test_values_of_another_form_are_taken_where_they_are_plain(name, value, result) -> None:
    assert check({name: value}, "outlet_comparison")[name] == result


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("outlet", ["A"], "Did you mean 'outlets'"),
        ("article", "x", "there is no parameter 'article'"),
        ("seed", True, "not a int"),
        ("seed", 1.5, "not a int"),
        ("seed", -1, "whole number from 0"),
        ("zones", ["bdy"], "Did you mean 'body'"),
        ("voice", "author", "Did you mean 'authorial'"),
        ("width", "wide", "Known names: one, two"),
        ("metrics", ["loaded_rat"], "Did you mean 'loaded_rate'"),
        ("measures", 7, "use -r"),
        ("lexicon", "a\0b", "NUL"),
        ("outlets", [1], "list of names"),
        ("outlets", "[broken", "Write a list as"),
        ("outlets", {"a": 1}, "list of names"),
    ],
)
def test_wrong_names_and_values_are_refused_with_a_mend(name, value, said) -> None:
    with pytest.raises(ParameterError, match=said.replace("[", r"\[")):
        check({name: value}, "outlet_comparison")


def test_what_a_notebook_itself_makes_is_no_parameter() -> None:
    around = {"_hidden": 1, "In": [], "Out": {}, "json": types, "check": check, "page": object()}
    assert dict(check(around)) == {}


def test_a_notebook_of_one_s_own_may_declare_more() -> None:
    mine = Parameter("threshold", "integer", 3, "least hits")
    assert check({"threshold": 5}, threshold=mine).threshold == 5
    with pytest.raises(ParameterError, match="threshold"):
        check({"threshold": 5})


class Sly(str):
    """Text that prints as code."""

    def __str__(self) -> str:
        return '"; open("pwned", "w"); "'


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ('x=1;open("pwned","w")#', 1),
        ("outlets; import os", []),
        ("outlets\n", []),
        ("__builtins__", 1),
        ("import", 1),
        ("check", 1),
        ("outlets", Sly("a")),
        ("outlets", [Sly("a")]),
        ("outlets", {"a"}),
        ("outlets", b"a"),
        ("seed", float("nan")),
        ("seed", 1 + 2j),
        ("lexicon", object()),
        ("zones", ["body", Sly("x")]),
        ("outlets", {1: "a"}),
        (1, "a"),
    ],
)
def test_nothing_but_declared_names_and_plain_values_gets_in(name, value) -> None:
    with pytest.raises(ParameterError):
        checked_values(COMPARISON, {name: value})


@pytest.mark.parametrize("text", ['"; open("x")#', "\\", "a\nb", "'''", "{x}", "C:\\new", "א"])
def test_any_text_is_a_value_and_stays_what_it_is(text) -> None:
    assert checked_values(COMPARISON, {"outlets": [text]}) == {"outlets": [text]}


def test_a_wrong_name_fails_in_under_two_seconds_and_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from analysis.reports import run_report\n"
        "from analysis.errors import ParameterError\n"
        "try:\n"
        "    run_report('outlet_comparison', measures='m', out='o', parameters={'outlts': 1})\n"
        "except ParameterError as error:\n"
        "    print(error)\n"
        "assert not {'pandas', 'papermill', 'matplotlib'} & sys.modules.keys()\n"
        "import time; print(time.process_time())\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Did you mean 'outlets'?" in run.stdout
    assert float(run.stdout.splitlines()[-1]) < 2
