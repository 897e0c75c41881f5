"""Starts Qt, builds every object once and hands it on."""

import gc
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from briefing_app import __version__
from briefing_app.gui.main_window import MainWindow
from briefing_app.gui.settings import Settings, user_settings
from briefing_app.gui.style import Style, load_fonts
from briefing_app.paths import ICONS

_ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def run(path: Path) -> int:
    """Show the main window until it is closed.

    Args:
        path: The briefing to open; what is wrong with it, if anything is, stands in the window.

    Returns:
        The exit code.
    """
    # Nearly all that is made while the program starts stays, so looking for garbage in it only
    # keeps the first paint waiting.
    gc.disable()
    application = create_application()
    settings = Settings(user_settings())
    style = Style(application, settings.theme, settings.text_scale)
    window = MainWindow(settings, style)
    window.first_painted.connect(window.complete)
    window.first_painted.connect(lambda: application.setWindowIcon(_icon()))
    window.first_painted.connect(_collect_garbage_from_now_on)
    window.open(path)
    sys.excepthook = _bug_reporter(window)
    # Ctrl+C in the terminal ends the program as it ends any other.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window.show()
    return application.exec()


def _collect_garbage_from_now_on() -> None:
    # What was made until now, thousands of objects for a large briefing, stays to the end.
    gc.freeze()
    gc.enable()


def create_application() -> QApplication:
    """Qt's application with the program's name and fonts."""
    QApplication.setApplicationName("briefing-app")
    QApplication.setApplicationDisplayName("Briefing")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("briefing-app")
    # Not by setStyle: that returns the style, and PySide would build all of QStyle's enumerations.
    application = QApplication(["briefing-app", "-style", "fusion"])
    load_fonts()
    return application


def _icon() -> QIcon:
    return QIcon(str(ICONS / "briefing-app.png"))


def _bug_reporter(window: MainWindow) -> _ExceptHook:
    """What happens to an error that nothing expected: it is told, and the window goes on."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:
            sys.stderr.write(details)
        window.report_bug(details)

    return report
