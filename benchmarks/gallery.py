"""The annotated article of the README as a picture: `python -m benchmarks.gallery REPORTS OUT`."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from analysis.corpus import read_articles
from analysis.figures import show_article
from analysis.measures import read_measures

ROOT = Path(__file__).parents[1]
ARTICLE = "e01-clarion"
SIZE = (820, 848)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


def picture(reports: Path) -> bytes:
    """The head of the annotated article as a reader sees it, with few colours."""
    browser = shutil.which("chromium") or sys.exit("chromium is needed")
    articles = read_articles(ROOT / "data" / "demo" / "articles.csv").articles
    measures = read_measures(reports / "demo" / "measures")
    text = articles.set_index("article")["text"][ARTICLE]
    page = show_article(measures, ARTICLE, text=text).html
    style = "body{margin:8px;font:16px/1.6 Charter,Georgia,'DejaVu Serif',serif}"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{page}")
        target = Path(folder) / "page.png"
        options = [f"--user-data-dir={folder}/user", f"--window-size={SIZE[0]},{SIZE[1]}"]
        command = [browser, *FLAGS, *options, f"--screenshot={target}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
        image = Image.open(target).convert("RGB")
    stream = io.BytesIO()
    image.quantize(48, dither=Image.Dither.NONE).save(stream, format="PNG", optimize=True)
    return stream.getvalue()


def main() -> None:
    """Write annotated.png to the folder given."""
    (Path(sys.argv[2]) / "annotated.png").write_bytes(picture(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
