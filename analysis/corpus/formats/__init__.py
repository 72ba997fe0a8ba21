"""The formats that can be read, most particular first; each declares itself in its own file."""

from analysis.corpus.formats.delimited import DELIMITED
from analysis.corpus.formats.europresse import EUROPRESSE
from analysis.corpus.formats.excel import EXCEL
from analysis.corpus.formats.factiva_html import FACTIVA_HTML
from analysis.corpus.formats.factiva_xml import FACTIVA_XML
from analysis.corpus.formats.feed import FEED
from analysis.corpus.formats.json_records import JSON_RECORDS
from analysis.corpus.formats.nexis_docx import NEXIS_DOCX
from analysis.corpus.formats.nexis_html import NEXIS_HTML
from analysis.corpus.formats.nexis_text import NEXIS_TEXT
from analysis.corpus.formats.parquet import PARQUET
from analysis.corpus.formats.plain import PLAIN
from analysis.corpus.formats.proquest import PROQUEST
from analysis.corpus.formats.refused import REFUSED
from analysis.corpus.formats.rtf import RTF
from analysis.corpus.formats.sqlite import SQLITE
from analysis.corpus.formats.warc import WARC
from analysis.corpus.formats.web_page import WEB_PAGE
from analysis.corpus.sources import Format

FORMATS: tuple[Format, ...] = (
    PARQUET,
    SQLITE,
    WARC,
    EXCEL,
    RTF,
    NEXIS_DOCX,
    NEXIS_HTML,
    FACTIVA_HTML,
    FACTIVA_XML,
    EUROPRESSE,
    FEED,
    WEB_PAGE,
    *REFUSED,
    JSON_RECORDS,
    NEXIS_TEXT,
    PROQUEST,
    DELIMITED,
    PLAIN,
)
"""Every known format; the first that recognises a file reads it, and plain text is the last."""
