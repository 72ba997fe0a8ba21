"""Student's t distribution, without the long import of scipy.stats."""

from __future__ import annotations

from typing import Any

from scipy import special


def quantile(p: Any, degrees: Any) -> Any:
    """The value that t stays under with probability p; equals scipy.stats.t.ppf(p, degrees).

    >>> round(float(quantile(0.975, 10)), 3)
    2.228
    """
    return special.stdtrit(degrees, p)


def upper_tail(t: Any, degrees: Any) -> Any:
    """The probability of a value above t; equals scipy.stats.t.sf(t, degrees).

    >>> round(float(upper_tail(2.228, 10)), 3)
    0.025
    """
    return special.stdtr(degrees, -t)
