"""Finds a briefing's words in a file with the text of their source, and copies words of it."""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from briefing_app.authoring.sheets import SHEETS, Sheet
from briefing_app.authoring.source import read_source_text
from briefing_app.database.builder import read_words
from briefing_app.database.checked_file import CheckedFile, checked_file
from briefing_app.database.quotes import describe_difference, text_in_quotation_marks, verify_quotes
from briefing_app.database.source_text import (
    Place,
    SourceText,
    complete_words,
    find_words,
)
from briefing_app.errors import BriefingError, UnreadableSourceError
from briefing_app.files.csv import escape_formula
from briefing_app.files.on_disk import is_missing
from briefing_app.files.progress import Progress, ProgressCounter, no_progress
from briefing_app.model.report import Report, Source
from briefing_app.model.text import hyphenated, single_line

_WORDS_BETWEEN_REPORTS: Final = 20  # quotes and excerpts
_WORDS_OF_KEY: Final = 4
# A name further back says little, and a briefing can have 100,000 speakers.
_NAMED_WITHIN: Final = 10_000  # characters before the words

WORDS_COLUMNS: Final = {"quotes": "text", "findings": "excerpt"}
"""Each table with words of a source, and the column that they are in."""


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words of a source.

    Args:
        words: The words, on one line.
        first: The number of the paragraph in which they begin.
        last: The number of the one in which they end.
        source: The number of the source.
        speaker: Who said them, if the briefing says so; or else the last of its speakers who is
            quoted before them, or named in the 10,000 characters before; or else empty.
        is_guess: Whether the speaker is only the last one before.
    """

    words: str
    first: int
    last: int
    source: int
    speaker: str = ""
    is_guess: bool = False

    @property
    def locator(self) -> str:
        """Where they are in the source."""
        return str(Place(self.first, self.last))


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote or an excerpt in the text of its source.

    Args:
        words: The words, on one line.
        start: Where they begin in the words of the text.
        speaker: Who said them; empty for an excerpt.
    """

    words: str
    start: int
    speaker: str

    @property
    def end(self) -> int:
        """Where they end."""
        return self.start + len(self.words)


@dataclass(frozen=True, slots=True)
class ComparedSource:
    """A source, and a file with which all words that are taken from it were compared.

    Args:
        source: The source.
        file: The file.
        text: Its text.
        passages: The quotes and excerpts that are in it.
        missing: The words of those that aren't.
        speakers: The names of the briefing's speakers.
        checked: The briefing's file, if that is proved by this and wasn't before.
    """

    source: Source
    file: Path
    text: SourceText
    passages: tuple[Passage, ...]
    missing: tuple[str, ...]
    speakers: tuple[str, ...]
    checked: CheckedFile | None

    @property
    def count(self) -> int:
        """How many quotes and excerpts were compared."""
        return len(self.passages) + len(self.missing)

    @property
    def is_named(self) -> bool:
        """Whether it is the very file that the briefing names."""
        return self.text.sha256 == self.source.sha256

    def passage(self, words: str) -> Passage | None:
        """Return where words of the briefing are; None if they are missing."""
        line = single_line(words)
        return next((each for each in self.passages if each.words == line), None)

    def difference(self, words: str) -> str:
        """Return how missing words differ from the text, as a sentence without a full stop."""
        return describe_difference(single_line(words), self.text.words)[0]

    def marked(self, start: int, end: int) -> MarkedWords:
        """Return the complete words of a part of the text; they may be empty."""
        text = self.text
        start, end = complete_words(text.words, start, end)
        quotes = [each for each in self.passages if each.speaker]
        within = {each.speaker for each in quotes if each.start < end and start < each.end}
        before = [(0, ""), *((each.end, each.speaker) for each in quotes if each.end <= start)]
        near = max(0, start - _NAMED_WITHIN)
        before += ((text.words.rfind(name, near, start), name) for name in self.speakers)
        _, last = max(before)
        # Of several people's words, only the author knows whose they are.
        speaker = "".join(within) if len(within) == 1 else ""
        return MarkedWords(
            text.words[start:end],
            text.paragraph_at(start),
            text.paragraph_at(max(start, end - 1)),
            self.source.id,
            speaker if within else last,
            is_guess=not within and bool(last),
        )


