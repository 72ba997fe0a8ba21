"""Plain tables: `term` and `category` columns, a column a category, or one term a line."""

from __future__ import annotations

from analysis.errors import LexiconError
from analysis.lexicons.formats.dictionary import Draft, Format, number, split_lines
from analysis.lexicons.separated import header, rows, separator

NEEDED = ("term", "category")
_LONGEST_TERM = 8


def _has_names(text: str) -> bool:
    return bool({*NEEDED} & {*header(text)})


def _read_long(text: str, draft: Draft) -> None:
    table = rows(text, separator(text))
    _, names = next(table)
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise LexiconError(
            f"the lexicon has no column {', '.join(missing)}", mend=f"It has: {', '.join(names)}."
        )
    for line, cells in table:
        row = dict(zip(names, cells, strict=False))
        given = row.get("weight", "")
        weight = number(given) if given else None
        if given and weight is None:
            raise LexiconError(f"the weight {given!r} is not a number", where=f"line {line}")
        category = row.get("category", "")
        draft.add((category,) if category else (), row.get("term", ""), line, weight)


def _is_wide(text: str) -> bool:
    """True where every column has its own name and no row is longer than the names."""
    names = header(text)
    if len(names) < 2 or len({*filter(None, names)}) < len(names):
        return False
    cells = [cells for _, cells in rows(text, separator(text))]
    terms = (cell for row in cells for cell in row)
    return len(cells) > 1 and max(map(len, cells)) == len(names) and all(map(_is_term, terms))


def _read_wide(text: str, draft: Draft) -> None:
    """A column a category. A repeated term is a sign that its column holds categories instead."""
    table = rows(text, separator(text))
    _, names = next(table)
    draft.notes.append(f"the first row names the categories: {', '.join(names)}")
    for line, cells in table:
        for name, term in zip(names, cells, strict=False):
            if term and (name, draft.pattern(term)) in draft:
                raise LexiconError(
                    f"{term!r} stands twice in the column {name!r}",
                    where=f"line {line}",
                    mend="If the columns are terms and their categories, name them so: "
                    "put `term` and `category` in the first row.",
                )
            if term:
                draft.add((name,), term, line)


def _is_list(text: str) -> bool:
    return bool(text.strip()) and all(map(_is_term, split_lines(text)))


def _read_list(text: str, draft: Draft) -> None:
    for line, term in enumerate(split_lines(text), start=1):
        if term.strip() and not term.lstrip().startswith("#"):
            draft.add((draft.name,), term, line)


def _is_term(written: str) -> bool:
    """Short, and with a letter or digit: a line of prose is no term."""
    plain = written.strip()
    if not plain or plain.startswith("#"):
        return True
    few = len(plain.split()) <= _LONGEST_TERM and not plain.endswith((".", "!"))
    return few and plain.isprintable() and not {*'<>{}[]=,;\t"'} & {*plain}


LONG_TABLE = Format("table", _has_names, _read_long)
WIDE_TABLE = Format("table with a column a category", _is_wide, _read_wide)
WORD_LIST = Format("word list", _is_list, _read_list)
