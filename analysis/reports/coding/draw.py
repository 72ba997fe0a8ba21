"""Draw the sentences to code and write a folder of workbooks, with the key kept apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.aside import folder_aside
from analysis.errors import IntegrityError, ParameterError, suggest
from analysis.measures.pipeline import Measures
from analysis.measures.store import write_table
from analysis.reports.coding.scheme import Scheme, read_scheme
from analysis.reports.coding.workbooks import codebook_lines, plain, write_csv, write_workbook
from analysis.statistics.coding import with_lexicon
from analysis.statistics.sampling import draw_sample, mask

KEY, RECORD = "key.csv", "coding.json"
MASKS = ("outlets", "actors")
FEWEST_DOUBLE = 100


@dataclass(frozen=True)
class Drawn:
    """What stands in the record beside the scheme: how the sentences were drawn."""

    lexicon: str
    voice: str
    zones: list[str]
    size: int
    double: int
    coders: int
    mask: list[str]
    seed: int


def sample_for_coding(
    measures: Measures,
    articles: pd.DataFrame,
    *,
    out: Path | str,
    size: int = 200,
    double: int = FEWEST_DOUBLE,
    coders: int = 2,
    mask_names: Sequence[str] = (),
    scheme: str | Path | None = None,
    lexicon: str = "loaded",
    voice: str | None = "authorial",
    zones: Sequence[str] = ("body",),
    seed: int = 0,
) -> Path:
    """Write a folder for hand-coding: one workbook a coder (XLSX and CSV), codebook, key, record.

    articles: those that were measured, with their text; size: sentences in all, half of each
    outlet's with hits where there are as many; double: how many of them every coder codes, the
    rest are dealt out; mask_names: `outlets`, `actors` or both, hidden by bars; voice: whose hits
    are meant, by default the outlet's own, as in the shipped question; None for all. The key holds
    no text, and coders should not have it: it says which outlet a sentence is from. A folder with
    files in it is refused, for it may hold codes. Errors: ParameterError; IntegrityError where a
    text is missing.
    """
    target = Path(out)
    _check(target, coders=coders, double=double, masks=mask_names)
    asked = read_scheme(scheme)
    known = measures.sentences[measures.sentences["zone"].isin(list(zones))]
    population = with_lexicon(
        known, measures.articles, measures.terms, lexicon=lexicon, voice=voice
    )
    sample = draw_sample(population, score="hits", size=size, seed=seed)
    places = population[["article", "sentence", "start", "end", "lexicon"]]
    key = sample.drop(columns="seed").merge(places, on=["article", "sentence"], how="left")
    texts = {_hash(text): text for text in articles["text"]}
    shown = _texts_of(key, measures, texts, masks=mask_names)
    key.insert(0, "item", [f"s{place:0{len(str(size))}d}" for place in key["place"]])
    key["shown_sha256"] = [fingerprint(text) for text in shown]
    drawn = Drawn(
        lexicon, voice or "", list(zones), size, min(double, size), coders, list(mask_names), seed
    )
    rows = list(zip(key["item"], shown, strict=True))
    with folder_aside(target) as folder:
        for coder, own in enumerate(_deal(rows, drawn), 1):
            write_workbook(folder / f"coder-{coder}.xlsx", own, asked)
            write_csv(folder / f"coder-{coder}.csv", own)
        (folder / "codebook.txt").write_text(
            "\n".join(codebook_lines(asked)) + "\n", encoding="utf-8"
        )
        write_table(key, folder / KEY)
        _write_record(folder / RECORD, asked, drawn, measures, folder / KEY)
    return target


def fingerprint(text: str) -> str:
    """What recognises a shown sentence without holding it."""
    return _hash(text.lstrip("'"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _check(target: Path, *, coders: int, double: int, masks: Sequence[str]) -> None:
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise ParameterError(
            "the folder holds files, perhaps codes",
            where=str(target),
            mend="Give a new or empty folder.",
        )
    if not 1 <= coders <= 50:
        raise ParameterError(f"coders is {coders}", mend="Give a number from 1; two is usual.")
    if double < 0:
        raise ParameterError(f"double is {double}", mend="Give 0 or more; 100 is usual.")
    for name in masks:
        if name not in MASKS:
            raise ParameterError(f"nothing named {name!r} can be masked", mend=suggest(name, MASKS))


def _texts_of(
    key: pd.DataFrame, measures: Measures, texts: Mapping[str, str], *, masks: Sequence[str]
) -> list[str]:
    """The sentences as coders see them."""
    hashes = dict(zip(measures.articles["article"], measures.articles["sha256"], strict=True))
    absent = [a for a in key["article"].unique() if hashes[a] not in texts]
    if absent:
        raise IntegrityError(
            f"the texts of {len(absent)} articles that were measured are not there,"
            f" first {absent[0]!r}",
            where="text",
            mend="Give the files that were measured, unchanged.",
        )
    outlets = _outlet_names(measures.articles["outlet"]) if "outlets" in masks else []
    actors = _actors(measures.attributions) if "actors" in masks else {}
    shown = []
    for article, start, end in zip(key["article"], key["start"], key["end"], strict=True):
        text = plain(texts[hashes[article]][int(start) : int(end)])
        shown.extend(mask([text], [*outlets, *actors.get(article, ())]))
    return shown


def _outlet_names(outlets: pd.Series) -> list[str]:
    """Outlets as they call themselves: with and without the article in front, in one word too."""
    names = set(outlets.dropna().astype("str"))
    names |= {name.removeprefix("The ") for name in names}
    return sorted(names | {name.replace(" ", "") for name in names})


def _actors(attributions: pd.DataFrame) -> dict[str, set[str]]:
    """The named sources of each article: whole names, and the last word of persons' names."""
    named = attributions.dropna(subset=["source"])
    names: dict[str, set[str]] = {}
    for article, source, kind in zip(
        named["article"], named["source"], named["source_type"], strict=True
    ):
        words = str(source).split()
        if not any(word[:1].isupper() for word in words):
            continue
        own = names.setdefault(article, set())
        own.add(str(source))
        if kind in ("person", "official") and words[-1][:1].isupper() and len(words[-1]) > 2:
            own.add(words[-1])
    return names


def _deal(rows: list[tuple[str, str]], drawn: Drawn) -> list[list[tuple[str, str]]]:
    """Each coder's rows: the first to everybody, the rest in turn."""
    shared, rest = rows[: drawn.double], rows[drawn.double :]
    return [shared + rest[coder :: drawn.coders] for coder in range(drawn.coders)]


def _write_record(path: Path, scheme: Scheme, drawn: Drawn, measures: Measures, key: Path) -> None:
    record = {
        "scheme": scheme.record(),
        "drawn": vars(drawn),
        "corpus_sha256": measures.record.get("corpus_sha256", ""),
        "lexicons": measures.record.get("lexicons", {}),
        "key_sha256": hashlib.sha256(key.read_bytes()).hexdigest(),
    }
    path.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
