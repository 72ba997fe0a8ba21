"""The rows of one article while they are being labelled."""

from __future__ import annotations

from analysis.corpus.paragraphs import BULLETS, split_paragraphs
from analysis.corpus.signs.lines import ends_sentence, is_bare

PROSE_LENGTH = 60


class Page:
    """An article's paragraphs, what their ends say, and the zones found so far.

    lines: the paragraphs' texts; sentence: whether each closes like a sentence; loose: the
    rows that do not; zones: the label of each row, "" while there is none.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = split_paragraphs(text)
        self.lines = [text[start:end] for start, end in self.spans]
        self.sentence = [ends_sentence(line) for line in self.lines]
        self.loose = [row for row, closed in enumerate(self.sentence) if not closed]
        self.zones = [""] * len(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def words(self, row: int) -> int:
        """About how many words the row has."""
        return self.lines[row].count(" ") + self.lines[row].count("\n") + 1

    def prose(self, row: int) -> bool:
        """Whether the row has no label and closes like a sentence."""
        return self.sentence[row] and not self.zones[row]

    def bare(self, row: int) -> bool:
        """Whether the row ends with a word, as titles and captions do."""
        return not self.sentence[row] and is_bare(self.lines[row])

    def bullet(self, row: int) -> bool:
        """Whether the row opens with a bullet sign and has words after it."""
        line = self.lines[row]
        return line[0] in BULLETS and any(map(str.isalnum, line[1:40]))

    def first_prose(self) -> int:
        """The first row that reads as body text; the number of rows when none does."""
        short = len(self)
        for row, line in enumerate(self.lines):
            if self.sentence[row] and not self.zones[row] and line[0] not in BULLETS:
                if len(line) >= PROSE_LENGTH:
                    return row
                short = min(short, row)
        return short

    def last_prose(self) -> int:
        """The last row that reads as body text; -1 when none does."""
        return next((row for row in range(len(self) - 1, -1, -1) if self.prose(row)), -1)
