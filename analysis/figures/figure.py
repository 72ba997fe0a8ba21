"""A figure that answers for itself: the drawing, its data, its caption, its words for the blind."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure as Canvas
from PIL import Image

from analysis.figures.style import SERIES, YELLOW, style
from analysis.measures.store import spreadsheet_safe

FORMATS = ("png", "svg", "pdf")
RESOLUTION = 300
FINE = 600
"""Dots an inch of images, for the screen and for print."""
_SCREEN = 220  # dots an inch of the embedded image: more than a screen shows it with


@dataclass(frozen=True, eq=False)
class Figure:
    """A finished figure. In a notebook it shows itself with caption and alternative text.

    id: its name in files and provenance; canvas: the drawing; data: the numbers that are drawn;
    caption and alt: in words; metrics: the names of what is drawn; cite: how to cite it.
    """

    id: str
    canvas: Canvas
    data: pd.DataFrame
    caption: str
    alt: str
    metrics: tuple[str, ...] = ()
    cite: str = ""

    def __repr__(self) -> str:
        return f"Figure {self.id}: {self.alt}"

    @cached_property
    def csv(self) -> bytes:
        """The drawn numbers as CSV, the same bytes each time."""
        return csv_bytes(self.data)

    def render(self, file_format: str, *, note: Mapping[str, Any] | None = None) -> bytes:
        """The drawing as PNG, SVG or PDF; note is written into the file as JSON."""
        return self._drawn(file_format, RESOLUTION, _metadata(file_format, self, note))

    def save(self, folder: Path | str, *, note: Mapping[str, Any] | None = None) -> list[Path]:
        """Write id.png, id-600.png, id.svg, id.pdf and id.csv to a folder; the paths written."""
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        files = {f"{self.id}.{f}": self.render(f, note=note) for f in FORMATS}
        files[f"{self.id}-{FINE}.png"] = self._drawn("png", FINE, _metadata("png", self, note))
        files[f"{self.id}.csv"] = self.csv
        for name, content in files.items():
            (target / name).write_bytes(content)
        return [target / name for name in files]

    def _repr_html_(self) -> str:
        # An <img> inside a <figure> keeps its alternative text where a notebook is not trusted; an
        # image output alone loses it, and an inline <svg> is thrown away.
        image = base64.b64encode(self._screen_image()).decode("ascii")
        width = min(round(self.canvas.get_figwidth() * 145), 800)
        name = self.id.replace("_", " ").capitalize()
        return (
            f'<figure style="margin:1em 0;max-width:{width}px">'
            f'<img src="data:image/png;base64,{image}" alt="{escape(self.alt)}" '
            f'style="width:100%;max-width:{width}px;background:#ffffff">'
            f'<figcaption style="font-size:0.9em;line-height:1.45">'
            f"<strong>{escape(name)}.</strong> {escape(self.caption)}"
            f"{f'<br>{escape(self.cite)}' if self.cite else ''}</figcaption></figure>"
        )

    def _screen_image(self) -> bytes:
        """A PNG in the house's colours with pixels to spare: sharp, and small to embed."""
        full = Image.open(io.BytesIO(self._drawn("png", _SCREEN))).convert("RGB")
        stream = io.BytesIO()
        small = full.quantize(palette=_house_palette(), dither=Image.Dither.NONE)
        shades = list(small.getpalette() or [])
        corner = 3 * int(small.getpixel((0, 0)))  # type: ignore[arg-type]
        shades[corner : corner + 3] = [255, 255, 255]  # the nearest shade to paper is paper
        small.putpalette(shades)
        small.save(stream, format="PNG", optimize=True)
        return stream.getvalue()

    def _drawn(
        self, file_format: str, dpi: int, metadata: Mapping[str, Any] | None = None
    ) -> bytes:
        stream = io.BytesIO()
        with style():
            self.canvas.savefig(stream, format=file_format, dpi=dpi, metadata=metadata)
        return stream.getvalue()


@cache
def _house_palette() -> Image.Image:
    """Every colour of the house in shades down to white, and greys: what the figures consist of."""
    white = np.array([255, 255, 255])
    shades = np.linspace(0, 1, 22)[:-1, None]
    inks = [np.array(to_rgb(colour)) * 255 for colour in (*SERIES[:-1], YELLOW)]
    colours = [shades * white + (1 - shades) * ink for ink in inks]
    greys = np.linspace(0, 255, 256 - 21 * len(inks))[:, None].repeat(3, axis=1)
    image = Image.new("P", (1, 1))
    image.putpalette(np.vstack([*colours, greys]).round().astype(np.uint8).tobytes())
    return image


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A table as UTF-8 CSV whose bytes depend on its values alone."""
    safe = spreadsheet_safe(frame)
    text: str = safe.to_csv(index=False, lineterminator="\n", float_format="%.12g")
    return text.encode()


def _metadata(
    file_format: str, figure: Figure, note: Mapping[str, Any] | None
) -> dict[str, str | None]:
    """Words inside the file. Dates and the drawing program are left out: they change unasked."""
    facts = json.dumps(dict(note or {}), sort_keys=True, ensure_ascii=True)
    if file_format == "png":
        return {"Software": None, "Title": figure.id, "Comment": figure.alt, "Description": facts}
    if file_format == "svg":
        return {"Date": None, "Creator": None, "Title": figure.alt, "Description": facts}
    return {
        "CreationDate": None,
        "Creator": None,
        "Producer": None,
        "Title": figure.alt,
        "Subject": facts,
    }
