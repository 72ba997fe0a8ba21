"""The README of a replication bundle, by the Social Science Data Editors' sections."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from analysis.describe import references
from analysis.figures.words import plural
from analysis.measures import METRICS
from analysis.measures.pipeline import Measures
from analysis.measures.store import TABLES
from analysis.reports.crate import About
from analysis.tables import WRITTEN
from analysis.versions import versions


def commands(manifest: Mapping[str, Any], inputs: list[str]) -> str:
    """The two commands that make every figure of a bundle again and compare it."""
    places = "".join(f" -p {i.partition('/')[2].rpartition('.')[0]} {i}" for i in inputs)
    return (
        "    python -m pip install --require-hashes -r requirements.lock\n"
        f"    python -m analysis verify report --measures measures{places} --keep replicated\n"
    )


def readme(
    manifest: Mapping[str, Any],
    measures: Measures,
    files: Mapping[str, bytes],
    *,
    about: About,
    scan: str,
) -> str:
    """README.md of a bundle: what it holds, where its data are from, how to make its figures."""
    name = manifest["report"]
    title = about.title or f"Replication bundle: {name.replace('_', ' ')}"
    size = sum(len(content) for content in files.values()) / 1e6
    inputs = sorted(n for n in files if n.startswith("inputs/"))
    return f"""# {title}

{"; ".join(about.authors) or "Authors: to be filled in by the depositor."}

## Overview

This bundle makes every figure of a report again from tables of measures. It holds no article's
text. From this folder, with Python {versions()["python"]} or later:

{commands(manifest, inputs)}
The second command runs `notebooks/{name}.ipynb` with the parameters on record, writes all figures,
tables and data to `replicated/`, and says of each whether it is identical to the one in `report/`.
It needs no network and takes a few minutes.

## Data Availability and Provenance Statements

### Statement about Rights

The articles are their publishers' and are not part of this bundle. What is here was computed from
them: positions, counts, scores, and words as single terms, cues and names of speakers. {scan}

{f"Licence of the tables: {about.license}" if about.license else _NO_LICENCE}

### Summary of Availability

- The tables of measures are publicly available: they are in `measures/`.
- The articles are not provided. Each is named in `measures/articles.parquet` by identifier, outlet,
  date and address where these were known, and by the SHA-256 of its text in UTF-8.

### Details on each Data Source

{_sources(measures)}
Whoever has the articles can compare theirs with those that were measured:

    python -m analysis rehydrate . FILES

## Dataset list

| file | rows | what |
|---|---|---|
{_datasets(measures)}
Every column's type, unit and meaning is in `codebook.csv` and `codebook.md`, and for machines in
`measures/datapackage.json` (Frictionless Table Schema).

## Computational requirements

### Software Requirements

- Python {versions()["python"]}; packages with exact versions and hashes in `requirements.lock`.
- The report was made with {_listed(manifest["versions"])}. With other versions of matplotlib a
  figure's bytes may differ while its data are the same; the command then says "identical data".
- The program itself is in `analysis/`; nothing else is installed.

### Controlled Randomness

{_seed(manifest)}

### Memory, Runtime, Storage Requirements

Any computer of the last ten years: under 2 GB of memory, minutes, {size:.0f} MB unpacked.

## Description of programs/code

- `notebooks/{name}.ipynb`: the report's notebook, as it was run.
- `analysis/`: the package that the notebook calls.
- `parameters.json`: the parameters of the run.
- `report/`: the report itself, with `manifest.json` over all of its files.

### License for Code

The MIT licence, in `LICENSE`.

## Instructions to Replicators

Run the two commands above in this folder, and open `replicated/{name}.html`.

### Details

The last line of the second command's output and its exit code say the result: 0 when every figure
and table follows from the tables, 1 when one differs; then its first differing row is named.

## List of tables and programs

| figure or table | file | program | what |
|---|---|---|---|
{_outputs(files, name)}
## References

{_references(manifest)}"""


_NO_LICENCE = "The depositor states the licence of the tables in the repository."


def _listed(found: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in sorted(found.items()))


def _sources(measures: Measures) -> str:
    articles = measures.articles
    lines = []
    for outlet, own in articles.groupby("outlet", sort=True):
        said = plural(len(own), "article")
        if "published" in own and own["published"].notna().any():
            said += f", {own['published'].min():%Y-%m-%d} to {own['published'].max():%Y-%m-%d}"
        lines.append(f"- {outlet}: {said}.")
    return "\n".join(lines) + "\n"


def _datasets(measures: Measures) -> str:
    about = {table.name: table.meaning for table in WRITTEN}
    about |= {
        "articles": "One row an article, without text and title.",
        "counts": "What was counted, by article and zone.",
        "scores": "Metrics over the body, by article.",
    }
    rows = [
        f"| `measures/{t}.parquet` | {len(getattr(measures, t)):,} | {about[t]} |" for t in TABLES
    ]
    return "\n".join(rows) + "\n"


def _seed(manifest: Mapping[str, Any]) -> str:
    seed = manifest["parameters"].get("seed")
    if seed is None:
        return "Random steps use the seed 0, which the notebook declares."
    return f"Random steps use the seed {seed}, in `parameters.json`."


def _outputs(files: Mapping[str, bytes], notebook: str) -> str:
    """A line a figure and a table, with its caption."""
    rows = []
    for name in sorted(files):
        if name.startswith("report/figures/") and name.endswith(".json"):
            facts = json.loads(files[name])
            rows.append((facts["provenance"]["figure"], f"{name[:-5]}.png", facts["caption"]))
        if name.startswith("report/tables/") and name.endswith(".json"):
            facts = json.loads(files[name])
            rows.append((facts["label"], f"{name[:-5]}.csv", facts["caption"]))
    cells = [(i, f"`{f}`", f"`notebooks/{notebook}.ipynb`", c) for i, f, c in rows]
    return "".join(f"| {' | '.join(x.replace('|', '/') for x in row)} |\n" for row in cells)


def _references(manifest: Mapping[str, Any]) -> str:
    chosen = manifest["parameters"].get("metrics") or [
        m.name for m in METRICS.values() if m.primary
    ]
    return "".join(f"- {entry}\n" for entry in references(chosen))
