"""The program, which a signal ends as soon as something has been typed or shown.

Its arguments: what to do, ``note`` or ``slideshow``, and the names of the signals. All
but the last one are ignored, as nohup lets SIGHUP be.
"""

import os
import signal
import sys

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui import application
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.widgets.text_field import TextField


def _use(window: MainWindow, what: str) -> None:
    controllers = window.findChild(Controllers)
    assert isinstance(controllers, Controllers)
    if what == "slideshow":
        controllers.slideshow.present()
        slideshow = controllers.launcher.slideshow
        assert slideshow is not None
        slideshow.model.go_to(3)
        return
    field = window.view.column.page.findChild(TextField)
    assert isinstance(field, TextField)
    QTest.keyClicks(field, "typed just now")


def _use_when_ready(what: str, numbers: list[signal.Signals]) -> None:
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    if windows and windows[0].menus is not None:
        _use(windows[0], what)
        for number in numbers:
            os.kill(os.getpid(), number)
    else:
        QTimer.singleShot(0, lambda: _use_when_ready(what, numbers))


def _main() -> int:
    what, *names = sys.argv[1:]
    numbers = [signal.Signals[name] for name in names]
    for number in numbers[:-1]:
        signal.signal(number, signal.SIG_IGN)
    create = application.create_application

    def create_and_wait() -> QApplication:
        made = create()
        QTimer.singleShot(0, lambda: _use_when_ready(what, numbers))
        return made

    application.create_application = create_and_wait  # type: ignore[assignment]
    return application.run(BUNDLED_BRIEFING)


if __name__ == "__main__":
    sys.exit(_main())
