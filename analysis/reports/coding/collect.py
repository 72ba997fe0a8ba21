"""Filled workbooks, or a table of codes, into one `Coding`: everything odd counted and listed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import ColumnError, InputError, IntegrityError, suggest
from analysis.measures.pipeline import Measures
from analysis.reports.coding.draw import KEY, RECORD, fingerprint
from analysis.reports.coding.scheme import Scheme, scheme_of
from analysis.reports.coding.workbooks import read_filled
from analysis.statistics.coding import STRATUM, Coding, agreed_codes, stratum_weights, with_lexicon

_LISTED = 5


def read_coding(
    path: Path | str,
    measures: Measures,
    *,
    code: str = "code",
    lexicon: str = "loaded",
    voice: str | None = "authorial",
) -> Coding:
    """The codes in a folder that `sample_for_coding` wrote, or in a CSV of coded stretches.

    A folder says itself which lexicon and voice it was drawn with. A CSV has one row a stretch
    (article, start, end in characters, and the column named by code, true or false); with a column
    weight it is a sample, else all there is. Errors: InputError, ColumnError, IntegrityError, each
    with what is odd, how often and where.
    """
    place = Path(path)
    if place.is_dir():
        return _from_folder(place, measures)
    return _from_table(place, measures, code=code, lexicon=lexicon, voice=voice)


def _from_folder(folder: Path, measures: Measures) -> Coding:
    record, scheme = _record(folder)
    drawn = record["drawn"]
    if record["corpus_sha256"] != measures.record.get("corpus_sha256", ""):
        raise IntegrityError(
            "the sentences were drawn from other articles than these measures hold",
            where=str(folder),
            mend="Give the measures that the sample was drawn from.",
        )
    key = _key(folder)
    judgements, notes = _judgements(folder, key, scheme, drawn["coders"])
    judgements = judgements.merge(key[["item", "event"]], on="item")
    codes, ties = agreed_codes(judgements, hits=scheme.hits)
    if ties:
        notes.append(
            f"{ties} sentences have as many codes for as against and take the first coder's: "
            "settle them in a workbook named adjudicated."
        )
    chosen = measures.sentences[measures.sentences["zone"].isin(drawn["zones"])]
    population = with_lexicon(
        chosen,
        measures.articles,
        measures.terms,
        lexicon=drawn["lexicon"],
        voice=drawn["voice"] or None,
    )
    coded = key.merge(codes, on="item").drop(columns=["lexicon", "weight", "probability"])
    strata = key.groupby(STRATUM)["weight"].sum()
    facts = population[["article", "sentence", "lexicon", "hits", "length"]]
    coded = coded.merge(facts, on=["article", "sentence"], how="left", validate="one_to_one")
    if coded["lexicon"].isna().any():
        raise IntegrityError(
            "the key names sentences that these measures do not have",
            where=str(folder / KEY),
            mend="Measure the same articles in the same way.",
        )
    weighted = coded.assign(weight=stratum_weights(coded, strata))
    if len(coded) < len(key):
        notes.append(f"{len(key) - len(coded)} of {len(key)} sentences have no code yet.")
    return Coding(weighted, population, judgements, notes)


def _record(folder: Path) -> tuple[dict[str, Any], Scheme]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        scheme = scheme_of(record["scheme"], where=RECORD)
        _ = [record[name] for name in ("drawn", "corpus_sha256")]
        _ = [record["drawn"][name] for name in ("zones", "lexicon", "voice", "coders")]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(
            f"this is no folder for hand-coding: {RECORD} is missing or broken",
            where=str(folder),
            mend="Make one with: parallax code sample.",
        ) from None
    return record, scheme


def _key(folder: Path) -> pd.DataFrame:
    needed = ["item", "article", "sentence", "start", "end", *STRATUM, "event", "weight"]
    try:
        key = pd.read_csv(folder / KEY, dtype=dict.fromkeys(("item", "article", "event"), "str"))
    except (OSError, ValueError):
        raise InputError("the key cannot be read", where=str(folder / KEY)) from None
    missing = [name for name in (*needed, "shown_sha256", "lexicon") if name not in key]
    if missing:
        raise ColumnError(
            f"the key has no column {', '.join(map(repr, missing))}", where=str(folder / KEY)
        )
    # A text that a spreadsheet would have run was written with a mark in front.
    names = ["article", "outlet", "event"]
    return key.assign(**{n: key[n].astype("str").str.removeprefix("'") for n in names})


def _judgements(
    folder: Path, key: pd.DataFrame, scheme: Scheme, coders: int
) -> tuple[pd.DataFrame, list[str]]:
    """All codes given, a row an item and coder; what is odd is an error that lists it."""
    shown = dict(zip(key["item"], key["shown_sha256"], strict=True))
    parts, faults, notes = [], [], []
    for coder, path, rows in _filled(folder):
        codes, odd = _check_rows(rows, shown, scheme, path.name)
        faults += odd
        blank = sum(not row["code"] for row in rows)
        if blank:
            notes.append(f"{coder} has left {blank} of {len(rows)} sentences without a code.")
        parts += [(item, coder, code) for item, code in codes]
    if faults:
        listed = "; ".join(faults[:_LISTED])
        more = f"; and {len(faults) - _LISTED} more" if len(faults) > _LISTED else ""
        raise InputError(
            f"{len(faults)} rows cannot be used: {listed}{more}",
            where=str(folder),
            mend="Mend these rows; items and sentences must stay as they were written.",
        )
    if not parts:
        raise InputError(
            f"no workbook of the {coders} has a code in it",
            where=str(folder),
            mend="Fill in the column code, in the XLSX or in the CSV.",
        )
    frame = pd.DataFrame(parts, columns=["item", "coder", "code"], dtype="str")
    return frame.sort_values(["item", "coder"], ignore_index=True), notes


def _filled(folder: Path) -> list[tuple[str, Path, list[dict[str, str]]]]:
    """Each coder's rows: of an XLSX and a CSV of one name, the one that was filled in."""
    paths = [p for p in sorted(folder.iterdir()) if p.suffix.lower() in (".xlsx", ".csv")]
    by_coder: dict[str, list[tuple[Path, list[dict[str, str]]]]] = {}
    for path in paths:
        if path.name != KEY and not path.name.startswith(("~", ".")):
            by_coder.setdefault(path.stem, []).append((path, read_filled(path)))
    chosen: list[tuple[str, Path, list[dict[str, str]]]] = []
    for coder, both in by_coder.items():
        filled = [(path, rows) for path, rows in both if any(row["code"] for row in rows)]
        if len(filled) > 1:
            raise InputError(
                f"both {filled[0][0].name} and {filled[1][0].name} hold codes",
                where=str(folder),
                mend="Keep the one that counts.",
            )
        chosen.extend((coder, path, rows) for path, rows in filled)
    return chosen


