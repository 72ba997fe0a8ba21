"""A pipeline's tags, noun phrases and names reach the grammar; the core never imports spaCy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.measures import measure
from analysis.scale import measure_to
from analysis.tokens import tokenize
from analysis.voices import attribute, attribute_text
from analysis.voices.annotations import annotate

spacy = pytest.importorskip("spacy")


def annotator(tags: dict[str, str], names: dict[str, str] | None = None) -> Any:
    """The pipe of a blank pipeline with a rule for each word given."""
    pipeline = spacy.blank("en")
    if tags:
        ruler = pipeline.add_pipe("attribute_ruler")
        for word, tag in tags.items():
            ruler.add([[{"LOWER": word}]], {"POS": tag})
    if names:
        entities = pipeline.add_pipe("entity_ruler")
        entities.add_patterns([{"label": label, "pattern": name} for name, label in names.items()])
    return pipeline.pipe


def cues(text: str, pipe: Any = None) -> list[str]:
    return attribute_text(text, annotator=pipe).attributions["cue"].tolist()


def test_a_tag_overrules_the_guards() -> None:
    text = "Lind claims the road was closed."
    assert cues(text) == ["claims"]
    assert cues(text, annotator({"claims": "NOUN"})) == []
    text = "The State said the road was closed."
    assert cues(text, annotator({"said": "VERB"})) == cues(text) == ["said"]


def test_a_name_is_a_person_or_not_as_the_pipeline_says() -> None:
    text = "Mara Lind opened on Friday. It was late. Mara Lind said the road was closed."
    kind = attribute_text(text).attributions["source_type"]
    told = annotator({}, {"Mara Lind": "ORG"})
    other = attribute_text(text, annotator=told).attributions["source_type"]
    assert (kind.tolist(), other.tolist()) == (["person"], ["organisation"])


class _Document(list[Any]):
    """A document of another make, with noun phrases but no names."""

    ents = ()

    def __init__(self, text: str, phrases: Iterable[str]) -> None:
        super().__init__()
        self.noun_chunks = [
            SimpleNamespace(start_char=text.index(p), end_char=text.index(p) + len(p))
            for p in phrases
        ]


def test_content_does_not_end_inside_a_noun_phrase() -> None:
    text = "Lind praised the plan before the house and left."

    def pipe(texts: Iterable[str]) -> Iterator[_Document]:
        return (_Document(text, ["the plan before the house"]) for text in texts)

    def contents(told: Any) -> list[str]:
        table = attribute_text(text, annotator=told).attributions
        return [text[row.start : row.end] for row in table.itertuples()]

    assert contents(None) == ["the plan"]
    assert contents(pipe) == ["the plan before the house"]


def test_words_that_are_cut_otherwise_tell_nothing() -> None:
    tokens = tokenize(["Lind can't say."])
    found = annotate(tokens, annotator({"ca": "NOUN", "n't": "NOUN", "say": "VERB"}))
    words = [tokens.vocabulary.words.strings[w] for w in tokens.word]
    assert dict(zip(words, found.tag.tolist(), strict=True))["can't"] == 0
    assert dict(zip(words, found.tag.tolist(), strict=True))["say"] == 1


@pytest.mark.parametrize("pipe", [lambda texts: [], lambda texts: [spacy.blank("en")("a " * 99)]])
def test_documents_of_other_texts_are_refused(pipe: Any) -> None:
    with pytest.raises(ParameterError, match="annotator"):
        attribute(tokenize(["Lind said no."]), annotator=pipe)


def test_a_measurement_takes_an_annotator_and_records_it() -> None:
    table = pd.DataFrame(
        {"article": ["a"], "outlet": ["x"], "text": ["Lind claims the road was closed."]}
    )
    plain, told = measure(table), measure(table, annotator=annotator({"claims": "NOUN"}))
    assert (len(plain.attributions), len(told.attributions)) == (1, 0)
    assert "annotator" not in plain.record["parameters"]
    assert told.record["parameters"]["annotator"].startswith("en_pipeline")


def test_the_package_does_not_import_spacy() -> None:
    code = "import sys, analysis, analysis.voices; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_corpus_by_parts_is_told_the_same_and_in_one_process_alone(tmp_path) -> None:
    text = "The claims said nothing, Mara Lind said. She claims that it rained."
    table = pd.DataFrame({"article": ["a", "b"], "outlet": ["Post", "Star"], "text": [text, text]})
    told = annotator({"claims": "NOUN"})
    for pipe in (told, None):
        folder = measure_to(tmp_path / "out", table, partition=1, annotator=pipe)
        found = pd.read_parquet(folder / "attributions.parquet")
        alone = measure(table, annotator=pipe).attributions
        assert found["cue"].tolist() == alone["cue"].tolist()
        assert ("claims" in set(found["cue"])) == (pipe is None)
    with pytest.raises(ParameterError, match="workers=1"):
        measure_to(tmp_path / "two", table, workers=2, annotator=told)
