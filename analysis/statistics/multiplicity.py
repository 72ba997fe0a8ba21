"""p values adjusted for the number of tests; a missing p stays missing and is not counted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def holm(p: np.ndarray) -> np.ndarray:
    """Holm's step-down adjustment: controls the family-wise error rate.

    p: p values, in any order. Source: Holm 1979, Scandinavian Journal of Statistics 6, 65–70.

    >>> holm(np.array([0.01, 0.04, 0.03]))
    array([0.03, 0.06, 0.06])
    """
    return _adjust(p, lambda ordered, m: np.maximum.accumulate(ordered * np.arange(m, 0, -1)))


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Benjamini and Hochberg's step-up adjustment: controls the false discovery rate.

    p: p values, in any order. Source: Benjamini & Hochberg 1995, JRSS B 57, 289–300.

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03]))
    array([0.03, 0.04, 0.04])
    """
    return _adjust(
        p, lambda ordered, m: np.minimum.accumulate((ordered * m / np.arange(1, m + 1))[::-1])[::-1]
    )


def _adjust(p: np.ndarray, step: Callable[[np.ndarray, int], np.ndarray]) -> np.ndarray:
    values = np.asarray(p, dtype=np.float64)
    adjusted = np.full(values.shape, np.nan)
    present = np.flatnonzero(~np.isnan(values))
    if present.size:
        order = present[np.argsort(values[present], kind="stable")]
        adjusted[order] = np.minimum(step(values[order], present.size), 1.0)
    return adjusted
