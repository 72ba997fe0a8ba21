"""Whether the counting rule `textstat` is textstat's and VADER's own counting, to the last bit.

    python -m benchmarks.exactness CORPUS.jsonl [--articles N]

Ten metrics and the sentence count of every article; neg, neu, pos and compound of every sentence.
Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.measures.sentiment import score_texts
from analysis.measures.syllables import offline_textstat
from analysis.measures.textstat_rule import textstat_scores
from analysis.tokens import tokenize
from benchmarks.speed import TEN, read_texts

_FOUR = {"neg": "negative", "neu": "neutral", "pos": "positive", "compound": "compound"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    options = parser.parse_args()
    texts = read_texts(options.corpus, options.articles)
    textstat, ours = offline_textstat(), textstat_scores(texts)
    different = 0
    for name, own in zip((*TEN, "sentence_count"), ours, strict=True):
        theirs = [float(getattr(textstat, name)(text)) for text in texts]
        unequal = sum(a != b for a, b in zip(theirs, ours[own].tolist(), strict=True))
        different += unequal
        print(f"{name:32}{len(texts) - unequal} of {len(texts)} articles identical")
    vader, sentences = SentimentIntensityAnalyzer(), []
    for text in texts:
        tokens = tokenize([text])
        ends = zip(tokens.sentence_start.tolist(), tokens.sentence_end.tolist(), strict=True)
        sentences += [text[start:end] for start, end in ends]
    scores = score_texts(sentences, rule="textstat")
    unequal = 0
    for row, sentence in enumerate(sentences):
        theirs = vader.polarity_scores(sentence)
        unequal += any(theirs[key] != getattr(scores, own)[row] for key, own in _FOUR.items())
    print(
        f"VADER's four scores: {len(sentences) - unequal} of {len(sentences)} sentences identical"
    )
    raise SystemExit(int(different + unequal > 0))


if __name__ == "__main__":
    main()
