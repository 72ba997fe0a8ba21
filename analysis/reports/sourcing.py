"""Who speaks: the tables of the notebook sourcing, whose numbers lead to their passages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from analysis.figures import Page
from analysis.figures.reading import each
from analysis.figures.shares import estimates, share_parts
from analysis.figures.words import listing, number, plural, span
from analysis.measures.pipeline import Measures
from analysis.reports.choose import texts_of
from analysis.reports.parameters import Settings
from analysis.reports.show import folded, table
from analysis.statistics.ratios import clusters_text, with_clusters
from analysis.tables import SOURCE_ROLES, SOURCE_TYPES

_SHOWN = 25  # passages of one outlet and kind that a page shows: it stays below a megabyte
_CONTEXT, _LONGEST = 60, 240  # characters beside a passage, and of it
_CELL = "padding:0.15em 0.6em;text-align:left;vertical-align:top"
_UNRESOLVED = "(not resolved)"
_KINDS = {"source_type": SOURCE_TYPES, "source_role": SOURCE_ROLES}
_BY = {"source_type": "kind", "source_role": "role"}
_NO_KIND = {"source_type": "no speaker", "source_role": "no role stated"}
_NO_ROLE = ("source_role", "none")  # most statements: the kinds lead to them


def spans_of(measures: Measures, settings: Settings) -> pd.DataFrame:
    """The attributed spans of the chosen zones, with outlet and cluster (the event)."""
    chosen = measures.attributions["zone"].isin(list(settings["zones"]))
    return with_clusters(measures.attributions[chosen], measures.articles)


def in_headlines(settings: Settings) -> Settings:
    """The same parameters, with the headline as the only zone."""
    return settings.but(zones=["headline"])


def statements_of(measures: Measures, settings: Settings) -> pd.DataFrame:
    """The statements of the chosen zones: the first span of each."""
    return spans_of(measures, settings).drop_duplicates(["article", "statement"])


def kinds_table(measures: Measures, settings: Settings, *, by: str = "source_type") -> Page:
    """Statements by outlet and kind of source, or by="source_role"; numbers lead to passages."""
    statements = statements_of(measures, settings)
    kinds = [kind for kind in _KINDS[by] if (statements[by] == kind).any()]
    links: dict[tuple[int, int], str] = {}
    rows = []
    for line, (outlet, own) in enumerate(statements.groupby("outlet", sort=True)):
        counts = own[by].value_counts()
        rows.append([str(outlet), *(f"{counts.get(kind, 0):,}" for kind in kinds), f"{len(own):,}"])
        links |= {
            (line, place): anchor(outlet, _group(by, kind))
            for place, kind in enumerate(kinds, 1)
            if counts.get(kind, 0) and (by, kind) != _NO_ROLE
        }
    return linked(
        ["outlet", *(_NO_KIND[by] if kind == "none" else kind for kind in kinds), "all"],
        rows,
        links,
        caption=f"Statements by {_BY[by]} of source. A number leads to its passages.",
    )


def _group(by: str, kind: str) -> str:
    """A kind's name in the place of its passages; kinds and roles may have the same name."""
    return kind if by == "source_type" else f"{by} {kind}"


def top_sources(measures: Measures, settings: Settings, *, most: int = 5) -> Page:
    """The sources with most words at each outlet: kind, role, statements, words, share of words."""
    spans = spans_of(measures, settings)
    named = spans[spans["source"].notna() & (spans["source_type"] != "anonymous")]
    rows: list[list[str]] = []
    links: dict[tuple[int, int], str] = {}
    for outlet, own in named.groupby("outlet", sort=True):
        words = own.groupby("source")["words"].sum().sort_index()
        top = [str(s) for s in words.sort_values(ascending=False, kind="stable").index[:most]]
        shares = _word_shares(spans[spans["outlet"] == outlet], top)
        for name in top:
            said = own[own["source"] == name]
            first = said.iloc[0]
            role = first.get("source_role", "none")
            statements = len(said.drop_duplicates(["article", "statement"]))
            links[len(rows), 3] = anchor(outlet, first["source_type"], name)
            rows.append(
                [
                    str(outlet),
                    name,
                    str(first["source_type"]) + (f", {role}" if role not in ("none", None) else ""),
                    f"{statements:,}",
                    f"{int(words[name]):,}",
                    shares[name],
                ]
            )
    header = ["outlet", "source", "kind, role", "statements", "words", "% of attributed words"]
    return linked(
        header,
        rows,
        links,
        caption=f"The {most} most heard sources of each outlet. The share is of the words that it "
        f"attributes in all {clusters_text(measures.articles)}, with its 95% interval over these. "
        "Statements lead to their passages.",
        texts=3,
    )


