"""Keys pressed at random in slideshows on two fake screens, in a process of its own."""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication

from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.application import create_application
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.presentation import Presentation, Surroundings
from briefing_app.gui.slideshow.screens.assignment import ScreenInfo
from briefing_app.gui.slideshow.screens.watcher import ScreenWatcher
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.key_walk import KeyWalk, Step, random_steps
from tests.gui.slideshow_program import offscreen_platform
from tests.gui.slideshows import SAMPLE_SESSION, FakeSleepInhibitor, process_deletions

_ROOT: Final = Path(__file__).resolve().parents[2]
_PROJECTOR: Final = 1
_STEPS_SHOWN: Final = 25


def press_keys(seed: int, count: int) -> str:
    """Press keys in slideshows, one after the other, while a projector is plugged in and out.

    Args:
        seed: Determines what happens.
        count: The number of keys, or groups of keys.

    Returns:
        What is wrong, after the last steps; empty if nothing is.
    """
    with tempfile.TemporaryDirectory(prefix="fuzz-keys-") as folder:
        platform = offscreen_platform(Path(folder), ("eDP-1", "HDMI-1"))
        done = subprocess.run(
            [sys.executable, "-m", "tools.fuzz.keys", folder, str(seed), str(count)],
            cwd=_ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": platform, "DBUS_SESSION_BUS_ADDRESS": "disabled:"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    return done.stdout if done.returncode else ""


class _PluggedScreens(ScreenWatcher):
    """Screens that are there all the time, and seem to be plugged in and out."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._all = sorted(super().screens(), key=lambda each: each.geometry.x())
        self._there = self._all

    @property
    def projector(self) -> ScreenInfo:
        """The audience's screen."""
        return self._all[_PROJECTOR]

    def plug(self, there: Sequence[int]) -> None:
        """Leave the screens with some indexes."""
        before, self._there = self._there, [self._all[at] for at in there]
        for screen in before:
            if screen not in self._there:
                self.removed.emit(screen)
        self.changed.emit()

    def screens(self) -> list[ScreenInfo]:
        """Return the screens that are there."""
        return list(self._there)

    def screen(self, info: ScreenInfo) -> QScreen | None:
        """Return Qt's screen if it is there."""
        return super().screen(info) if info in self._there else None


class _Walks:
    """One slideshow after the other.

    Args:
        slides: Their slides.
        surroundings: What the program gives them.
        screens: Their screens.
    """

    def __init__(
        self, slides: tuple[Slide, ...], surroundings: Surroundings, screens: _PluggedScreens
    ) -> None:
        self._slides = slides
        self._surroundings = surroundings
        self._screens = screens
        self._slideshow: Presentation | None = None
        self._walk: KeyWalk | None = None
        self.steps: list[Step] = []
        """The steps in this slideshow."""

    def take(self, step: Step, slide: int) -> None:
        """Take a step in the slideshow, or in another one at a slide if it is over."""
        if self._walk is None or self._walk.is_over:
            self._walk = self._start(slide)
        self.steps.append(step)
        self._walk.take(step)

    def end(self) -> None:
        """End the slideshow."""
        if self._slideshow is not None:
            self._slideshow.end()
            self._slideshow.deleteLater()
            process_deletions()

    def _start(self, slide: int) -> KeyWalk:
        self.end()
        self._screens.plug((0, _PROJECTOR))
        options = SlideshowOptions(SAMPLE_SESSION, position=SlidePosition(slide))
        slideshow = self._slideshow = Presentation(self._slides, options, self._surroundings)
        slideshow.start()
        slideshow.windows.build_presenter_view()
        self.steps.clear()
        return KeyWalk(
            slideshow, self._screens.plug, self._screens.projector, lambda: _check(slideshow)
        )


def _check(slideshow: Presentation) -> None:
    """Look at where the windows are."""
    windows, placement = slideshow.windows, slideshow.windows.placement
    assert placement is not None
    audience, presenter_view = windows.audience, windows.presenter_view
    if audience.isVisible():
        assert audience.frameGeometry() == placement.audience.geometry, "the slide fills no screen"
    if presenter_view.isVisible():
        frame = presenter_view.frameGeometry()
        assert placement.presenter_view.geometry.contains(frame), "the notes are elsewhere"
        assert not audience.isVisible() or not frame.intersects(audience.geometry())


def _main() -> int:
    folder, seed, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    application = create_application()
    look = Look(application, ThemeChoice.LIGHT, 1.0)
    application.setQuitOnLastWindowClosed(False)
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        slides = briefing_slides(briefing.report)
    screens = _PluggedScreens(application)
    surroundings = Surroundings(
        Settings(folder / "settings.json"),
        PersonalData(PersonalStore(folder / "personal.db")),
        screens,
        FakeSleepInhibitor(application),
    )
    walks = _Walks(slides, surroundings, screens)
    try:
        for _ in range(count):
            slide = chance.randrange(len(slides))
            for step in random_steps(chance):
                walks.take(step, slide)
        walks.end()
    except AssertionError as error:
        print(*walks.steps[-_STEPS_SHOWN:], error, sep="\n", flush=True)
        raise
    del look
    return 0


if __name__ == "__main__":
    sys.exit(_main())
