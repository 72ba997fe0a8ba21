"""Every table's schema, declared once: column, kind, unit, meaning.

The codebook, the Parquet metadata, the checks on input and the tests all read these declarations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.columns import column, frame_of
from analysis.errors import ColumnError

ZONES = (
    "headline",
    "kicker",
    "standfirst",
    "bullet",
    "byline",
    "dateline",
    "body",
    "subheading",
    "turn",
    "entry",
    "pullquote",
    "caption",
    "credit",
    "embed",
    "correction",
    "footer",
    "boilerplate",
)
"""The zones of a published article; a zone's code in integer columns is its place here.

turn: what is said in an interview or transcript, with the speaker's name before it; entry: of a
live blog; pullquote: words of the body that are printed once more; credit: whose picture it is.
"""

VOICES = ("authorial", "quoted", "reported")
"""Who is speaking at a token: the outlet, a direct quotation, or indirect speech."""

KINDS = ("direct", "indirect", "mixed")
SOURCE_TYPES = (
    "person",
    "official",
    "organisation",
    "collective",
    "anonymous",
    "document",
    "public",
    "none",
)
SOURCE_ROLES = ("official", "expert", "citizen", "none")
STANCES = (
    "neutral",
    "assertive",
    "doubtful",
    "emotive",
    "directive",
    "commissive",
    "concession",
    "denial",
)
DUPLICATE_KINDS = ("exact", "near", "update", "wire")

MENTION_KINDS = ("person", "organisation", "other")
FORMS = ("title", "epithet", "full", "surname", "first name", "single")
ROLES = ("speaker", "agent", "patient", "described", "other")


@dataclass(frozen=True)
class Column:
    """One column: its kind (string, integer, number, date, boolean), unit and meaning."""

    name: str
    kind: str
    meaning: str
    unit: str = ""
    required: bool = True
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table's name, meaning and columns."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> list[str]:
        """The columns' names, in order."""
        return [column.name for column in self.columns]

    def frame(self, values: Mapping[str, Iterable[object]] | None = None) -> pd.DataFrame:
        """A data frame with this table's columns, in order and of the declared kinds."""
        given = dict(values or {})
        columns = {
            c.name: column(given[c.name] if c.name in given else [], c.kind)
            for c in self.columns
            if c.required or c.name in given or not given
        }
        return frame_of(columns)

    def check(self, frame: pd.DataFrame, *, where: str = "") -> pd.DataFrame:
        """The frame itself, when it has every required column; else a ColumnError."""
        missing = [c.name for c in self.columns if c.required and c.name not in frame.columns]
        if missing:
            raise ColumnError(
                f"the table {self.name} has no column {', '.join(map(repr, missing))}",
                where=where,
                mend=f"It has: {', '.join(map(str, frame.columns))}.",
            )
        return frame


_ARTICLE = Column("article", "string", "The article's identifier, unique in the corpus.")
_START = Column(
    "start", "integer", "First character, counted from 0 in the text as given.", "characters"
)
_END = Column("end", "integer", "Character after the last.", "characters")
_ZONE = Column("zone", "string", "The zone that the row lies in.", values=ZONES)

ARTICLES = Table(
    "articles",
    "One row an article. Only the input has the text; no written table does.",
    (
        _ARTICLE,
        Column("outlet", "string", "The publisher."),
        Column(
            "event", "string", "The matched story that several outlets covered.", required=False
        ),
        Column("published", "date", "When it was published, as given.", required=False),
        Column("title", "string", "The title as given.", required=False),
        Column("url", "string", "The address as given.", required=False),
        Column("author", "string", "The author as given.", required=False),
        Column("agency", "string", "The news agency credited in the text.", required=False),
        Column("city", "string", "The place of the dateline, as written.", required=False),
        Column("language", "string", "ISO 639-1 code of the text's language.", required=False),
        Column("n_chars", "integer", "Length of the text.", "characters"),
        Column("sha256", "string", "SHA-256 of the text in UTF-8."),
        Column(
            "duplicate_of",
            "string",
            "The article of which this is a copy: within an outlet the version to keep, across "
            "outlets the earliest; missing when it is no copy.",
            required=False,
        ),
        Column(
            "duplicate_kind",
            "string",
            "The same words (exact), nearly the same (near), a version since rewritten (update), "
            "or another outlet's article (wire).",
            required=False,
            values=DUPLICATE_KINDS,
        ),
        Column(
            "wire_share",
            "number",
            "Body words in paragraphs that another outlet's article has too, of all body words.",
            "share",
            required=False,
        ),
    ),
)

ZONE_SPANS = Table(
    "zones",
    "One row a paragraph or line of an article, with its zone; rows do not overlap.",
    (_ARTICLE, _START, _END, _ZONE),
)

SENTENCES = Table(
    "sentences",
    "One row a sentence.",
    (
        _ARTICLE,
        Column("sentence", "integer", "Number of the sentence in its article, from 0."),
        _START,
        _END,
        _ZONE,
        Column("n_words", "integer", "Words.", "words"),
        Column("n_authorial", "integer", "Words in the outlet's own voice.", "words"),
        Column(
            "n_unquoted",
            "integer",
            "Words outside direct quotations: the outlet's own voice and its paraphrases.",
            "words",
        ),
        Column("sentiment", "number", "VADER compound of the whole sentence.", "-1 to 1"),
        Column(
            "loaded_score", "number", "Sum of loaded weights over the root of n_words.", "score"
        ),
        Column(
            "loaded_score_authorial",
            "number",
            "Sum of the loaded weights outside direct quotations over the root of n_unquoted.",
            "score",
        ),
    ),
)

