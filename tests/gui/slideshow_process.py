"""A program that runs a slideshow of the bundled briefing, driven by lines on its standard input.

Its arguments are the settings file, the number of the first slide and, to run it in ordinary
windows, the name of the audience's screen. It answers each line with one line of JSON:

    state           nothing is done
    press KEY       a key is pressed in the visible window
    end             the slideshow and the program end

The answer: ``{"screens": {NAME: [X, Y, WIDTH, HEIGHT]}, "audience": WINDOW, "presenter": WINDOW,
"position": [SLIDE, PAGE, STEP], "black": BOOL, "asked": BOOL,
"active": BOOL, "message": TEXT}``, where a window is its geometry and frame, or null if it is
hidden, and the message names the audience's screen.
"""

import json
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.database.personal.slideshows import Session
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.application import create_application
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.presentation import Presentation, Surroundings
from briefing_app.gui.slideshow.screens import ScreenWatcher
from briefing_app.gui.slideshow.slideshow import SlideshowOptions
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.slideshows import FakeSleepInhibitor, labels


class _Control:
    """Runs the commands."""

    def __init__(self, slideshow: Presentation, screens: ScreenWatcher) -> None:
        self._slideshow = slideshow
        self._screens = screens

    def run_command(self) -> None:
        slideshow = self._slideshow
        words = sys.stdin.readline().split()
        if not words or words[0] == "end":
            slideshow.end()
            QApplication.quit()
            return
        if words[0] == "press":
            is_presenter_visible = slideshow.windows.presenter_view.isVisible()
            window = (
                slideshow.windows.presenter_view
                if is_presenter_visible
                else slideshow.windows.audience
            )
            QTest.keyClick(window, getattr(Qt.Key, f"Key_{words[1]}"))
        QApplication.processEvents()
        self._print_state()

    def _print_state(self) -> None:
        slideshow = self._slideshow
        audience, presenter_view = slideshow.windows.audience, slideshow.windows.presenter_view
        answer = {
            "screens": {s.name: s.geometry.getRect() for s in self._screens.screens()},
            "audience": _rects(audience),
            "presenter": _rects(presenter_view),
            "position": list(slideshow.model.state.position[:3]),
            "black": slideshow.model.state.is_black,
            "asked": slideshow.messages.is_asking,
            "texts": labels(presenter_view),
            "active": audience.isActiveWindow() or presenter_view.isActiveWindow(),
        }
        print(json.dumps(answer), flush=True)


def _rects(window: QWidget) -> list[object] | None:
    if not window.isVisible():
        return None
    return [window.geometry().getRect(), window.frameGeometry().getRect()]


def _main() -> int:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = create_application()
    settings = Settings(Path(sys.argv[1]))
    Look(application, ThemeChoice.LIGHT, 1.0)
    application.setQuitOnLastWindowClosed(False)
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        slides = briefing_slides(briefing.report)
    screens = ScreenWatcher(application)
    slideshow = Presentation(
        slides,
        SlideshowOptions(
            Session("sample", "A sample", sys.argv[1]),
            position=SlidePosition(int(sys.argv[2])),
            windowed=len(sys.argv) > 3,
            screen="".join(sys.argv[3:]),
        ),
        Surroundings(
            settings,
            PersonalData(PersonalStore(Path(sys.argv[1]).with_suffix(".db"))),
            screens,
            FakeSleepInhibitor(application),
        ),
    )
    control = _Control(slideshow, screens)
    reader = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, application)
    reader.activated.connect(control.run_command)
    slideshow.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(_main())
