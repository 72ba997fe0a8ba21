"""A reader's own texts against the hashes of the articles that were measured."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.corpus import read_articles
from analysis.errors import InputError
from analysis.figures.words import listing, plural

_TABLE = "measures/articles.parquet"


@dataclass(frozen=True)
class Rehydration:
    """Which measured articles a reader has: found, missing, changed, and texts not asked for.

    changed: measured articles whose text is not there, but another text under the same identifier
    or address.
    """

    found: tuple[str, ...]
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    others: int

    @property
    def ok(self) -> bool:
        """Whether every measured article is there, character by character."""
        return not self.missing and not self.changed

    def __str__(self) -> str:
        total = len(self.found) + len(self.missing) + len(self.changed)
        lines = [
            f"{len(self.found)} of {plural(total, 'article')} are the texts that were measured"
        ]
        for name, articles in (("missing", self.missing), ("changed", self.changed)):
            if articles:
                more = f" and {len(articles) - 10} others" if len(articles) > 10 else ""
                lines.append(f"  {name}: {listing(articles[:10])}{more}")
        if self.others:
            lines.append(f"  {plural(self.others, 'text')} of yours were not measured")
        return "\n".join(lines)


def rehydrate(
    source: Path | str, articles: Path | str, *, columns: Mapping[str, str] | None = None
) -> Rehydration:
    """Compare one's own texts with those that were measured, by SHA-256.

    source: a bundle (zip or unpacked), or a folder of measures. articles: a file or folder with the
    texts. columns: which column holds what, as in `read_articles`.
    """
    measured = _articles(Path(source))
    own = read_articles(articles, columns=columns).articles
    hashes = own["text"].map(_digest)
    here = measured["sha256"].isin(set(hashes))
    known = set()
    for name in ("article", "url"):
        if name in measured and name in own:
            known |= set(measured.index[measured[name].isin(set(own[name].dropna()))])
    gone = measured[~here]
    changed = [i for i in gone.index if i in known]
    return Rehydration(
        tuple(measured.loc[here, "article"].astype(str)),
        tuple(gone["article"].drop(changed).astype(str)),
        tuple(gone.loc[changed, "article"].astype(str)),
        int((~hashes.isin(set(measured["sha256"]))).sum()) - len(changed),
    )


def texts_of(measured: pd.DataFrame, articles: Path | str) -> tuple[dict[str, str], list[str]]:
    """The measured articles' texts by identifier, found by hash; and which are not there."""
    by_hash = {_digest(text): str(text) for text in read_articles(articles).articles["text"]}
    pairs = list(zip(measured["article"].astype(str), measured["sha256"], strict=True))
    texts = {article: by_hash[sha] for article, sha in pairs if sha in by_hash}
    return texts, [article for article, _ in pairs if article not in texts]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _articles(source: Path) -> pd.DataFrame:
    """The articles table of a bundle or of measures; an InputError where there is none."""
    try:
        if source.is_file():
            with zipfile.ZipFile(source) as bundle:
                return pd.read_parquet(io.BytesIO(bundle.read(_TABLE)))
        name = _TABLE if (source / _TABLE).is_file() else Path(_TABLE).name
        return pd.read_parquet(source / name)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        raise InputError(
            "this is no bundle and holds no measures",
            where=str(source),
            mend="Give a bundle, or a folder that measure wrote.",
        ) from None
