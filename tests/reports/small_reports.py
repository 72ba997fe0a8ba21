"""What the tests of reports share: small parameters, small notebooks."""

from __future__ import annotations

import json
from pathlib import Path

# One metric and one column keep a test's report small; the notebook is the real one.
SMALL = {"metrics": ["loaded_rate"], "width": "one"}


def write_notebook(path: Path, *sources: str, tagged: int = 0) -> Path:
    """A notebook of code cells; the one at `tagged` holds the parameters."""
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {"tags": ["parameters"]} if number == tagged else {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(sources)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4}
    path.write_text(json.dumps(notebook | {"nbformat_minor": 5}), encoding="utf-8")
    return path
