"""Pictures of the program in its states, drawn without a screen."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QAbstractAnimation, QEvent, QSettings, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.authoring.build import BuildRequest, build_briefing
from briefing_app.authoring.folder import read_folder
from briefing_app.authoring.template.workbook import create_template
from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.database.source_row_reader import read_source_rows
from briefing_app.database.source_rows import BriefingRows, Value
from briefing_app.errors import MissingFileError
from briefing_app.files.atomic_write import write_file
from briefing_app.files.output_checks import output_error
from briefing_app.files.paths import BUNDLED_BRIEFING, DEMONSTRATION
from briefing_app.files.progress import no_progress
from briefing_app.gui.application import application_without_screen
from briefing_app.gui.authoring.build_dialog import NewBriefingDialog
from briefing_app.gui.comparison.window import ComparisonWindow
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.page_layout import PAGE, SlidePages
from briefing_app.gui.slides.render import png, slide_pictures
from briefing_app.gui.slideshow.presenter.presenter_view import PresenterView
from briefing_app.gui.slideshow.timing import SlideshowTime
from briefing_app.gui.style import Style, ThemeChoice, slide_theme
from briefing_app.model.comparison import earlier_first
from briefing_app.model.report import Report, SlideKind
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slides import briefing_slides
from briefing_app.model.slideshow_state import SlidePosition, SlideshowState

_SIZE = QSize(1280, 800)
_COMPARED = QSize(860, 1300)  # the findings and a chart
_DIALOG_SIZE = QSize(860, 620)
_ELAPSED, _PLANNED = 12 * 60 + 34, 20 * 60  # seconds, of the show in the console's picture


class _Change(NamedTuple):
    """Another value in a column of a table's row, counted from 0."""

    table: str
    row: int
    column: str
    value: Value


_WORKBOOK = Path("Training days", "Next inspection.xlsx")  # as the pictures name it
_SLIPS = (
    _Change(
        "measures",
        0,
        "message",
        "West Midlands referred 91 victims, most of the three",
    ),
)
_MISTAKES = (
    _Change("sources", 1, "published", "October 2017"),
    _Change("findings", 1, "headline", ""),
    _Change("findings", 3, "kind", "worry"),
    _Change("findings", 5, "key", "commitment"),
)
"""What its author got wrong at first in the workbook of the pictures, beside what is doubted."""


@dataclass(frozen=True, slots=True)
class _Shot:
    """One picture: its file's name, and how the window gets into that state."""

    name: str
    arrange: Callable[[MainWindow], None] = lambda _: None
    theme: ThemeChoice = ThemeChoice.LIGHT
    scale: float = 1.0
    size: QSize = _SIZE


def _choose_second(window: MainWindow) -> None:
    window.trigger(ActionId.NEXT_FINDING)


def _choose_cautioned(window: MainWindow) -> None:
    briefing = window.briefing
    assert briefing is not None  # noqa: S101, a picture is only made of a briefing
    for finding in briefing.report.findings:
        if finding.caution:
            window.view.show_finding(finding)
            return


def _search(window: MainWindow) -> None:
    window.header.search_for("victim")


def _table(window: MainWindow) -> None:
    _choose_second(window)
    window.trigger(ActionId.TABLE)


def _all_quotes(window: MainWindow) -> None:
    window.trigger(ActionId.ALL_QUOTES)


def _missing_file(window: MainWindow) -> None:
    window.show_error(
        MissingFileError(
            Path("training-day.db"), "There is no such file.", "Check its name and folder."
        )
    )


SHOTS = (
    _Shot("main-window", _choose_second),
    _Shot("main-window-dark", _choose_second, ThemeChoice.DARK),
    _Shot("contrast-light", _choose_second, ThemeChoice.CONTRAST_LIGHT),
    _Shot("contrast-dark", _choose_second, ThemeChoice.CONTRAST_DARK),
    _Shot("large-text", _choose_second, scale=1.5),
    _Shot("caution", _choose_cautioned),
    _Shot("search", _search),
    _Shot("table", _table),
    _Shot("all-quotes", _all_quotes),
    _Shot("small", _choose_second, size=QSize(1024, 640)),
    _Shot("full-hd", _choose_second, size=QSize(1920, 1080)),
    _Shot("problem", _missing_file),
)
"""Every picture of the main window; names are those of the files without their ending."""


def draw(path: Path, folder: Path) -> Iterator[Path]:
    """Draw the main window's states, what opens beside it, what authors are told, every slide.

    Args:
        path: The briefing to show.
        folder: Where the pictures go; made where it isn't there.

    Yields:
        Each picture's file, when it is written.

    Raises:
        BriefingError: The briefing can't be opened.
        OutputError: A picture can't be written.
    """
    with open_briefing(path):  # before a folder is made for nothing
        pass
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(folder, error) from error
    application = application_without_screen()
    application.setCursorFlashTime(0)  # the caret stays
    with tempfile.TemporaryDirectory() as scratch:
        for number, shot in enumerate(SHOTS):
            # Settings of its own for each picture: none may depend on the one before.
            store = QSettings(str(Path(scratch, f"{number}.ini")), QSettings.Format.IniFormat)
            yield _draw_one(application, Settings(store), shot, path, folder)
        store = QSettings(str(Path(scratch, "author.ini")), QSettings.Format.IniFormat)
        yield from _draw_authoring(application, Settings(store), Path(scratch), folder)
        with open_briefing(path) as briefing:
            store = QSettings(str(Path(scratch, "show.ini")), QSettings.Format.IniFormat)
            yield from _draw_show(application, Settings(store), briefing.report, folder)
        yield _draw_comparison(application, Path(scratch), folder)


