"""Keys that are pressed at random while a projector is plugged in and out: what must hold."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget

from briefing_app.gui.slideshow.audience import AudienceHint
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.screens import ScreenInfo
from briefing_app.model.slideshow.state import SlideshowState
from tests.gui.slideshows import (
    SlideshowTime,
    focus_in,
    is_searching,
    press,
    process_events,
    shows_key_help,
)

NEXT_KEYS: Final = ("PgDown", "Right", "Space")
_KEYS: Final = (
    *(*NEXT_KEYS, "PgUp", "Left", "Home", "End", "3", "Enter", "S", "Esc", "G", "Z", "F1", "B"),
    *("F", "D", "T", "Shift+T", "L", "C", "+", "F5"),
)
_TOGETHER: Final = (
    *(("S", "S"), ("S", "S", "S"), ("G", "Esc", "Esc"), ("Z", "Esc", "Esc"), ("F1", "Esc", "Esc")),
    *(("D", "PgDown", "PgDown"), ("3", "Enter", "PgDown", "PgDown", "T", "T", "PgDown")),
)
_PHRASES: Final = (*_TOGETHER * 4, *((key,) for key in _KEYS))
"""Keys that are pressed one after the other."""
_SCREENS: Final = ((0, 1), (0, 1), (0,), (1,))
"""The indexes of screens that there can be."""
_WAITS_S: Final = (0.0, 0.1, 0.6, 1.1, 2.1, 4.5, 6.0)
"""The seconds that can pass before a key."""
_PLACING: Final = ("G", "F1", "Esc", "Enter")
"""Keys other than S that open or close what may be shown in place of the slide."""
_ASKED: Final = "Press S again"
_IGNORED: Final = "Next ignored"
_GUARD_S: Final = 1.0
_SECOND_PRESS_S: Final = 5.0


class Step(NamedTuple):
    """What happens next: a key is pressed, or time passes, or the screens change.

    Args:
        key: The key; empty if none is pressed.
        in_audience: Whether the audience window gets it, if both can.
        seconds: The time that passes before.
        screens: The indexes of the screens that there are then; empty if they don't change.
    """

    key: str = ""
    in_audience: bool = False
    seconds: float = 0.0
    screens: tuple[int, ...] = ()


class _Moment(NamedTuple):
    """What a key can change.

    Args:
        state: The state of the slideshow.
        places: The screens of the slides and of the notes, or None if they are hidden.
        is_searching: Whether the search for slides is open.
        opened: How many things Esc can close.
        hint: Why the last key did nothing.
    """

    state: SlideshowState
    places: tuple[ScreenInfo | None, ScreenInfo | None]
    is_searching: bool
    opened: int
    hint: str


class KeyWalk:
    """Takes steps in a slideshow that began with a screen for each window.

    Args:
        slideshow: The slideshow; its time stands still but for the steps.
        plug: Called with the indexes of the screens that there are.
        projector: The screen that had the slides at first.
        check: Called after each step, to look at more.
    """

    def __init__(
        self,
        slideshow: Presentation,
        plug: Callable[[Sequence[int]], object],
        projector: ScreenInfo,
        check: Callable[[], object] = lambda: None,
    ) -> None:
        self._slideshow = slideshow
        self._plug = plug
        self._projector = projector
        self._check = check
        self._time = SlideshowTime(slideshow)
        self._asked: float | None = None
        self._closed: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether a key has ended the slideshow."""
        return self._slideshow.model.state.is_over

    def take(self, step: Step) -> None:
        """Take a step. Raise `AssertionError` if something is wrong then."""
        if step.seconds:
            self._wait(step.seconds)
        if step.screens:
            self._asked = None
            self._plug(step.screens)
            process_events()
            assert any(self._moment().places), "no window is shown"
        if step.key:
            self._press(step.key, in_audience=step.in_audience)
        if not self.is_over:
            self._check_audience()
            self._check()

    def _wait(self, seconds: float) -> None:
        self._time.pass_seconds(seconds)
        if _ASKED in self._moment().hint:
            assert self._is_swap_confirmed(), "S is asked for, but waits no longer"

    def _press(self, key: str, *, in_audience: bool) -> None:
        before = self._moment()
        press(self._window(in_audience=in_audience), key)
        if self.is_over:
            assert key == "Esc", "another key has ended the slideshow"
            assert not before.opened, "Esc has ended the slideshow instead of closing something"
            assert not self._ignores_esc(), "a second Esc has ended the slideshow"
            return
        process_events()
        after = self._moment()
        if key == "S" and not before.is_searching:
            self._check_swap(before, after)
            return
        self._asked = None
        if key not in _PLACING:
            assert after.places == before.places, "another key has moved a window"
        if key == "Esc":
            self._check_esc(before, after)
        elif key in NEXT_KEYS and not before.opened:
            self._check_next(before, after)

    def _check_swap(self, before: _Moment, after: _Moment) -> None:
        asks = before.places[0] == self._projector
        if asks and not self._is_swap_confirmed():
            assert after.places == before.places, "the first S has moved a window"
            assert _ASKED in after.hint, "S did nothing and didn't say why"
            self._asked = self._time.now
        else:
            assert after.places != before.places, "S did nothing"
            self._asked = None

    def _check_esc(self, before: _Moment, after: _Moment) -> None:
        has_number = bool(self._slideshow.messages.digits)
        assert not has_number, "Esc has kept the number"
        if after.opened < before.opened:
            assert after.opened == before.opened - 1, "Esc has closed two things"
            self._closed = self._time.now
        else:
            assert self._ignores_esc(), "Esc did nothing"

    def _check_next(self, before: _Moment, after: _Moment) -> None:
        if before.state.ignores_next(self._time.now):
            assert after.state.position == before.state.position, "Next has shown an answer"
            assert _IGNORED in after.hint, "Next was ignored, and nothing says so"
        else:
            assert after.state != before.state or after.hint, "Next has shown nothing"

    def _check_audience(self) -> None:
        """Compare what the audience sees with the state."""
        model, slide = self._slideshow.model, self._slideshow.windows.audience.slide
        seen = model.state.audience
        assert slide.page is model.pages.shown(seen.position).page, "another page is shown"
        assert slide.is_black == seen.is_black

    def _is_swap_confirmed(self) -> bool:
        return self._asked is not None and self._time.now - self._asked < _SECOND_PRESS_S

    def _ignores_esc(self) -> bool:
        return self._closed is not None and self._time.now - self._closed < _GUARD_S

    def _window(self, *, in_audience: bool) -> QWidget:
        """Return what gets the key: in a window that can be seen, what has the focus."""
        windows = self._slideshow.windows
        audience, presenter_view = windows.audience, windows.presenter_view
        if audience.isVisible() and (in_audience or not presenter_view.isVisible()):
            return audience
        return focus_in(presenter_view)

    def _moment(self) -> _Moment:
        slideshow, windows = self._slideshow, self._slideshow.windows
        placement = windows.placement
        assert placement is not None
        hints = [each.text() for each in windows.audience.findChildren(AudienceHint)]
        searching = is_searching(slideshow)
        opened = (
            *(searching, shows_key_help(slideshow), slideshow.pointer.is_zoomed),
            bool(slideshow.messages.digits),
        )
        return _Moment(
            slideshow.model.state,
            (
                placement.audience if windows.audience.isVisible() else None,
                placement.presenter_view if windows.presenter_view.isVisible() else None,
            ),
            searching,
            sum(opened),
            " ".join((slideshow.messages.quiet_message, *hints)).strip(),
        )


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """Draw keys for both windows with pauses between them, or other screens."""
    number = draw(st.integers(0, len(_PHRASES) + len(_SCREENS) - 1))
    if number >= len(_PHRASES):
        return [Step(screens=_SCREENS[number - len(_PHRASES)])]
    windows, pauses = st.booleans(), st.sampled_from(_WAITS_S)
    return [Step(key, in_audience=draw(windows), seconds=draw(pauses)) for key in _PHRASES[number]]
