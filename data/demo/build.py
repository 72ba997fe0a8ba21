"""Build the demo corpus: annotated articles into articles.csv and gold.jsonl.

Run as `python data/demo/build.py [FOLDER]`; without FOLDER the files are written beside this one.
The headline stands inside the text and there is no title column, so that the corpus exercises
the finding of headlines.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from analysis.corpus.annotated import Annotated, read_annotated  # noqa: E402
from analysis.corpus.checks import digest  # noqa: E402

COLUMNS = ("id", "outlet", "event", "published", "url", "author", "text")


def gold(article: Annotated) -> dict[str, object]:
    """What was marked in an article, with offsets into its text."""
    known = article.metadata
    return {
        "doc_id": known["id"],
        "outlet": known["outlet"],
        "event": known["event"],
        "agency": known.get("agency"),
        "sha256": digest(article.text),
        "text": article.text,
        "quotes": article.relations,
        "zones": article.zones,
        "loaded": article.loaded,
        "scare": article.scare,
    }


def main(folder: Path) -> None:
    """Read every annotated article and write both files into the folder."""
    paths = sorted((HERE / "annotated").glob("*.xml"))
    articles = [read_annotated(path) for path in paths]
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for article in articles:
            row = article.metadata | {"text": article.text}
            writer.writerow([row.get(column, "") for column in COLUMNS])
    with (folder / "gold.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for article in articles:
            file.write(json.dumps(gold(article), ensure_ascii=False) + "\n")
    print(f"{len(articles)} articles written")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
