"""The parameters that notebooks share, declared once, and the check that each starts with.

Nothing heavy is imported here before a value needs it, so that a wrong name fails at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError, suggest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Parameter:
    """One parameter: kind (path, text, texts, choice, choices, integer), default and meaning."""

    name: str
    kind: str
    default: Any
    help: str
    unit: str = ""

    @property
    def annotation(self) -> str:
        """The type as a notebook's parameters cell writes it."""
        return {"texts": "list[str]", "choices": "list[str]", "integer": "int"}.get(
            self.kind, "str"
        )


_DECLARED = (
    Parameter("measures", "path", "reports/demo/measures", "folder that measure wrote"),
    Parameter("article", "text", "", "the article to show; empty for the first"),
    Parameter("event", "text", "", "the event to show; empty for the one with most outlets"),
    Parameter("target", "text", "", "outlet whose words are set apart; empty for the first"),
    Parameter("outlets", "texts", [], "outlets to compare, in this order; empty for all"),
    Parameter("events", "texts", [], "events to keep; empty for all"),
    Parameter("metrics", "choices", [], "metrics by name; empty for the primary ones"),
    Parameter("zones", "choices", ["body"], "zones whose words count"),
    Parameter("voice", "choice", "", "authorial, quoted or reported; empty for all voices"),
    Parameter("words_of", "choice", "authorial", "authorial, quoted, reported or all voices"),
    Parameter("unit", "choice", "event", "what outlets are swapped within: event or article"),
    Parameter("fewest", "integer", 5, "least events (or articles) that a term must be in"),
    Parameter("lexicon", "text", "loaded", "lexicon whose terms are shown"),
    Parameter("actors", "path", "", "CSV file with actor, side, aliases, event; empty for none"),
    Parameter("plan", "path", "", "YAML file with the analysis plan; empty for none"),
    Parameter("codes", "path", "", "filled workbooks or CSV of codes; empty: beside the measures"),
    Parameter("code", "text", "code", "column of the CSV with the codes"),
    Parameter("size", "integer", 0, "sentences to take as if no more were coded; 0 for all"),
    Parameter("date", "text", "", "first day of what is asked about, 2022-03-01; empty for none"),
    Parameter("every", "choice", "week", "length of a period: day, week, month, quarter, year"),
    Parameter("window", "integer", 1, "how many periods a mean takes in", "periods"),
    Parameter("seed", "integer", 0, "seed of random draws"),
    Parameter("width", "choice", "two", "width of figures, one or two", "journal columns"),
    Parameter("text", "path", "", "file or folder with the articles, to show text; empty for none"),
    Parameter("figures", "path", "", "folder to write figure files to; empty for none"),
)
PARAMETERS: dict[str, Parameter] = {p.name: p for p in _DECLARED}

NOTEBOOKS: dict[str, tuple[str, ...]] = {
    "corpus_quality": ("measures", "width", "figures"),
    "keyness": ("measures", "target", "outlets", "events", "zones", "words_of", "unit", "fewest")
    + ("seed", "width", "text", "figures"),
    "event_framing": ("measures", "event", "outlets", "zones", "lexicon", "actors")
    + ("seed", "width", "text", "figures"),
    "article_profile": ("measures", "article", "metrics", "zones", "voice", "lexicon")
    + ("seed", "width", "text", "figures"),
    "outlet_comparison": ("measures", "outlets", "events", "metrics", "zones", "voice")
    + ("lexicon", "plan", "seed", "width", "figures"),
    "sourcing": ("measures", "outlets", "events", "metrics", "zones", "actors")
    + ("plan", "seed", "width", "text", "figures"),
    "robustness": ("measures", "outlets", "events", "metrics", "zones", "voice")
    + ("seed", "width", "figures"),
    "time_trend": ("measures", "outlets", "events", "metrics", "zones", "voice")
    + ("every", "window", "date", "seed", "width", "figures"),
    "validation": ("measures", "codes", "code", "outlets", "events", "lexicon", "voice")
    + ("size", "seed", "width", "figures"),
}
"""Which parameters each notebook of the project has."""

_OWN_DEFAULTS: dict[str, dict[str, Any]] = {
    "validation": {
        "measures": "data/basil30/measures",
        "code": "lexical_bias",
        "voice": "authorial",
        "size": 600,
    },
    "robustness": {"measures": "data/basil30/measures", "metrics": ["loaded_rate"]},
    "time_trend": {
        "measures": "data/basil30/measures",
        "metrics": ["loaded_rate"],
        "every": "year",
    },
}
"""Where a notebook's subject asks for other defaults, so that it runs out of the box."""


def declared_for(notebook: str | None) -> dict[str, Parameter]:
    """The parameters of a notebook with its own defaults; of one that is not ours, all of them."""
    own = _OWN_DEFAULTS.get(notebook or "", {})
    return {
        name: replace(PARAMETERS[name], default=own.get(name, PARAMETERS[name].default))
        for name in NOTEBOOKS.get(notebook or "", PARAMETERS)
    }


SUMMARY = "Parameters of this run"
"""What the table of them folds under; it names places, so that it is no table of the findings."""

PLACES = ("measures", "text", "figures", "plan", "actors", "codes")
"""Parameters that name places on a machine; they never enter a figure's provenance."""

_PLAIN = (str, bytes, int, float, complex, list, tuple, dict, set, frozenset, type(None), Path)
_INTERACTIVE = {"In", "Out", "exit", "quit", "open"}


