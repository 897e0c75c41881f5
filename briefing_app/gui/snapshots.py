"""Pictures of the program in its states, drawn without a screen."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.authoring.folder import read_folder
from briefing_app.comparison import earlier_first
from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.errors import MissingFileError, Problem
from briefing_app.gui.actions import Act
from briefing_app.gui.application import application_without_screen
from briefing_app.gui.briefing_jobs import Outcome
from briefing_app.gui.comparison_view import ComparisonWindow
from briefing_app.gui.main_window import MainWindow
from briefing_app.gui.new_briefing_dialog import NewBriefingDialog
from briefing_app.gui.pictures import png, slide_pictures
from briefing_app.gui.presenter_console import PresenterConsole, ShowTime
from briefing_app.gui.running_order_pane import RunningOrderPane
from briefing_app.gui.settings import Settings
from briefing_app.gui.slide_layout import PAGE, SlidePages
from briefing_app.gui.style import Style, ThemeChoice, slide_theme
from briefing_app.paths import DEMONSTRATION
from briefing_app.presentation import Place, Presentation
from briefing_app.report import Report, SlideKind
from briefing_app.slides import Order, running_order
from briefing_app.writing import unwritable, write_file

_SIZE = QSize(1280, 800)
_COMPARED = QSize(860, 1300)  # the findings and a chart
_DIALOG_SIZE = QSize(860, 620)
_ELAPSED, _PLANNED = 12 * 60 + 34, 20 * 60  # seconds, of the show in the console's picture


_ERRORS = (
    Problem("Findings, cell D7 (Headline)", "there is no text", "write it in one sentence"),
    Problem(
        "Findings, cell F12 (Quotes)",
        "there is no quote 91",
        "name quotes by the numbers in the sheet Quotes",
    ),
    Problem(
        "Figures, cell C31 (Figure)",
        "“n/k” is no figure",
        "write a number, or [x] if there is none",
    ),
)
_WARNINGS = (
    Problem(
        "Quotes, row 9",
        "this quote belongs to no finding and is on no slide",
        "name it with a finding, or on a slide",
    ),
)
"""What is told in the picture of a workbook with mistakes."""


@dataclass(frozen=True, slots=True)
class _Shot:
    """One picture: its file's name, and how the window gets into that state."""

    name: str
    arrange: Callable[[MainWindow], None] = lambda _: None
    theme: ThemeChoice = ThemeChoice.LIGHT
    scale: float = 1.0
    size: QSize = _SIZE


def _choose_second(window: MainWindow) -> None:
    window.trigger(Act.NEXT_FINDING)


def _choose_cautioned(window: MainWindow) -> None:
    briefing = window.briefing
    assert briefing is not None  # noqa: S101, a picture is only made of a briefing
    for finding in briefing.report.findings:
        if finding.caution:
            window.show_finding(finding)
            return


def _search(window: MainWindow) -> None:
    window.search_for("victim")


def _table(window: MainWindow) -> None:
    _choose_second(window)
    window.trigger(Act.TABLE)


def _all_quotes(window: MainWindow) -> None:
    window.trigger(Act.ALL_QUOTES)


def _missing_file(window: MainWindow) -> None:
    window.show_problem(
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
        raise unwritable(folder, error) from error
    application = application_without_screen()
    with tempfile.TemporaryDirectory() as scratch:
        for number, shot in enumerate(SHOTS):
            # Settings of its own for each picture: none may depend on the one before.
            store = QSettings(str(Path(scratch, f"{number}.ini")), QSettings.Format.IniFormat)
            yield _draw_one(application, Settings(store), shot, path, folder)
        store = QSettings(str(Path(scratch, "author.ini")), QSettings.Format.IniFormat)
        yield _draw_problems(application, Settings(store), folder)
        with open_briefing(path) as briefing:
            store = QSettings(str(Path(scratch, "show.ini")), QSettings.Format.IniFormat)
            yield from _draw_show(application, Settings(store), briefing.report, folder)
        yield _draw_comparison(application, Path(scratch), folder)


def _draw_one(
    application: QApplication, settings: Settings, shot: _Shot, path: Path, folder: Path
) -> Path:
    style = Style(application, shot.theme, shot.scale)
    window = MainWindow(settings, style)
    window.take_size(shot.size)
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


def _draw_problems(application: QApplication, settings: Settings, folder: Path) -> Path:
    """Draw what an author is told of a workbook that no briefing can be made from yet."""
    style = Style(application, ThemeChoice.LIGHT, 1.0)
    window = QWidget()
    dialog = NewBriefingDialog(settings, style, window)
    dialog.choose_source(Path("Training days", "Next inspection.xlsx"))
    dialog.show_outcome(Outcome(errors=_ERRORS, warnings=_WARNINGS))
    dialog.resize(_DIALOG_SIZE)
    dialog.ensurePolished()
    _settle(application)
    target = _save(dialog.grab().toImage(), folder, "new-briefing")
    dialog.deleteLater()
    window.deleteLater()
    style.deleteLater()
    _settle(application)
    return target


def _draw_show(
    application: QApplication, settings: Settings, report: Report, folder: Path
) -> Iterator[Path]:
    """Draw the window where the order is prepared, the presenter's console, and every slide."""
    style = Style(application, ThemeChoice.LIGHT, 1.0)
    slides = running_order(report)
    pane = RunningOrderPane(report, slides, Order.of(slides), style)
    # Neither is shown: the offscreen platform complains when it is told of a least size.
    pane.ensurePolished()
    _settle(application)
    yield _save(pane.grab().toImage(), folder, "running-order")
    pane.deleteLater()

    pages = SlidePages(slides, slide_theme(style.theme))
    console = PresenterConsole(lambda _: False, settings, style)
    console.resize(_SIZE)
    console.set_pages(pages)
    charts = (at for at, slide in enumerate(slides) if slide.kind is SlideKind.CHART)
    place = Place(next(charts, 0))
    console.show_presentation(Presentation(pages).placed(place))
    share = (place.slide + 0.5) / len(slides)
    console.show_time(ShowTime(_ELAPSED, _PLANNED, running=True), share, "14:07")
    console.show_screens("Audience: HDMI-1 · 1920 × 1080")
    console.ensurePolished()
    _settle(application)
    yield _save(console.grab().toImage(), folder, "presenter-console")
    console.deleteLater()

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
    """Let everything that was put off be done: layouts, batches of rows, deletions."""
    for _ in range(20):
        application.sendPostedEvents()
        application.processEvents()