def _draw_one(
    application: QApplication, settings: Settings, shot: _Shot, path: Path, folder: Path
) -> Path:
    style = Style(application, shot.theme, shot.scale)
    window = MainWindow(settings, style)
    window.resize_with_default_panes(shot.size)
    window.show_briefing(open_briefing(path))
    window.show()
    window.complete()
    shot.arrange(window)
    _settle(application)
    target = _save(window.grab().toImage(), folder, shot.name)
    window.close()
    window.deleteLater()
    style.deleteLater()
    _settle(application)
    return target


def _draw_authoring(
    application: QApplication, settings: Settings, scratch: Path, folder: Path
) -> Iterator[Path]:
    """Draw what an author is told of a workbook with mistakes, and once they are mended."""
    for name, changes in (("new-briefing", _MISTAKES), ("new-briefing-built", ())):
        workbook = scratch / f"{name}.xlsx"
        workbook.write_bytes(
            create_template(_changed(read_source_rows(BUNDLED_BRIEFING), (*_SLIPS, *changes)))
        )
        new = BuildRequest(workbook, workbook.with_suffix(".db"))
        outcome = build_briefing(new, no_progress)
        if outcome.path is not None:
            outcome = replace(outcome, path=_WORKBOOK.with_suffix(".db"))
        style = Style(application, ThemeChoice.LIGHT, 1.0)
        window = QWidget()
        dialog = NewBriefingDialog(settings, style, window)
        dialog.choose_source(_WORKBOOK)
        dialog.show_outcome(outcome)
        dialog.resize(_DIALOG_SIZE)
        dialog.ensurePolished()
        _settle(application)
        yield _save(dialog.grab().toImage(), folder, name)
        dialog.deleteLater()
        window.deleteLater()
        style.deleteLater()
        _settle(application)


def _changed(rows: BriefingRows, changes: Iterable[_Change]) -> BriefingRows:
    tables = {name: list(of_table) for name, of_table in rows.tables.items()}
    for table, at, column, value in changes:
        row = tables[table][at]
        tables[table][at] = replace(row, values={**row.values, column: value})
    return replace(rows, tables=tables)


def _draw_show(
    application: QApplication, settings: Settings, report: Report, folder: Path
) -> Iterator[Path]:
    """Draw the window where the order is prepared, the presenter's console, and every slide."""
    style = Style(application, ThemeChoice.LIGHT, 1.0)
    slides = briefing_slides(report)
    pane = RunningOrderDialog(report, slides, RunningOrder.of(slides), style)
    # Neither is shown: the offscreen platform complains when it is told of a least size.
    pane.ensurePolished()
    _settle(application)
    yield _save(pane.grab().toImage(), folder, "running-order")
    pane.deleteLater()

    pages = SlidePages(slides, slide_theme(style.theme))
    presenter_view = PresenterView(lambda _: False, settings, style)
    presenter_view.resize(_SIZE)
    presenter_view.set_pages(pages)
    charts = (at for at, slide in enumerate(slides) if slide.kind is SlideKind.CHART)
    place = SlidePosition(next(charts, 0))
    presenter_view.show_state(SlideshowState(pages).go_to_position(place))
    share = (place.slide + 0.5) / len(slides)
    presenter_view.show_time(SlideshowTime(_ELAPSED, _PLANNED, is_running=True), share, "14:07")
    presenter_view.show_audience_screen("Audience: HDMI-1 · 1920 × 1080")
    presenter_view.ensurePolished()
    _settle(application)
    yield _save(presenter_view.grab().toImage(), folder, "presenter-view")
    presenter_view.deleteLater()

    for name, content in slide_pictures(slides, PAGE.toSize().width(), slide_theme(style.theme)):
        target = folder / name
        write_file(target, content)
        yield target
    style.deleteLater()
    _settle(application)


def _draw_comparison(application: QApplication, scratch: Path, folder: Path) -> Path:
    """Draw the window that lays two briefings side by side: the made-up ones."""
    reports = []
    for name in ("earlier", "later"):
        build(read_folder(DEMONSTRATION / name), scratch / f"{name}.db")
        with open_briefing(scratch / f"{name}.db") as briefing:
            reports.append(briefing.report)
    style = Style(application, ThemeChoice.LIGHT, 1.0)
    window = ComparisonWindow(*earlier_first(*reports), style)
    window.resize(_COMPARED)
    window.ensurePolished()
    _settle(application)
    target = _save(window.grab().toImage(), folder, "comparison")
    window.deleteLater()
    style.deleteLater()
    _settle(application)
    return target


def _save(picture: QImage, folder: Path, name: str) -> Path:
    target = folder / f"{name}.png"
    write_file(target, png(picture))
    return target


def _settle(application: QApplication) -> None:
    """Let everything that was put off be done: layouts, batches of rows, deletions.

    And whatever moves come to its end, so that a state gives the same picture each time.
    """
    for _ in range(20):
        application.sendPostedEvents()
        application.processEvents()
    # Without a running event loop, Qt deletes nothing by itself, and styling would take longer with
    # each window that is left.
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for window in application.topLevelWidgets():
        for animation in window.findChildren(QAbstractAnimation):
            animation.setCurrentTime(animation.totalDuration())