def _word_shares(spans: pd.DataFrame, sources: Sequence[str]) -> dict[str, str]:
    """The share of an outlet's attributed words that each source has, with its interval."""
    whole = spans.groupby("cluster")["words"].sum().astype("float64")
    parts = pd.concat(
        pd.DataFrame(
            {
                "outlet": "",
                "series": "",
                "kind": name,
                "part": spans[spans["source"] == name]
                .groupby("cluster")["words"]
                .sum()
                .reindex(whole.index, fill_value=0)
                .astype("float64"),
                "whole": whole,
            }
        )
        for name in sources
    )
    return {row.kind: percent(row) for row in each(estimates(parts))}


def percent(row: Any) -> str:
    """A share with its interval, in per cent, as a cell says it."""
    ends = span(100 * row.low, 100 * row.high, 0)
    return f"{number(100 * row.share, 0)} [{ends}]"


def anonymity_table(measures: Measures, settings: Settings) -> Page:
    """Statements from anonymous sources by outlet, how many give a reason, and the reasons."""
    statements = statements_of(measures, settings)
    shares = estimates(share_parts(statements, by="source_type", kinds=["anonymous"]))
    unnamed = statements[statements["source_type"] == "anonymous"]
    reasons = (
        unnamed[unnamed["anonymity_reason"].notna()]
        if "anonymity_reason" in unnamed
        else (unnamed.iloc[:0].assign(anonymity_reason=""))
    )
    rows = [
        [
            row.outlet,
            f"{int(row.whole):,}",
            f"{int(row.part):,}",
            percent(row),
            f"{(reasons['outlet'] == row.outlet).sum():,}",
        ]
        for row in each(shares)
    ]
    links = {
        (line, 2): anchor(row[0], "anonymous") for line, row in enumerate(rows) if row[2] != "0"
    }
    page = linked(
        ["outlet", "statements", "anonymous", "% anonymous", "with a reason"],
        rows,
        links,
        caption="Statements from sources that are not named, with the 95% interval of their share "
        f"over {clusters_text(measures.articles)}, and those for which the text says why or how "
        "close the source is.",
    )
    listed = table(
        ["outlet", "article", "speaker", "as the text says it"],
        [
            [row.outlet, row.article, str(row.speaker), str(row.anonymity_reason)]
            for row in each(reasons)
        ],
        caption="What the texts say of sources that they do not name, its first seven words.",
        texts=4,
    )
    more = folded(listed, f"{plural(len(reasons), 'reason')} as the texts give them")
    return Page(page.html + more.html, f"{page.words} {more.words}")


def source_passages(
    measures: Measures, settings: Settings, *, by: str = "source_type", most: int = _SHOWN
) -> Page:
    """The statements behind the numbers by outlet and kind: article, place, speaker, cue.

    by: source_type, source_role (of sources with one) or zone; most: passages shown of each group.
    With the parameter text the passage stands beside it, in its context.
    """
    texts = texts_of(measures, settings)
    spans = spans_of(measures, settings)
    blocks, said = [], []
    for (outlet, kind), own in spans.groupby(["outlet", by], sort=True):
        if (by, kind) == _NO_ROLE:
            continue
        name = "no speaker found" if kind == "none" else str(kind)
        count = len(own.drop_duplicates(["article", "statement"]))
        words = f"{outlet}, {name}: {plural(count, 'statement')}"
        said.append(words)
        group = _group(by, str(kind))
        blocks.append(
            f'<details id="{anchor(outlet, group)}"><summary>{escape(words)}</summary>'
            f"{_passage_table(own, str(outlet), group, texts, most)}</details>"
        )
    hint = (
        ""
        if texts is not None
        else "<p>The articles are not at hand, so that passages are given by their characters. "
        "Give the parameter <em>text</em> to read them.</p>"
    )
    return Page(hint + "".join(blocks), f"Passages. {'; '.join(said)}.")


