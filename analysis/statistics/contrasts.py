"""What is compared: an outlet, or the mean of several, against another, event by event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import TypeAlias

import numpy as np

from analysis.errors import ParameterError, suggest
from analysis.statistics.articles import METHOD as ARTICLES
from analysis.statistics.articles import articles_p, is_unbalanced, smallest_articles_p
from analysis.statistics.cells import Cells

Side: TypeAlias = "tuple[str, ...]"
"""Outlets whose mean on an event is one side of a contrast; of one outlet, its own."""
Contrast: TypeAlias = "tuple[Side, Side]"
"""The first side minus the second."""

MEAN_OF = "mean of "
"""How the name of a side of several outlets begins."""

OUTLETS = "outlets permuted within events, random"


def name_side(side: Side) -> str:
    """A side in words: `Post`, or `mean of Post and Star`."""
    if len(side) == 1:
        return side[0]
    return f"{MEAN_OF}{', '.join(side[:-1])} and {side[-1]}"


def read_side(name: str, outlets: Sequence[str]) -> Side:
    """The outlets that `name_side` has put into words; none where the words name no others.

    >>> read_side("mean of Post, Echo and Star and Sun", ["Echo", "Post", "Star and Sun"])
    ('Post', 'Echo', 'Star and Sun')
    """
    if name in outlets:
        return (name,)
    found: list[Side] = [()]
    while found:
        so_far = found.pop()
        for outlet in outlets:
            side = (*so_far, outlet)
            if len(side) > 1 and name_side(side) == name:
                return side
            if outlet not in so_far and name.startswith(MEAN_OF + ", ".join(side)):
                found.append(side)
    return ()


def all_pairs(outlets: Sequence[str]) -> list[Contrast]:
    """Each two outlets, in their order."""
    return [((a,), (b,)) for a, b in combinations(outlets, 2)]


def read_contrast(given: object) -> Contrast:
    """Two sides, each an outlet or a list of outlets: [Post, Star], [[Post, Star], Lantern]."""
    if isinstance(given, (list, tuple)) and len(given) == 2:
        sides = [(side,) if isinstance(side, str) else side for side in given]
        if all(isinstance(side, (list, tuple)) and side for side in sides):
            named = [outlet for side in sides for outlet in side]
            if all(isinstance(o, str) for o in named) and len(set(named)) == len(named):
                return tuple(sides[0]), tuple(sides[1])
    raise ParameterError(
        f"a contrast is {given!r}",
        where="contrasts",
        mend="Write two sides, no outlet twice: [[Post, Star], [[Post, Star], Lantern]]",
    )


def check_contrasts(contrasts: Sequence[object], outlets: Sequence[str]) -> list[Contrast]:
    """The contrasts; a ParameterError for one that is none, or an outlet that is not compared."""
    found = [read_contrast(contrast) for contrast in contrasts]
    for outlet in (outlet for contrast in found for side in contrast for outlet in side):
        if outlet not in outlets:
            raise ParameterError(
                f"a contrast names {outlet!r}, which is not among the outlets compared",
                where="contrasts",
                mend=suggest(outlet, outlets),
            )
    return found


@dataclass(frozen=True)
class Compared:
    """One metric's values of the two sides on the events where every outlet of both has one."""

    cells: Cells
    metric: int
    a: tuple[int, ...]
    b: tuple[int, ...]
    events: np.ndarray  # codes of the shared events
    values_a: np.ndarray
    values_b: np.ndarray
    differences: np.ndarray

    @property
    def outlets(self) -> list[int]:
        """Codes of the outlets of both sides."""
        return [*self.a, *self.b]

    @property
    def used(self) -> np.ndarray:
        """Articles behind each cell, shared events × outlets."""
        return np.asarray(self.cells.used[self.events[:, None], self.outlets, self.metric])

    @property
    def is_pair(self) -> bool:
        """Whether there is one outlet on each side."""
        return len(self.outlets) == 2


def compared(cells: Cells, contrasts: Sequence[Contrast]) -> list[Compared]:
    """Every metric of the cells by every contrast."""
    code = {outlet: i for i, outlet in enumerate(cells.outlets)}
    found = []
    for metric in range(len(cells.metrics)):
        for first, second in contrasts:
            a, b = (tuple(code[outlet] for outlet in side) for side in (first, second))
            values = cells.means[:, [*a, *b], metric]
            shared = np.flatnonzero(~np.isnan(values).any(axis=1))
            values_a = values[shared, : len(a)].mean(axis=1)
            values_b = values[shared, len(a) :].mean(axis=1)
            difference = values_a - values_b
            # Equal means that differ by rounding alone are ties, or the exact test would see signs.
            noise = 1e-13 * np.maximum(np.abs(values_a), np.abs(values_b))
            difference[np.abs(difference) <= noise] = 0
            found.append(Compared(cells, metric, a, b, shared, values_a, values_b, difference))
    return found


@dataclass(frozen=True)
class Permuted:
    """p by permutation, the smallest that there is, and what was permuted."""

    p: float
    smallest: float
    method: str


def permuted(all_compared: Sequence[Compared], *, seed: int, resamples: int) -> dict[int, Permuted]:
    """The contrasts, by their place, whose signs may not be flipped: their p by permutation.

    A pair with unequal numbers of articles on an event has its articles permuted (see `articles`).
    Where a side has several outlets, a difference is skewed as single values are, so that outlets
    change places within events (or articles, where these are unequal). The statistic is Student's t
    over events, which stays valid where outlets of one side differ from each other.
    """
    groups: dict[tuple[bool, tuple[int, ...], tuple[int, ...], bytes], list[int]] = {}
    for i, one in enumerate(all_compared):
        uneven = one.cells.scores.size > 0 and is_unbalanced(one.used)
        if one.events.size < 2 or (one.is_pair and not uneven):
            continue
        values = one.cells.scores[:, one.metric] if uneven else one.cells.means[:, :, one.metric]
        key = (uneven, one.a, one.b, np.isnan(values).tobytes())
        groups.setdefault(key, []).append(i)
    found = {}
    for (uneven, *_), members in groups.items():
        first = all_compared[members[0]]
        p = articles_p(
            first.cells if uneven else _one_article_each(first.cells),
            [all_compared[i].metric for i in members],
            outlets=first.outlets,
            events=first.events,
            sides=len(first.a),
            seed=seed,
            resamples=resamples,
        )
        for i, value in zip(members, p.tolist(), strict=True):
            one = all_compared[i]
            if uneven:
                smallest = smallest_articles_p(one.used, resamples=resamples)
            else:
                smallest = _smallest_p(one, resamples=resamples)
            found[i] = Permuted(value, smallest, ARTICLES if uneven else OUTLETS)
    return found


def _one_article_each(cells: Cells) -> Cells:
    """Cells whose means are taken for their only article: outlets are permuted as articles are."""
    event, outlet = (index.ravel() for index in np.indices(cells.means.shape[:2]))
    scores = cells.means.reshape(-1, len(cells.metrics))
    return replace(cells, event=event, outlet=outlet, scores=scores)


def _smallest_p(one: Compared, *, resamples: int) -> float:
    """The smallest p where outlets change sides; equal sides give the same |t| when swapped."""
    mirrored = 2 if len(one.a) == len(one.b) else 1
    least = mirrored * float(comb(len(one.outlets), len(one.a))) ** -one.events.size
    return max(1 / (resamples + 1), least)
