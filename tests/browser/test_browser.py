"""Notebooks in JupyterLab and reports as pages, in a real browser."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import FLAGS, Heard, find_chromium, open_notebook, run_all, serve

from analysis.reports.launch import FOLDER
from analysis.reports.normal import normalise
from analysis.reports.page import write_page

DEMO = Path(__file__).parents[2] / "data" / "demo" / "articles.csv"
NOTEBOOKS = sorted(path.stem for path in FOLDER.glob("*.ipynb"))
_BAD = "[data-mime-type='application/vnd.jupyter.error'],[data-mime-type$='stderr']"


@pytest.fixture(scope="module")
def root(measured, tmp_path_factory) -> Path:
    """The notebooks as a reader has them, on small measures; one article with its text."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(measured, folder / "reports" / "demo" / "measures")
    # Notebooks whose subject asks for other measures find the project's own by themselves.
    for name in NOTEBOOKS:
        source = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
        if name == "article_profile":
            line = json.dumps('text: str = ""')[1:-1]
            assert line in source
            source = source.replace(line, json.dumps(f'text: str = "{DEMO.as_posix()}"')[1:-1])
        if name == "keyness":  # the small measures have three events
            assert "fewest: int = 5" in source
            source = source.replace("fewest: int = 5", "fewest: int = 3")
        (folder / f"{name}.ipynb").write_text(source, encoding="utf-8")
    shutil.copy(folder / "article_profile.ipynb", folder / "untrusted.ipynb")
    return folder


@pytest.fixture(scope="module")
def browser(root) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="extra browser is missing")
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as player:
        opened = player.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(root, browser, tmp_path_factory) -> Iterator[str]:
    with serve(root, tmp_path_factory.mktemp("private")) as found:
        yield found


@pytest.fixture(scope="module")
def axe() -> Any:
    return pytest.importorskip("axe_playwright_python.sync_playwright").Axe()


@pytest.fixture(scope="module")
def shots(tmp_path_factory) -> Path:
    """Where screenshots go: PARALLAX_SCREENSHOTS, for one who wants to look at them."""
    given = os.environ.get("PARALLAX_SCREENSHOTS")
    folder = Path(given) if given else tmp_path_factory.mktemp("shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def violations(axe: Any, page: Any, context: str | None = None) -> list[str]:
    found = axe.run(page, context=context).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_in_jupyterlab(name, address, browser, axe, shots, root) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    heard = Heard(address)
    heard.listen(page)
    open_notebook(page, address, f"{name}.ipynb")
    run_all(page)
    page.screenshot(path=shots / f"{name}-lab.png")
    cells = json.loads((root / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert all(cell["execution_count"] for cell in cells if cell["cell_type"] == "code")
    assert {output["output_type"] for output in outputs} == {"execute_result"}
    assert page.locator(_BAD).count() == 0
    html = "".join("".join(o["data"].get("text/html", "")) for o in outputs)
    assert html.count("<img ") > 0 and html.count("<img ") == html.count(' alt="')
    for image in page.locator(".jp-OutputArea-output img").all():
        assert len(image.get_attribute("alt") or "") > 40
    assert violations(axe, page, ".jp-OutputArea-output") == []
    assert heard.said == [] and heard.asked == []
    page.close()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_report_s_page_has_no_violation_and_asks_for_nothing(
    name, browser, axe, shots, root, tmp_path
) -> None:
    """The notebook as it was run above; skipped with it where it was chosen alone."""
    executed = Path(shutil.copy(root / f"{name}.ipynb", tmp_path / f"{name}.ipynb"))
    if not any(c.get("outputs") for c in json.loads(executed.read_text(encoding="utf-8"))["cells"]):
        pytest.skip("the notebook was not run")
    normalise(executed, hide={})
    target = tmp_path / f"{name}.html"
    write_page(executed, target)
    assert target.stat().st_size < 1_000_000
    page = browser.new_page(viewport={"width": 1100, "height": 1400})
    heard = Heard(target.as_uri())
    heard.listen(page)
    page.goto(target.as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(axe, page) == [], scheme
        page.screenshot(path=shots / f"{name}-{scheme}.png", full_page=True)
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert violations(axe, page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert heard.said == [] and heard.asked == []
    page.close()


def test_an_untrusted_notebook_keeps_marks_words_and_alternative_texts(
    address, browser, root, shots
) -> None:
    """A notebook that Papermill ran is not trusted: scripts, sheets and drawings are stripped."""
    executed = json.loads((root / "article_profile.ipynb").read_text(encoding="utf-8"))
    if not any(cell.get("outputs") for cell in executed["cells"]):
        pytest.skip("the notebook was not run")
    for cell in executed["cells"]:
        cell["metadata"].pop("trusted", None)
    # One letter more makes it another notebook, which nobody has run here.
    executed["cells"][0]["source"] = "".join(executed["cells"][0]["source"]) + "."
    (root / "untrusted.ipynb").write_text(json.dumps(executed), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 2600})
    open_notebook(page, address, "untrusted.ipynb")
    trusted = "() => window.jupyterapp.shell.currentWidget.content.widgets[2].model.trusted"
    assert page.evaluate(trusted) is False
    mark = page.locator(".jp-OutputArea-output mark[title]").first
    mark.scroll_into_view_if_needed()
    shown = mark.evaluate("m => getComputedStyle(m).backgroundColor")
    assert shown not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 0)")  # ours, and not the browser's own
    assert "voice" in str(mark.get_attribute("title"))
    assert page.locator(".jp-OutputArea-output img:not([alt])").count() == 0
    page.screenshot(path=shots / "untrusted.png")
    page.close()
