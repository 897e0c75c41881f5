"""Keys pressed at random in slideshows on two screens of Qt's own platform for tests."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions

from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.presentation import Presentation, Surroundings
from briefing_app.gui.slideshow.screens import ScreenInfo, ScreenWatcher
from briefing_app.gui.slideshow.slideshow import SlideshowOptions
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.key_walk import KeyWalk, Step, steps
from tests.gui.slideshows import SAMPLE_SESSION, FakeSleepInhibitor, process_deletions
from tools.fuzz.case import share

_PROJECTOR: Final = 1

with open_briefing(BUNDLED_BRIEFING) as _briefing:
    _SLIDES: Final = briefing_slides(_briefing.report)


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


class _KeyMachine(RuleBasedStateMachine):
    """One slideshow after the other, with the same settings and data of the user."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="fuzz-keys-")
        folder = Path(self._folder.name)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._screens = _PluggedScreens(application)
        self._surroundings = Surroundings(
            Settings(folder / "settings.json"),
            PersonalData(PersonalStore(folder / "personal.db")),
            self._screens,
            FakeSleepInhibitor(application),
        )
        self._slideshow: Presentation | None = None
        self._walk: KeyWalk | None = None

    @initialize(slide=st.integers(0, len(_SLIDES) - 1))
    def start_first(self, slide: int) -> None:
        """Start a slideshow at a slide."""
        self._start(slide)

    @precondition(lambda self: self._walk.is_over)
    @rule(slide=st.integers(0, len(_SLIDES) - 1))
    def start_another(self, slide: int) -> None:
        """Start another slideshow at a slide."""
        self._start(slide)

    @precondition(lambda self: not self._walk.is_over)
    @rule(steps=steps())
    def take(self, steps: Sequence[Step]) -> None:
        """Press keys, or change the screens."""
        assert self._walk is not None
        with capture_exceptions() as raised:
            for step in steps:
                if not self._walk.is_over:
                    self._walk.take(step)
        assert not raised

    def teardown(self) -> None:
        """End the slideshow."""
        self._end()
        self._folder.cleanup()

    def _start(self, slide: int) -> None:
        self._end()
        self._screens.plug((0, _PROJECTOR))
        options = SlideshowOptions(SAMPLE_SESSION, position=SlidePosition(slide))
        slideshow = self._slideshow = Presentation(_SLIDES, options, self._surroundings)
        slideshow.start()
        slideshow.windows.build_presenter_view()
        self._walk = KeyWalk(
            slideshow, self._screens.plug, self._screens.projector, lambda: _check(slideshow)
        )

    def _end(self) -> None:
        if self._slideshow is not None:
            self._slideshow.end()
            self._slideshow.deleteLater()
            process_deletions()


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


@pytest.mark.usefixtures("look")
def test_no_key_surprises_on_two_screens() -> None:
    """Take long walks, each with the profile's number of steps."""
    run_state_machine_as_test(_KeyMachine, settings=share(125))
