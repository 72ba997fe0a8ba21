"""The river from end to end: identities that must hold whatever the text."""

from __future__ import annotations

import itertools
import json
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.errors import ColumnError, InputError, IntegrityError, ParameterError
from analysis.measures import (
    COUNTS,
    find_metric,
    measure,
    pooled,
    read_measures,
    score,
    with_articles,
    write_measures,
    write_table,
    zone_gap,
)
from analysis.measures.declare import may_need
from analysis.measures.store import TABLES, TableWriter
from analysis.tables import WRITTEN

TEXTS = {
    "plain": "Ferry late again\n\nThe ferry left Port Ansel two hours late on Monday morning, "
    "the harbor office said.\n\n“We are sorry,” said Mara Voss, who runs the line. “It was a "
    "disgraceful failure.”\n\nThe shameful delay was the third this week.",
    "short": "Nothing happened today.",
    "marks": "“‘’” … — ??? !!!",
    "rtl": "العبارة متأخرة اليوم مرة أخرى.",
}


def articles(texts: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({"article": list(texts), "outlet": "Gazette", "text": list(texts.values())})


@pytest.fixture(scope="module")
def measures():
    return measure(articles(TEXTS))


def test_voices_add_up_to_the_whole(measures) -> None:
    for name, declared in COUNTS.items():
        if declared.by_voice:
            parts = measures.counts[list(declared.columns[1:])].sum(axis=1)
            assert np.allclose(parts, measures.counts[name]), name


def test_offsets_slice(measures) -> None:
    spoken = measures.attributions.dropna(subset=["speaker", "cue"])
    assert len(spoken)
    for row in spoken.itertuples():
        text = TEXTS[row.article]
        assert text[row.speaker_start : row.speaker_end].startswith(row.speaker.rstrip("…"))
        assert text[row.cue_start : row.cue_end] == row.cue
    for row in measures.terms.itertuples():
        assert TEXTS[row.article][row.start : row.end].strip()


def test_the_outlet_and_its_source_are_told_apart(measures) -> None:
    loaded = measures.terms[measures.terms["lexicon"] == "loaded"]
    plain = loaded[loaded["article"] == "plain"].set_index("term")["voice"]
    assert plain["shameful"] == "authorial"
    assert plain["disgraceful"] == "quoted"


def test_no_mention_is_a_passage() -> None:
    who = "The head of the 1,987 offices of the nine northern harbors"
    speakers = measure(articles({"long": f"{who} said it was late."})).attributions["speaker"]
    assert speakers.str.endswith("…").all()
    pieces = speakers.str.findall(r"[^\W_]+")
    assert pieces.str.len().le(7).all() and pieces.str.len().ge(5).all()


def test_doubling_the_articles_doubles_no_score(measures) -> None:
    again = measure(articles({**TEXTS, **{f"{k}2": v for k, v in TEXTS.items()}}))
    scores = again.scores.set_index("article")
    for name in TEXTS:
        pd.testing.assert_series_equal(scores.loc[name], scores.loc[f"{name}2"], check_names=False)


def test_counts_of_a_hand_counted_text() -> None:
    counts = pooled(measure(articles({"short": TEXTS["short"]})).counts, zones=["body"])
    # Nothing happened today: 3 words, 1 sentence, 7 + 8 + 5 letters.
    assert counts.loc["short", ["words", "sentences", "letters"]].tolist() == [3, 1, 20]


def test_english_measures_are_refused_on_other_languages() -> None:
    texts = TEXTS | {
        "de": "Der Hafen ist seit Montag zu, und niemand weiß, wie lange er es bleibt."
    }
    given = articles(texts).assign(language=["en", None, None, "ar", "en"])
    measures = measure(given)
    described = measures.articles.set_index("article")["language"]
    assert described.dropna().to_dict() == {"plain": "en", "rtl": "ar", "de": "de"}
    assert set(measures.zones["article"]) == set(texts)
    for table in (measures.sentences, measures.attributions, measures.terms, measures.counts):
        assert not set(table["article"]) & {"de", "rtl"}
    assert measures.scores["article"].tolist() == list(texts)
    assert measures.scores.set_index("article").loc[["de", "rtl"]].isna().all(axis=None)
    assert measures.record["not_measured"] == {
        "rtl": "its language is 'ar'",
        "de": "its language is 'de'",
    }
    alone = measure(given[given["article"] == "de"])
    assert alone.scores["loaded_rate"].isna().tolist() == [True]
    assert alone.counts.columns.tolist() == measures.counts.columns.tolist()


def test_articles_say_what_they_copy() -> None:
    story = "\n\n".join(
        f"PORT ANSEL, Calvera (AP) — {' '.join(f'word{n}{i}' for i in range(40))}."
        for n in range(3)
    )
    table = pd.DataFrame(
        [("a1", "Lantern", "2031-03-03", story), ("a2", "Lantern", "2031-03-04", story)]
        + [("b", "Post", "2031-03-05", story), ("c", "Post", "2031-03-05", TEXTS["plain"])],
        columns=["article", "outlet", "published", "text"],
    ).assign(published=lambda t: pd.to_datetime(t["published"]))
    found = measure(table).articles.set_index("article")
    assert found["duplicate_of"].dropna().to_dict() == {"a1": "a2", "b": "a2"}
    assert found["duplicate_kind"].dropna().to_dict() == {"a1": "exact", "b": "wire"}
    assert found["wire_share"].tolist() == [1, 1, 1, 0]
    assert found.loc["a1", ["agency", "city"]].tolist() == ["AP", "PORT ANSEL"]


def test_a_text_without_words_has_missing_scores(measures) -> None:
    scores = measures.scores.set_index("article")
    assert np.isnan(scores.loc["marks", "loaded_rate"])
    assert np.isnan(scores.loc["marks", "flesch_reading_ease"])


def test_zones_are_a_choice(measures) -> None:
    body = score(measures.counts, metrics=["words_per_source"]).set_index("article")
    both = pooled(measures.counts, zones=["body", "headline"])["words"]
    assert both["plain"] == pooled(measures.counts)["words"]["plain"] + 3
    assert list(body.index) == [name for name in TEXTS if name != "rtl"]
    gap = zone_gap(measures.counts, "loaded_rate")
    assert gap["plain"] < 0
    with pytest.raises(ParameterError, match="headline"):
        score(measures.counts, zones=["headlin"])
    with pytest.raises(ParameterError, match="authorial"):
        score(measures.counts, voice="autorial")


def test_same_input_same_bytes(tmp_path: Path, measures) -> None:
    write_measures(measures, tmp_path / "a")
    write_measures(measure(articles(TEXTS)), tmp_path / "b")
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_order_and_company_do_not_matter(measures) -> None:
    backwards = dict(reversed(TEXTS.items()))
    turned = measure(articles(backwards)).scores.set_index("article").loc[list(TEXTS)]
    pd.testing.assert_frame_equal(turned, measures.scores.set_index("article"))


def test_written_tables_say_what_their_columns_are_and_hold_no_text(tmp_path, measures) -> None:
    folder = write_measures(measures, tmp_path / "out")
    for table in WRITTEN:
        schema = pq.read_schema(folder / f"{table.name}.parquet")
        assert all(field.metadata[b"meaning"] for field in schema)
    assert "text" not in pq.read_schema(folder / "articles.parquet").names
    for path in folder.iterdir():
        assert b"two hours late on Monday" not in path.read_bytes()
    again = read_measures(folder)
    pd.testing.assert_frame_equal(again.scores, measures.scores)
    assert json.loads((folder / "measurement.json").read_text())["articles"] == len(TEXTS)


@pytest.mark.parametrize("format", ["csv", "dta"])
def test_other_formats(tmp_path: Path, measures, format: str) -> None:
    folder = write_measures(measures, tmp_path / "out", format=format)
    read = pd.read_csv if format == "csv" else pd.read_stata
    scores = read(folder / f"scores.{format}")
    assert np.allclose(scores["loaded_rate"], measures.scores["loaded_rate"], equal_nan=True)


def test_no_formula_reaches_a_spreadsheet(tmp_path: Path) -> None:
    hostile = articles({"=HYPERLINK(1)": "It rained all day in the harbor town."})
    folder = write_measures(measure(hostile), tmp_path / "out", format="csv")
    for path in folder.glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if line.startswith(("=", "+", "@"))]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, measures) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ParameterError, match="other files"):
        write_measures(measures, tmp_path)
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_what_is_no_folder_of_measures_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"scores\.parquet"):
        read_measures(tmp_path)
    with pytest.raises(ColumnError, match="article"):
        measure(pd.DataFrame({"outlet": ["x"]}))