def _passage_table(
    spans: pd.DataFrame, outlet: str, kind: str, texts: Mapping[str, str] | None, most: int
) -> str:
    """The passages of one outlet and kind, those of a source together, the most heard first."""
    named = spans.assign(who=spans["source"].fillna(spans["speaker"]).fillna(_UNRESOLVED))
    words = named.groupby("who")["words"].transform("sum")
    ordered = named.assign(of_source=words).sort_values(
        ["of_source", "who", "article", "start"], ascending=[False, True, True, True], kind="stable"
    )
    header = [
        "source",
        "article",
        "start",
        "end",
        "speaker",
        "cue",
        *(["passage"] if texts else []),
    ]
    lines, seen = [], set()
    for row in each(ordered.head(most)):
        first = row.who not in seen
        seen.add(row.who)
        place = f' id="{anchor(outlet, kind, row.who)}"' if first else ""
        cells = [
            row.who if first else "",
            row.article,
            f"{row.start}",
            f"{row.end}",
            _given(row.speaker),
            _given(row.cue),
        ]
        shown = "".join(f'<td style="{_CELL}">{escape(str(cell))}</td>' for cell in cells)
        if texts:
            shown += f'<td style="{_CELL}">{_in_context(texts[row.article], row)}</td>'
        lines.append(f"<tr{place}>{shown}</tr>")
    head = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in header)
    rest = len(ordered) - most
    more = f"<p>{plural(rest, 'more span')} in the table attributions.</p>" if rest > 0 else ""
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;font-size:0.86em">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>{more}"
    )


def _in_context(text: str, row: Any) -> str:
    """The passage in bold between what stands before and behind it, all of it escaped."""
    start, end = int(row.start), int(row.end)
    passage = text[start:end]
    if len(passage) > _LONGEST:
        passage = passage[:_LONGEST].rpartition(" ")[0] + " …"
    before = " ".join(text[max(start - _CONTEXT, 0) : start].split())
    behind = " ".join(text[end : end + _CONTEXT].split())
    return f"{escape(before)} <strong>{escape(' '.join(passage.split()))}</strong> {escape(behind)}"


def _given(value: Any) -> str:
    return "–" if pd.isna(value) else str(value)


def anchor(*names: object) -> str:
    """The place on the page of an outlet's passages of a kind, or of one source.

    A digest, because names are written by others and a place may hold no blank or quotation mark.
    """
    joined = "\x1f".join(map(str, names)).encode("utf-8", "surrogatepass")
    return f"passages-{hashlib.sha256(joined).hexdigest()[:12]}"


def linked(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    links: Mapping[tuple[int, int], str],
    *,
    caption: str,
    texts: int = 1,
) -> Page:
    """A table some of whose cells lead to a place on the page: (row, column) to its name."""
    page = table(header, rows, caption=caption, texts=texts)
    head, *lines = page.html.split("<tr>")
    title, *body = lines
    for (line, place), target in links.items():
        cells = body[line].split("</td>")
        opening, _, words = cells[place].rpartition(">")
        cells[place] = f'{opening}><a href="#{target}">{words}</a>'
        body[line] = "</td>".join(cells)
    return Page("<tr>".join([head, title, *body]), page.words)


def said_of_kinds(measures: Measures, settings: Settings) -> Page:
    """What the mix of sources shows, in sentences that follow its numbers."""
    statements = statements_of(measures, settings)
    sentences = []
    for by, kind, words in (
        ("source_type", "anonymous", "Statements from sources that are not named"),
        ("source_role", "official", "Statements from sources presented as officials"),
        ("source_role", "expert", "Statements from sources presented as experts"),
        ("source_role", "citizen", "Statements from sources presented as citizens"),
    ):
        if by not in statements:
            continue
        found = estimates(share_parts(statements.dropna(subset=[by]), by=by, kinds=[kind]))
        ranked = found.sort_values("share", ascending=False, kind="stable")
        said = [
            f"{row.outlet} {number(100 * row.share, 0)}% ({span(100 * row.low, 100 * row.high, 0)})"
            for row in each(ranked)
        ]
        sentences.append(f"{words}: {listing(said)}.")
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return Page(f"<ul>{items}</ul>", " ".join(sentences))
