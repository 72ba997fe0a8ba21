"""The weights of the loaded-language lexicon from coded sentences, and what they are worth.

    python -m benchmarks.fit_loaded BABE.jsonl MBIC.jsonl BASIL.jsonl [--write]

Each file: a sentence a line (id, text, label, biased_terms, outlet, url), or an article a line in
the form of BASIL. A hit is flagged where it shares a character with a word that coders marked. An
entry's weight is its flag rate, shrunk by PRIOR hits towards what its category and strength lead to
expect (empirical Bayes): the category's rate, times the flags of all entries of that strength over
those that their categories expect. Categories and strengths are shrunk by GROUP_PRIOR hits. All is
divided by the rate of all, so that 1 is the average hit. An entry without a hit keeps what its
category and strength lead to expect.

Printed are sentence AUCs of the score (Σ weight / √words): in sample; cross-validated over five
folds of whole articles and events; the same without the entries that were chosen with coded words
in view unless another fold flags them too (`chosen` is `development`), which is the estimate for
texts that nobody has seen; and across corpora, fitted on the others. Under each stands how the
score orders the outlets of one event. --write puts weights and
evidence (hits, flagged) into the lexicon's files.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

import analysis.lexicons
from analysis.lexicons import Matcher, load_lexicon
from analysis.statistics.ordering import matched_order, order_sentence
from analysis.tokens import Vocabularies, tokenize
from analysis.voices import attribute
from benchmarks.loaded import QUOTED, units

PRIOR, GROUP_PRIOR, FOLDS = 6, 20, 5
STRENGTHS = ("weak", "plain", "strong")
FOLDER = Path(analysis.lexicons.__file__).parent / "loaded"
_ABOUT = ("outlet", "doc_id", "event_id", "leaning")
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Coded:
    """Coded sentences of several corpora and the lexicon's hits in them, as columns."""

    corpus: NDArray[np.object_]
    text: NDArray[np.object_]
    outlet: NDArray[np.object_]
    article: NDArray[np.object_]
    event: NDArray[np.object_]
    leaning: NDArray[np.object_]
    fold: NDArray[np.int64]
    label: Mask
    own_label: Mask
    words: Floats
    own_words: Floats
    hit_row: NDArray[np.int64]
    hit_entry: NDArray[np.int64]
    hit_flagged: Mask
    hit_own: Mask


def sentences(record: dict[str, Any]) -> list[dict[str, Any]]:
    """What coders said of each sentence: label, marked spans, label of the outlet's own words."""
    if "sentences" not in record:
        spans = [
            match.span()
            for term in record["biased_terms"]
            for match in re.finditer(rf"\b{re.escape(term)}\b", record["text"], re.IGNORECASE)
        ]
        label = bool(record["label"])
        return [{"label": label, "own": label, "spans": spans, "coded": True}]
    rows = []
    for sentence in record["sentences"]:
        lexical = [span for span in sentence["spans"] if span["type"] == "lexical"]
        rows.append(
            {
                "label": bool(sentence["lexical_bias"]),
                "own": any(not span["quote"] for span in lexical),
                "spans": [(span["start"], span["end"]) for span in lexical],
                "coded": sentence["idx"] != "title",
            }
        )
    return rows


def read(paths: list[Path], matcher: Matcher) -> Coded:
    """All coded sentences; those of an article are matched within it, so that voices are known."""
    vocabulary = Vocabularies()
    rows: list[tuple[Any, ...]] = []
    hits: list[tuple[Any, ...]] = []
    for path in paths:
        for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
            record = json.loads(line)
            text, places = units(record)
            spans = [(start, end, "body") for _, start, end in places if text[start:end].strip()]
            tokens = tokenize([text], [spans], vocabulary)
            found, unquoted = matcher.match(tokens), attribute(tokens).voice != QUOTED
            first, last = tokens.start[found.token], tokens.end[found.token + found.length - 1]
            group = str(record.get("event_id") or record.get("url") or record["text"])
            fold = int(hashlib.sha1(group.encode()).hexdigest(), 16) % FOLDS
            for (_, start, end), coded in zip(places, sentences(record), strict=True):
                if not coded["coded"]:
                    continue
                word = tokens.is_word & (tokens.start >= start) & (tokens.end <= end)
                for hit in np.flatnonzero((first >= start) & (last <= end)):
                    a, b = first[hit] - start, last[hit] - start
                    flagged = any(a < right and b > left for left, right in coded["spans"])
                    own = unquoted[found.token[hit]]
                    hits.append((len(rows), found.entry[hit], flagged, own))
                n, n_own = max(int(word.sum()), 1), max(int((word & unquoted).sum()), 1)
                known = (record.get(name) or "" for name in _ABOUT)
                about = (path.stem.split(".")[0], text[start:end], *known, fold)
                rows.append((*about, coded["label"], coded["own"], n, n_own))
    *names, folds, label, own_label, words, own_words = zip(*rows, strict=True)
    row, entry, flagged, hit_own = (np.array(column) for column in zip(*hits, strict=True))
    return Coded(
        *(np.array(column, object) for column in names),
        np.array(folds),
        np.array(label),
        np.array(own_label),
        np.array(words, float),
        np.array(own_words, float),
        row.astype(np.int64),
        entry.astype(np.int64),
        flagged.astype(bool),
        hit_own.astype(bool),
    )


