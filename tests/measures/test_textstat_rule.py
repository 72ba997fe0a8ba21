"""The counting rule `textstat` gives what textstat gives, to the last bit, on any text."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.errors import ParameterError
from analysis.measures import COUNTS, measure, score
from analysis.measures.syllables import offline_textstat
from analysis.measures.textstat_rule import RULE, textstat_scores

FUNCTIONS = {
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid": "flesch_kincaid_grade",
    "smog": "smog_index",
    "coleman_liau": "coleman_liau_index",
    "automated_readability": "automated_readability_index",
    "gunning_fog": "gunning_fog",
    "dale_chall": "dale_chall_readability_score",
    "linsear_write": "linsear_write_formula",
    "lix": "lix",
    "rix": "rix",
    "sentences": "sentence_count",
}
NEWS = [
    "The U.S. economy grew 2.5 percent on Friday, the government said.",
    "Prices rose $1.2 billion, or 3.5%, to $45.67 a share.",
    "He quit. She cried. They won. The deal was signed in the old harbor hall.",
    "• One thing came first\n• another thing followed\n\nand www.example.org—no more",
    "“I won’t go,” he said. 'It's over' isn't it? We'Ll see; they've, 'twas, rock 'n' roll.",
    "The committee's unanimous recommendation disappointed everybody. " * 30,
    "word " * 99 + "last. And then. More words follow it here!",
    "-- ... ' ' \"", "a", "...", "İstanbul'da ΑΣ naïve co-operation_x",
]  # fmt: skip
PIECES = "the a U.S. unanimously won't 'tis ve 've It's' 2.5 $1.2 ... . ! ?! — - ' \" ’ \n _ ı İ"
MIXTURE = st.lists(st.sampled_from([*PIECES.split(" "), *"banana governments re. x.y".split()]))


def assert_equal_to_textstat(texts: list[str]) -> None:
    textstat = offline_textstat()
    scores = textstat_scores(texts)
    for name, function in FUNCTIONS.items():
        theirs = [float(getattr(textstat, function)(text)) for text in texts]
        assert scores[name].tolist() == theirs, name


def test_ten_metrics_and_the_sentences_are_textstats() -> None:
    assert_equal_to_textstat(NEWS)


@given(st.lists(MIXTURE.map(" ".join) | MIXTURE.map("".join), min_size=1, max_size=4))
@settings(max_examples=200)
def test_on_any_mixture(texts: list[str]) -> None:
    assert_equal_to_textstat(texts)


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
@example(["a\x1cb.\x85c!\u2028d \u3000e", "", " ", "\ud800 surrogate. x"])
@settings(max_examples=200)
def test_on_any_text(texts: list[str]) -> None:
    assert_equal_to_textstat(texts)


def corpus() -> pd.DataFrame:
    return pd.DataFrame({"article": [f"a{n}" for n in range(len(NEWS))], "text": NEWS})


def test_measures_under_the_rule_are_textstats_on_the_body() -> None:
    measures = measure(corpus(), rule=RULE)
    textstat = offline_textstat()
    bodies = measures.zones[measures.zones["zone"] == "body"]
    text = corpus().set_index("article")["text"]
    scores = measures.scores.set_index("article")
    for article, spans in bodies.groupby("article"):
        body = "\n".join(text[article][s:e] for s, e in zip(spans["start"], spans["end"]))
        for name, function in FUNCTIONS.items():
            if name != "sentences" and np.isfinite(scores.loc[article, name]):
                assert scores.loc[article, name] == getattr(textstat, function)(body), name
    assert scores["flesch_reading_ease"].notna().sum() > len(NEWS) / 2
    assert measures.record["parameters"]["rule"] == RULE


def test_the_rules_differ_and_by_voice_the_corrected_counts_are_read() -> None:
    corrected, textstat = measure(corpus()), measure(corpus(), rule=RULE)
    assert not any(name.startswith("textstat_") for name in corrected.counts)
    assert {n for n in COUNTS if n.startswith("textstat_")} <= set(textstat.counts)
    both = [m.scores["dale_chall"].fillna(0) for m in (corrected, textstat)]
    assert (both[0] != both[1]).any()
    spoken = [score(m.counts, voice="authorial")["lix"] for m in (corrected, textstat)]
    pd.testing.assert_series_equal(*spoken)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ParameterError, match="corrected"):
        measure(corpus(), rule="correct")
