"""Who is mentioned, and with which words of the outlet's own: mentions and collocates."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.measures.wording import Spelling, content_words
from analysis.tables import VOICES, ZONES
from analysis.tokens import Tokens, covered
from analysis.voices.mentions import Mentions

REACH = 10
"""How far from a mention its collocates may stand, in words and signs of the same sentence."""

_ZONE_NAMES = np.array(ZONES, dtype=object)
_VOICE_NAMES = np.array(VOICES, dtype=object)


def mention_columns(
    ids: NDArray[np.object_], tokens: Tokens, voice: NDArray[np.uint8], found: Mentions
) -> dict[str, Any]:
    """The columns of tables.MENTIONS."""
    first = found.first
    return {
        "article": ids[tokens.article[first]],
        "start": tokens.start[first],
        "end": tokens.end[found.last],
        "name": found.name,
        "kind": found.kind,
        "form": found.form,
        "role": found.role,
        "voice": _VOICE_NAMES[voice[first]],
        "zone": _ZONE_NAMES[tokens.zone[first]],
        "sentence": tokens.sentence_number[tokens.sentence[first]],
    }


def collocate_columns(
    ids: NDArray[np.object_],
    tokens: Tokens,
    voice: NDArray[np.uint8],
    found: Mentions,
    spelling: Spelling,
) -> dict[str, Any]:
    """The columns of tables.COLLOCATES: content words in the outlet's own voice near its mentions.

    A token is counted once for each name that it stands near; the words of mentions are left out.
    """
    mention, token = _near(tokens, found, content_words(tokens) & (voice == 0))
    names = np.array([*sorted(set(found.name.tolist())), None], dtype=object)[:-1]
    number_of = {name: number for number, name in enumerate(names.tolist())}
    name = np.array([number_of[name] for name in found.name.tolist()], np.int64)
    number = tokens.vocabulary.words.attribute(spelling.number)[tokens.word[token]]
    once = np.unique(token * max(len(names), 1) + name[mention], return_index=True)[1]
    token, named, number = token[once], name[mention[once]], number[once]
    cell = (tokens.article[token].astype(np.int64) * len(ZONES) + tokens.zone[token]) * len(names)
    width = int(number.max(initial=0)) + 1
    pairs, count = np.unique((cell + named) * width + number, return_counts=True)
    number, cell = pairs % width, pairs // width
    named, cell = cell % max(len(names), 1), cell // max(len(names), 1)
    article, zone = cell // len(ZONES), cell % len(ZONES)
    # Distinct words are put in order once; rows are then in the order of their words' ranks.
    distinct, place = np.unique(number, return_inverse=True)
    spelled = np.array([spelling.strings[n] for n in distinct.tolist()], dtype=object)
    words = spelled[place]
    order = np.lexsort((spelled.argsort().argsort()[place], named, zone, article))
    return {
        "article": ids[article[order]],
        "zone": _ZONE_NAMES[zone[order]],
        "name": names[named[order]] if len(names) else words[order],
        "term": words[order],
        "count": count[order],
    }


def _near(
    tokens: Tokens, found: Mentions, usable: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of a mention's row and a token near it that may be a collocate."""
    size = len(tokens)
    usable = usable & ~covered(size, found.first, found.last)
    step = np.arange(1, REACH + 1)[:, None]
    place = np.stack([found.first - step, found.last + step], axis=1).reshape(2 * REACH, -1)
    at = np.clip(place, 0, max(size - 1, 0))
    near = (place == at) & (tokens.sentence[at] == tokens.sentence[found.first])
    steps, mention = np.nonzero(near & usable[at])
    return mention, at[steps, mention]
