"""The river: articles → tokens → voices → counts → scores, a part of the corpus at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.columns import Later, Texts, made, strings
from analysis.corpus import (
    Reading,
    check_names,
    copies_among,
    credited_agency,
    dateline_city,
    repeated_lines,
)
from analysis.lexicons import load_lexicon
from analysis.measures import frames, loaded, sentiment
from analysis.measures.parts import MEASURED, Part, Plan, measuring, own_rows, why_not_measured
from analysis.measures.scores import score
from analysis.measures.wording import (
    Spelling,
    events,
    listed_keys,
    shared_keys,
    together,
    words_table,
)
from analysis.tables import ARTICLES, WORDS, Table
from analysis.versions import versions
from analysis.voices.annotations import Annotator, annotator_name

_PARTITION = 1000


@dataclass(frozen=True)
class Measures:
    """The tables of measured articles (see analysis.tables), and the record of how they were made.

    counts has one row an article and zone; scores one row an article, over its body. A table that
    is given as `Later` is made, or read, when it is first asked for, and then kept.
    """

    articles: pd.DataFrame
    zones: pd.DataFrame
    sentences: pd.DataFrame
    voices: pd.DataFrame
    attributions: pd.DataFrame
    terms: pd.DataFrame
    words: pd.DataFrame
    mentions: pd.DataFrame
    collocates: pd.DataFrame
    counts: pd.DataFrame
    scores: pd.DataFrame
    record: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = vars(self)
        waiting = {name: own.pop(name) for name in list(own) if isinstance(own[name], Later)}
        own["_waiting"] = waiting

    if not TYPE_CHECKING:  # to a type checker what is no table is no attribute

        def __getattr__(self, name: str) -> pd.DataFrame:
            waiting = vars(self).get("_waiting", {})
            if name not in waiting:
                raise AttributeError(name)
            table = vars(self)[name] = waiting.pop(name)()
            return table

    def counts_of(self, names: Collection[str]) -> pd.DataFrame:
        """Article, zone, and those columns of the counts that are among the names."""
        return self.counts[[c for c in self.counts if c in ("article", "zone") or c in names]]

    def of(self, articles: Collection[str]) -> Measures:
        """The measures of some of the articles."""
        tables = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "record"}
        kept = {name: own[own["article"].isin(list(articles))] for name, own in tables.items()}
        return replace(self, **{n: own.reset_index(drop=True) for n, own in kept.items()})


def measure(
    articles: pd.DataFrame | Reading,
    *,
    lexicons: Sequence[str] = ("loaded",),
    rule: sentiment.Rule = "corrected",
    annotator: Annotator | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Measures:
    """Measure articles: zones, sentences, voices, loaded terms, counts and scores.

    articles: a table as `read_articles` gives it, with `article` and `text`. lexicons: further
    built-in names or files; hits of all are in `terms`, those of the built-in ones are counted as
    well. rule: how words and sentences are counted, `corrected` or `textstat` (see
    measures.textstat_rule and measures.sentiment). annotator: the `pipe` of a spaCy pipeline, whose
    tags, noun phrases and names then guide attribution. progress: called with (done, all) articles.
    Articles in another language than English have zones, but neither counts nor scores.
    """
    articles = readable(articles)
    table = articles.articles if isinstance(articles, Reading) else articles
    plan = make_plan(table, lexicons=lexicons, rule=rule, annotator=annotator)
    with measuring(plan) as measurer:

        def parts() -> Iterator[Part]:
            for rows in partitions(len(table), _PARTITION):
                yield measurer.measure(table.iloc[rows])
                if progress is not None:
                    progress(rows.stop, len(table))

        return join(parts(), articles, plan)


def readable(articles: pd.DataFrame | Reading) -> pd.DataFrame | Reading:
    """The articles with texts that a table can hold; the readers give no others.

    Half of a surrogate pair is no character: a question mark takes its place, so that offsets stay.
    """
    if isinstance(articles, Reading):
        return articles
    ARTICLES_WITH_TEXT.check(articles, where="articles")
    if "text" not in articles or _is_whole(articles["text"]):
        return articles
    given = articles["text"].tolist()
    texts = [str(text).encode("utf-8", "replace").decode() for text in given]
    if texts == given:
        return articles
    return articles.assign(text=pd.Series(texts, index=articles.index, dtype="str"))


def _is_whole(texts: pd.Series) -> bool:
    """Whether the texts stand in a column that can hold nothing else."""
    kind = texts.dtype
    return isinstance(kind, pd.StringDtype) and kind.storage == "pyarrow" and not texts.hasnans


def partitions(size: int, each: int) -> list[slice]:
    """The rows of each part of a table; one part without rows for an empty table."""
    return [slice(first, min(first + each, size)) for first in range(0, max(size, 1), each)]


def make_plan(
    table: pd.DataFrame,
    *,
    lexicons: Sequence[str] = ("loaded",),
    rule: sentiment.Rule = "corrected",
    annotator: Annotator | None = None,
) -> Plan:
    """How to measure these articles: what must be known of all before any is measured."""
    ARTICLES_WITH_TEXT.check(table, where="articles")
    sentiment.check_rule(rule)
    names = dict.fromkeys((loaded.LEXICON, *frames.LEXICONS, *lexicons))
    outlets = table["outlet"].tolist() if "outlet" in table else [None] * len(table)
    repeated = _repeated_lines(Texts(table["text"]), outlets)
    return Plan([load_lexicon(name) for name in names], rule, repeated, annotator)


def join(parts: Iterable[Part], articles: pd.DataFrame | Reading, plan: Plan) -> Measures:
    """The measures of all articles from their parts, in order."""
    table: pd.DataFrame = articles.articles if isinstance(articles, Reading) else articles
    columns: dict[str, list[pd.DataFrame | Later]] = {name: [] for name in MEASURED}
    worded: list[Part] = []
    languages: list[str | None] = []
    foreign: dict[str, str] = {}
    for part in parts:
        worded.append({name: part[name] for name in ("said", "counted", "spelled")})
        languages += np.asarray(part["said"]["language"], object).tolist()
        foreign |= why_not_measured(part)
        for name, of_parts in columns.items():
            of_parts.append(part[name])
    tables: dict[str, Any] = {name: Later(_stacked, parts) for name, parts in columns.items()}
    described = describe(table, [(slice(len(table)), tables["zones"]())], languages)
    return Measures(
        articles=described,
        **tables,
        words=Later(_words, described, foreign, worded),
        scores=Later(_scores, described, tables["counts"]),
        record=record(described, articles, plan, foreign),
    )


def _stacked(parts: list[pd.DataFrame | Later]) -> pd.DataFrame:
    frames = [made(part) for part in parts]
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def _words(articles: pd.DataFrame, foreign: Collection[str], parts: list[Part]) -> pd.DataFrame:
    measured = articles[~articles["article"].isin(list(foreign))] if foreign else articles
    spelling = Spelling()
    counted = together([shared_keys(part, spelling) for part in parts])
    listed = listed_keys(counted, events(measured))
    ids = measured["article"].to_numpy(object)
    return WORDS.frame(words_table(counted, listed, articles=ids, spelling=spelling))


def _scores(articles: pd.DataFrame, counts: Later) -> pd.DataFrame:
    return score(counts(), articles=articles["article"])


def _repeated_lines(texts: Sequence[str], outlets: list[Any]) -> dict[Any, frozenset[str]]:
    """The lines that each outlet repeats; articles without an outlet have no such lines."""
    found = repeated_lines(texts, outlets)
    return {outlet: frozenset(own) for outlet, own in found.items() if not pd.isna(outlet)}


def _lexicon_notes(plan: Plan) -> list[str]:
    return [f"{lexicon.name}: {note}" for lexicon in plan.lexicons for note in lexicon.notes]


ARTICLES_WITH_TEXT = Table(
    "articles", ARTICLES.meaning, tuple(c for c in ARTICLES.columns if c.name == "article")
)


def describe(
    table: pd.DataFrame,
    zones: Iterable[tuple[slice, pd.DataFrame]],
    languages: Iterable[str | None],
) -> pd.DataFrame:
    """The articles without text, with what the texts say of themselves.

    zones: the zones table in pieces, each with the rows of its articles. Where no agency is given
    it is the one that the text credits; what a text copies is known only where outlets are.
    """
    texts, names = Texts(table["text"]), strings(table["article"]).tolist()
    check_names(names)
    outlets = table["outlet"].to_numpy() if "outlet" in table else ["unknown"] * len(table)
    agencies: list[str | None] = []
    cities: list[str | None] = []
    bodies: list[list[tuple[int, int, str]]] = []  # all that copies are sought in
    for rows, piece in zones:
        spans = own_rows(names[rows], piece, "zone")
        agencies += map(credited_agency, texts[rows], spans)
        cities += map(dateline_city, texts[rows], spans)
        bodies += ([span for span in own if span[2] == "body"] for own in spans)
    if "agency" in table:
        given = zip(table["agency"], table["agency"].isna(), agencies, strict=True)
        agencies = [credited if missing else own for own, missing, credited in given]
    columns = (
        {name: table[name].to_numpy() for name in table if name in ARTICLES.names}
        | {"article": names, "outlet": outlets, "agency": agencies}
        | {"city": cities, "language": list(languages)}
        | {"n_chars": np.array(list(map(len, texts)), np.int64)}
        | {"sha256": list(map(_sha256, texts))}
    )
    copies = copies_among(columns, texts, spans=bodies)
    return ARTICLES.frame(columns | copies)


def _names(outlets: pd.DataFrame) -> dict[str, str]:
    """Outlet names as given to those that they were taken for, where the two differ."""
    changed = outlets[outlets["given"] != outlets["outlet"]]
    return dict(zip(changed["given"], changed["outlet"], strict=True))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _annotated_by(annotator: Annotator | None) -> dict[str, str]:
    return {} if annotator is None else {"annotator": annotator_name(annotator)}


def record(
    articles: pd.DataFrame,
    given: pd.DataFrame | Reading,
    plan: Plan,
    not_measured: Mapping[str, str],
) -> dict[str, Any]:
    """How measures were made: measurement.json, without what differs from machine to machine."""
    reading = given if isinstance(given, Reading) else None
    hashes = sorted(articles["sha256"])
    refused = reading.refused.to_dict("records") if reading is not None else []
    return {
        "corpus_sha256": hashlib.sha256("\n".join(hashes).encode()).hexdigest(),
        "articles": len(articles),
        "refused": refused,
        "columns": dict(reading.mapping) if reading is not None else {},
        "outlets": _names(reading.outlets) if reading is not None else {},
        "notes": [*(reading.notes if reading is not None else []), *_lexicon_notes(plan)],
        "lexicons": {x.name: x.sha256 for x in plan.lexicons},
        "parameters": {"rule": plan.rule} | _annotated_by(plan.annotator),
        "versions": versions(),
        "repeated_lines": {str(outlet): len(own) for outlet, own in plan.repeated.items()},
        "not_measured": dict(not_measured),
    }
