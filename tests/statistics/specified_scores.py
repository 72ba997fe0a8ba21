"""What the tests of specification curves share: one measure taken in several ways."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd


def specified(scores: pd.DataFrame, noise: float = 0.5, seed: int = 0) -> pd.DataFrame:
    """Two lexicons by two voices, each the same measure with noise of its own."""
    generator = np.random.default_rng(seed)
    parts = [
        scores[["article", "outlet", "event"]].assign(
            lexicon=lexicon,
            voice=voice,
            value=scores["grade"] + noise * generator.normal(size=len(scores)),
        )
        for lexicon, voice in product(["own", "other"], ["authorial", "quoted"])
    ]
    return pd.concat(parts, ignore_index=True)
