"""The states in which the main window is drawn."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QSize

from briefing_app.database.personal.kept import KeptBriefing
from briefing_app.database.source_rows import BriefingRows, Value
from briefing_app.errors import MissingFileError
from briefing_app.gui.look import ThemeChoice
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.model.notes import NO_NOTE, KeptNote, Note, NoteItem, finding_item
from briefing_app.model.reading import FindingFilter
from briefing_app.model.report import Report
from briefing_app.model.slideshow.time import CountdownFace
from briefing_app.model.written_slide import WrittenKind, written

WINDOW_SIZE: Final = QSize(1280, 800)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of the main window.

    Args:
        name: The name of the picture's file without its suffix.
        arrange: Brings the window into the state to draw.
        theme: The theme.
        scale: The text size, 1.0 for 100 %.
        size: The size of the window.
    """

    name: str
    arrange: Callable[[MainWindow], None]
    theme: ThemeChoice = ThemeChoice.LIGHT
    scale: float = 1.0
    size: QSize = WINDOW_SIZE


def _select_second(window: MainWindow) -> None:
    window.reading.step(1)


def _select_cautioned(window: MainWindow) -> None:
    briefing = window.briefing
    assert briefing is not None
    for finding in briefing.report.findings:
        if finding.caution:
            window.reading.show_item(finding)
            return


def _select_other_words(window: MainWindow) -> None:
    window.reading.show_item(window.reading.contents.parts.other_words[0])


def _search(window: MainWindow) -> None:
    window.reading.search("victim")


def _search_nothing(window: MainWindow) -> None:
    window.reading.search("trafficing")


def _filter_notes(window: MainWindow) -> None:
    window.reading.set_filter(FindingFilter.NOTES)


def _table(window: MainWindow) -> None:
    _select_second(window)
    window.reading.show_table(True)


def _all_quotes(window: MainWindow) -> None:
    window.view.browse(True)


def _my_force(window: MainWindow) -> None:
    briefing = window.briefing
    assert briefing is not None
    window.reading.set_my_force(briefing.report.forces[-1].name)


def _missing_file(window: MainWindow) -> None:
    window.show_error(
        MissingFileError(
            Path("training-day.briefing"), "There is no such file.", "Check its name and folder."
        )
    )


SHOTS: Final = (
    Shot("main-window", _select_second),
    Shot("main-window-dark", _select_second, ThemeChoice.DARK),
    Shot("contrast-light", _select_second, ThemeChoice.CONTRAST_LIGHT),
    Shot("contrast-dark", _select_second, ThemeChoice.CONTRAST_DARK),
    Shot("large-text", _select_second, scale=1.5),
    Shot("caution", _select_cautioned),
    Shot("search", _search),
    Shot("search-nothing", _search_nothing),
    Shot("notes", _filter_notes),
    Shot("table", _table),
    Shot("other-words", _select_other_words),
    Shot("all-quotes", _all_quotes),
    Shot("my-force", _my_force),
    Shot("small", _select_second, size=QSize(1024, 640)),
    Shot("full-hd", _select_second, size=QSize(1920, 1080)),
    Shot("problem", _missing_file),
)
"""The pictures of the main window."""


ELAPSED_SECONDS: Final = 6 * 60 + 12  # on the clock of the presenter view
PLANNED_MINUTES: Final = 60
SHOWN_SECONDS: Final = 48
TIME_OF_DAY: Final = datetime(2026, 5, 4, 14, 7, 30)  # noqa: DTZ001, of any place
DISCUSSED_SECONDS: Final = 29.5

KEPT: Final = KeptBriefing(
    key="",
    title="",
    notes=3,
    bookmarks=2,
    has_order=True,
    planned_minutes=45,
    has_place=True,
    source_files=1,
)
"""What is kept for the briefing in pictures."""

_NOTES: Final = (
    (1, Note("Ask how closures are reviewed. Compare our checklist.", is_bookmarked=True)),
    (6, Note("Which powers? Look them up before the session.")),
)
"""The index of a finding, and the note about it."""

UNMATCHED_NOTES: Final = (
    KeptNote(
        NoteItem("finding training", "A finding that only an earlier edition has"),
        Note("Our own refresher is in March. Say so."),
    ),
    KeptNote(
        NoteItem("quote", "“Words that only an earlier edition quotes.”"),
        Note(is_bookmarked=True),
    ),
)

OWN_VOTE: Final = written(
    WrittenKind.QUESTION,
    "Somebody hints at being exploited and then falls silent. What would you do first?",
    options="Speak to the person alone\n"
    "Ask for an interpreter again\n"
    "Ring a colleague who knows such cases\n"
    "Write it down and come back tomorrow",
)
OWN_NOTE: Final = "Ask how closures are reviewed. Compare our checklist."
"""The user's note on a finding, in the presenter view."""
PAUSE: Final = written(WrittenKind.BREAK, "")
BREAK_MINUTES: Final = 15
BREAK_FACE: Final = CountdownFace(872 / 900, "14:32", is_over=False, ends="10:45")
"""What the presenter has added for today, in the pictures of the running order and of a break."""


def write_notes(personal: PersonalData, report: Report) -> None:
    """Write notes on findings of a briefing."""
    for index, note in _NOTES:
        for finding in report.findings[index : index + 1]:
            personal.notes.save(report, finding_item(finding), NO_NOTE, note)


class Change(NamedTuple):
    """A new value for one cell of a table.

    Args:
        table: The name of the table.
        row: The index of the row, from 0.
        column: The name of the column.
        value: The new value.
    """

    table: str
    row: int
    column: str
    value: Value


WORKBOOK: Final = Path("Training days", "Next inspection.xlsx")  # the file named in pictures
DOUBTFUL: Final = (
    Change("measures", 0, "message", "West Midlands referred 91 victims, most of the three"),
)
"""Changes to the bundled briefing that cause a warning."""
MISTAKES: Final = (
    Change("sources", 1, "published", "October 2017"),
    Change("findings", 1, "headline", ""),
    Change("findings", 3, "kind", "worry"),
    Change("findings", 5, "key", "commitment"),
)
"""Changes to the bundled briefing that cause errors."""


def changed(rows: BriefingRows, changes: Iterable[Change]) -> BriefingRows:
    """Return the rows of a briefing with some values changed."""
    tables = {name: list(table) for name, table in rows.tables.items()}
    for name, index, column, value in changes:
        row = tables[name][index]
        tables[name][index] = replace(row, values={**row.values, column: value})
    return replace(rows, tables=tables)
