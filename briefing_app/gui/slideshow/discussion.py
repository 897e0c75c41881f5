"""Discussions in a slideshow: the question, the countdown, and what the room says."""

from collections.abc import Callable
from math import ceil
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from briefing_app.gui.slideshow.key_bindings import Command, Commands, Toggles
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.presenter.status_text import countdown_announcement
from briefing_app.gui.slideshow.room import RoomNumbers
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow import room as model_room
from briefing_app.model.slideshow.said import WE_WILL, said_line
from briefing_app.model.slideshow.state import Blank, SlideshowState
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


_NO_DISCUSSION: Final = "There is no discussion on screen. D shows the question of a finding."
_GUESSES_SHOWN: Final = "The audience sees each guess when you press Enter. Next shows the bars."
_TOO_MANY_BARS: Final = "More than six bars, and none is highlighted: say the guesses aloud."
_TYPE: Final = "Type what was said. Enter keeps it, Escape leaves the field."
_TYPE_GUESS: Final = "Type a number. Enter keeps it, Escape leaves the field."
_TYPE_HANDS: Final = (
    "Type how many, or the numbers for all options. Enter keeps them, Escape leaves the field."
)
_HIDDEN: Final = "Hidden from the audience until the result"
_NO_LINE_YET: Final = "No line to show yet."
_SHOWN_WITH_QUESTION: Final = "The lines are shown when you go back to the question."
_HIDDEN_WITH_QUESTION: Final = "The lines stay hidden when you go back to the question."
_NOTHING_TO_MARK: Final = f"There is no line to mark “{WE_WILL}” yet."


