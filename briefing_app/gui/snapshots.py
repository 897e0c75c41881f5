"""Pictures of the program in its states, drawn without a screen."""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication

from briefing_app.database.reader import open_briefing
from briefing_app.errors import MissingFileError, OutputError
from briefing_app.gui.actions import Act
from briefing_app.gui.application import create_application
from briefing_app.gui.main_window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.style import Style, ThemeChoice

_SIZE = QSize(1280, 800)


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
"""Every picture that is drawn; names are those of the files without their ending."""


def draw(path: Path, folder: Path) -> Iterator[Path]:
    """Draw every state of the main window.

    Args:
        path: The briefing to show.
        folder: Where the pictures go; made where it isn't there.

    Yields:
        Each picture's file, when it is written.

    Raises:
        BriefingError: The briefing can't be opened.
        OutputError: A picture can't be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with open_briefing(path):  # before a folder is made for nothing
        pass
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    application = create_application()
    with tempfile.TemporaryDirectory() as scratch:
        for number, shot in enumerate(SHOTS):
            # Settings of its own for each picture: none may depend on the one before.
            store = QSettings(str(Path(scratch, f"{number}.ini")), QSettings.Format.IniFormat)
            yield _draw_one(application, Settings(store), shot, path, folder)


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
    target = folder / f"{shot.name}.png"
    written = folder / f".{shot.name}.part"
    picture = window.grab()
    if not picture.save(str(written), "PNG"):
        written.unlink(missing_ok=True)
        raise _unwritable(target)
    try:
        written.replace(target)
    except OSError as error:
        written.unlink(missing_ok=True)
        raise _unwritable(target, error) from error
    window.close()
    window.deleteLater()
    style.deleteLater()
    _settle(application)
    return target


def _settle(application: QApplication) -> None:
    """Let everything that was put off be done: layouts, batches of rows, deletions."""
    for _ in range(20):
        application.sendPostedEvents()
        application.processEvents()


def _unwritable(path: Path, error: OSError | None = None) -> OutputError:
    reason = f" ({error.strerror})" if error is not None and error.strerror else ""
    return OutputError(
        path, f"The picture can’t be written{reason}.", "Choose a folder that you may write to."
    )
