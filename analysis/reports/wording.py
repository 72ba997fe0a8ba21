"""The method section and the references of a report, from what was run."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analysis.describe import bibtex, methods, references
from analysis.figures import Page
from analysis.measures import find_metric
from analysis.measures.pipeline import Measures
from analysis.reports.choose import chosen_metrics
from analysis.reports.parameters import Settings
from analysis.reports.publishing import write_words
from analysis.versions import code_hash, versions


def method(measures: Measures, settings: Settings, *, metrics: Sequence[str] | None = None) -> Page:
    """What was done, in a paragraph that a paper can take over."""
    said = methods(
        measures.record,
        metrics=chosen_metrics(settings) if metrics is None else metrics,
        zones=settings["zones"],
        voice=settings.get("voice") or _speaking(settings),
        seed=settings["seed"],
    )
    write_words(settings, "methods.md", said)
    return Page(f"<p>{escape(said)}</p>", said)


def _speaking(settings: Settings) -> str | None:
    """The voice that a notebook on words compares; None for all."""
    voice = settings.get("words_of", "all")
    return None if voice in ("all", "") else str(voice)


def literature(
    settings: Settings, *, metrics: Sequence[str] | None = None, also: Sequence[str] = ()
) -> Page:
    """The sources of the metrics that were run, and of further methods by key; references.bib."""
    names = chosen_metrics(settings) if metrics is None else metrics
    entries = references(names, also=also)
    keys = {find_metric(name).source for name in names} | set(also)
    write_words(settings, "references.bib", f"{_program()}\n{bibtex(keys)}")
    items = "".join(f"<li>{escape(entry)}</li>" for entry in entries)
    return Page(f"<ul>{items}</ul>", "\n".join(entries))


def _program() -> str:
    """The program's BibTeX entry, with the version and the code that were run."""
    return (
        "@software{parallax,\n  author = {{The Parallax developers}},\n"
        "  title = {Parallax: media-bias and framing research notebooks},\n"
        f"  version = {{{versions()['parallax']}}},\n  note = {{Code {code_hash()[:12]}}},\n}}\n"
    )
