"""How well web pages are read: 4-gram overlap with bodies that people checked, captions that leak.

The folder holds `NAME*.html.gz` beside `NAME.expected.json`, in the form of fundus' test data: for
each version a body of summary, headlines and paragraphs, and images with captions.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from analysis.corpus import label_zones, read_articles

_BODY = ("standfirst", "dateline", "body", "subheading")
_LENGTH = 4


def grams(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text."""
    words = re.findall(r"\w+", text.lower())
    return Counter(zip(*(words[i:] for i in range(_LENGTH)), strict=False))


def expected(path: Path, published: str) -> tuple[str, list[str]]:
    """The checked body and captions of the version whose day is nearest to the one read."""
    versions = json.loads(path.read_text(encoding="utf-8")).values()
    version = next(v for v in versions if str(v["publishing_date"])[:10] == published)
    rows = list(version["body"]["summary"])
    for section in version["body"]["sections"]:
        rows += [*section["headline"], *section["paragraphs"]]
    captions = [image.get("caption") for image in version.get("images") or []]
    return "\n".join(rows), [caption for caption in captions if caption]


def main() -> None:
    """Print precision, recall and leaking captions of every page, and their means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    scores = []
    print("page                      precision  recall  captions leaking")
    for path in sorted(folder.glob("*.html.gz")):
        article = read_articles(path).articles.iloc[0]
        gold = folder / f"{path.name.split('_')[0]}.expected.json"
        body, captions = expected(gold, str(article["published"])[:10])
        rows = label_zones(article["text"], title=article["title"], marked=article["marked"])
        read = "\n".join(article["text"][start:end] for start, end, zone in rows if zone in _BODY)
        found, wanted = grams(read), grams(body)
        shared = sum((found & wanted).values())
        # Outlets print some sentences twice, in the body and under a picture.
        starts = {caption[:60] for caption in captions}
        leaking = sum(read.count(start) > body.count(start) for start in starts)
        scores.append((shared / max(1, sum(found.values())), shared / sum(wanted.values())))
        print(
            f"{path.name:25.25} {scores[-1][0]:9.3f} {scores[-1][1]:7.3f}  {leaking}/{len(starts)}"
        )
    means = [sum(column) / len(scores) for column in zip(*scores, strict=True)]
    print(f"{'mean':25} {means[0]:9.3f} {means[1]:7.3f}")


if __name__ == "__main__":
    main()
