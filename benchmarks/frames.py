"""How well the frame measures find the articles that coders gave a frame.

    python -m benchmarks.frames GOLD.jsonl

GOLD.jsonl: an article a line with id, text and frames (conflict, human_interest, economic, moral,
resolution: 1 where the coders saw it, else 0), as in the corpus of Frermann et al. (2023). Printed
are the AUCs of each frame's score and share, over all words and in the outlet's own voice, with a
percentile interval over articles. The lists were not fitted to any coded text.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.measures import measure, score
from benchmarks.fit_loaded import auc

FRAMES = {
    "conflict": "conflict",
    "human_interest": "human_interest",
    "economic": "economic_consequences",
    "moral": "morality",
    "resolution": "responsibility",
}
DRAWS = 1000


def main() -> None:
    """Measure the articles and print the AUCs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    lines = parser.parse_args().gold.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    counts = measure(
        pd.DataFrame({name: [r[name] for r in records] for name in ("id", "text")}).rename(
            columns={"id": "article"}
        )
    ).counts
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


if __name__ == "__main__":
    main()
