"""Draws pictures of the program in its main states, without a screen."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from math import sin
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractAnimation, QEvent, QEventLoop, QSettings, QSize
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.authoring.build import BuildRequest, build_briefing
from briefing_app.authoring.folder import read_folder
from briefing_app.authoring.template.workbook import create_template
from briefing_app.database.builder import build
from briefing_app.database.personal.kept import Kept, KeptBriefing
from briefing_app.database.personal.notes import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.personal.times import RecordedTimes
from briefing_app.database.reader import open_briefing
from briefing_app.database.source_row_reader import read_source_rows
from briefing_app.database.source_rows import BriefingRows, Value
from briefing_app.errors import MissingFileError
from briefing_app.files.atomic_folder import FolderKind, write_folder
from briefing_app.files.paths import BUNDLED_BRIEFING, DEMONSTRATION
from briefing_app.files.progress import no_progress
from briefing_app.gui.application import application_without_screen
from briefing_app.gui.authoring.build_dialog import NewBriefingDialog
from briefing_app.gui.comparison.window import ComparisonWindow
from briefing_app.gui.controllers.notes import NotesController
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.export.preview_pages import preview_pages
from briefing_app.gui.export.request import ExportKind, Material
from briefing_app.gui.forgetting.dialog import ForgetDialog
from briefing_app.gui.forgetting.kept_items import (
    IDENTITY,
    PROGRAM,
    SETTINGS,
    KeptGroup,
    KeptItem,
    briefing_group,
    log_text,
    recent_files_text,
)
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.unmatched_notes_dialog import UnmatchedNotesDialog
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.findings_model import NoteFilter
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.page_painter import PAGE
from briefing_app.gui.slides.png_file import png
from briefing_app.gui.slides.render import slide_pictures
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.ink.tool_row import ToolRow
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.presenter.presenter_view import PresenterView
from briefing_app.gui.slideshow.times.timing import (
    SECONDS_PER_MINUTE,
    SlideshowTime,
    SlideTime,
    complete_times,
    due_shares,
)
from briefing_app.gui.style import Style, ThemeChoice
from briefing_app.gui.times.window import TimesWindow
from briefing_app.gui.widgets.background_task import BackgroundTask
from briefing_app.layout.page import Page
from briefing_app.model.comparison import earlier_first
from briefing_app.model.discussion import countdown_minutes
from briefing_app.model.notes.note import NO_NOTE, KeptNote, Note, NoteItem, finding_item
from briefing_app.model.report import Report, Reveal
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slideshow.ink import Ink, InkColour, PageInk, Stroke, Tool
from briefing_app.model.slideshow.state import SlideshowState
from briefing_app.model.slideshow.time_table import time_table

_SIZE: Final = QSize(1280, 800)
_COMPARISON_SIZE: Final = QSize(860, 1300)  # room for the findings and a chart
_DIALOG_SIZE: Final = QSize(860, 620)
_EXPORT_SIZE: Final = QSize(900, 660)
_TIMES_SIZE: Final = QSize(900, 640)
_ELAPSED_SECONDS: Final = 6 * 60 + 12  # on the clock of the presenter view
_PLANNED_SECONDS: Final = 45 * 60
_SLIDE_TIME: Final = SlideTime(48, 70)
_REHEARSED: Final = ("2017-11-22T16:20:00", (0.7, 1.1, 0.85, 0.6, 0.95))
"""When the slideshow of the pictures was rehearsed, and the shares of the planned time, in turn."""
_TAKEN: Final = ("2017-11-24T14:01:00", (0.9, 1.2, 0.8, 1.4))
"""The same for the slideshow itself."""
_WAVES: Final = 24  # of a line drawn by hand
_DISCUSSED_SECONDS: Final = 29.5
_SETTLE_ROUNDS: Final = 20
_FOLDER: Final = FolderKind(".briefing-app-snapshot", re.compile(r"[a-z0-9-]+\.png"))

_KEPT: Final = KeptBriefing(
    key="",
    title="",
    notes=3,
    bookmarks=2,
    said_lines=5,
    said_sessions=1,
    inked_slides=4,
    has_order=True,
    planned_minutes=45,
    rehearsals=2,
    timed_slideshows=1,
    places=3,
)
"""What is kept for the briefing in pictures."""

_Picture = tuple[str, bytes]
"""The name and the content of a PNG file."""


class _Change(NamedTuple):
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


_WORKBOOK: Final = Path("Training days", "Next inspection.xlsx")  # the file named in pictures
_DOUBTFUL: Final = (
    _Change("measures", 0, "message", "West Midlands referred 91 victims, most of the three"),
)
"""Changes to the bundled briefing that cause a warning."""
_MISTAKES: Final = (
    _Change("sources", 1, "published", "October 2017"),
    _Change("findings", 1, "headline", ""),
    _Change("findings", 3, "kind", "worry"),
    _Change("findings", 5, "key", "commitment"),
)
"""Changes to the bundled briefing that cause errors."""


_NOTES: Final = (
    (1, Note("Ask how closures are reviewed. Compare our checklist.", is_bookmarked=True)),
    (6, Note("Which powers? Look them up before the session.")),
)
"""The index of a finding, and the note about it."""
_UNMATCHED_NOTES: Final = (
    KeptNote(
        NoteItem("finding training", "A finding that only an earlier edition has"),
        Note("Our own refresher is in March. Say so."),
    ),
    KeptNote(
        NoteItem("quote", "“Words that only an earlier edition quotes.”"),
        Note(is_bookmarked=True),
    ),
)


@dataclass(frozen=True, slots=True)
class _Shot:
    """One picture of the main window.

    Args:
        name: The name of the picture's file without its suffix.
        arrange: Brings the window into the state to draw.
        theme: The theme.
        scale: The text size, 1.0 for 100 %.
        size: The size of the window.
    """

    name: str
    arrange: Callable[[MainWindow], None] = lambda _: None
    theme: ThemeChoice = ThemeChoice.LIGHT
    scale: float = 1.0
    size: QSize = _SIZE


def _select_second(window: MainWindow) -> None:
    window.trigger(ActionId.NEXT_FINDING)


def _select_cautioned(window: MainWindow) -> None:
    briefing = window.briefing
    assert briefing is not None  # noqa: S101, pictures show a briefing
    for finding in briefing.report.findings:
        if finding.caution:
            window.view.show_finding(finding)
            return


def _search(window: MainWindow) -> None:
    window.header.search_for("victim")


def _filter_notes(window: MainWindow) -> None:
    window.view.findings.set_note_filter(NoteFilter(with_notes=True))


def _table(window: MainWindow) -> None:
    _select_second(window)
    window.trigger(ActionId.TABLE)


def _all_quotes(window: MainWindow) -> None:
    window.trigger(ActionId.ALL_QUOTES)


def _my_force(window: MainWindow) -> None:
    briefing = window.briefing
    assert briefing is not None  # noqa: S101, pictures show a briefing
    window.set_my_force(briefing.report.forces[-1])


def _store_with_notes(window: MainWindow) -> PersonalStore:
    """Return a store in memory with notes on findings of the open briefing."""
    briefing = window.briefing
    assert briefing is not None  # noqa: S101, pictures show a briefing
    report, store = briefing.report, PersonalStore(None)
    for index, note in _NOTES:
        for finding in report.findings[index : index + 1]:
            Notes(store).save(report, finding_item(finding), NO_NOTE, note)
    return store


def _missing_file(window: MainWindow) -> None:
    window.show_error(
        MissingFileError(
            Path("training-day.briefing"), "There is no such file.", "Check its name and folder."
        )
    )


_SAID: Final = ("Table 2: ask the interpreter again", "Table 4: write down who was told")
"""The lines that the presenter has typed, in the pictures of “What we said”."""

_SHOTS: Final = (
    _Shot("main-window", _select_second),
    _Shot("main-window-dark", _select_second, ThemeChoice.DARK),
    _Shot("contrast-light", _select_second, ThemeChoice.CONTRAST_LIGHT),
    _Shot("contrast-dark", _select_second, ThemeChoice.CONTRAST_DARK),
    _Shot("large-text", _select_second, scale=1.5),
    _Shot("caution", _select_cautioned),
    _Shot("search", _search),
    _Shot("notes", _filter_notes),
    _Shot("table", _table),
    _Shot("all-quotes", _all_quotes),
    _Shot("my-force", _my_force),
    _Shot("small", _select_second, size=QSize(1024, 640)),
    _Shot("full-hd", _select_second, size=QSize(1920, 1080)),
    _Shot("problem", _missing_file),
)
"""The pictures of the main window."""


def draw(path: Path, folder: Path) -> list[Path]:
    """Draw the main window in its states, the other windows, and every slide.

    Args:
        path: The briefing to show.
        folder: The folder for the pictures. An earlier one with such pictures is replaced.

    Returns:
        The file of each picture.

    Raises:
        BriefingError: The briefing can't be opened.
        OutputError: The folder can't be written, or has other files in it.
    """
    with open_briefing(path):  # raises before anything is written
        pass
    return write_folder(folder, _draw_all(path), _FOLDER, force=True)


def _draw_all(path: Path) -> Iterator[_Picture]:
    application = application_without_screen()
    application.setCursorFlashTime(0)  # a blinking caret would change the pictures
    with tempfile.TemporaryDirectory() as scratch:
        pictures = _Pictures(application, Path(scratch))
        for shot in _SHOTS:
            yield pictures.main_window(shot, path)
        yield pictures.unmatched_notes()
        yield from pictures.authoring()
        with open_briefing(path) as briefing:
            report = briefing.report
        yield pictures.export("export", ExportKind.HANDOUT, path, report)
        yield pictures.export("session-pack", ExportKind.PACK, path, report)
        yield pictures.running_order(report)
        yield pictures.forget(report)
        yield from pictures.presenter_views(report)
        yield pictures.times(report)
        yield from pictures.slides(report)
        yield pictures.comparison()


class _Pictures:
    """Draws windows and slides.

    Args:
        application: The application.
        scratch: A folder for temporary files.
    """

    def __init__(self, application: QApplication, scratch: Path) -> None:
        self._application = application
        self._scratch = scratch

    def main_window(self, shot: _Shot, path: Path) -> _Picture:
        """Draw the main window in one state."""
        with self._style(shot.theme, shot.scale) as style:
            settings = self._settings(shot.name)
            window = MainWindow(settings, style)
            window.resize_with_default_panes(shot.size)
            window.show_briefing(open_briefing(path))
            window.show()
            window.complete()
            personal = PersonalData(_store_with_notes(window), window)
            NotesController(window, settings, personal, style, self._application)
            shot.arrange(window)
            picture = self._grab(window, shot.name)
            window.close()
            window.deleteLater()
        return picture

    def unmatched_notes(self) -> _Picture:
        """Draw the window with notes that match nothing."""
        with self._style() as style:
            parent = QWidget()
            dialog = UnmatchedNotesDialog(_UNMATCHED_NOTES, style, parent)
            picture = self._grab(dialog, "unmatched-notes")
            dialog.deleteLater()
            parent.deleteLater()
        return picture

    def authoring(self) -> Iterator[_Picture]:
        """Draw the report on a workbook with mistakes, and on the same one without them."""
        for name, changes in (("new-briefing", _MISTAKES), ("new-briefing-built", ())):
            workbook = self._scratch / f"{name}.xlsx"
            rows = _changed(read_source_rows(BUNDLED_BRIEFING), (*_DOUBTFUL, *changes))
            workbook.write_bytes(create_template(rows))
            request = BuildRequest(workbook, workbook.with_suffix(".briefing"))
            outcome = build_briefing(request, no_progress)
            if outcome.path is not None:
                outcome = replace(outcome, path=_WORKBOOK.with_suffix(".briefing"))
            with self._style() as style:
                parent = QWidget()
                dialog = NewBriefingDialog(self._settings(name), style, parent)
                dialog.choose_source(_WORKBOOK)
                dialog.show_outcome(outcome)
                dialog.resize(_DIALOG_SIZE)
                yield self._grab(dialog, name)
                dialog.deleteLater()
                parent.deleteLater()

    def export(self, name: str, kind: ExportKind, path: Path, report: Report) -> _Picture:
        """Draw the export dialog with a kind of export selected and its first page."""
        material = Material(path, report, briefing_slides(report))
        with self._style() as style:
            parent, loop = QWidget(), QEventLoop()
            dialog = ExportDialog(
                report,
                self._settings("export"),
                style,
                parent,
                preview_job=lambda export: partial(preview_pages, export, material),
                preview_task=BackgroundTask(parent, self._application),
            )
            dialog.previewed.connect(loop.quit)
            dialog.choose(kind)
            loop.exec()
            dialog.resize(_EXPORT_SIZE)
            picture = self._grab(dialog, name)
            dialog.deleteLater()
            parent.deleteLater()
        return picture

    def running_order(self, report: Report) -> _Picture:
        """Draw the dialog for the running order."""
        slides = briefing_slides(report)
        with self._style() as style:
            order = RunningOrder.of(slides)
            chart = next((at for at, slide in enumerate(slides) if slide.can_reveal), 0)
            place = min(chart, 2)
            order = order.set_reveal(chart, Reveal.GUESS).move(chart, place)
            dialog = RunningOrderDialog(report, slides, order, style)
            dialog.select(place)
            dialog.set_planned_minutes(_PLANNED_SECONDS // SECONDS_PER_MINUTE)
            picture = self._grab(dialog, "running-order")
            dialog.deleteLater()
        return picture

    def presenter_views(self, report: Report) -> Iterator[_Picture]:
        """Draw the presenter view before the first discussion, with ink, and during it."""
        slides = briefing_slides(report)
        pages, minutes = SlidePages(slides), countdown_minutes(slides)
        discussion = min(minutes, default=0)
        state = SlideshowState(pages, minutes=minutes)
        before = state.go_to_slide(discussion - 1)
        yield self._presenter_view("presenter-view", pages, before)
        ink = _sample_ink(pages.shown(before.position).page)
        yield self._presenter_view("drawing", pages, replace(before, ink=ink))
        state = state.go_to_slide(discussion).advance(0)
        yield self._presenter_view("discussion", pages, state)
        yield self._presenter_view("what-we-said", pages, replace(state, said=_SAID))

    def _presenter_view(self, name: str, pages: SlidePages, state: SlideshowState) -> _Picture:
        """Draw the presenter view in a state."""
        countdown = state.visible_countdown
        with self._style() as style:
            view = PresenterView(lambda _: False, self._settings(name), style)
            view.complete()
            view.resize(_SIZE)
            view.set_pages(pages)
            view.show_state(state)
            if countdown is not None:
                view.show_countdown_buttons(are_shown=True)
                view.show_countdown(countdown.face(_DISCUSSED_SECONDS), None)
                view.show_said(_SAID, is_asked=True, is_shown=bool(state.said))
            if state.ink is not None:
                tools = ToolRow(style, view)
                tools.show_tool(Tool.PEN, InkColour.RED, is_erasing=False)
                view.add_tools(tools)
                view.show_tools(are_shown=True)
                view.show_toggles({Command.PEN: True})
            due = due_shares(state, complete_times([slide.minutes or 0 for slide in pages.slides]))
            time = SlideshowTime(
                _ELAPSED_SECONDS, _PLANNED_SECONDS, is_running=True, slide=_SLIDE_TIME
            )
            view.show_time(time, due, "14:07")
            view.show_audience_screen("Audience: HDMI-1 · 1920 × 1080")
            picture = self._grab(view, name)
            view.deleteLater()
        return picture

    def forget(self, report: Report) -> _Picture:
        """Draw the dialog that shows what is kept on the computer."""
        groups = (
            briefing_group(Kept(PersonalStore(None)), _KEPT._replace(title=report.title)),
            KeptGroup(
                PROGRAM,
                [
                    KeptItem(text, lambda: None)
                    for text in (IDENTITY, recent_files_text(3), SETTINGS, log_text(2))
                ],
            ),
        )
        with self._style() as style:
            dialog = ForgetDialog(style)
            dialog.show_groups(groups)
            picture = self._grab(dialog, "forget")
            dialog.deleteLater()
        return picture

    def times(self, report: Report) -> _Picture:
        """Draw the window that compares planned, rehearsed and taken times."""
        slides = briefing_slides(report)
        recorded = [
            RecordedTimes(
                started,
                is_rehearsal,
                {
                    slide.key: (slide.minutes or 1) * SECONDS_PER_MINUTE * share
                    for slide, share in zip(slides, cycle(shares), strict=False)
                },
            )
            for is_rehearsal, (started, shares) in ((False, _TAKEN), (True, _REHEARSED))
        ]
        with self._style() as style:
            window = TimesWindow(recorded, partial(time_table, slides, ()), style)
            window.resize(_TIMES_SIZE)
            picture = self._grab(window, "times")
            window.deleteLater()
        return picture

    def slides(self, report: Report) -> Iterator[_Picture]:
        """Draw every slide."""
        width = PAGE.toSize().width()
        yield from slide_pictures(briefing_slides(report), width)

    def comparison(self) -> _Picture:
        """Draw the comparison of the two briefings of the demonstration."""
        reports = []
        for name in ("earlier", "later"):
            build(read_folder(DEMONSTRATION / name), self._scratch / f"{name}.briefing")
            with open_briefing(self._scratch / f"{name}.briefing") as briefing:
                reports.append(briefing.report)
        with self._style() as style:
            window = ComparisonWindow(*earlier_first(*reports), style)
            window.resize(_COMPARISON_SIZE)
            picture = self._grab(window, "comparison")
            window.deleteLater()
        return picture

    def _settings(self, name: str) -> Settings:
        """Return settings for one picture, so that none depends on the one before."""
        file = self._scratch / f"{name}.ini"
        return Settings(QSettings(str(file), QSettings.Format.IniFormat))

    @contextmanager
    def _style(self, theme: ThemeChoice = ThemeChoice.LIGHT, scale: float = 1.0) -> Iterator[Style]:
        """Return the style for one picture; delete it and the widgets that are done with."""
        style = Style(self._application, theme, scale)
        yield style
        style.deleteLater()
        self._settle()

    def _grab(self, widget: QWidget, name: str) -> _Picture:
        # Only the main window is shown: the offscreen platform warns about minimum sizes.
        widget.ensurePolished()
        self._settle()
        widget.grab()  # asks for the thumbnails, which are rendered while the program is idle
        self._settle()
        return f"{name}.png", png(widget.grab().toImage())

    def _settle(self) -> None:
        """Process and delete all that was postponed, and go to the end of each animation."""
        for _ in range(_SETTLE_ROUNDS):
            self._application.sendPostedEvents()
            self._application.processEvents()
        # Without a running event loop, Qt doesn't delete widgets by itself, and each one that is
        # left slows down styling.
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for window in self._application.topLevelWidgets():
            for animation in window.findChildren(QAbstractAnimation):
                animation.setCurrentTime(animation.totalDuration())


def _sample_ink(page: Page) -> Ink:
    """Return ink that highlights words of the source and underlines the headline."""
    last = len(page.texts) - 1
    headline, words = page.texts[min(1, last)], page.texts[min(2, last)]
    middle = words.lines[0].baseline - words.style.size / 3
    under = headline.lines[-1]
    lines = (
        (Tool.HIGHLIGHTER, InkColour.YELLOW, words, words.lines[0], middle),
        (Tool.PEN, InkColour.RED, headline, under, under.baseline + 20),
    )
    strokes = tuple(
        Stroke(
            tool,
            colour,
            tuple(
                (text.left_of(line) + line.width * step / _WAVES, at + 2 * sin(step))
                for step in range(_WAVES + 1)
            ),
        )
        for tool, colour, text, line, at in lines
    )
    return Ink({page.place: PageInk(strokes)})


def _changed(rows: BriefingRows, changes: Iterable[_Change]) -> BriefingRows:
    """Return the rows of a briefing with some values changed."""
    tables = {name: list(table) for name, table in rows.tables.items()}
    for name, index, column, value in changes:
        row = tables[name][index]
        tables[name][index] = replace(row, values={**row.values, column: value})
    return replace(rows, tables=tables)
