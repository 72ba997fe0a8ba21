"""Codebook, methods paragraph and references: words derived from the declarations."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import isinf
from typing import Any

import pandas as pd

from analysis.measures import COUNTS, METRICS, Metric, find_metric
from analysis.statistics.ordering import order_sentence
from analysis.tables import WRITTEN, ZONE_SPANS, Column


def codebook() -> pd.DataFrame:
    """One row a column of every table, with its kind, unit, range, meaning, equation and source."""
    rows = [_column_row(table.name, column) for table in WRITTEN for column in table.columns]
    rows += [
        {
            "table": "counts",
            "column": count.name,
            "kind": "number",
            "unit": count.unit,
            "meaning": count.meaning
            + (" Also by voice: _authorial, _quoted, _reported." if count.by_voice else ""),
        }
        for count in COUNTS.values()
    ]
    rows += [_metric_row(metric) for metric in METRICS.values()]
    columns = ["table", "column", "kind", "unit", "range", "meaning", "equation", "source"]
    return pd.DataFrame(rows, columns=columns).fillna("")


def codebook_markdown() -> str:
    """The codebook as a Markdown page, a table a section."""
    lines = ["# Codebook", ""]
    for table, rows in codebook().groupby("table", sort=False):
        lines += [f"## {table}", "", "| column | unit | range | meaning | equation | source |"]
        lines += ["|---|---|---|---|---|---|"]
        lines += [
            "| "
            + " | ".join(str(cell).replace("|", "\\|") for cell in row[["column", "unit", "range"]])
            + f" | {row['meaning']} | {_code(row['equation'])} | {row['source']} |"
            for _, row in rows.iterrows()
        ]
        lines.append("")
    return "\n".join(lines)


_TYPES = {"date": "datetime"}


def table_schema() -> dict[str, dict[str, Any]]:
    """Every table's columns by the Frictionless Table Schema, by the table's name."""
    schemas: dict[str, dict[str, Any]] = {
        table.name: {
            "fields": [
                _field(c.name, _TYPES.get(c.kind, c.kind), c.meaning, c.unit)
                | ({"constraints": {"enum": list(c.values)}} if c.values else {})  # noqa: PD011
                for c in table.columns
            ]
        }
        for table in WRITTEN
    }
    keys = [_field("article", "string", WRITTEN[0]["article"].meaning)]
    zone = [_field("zone", "string", ZONE_SPANS["zone"].meaning)]
    counts = [
        _field(column, "number", count.meaning, count.unit)
        for count in COUNTS.values()
        for column in count.columns
    ]
    metrics = [_field(m.name, "number", m.meaning, m.unit) for m in METRICS.values()]
    schemas["counts"] = {"fields": [*keys, *zone, *counts]}
    schemas["scores"] = {"fields": [*keys, *metrics], "primaryKey": "article"}
    schemas["articles"]["primaryKey"] = "article"
    return schemas


def _field(name: str, kind: str, meaning: str, unit: str = "") -> dict[str, Any]:
    said = f"{meaning} Unit: {unit}." if unit else meaning
    return {"name": name, "type": kind, "description": said}


def _code(expression: str) -> str:
    return f"`{expression}`" if expression else ""


def _column_row(table: str, column: Column) -> dict[str, str]:
    allowed = column.values  # noqa: PD011 - a declaration's, not a frame's
    values = f" One of: {_listed(allowed)}." if allowed else ""
    return {
        "table": table,
        "column": column.name,
        "kind": column.kind,
        "unit": column.unit,
        "meaning": column.meaning + values,
    }


def _metric_row(metric: Metric) -> dict[str, str]:
    return {
        "table": "scores",
        "column": metric.name,
        "kind": "number",
        "unit": metric.unit,
        "range": " to ".join("no limit" if isinf(end) else f"{end:g}" for end in metric.range),
        "meaning": " ".join(
            [f"{metric.meaning} Higher means {metric.higher_means}.", *accuracy(metric)]
        ),
        "equation": metric.equation,
        "source": reference(metric.source),
    }


def accuracy(metric: Metric) -> list[str]:
    """What is known of a measure's agreement with human codes, in sentences; often nothing.

    A measure whose order of the outlets of one event has been checked says how that came out.
    """
    known = _accuracies().get(metric.family, {})
    order = [order_sentence(pd.DataFrame([known["order"]]))] if "order" in known else []
    return [f"Accuracy: {known['said']}", *order] if known else []


def methods(
    record: Mapping[str, Any],
    *,
    metrics: Iterable[str],
    zones: Iterable[str] = ("body",),
    voice: str | None = None,
    seed: int | None = None,
) -> str:
    """A methods paragraph that names only what was run, with versions and sources.

    record: the measures' record; the rest: the report's parameters.
    """
    chosen = [find_metric(name) for name in metrics]
    versions = record["versions"]
    said = [
        f"{_measured(record['articles'])} with Parallax {versions['parallax']} "
        f"(Python {versions['python']}, textstat {versions['textstat']}, "
        f"vaderSentiment {versions['vaderSentiment']}).",
        f"Counts were taken over the zones {_listed(zones)}"
        + (f", in the {voice} voice only." if voice else ", in all voices."),
    ]
    said += [
        f"{metric.title} ({metric.unit}; {cite(metric.source)}) is "
        f"{metric.equation.replace('_', ' ')}."
        for metric in chosen
    ]
    if any("loaded" in metric.family for metric in chosen):
        digest = record["lexicons"]["loaded"][:12]
        said.append(f"Loaded terms are those of the built-in lexicon (SHA-256 {digest}…).")
    said += dict.fromkeys(line for metric in chosen for line in accuracy(metric))
    if record["refused"]:
        said.append(f"{len(record['refused'])} documents could not be read and were left out.")
    if seed is not None:
        said.append(f"Random steps used the seed {seed}.")
    return " ".join(said)


def _measured(articles: int) -> str:
    return "1 article was measured" if articles == 1 else f"{articles:,} articles were measured"


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def references(metrics: Iterable[str], *, also: Iterable[str] = ()) -> list[str]:
    """The sources of the given metrics, written out, in alphabetical order."""
    keys = {find_metric(name).source for name in metrics} | set(also)
    return sorted(reference(key) for key in keys)


def cite(key: str) -> str:
    """A source in short: `Hutto & Gilbert 2014`."""
    fields = _bibliography()[key]
    names = [person.partition(",")[0] for person in fields["author"].split(" and ")]
    who = f"{names[0]} et al." if len(names) > 2 else " & ".join(names)
    return f"{who} {fields['year']}"


def reference(key: str) -> str:
    """A source written out."""
    fields = _bibliography()[key]
    containers = ("journal", "booktitle", "institution", "publisher", "school")
    parts = [next(fields[name] for name in containers if name in fields)]
    if "volume" in fields:
        parts.append(fields["volume"] + (f"({fields['number']})" if "number" in fields else ""))
    if "pages" in fields:
        parts.append(fields["pages"])
    authors = fields["author"].replace(" and ", "; ")
    title = fields["title"] if fields["title"].endswith("?") else f"{fields['title']}."
    text = f"{authors} ({fields['year']}). {title} {', '.join(parts)}."
    return text + (f" doi:{fields['doi']}" if "doi" in fields else "")


def bibtex(keys: Iterable[str]) -> str:
    """The BibTeX entries of the given keys, in alphabetical order."""
    return "\n".join(_bibtex_entry(key) for key in sorted(set(keys)))


def _bibtex_entry(key: str) -> str:
    fields = _bibliography()[key]
    lines = [f"@{fields['type']}{{{key},"]
    for name, value in fields.items():
        if name != "type":
            escaped = value.replace("&", r"\&")
            lines.append(f"  {name} = {{{escaped}}},")
    return "\n".join([*lines, "}", ""])


@cache
def _accuracies() -> dict[str, dict[str, Any]]:
    text = files("analysis.measures").joinpath("accuracy.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _bibliography() -> dict[str, dict[str, str]]:
    text = files("analysis").joinpath("references.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    return {key: {name: str(value) for name, value in e.items()} for key, e in entries.items()}
