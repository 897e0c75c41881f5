"""A show on the screens of a display, told of in JSON lines; no part of pytest.

Started with the file for its settings, the number of the slide to begin with and, where the slides
are to be in a window, the name of the screen for it. Each line on its standard input is answered by
one line, which tells how everything stands once the command is done:

    state           nothing is done
    press KEY       a key is pressed in whichever of the two windows is there
    end             the show is ended, and so is the program

The answer: ``{"screens": {NAME: [X, Y, WIDTH, HEIGHT]}, "audience": WINDOW, "console": WINDOW,
"place": [SLIDE, PAGE, STEP], "cover": NAME, "active": BOOL, "bar": TEXT}``, where a window is its
geometry and frame, or null where it isn't shown, and the bar says which screen the audience is on.
"""

import json
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QSocketNotifier, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.application import create_application
from briefing_app.gui.os_integration.sleep_inhibitors.inhibitor import SleepInhibitor
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.screen_watcher import ScreenWatcher
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.style import Style, ThemeChoice
from briefing_app.model.slides import briefing_slides
from briefing_app.model.slideshow_state import SlidePosition
from tests.gui.slideshows import Sleep


class _Control:
    """Does what the lines say."""

    def __init__(self, show: Slideshow, screens: ScreenWatcher) -> None:
        self._show = show
        self._screens = screens

    def obey(self) -> None:
        words = sys.stdin.readline().split()
        if not words or words[0] == "end":
            self._show.end()
            QApplication.quit()
            return
        if words[0] == "press":
            show = self._show
            window = show.presenter_view if show.presenter_view.isVisible() else show.audience
            QTest.keyClick(window, getattr(Qt.Key, f"Key_{words[1]}"))
        QApplication.processEvents()
        self.tell()

    def tell(self) -> None:
        show = self._show
        state = show.state
        told = {
            "screens": {s.name: s.geometry.getRect() for s in self._screens.screens()},
            "audience": _place(show.audience),
            "console": _place(show.presenter_view),
            "place": list(state.position),
            "cover": state.blank.value,
            "bar": show.presenter_view._audience_screen,
            "active": show.audience.isActiveWindow() or show.presenter_view.isActiveWindow(),
        }
        print(json.dumps(told), flush=True)


def _place(window: QWidget) -> list[object] | None:
    if not window.isVisible():
        return None
    return [window.geometry().getRect(), window.frameGeometry().getRect()]


def _main() -> int:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = create_application()
    settings = Settings(QSettings(sys.argv[1], QSettings.Format.IniFormat))
    style = Style(application, ThemeChoice.LIGHT, 1.0)
    application.setQuitOnLastWindowClosed(False)
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        slides = briefing_slides(briefing.report)
    screens = ScreenWatcher(application)
    show = Slideshow(
        slides,
        SlideshowOptions(
            str(Path(sys.argv[1])),
            SlidePosition(int(sys.argv[2])),
            windowed=len(sys.argv) > 3,
            screen="".join(sys.argv[3:]),
        ),
        settings=settings,
        style=style,
        screens=screens,
        sleep_inhibitor=SleepInhibitor(application, [Sleep()]),
    )
    control = _Control(show, screens)
    reader = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, application)
    reader.activated.connect(control.obey)
    show.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(_main())
