"""Discussions in a slideshow: the question and the countdown."""

from collections.abc import Callable
from math import ceil
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from briefing_app.gui.slideshow.key_bindings import Command, Commands, Toggles
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.presenter.status_text import countdown_announcement
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.report import SlideKind
from briefing_app.model.slideshow.state import SlideshowState
from briefing_app.model.slideshow.time import CountdownFace, milestone

_NO_QUESTION: Final = "This slide has no discussion question."
_SHOWN_ALREADY: Final = "The discussion question is on screen already."
_NO_COUNTDOWN: Final = "There is no countdown on this slide."
_MS_PER_SECOND: Final = 1000


class Discussions(QObject):
    """Runs the commands of discussions, and updates the countdown on screen.

    Args:
        slideshow: The slideshow, also the owner.
        windows: Its windows.
        messages: Say why a key does nothing.
    """

    ticked = Signal()
    """Emitted when the countdown shows another second, and the audience's window shows that."""

    def __init__(self, slideshow: Slideshow, windows: SlideshowWindows, messages: Messages) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._windows = windows
        self._messages = messages
        self._face: CountdownFace | None = None  # as last seen
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.commands: Commands = {
            Command.DISCUSS: self._toggle_question,
            Command.PAUSE: lambda: self._change_countdown(SlideshowState.toggle_countdown),
            Command.EXTEND: lambda: self._change_countdown(SlideshowState.extend_countdown),
        }
        self.toggles: Toggles = {
            Command.DISCUSS: lambda: bool(slideshow.state.position.question),
        }
        slideshow.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def announce_countdown(self) -> None:
        """Let a screen reader say what is left, and whether the countdown runs."""
        countdown = self._slideshow.state.visible_countdown
        if countdown is not None:
            self._windows.announce(countdown_announcement(countdown, self._slideshow.now()))

    def stop(self) -> None:
        """Stop updating the countdown."""
        self._timer.stop()

    def _toggle_question(self) -> None:
        """Show the discussion question of the slide, or the slide again."""
        state, pages = self._slideshow.state, self._slideshow.pages
        slide = state.position.slide
        question = pages.question(slide)
        if question is not None:
            self._slideshow.update(state.toggle_question(question))
        elif pages.slides[slide].kind is SlideKind.DISCUSSION:
            self._messages.show_hint(_SHOWN_ALREADY)
        else:
            self._messages.show_hint(_NO_QUESTION)

    def _change_countdown(self, change: Callable[[SlideshowState, float], SlideshowState]) -> None:
        state = self._slideshow.state
        if state.visible_countdown is None:
            self._messages.show_hint(_NO_COUNTDOWN)
            return
        self._slideshow.update(change(state, self._slideshow.now()))
        self.announce_countdown()

    def _follow(self, new: SlideshowState) -> None:
        if new is self._slideshow.state:
            self._wait()

    def _tick(self) -> None:
        """Show the countdown, and announce the last minute and the end."""
        self._windows.audience.show_countdown()
        self.ticked.emit()
        before = self._face
        self._wait()
        if before is not None and self._face is not None:
            self._windows.announce(milestone(before, self._face))

    def _wait(self) -> None:
        """Wait until a countdown shows something else, if one runs."""
        now, state = self._slideshow.now(), self._slideshow.state
        countdown = state.visible_countdown
        self._face = None if countdown is None else countdown.face(now)
        countdowns = {countdown, state.audience.countdown}
        waits = [each.until_next_face(now) for each in countdowns if each is not None]
        least = min((wait for wait in waits if wait is not None), default=None)
        if least is None:
            self._timer.stop()
        else:
            self._timer.start(max(1, ceil(least * _MS_PER_SECOND)))
