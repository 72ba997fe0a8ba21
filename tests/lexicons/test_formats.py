"""Dictionary files: every format parses as its author meant, whatever the encoding, and safely."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
import vaderSentiment
import yaml
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.errors import LexiconError
from analysis.lexicons import load_lexicon
from analysis.lexicons.formats import Dictionary, Tree, read_dictionary, to_lexicon

FIXTURES = Path(__file__).parent / "fixtures"
EXPECTED = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
# Dictionaries of another project, under its licence: never in this repository.
OUTSIDE = os.environ.get("PARALLAX_DICTIONARY_FIXTURES")


def write(folder: Path, content: str | bytes, name: str = "own.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def lines(dictionary: Dictionary) -> list[int]:
    """The numbers of the lines that notes speak of."""
    starts = (note.split(":")[0] for note in dictionary.notes if note.startswith("line "))
    return [int(start.removeprefix("line ")) for start in starts]


@pytest.mark.parametrize("name", EXPECTED)
def test_own_fixtures_parse_as_meant(name: str) -> None:
    expected = EXPECTED[name]
    assert read_dictionary(FIXTURES / name, encoding=expected["encoding"]).tree == expected["parse"]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_ending_does_not_matter(name: str, tmp_path: Path) -> None:
    given = (FIXTURES / name).read_bytes()
    renamed = write(tmp_path, given, "dictionary.unknown")
    assert (
        read_dictionary(renamed, encoding=EXPECTED[name]["encoding"]).tree
        == (EXPECTED[name]["parse"])
    )


@pytest.mark.skipif(not OUTSIDE, reason="PARALLAX_DICTIONARY_FIXTURES names no folder")
def test_outside_fixtures_parse_as_meant() -> None:
    folder = Path(OUTSIDE or "")
    seen = 0
    for path in sorted((folder / "expected_right").glob("*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        given = folder / "quanteda_cases" / expected["file"]
        if given.is_file():
            seen += 1
            read = read_dictionary(given, encoding=expected["encoding"])
            assert read.tree == expected["parse"], given.name
            for note in expected["notes"]:
                if note.startswith("empty key dropped: "):
                    assert any(note.split(": ")[1] in own for own in read.notes), note
                if note.startswith("undefined category"):
                    assert any(note in own for own in read.notes), note
    assert seen == len(list((folder / "quanteda_cases").iterdir()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_needs_no_parameter(encoding: str, tmp_path: Path) -> None:
    text = (FIXTURES / "loaded.cat").read_text(encoding="utf-8").replace("HEROIC", "HÉROÏQUE’S")
    read = read_dictionary(write(tmp_path, text.encode(encoding)))
    assert read.tree["EMOTIVE"]["PRAISE"][0] == "héroïque’s"  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    ("encoding", "word"), [("latin-1", "É"), ("cp1252", "Š"), ("shift_jis", "あ"), ("euc_jp", "い")]
)
def test_other_encodings_are_given(encoding: str, word: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"KEY\n\t{word} (1)\n".encode(encoding))
    read = read_dictionary(path, encoding=encoding)
    assert read.tree == {"KEY": [word.lower()]}
    assert not read.notes


def test_a_guessed_encoding_is_noted(tmp_path: Path) -> None:
    text = "KEY\n\tCAFÉ (1)\n\tNAÏVE (1)\n\tDÉJÀ VU (1)\n\tFAÇADE (1)\n"
    read = read_dictionary(write(tmp_path, text.encode("latin-1")))
    assert read.tree == {"KEY": ["café", "naïve", "déjà vu", "façade"]}
    assert "guess" in read.notes[0]


def test_the_declaration_of_xml_is_followed(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><dictionary><cnode name="K">'
    text += '<pnode name="caf\xe9"/></cnode></dictionary>'
    assert read_dictionary(write(tmp_path, text.encode("latin-1"))).tree == {"K": ["café"]}


def test_weights() -> None:
    read = read_dictionary(FIXTURES / "weights.cat")
    given = {"one": 1, "ten": 10, "half": 0.5, "paren (x)": 1}
    assert read.weights == {("A", term): weight for term, weight in given.items()}
    entries = load_lexicon(FIXTURES / "weights.cat").entries
    assert {entry.term: entry.weight for entry in entries} == given


def test_valence_lists_agree_with_their_own_reader() -> None:
    path = Path(vaderSentiment.__file__).parent / "vader_lexicon.txt"
    theirs = SentimentIntensityAnalyzer().lexicon
    ours = read_dictionary(path, lower=False)
    assert {key[-1]: weight for key, weight in ours.weights.items()} == pytest.approx(
        {" ".join(term.split()): weight for term, weight in theirs.items()}
    )
    assert all((key[0] == "negative") == (weight < 0) for key, weight in ours.weights.items())


def test_liwc_table_weights_and_strange_marks(tmp_path: Path) -> None:
    text = "DicTerm,A,B\nsad,X,0.5\nodd,?,x\nnone,,\n"
    read = read_dictionary(write(tmp_path, text))
    assert read.tree == {"A": ["sad"], "B": ["sad", "odd"]}
    assert read.weights == {("B", "sad"): 0.5}
    assert lines(read) == [3, 4]


def test_liwc_says_what_it_does_not_understand(tmp_path: Path) -> None:
    text = "%\n1\tone\n1\tagain\n%\nword\t1\tx7\nbare\nlost\t9\n"
    read = read_dictionary(write(tmp_path, text))
    assert read.tree == {"one": ["word"]}
    assert lines(read) == [3, 5, 6, 7]


def test_yaml_pools_repeated_keys_and_reads_json(tmp_path: Path) -> None:
    pooled = read_dictionary(write(tmp_path, "A: [x]\nB: [y]\nA: [z, x]\n"))
    assert pooled.tree == {"A": ["x", "z"], "B": ["y"]}
    assert read_dictionary(write(tmp_path, '{"A": {"B": ["no", 1]}}')).tree == {
        "A": {"B": ["no", "1"]}
    }


def test_wordstat_rules_are_noted_and_underscores_are_phrases(tmp_path: Path) -> None:
    path = write(tmp_path, "KEY\n\tCIVIL_WAR (1)\n\t@RULE [WAR NEAR PEACE]\n")
    assert lines(read_dictionary(path)) == [3]
    assert to_lexicon(read_dictionary(path)).entries[0].forms == ("civil_war", "civil war")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("good,bad\nfine,poor\nfair,\n", {"good": ["fine", "fair"], "bad": ["poor"]}),
        ("term;category;weight\nfine;good;2\n", {"good": ["fine"]}),
        (
            "# version (2)\ngood: [fine, fair]\nbad: poor\n",
            {"good": ["fine", "fair"], "bad": ["poor"]},
        ),
        ("# my words\nfine\nvery fair\n", {"own": ["fine", "very fair"]}),
    ],
)
def test_plain_tables_and_lists(text: str, tree: Tree, tmp_path: Path) -> None:
    assert read_dictionary(write(tmp_path, text)).tree == tree


def test_a_table_of_any_separator_keeps_its_word_classes(tmp_path: Path) -> None:
    path = write(tmp_path, "term;category;class;weight\nslam;attack;verb;2\n".encode("utf-16"))
    entry = load_lexicon(path).entries[0]
    assert (entry.weight, "slammed" in entry.forms) == (2, True)


EXPANDING = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
OUTER = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
NODES = '<dictionary{}><cnode name="K"><pnode name="{}"/></cnode></dictionary>'


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (EXPANDING + NODES.format("", "&b;"), "entity"),
        (OUTER + NODES.format("", "&a;"), "entity"),
        (NODES.format(' patternengine="regexp"', "a.*"), "regular expressions"),
        (NODES.format("", "x")[:-5], "line 1"),
        ("A: &x [a]\nB: *x\n", "alias"),
        ("A: [landmark*, *]\n", "line 1|alias"),
        ("A: [a\nB: b\n", "line 2"),
        ("A:\n", "no entry"),
        ("%\n1\tone\n%\n", "no entry"),
        ("%\n1\tone\n%\nlost\t9\n", "undefined category 9"),
        ("\n \n", "empty"),
        (b"\x00\x01\x02\x03" * 400, "binary|format"),
        ("This is a sentence of a letter, and it is no dictionary.\n" * 3, "known"),
        ("good,bad\n", "known"),
        ("fine,good\nfair,good\npoor,bad\nbad,bad\n", "line 4.*term"),
        ('term,category\n"open,a\n' + "x" * 200_000, "quotation mark"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    content: str | bytes, word: str, tmp_path: Path
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(LexiconError, match=word) as caught:
        read_dictionary(path)
    assert path.name in caught.value.where


@pytest.mark.parametrize(("encoding", "word"), [("klingon", "not known"), ("ascii", "not ascii")])
def test_a_wrong_encoding_is_refused(encoding: str, word: str) -> None:
    with pytest.raises(LexiconError, match=word):
        read_dictionary(FIXTURES / "latin1.cat", encoding=encoding)


def test_yaml_makes_no_objects(tmp_path: Path) -> None:
    mark = tmp_path / "executed"
    text = f'A: !!python/object/apply:os.mkdir ["{mark}"]\n'
    assert read_dictionary(write(tmp_path, text)).tree == {"A": [str(mark).lower()]}
    assert not mark.exists()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be opened"):
        read_dictionary(tmp_path / "none.dic")


@pytest.mark.parametrize("name", EXPECTED)
def test_every_pattern_becomes_an_entry(name: str) -> None:
    read = read_dictionary(FIXTURES / name, encoding=EXPECTED[name]["encoding"])
    lexicon = load_lexicon(FIXTURES / name, encoding=EXPECTED[name]["encoding"])
    made = {(entry.category, entry.term) for entry in lexicon.entries}
    assert made >= {("/".join(path), pattern) for path, pattern in read.patterns()}
    assert lexicon.sha256 == read.sha256
    assert len(lexicon.sha256) == 64


def test_patterns_that_no_text_can_match_are_noted(tmp_path: Path) -> None:
    path = write(tmp_path, "A: [':)', fine, 'very *', '9/11']\n")
    assert ["2 patterns" in note for note in to_lexicon(read_dictionary(path)).notes] == [True]


def as_yaml(tree: Tree) -> str:
    return str(yaml.safe_dump(tree, allow_unicode=True))


def as_wordstat(tree: Tree, depth: int = 0) -> str:
    rows = []
    for key, held in tree.items():
        rows.append("\t" * depth + key)
        if isinstance(held, dict):
            rows.append(as_wordstat(held, depth + 1))
        else:
            rows += ["\t" * (depth + 1) + f"{pattern} (1)" for pattern in held]
    return "\n".join(rows)


def as_yoshikoder(tree: Tree) -> str:
    def nodes(tree: Tree) -> str:
        return "".join(
            f"<cnode name={quoteattr(key)}>"
            + (nodes(held) if isinstance(held, dict) else "".join(map(leaf, held)))
            + "</cnode>"
            for key, held in tree.items()
        )

    def leaf(pattern: str) -> str:
        return f"<pnode name={quoteattr(pattern)}/>"

    return f"<dictionary>{nodes(tree)}</dictionary>"


def some_tree(seed: int, depth: int = 0) -> Tree:
    chance = random.Random(seed)
    keys = [f"Key {chance.randrange(50)}" for _ in range(chance.randint(1, 4))]
    words = ["no", "on", "fine*", "a b", "d&c", "été", "x-?", "007"]
    return {
        key: some_tree(seed * 7 + number, depth + 1)
        if depth < 2 and chance.random() < 0.5
        else chance.sample(words, chance.randint(1, 5))
        for number, key in enumerate(keys)
    }


@pytest.mark.parametrize("written", [as_yaml, as_wordstat, as_yoshikoder])
@pytest.mark.parametrize("seed", range(8))
def test_what_is_written_is_read(written: Callable[[Tree], str], seed: int, tmp_path: Path) -> None:
    tree = some_tree(seed)
    assert read_dictionary(write(tmp_path, written(tree))).tree == tree


def test_an_ending_of_another_format_is_noted(tmp_path: Path) -> None:
    path = write(tmp_path, (FIXTURES / "loaded.ykd").read_bytes(), "loaded.cat")
    assert "Yoshikoder" in read_dictionary(path).notes[0]


def test_depth_is_limited(tmp_path: Path) -> None:
    deep = '<cnode name="a">' * 5000 + '<pnode name="x"/>' + "</cnode>" * 5000
    with pytest.raises(LexiconError, match="deep"):
        read_dictionary(write(tmp_path, f"<dictionary>{deep}</dictionary>"))
    with pytest.raises(LexiconError):
        read_dictionary(write(tmp_path, "A: " + "[" * 5000 + "x" + "]" * 5000))


def test_lines_are_numbered_as_editors_number_them(tmp_path: Path) -> None:
    text = "%\r1\tone\x85\r%\rword\t1\rbare\r"
    read = read_dictionary(write(tmp_path, text.encode("latin-1")), encoding="latin-1")
    assert lines(read) == [5]


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("seed", range(6))
def test_damaged_files_are_read_or_refused(name: str, seed: int, tmp_path: Path) -> None:
    """Whatever the damage, the result is a dictionary with entries or a LexiconError."""
    chance = random.Random(f"{name} {seed}")
    data = bytearray((FIXTURES / name).read_bytes())
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data))
        signs = b"%\t\n<>()/:[]{}*&!\"'\x00\xff, 1"
        data[at : at + chance.randint(0, 3)] = chance.choices(signs, k=chance.randint(0, 3))
    path = write(tmp_path, bytes(data))
    try:
        read = read_dictionary(path, encoding="latin-1" if seed % 2 else None)
    except LexiconError as error:
        assert error.where.startswith(path.name)
    else:
        assert read.tree or read.conditions
        try:
            assert to_lexicon(read).entries
        except LexiconError:
            assert not read.tree


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("term,category,weight\nferry,boats,1\n", encoding="utf-8")
    first = load_lexicon(path)
    path.write_text("term,category,weight\nbarge,boats,1\n", encoding="utf-8")
    again = load_lexicon(path)
    assert [e.term for e in first.entries] == ["ferry"]
    assert [e.term for e in again.entries] == ["barge"]
    assert first.sha256 != again.sha256
