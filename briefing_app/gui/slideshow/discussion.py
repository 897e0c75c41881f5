"""Discussions in a slideshow: the question, the countdown, and what people say."""

from collections.abc import Callable
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from briefing_app.database.personal.sessions import Session
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.presenter.status_text import countdown_announcement
from briefing_app.gui.slideshow.time import SlideshowClock
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlideshowState
from briefing_app.model.slideshow.time import CountdownFace, milestone

if TYPE_CHECKING:
    from briefing_app.gui.slideshow.said import SaidLog
    from briefing_app.model.slideshow.said import SaidLine

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


_NO_DISCUSSION: Final = "There is no discussion on screen. D shows the question of a finding."
_TYPE: Final = "Type what was said. Enter keeps it, Escape leaves the field."


class WhatWeSaid(QObject):
    """Keeps the lines, and adds them to the state if the audience may see them.

    Args:
        display: The windows.
        state: Returns the state of the slideshow.
        set_state: Called with the next state, which comes back to `applied`.
        personal: Where the lines are kept.
        session: The session that they belong to.
        parent: The slideshow.
    """

    refused = Signal()
    """Emitted when lines can't be typed now."""

    def __init__(
        self,
        display: SlideshowDisplay,
        state: Callable[[], SlideshowState],
        set_state: Callable[[SlideshowState], None],
        *,
        personal: PersonalData,
        session: Session,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._display = display
        self._view = display.presenter_view
        self._personal = personal
        self._session = session
        self._state = state
        self._set_state = set_state
        self._discussion: Slide | None = None
        self._shown_for = ""  # the key of the discussion whose lines the audience may see
        self._view.said_entered.connect(self._keep)
        self._view.said_taken_back.connect(self._take_back)

    @property
    def count(self) -> int:
        """How many lines were typed in the session."""
        return self._log.count

    def prepare(self) -> None:
        """Open the log, so that the key that shows the first discussion needn't."""
        _ = self._log

    def applied(self, state: SlideshowState) -> SlideshowState:
        """Return a state with what was said, and let the presenter view follow it.

        A line that was not finished when its discussion ended is kept.
        """
        discussion = self._display.pages.discussion(state.position)
        if _key(discussion) != _key(self._discussion):
            self._keep_draft()
            self._discussion = discussion
            self._show()
        return state._replace(said=self._texts() if self._is_shown else ())

    def type(self) -> None:
        """Put the cursor into the field of the presenter view, if there is a discussion."""
        if self._discussion is None:
            self._display.messages.show_hint(_NO_DISCUSSION)
            self.refused.emit()
        elif self._display.messages.hint_if_hidden():
            self.refused.emit()
        elif self._view.said is not None:
            self._view.activateWindow()
            self._view.said.type()
            self._view.announce(_TYPE)

    def toggle_shown(self) -> None:
        """Show the lines to the audience, or hide them: at once, even if it is frozen.

        The lines of another discussion are hidden until they are shown, too.
        """
        if self._discussion is None:
            self._display.messages.show_hint(_NO_DISCUSSION)
            return
        self._shown_for = "" if self._is_shown else self._discussion.key
        self._show()
        state, announcement = self._state(), "Hidden from the audience"
        frozen = state.frozen_view
        if self._is_shown:
            after = "" if frozen is None else " after the freeze"
            announcement = f"The audience sees what we said{after}"
        elif frozen is not None:
            state = state._replace(frozen_view=frozen._replace(said=()))
        self._set_state(state)
        self._view.announce(announcement)

    def reread(self) -> None:
        """Show what is kept now, even to a frozen audience: the user may have removed lines."""
        self._log.reread()
        self._show()
        state = self._state()
        frozen = state.frozen_view
        if frozen is not None and frozen.said:
            discussion = self._display.pages.discussion(frozen.position)
            kept = {line.text for line in self._log.of(_key(discussion))}
            said = tuple(text for text in frozen.said if text in kept)
            state = state._replace(frozen_view=frozen._replace(said=said))
        self._set_state(state)

    def stop(self) -> None:
        """Keep a line that was not finished."""
        self._keep_draft()

    @property
    def _is_shown(self) -> bool:
        return self._discussion is not None and self._shown_for == self._discussion.key

    def _keep_draft(self) -> None:
        panel = self._view.said
        if panel is not None and panel.draft:
            self._add(panel.draft)
            panel.set_draft("")

    def _keep(self, text: str) -> None:
        if self._add(text):
            self._update()
            self._view.announce("Kept")

    def _add(self, text: str) -> bool:
        return self._discussion is not None and self._log.add(self._discussion, text)

    def _take_back(self) -> None:
        """Put the last line of the discussion back into the field."""
        panel, lines = self._view.said, self._lines()
        if panel is not None and lines:
            self._log.remove(lines[-1])
            panel.set_draft(lines[-1].text)
            self._update()

    def _update(self) -> None:
        self._show()
        self._set_state(self._state())

    def _show(self) -> None:
        self._view.show_said(
            self._texts(), is_asked=self._discussion is not None, is_shown=self._is_shown
        )

    def _texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self._lines())

    @cached_property
    def _log(self) -> "SaidLog":
        from briefing_app.gui.slideshow.said import SaidLog  # noqa: PLC0415, as above

        return SaidLog(self._personal, self._session)

    def _lines(self) -> "list[SaidLine]":
        return self._log.of(self._discussion.key) if self._discussion is not None else []


def _key(discussion: Slide | None) -> str:
    return "" if discussion is None else discussion.key
