"""The method section and the references of a report, from what was run."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analysis.describe import methods, references
from analysis.figures import Page
from analysis.measures.pipeline import Measures
from analysis.reports.choose import chosen_metrics
from analysis.reports.parameters import Settings


def method(measures: Measures, settings: Settings, *, metrics: Sequence[str] | None = None) -> Page:
    """What was done, in a paragraph that a paper can take over."""
    said = methods(
        measures.record,
        metrics=chosen_metrics(settings) if metrics is None else metrics,
        zones=settings["zones"],
        voice=settings.get("voice") or _speaking(settings),
        seed=settings["seed"],
    )
    return Page(f"<p>{escape(said)}</p>", said)


def _speaking(settings: Settings) -> str | None:
    """The voice that a notebook on words compares; None for all."""
    voice = settings.get("words_of", "all")
    return None if voice in ("all", "") else str(voice)


def literature(
    settings: Settings, *, metrics: Sequence[str] | None = None, also: Sequence[str] = ()
) -> Page:
    """The sources of the metrics that were run, and of further methods by key."""
    entries = references(chosen_metrics(settings) if metrics is None else metrics, also=also)
    items = "".join(f"<li>{escape(entry)}</li>" for entry in entries)
    return Page(f"<ul>{items}</ul>", "\n".join(entries))
