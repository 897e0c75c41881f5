"""The commands of discussions: the question of a slide and the countdown."""

from collections.abc import Callable
from math import ceil
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.presenter.status_text import countdown_announcement
from briefing_app.gui.slideshow.times.clock import SlideshowClock
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
        display: The windows.
        clock: The time source.
        state: Returns the state of the slideshow.
        set_state: Called with the next state.
        parent: The slideshow.
    """

    def __init__(
        self,
        display: SlideshowDisplay,
        clock: SlideshowClock,
        state: Callable[[], SlideshowState],
        set_state: Callable[[SlideshowState], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._display = display
        self._clock = clock
        self._state = state
        self._set_state = set_state
        self._face: CountdownFace | None = None  # as last seen
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def toggle_question(self) -> None:
        """Show the discussion question of the slide, or the slide again."""
        state, pages = self._state(), self._display.pages
        slide = state.position.slide
        question = pages.question(slide)
        if question is not None:
            self._set_state(state.toggle_question(question))
        elif pages.slides[slide].kind is SlideKind.DISCUSSION:
            self._display.messages.show_hint(_SHOWN_ALREADY)
        else:
            self._display.messages.show_hint(_NO_QUESTION)

    def toggle_countdown(self) -> None:
        """Pause the countdown, or continue it."""
        self._change_countdown(SlideshowState.toggle_countdown)

    def extend_countdown(self) -> None:
        """Add a minute to the countdown."""
        self._change_countdown(SlideshowState.extend_countdown)

    def announce_countdown(self) -> None:
        """Let a screen reader say what is left, and whether the countdown runs."""
        countdown = self._state().visible_countdown
        if countdown is not None:
            text = countdown_announcement(countdown, self._clock.now())
            self._display.presenter_view.announce(text)

    def follow(self) -> None:
        """Follow a new state."""
        countdown = self._state().visible_countdown
        self._face = None if countdown is None else countdown.face(self._clock.now())
        self._wait()

    def stop(self) -> None:
        """Stop updating the countdown."""
        self._timer.stop()

    def _change_countdown(self, change: Callable[[SlideshowState, float], SlideshowState]) -> None:
        state = self._state()
        if state.visible_countdown is None:
            self._display.messages.show_hint(_NO_COUNTDOWN)
            return
        self._set_state(change(state, self._clock.now()))
        self.announce_countdown()

    def _tick(self) -> None:
        """Show the countdown, and announce the last minute and the end."""
        self._display.show_countdown()
        before = self._face
        self.follow()
        if before is not None and self._face is not None:
            message = milestone(before, self._face)
            if message:
                self._display.presenter_view.announce(message)

    def _wait(self) -> None:
        """Wait until a countdown shows something else, if one runs."""
        now, state = self._clock.now(), self._state()
        countdowns = {state.visible_countdown, state.audience.countdown}
        waits = [each.until_next_face(now) for each in countdowns if each is not None]
        least = min((wait for wait in waits if wait is not None), default=None)
        if least is None:
            self._timer.stop()
        else:
            self._timer.start(max(1, ceil(least * _MS_PER_SECOND)))