class WhatWeSaid(QObject):
    """Adds the lines and the room's numbers that are typed in the presenter view to the state.

    A vote takes its hands first, then what people say.

    Args:
        slideshow: The slideshow, also the owner.
        windows: Its windows.
        messages: Say why a key does nothing.
        room: The numbers that the room is asked for.
    """

    refused = Signal()
    """Emitted when nothing can be typed now."""

    def __init__(
        self,
        slideshow: Slideshow,
        windows: SlideshowWindows,
        messages: Messages,
        room: RoomNumbers,
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._windows = windows
        self._messages = messages
        self._room = room
        self.commands: Commands = {Command.SAY: self._type, Command.SHOW_SAID: self._toggle_shown}
        self.toggles: Toggles = {}
        windows.presenter_view_built.connect(self._listen)
        slideshow.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def keep_draft(self) -> None:
        """Keep a line that was not finished."""
        self._end(self._slideshow.asked)

    def _listen(self) -> None:
        view = self._windows.presenter_view
        view.said_entered.connect(self._keep)
        view.action_entered.connect(self._keep_action)
        view.said_taken_back.connect(self._take_back)

    def _type(self) -> None:
        """Put the cursor into the field of the presenter view, if the slide asks the room."""
        if self._slideshow.asked is None:
            is_guess = self._slideshow.slides[self._slideshow.state.position.slide].is_guess
            self._messages.show_hint(_TOO_MANY_BARS if is_guess else _NO_DISCUSSION)
            self.refused.emit()
        elif self._messages.hint_if_hidden():
            self.refused.emit()
        else:
            view = self._windows.presenter_view
            view.activateWindow()
            view.said.type()
            view.announce(self._invitation())

    def _invitation(self) -> str:
        """Return what a screen reader says when the field gets the keyboard."""
        asking = self._asking
        if asking is None:
            return _TYPE
        return f"{asking.prompt} {_TYPE_HANDS if asking.questions.is_vote else _TYPE_GUESS}"

    @property
    def _asking(self) -> "model_room.Asking | None":
        """How far the room was asked, while numbers are typed rather than lines."""
        return self._asking_on(self._slideshow.asked)

    def _asking_on(self, slide: Slide | None) -> "model_room.Asking | None":
        asking = self._room.asking(slide)
        return asking if asking is not None and asking.takes_number else None

    def _toggle_shown(self) -> None:
        """Show the lines to the audience, or hide them: at once, even if it is frozen."""
        discussion = self._slideshow.discussion
        if discussion is None:
            is_guess = self._slideshow.asked is not None
            self._messages.show_hint(_GUESSES_SHOWN if is_guess else _NO_DISCUSSION)
            return
        self._slideshow.update(self._slideshow.state.toggle_said(discussion.key))
        state, announcement = self._slideshow.state, "Hidden from the audience"
        if state.shows_answer:
            is_shown = bool(state.said.shown_for)
            self._messages.show_hint(_SHOWN_WITH_QUESTION if is_shown else _HIDDEN_WITH_QUESTION)
            return
        if state.said.shown_for and not state.said.of(discussion.key):
            self._messages.show_hint(_NO_LINE_YET)
            return
        if state.said.shown_for:
            after = " after the freeze" if state.is_frozen else ""
            announcement = f"The audience sees what we said{after}"
        self._windows.announce(announcement)

    def _follow(self, new: SlideshowState, old: SlideshowState) -> None:
        if new.position == old.position:
            return
        pages = self._slideshow.pages
        ended, begun = pages.asked(old.position), pages.asked(new.position)
        if ended is not None and (begun is None or begun.key != ended.key):
            self._end(ended)

    def _end(self, asked: Slide | None) -> None:
        """Empty the field when its slide is left. Keep a line that was not finished.

        A number that wasn't finished may be a wrong one, which an audience could see.
        """
        view = self._windows.built_presenter_view
        if view is not None and view.said.draft:
            if self._asking_on(asked) is None:
                self._add(asked, view.said.draft)
            view.said.set_draft("")
        self._room.drop_problem()

    def _keep(self, text: str) -> None:
        asking = self._asking
        if asking is not None:
            self._take(asking, text)
        elif self._add(self._slideshow.discussion, text):
            self._windows.announce("Kept")

    def _take(self, asking: "model_room.Asking", text: str) -> None:
        """Take what was typed as numbers, or say why it isn't, and leave it in the field."""
        try:
            taken = self._room.take(asking, text)
        except model_room.RoomNumberError as error:
            self._windows.presenter_view.said.set_draft(text)
            self._windows.announce(str(error))
            return
        self._messages.settle()
        texts = [taken, self._visibility(asking)] if taken else ["Skipped"]
        following = self._room.asking(self._slideshow.asked)
        if following is not None:
            texts += [following.prompt] if following.takes_number else [following.count_text, _TYPE]
        self._windows.announce(". ".join(filter(None, texts)))

    def _visibility(self, asking: "model_room.Asking") -> str:
        """Return whether the audience sees numbers that were taken."""
        state, is_vote = self._slideshow.state, asking.questions.is_vote
        if is_vote and not state.shows_answer:
            return _HIDDEN
        seen = f"The audience sees {'them' if is_vote else 'it'}"
        if state.is_frozen:
            return f"{seen} after the freeze"
        return seen if state.blank is Blank.NONE else f"{seen} after the {state.blank.value} screen"

    def _keep_action(self, text: str) -> None:
        """Keep what people are going to do.

        The number of a line, or no text for the last one, marks a line that is there, or removes
        its mark.
        """
        if self._asking is not None:
            self._keep(text)
            return
        discussion, state = self._slideshow.discussion, self._slideshow.state
        lines = () if discussion is None else state.said.of(discussion.key)
        typed = text.strip()
        number = int(typed) if typed.isdecimal() else 0 if typed else len(lines)
        if 1 <= number <= len(lines):
            line = lines[number - 1]
            self._slideshow.update(state.mark_line(line, is_action=not line.is_action))
            has_mark = "isn’t" if line.is_action else "is"
            self._windows.announce(f"Line {number} {has_mark} marked “{WE_WILL}”")
        elif self._add(discussion, text, is_action=True):
            self._windows.announce(f"Kept, marked “{WE_WILL}”")
        else:
            self._messages.show_hint(_NOTHING_TO_MARK)

    def _add(self, discussion: Slide | None, text: str, *, is_action: bool = False) -> bool:
        line = None if discussion is None else said_line(discussion, text, is_action=is_action)
        if line is not None:
            self._slideshow.update(self._slideshow.state.add_line(line))
        return line is not None

    def _take_back(self) -> None:
        """Put the last line of the slide, or else the last number, back into the field."""
        asked, state = self._slideshow.asked, self._slideshow.state
        lines = () if asked is None else state.said.of(asked.key)
        asking = self._room.asking(asked)
        if lines and (asking is None or not asking.takes_number):
            self._slideshow.update(state.remove_line(lines[-1]))
            self._windows.presenter_view.said.set_draft(lines[-1].text)
        elif asking is not None and (number := self._room.take_back(asking)) is not None:
            self._windows.presenter_view.said.set_draft(number, is_selected=True)
            self._windows.announce(self._invitation())