def test_scores_beside_articles(measures) -> None:
    beside = with_articles(measures.scores, measures.articles)
    assert beside["outlet"].tolist() == ["Gazette"] * len(TEXTS)


@pytest.mark.parametrize("cuts", [[0, 7, 7, 25], [0, 10, 20, 25], [0, 25]])
def test_a_table_written_in_pieces_is_the_same_file(tmp_path, monkeypatch, cuts) -> None:
    monkeypatch.setattr("analysis.measures.store._ROW_GROUP", 10)
    frame = pd.DataFrame({"article": [f"a{n % 4}" for n in range(25)], "words": np.arange(25.0)})
    frame.loc[20:, "article"] = None
    frame["article"] = frame["article"].astype("str")
    write_table(frame, tmp_path / "counts.parquet")
    pieces = tmp_path / "pieces" / "counts.parquet"
    pieces.parent.mkdir()
    with TableWriter(pieces) as writer:
        for first, last in itertools.pairwise(cuts):
            piece = frame.iloc[first:last]
            writer.add(pa.Table.from_pandas(piece, preserve_index=False))
    assert pieces.read_bytes() == (tmp_path / "counts.parquet").read_bytes()
    assert pd.read_parquet(pieces).equals(frame)


def test_a_table_is_read_when_it_is_asked_for(tmp_path) -> None:
    folder = write_measures(measure(articles(TEXTS)), tmp_path / "measures")
    stored = read_measures(folder)
    (folder / "words.parquet").unlink()
    assert set(stored.scores["article"]) == set(TEXTS)
    with pytest.raises(FileNotFoundError):
        _ = stored.words


