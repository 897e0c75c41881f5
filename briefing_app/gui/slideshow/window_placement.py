"""Puts the two windows of a show on the screens that there are, and tells the presenter of it."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from briefing_app.gui.os_integration.windowing import may_place_windows
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.audience_window import AudienceWindow
from briefing_app.gui.slideshow.presenter.presenter_view import PresenterView
from briefing_app.gui.slideshow.screen_assignment import (
    Placement,
    Situation,
    is_same,
    no_such_screen,
)
from briefing_app.gui.slideshow.screen_policy import ScreenChoice
from briefing_app.gui.slideshow.screen_watcher import ScreenWatcher
from briefing_app.gui.widgets.window_focus import bring_to_front, restore

_TITLE_BAR: Final = 40  # pixels above a window, about
_FRAME: Final = 8  # the same around it
_WITHOUT_ACTIVATING: Final = Qt.WidgetAttribute.WA_ShowWithoutActivating


class _Fronts(Enum):
    """Which window stands in front where there is one screen for both."""

    SLIDES = auto()
    NOTES = auto()


class WindowPlacement(QObject):
    """Where the two windows of a show stand, through all that is plugged in and out.

    Args:
        audience: The audience's window.
        console: The presenter's.
        screens: Knows the screens.
        settings: Where the audience's screen is remembered.
        asked: The name of the screen that was asked for, or empty.
        windowed: Whether both are ordinary windows, which their user places.
        parent: As in Qt.
    """

    console_came = Signal()
    """With one screen for both, the console stands in front now."""

    def __init__(
        self,
        audience: AudienceWindow,
        presenter_view: PresenterView,
        *,
        screens: ScreenWatcher,
        settings: Settings,
        asked: str,
        windowed: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._audience = audience
        self._console = presenter_view
        self._screens = screens
        self._settings = settings
        self._windowed = windowed
        self._choice = ScreenChoice(settings.audience_screen, asked)
        self._front = _Fronts.NOTES if windowed else _Fronts.SLIDES
        self._visiting = False  # the console, in the slide's place for its search or its keys
        self._placement: Placement | None = None
        self._followed = False  # whether news of the screens that the windows are on are heard
        self._closed = False

    @property
    def placement(self) -> Placement | None:
        """Where the windows were put, once they were."""
        return self._placement

    @property
    def asked(self) -> str:
        """The screen that was asked for, as long as the presenter chose no other; or empty."""
        return self._choice.asked

    def place(self, *, ask: bool = True) -> None:
        """Put each window where it belongs, with the screens that there are now.

        Args:
            ask: Whether somebody asks for the windows, which then come to the front. Ordinary ones
                stay where they are on the news of a screen, so that no call is disturbed.
        """
        screens = self._screens.screens()
        if not screens or self._closed:
            return
        placement = self._choice.follow(screens)
        before, self._placement = self._placement, placement
        if self._windowed:
            if before is None:
                self._lay_out_windows(placement)
            self._place_windowed(ask=ask)
            return
        if placement.situation is Situation.TWO:
            self._visiting = False
            self._place_on_two(placement)
        else:
            self._front = self._front_on_one(before, placement)
            self._place_on_one(placement)
        self._remember_screen()
        self._tell_screens()

    def swap(self) -> None:
        """Give the audience another screen, or, with one screen, bring the other window forward."""
        placement = self._placement
        if (
            placement is None
            or self._windowed
            or placement.situation not in {Situation.TWO, Situation.WAITING}
        ):
            self._turn_front()
            if placement is not None and placement.situation is Situation.SINGLE:
                notes = self._front is _Fronts.NOTES
                self._choice.take_front(placement.presenter_view, notes=notes)
            return
        self._choice.turn(self._screens.screens(), placement)
        self.place()

    def come_to_console(self) -> bool:
        """Bring the console forward; with one screen, in the slide's place until it is done with.

        Nothing is ever laid over the slide. Where the screens are mirrored, everybody would see the
        console: it doesn't come unless S asked for it. Tells whether it is there.
        """
        if self._console.isHidden():
            if self._placement is None or self._placement.situation is Situation.MIRRORED:
                return False
            self._turn_front()
            self._visiting = True
        bring_to_front(self._console)
        return True

    def leave_console(self) -> None:
        """Go back to the slide where the console was there for its search or its keys alone."""
        if self._visiting and not self._console.isHidden():
            self._turn_front()

    def close(self) -> None:
        """Take both windows away for good."""
        self._closed = True
        for window in (self._audience, self._console):
            window.hide()
            window.deleteLater()

    def _turn_front(self) -> None:
        self._front = _Fronts.NOTES if self._front is _Fronts.SLIDES else _Fronts.SLIDES
        self._visiting = False
        self.place()

    # ---- a screen for each --------------------------------------------------------------------

    def _place_on_two(self, placement: Placement) -> None:
        presenter_view = self._screens.screen(placement.presenter_view)
        audience = self._screens.screen(placement.audience)
        if presenter_view is None or audience is None:
            return  # gone meanwhile; there will be news of it
        # Notes never stand on the audience's screen, not even while the windows move: the console
        # leaves it first, and the audience's window covers whatever else stood there.
        if self._console.isVisible() and self._console.overlaps(audience):
            self._console.hide()
        # The keyboard stays with the console, where a search may be open.
        self._audience.setAttribute(_WITHOUT_ACTIVATING, on=True)
        self._audience.fill_screen(audience)
        self._audience.raise_()
        self._console.fill_screen(presenter_view)
        bring_to_front(self._console)

    def _remember_screen(self) -> None:
        """Keep for the next show which screen the slides are meant for."""
        if self._settings.audience_screen != self._choice.remembered:
            self._settings.audience_screen = self._choice.remembered

    # ---- one screen for both ------------------------------------------------------------------

    def _front_on_one(self, before: Placement | None, placement: Placement) -> _Fronts:
        """Which window stands in front on one screen; the same as before while that one stays."""
        left = placement.presenter_view
        if before is None or (
            before.situation is placement.situation and is_same(before.presenter_view, left)
        ):
            return self._front
        if placement.situation is not Situation.SINGLE:
            return _Fronts.SLIDES  # everybody may be looking
        if self._choice.was_apart:
            # Unplugged during the show: the presenter keeps the notes, nobody else is looking. But
            # of a laptop that was closed, the audience's screen is left.
            return _Fronts.NOTES if self._choice.may_show_notes(left) else _Fronts.SLIDES
        return self._front if left.own is True else _Fronts.SLIDES

    def _place_on_one(self, placement: Placement) -> None:
        screen = self._screens.screen(placement.presenter_view)
        if screen is None:
            return
        if self._front is _Fronts.NOTES:
            self._audience.hide()
            self._console.fill_screen(screen)
            bring_to_front(self._console)
            self.console_came.emit()
        else:
            self._console.hide()
            self._audience.setAttribute(_WITHOUT_ACTIVATING, on=False)
            self._audience.fill_screen(screen)
            bring_to_front(self._audience)

    # ---- ordinary windows ---------------------------------------------------------------------

    def _place_windowed(self, *, ask: bool) -> None:
        """Both are ordinary windows, and their user puts them where they are wanted."""
        windows: list[QWidget] = [self._audience, self._console]
        if self._front is _Fronts.SLIDES:
            windows.reverse()
        for window in windows:
            _bring_onto_a_screen(window)
        if ask:
            for window in windows:
                restore(window)
            bring_to_front(windows[-1])
        trouble = no_such_screen(self._screens.screens(), self._choice.asked)
        self._console.show_audience_screen(f"{trouble}In a window: share “Slides” in the call")

    def _lay_out_windows(self, placement: Placement) -> None:
        """Give each window a screen of its own to begin with, or a corner of the only one."""
        apart = placement.situation is Situation.TWO
        for window, info in (
            (self._audience, placement.audience),
            (self._console, placement.presenter_view),
        ):
            screen = self._screens.screen(info)
            if screen is None:
                continue  # gone meanwhile
            room = screen.availableGeometry().adjusted(_FRAME, _TITLE_BAR, -_FRAME, -_FRAME)
            place = QRect(room.topLeft(), window.size().boundedTo(room.size()))
            if apart:
                place.moveCenter(room.center())
            elif window is self._console:
                place.moveBottomRight(room.bottomRight())
            window.setGeometry(place)

    # ---- what the presenter is told -----------------------------------------------------------

    def _tell_screens(self) -> None:
        """Say in the console where the audience's window is."""
        if self._placement is not None and not self._closed:
            self._console.show_audience_screen(self._sentence(self._placement))

    def _sentence(self, placement: Placement) -> str:
        if placement.situation is Situation.TWO and not may_place_windows():
            self._follow_windows()
            audience, presenter_view = (
                self._screens.info(window.screen()) for window in (self._audience, self._console)
            )
            if is_same(audience, presenter_view):
                return "Slides and notes are on one screen: move one of them, or press S"
            trouble = no_such_screen(self._screens.screens(), self._choice.asked)
            return f"{trouble}Audience: {audience.label}"
        if not self._choice.was_apart or placement.situation is not Situation.SINGLE:
            return placement.sentence
        if self._choice.may_show_notes(placement.presenter_view):
            return "The projector is gone: the show goes on, and returns there by itself"
        return "The audience’s screen is the only one left: S turns from the slide to the notes"

    def _follow_windows(self) -> None:
        """Tell anew when a window came up elsewhere, or was moved."""
        if not self._followed:
            self._followed = True
            for window in (self._audience, self._console):
                window.windowHandle().screenChanged.connect(self._tell_screens)


def _bring_onto_a_screen(window: QWidget) -> None:
    """Move a window that has lost its screen to where it can be seen and moved."""
    frame = window.frameGeometry()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if not window.isVisible() or window.isMinimized() or not screens:
        return
    if any(_is_seen(frame, room) for room in screens):
        return
    room = max(screens, key=lambda room: _area(frame.intersected(room)))
    size = window.size().boundedTo(room.size() - QSize(2 * _FRAME, _TITLE_BAR + _FRAME))
    place = QRect(room.topLeft(), size)
    place.moveCenter(room.center())
    window.setGeometry(place)


def _is_seen(frame: QRect, room: QRect) -> bool:
    """Whether half of a window stands in a room, and its title bar can be reached there."""
    seen = frame.intersected(room)
    return 2 * _area(seen) >= _area(frame) and seen.top() == frame.top()


def _area(rect: QRect) -> int:
    return max(rect.width(), 0) * max(rect.height(), 0)
