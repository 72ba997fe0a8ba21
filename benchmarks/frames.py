"""How well the frame measures find the articles that coders gave a frame, or editors a section.

    python -m benchmarks.frames GOLD.jsonl
    python -m benchmarks.frames ARTICLES.jsonl --sections

GOLD.jsonl: an article a line with id, text and frames (conflict, human_interest, economic, moral,
resolution: 1 where the coders saw it, else 0), as in the corpus of Frermann et al. (2023). Printed
are the AUCs of each frame's score and share, over all words and in the outlet's own voice, with a
percentile interval over articles. The lists were not fitted to any coded text.

ARTICLES.jsonl: an article a line with id, text, outlet and url. No open corpus is coded for the
policy frames; what stands in for codes is the section in which an outlet ran the article, where its
address names one (/health/ for the health frame). A section is a topic and a frame is not, so this
shows whether the indicators point at their dimension, not whether they find its framing. Printed
for each frame is its AUC against the articles of all other sections, with an interval over
articles, and the other frame that comes nearest.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures import measure, score
from benchmarks.fit_loaded import auc

FRAMES = {
    "conflict": "conflict",
    "human_interest": "human_interest",
    "economic": "economic_consequences",
    "moral": "morality",
    "resolution": "responsibility",
}
# Parts of an address that name a section, by the frame whose dimension it is.
SECTIONS = {
    "economic": "business economy economics money finance investing markets marketplace",
    "morality": "religion faith ethics beliefs",
    "fairness": "race equality identities codeswitch civil-rights lgbt gender",
    "legality": "law courts court supreme-court scotus court-battles",
    "crime": "crime crimes policing criminal-justice",
    "security": "national-security security terrorism-security terrorism defense military",
    "health": "health healthcare medicine shots-health-news coronavirus",
    "quality_of_life": "lifestyle life living family food travel home",
    "cultural_identity": "culture arts entertainment society books movies music television",
    "public_opinion": "polls polling public-opinion campaign-polls",
    "political": "politics elections election campaign senate house itsallpolitics onpolitics",
    "external": "world europe asia africa meast americas middle-east foreign-policy international",
}
FEWEST, DRAWS = 8, 1000


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a file with one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def counts_of(records: list[dict[str, Any]]) -> pd.DataFrame:
    """The measures' counts of the records' texts."""
    ids, texts = ([record[name] for record in records] for name in ("id", "text"))
    return measure(pd.DataFrame({"article": ids, "text": texts})).counts


def section_frames(url: str) -> set[str]:
    """The frames whose section stands among the folders of an address.

    >>> section_frames("https://example.org/news/health/2020/a-new-law"), section_frames("x")
    ({'health'}, set())
    """
    folders = set(urlparse(url).path.lower().split("/")[1:-1])
    return {frame for frame, names in SECTIONS.items() if folders & set(names.split())}


def against_sections(records: list[dict[str, Any]]) -> None:
    """Print the AUC of each policy frame's score and share for the articles of its section."""
    placed = [(record, section_frames(record["url"] or "")) for record in records]
    placed = [(record, frames) for record, frames in placed if frames]
    counts = counts_of([record for record, _ in placed])
    order = [record["id"] for record, _ in placed]
    columns = {
        kind: score(
            counts,
            metrics=[f"policy_frame_{kind}_{frame}" for frame in SECTIONS],
            articles=order,
        ).fillna(0)
        for kind in ("score", "share")
    }
    draw = np.random.default_rng(0)
    for frame in SECTIONS:
        inside = np.array([frame in frames for _, frames in placed])
        outlets = {record["outlet"] for record, frames in placed if frame in frames}
        about = f"{frame:18}{inside.sum():4} articles of {len(outlets):2} outlets"
        if inside.sum() < FEWEST:
            print(f"{about}: too few")
            continue
        said = []
        for kind, table in columns.items():
            found = {
                other: auc(inside, table[f"policy_frame_{kind}_{other}"].to_numpy())
                for other in SECTIONS
            }
            low, high = interval(inside, table[f"policy_frame_{kind}_{frame}"].to_numpy(), draw)
            nearest = max(set(SECTIONS) - {frame}, key=lambda other: found[other])
            said.append(
                f"{kind} {found[frame]:.3f} [{low:.3f}, {high:.3f}], "
                f"next {nearest} {found[nearest]:.3f}"
            )
        print(f"{about}: {'; '.join(said)}")


def interval(
    inside: NDArray[np.bool_], value: NDArray[np.float64], draw: np.random.Generator
) -> tuple[float, float]:
    """The percentile interval of an AUC over articles drawn within and without the section."""
    own, other = np.flatnonzero(inside), np.flatnonzero(~inside)
    found = []
    for _ in range(DRAWS):
        rows = np.concatenate([draw.choice(own, len(own)), draw.choice(other, len(other))])
        found.append(auc(inside[rows], value[rows]))
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def against_codes(records: list[dict[str, Any]]) -> None:
    """Print the AUCs of the generic frames' scores and shares for the articles coded so."""
    counts = counts_of(records)
    order = [record["id"] for record in records]
    coded = {key: np.array([bool(r["frames"][key]) for r in records]) for key in FRAMES}
    draw = np.random.default_rng(0)
    rows = draw.integers(0, len(records), (DRAWS, len(records)))
    for kind in ("score", "share"):
        for voice in (None, "authorial"):
            names = [f"frame_{kind}_{frame}" for frame in FRAMES.values()]
            table = score(counts, metrics=names, voice=voice, articles=order).fillna(0)
            values = dict(zip(FRAMES, (table[name].to_numpy() for name in names), strict=True))
            found = {key: auc(coded[key], values[key]) for key in FRAMES}
            means = [
                np.mean([auc(coded[key][row], values[key][row]) for key in FRAMES])
                for row in rows
                if all(0 < coded[key][row].sum() < len(row) for key in FRAMES)
            ]
            low, high = np.quantile(means, [0.025, 0.975])
            said = "  ".join(f"{key} {value:.3f}" for key, value in found.items())
            mean = np.mean(list(found.values()))
            print(
                f"{kind}, {voice or 'all voices'}: {said}  mean {mean:.3f} [{low:.3f}, {high:.3f}]"
            )


def main() -> None:
    """Measure the articles and print the AUCs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--sections", action="store_true", help="compare with the address")
    given = parser.parse_args()
    (against_sections if given.sections else against_codes)(read(given.articles))


if __name__ == "__main__":
    main()
