"""Help › Copy diagnostics, and what the log says about the main window."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from briefing_app import __version__
from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.errors import OptionError
from briefing_app.files import address, log_file
from briefing_app.files.log_file import LOG_NAME, log_to_file
from briefing_app.files.progress import Progress
from briefing_app.gui.bug_reporter import BugReporter
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, StartOptions
from briefing_app.gui.widgets.tasks import BackgroundTask
from briefing_app.model.slide_builder import briefing_slides
from tests.database.sample_rows import as_briefing_rows, sample_rows
from tests.gui.menus import trigger
from tests.gui.parts import message_of, press, texts_of
from tests.gui.slideshows import running_slideshow

MARKER = "Zanzibar"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Write a log during the test and yield its file."""
    monkeypatch.setattr(log_file, "user_data_folder", lambda: tmp_path)
    with log_to_file("debug"):
        yield tmp_path / LOG_NAME


def _copy_diagnostics(window: MainWindow) -> None:
    """Copy them as a user does, from the dialog about the program."""
    trigger(window, "About this program")
    press(window, "Copy diagnostics")


def test_diagnostics_are_copied(main_window: MainWindow, log: Path) -> None:
    log.write_text("".join(f"line {number}\n" for number in range(300)), "utf-8")
    _copy_diagnostics(main_window)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == f"Briefing {__version__}"
    assert f"Qt {qVersion()}, PySide {PySide6.__version__}" in lines[1]
    assert "Windowing system: offscreen" in lines
    assert "Screen: 800 × 800, scale 1, primary" in lines
    assert "Theme: light, text 100 %" in lines
    assert lines[-200:] == [f"line {number}" for number in range(100, 300)]


@pytest.mark.parametrize(
    ("addresses", "recipient"),
    [
        ({"Homepage": "", "Issues": ""}, "whoever gave you the program"),
        ({"Homepage": "https://a.example", "Issues": "https://b.example"}, "https://b.example"),
    ],
)
def test_where_to_send_diagnostics_and_errors_is_said(
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    addresses: dict[str, str],
    recipient: str,
) -> None:
    monkeypatch.setattr(address, "project_address", addresses.__getitem__)
    _copy_diagnostics(main_window)
    (about,) = main_window.findChildren(QDialog)
    assert message_of(about) == f"Diagnostics copied to the clipboard, to send to {recipient}"
    assert ("https:" in texts_of(about)) is bool(addresses["Homepage"])
    main_window.report_bug("Traceback")
    assert f"please send the lines below to {recipient}." in texts_of(main_window)


def test_diagnostics_can_be_copied_without_a_log(main_window: MainWindow, log: Path) -> None:
    assert not log.exists()
    _copy_diagnostics(main_window)
    assert QGuiApplication.clipboard().text().endswith("There is no log.\n")


def test_diagnostics_can_be_copied_on_the_error_page(main_window: MainWindow) -> None:
    main_window.open(Path("missing.db"))
    _copy_diagnostics(main_window)
    assert QGuiApplication.clipboard().text().startswith("Briefing ")


@pytest.fixture
def marked_briefing(tmp_path: Path) -> Path:
    """Return a briefing with a marker in its texts."""
    rows = sample_rows()
    for table, column in (("findings", "headline"), ("findings", "detail"), ("quotes", "text")):
        for row in rows[table]:
            row[column] = f"{MARKER} {row.get(column) or ''}"
    path = tmp_path / "private.db"
    build(as_briefing_rows(rows), path)
    return path


def test_opened_files_are_logged_by_name_and_their_text_is_not(
    main_window: MainWindow, log: Path, marked_briefing: Path
) -> None:
    assert main_window.open(marked_briefing)
    main_window.reading.search(MARKER)
    assert not main_window.open(marked_briefing.with_name("missing.db"))
    text = log.read_text("utf-8")
    assert "Opened private.db" in text
    assert "Could not open missing.db: MissingFileError" in text
    assert MARKER not in text
    assert str(marked_briefing.parent) not in text


def test_slideshows_are_logged_without_their_text(
    launcher: SlideshowLauncher, log: Path, marked_briefing: Path
) -> None:
    with open_briefing(marked_briefing) as briefing:
        count = len(briefing_slides(briefing.report))
        launcher.present(briefing, StartOptions())
        running_slideshow(launcher).end()
    text = log.read_text("utf-8")
    assert f"Slideshow started: {count} slides" in text
    assert text.endswith("Slideshow ended\n")
    assert MARKER not in text


def test_error_that_ends_a_background_job_is_logged_by_its_type(
    qtbot: QtBot, qapp: QApplication, log: Path
) -> None:
    def fail(_progress: Progress) -> object:
        raise OptionError(MARKER)

    task = BackgroundTask(QObject(qapp), qapp)
    with qtbot.waitSignal(task.failed):
        task.start(fail)
    text = log.read_text("utf-8")
    assert text.endswith("tasks: Job ended: OptionError\n")
    assert MARKER not in text


@pytest.fixture
def shown(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return what is shown of unexpected errors."""
    for module in (sys, threading):
        monkeypatch.setattr(module, "excepthook", module.excepthook)
    owner, shown = QObject(), list[str]()
    BugReporter(owner).show_with(shown.append)
    yield shown
    owner.deleteLater()


def test_bug_is_logged_with_its_traceback(
    shown: list[str], log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers: dict[str, int] = {}
    with pytest.raises(KeyError) as raised:
        numbers.pop(MARKER)
    sys.excepthook(KeyError, raised.value, raised.tb)
    text = log.read_text("utf-8")
    assert "CRITICAL briefing_app.gui.bug_reporter: Unexpected error\nTraceback:\n" in text
    assert "main_window/test_diagnostics.py:" in text
    assert text.endswith("\nKeyError\n")
    assert shown == [capsys.readouterr().err]


def test_bug_in_a_thread_is_logged_and_shown_once(
    shown: list[str], log: Path, capsys: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    def save() -> None:
        raise ValueError(MARKER)

    for _ in range(3):
        thread = threading.Thread(target=save)
        thread.start()
        thread.join()
    assert log.read_text("utf-8").count("Unexpected error\nTraceback:") == 1
    assert not shown  # Qt's thread shows it
    qtbot.waitUntil(lambda: bool(shown))
    QApplication.processEvents()
    assert shown == [capsys.readouterr().err]
    assert MARKER in shown[0]
    assert MARKER not in log.read_text("utf-8")