VOICE_SPANS = Table(
    "voices",
    "One row a run of words in another voice than the outlet's own; what lies in none is its own.",
    (
        _ARTICLE,
        _START,
        _END,
        Column("voice", "string", "Whose voice it is.", values=VOICES[1:]),
    ),
)

ATTRIBUTIONS = Table(
    "attributions",
    "One row a span of attributed content; parts of one statement share its number.",
    (
        _ARTICLE,
        Column("statement", "integer", "Number of the statement in its article, from 0."),
        _START,
        _END,
        Column(
            "kind", "string", "Direct, indirect, or indirect with quoted fragments.", values=KINDS
        ),
        Column("speaker", "string", "The speaker's mention as written, its first seven words."),
        Column("speaker_start", "integer", "First character of the mention.", "characters"),
        Column("speaker_end", "integer", "Character after the mention.", "characters"),
        Column(
            "source", "string", "The entity that the speaker resolves to; missing when unresolved."
        ),
        Column(
            "source_type",
            "string",
            "What kind of source it is: a person by name, in office or out of it; an official "
            "body; an unnamed individual is anonymous; a poll or data speaks for the public.",
            values=SOURCE_TYPES,
        ),
        Column(
            "source_role",
            "string",
            "The role in which the text presents the source: official holds a public office or "
            "speaks for a public body, expert is asked for knowledge, citizen is a private person; "
            "none when no title or apposition says so.",
            required=False,
            values=SOURCE_ROLES,
        ),
        Column(
            "anonymity_reason",
            "string",
            "Why an anonymous source is not named, or how close it is said to be, as written: its "
            "first seven words.",
            required=False,
        ),
        Column("cue", "string", "The reporting verb or phrase as written."),
        Column("cue_start", "integer", "First character of the cue.", "characters"),
        Column("cue_end", "integer", "Character after the cue.", "characters"),
        Column("cue_stance", "string", "What the cue does to the content.", values=STANCES),
        _ZONE,
        Column("words", "integer", "Words that begin inside the span.", "words"),
    ),
)

TERMS = Table(
    "terms",
    "One row a hit of a lexicon entry.",
    (
        _ARTICLE,
        _START,
        _END,
        Column("term", "string", "The entry that matched (its lemma or pattern)."),
        Column("lexicon", "string", "The lexicon's name."),
        Column("category", "string", "The entry's category."),
        Column("weight", "number", "The entry's weight; 0 in descriptive categories.", "score"),
        Column("negated", "boolean", "Whether not, never, no or n't stands before it, close by."),
        Column("voice", "string", "Whose voice the hit is in.", values=VOICES),
        _ZONE,
        Column("sentence", "integer", "Number of the sentence in its article."),
    ),
)

WORDS = Table(
    "words",
    "One row a word or phrase of an article's zone and voice; never a passage (see the term).",
    (
        _ARTICLE,
        _ZONE,
        Column("voice", "string", "Whose voice it is in.", values=VOICES),
        Column("size", "integer", "Words in the term: 1, or 2 or 3 for a phrase.", "words"),
        Column(
            "term",
            "string",
            "The word or phrase in lower case, listed from three events on (an article without an "
            "event is one); missing in the row that adds up all other words.",
        ),
        Column("count", "integer", "How often it stands there.", "occurrences"),
    ),
)

MENTIONS = Table(
    "mentions",
    "One row a mention of somebody or something by name.",
    (
        _ARTICLE,
        _START,
        _END,
        Column("name", "string", "The fullest name that the article has for it."),
        Column(
            "kind", "string", "What it is, as titles and short forms show.", values=MENTION_KINDS
        ),
        Column(
            "form",
            "string",
            "How it is named: with a title or office in front, with a role noun in small letters "
            "in front (epithet), by full name, by surname, by first name, or by a single word.",
            values=FORMS,
        ),
        Column(
            "role",
            "string",
            "What it does in its sentence by word order: it is the source of a statement, acts, is "
            "acted on, is described, or none of these.",
            values=ROLES,
        ),
        Column("voice", "string", "Whose voice the mention is in.", values=VOICES),
        _ZONE,
        Column("sentence", "integer", "Number of the sentence in its article."),
    ),
)

COLLOCATES = Table(
    "collocates",
    "One row a content word of the outlet's own near the mentions of a name, by the alphabet.",
    (
        _ARTICLE,
        _ZONE,
        Column("name", "string", "The name, as in mentions."),
        Column("term", "string", "The word in lower case."),
        Column("count", "integer", "How often it stands near a mention.", "occurrences"),
    ),
)

WRITTEN = (
    ARTICLES,
    ZONE_SPANS,
    SENTENCES,
    VOICE_SPANS,
    ATTRIBUTIONS,
    TERMS,
    WORDS,
    MENTIONS,
    COLLOCATES,
)
"""The written tables with fixed columns; counts and scores follow the measures' declarations."""
