"""A plain text file: one article."""

from __future__ import annotations

import pandas as pd

from analysis.corpus.sources import Batch, Format, Source


def _read(source: Source) -> Batch:
    decoded = source.decoded
    frame = pd.DataFrame({"text": [decoded.text]}, dtype=object)
    notes = [decoded.note] if decoded.note else []
    return Batch(frame, [""], mapping={"text": "text"}, notes=notes, one_article=True)


PLAIN = Format("plain text", lambda source: True, _read)
