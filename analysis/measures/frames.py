"""Frames: hits of indicator lists by frame, voice and zone, and each frame's share and strength.

Two typologies, each a built-in lexicon whose categories are its frames: `frames`, the five generic
news frames (Semetko & Valkenburg 2000), and `policy_frames`, fourteen dimensions of policy issues
(Boydstun et al. 2014). For a frame F the counts are `frame_F` and `policy_frame_F`, the metrics

- `frame_share_F`, `policy_frame_share_F`: its share of all frame hits of the typology; for
  comparing how outlets tell one event, since length and topic fall out;
- `frame_score_F`, `policy_frame_score_F`: hits over the root of the number of words; for whether
  an article uses the frame at all.

All have meaning by voice. The hits are rows of `terms` with the lexicon's name, the frame as
category and weight 0: they never enter the loaded score.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import ParameterError, suggest
from analysis.lexicons import Hits, Matcher, categories_of, load_lexicon
from analysis.measures import readability  # noqa: F401 - declares the words that scores are of
from analysis.measures.declare import count, metric
from analysis.measures.scores import pooled
from analysis.measures.tally import Cube, tally_categories
from analysis.tables import VOICES
from analysis.tokens import Tokens

TYPOLOGIES = {"frame": "frames", "policy_frame": "policy_frames"}
"""The lexicon of each typology, by the word that the names of its counts and metrics begin with."""

LEXICONS = tuple(TYPOLOGIES.values())


def _share(hits: pd.Series, all_hits: pd.Series) -> pd.Series:
    return hits / all_hits


def _score(hits: pd.Series, words: pd.Series) -> pd.Series:
    return hits / words**0.5


for _prefix, _lexicon in TYPOLOGIES.items():
    _kind = _prefix.replace("_", " ")
    count(
        f"{_prefix}_hits",
        unit="hits",
        meaning=f"Hits of all lists of {_kind}s; a word in two lists counts for both.",
    )
    for _frame in categories_of(_lexicon):
        count(
            f"{_prefix}_{_frame.name}",
            unit="hits",
            meaning=f"Indicators of the {_kind} {_frame.name}: {_frame.definition}",
        )
        metric(
            family="framing",
            unit="share of frame hits",
            range=(0, 1),
            higher_means=f"more of the framing is {_frame.name.replace('_', ' ')}",
            source=_frame.literature[0],
            name=f"{_prefix}_share_{_frame.name}",
            needs=(f"{_prefix}_{_frame.name}", f"{_prefix}_hits"),
            meaning=f"Share of the {_kind} hits that indicate {_frame.name}.",
        )(_share)
        metric(
            family="framing",
            unit="hits per root of words",
            range=(0, np.inf),
            higher_means=f"a stronger {_frame.name.replace('_', ' ')} frame",
            source=_frame.literature[0],
            name=f"{_prefix}_score_{_frame.name}",
            needs=(f"{_prefix}_{_frame.name}", "words"),
            meaning=f"Hits that indicate {_frame.name}, over the root of the number of words.",
        )(_score)


def count_frames(
    tokens: Tokens, voice: NDArray[np.uint8], matcher: Matcher, hits: Hits
) -> dict[str, Cube]:
    """Hits of both typologies by frame."""
    counts: dict[str, Cube] = {}
    for prefix, lexicon in TYPOLOGIES.items():
        own = tally_categories(tokens, voice, matcher, hits, load_lexicon(lexicon))
        counts |= {f"{prefix}_{name}": cube for name, cube in own.items()}
        counts[f"{prefix}_hits"] = np.sum(list(own.values()), axis=0)
    return counts


def without_frames(terms: pd.DataFrame) -> pd.DataFrame:
    """The hits of the other lexicons: frame indicators are too many to be shown in a text."""
    return terms[~terms["lexicon"].isin(LEXICONS)]


def dominant_frames(
    counts: pd.DataFrame,
    terms: pd.DataFrame,
    *,
    typology: str = "frame",
    zones: Sequence[str] = ("body",),
    voice: str | None = None,
    evidence: int = 5,
) -> pd.DataFrame:
    """The frame that leads in each article, by how much, and the terms that say so.

    counts, terms: of the measures. typology: frame or policy_frame. voice: authorial, quoted or
    reported; None for all words. Columns: article, frame, share (of the frame hits), hits, lead
    (its share less the next frame's) and evidence (its most frequent terms with their counts, at
    most `evidence` of them). Where two frames lead together, or there is no hit, the frame is
    missing: nothing leads. Unknown names are a ParameterError.
    """
    if typology not in TYPOLOGIES:
        raise ParameterError(
            f"there is no typology {typology!r}", mend=suggest(typology, TYPOLOGIES)
        )
    if voice is not None and voice not in VOICES:
        raise ParameterError(f"there is no voice {voice!r}", mend=suggest(voice, VOICES))
    lexicon = TYPOLOGIES[typology]
    frames = np.array([frame.name for frame in categories_of(lexicon)], dtype=object)
    columns = [f"{typology}_{frame}" + (f"_{voice}" if voice else "") for frame in frames]
    summed = pooled(counts, zones=zones)
    hits = summed[columns].to_numpy(dtype=float)
    total = hits.sum(axis=1)
    order = np.sort(hits, axis=1)
    first, second = order[:, -1], order[:, -2]
    leads = first > second
    with np.errstate(invalid="ignore", divide="ignore"):
        share, lead = first / total, (first - second) / total
    frame = pd.Series(frames[hits.argmax(axis=1)], index=summed.index, dtype="str").where(leads)
    chosen = terms[terms["zone"].isin(list(zones)) & (terms["lexicon"] == lexicon)]
    if voice:
        chosen = chosen[chosen["voice"] == voice]
    return pd.DataFrame(
        {
            "article": summed.index.to_numpy(),
            "frame": frame.to_numpy(),
            "share": share,
            "hits": first,
            "lead": lead,
            "evidence": _evidence(chosen, frame, most=evidence).to_numpy(),
        }
    ).astype({"article": "str", "frame": "str", "evidence": "str"})


def _evidence(terms: pd.DataFrame, frame: pd.Series, *, most: int) -> pd.Series:
    """For each article the commonest terms of its frame: `accuse (3), clash (2)`."""
    own = terms[terms["category"] == terms["article"].map(frame)]
    times = own.groupby(["article", "term"]).size().rename("n").reset_index()
    times = times.sort_values(["article", "n", "term"], ascending=[True, False, True])
    kept = times.groupby("article").head(most)
    said = kept["term"] + " (" + kept["n"].astype(str) + ")"
    return said.groupby(kept["article"]).agg(", ".join).reindex(frame.index).fillna("")
