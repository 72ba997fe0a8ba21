"""An executed notebook as one HTML file that asks nothing of any network."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

_TEMPLATES = Path(__file__).with_name("templates")


def write_page(notebook: Path, target: Path) -> None:
    """Write the notebook as a page: its first heading is the title, code stands folded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nbformat
        from nbconvert import HTMLExporter

        document = nbformat.reads(  # type: ignore[no-untyped-call]
            notebook.read_text(encoding="utf-8"), as_version=4
        )
        exporter = HTMLExporter(  # type: ignore[no-untyped-call]
            template_name="parallax",
            extra_template_basedirs=[str(_TEMPLATES)],
            exclude_anchor_links=True,
        )
        resources = {
            "title": _title(notebook),
            "styles": (_TEMPLATES / "parallax" / "report.css").read_text(encoding="utf-8"),
        }
        body, _ = exporter.from_notebook_node(document, resources=resources)
    target.write_text(body, encoding="utf-8")


def _title(notebook: Path) -> str:
    """The first heading of the notebook, else its name."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for line in "".join(cell["source"]).splitlines():
            if cell["cell_type"] == "markdown" and line.startswith("# "):
                return line[2:].strip()
    return notebook.stem.replace("_", " ").capitalize()
