"""Bundles: no word of the articles in any file, and every figure again from what is inside."""

from __future__ import annotations

import gzip
import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image, PngImagePlugin
from small_reports import SMALL

from analysis.describe import codebook
from analysis.errors import IntegrityError, ParameterError
from analysis.reports import About, rehydrate, run_report, write_bundle
from analysis.reports.scan import RUN, find_words_of, unscannable

DEMO = Path(__file__).parents[2] / "data" / "demo" / "articles.csv"


@pytest.fixture(scope="module")
def bundle(report, measured, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "mine.zip"
    said = write_bundle(report, out, measures=measured, articles=DEMO)
    assert f"No run of {RUN} words" in said[0]
    return out


@pytest.fixture(scope="module")
def unpacked(bundle, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    return folder


def test_unpacked_elsewhere_its_own_command_makes_the_same_figures(unpacked, report) -> None:
    lines = (unpacked / "README.md").read_text(encoding="utf-8").splitlines()
    command = next(line.split() for line in lines if " verify report " in line)
    assert command[:3] == ["python", "-m", "analysis"]
    done = subprocess.run(
        [sys.executable, *command[1:]], cwd=unpacked, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("identical bytes")
    again = {path.name: path.read_bytes() for path in (unpacked / "replicated/figures").iterdir()}
    assert again == {path.name: path.read_bytes() for path in (report / "figures").iterdir()}


def test_the_same_bundle_is_the_same_bytes(bundle, report, measured, tmp_path) -> None:
    write_bundle(report, tmp_path / "again.zip", measures=measured, articles=DEMO)
    assert (tmp_path / "again.zip").read_bytes() == bundle.read_bytes()


def test_the_readme_has_the_sections_that_data_editors_ask_for(unpacked) -> None:
    text = (unpacked / "README.md").read_text(encoding="utf-8")
    sections = ["Overview", "Data Availability and Provenance Statements", "Dataset list"]
    sections += ["Computational requirements", "Description of programs/code"]
    sections += ["Instructions to Replicators", "List of tables and programs", "References"]
    places = [text.index(f"\n## {section}\n") for section in sections]
    assert places == sorted(places)
    figures = {path.stem for path in (unpacked / "report" / "figures").glob("*.svg")}
    assert all(f"`report/figures/{name}.png`" in text for name in figures)
    assert "No run of 8 words of any of the 12 articles" in text


def test_the_crate_describes_every_file_with_its_size_and_hash(unpacked) -> None:
    crate = json.loads((unpacked / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    things = {thing["@id"]: thing for thing in crate["@graph"]}
    files = {p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*") if p.is_file()}
    files = {n for n in files if not n.startswith("replicated/") and "__pycache__" not in n}
    described = {name for name, thing in things.items() if thing["@type"] == "File"}
    assert described == files - {"ro-crate-metadata.json"}
    assert {part["@id"] for part in things["./"]["hasPart"]} == described
    for name in ("measures/counts.parquet", "README.md"):
        assert int(things[name]["contentSize"]) == (unpacked / name).stat().st_size


def test_the_schema_names_the_columns_that_the_tables_have(unpacked) -> None:
    package = json.loads((unpacked / "measures/datapackage.json").read_text(encoding="utf-8"))
    tables = {path.name for path in (unpacked / "measures").glob("*.parquet")}
    assert {resource["path"] for resource in package["resources"]} == tables
    known = set(codebook()["column"])
    for resource in package["resources"]:
        frame = pd.read_parquet(unpacked / "measures" / resource["path"])
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert set(frame.columns) <= fields.keys()
        assert all(field["description"] for field in fields.values())
        for name, field in fields.items():
            allowed = field.get("constraints", {}).get("enum")
            if allowed and name in frame:
                assert set(frame[name].dropna()) <= set(allowed)
        assert resource["name"] == "counts" or fields.keys() & known


def test_titles_are_left_out(unpacked, measured) -> None:
    assert "title" in pd.read_parquet(measured / "articles.parquet")
    assert "title" not in pd.read_parquet(unpacked / "measures" / "articles.parquet")


def test_a_report_that_shows_text_is_refused(measured, texts, tmp_path) -> None:
    out = tmp_path / "shown"
    article = texts["article"].iloc[0]
    run_report(
        "article_profile",
        measures=measured,
        out=out,
        parameters=SMALL | {"article": article, "text": str(DEMO)},
    )
    with pytest.raises(IntegrityError, match=rf"hand on.*article_profile.*{article}"):
        write_bundle(out, tmp_path / "x.zip", measures=measured, articles=DEMO)
    with pytest.raises(IntegrityError, match="parameter text"):
        write_bundle(out, tmp_path / "x.zip", measures=measured)
    assert [path.name for path in tmp_path.iterdir()] == ["shown"]


def test_other_faults_are_refused_and_leave_nothing(report, measured, texts, tmp_path) -> None:
    few = tmp_path / "few.csv"
    texts[texts["event"] == texts["event"].iloc[0]].to_csv(few, index=False)
    with pytest.raises(IntegrityError, match="8 measured articles cannot be searched for"):
        write_bundle(report, tmp_path / "x.zip", measures=measured, articles=few)
    copy = Path(shutil.copytree(report, tmp_path / "copy"))
    (copy / "figures" / "article.csv").write_text("mine")
    with pytest.raises(IntegrityError, match="was changed after the report was made"):
        write_bundle(copy, tmp_path / "x.zip", measures=measured)
    with pytest.raises(ParameterError, match="zip"):
        write_bundle(report, tmp_path / "x.tar", measures=measured)
    with pytest.raises(ParameterError, match="no date"):
        About(date="yesterday")
    assert not list(tmp_path.glob("*x.*"))


def test_without_the_articles_the_bundle_says_that_it_was_not_searched(
    report, measured, tmp_path
) -> None:
    said = write_bundle(report, tmp_path / "x.zip", measures=measured)
    assert "not searched" in said[0]
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert "not searched" in archive.read("README.md").decode()


RUN_OF_8 = "the old ferry left two hours after dawn"
HIDING = {
    "plain.txt": f"x {RUN_OF_8} y",
    "wrapped.md": "the old\n ferry   LEFT two hours —\nafter, dawn",
    "cells.csv": "word\n" + "\n".join(RUN_OF_8.split()),
    "notebook.ipynb": json.dumps([["the old ferry\n", "left two hours\n", "after dawn"]]),
    "escaped.json": '{"a": "the old ferry left\\ttwo \\u201chours\\u201d \\u0061fter d\\u0061wn"}',
    "alt.html": f'<img alt="{RUN_OF_8}">',
    "tags.html": "<p>the <b>old</b> fer<i>ry</i> left two&nbsp;hours&#32;after d&#97;wn</p>",
    "page.html": "<p>the old ferry left</p><p>two hours</p><p>after dawn</p>",
    "drawing.svg": f"<svg><!-- {RUN_OF_8} --><path/></svg>",
    "title.svg": f"<svg><title>{RUN_OF_8}</title></svg>",
    "soft.txt": "the old fer\u00adry left two hours after dawn",
    "figure.pdf": f"%PDF-1.4 /Title ({RUN_OF_8})",
    "latex.tex": "the old ferry & left & two & hours \\\\ after & dawn",
    RUN_OF_8.replace(" ", "_") + ".txt": "",
}  # fmt: skip


@pytest.mark.parametrize("name", HIDING)
def test_words_are_found_wherever_they_hide(name) -> None:
    text = f"In May {RUN_OF_8}, officials said."
    files = {name: HIDING[name].encode(), "clean.txt": b"the old ferry left two hours after noon"}
    assert [match.file for match in find_words_of({"a": text}, files)] == [name]


def test_words_are_found_in_tables_images_and_packed_files() -> None:
    table, image = io.BytesIO(), io.BytesIO()
    pd.DataFrame({"n": range(8), "word": RUN_OF_8.split()}).to_parquet(table)
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", RUN_OF_8, zip=True)
    Image.new("L", (4, 4)).save(image, format="PNG", pnginfo=note)
    files = {"a.parquet": table.getvalue(), "b.png": image.getvalue()}
    files["c.txt.gz"] = gzip.compress(RUN_OF_8.encode())
    found = find_words_of({"a": RUN_OF_8}, files)
    assert [match.file for match in found] == sorted(files)


@pytest.mark.parametrize(("words", "found"), [(1, True), (3, True), (4, False)])
def test_a_text_cut_into_short_cells_is_found_and_two_neighbouring_mentions_are_not(
    words, found
) -> None:
    table, said = io.BytesIO(), RUN_OF_8.split()
    cells = [" ".join(said[place : place + words]) for place in range(0, RUN, words)]
    pd.DataFrame({"speaker": cells}).to_parquet(table)
    assert bool(find_words_of({"a": RUN_OF_8}, {"a.parquet": table.getvalue()})) == found


def test_annotations_between_the_words_do_not_hide_them(measures, texts) -> None:
    from analysis.figures import show_article

    row = texts.iloc[0]
    page = show_article(measures, row["article"], text=row["text"]).html
    words = row["text"].split()
    for start in range(40, len(words) - RUN, 25):
        part = {"a": " ".join(words[start : start + RUN + 2])}
        assert find_words_of(part, {"page.html": page.encode()}), part


def test_addresses_rows_of_numbers_and_seven_words_are_allowed() -> None:
    address = f"https://gazette.example/{RUN_OF_8.replace(' ', '-')}"
    assert not find_words_of({"a": RUN_OF_8}, {"x.csv": address.encode()})
    numbers = " ".join(map(str, range(30)))
    assert not find_words_of({"a": numbers}, {"x.csv": numbers.encode()})
    seven = " ".join(RUN_OF_8.split()[:7])
    assert not find_words_of({"a": RUN_OF_8}, {"x.txt": seven.encode()})


def test_the_search_agrees_with_looking_for_every_run_in_turn() -> None:
    draw = random.Random(3)
    words = ["ferry", "old", "May", "said", "x1", "dawn"]
    for _ in range(60):
        text, file = (" ".join(draw.choices(words, k=40)) for _ in range(2))
        if draw.random() < 0.5:
            start = draw.randrange(30)
            file += " " + " ".join(text.split()[start : start + draw.choice([7, 8, 9])])
        runs = {tuple(text.split()[i : i + RUN]) for i in range(40 - RUN + 1)}
        held = file.split()
        slow = any(tuple(held[i : i + RUN]) in runs for i in range(len(held) - RUN + 1))
        assert bool(find_words_of({"a": text}, {"f.txt": file.encode()})) == slow


def test_files_that_nobody_can_read_are_named() -> None:
    names = ["a.docx", "figures/b.pdf", "figures/b.svg", "c.pdf", "d.png"]
    assert unscannable(names) == ["a.docx", "c.pdf"]


def test_rehydrate_tells_the_measured_texts_from_others(bundle, unpacked, texts, tmp_path) -> None:
    assert rehydrate(bundle, DEMO).ok
    some = texts[texts["event"].isin(sorted(texts["event"].unique())[:3])].copy()
    some.iloc[0, some.columns.get_loc("text")] += " One more sentence."
    own = tmp_path / "own.csv"
    some.drop(index=some.index[1]).to_csv(own, index=False)
    result = rehydrate(unpacked, own)
    assert not result.ok and len(result.found) == 10
    assert result.changed == (some["article"].iloc[0],)
    assert result.missing == (some["article"].iloc[1],)
    assert result.others == 0 and some["article"].iloc[1] in str(result)