def compare_source(
    briefing: Path, report: Report, source: Source, file: Path, progress: Progress = no_progress
) -> ComparedSource:
    """Compare all words that a briefing takes from a source with the text in a file.

    Args:
        briefing: The file of the briefing.
        report: The briefing as it is open.
        source: One of its sources.
        file: The file with the text: plain text or a web page.
        progress: The progress callback.

    Raises:
        UnreadableSourceError: The file can't be read, or is no text.
    """
    progress(0, 0)
    if is_missing(file):
        what = "This file isn’t there any more, or its drive isn’t connected."
        raise UnreadableSourceError(file, what, "If you moved it, choose it again.")
    text = read_source_text(file)
    progress(0, 0)
    passages, missing = [], []
    cited = list(_cited(report, source))
    counter = ProgressCounter(progress, len(cited), every=_WORDS_BETWEEN_REPORTS)
    for words, speaker in cited:
        counter.advance()
        start = find_words(words, text.words)
        if start < 0:
            missing.append(words)
        else:
            passages.append(Passage(words, start, speaker))
    progress(0, 0)
    is_proof = bool(passages) and not missing and not source.check.is_proved
    checked = _checked(briefing, source, text) if is_proof else None
    speakers = tuple(single_line(speaker.name) for speaker in report.speakers)
    return ComparedSource(source, file, text, tuple(passages), tuple(missing), speakers, checked)


def count_cited(report: Report, source: Source) -> int:
    """Return how many quotes and excerpts a briefing has from a source."""
    return sum(1 for _ in _cited(report, source))


def _cited(report: Report, source: Source) -> Iterator[tuple[str, str]]:
    """Yield the words of each quote and excerpt from a source, and who said them."""
    for quote in report.quotes:
        if quote.source.id == source.id:
            yield single_line(quote.text), quote.speaker.name
    for finding in report.findings:
        if finding.excerpt and finding.source.id == source.id:
            yield single_line(finding.excerpt), ""


def _checked(briefing: Path, source: Source, text: SourceText) -> CheckedFile | None:
    """Return the briefing's file if its words are in a text; None if it has changed or is gone."""
    try:
        rows, file = read_words(briefing)
    except BriefingError:  # the one that is open is compared and shown, but can't be hashed
        return None
    verification = verify_quotes(rows, {source.id: text})
    if verification.failures or not verification.compared:
        return None
    return checked_file(file, verification.compared)


def sheet_of(table: str) -> Sheet:
    """Return the sheet that feeds a table."""
    return next(sheet for sheet in SHEETS if sheet.table == table)


def pasted_row(table: str, number: int, marked: MarkedWords, keys: Collection[str] = ()) -> str:
    """Return a row as spreadsheets paste it: its cells separated by tabs, without formulas.

    What only the author can say is left empty, such as a headline.

    Args:
        table: The table, one of `WORDS_COLUMNS`.
        number: The number of the row.
        marked: The words. Quotation marks around them are left out: the program adds its own.
        keys: The keys that findings have.
    """
    words = text_in_quotation_marks(marked.words) or marked.words
    values = {
        "id": str(number),
        "key": _new_key(words, number, keys),
        WORDS_COLUMNS[table]: escape_formula(words),
        "locator": marked.locator,
        "source_id": str(marked.source),
        "speaker_id": escape_formula(marked.speaker),
    }
    line = io.StringIO()
    cells = (values.get(heading.column, "") for heading in sheet_of(table).headings)
    csv.writer(line, dialect="excel-tab", lineterminator="").writerow(cells)
    return line.getvalue()


def _new_key(words: str, number: int, keys: Collection[str]) -> str:
    """Return a key made of the first words, or of the number if another finding has that."""
    key = hyphenated(" ".join(words.split()[:_WORDS_OF_KEY]))
    return key if key and key not in keys else f"finding-{number}"


def paste_message(table: str, number: int, marked: MarkedWords) -> str:
    """Return the message about a copied row: its sheet, and whether its speaker is a guess."""
    sheet = sheet_of(table)
    message = f"Copied as number {number:,} of the sheet {sheet.name}: paste it into an empty row"
    has_speaker = any(heading.column == "speaker_id" for heading in sheet.headings)
    if not has_speaker:
        return message
    if marked.is_guess:
        return f"{message}. Check the speaker: {marked.speaker} is quoted or named last before"
    return message if marked.speaker else f"{message} and add the speaker"
