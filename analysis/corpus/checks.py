"""Checks on records before they become articles: text, identifiers, hashes."""

from __future__ import annotations

import hashlib
import re

import pandas as pd

_LETTER = re.compile(r"[^\W\d_]")
_LANGUAGES = {
    name: code
    for code, names in {
        "en": "english anglais englisch inglés eng",
        "fr": "french français französisch fra",
        "de": "german deutsch allemand deu",
        "es": "spanish español espagnol spanisch spa",
        "it": "italian italiano italien italienisch ita",
        "nl": "dutch nederlands néerlandais niederländisch nld",
        "pt": "portuguese português portugais portugiesisch por",
        "ar": "arabic العربية arabe arabisch ara",
        "ru": "russian русский russe russisch rus",
        "zh": "chinese 中文 chinois chinesisch zho",
    }.items()
    for name in names.split()
}
_CUT = re.compile(r"\[\+\d+ chars\]\s*$")
_LONGEST = 50_000_000
_DISTINCT_SHARE = 0.95


def refusal(text: object) -> str:
    """Why a text cannot be an article; "" when it can."""
    if text is None or text != text:
        return "no text"
    if not isinstance(text, str):
        return f"the text is not text but {type(text).__name__}"
    if not text.strip():
        return "the text is empty"
    if "\0" in text:
        return "NUL characters in the text"
    if len(text) > _LONGEST:
        return f"longer than {_LONGEST:,} characters: more than one article"
    if not _LETTER.search(text):
        return "no letters in the text"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"half of a surrogate pair at character {error.start}: a broken Unicode escape"
    return ""


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def damage_notes(texts: pd.Series) -> list[str]:
    """Notes on texts that were damaged before they came here, so that measures of them mislead."""
    masked = sum("@ @ @ @ @" in text for text in texts)
    cut = sum(bool(_CUT.search(text[-40:])) for text in texts)
    notes = []
    if masked:
        notes.append(
            f"{masked} texts have words masked as @: readability, word and quotation "
            "measures of them are wrong"
        )
    if cut:
        notes.append(f"{cut} texts were cut short by their provider ([+… chars])")
    return notes


def language_code(value: object) -> object:
    """The two-letter code of a language's name or tag; the value itself when it is not known.

    >>> language_code("ENGLISH"), language_code("en-GB"), language_code("Français")
    ('en', 'en', 'fr')
    """
    cleaned = clean_field(value)
    if not isinstance(cleaned, str):
        return cleaned
    lowered = cleaned.casefold()
    tag = re.fullmatch(r"([a-z]{2})(?:[-_][a-z]{2,4})?", lowered)
    return tag.group(1) if tag else _LANGUAGES.get(lowered, cleaned)


def clean_field(value: object) -> object:
    """A metadata value as text without surrounding white space; None when nothing is left."""
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip().encode("utf-8", "replace").decode() or None


def identify(frame: pd.DataFrame, stem: str, given: pd.Series | None) -> tuple[pd.Series, str]:
    """An identifier for every record of one table, and a note when its own are not used.

    given: the table's identifiers, used when they are all there and nearly all distinct
    (the few repeats are refused later); else the file's stem and the record's number.
    """
    if given is not None and len(given):
        values = given.map(clean_field)
        if values.notna().all() and values.nunique() >= _DISTINCT_SHARE * len(values):
            return values, ""
        note = f"identifiers in {given.name!r} are missing or repeated; records were numbered"
    else:
        note = ""
    width = len(str(len(frame)))
    numbers = [f"{stem}-{number:0{width}d}" for number in range(1, len(frame) + 1)]
    return pd.Series(numbers, index=frame.index, dtype=object), note