def evidence(coded: Coded, train: Mask, entries: int) -> tuple[Floats, Floats]:
    """Hits and flagged hits of each entry in the sentences of `train`."""
    inside = train[coded.hit_row]
    hits = np.bincount(coded.hit_entry[inside], minlength=entries).astype(float)
    return hits, np.bincount(coded.hit_entry[inside], coded.hit_flagged[inside], entries)


def weights(
    hits: Floats, flagged: Floats, category: Ints, strength: Ints
) -> tuple[Floats, Floats, Floats]:
    """The weights of entries and categories, and the factors of strengths.

    Category -1 is not scored and weighs nothing.

    >>> hits, flagged = np.array([4.0, 0.0, 6.0]), np.array([4.0, 0.0, 1.0])
    >>> category, strength = np.array([0, 0, -1]), np.array([1, 1, 1])
    >>> [found.round(2).tolist() for found in weights(hits, flagged, category, strength)]
    [[1.0, 1.0, 0.0], [1.0], [1.0, 1.0, 1.0]]
    """
    scored = category >= 0
    rate = flagged[scored].sum() / hits[scored].sum()
    of_hits = np.bincount(category[scored], hits[scored])
    of_flagged = np.bincount(category[scored], flagged[scored])
    of_category = (of_flagged + GROUP_PRIOR * rate) / (of_hits + GROUP_PRIOR)
    expected = np.where(scored, hits * of_category[category], 0)
    of_strength = np.bincount(strength[scored], flagged[scored], len(STRENGTHS))
    of_strength += GROUP_PRIOR * rate
    of_strength /= np.bincount(strength, expected, len(STRENGTHS)) + GROUP_PRIOR * rate
    prior = of_category[category] * of_strength[strength]
    own = (flagged + PRIOR * prior) / (hits + PRIOR)
    return np.where(scored, own, 0) / rate, of_category / rate, of_strength


def score(coded: Coded, weight: Floats, *, own: bool) -> Floats:
    """Σ weight / √words of every sentence; own: of its words outside direct quotations."""
    kept = coded.hit_own if own else np.ones(len(coded.hit_row), bool)
    rows = len(coded.label)
    total = np.bincount(coded.hit_row[kept], weight[coded.hit_entry[kept]], rows)
    return np.asarray(total / np.sqrt(coded.own_words if own else coded.words))


def auc(label: Mask, value: Floats) -> float:
    """The chance that a coded sentence scores above another, a tie counting half.

    >>> auc(np.array([True, False, True]), np.array([2.0, 1.0, 1.0]))
    0.75
    """
    n = int(label.sum())
    rank = rankdata(value)[label].sum()
    return float((rank - n * (n + 1) / 2) / (n * (len(label) - n)))


def auc_within(label: Mask, value: Floats, group: NDArray[np.object_]) -> float:
    """The mean of the groups' AUCs by their pairs; a group has 40 sentences, 5 of each label."""
    pairs = total = 0.0
    for name in set(group) - {""}:
        inside = group == name
        coded = int(label[inside].sum())
        if inside.sum() >= 40 and 5 <= coded <= inside.sum() - 5:
            own = coded * (int(inside.sum()) - coded)
            pairs, total = pairs + own, total + own * auc(label[inside], value[inside])
    return total / pairs if pairs else float("nan")


def report(name: str, coded: Coded, whole: Floats, own: Floats) -> None:
    """One line: AUC over all sentences, within outlets, and of the outlet's own words."""
    said = [f"{name:34}"]
    for corpus in dict.fromkeys(coded.corpus):
        here = coded.corpus == corpus
        label, value = coded.label[here], whole[here]
        within = auc_within(label, value, coded.outlet[here])
        said.append(f"{corpus} {auc(label, value):.3f} (within outlets {within:.3f})")
        if (coded.label[here] != coded.own_label[here]).any():
            said.append(f"own words {auc(coded.own_label[here], own[here]):.3f}")
    print("  ".join(said))


def leaning(coded: Coded, whole: Floats) -> str:
    """Whether the score tells outlets apart by side where coders saw nothing loaded."""
    plain = ~coded.label & np.isin(coded.leaning, ["left", "right"])
    value = auc(coded.leaning[plain] == "right", whole[plain])
    return (
        f"right- against left-leaning outlets, sentences without bias: AUC {value:.3f} (.5: none)"
    )


