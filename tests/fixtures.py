"""What all tests share: fixtures, and hooks that need the program.

`conftest.py` registers this module when a session starts.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
import shiboken6
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.store import PersonalStore
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.look import Look, ThemeChoice, load_fonts
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration.application import Application, keep_large_letters
from briefing_app.gui.os_integration.sleep import SleepInhibitor
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from tests.gui.slideshows import FakeSleepInhibitor, process_deletions

# As in the program. Otherwise Qt draws large letters slightly differently the first time.
keep_large_letters()

# Examples take longer than Hypothesis expects if the machine is busy or if coverage is measured.
hypothesis.settings.register_profile(
    "any-speed",
    deadline=None,
    max_examples=30,  # the long runs are in `make fuzz`
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("any-speed")

MakeWindow = Callable[[], MainWindow]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish() -> None:
    """Empty the clipboard.

    Without a screen, Qt deletes what Python put there only after Python has ended, and crashes.
    """
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Print Qt's fatal error, which pytest-qt would keep in the process that the error ends."""
    capture = qInstallMessageHandler(None)

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            os.write(2, f"{message}\n".encode())
        elif capture is not None:
            capture(kind, context, message)

    qInstallMessageHandler(handle)
    try:
        yield
    finally:
        qInstallMessageHandler(capture)


@pytest.fixture
def settings(tmp_path: Path, qapp: QApplication) -> Iterator[Settings]:
    """Provide empty settings in a temporary file."""
    assert qapp is not None  # for the timer that saves
    settings = Settings(tmp_path / "settings.json")
    yield settings
    # A cycle may keep them, and a thread delete them, which must not end a timer of this thread.
    settings.save()


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    """Return the class of the program's application."""
    return Application


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Return the command line that selects the program's widget style on every system."""
    return ["briefing-app", "-style", "fusion"]


@pytest.fixture(scope="session")
def _fonts(qapp: QApplication) -> None:
    load_fonts()


@pytest.fixture
def style(qapp: QApplication, _fonts: None) -> Iterator[Look]:
    """Yield the light theme at 100 % text size."""
    process_deletions()  # a new look would also style the closed windows of earlier tests
    style = Look(qapp, ThemeChoice.LIGHT, 1.0)
    yield style
    style.deleteLater()
    pressed = QApplication.mouseButtons()
    assert not pressed, "The first click of the next test would reach the button's widget"


@pytest.fixture
def sleep_inhibitor(qapp: QApplication) -> Iterator[FakeSleepInhibitor]:
    """Yield a fake, which inhibits sleep until a test sets a failure."""
    sleep_inhibitor = FakeSleepInhibitor(qapp)
    yield sleep_inhibitor
    sleep_inhibitor.deleteLater()


@pytest.fixture
def personal_store(tmp_path: Path) -> PersonalStore:
    """Return an empty store in a temporary file."""
    return PersonalStore(tmp_path / "user" / "personal.db")


@pytest.fixture
def personal(personal_store: PersonalStore) -> PersonalData:
    """Return what belongs to the user, in the same store."""
    return PersonalData(personal_store)


@contextmanager
def open_launcher(
    settings: Settings, personal: PersonalData, qapp: QApplication, sleep_inhibitor: SleepInhibitor
) -> Iterator[SlideshowLauncher]:
    """Yield a launcher; end its slideshow after the block."""
    launcher = SlideshowLauncher(settings, personal, qapp, sleep_inhibitor)
    yield launcher
    if launcher.slideshow is not None:
        launcher.slideshow.end()
    launcher.deleteLater()


@pytest.fixture
def launcher(
    qapp: QApplication,
    settings: Settings,
    personal: PersonalData,
    style: Look,
    sleep_inhibitor: SleepInhibitor,
) -> Iterator[SlideshowLauncher]:
    """Yield a launcher and end its slideshow after the test."""
    with open_launcher(settings, personal, qapp, sleep_inhibitor) as launcher:
        yield launcher


@pytest.fixture
def make_window(
    qtbot: QtBot, style: Look, settings: Settings, personal: PersonalData
) -> Iterator[MakeWindow]:
    """Yield a function that returns a new main window; each is closed after the test."""
    windows: list[MainWindow] = []  # qtbot doesn't keep them alive

    def make() -> MainWindow:
        window = MainWindow(settings, personal.checked.of_size)
        windows.append(window)
        qtbot.addWidget(window)
        return window

    yield make
    for window in windows:
        if shiboken6.isValid(window):
            window.close()


@pytest.fixture
def hidden_window(make_window: MakeWindow) -> MainWindow:
    """Return the main window with the bundled briefing before it is shown."""
    window = make_window()
    window.open(BUNDLED_BRIEFING)
    return window


@pytest.fixture
def shown_window(qtbot: QtBot, hidden_window: MainWindow) -> MainWindow:
    """Return the visible main window with the bundled briefing, its chart and empty menus."""
    with qtbot.waitExposed(hidden_window):
        hidden_window.show()
    hidden_window.draw_bars()
    return hidden_window


@pytest.fixture
def main_window(
    *,
    shown_window: MainWindow,
    settings: Settings,
    personal: PersonalData,
    style: Look,
    qapp: QApplication,
    launcher: SlideshowLauncher,
) -> MainWindow:
    """Return the same window with its controllers."""
    Controllers(shown_window, settings, personal, qapp, launcher=launcher)
    return shown_window


@pytest.fixture
def controllers(main_window: MainWindow) -> Controllers:
    """Return the controllers of the main window."""
    controllers = main_window.findChild(Controllers)
    assert isinstance(controllers, Controllers)
    return controllers


def pytest_collection_finish() -> None:
    """Leave what the tests share out of the garbage collections that they cause."""
    gc.collect()
    gc.freeze()