def _check_rows(
    rows: Sequence[dict[str, str]], shown: dict[str, str], scheme: Scheme, name: str
) -> tuple[list[tuple[str, str]], list[str]]:
    """Item and code of each row that has one, and what is wrong with the others."""
    known = {code.casefold(): code for code in scheme.codes}
    codes: list[tuple[str, str]] = []
    faults, seen = [], set()
    for number, row in enumerate(rows, 2):
        at, item = f"{name} row {number}", row["item"]
        given = known.get(row["code"].casefold())
        if item not in shown:
            faults.append(f"{at}: no item {item[:20]!r} was drawn")
        elif item in seen:
            faults.append(f"{at}: item {item!r} stands twice")
        elif fingerprint(row["sentence"]) != shown[item]:
            faults.append(f"{at}: the sentence is not the one that was drawn as {item!r}")
        elif row["code"] and given is None:
            listed = ", ".join(scheme.codes)
            faults.append(f"{at}: there is no code {row['code'][:20]!r} (there are {listed})")
        elif given is not None:
            codes.append((item, given))
        seen.add(item)
    return codes, faults


def _from_table(
    path: Path, measures: Measures, *, code: str, lexicon: str, voice: str | None
) -> Coding:
    try:
        units = pd.read_csv(path, dtype={"article": "str"})
    except (OSError, ValueError):
        raise InputError("the table of codes cannot be read", where=str(path)) from None
    for name in ("article", "start", "end", code):
        if name not in units:
            raise ColumnError(
                f"the table has no column {name!r}",
                where=str(path),
                mend=suggest(name, map(str, units.columns)),
            )
    hits = {"true": 1.0, "false": 0.0, "1": 1.0, "0": 0.0, "1.0": 1.0, "0.0": 0.0}
    codes = units[code].astype("str").str.casefold().map(hits)
    if codes.isna().any():
        first = units.loc[codes.isna(), code].iloc[0]
        raise ColumnError(
            f"{int(codes.isna().sum())} codes are neither true nor false: {str(first)[:40]!r}",
            where=f"{path}, column {code}",
        )
    known = units["article"].isin(measures.articles["article"])
    notes = []
    if not known.any():
        raise IntegrityError(
            "no coded article is among the measured ones", where=str(path), mend="Check --measures."
        )
    if not known.all():
        notes.append(f"{int((~known).sum())} codes are of articles that were not measured.")
    chosen = units[known].assign(code=codes[known]).reset_index(drop=True)
    coded = with_lexicon(chosen, measures.articles, measures.terms, lexicon=lexicon, voice=voice)
    if "weight" not in coded:
        coded = coded.assign(weight=1.0)
        population = coded.drop(columns=["code", "weight"])
    else:
        body = measures.sentences[measures.sentences["zone"] == "body"]
        population = with_lexicon(
            body, measures.articles, measures.terms, lexicon=lexicon, voice=voice
        )
    judgements = pd.DataFrame(
        {"item": coded.index.astype("str"), "coder": "codes", "code": coded["code"].astype("str")}
    ).assign(event=coded["event"])
    return Coding(coded, population, judgements, notes)
