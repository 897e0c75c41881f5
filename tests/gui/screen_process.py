"""Tells of the screens of a display in JSON lines, through a `ScreenWatcher`; no part of pytest.

Prints one line at its start and one each time that the watcher emits ``changed``:

    {"screens": {NAME: {"rect": [X, Y, WIDTH, HEIGHT], "primary": BOOL}, …}, "lost": [NAME, …]}

Lost is what was there before and can't be looked up any more. It ends when it is told to.
"""

import json
import signal
import sys

from PySide6.QtGui import QGuiApplication

from briefing_app.gui.slideshow.screen_assignment import ScreenInfo
from briefing_app.gui.slideshow.screen_watcher import ScreenWatcher


class _News:
    """Prints the lines."""

    def __init__(self, watcher: ScreenWatcher) -> None:
        self._watcher = watcher
        self._seen: set[ScreenInfo] = set()

    def tell(self) -> None:
        screens = self._watcher.screens()
        self._seen.update(screens)
        told = {
            screen.name: {"rect": screen.geometry.getRect(), "primary": screen.primary}
            for screen in screens
        }
        lost = sorted({info.name for info in self._seen if self._watcher.screen(info) is None})
        print(json.dumps({"screens": told, "lost": lost}), flush=True)


def _main() -> int:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QGuiApplication(sys.argv)
    watcher = ScreenWatcher(application)
    news = _News(watcher)
    watcher.changed.connect(news.tell)
    news.tell()
    return application.exec()


if __name__ == "__main__":
    sys.exit(_main())
