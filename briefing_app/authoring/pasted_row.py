"""A row of a workbook for words that an author marks in a source, to be pasted into its sheet."""

import csv
import io
from dataclasses import dataclass
from typing import Final

from briefing_app.authoring.sheets import SHEETS, Sheet
from briefing_app.database.quotes import text_in_quotation_marks
from briefing_app.files.csv import escape_formula

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
        speaker: Who said them, if the briefing says so; or else empty.
    """

    words: str
    first: int
    last: int
    source: int
    speaker: str = ""

    @property
    def locator(self) -> str:
        """Where they are in the source."""
        if self.first == self.last:
            return f"paragraph {self.first}"
        return f"paragraphs {self.first} to {self.last}"


def sheet_of(table: str) -> Sheet:
    """Return the sheet that feeds a table."""
    return next(sheet for sheet in SHEETS if sheet.table == table)


def pasted_row(table: str, number: int, marked: MarkedWords) -> str:
    """Return a row as spreadsheets paste it: its cells separated by tabs, without formulas.

    What only the author can say is left empty, such as a headline.

    Args:
        table: The table, one of `WORDS_COLUMNS`.
        number: The number of the row.
        marked: The words. Quotation marks around them are left out: the program adds its own.
    """
    words = text_in_quotation_marks(marked.words) or marked.words
    values = {
        "id": str(number),
        WORDS_COLUMNS[table]: escape_formula(words),
        "locator": marked.locator,
        "source_id": str(marked.source),
        "speaker_id": escape_formula(marked.speaker),
    }
    line = io.StringIO()
    cells = (values.get(heading.column, "") for heading in sheet_of(table).headings)
    csv.writer(line, dialect="excel-tab", lineterminator="").writerow(cells)
    return line.getvalue()
