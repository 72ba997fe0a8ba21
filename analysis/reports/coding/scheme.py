"""The coding scheme: what coders are asked, and which codes they may give."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import InputError, ParameterError, suggest
from analysis.statistics.agreement import SCALES


@dataclass(frozen=True)
class Scheme:
    """Question, instructions, scale of the codes, each code's meaning, and which codes are hits.

    hits: the codes that stand for what the lexicon looks for; by default all but the first.
    """

    question: str
    codes: dict[str, str]
    instructions: tuple[str, ...] = ()
    scale: str = "nominal"
    hits: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """The scheme as JSON holds it; `scheme_of` reads it back."""
        return asdict(self)


LOADED = Scheme(
    question="Does the sentence, in the outlet's own words, use loaded language?",
    codes={
        "0": "No: plain words, or loaded words only inside what somebody else is quoted as saying",
        "1": "Yes: words that judge, stir or colour where plainer words would say the same",
    },
    instructions=(
        "Judge each sentence by itself, in the order given, without looking others up.",
        "Judge the words, not whether what they say is true or whether you agree with it.",
        "What is said between quotation marks, or reported as someone's view, is not the outlet's.",
        "If you hesitate, give the code that you lean to and say why in the note.",
        "Do not change, move or delete anything but the columns code and note.",
    ),
)
"""The question that the loaded lexicon tries to answer."""


def read_scheme(path: str | Path | None) -> Scheme:
    """The scheme in a YAML file; without a path, the one for loaded language.

    question: Does the sentence …?
    codes: {0: no, 1: somewhat, 2: clearly}
    scale: ordinal
    hits: [1, 2]
    """
    if path is None:
        return LOADED
    where = str(path)
    try:
        given = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except OSError:
        raise InputError("the coding scheme cannot be opened", where=where) from None
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        first = str(fault).splitlines()[0]
        raise InputError(f"it is not YAML ({first})", where=where) from None
    if not isinstance(given, dict):
        raise InputError("it holds no names with values", where=where, mend="See read_scheme.")
    return scheme_of(given, where=where)


def scheme_of(given: dict[Any, Any], *, where: str) -> Scheme:
    """The scheme that names and values make; a ParameterError says what is wrong with them."""
    known = ("question", "codes", "instructions", "scale", "hits")
    for name in given:
        if name not in known:
            raise ParameterError(
                f"a coding scheme has no {name!r}", where=where, mend=suggest(str(name), known)
            )
    codes = given.get("codes")
    if not isinstance(codes, dict) or len(codes) < 2:
        raise ParameterError(
            "it has fewer than two codes", where=where, mend="Write codes: {0: no, 1: yes}"
        )
    named = {str(code).strip(): str(meaning) for code, meaning in codes.items()}
    scale = str(given.get("scale", "nominal"))
    if scale not in SCALES:
        raise ParameterError(
            f"there is no scale {scale!r}", where=where, mend=suggest(scale, SCALES)
        )
    if scale != "nominal" and not all(code.lstrip("-").isdecimal() for code in named):
        raise ParameterError(
            f"codes of a scale that is {scale} are whole numbers",
            where=where,
            mend="Write codes: {0: no, 1: somewhat, 2: clearly}",
        )
    hits = tuple(str(code).strip() for code in given.get("hits") or list(named)[1:])
    for code in hits:
        if code not in named:
            raise ParameterError(
                f"there is no code {code!r}", where=where, mend=suggest(code, named)
            )
    lines = given.get("instructions") or ()
    lines = (lines,) if isinstance(lines, str) else lines
    question = str(given.get("question") or "").strip()
    if not question:
        raise ParameterError("it asks no question", where=where, mend="Add a line: question: …")
    return Scheme(question, named, tuple(map(str, lines)), scale, hits)
