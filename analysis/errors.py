"""One family of errors. Every message says what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial


class ParallaxError(Exception):
    """A problem that the user can mend.

    what: the fault in one clause; where: file, row, column or parameter; mend: what to do about it.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        sentence = f"{where}: {what}" if where else what
        super().__init__(f"{sentence}. {mend}" if mend else f"{sentence}.")

    def __reduce__(self) -> tuple[partial[ParallaxError], tuple[()]]:
        """Errors come back whole from other processes."""
        return partial(type(self), self.what, where=self.where, mend=self.mend), ()


class InputError(ParallaxError):
    """A file or table that cannot be read as articles."""


class ColumnError(InputError):
    """A table lacks a column, or a column holds the wrong kind of value."""


class ParameterError(ParallaxError):
    """A parameter that does not exist, or has a value of the wrong kind."""


class LexiconError(ParallaxError):
    """A dictionary file that cannot be understood."""


class DesignError(ParallaxError):
    """A comparison that the data cannot support."""


class IntegrityError(ParallaxError):
    """A figure, table or report that does not match what it says it was made from."""


def suggest(name: str, known: Iterable[str]) -> str:
    """A mend for a name that is not known: the closest name, or all of them.

    >>> suggest("outlet_", ["outlets", "events"])
    "Did you mean 'outlets'?"
    >>> suggest("xyz", ["outlets", "events"])
    'Known names: events, outlets.'
    """
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Known names: {', '.join(names)}."