class Settings(Mapping[str, Any]):
    """The checked parameters, by name or as attributes; in a notebook a table of them."""

    def __init__(self, values: Mapping[str, Any], declared: Mapping[str, Parameter]) -> None:
        self._values, self._declared = dict(values), dict(declared)

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._values:
            raise AttributeError(name)
        return self._values[name]

    def but(self, **values: Any) -> Settings:
        """The same parameters with some values other."""
        return Settings({**self._values, **values}, self._declared)

    def __repr__(self) -> str:
        return "\n".join(f"{name} = {value!r}" for name, value in self._values.items())

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{name}</th><td>{escape(_shown(value))}</td>'
            f"<td>{escape(self._declared[name].help)}</td></tr>"
            for name, value in self._values.items()
        )
        return (
            f"<details><summary>{SUMMARY}</summary><table><thead><tr>"
            '<th scope="col">parameter</th><th scope="col">value</th><th scope="col">meaning</th>'
            f"</tr></thead><tbody>{rows}</tbody></table></details>"
        )


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "all"
    return str(value) if value not in ("", None) else "–"


def check(given: Mapping[str, Any], notebook: str | None = None, **own: Parameter) -> Settings:
    """The parameters of a notebook, checked: `check(globals(), "outlet_comparison")`.

    given: the notebook's globals. notebook: its name; without it, any shared parameter is allowed.
    own: further parameters that a notebook of yours declares. Errors: ParameterError for a plain
    value under a name that is not declared, and for a value of the wrong kind.
    """
    declared = declared_for(notebook) | own
    found = {name: value for name, value in given.items() if _is_parameter(name, value)}
    for name in found:
        if name not in declared:
            raise ParameterError(f"there is no parameter {name!r}", mend=suggest(name, declared))
    values = {
        name: coerce(parameter, found.get(name, parameter.default))
        for name, parameter in declared.items()
        if notebook is not None or name in found
    }
    return Settings(values, declared)


def _is_parameter(name: str, value: Any) -> bool:
    return not name.startswith("_") and name not in _INTERACTIVE and isinstance(value, _PLAIN)


def coerce(parameter: Parameter, value: Any) -> Any:
    """The value as its parameter's kind; a ParameterError says what is wrong with it."""
    if parameter.kind == "integer":
        return _integer(parameter, value)
    if parameter.kind in ("texts", "choices"):
        values = _texts(parameter, value)
        if parameter.kind == "choices":
            _check_choices(parameter, values)
        return values
    text = "" if value is None else value
    if isinstance(text, Path):
        text = text.as_posix()
    if not isinstance(text, str):
        raise _wrong(parameter, value, "Put it in quotes; with papermill, use -r instead of -p.")
    if "\0" in text:
        raise _wrong(parameter, value, "Take the NUL character out.")
    if parameter.kind == "choice":
        _check_choices(parameter, [text] if text else [])
    return text


def _integer(parameter: Parameter, value: Any) -> int:
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(parameter, value, "Give a whole number, such as 0.")
    if not 0 <= value < 2**63:
        raise _wrong(parameter, value, "Give a whole number from 0.")
    return value


def _texts(parameter: Parameter, value: Any) -> list[str]:
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            raise _wrong(parameter, value, 'Write a list as ["a", "b"].') from None
    if value is None or value == "":
        return []
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, (list, tuple)) or not all(isinstance(v, str) for v in values):
        raise _wrong(parameter, value, 'Write a list of names: ["a", "b"].')
    return list(values)


def _check_choices(parameter: Parameter, values: list[str]) -> None:
    known = _choices(parameter.name) if values else ()
    for value in values:
        if known and value not in known:
            raise ParameterError(
                f"there is no {parameter.name.rstrip('s')} {value!r}",
                where=parameter.name,
                mend=suggest(value, known),
            )


_NAMED = {
    "width": ("one", "two"),
    "unit": ("event", "article"),
    "every": ("day", "week", "month", "quarter", "year"),
}


def _choices(name: str) -> tuple[str, ...]:
    """What a parameter may be, from where the fact is written; imported only when asked."""
    if name in _NAMED:
        return _NAMED[name]
    if name == "metrics":
        from analysis.measures import METRICS

        return tuple(METRICS)
    from analysis.tables import VOICES, ZONES

    return {"zones": ZONES, "voice": VOICES, "words_of": (*VOICES, "all")}.get(name, ())


def _wrong(parameter: Parameter, value: Any, mend: str) -> ParameterError:
    return ParameterError(
        f"{value!r} is not a {parameter.annotation}", where=parameter.name, mend=mend
    )


def describe(names: Sequence[str], defaults: Mapping[str, Any]) -> str:
    """A notebook's parameters for the command line: type, default, meaning, choices."""
    lines = ["parameters (-p NAME VALUE):"]
    for name in names:
        declared = PARAMETERS.get(name)
        if declared is None:
            lines.append(f"  {name} = {defaults.get(name)!r}")
            continue
        unit = f" ({declared.unit})" if declared.unit else ""
        lines.append(f"  {name}: {declared.annotation} = {defaults[name]!r}")
        lines.append(f"      {declared.help}{unit}")
        choices = _choices(name) if name != "metrics" else ()
        if choices:
            lines.append(f"      one of: {', '.join(choices)}")
    return "\n".join(lines)


def place(path: str) -> Path:
    """A path as given where it exists from here; else from the project's folder.

    Papermill starts a notebook where the caller stands, JupyterLab where the notebook lies.
    """
    given = Path(path).expanduser()
    return given if given.exists() or given.is_absolute() else ROOT / given