def order(coded: Coded, own: Floats) -> pd.DataFrame:
    """Articles of one event by their mean score, against their share of coded sentences."""
    rows = pd.DataFrame(
        {"event": coded.event, "article": coded.article, "score": own, "code": coded.label}
    )
    matched = rows[rows["event"] != ""].astype({"code": float})
    return matched_order(matched.groupby(["event", "article"]).mean().reset_index())


def estimate(coded: Coded, category: Ints, strength: Ints, in_view: Mask) -> None:
    """Print the AUCs: in sample, cross-validated, for unseen texts, and across corpora."""
    entries, rows = len(category), len(coded.label)
    everything = np.ones(rows, bool)
    fitted, *_ = weights(*evidence(coded, everything, entries), category, strength)
    report("in sample", coded, *(score(coded, fitted, own=own) for own in (False, True)))
    print(leaning(coded, score(coded, fitted, own=False)))
    folds = [coded.fold == fold for fold in range(FOLDS)]
    corpora = [coded.corpus == name for name in set(coded.corpus)]
    splits = {
        "cross-validated": [(~test, test) for test in folds],
        # Two corpora may have coded one sentence; it must not be on both sides.
        "from other corpora": [(~np.isin(coded.text, coded.text[t]), t) for t in corpora],
    }
    for name, pairs in splits.items():
        for strict in (False, True):
            values = np.zeros((2, rows))
            for train, test in pairs:
                hits, flagged = evidence(coded, train, entries)
                weight, *_ = weights(hits, flagged, category, strength)
                weight = np.where(in_view & (flagged == 0), 0, weight) if strict else weight
                for row, own in enumerate((False, True)):
                    values[row, test] = score(coded, weight, own=own)[test]
            report(name + (", as if unseen" if strict else ""), coded, values[0], values[1])
            print(" " * 36 + order_sentence(order(coded, values[1])))


def table(path: Path) -> list[dict[str, str]]:
    """The rows of one of the lexicon's files."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(
    matcher: Matcher,
    hits: Floats,
    flagged: Floats,
    weight: Floats,
    of_category: dict[str, float],
    of_strength: dict[str, float],
) -> None:
    """Put weights and evidence into the lexicon's files; an entry without a hit has none."""
    row = {(entry.category, entry.term): i for i, entry in enumerate(matcher.entries)}
    declared = (FOLDER / "categories.toml").read_text(encoding="utf-8")
    for strength, value in of_strength.items():
        declared = re.sub(rf"(?m)^{strength} = [\d.]+$", f"{strength} = {value:.2f}", declared)
    for category, value in of_category.items():
        pattern = rf"(\[categories\.{category}\]\nscored = true\nweight = )[\d.]+"
        declared = re.sub(pattern, rf"\g<1>{value:.2f}", declared)
        path = FOLDER / f"{category}.tsv"
        rows = table(path)
        for line in rows:
            i = row[category, line["term"]]
            known = hits[i] > 0
            line["weight"] = f"{weight[i]:.2f}" if known else ""
            line["hits"] = f"{hits[i]:.0f}" if known else ""
            line["flagged"] = f"{flagged[i]:.0f}" if known else ""
        lines = ["\t".join(rows[0]), *("\t".join(line.values()) for line in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (FOLDER / "categories.toml").write_text(declared, encoding="utf-8")


def main() -> None:
    """Fit, print the estimates, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("coded", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    lexicon = load_lexicon("loaded")
    matcher = Matcher([lexicon])
    names = sorted(lexicon.scored)
    category = np.array(
        [names.index(e.category) if e.category in names else -1 for e in lexicon.entries]
    )
    lines = {
        (path.stem, line["term"]): line for path in FOLDER.glob("*.tsv") for line in table(path)
    }
    rows = [lines[e.category, e.term] for e in lexicon.entries]
    in_view = np.array([row["chosen"] == "development" for row in rows])
    strength = np.array([STRENGTHS.index(row["strength"] or "plain") for row in rows])
    coded = read(given.coded, matcher)
    estimate(coded, category, strength, in_view)
    hits, flagged = evidence(coded, np.ones(len(coded.label), bool), len(category))
    weight, *groups = weights(hits, flagged, category, strength)
    of_category, of_strength = (
        dict(zip(known, map(float, found), strict=True))
        for known, found in zip((names, STRENGTHS), groups, strict=True)
    )
    print({name: round(value, 2) for name, value in (of_category | of_strength).items()})
    if given.write:
        write(matcher, hits, flagged, weight, of_category, of_strength)


if __name__ == "__main__":
    main()
