"""The analysis plan: what was decided before looking. What it does not name is exploratory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.errors import InputError, ParameterError, suggest
from analysis.tables import VOICES, ZONES


@dataclass(frozen=True)
class Plan:
    """Outcomes, how they are measured, who is compared, and when a result counts.

    primary, secondary: metrics; contrasts: pairs of outlets (none: all pairs); zones, voice,
    lexicon: how the metrics are measured; exclusions: in words.
    """

    primary: tuple[str, ...]
    secondary: tuple[str, ...] = ()
    zones: tuple[str, ...] = ("body",)
    voice: str | None = None
    lexicon: str | None = None
    contrasts: tuple[tuple[str, str], ...] = ()
    alpha: float = 0.05
    exclusions: tuple[str, ...] = ()
    seed: int = 0

    @property
    def digest(self) -> str:
        """SHA-256 of the plan's content: the same whatever the file's order, comments or layout."""
        content = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def status(
        self,
        metric: str,
        *,
        outlets: Sequence[str] | None = None,
        zones: Sequence[str] = ("body",),
        voice: str | None = None,
        lexicon: str | None = None,
    ) -> str:
        """`primary`, `secondary`, or `exploratory` with the reason: what the plan did not name."""
        family = "primary" if metric in self.primary else "secondary"
        departures = [
            reason
            for reason, departs in (
                (f"metric {metric}", metric not in self.primary + self.secondary),
                (f"zones {', '.join(zones)}", set(zones) != set(self.zones)),
                (f"voice {voice or 'all'}", voice != self.voice),
                (f"lexicon {lexicon}", lexicon != self.lexicon),
                (f"outlets {' and '.join(outlets or ())}", self._is_unplanned(outlets)),
            )
            if departs
        ]
        return f"exploratory: not planned: {'; '.join(departures)}" if departures else family

    def _is_unplanned(self, outlets: Sequence[str] | None) -> bool:
        planned = [frozenset(pair) for pair in self.contrasts]
        return bool(planned and outlets and frozenset(outlets) not in planned)


def label_planned(
    comparison: pd.DataFrame,
    plan: Plan,
    *,
    zones: Sequence[str] = ("body",),
    voice: str | None = None,
    lexicon: str | None = None,
) -> pd.DataFrame:
    """The comparison with each row's standing under the plan, and the plan's digest.

    comparison: rows of `compare` or `compare_metrics`; zones, voice, lexicon: how its metrics were
    measured, for a departure from the plan makes a result exploratory.
    """
    pairs = comparison[["metric", "outlet_a", "outlet_b"]].itertuples(index=False)
    status = [
        plan.status(metric, outlets=(a, b), zones=zones, voice=voice, lexicon=lexicon)
        for metric, a, b in pairs
    ]
    return comparison.assign(plan_status=pd.array(status, dtype="str"), plan_digest=plan.digest)


def read_plan(path: str | Path) -> Plan:
    """The plan in a YAML file. Errors: InputError and ParameterError name the line's mend.

    A plan needs `primary` at least:

        primary: loaded_rate
        secondary: [flesch_kincaid, attributed_share]
        voice: authorial
        contrasts: [[Post, Star]]
        exclusions: [agency copy]
    """
    where = str(path)
    try:
        given = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError("there is no such file", where=where) from None
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        first = str(fault).splitlines()[0]
        raise InputError(f"it is not YAML ({first})", where=where, mend="See read_plan.") from None
    if not isinstance(given, dict):
        raise InputError("it holds no names with values", where=where, mend="See read_plan.")
    return _plan(given, where)


def _plan(given: dict[Any, Any], where: str) -> Plan:
    known = [field.name for field in fields(Plan)]
    for name in given:
        if name not in known:
            raise ParameterError(
                f"a plan has no {name!r}", where=where, mend=suggest(str(name), known)
            )
    values = dict(given)
    for name in ("primary", "secondary", "zones", "exclusions"):
        if name in values:
            values[name] = _words(values[name], name, where)
    if not values.get("primary"):
        raise ParameterError(
            "it names no primary metric", where=where, mend="Add a line: primary: loaded_rate"
        )
    for zone in values.get("zones", ()):
        if zone not in ZONES:
            raise ParameterError(
                f"there is no zone {zone!r}", where=where, mend=suggest(zone, ZONES)
            )
    voice = values.get("voice")
    if voice is not None and voice not in VOICES:
        raise ParameterError(
            f"there is no voice {voice!r}", where=where, mend=suggest(str(voice), VOICES)
        )
    alpha, seed = values.get("alpha", 0.05), values.get("seed", 0)
    if not isinstance(alpha, float) or not 0 < alpha < 1:
        raise ParameterError(f"alpha is {alpha!r}", where=where, mend="Give a number such as 0.05.")
    if not isinstance(seed, int) or seed < 0:
        raise ParameterError(f"seed is {seed!r}", where=where, mend="Give a whole number from 0.")
    values["contrasts"] = _pairs(values.get("contrasts", ()), where)
    return Plan(**values)


def _words(value: Any, name: str, where: str) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        raise ParameterError(f"{name} is {value!r}", where=where, mend=f"Write {name}: [one, two]")
    return tuple(listed)


def _pairs(value: Any, where: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for pair in value or ():
        if not isinstance(pair, list) or len(pair) != 2 or len(set(map(str, pair))) != 2:
            raise ParameterError(
                f"a contrast is {pair!r}", where=where, mend="Write contrasts: [[Post, Star]]"
            )
        pairs.append((str(pair[0]), str(pair[1])))
    return tuple(pairs)
