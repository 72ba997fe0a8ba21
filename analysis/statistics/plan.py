"""The analysis plan: what was decided before looking. What it does not name is exploratory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from analysis.errors import InputError, ParameterError, suggest
from analysis.statistics.cells import Cells
from analysis.statistics.compare import as_cells, compare_metrics
from analysis.statistics.contrasts import Contrast, all_pairs, name_side, read_contrast
from analysis.statistics.multiplicity import benjamini_hochberg, holm
from analysis.tables import VOICES, ZONES

_LEXICON = "loaded"  # that of the metrics, where a plan names none


@dataclass(frozen=True)
class Plan:
    """Outcomes, how they are measured, who is compared, and when a result counts.

    primary, secondary: metrics; contrasts: two sides each, an outlet or several whose mean is taken
    (none: all pairs); zones, voice, lexicon: how the metrics are measured; exclusions: in words.
    """

    primary: tuple[str, ...]
    secondary: tuple[str, ...] = ()
    zones: tuple[str, ...] = ("body",)
    voice: str | None = None
    lexicon: str | None = None
    contrasts: tuple[Contrast, ...] = ()
    alpha: float = 0.05
    exclusions: tuple[str, ...] = ()
    seed: int = 0

    @property
    def digest(self) -> str:
        """SHA-256 of the plan's content: the same whatever the file's order, comments or layout."""
        written = asdict(self)
        # A side of one outlet is written as its name.
        written["contrasts"] = [
            [side[0] if len(side) == 1 else side for side in contrast]
            for contrast in self.contrasts
        ]
        content = json.dumps(written, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def status(
        self,
        metric: str,
        *,
        contrast: Contrast | None = None,
        zones: Sequence[str] = ("body",),
        voice: str | None = None,
        lexicon: str | None = None,
    ) -> str:
        """`primary`, `secondary`, or `exploratory` with the reason: what the plan did not name."""
        family = "primary" if metric in self.primary else "secondary"
        named = " and ".join(map(name_side, contrast or ()))
        own = lexicon or _LEXICON
        departures = [
            reason
            for reason, departs in (
                (f"metric {metric}", metric not in self.primary + self.secondary),
                (f"zones {', '.join(zones)}", set(zones) != set(self.zones)),
                (f"voice {voice or 'all'}", voice != self.voice),
                (f"lexicon {own}", own != (self.lexicon or _LEXICON)),
                (f"outlets {named}", contrast is not None and not self.has(contrast)),
            )
            if departs
        ]
        return f"exploratory: not planned: {'; '.join(departures)}" if departures else family

    def has(self, contrast: Contrast) -> bool:
        """Whether the contrast was planned, in whichever order its sides and outlets stand."""
        return not self.contrasts or _sides(contrast) in map(_sides, self.contrasts)


def _sides(contrast: Contrast) -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, contrast))


def compare_planned(
    scores: pd.DataFrame | Cells,
    plan: Plan,
    *,
    metrics: Sequence[str] | None = None,
    outlets: Sequence[str] | None = None,
    events: Sequence[str] | None = None,
    zones: Sequence[str] = ("body",),
    voice: str | None = None,
    lexicon: str | None = None,
    interval: str = "percentile",
    seed: int | None = None,
    resamples: int = 9999,
) -> pd.DataFrame:
    """The plan's contrasts tested, then all other pairs, each with its standing under the plan.

    metrics: by default the plan's; zones, voice, lexicon: how they were measured, for a departure
    from the plan makes a result exploratory. Each family is adjusted for itself: the primary one by
    Holm, the secondary and the exploratory one by Benjamini and Hochberg, so that what was not
    planned costs nothing that was. seed: by default the plan's. Other parameters, columns and
    errors as in `compare_metrics`; ParameterError where a contrast's outlet is not compared.
    """
    names = [*plan.primary, *plan.secondary] if metrics is None else list(metrics)
    cells = as_cells(scores, names, outlets=outlets, events=events)
    others = [pair for pair in all_pairs(cells.outlets) if not plan.has(pair)]
    contrasts = [*(plan.contrasts or all_pairs(cells.outlets)), *others]
    table = compare_metrics(
        cells,
        names,
        contrasts=contrasts,
        alpha=plan.alpha,
        interval=interval,
        seed=plan.seed if seed is None else seed,
        resamples=resamples,
    )
    measured: dict[str, Any] = {"zones": zones, "voice": voice, "lexicon": lexicon}
    status = [
        plan.status(name, contrast=contrast, **measured) for name in names for contrast in contrasts
    ]
    family = np.array([words.partition(":")[0] for words in status])
    p = table["p"].to_numpy(dtype=float)
    adjusted = [
        benjamini_hochberg(np.where(family == name, p, np.nan))
        for name in ("secondary", "exploratory")
    ]
    return table.assign(
        family=pd.array(family, dtype="str"),
        p_holm=holm(np.where(family == "primary", p, np.nan)),
        p_bh=np.where(family == "secondary", *adjusted),
        plan_status=pd.array(status, dtype="str"),
        plan_digest=plan.digest,
    )


def read_plan(path: str | Path) -> Plan:
    """The plan in a YAML file. Errors: InputError and ParameterError name the line's mend.

    A plan needs `primary` at least:

        primary: loaded_rate
        secondary: [flesch_kincaid, attributed_share]
        voice: authorial
        contrasts: [[Post, Star], [[Post, Star], Lantern]]
        exclusions: [agency copy]

    A contrast has two sides; the second one here is the mean of Post and Star against Lantern.
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
    values["contrasts"] = _contrasts(values.get("contrasts", ()), where)
    return Plan(**values)


def _words(value: Any, name: str, where: str) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        raise ParameterError(f"{name} is {value!r}", where=where, mend=f"Write {name}: [one, two]")
    return tuple(listed)


def _contrasts(value: Any, where: str) -> tuple[Contrast, ...]:
    try:
        return tuple(map(read_contrast, value or ()))
    except (ParameterError, TypeError):
        raise ParameterError(
            f"contrasts is {value!r}",
            where=where,
            mend="Write two sides each, no outlet twice: [[Post, Star], [[Post, Star], Lantern]]",
        ) from None
