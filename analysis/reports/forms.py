"""A report's page in other forms: tagged PDF, and Word; each needs an extra of the package."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError, suggest

_IMAGE = re.compile(r'src="data:image/(png|jpeg|svg\+xml);base64,([^"]+)"')
_EPOCH = "315532800"  # 1980-01-01, so that two runs are the same bytes


def check_forms(forms: Iterable[str]) -> None:
    """A ParameterError where a form is not known, or what it needs is not installed."""
    for form in forms:
        if form not in FORMS:
            raise ParameterError(
                f"there is no form {form!r}", where="--to", mend=suggest(form, FORMS)
            )
        (_weasyprint if form == "pdf" else _pandoc)()


def write_forms(page: Path, forms: Iterable[str]) -> None:
    """Write a page's other forms beside it."""
    for form in forms:
        FORMS[form](page, page.with_suffix(f".{form}"))


def write_pdf(page: Path, target: Path) -> None:
    """The page as PDF/UA-1: tagged, with its language, title and alternative texts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        printer = _weasyprint()
        # What the page embeds is printed, and nothing from any file or network.
        inside = printer.urls.URLFetcher(allowed_protocols=["data"])
        document = printer.HTML(string=page.read_text(encoding="utf-8"), url_fetcher=inside)
        document.write_pdf(target, pdf_variant="pdf/ua-1", pdf_identifier=b"parallax")


def write_docx(page: Path, target: Path) -> None:
    """The page as a Word file, with alternative texts."""
    pandoc = _pandoc()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(_with_files(page, Path(folder)), encoding="utf-8")
        command = [pandoc, "--from=html-native_divs", "--to=docx"]
        done = subprocess.run(
            [*command, "--output", str(target.resolve()), source.name],
            cwd=folder,
            env=os.environ | {"SOURCE_DATE_EPOCH": _EPOCH},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise ParameterError(
            f"pandoc could not write the Word file ({' '.join(done.stderr.split())[:200]})",
            where=target.name,
        )


FORMS: dict[str, Callable[[Path, Path], None]] = {"pdf": write_pdf, "docx": write_docx}


def _with_files(page: Path, folder: Path) -> str:
    """The page with its images as files: pandoc copies an embedded one's address into the text."""
    text = re.sub(
        r'<details class="code">.*?</details>',
        "",
        page.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )

    def extract(match: re.Match[str]) -> str:
        name = f"image-{len(list(folder.iterdir()))}.{match[1].partition('+')[0]}"
        (folder / name).write_bytes(base64.b64decode(match[2]))
        return f'src="{name}"'

    return _IMAGE.sub(extract, text)


def _weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError:
        raise _missing("pdf", "weasyprint") from None
    except OSError as error:
        raise ParameterError(
            f"a PDF needs Pango, which is not installed ({str(error).splitlines()[0][:80]})",
            where="--to pdf",
            mend="Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0; conda install pango.",
        ) from None
    return weasyprint


def _pandoc() -> str:
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        raise _missing("docx", "pypandoc_binary") from None


def _missing(form: str, package: str) -> ParameterError:
    return ParameterError(
        f"this form needs the package {package}, which is not installed",
        where=f"--to {form}",
        mend=f'Install it: pip install "parallax-media[{form}]".',
    )