def test_tables_of_two_runs_are_never_mixed(tmp_path) -> None:
    folder = write_measures(measure(articles(TEXTS)), tmp_path / "measures")
    stored = read_measures(folder)
    write_measures(measure(articles({"plain": TEXTS["plain"]})), folder)
    with pytest.raises(IntegrityError, match="made again"):
        _ = stored.scores


def test_some_articles_are_the_same_from_memory_and_from_disk(tmp_path) -> None:
    whole = measure(articles(TEXTS))
    stored = read_measures(write_measures(whole, tmp_path / "measures"))
    for name in ("articles", "zones", "voices", "terms", "counts", "scores"):
        some, same = (getattr(own.of(["plain", "rtl"]), name) for own in (whole, stored))
        assert set(some["article"]) <= {"plain", "rtl"}
        pd.testing.assert_frame_equal(some, same, check_dtype=name != "counts")


@pytest.mark.parametrize("packed", [1, 4, 100_000])
def test_some_rows_are_read_alone(tmp_path, monkeypatch, packed: int) -> None:
    monkeypatch.setattr("analysis.measures.store._ROW_GROUP", packed)
    stored = read_measures(write_measures(measure(articles(TEXTS)), tmp_path / "measures"))
    for name in ("articles", "sentences", "counts"):
        whole = getattr(stored, name)
        assert stored.articles_of(name).tolist() == whole["article"].tolist()
        for first, last in itertools.combinations_with_replacement(range(len(whole) + 1), 2):
            expected = whole.iloc[first:last].reset_index(drop=True)
            pd.testing.assert_frame_equal(stored.rows(name, first, last), expected)


def test_tables_asked_for_later_are_those_of_what_was_measured() -> None:
    given, expected = articles(TEXTS), measure(articles(TEXTS))
    waiting = measure(given)
    given.loc[:, "text"] = "Another text."
    measure(given)
    again, fewer = pickle.loads(pickle.dumps(waiting)), replace(waiting, terms=waiting.terms[:0])
    for name in TABLES:
        whole = getattr(expected, name)
        pd.testing.assert_frame_equal(getattr(waiting, name), whole, check_exact=True)
        pd.testing.assert_frame_equal(getattr(again, name), whole, check_exact=True)
        assert len(getattr(fewer, name)) == (0 if name == "terms" else len(whole))
        assert getattr(waiting, name) is getattr(waiting, name)
    with pytest.raises(AttributeError, match="sentence"):
        _ = waiting.sentence


def test_a_metric_reads_only_the_counts_that_it_may_need(tmp_path) -> None:
    whole = measure(articles(TEXTS))
    stored = read_measures(write_measures(whole, tmp_path / "measures"))
    asked = [find_metric(name) for name in ("loaded_rate", "flesch_kincaid")]
    some = stored.counts_of(may_need(asked))
    assert len(some.columns) < len(whole.counts.columns) / 10
    assert "counts" not in vars(stored)
    for voice in (None, "authorial"):
        chosen = [m.name for m in asked if voice is None or m.by_voice]
        expected = score(whole.counts, metrics=chosen, voice=voice)
        pd.testing.assert_frame_equal(score(some, metrics=chosen, voice=voice), expected)
    assert list(some) == list(whole.counts_of(may_need(asked)))
