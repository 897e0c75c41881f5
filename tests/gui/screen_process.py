"""A program that prints the screens of its display as JSON lines, through a `ScreenWatcher`.

It prints one line when it starts, and one each time that the watcher emits ``changed``:

    {"screens": {NAME: {"rect": [X, Y, WIDTH, HEIGHT], "primary": BOOL}, …}, "lost": [NAME, …]}

"lost" names screens that were available before and can't be found any more. It runs until SIGTERM.
"""

import json
import signal
import sys

from PySide6.QtGui import QGuiApplication

from briefing_app.gui.slideshow.screens.assignment import ScreenInfo
from briefing_app.gui.slideshow.screens.watcher import ScreenWatcher


class _Printer:
    """Prints the lines."""

    def __init__(self, watcher: ScreenWatcher) -> None:
        self._watcher = watcher
        self._known: set[ScreenInfo] = set()

    def print_screens(self) -> None:
        screens = self._watcher.screens()
        self._known.update(screens)
        about = {
            screen.name: {"rect": screen.geometry.getRect(), "primary": screen.primary}
            for screen in screens
        }
        lost = sorted({info.name for info in self._known if self._watcher.screen(info) is None})
        print(json.dumps({"screens": about, "lost": lost}), flush=True)


def _main() -> int:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QGuiApplication(sys.argv)
    watcher = ScreenWatcher(application)
    printer = _Printer(watcher)
    watcher.changed.connect(printer.print_screens)
    printer.print_screens()
    return application.exec()


if __name__ == "__main__":
    sys.exit(_main())
