"""The two windows of a slideshow, and where they are on the available screens."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QMargins, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from briefing_app.gui.os_integration.application import may_place_windows
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.audience import AudienceWindow
from briefing_app.gui.slideshow.placement import (
    Placement,
    ScreenPolicy,
    Situation,
    screen_not_found,
)
from briefing_app.gui.slideshow.presenter import view as presenter
from briefing_app.gui.slideshow.screens import ScreenInfo, ScreenWatcher, is_same
from briefing_app.gui.slideshow.slideshow import Slideshow, SlideshowOptions
from briefing_app.gui.widgets.dialog import bring_to_front, restore

_TITLE_BAR_PX: Final = 40  # approximately
_FRAME_PX: Final = 8  # approximately
_FRAME_DELAY_MS: Final = 400  # that a window manager may need to draw a frame
_WITHOUT_ACTIVATING: Final = Qt.WidgetAttribute.WA_ShowWithoutActivating


class _Front(Enum):
    """Which window is in front if there is only one screen."""

    SLIDES = auto()
    NOTES = auto()


class SlideshowWindows(QObject):
    """Has both windows, and keeps them in place while screens are plugged in and out.

    The audience window comes first. The presenter view is built as soon as it is needed, and placed
    then if it is behind the audience window or on another screen.

    Args:
        slideshow: The slideshow, also the owner.
        audience: The audience window.
        create_presenter_view: Creates the presenter view.
        screens: Watches the screens.
        settings: Where the audience's screen is remembered.
        options: The requested screen for the audience; whether both are ordinary windows, which the
            presenter places.
    """

    presenter_view_shown = Signal()
    """Emitted when the presenter view has come to the front of the only screen."""
    swapped = Signal()
    """Emitted when the presenter has swapped the windows."""

    def __init__(
        self,
        slideshow: Slideshow,
        audience: AudienceWindow,
        create_presenter_view: "Callable[[], presenter.PresenterView]",
        screens: ScreenWatcher,
        *,
        settings: Settings,
        options: SlideshowOptions,
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self.audience = audience
        """The audience window."""
        self._create_presenter_view = create_presenter_view
        self._presenter_view: presenter.PresenterView | None = None
        self._filler: ScreenFiller | None = None  # of the presenter view
        self._screens = screens
        self._settings = settings
        self._windowed = options.windowed
        self.policy = ScreenPolicy(settings.audience_screen, options.screen)
        """Decides on the screens."""
        self.placement: Placement | None = None
        """The screens of the windows; None before they are placed."""
        self._front = _Front.NOTES if options.windowed else _Front.SLIDES
        self._is_visiting = False  # the presenter view is in front only for its search or key help
        self._has_lost_screen = False  # since the windows were last placed
        self._follows_windows = False
        self._is_closed = False
        slideshow.destroyed.connect(audience.deleteLater)  # if it isn't ended
        screens.removed.connect(self._follow_removal)

    @property
    def built_presenter_view(self) -> "presenter.PresenterView | None":
        """The presenter view; None before it is built and after it is closed."""
        return None if self._is_closed else self._presenter_view

    @property
    def presenter_view(self) -> "presenter.PresenterView":
        """The presenter view. It is built now if it isn't yet."""
        return self._presenter_view or self._build_presenter_view()

    def build_presenter_view(self) -> None:
        """Build the presenter view, unless that was done or the windows are closed."""
        if self._presenter_view is None and not self._is_closed:
            self._build_presenter_view()

    @property
    def swap_question(self) -> str:
        """The message that asks for a second S; empty if no projector has the slides."""
        if self.placement is None or self._windowed or not self.audience.isVisible():
            return ""
        return self.policy.swap_question(self._screens.screens(), self.placement)

    def place(self, *, requested: bool = True) -> None:
        """Place the windows on the available screens.

        Args:
            requested: Whether the presenter wants to see the windows. Otherwise, ordinary windows
                don't come to the front, so that a video call isn't disturbed.
        """
        screens = self._screens.screens()
        if not screens or self._is_closed:
            return
        previous, self.placement = self.placement, self.policy.update(screens)
        placement = self.placement
        if self._windowed:
            if previous is None:
                self._arrange_ordinary_window(self.audience, placement)
            self._place_ordinary_windows(requested=requested)
            return
        if placement.situation is Situation.SEPARATE:
            self._is_visiting = False
            self._place_on_two_screens(placement)
        else:
            self._front = self._front_on_one_screen(previous, placement)
            self._place_on_one_screen(placement)
        self._has_lost_screen = False
        if self._settings.audience_screen != self.policy.remembered:
            self._settings.audience_screen = self.policy.remembered
        self._show_screen_message()

    def swap(self) -> None:
        """Move the slides to the next screen, or bring the other window to the front."""
        placement = self.placement
        has_two_screens = placement is not None and placement.situation in {
            Situation.SEPARATE,
            Situation.NOTES_HIDDEN,
        }
        if placement is not None and has_two_screens and not self._windowed:
            self.policy.swap(self._screens.screens(), placement)
            self.place()
        else:
            self._toggle_front()
            if placement is not None and placement.situation is Situation.SINGLE:
                self._record_front(placement)
        self.swapped.emit()

    def visit_presenter_view(self) -> bool:
        """Bring the presenter view to the front, on a single screen until `leave_presenter_view`.

        Nothing is ever shown over the slide. If the screens are mirrored, everybody would see the
        presenter view: it is shown only after S.

        Returns:
            Whether the presenter view is in front.
        """
        view = self.presenter_view
        if view.isHidden():
            if self.placement is None or self.placement.situation is Situation.MIRRORED:
                return False
            self._toggle_front()
            self._is_visiting = True
        bring_to_front(view)
        return True

    def leave_presenter_view(self) -> None:
        """Return to the slide if the presenter view was only visited."""
        view = self.built_presenter_view
        if self._is_visiting and view is not None and not view.isHidden():
            self._toggle_front()

    def close(self) -> None:
        """Close both windows for good."""
        self._is_closed = True
        self._screens.removed.disconnect(self._follow_removal)
        for window in (self.audience, self._presenter_view):
            if window is not None:
                window.hide()
                window.deleteLater()

    def _build_presenter_view(self) -> "presenter.PresenterView":
        """Build the presenter view, and place it if it can be seen."""
        view = self._presenter_view = self._create_presenter_view()
        self._filler = ScreenFiller(view)
        self._slideshow.destroyed.connect(view.deleteLater)
        placement = self.placement
        if placement is not None and self._windowed:
            self._arrange_ordinary_window(view, placement)
        if placement is not None and (self._windowed or placement.situation is Situation.SEPARATE):
            self.place()
        else:
            self._show_screen_message()
        return view

    def _follow_removal(self, screen: ScreenInfo) -> None:
        """Hide notes whose screen was disconnected: an audience may see the screen that returns."""
        self.policy.forget(screen)
        self._has_lost_screen = True
        placement = self.placement
        if (
            placement is not None
            and not self._windowed
            and screen.is_internal is not True
            and is_same(screen, placement.presenter_view)
        ):
            self._hide_presenter_view()

    def _hide_presenter_view(self) -> None:
        view = self.built_presenter_view
        if view is not None:
            view.hide()

    def _record_front(self, placement: Placement) -> None:
        notes = self._front is _Front.NOTES
        self.policy.record_front_window(placement.presenter_view, notes=notes)

    def _toggle_front(self) -> None:
        self._front = _Front.NOTES if self._front is _Front.SLIDES else _Front.SLIDES
        self._is_visiting = False
        self.place()

    # ---- two screens ----------------------------------------------------------------------------

    def _place_on_two_screens(self, placement: Placement) -> None:
        presenter_screen = self._screens.screen(placement.presenter_view)
        audience_screen = self._screens.screen(placement.audience)
        if presenter_screen is None or audience_screen is None:
            return  # one is gone; a change signal follows
        # Notes must never be on the audience's screen, not even while the windows move: the
        # presenter view leaves it first, and the audience window covers everything else on it.
        view = self.built_presenter_view
        if view is not None and view.isVisible() and view.overlaps(audience_screen):
            view.hide()
        # The presenter view keeps the keyboard: a search may be open.
        self.audience.setAttribute(_WITHOUT_ACTIVATING, on=True)
        self.audience.fill_screen(audience_screen)
        self.audience.raise_()
        # The audience's first slide needn't wait for a second window.
        if view is not None and self._filler is not None:
            self._filler.fill(presenter_screen)
            bring_to_front(view)

    # ---- one screen -----------------------------------------------------------------------------

    def _front_on_one_screen(self, previous: Placement | None, placement: Placement) -> _Front:
        """Return which window is in front; the same as before while the screen stays."""
        screen = placement.presenter_view
        if previous is None:
            if placement.situation is not Situation.SINGLE:
                return _Front.SLIDES
            if self._front is _Front.NOTES:
                self._record_front(placement)
            return self._front
        if (
            previous.situation is placement.situation
            and is_same(previous.presenter_view, screen)
            and not self._has_lost_screen
        ):
            return self._front
        if placement.situation is not Situation.SINGLE:
            return _Front.SLIDES  # an audience may be looking
        if self.policy.was_separate:
            # Without the projector, only the presenter is looking. With the lid closed, the
            # audience's screen is the one that is left.
            return _Front.NOTES if self.policy.may_show_notes(screen) else _Front.SLIDES
        return self._front if screen.is_internal is True else _Front.SLIDES

    def _place_on_one_screen(self, placement: Placement) -> None:
        screen_info = placement.presenter_view
        screen = self._screens.screen(screen_info)
        if screen is None:
            return
        if self._front is _Front.NOTES:
            self.audience.hide()
            view = self.presenter_view
            if self._filler is not None:
                self._filler.fill(screen)
            bring_to_front(view)
            self.presenter_view_shown.emit()
        else:
            self._hide_presenter_view()
            self.audience.setAttribute(_WITHOUT_ACTIVATING, on=False)
            self.audience.fill_screen(screen)
            bring_to_front(self.audience)

    # ---- ordinary windows -----------------------------------------------------------------------

    def _place_ordinary_windows(self, *, requested: bool) -> None:
        view = self.built_presenter_view
        windows: list[QWidget] = [self.audience]
        if view is not None:
            windows.insert(0 if self._front is _Front.SLIDES else 1, view)
        for window in windows:
            _move_onto_a_screen(window)
        if requested:
            for window in windows:
                restore(window)
            bring_to_front(windows[-1])
        if view is not None:
            not_found = screen_not_found(self._screens.screens(), self.policy.requested)
            view.show_audience_screen(f"{not_found}In your video call, share the window “Slides”")

    def _arrange_ordinary_window(self, window: QWidget, placement: Placement) -> None:
        """Put a window on a screen of its own, or into its corner of the only one."""
        is_audience = window is self.audience
        screen = self._screens.screen(
            placement.audience if is_audience else placement.presenter_view
        )
        if screen is None:
            return  # it is gone
        area = screen.availableGeometry().adjusted(_FRAME_PX, _TITLE_BAR_PX, -_FRAME_PX, -_FRAME_PX)
        rect = QRect(area.topLeft(), window.size().boundedTo(area.size()))
        if placement.situation is Situation.SEPARATE:
            rect.moveCenter(area.center())
        elif not is_audience:
            rect.moveBottomRight(area.bottomRight())
        window.setGeometry(rect)

    # ---- messages -------------------------------------------------------------------------------

    def _show_screen_message(self) -> None:
        view = self.built_presenter_view
        if self.placement is not None and view is not None and not self._is_closed:
            is_lost = self.policy.was_separate and self.placement.situation is Situation.SINGLE
            message = self._screen_message(self.placement, view)
            view.show_audience_screen(message, is_alert=is_lost)

    def _screen_message(self, placement: Placement, view: QWidget) -> str:
        if placement.situation is Situation.SEPARATE and not may_place_windows():
            return self._actual_screen_message(view)
        if not self.policy.was_separate or placement.situation is not Situation.SINGLE:
            return placement.message
        if self.policy.may_show_notes(placement.presenter_view):
            return "Projector disconnected. Reconnect it and your slide comes back."
        return "Only the audience’s screen is left: press S for slides or notes"

    def _actual_screen_message(self, view: QWidget) -> str:
        """Return a message about the screens that the windowing system chose."""
        self._follow_windows(view)
        audience, presenter_view = (
            self._screens.info(window.screen()) for window in (self.audience, view)
        )
        if is_same(audience, presenter_view):
            return "Slides and notes are on the same screen: move one of them, or press S"
        not_found = screen_not_found(self._screens.screens(), self.policy.requested)
        return f"{not_found}Audience: {audience.label}"

    def _follow_windows(self, view: QWidget) -> None:
        """Follow the windows to other screens with a message."""
        if not self._follows_windows:
            self._follows_windows = True
            for window in (self.audience, view):
                window.winId()  # creates the handle of a window that is shown later
                window.windowHandle().screenChanged.connect(self._show_screen_message)


class ScreenFiller(QObject):
    """Maximises a window on a chosen screen, with its title bar in view.

    Args:
        window: The window; it also becomes the parent.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._frame_margins = QMargins()
        self._frame_timer = QTimer(self)
        self._frame_timer.setSingleShot(True)
        self._frame_timer.setInterval(_FRAME_DELAY_MS)
        self._frame_timer.timeout.connect(self._keep_title_bar_visible)

    def fill(self, screen: QScreen) -> None:
        """Show the window on a screen, as large as the screen's available part allows."""
        window = self._window
        if not may_place_windows():
            if not window.isFullScreen() or window.screen() != screen:
                window.hide()
                window.setScreen(screen)
                window.showFullScreen()  # maximised, it would stay on its first screen
            return
        available = screen.availableGeometry()
        target = available.marginsRemoved(self._known_frame_margins())
        is_there = (
            window.isVisible()
            and not window.isMinimized()
            and available.contains(window.geometry())
        )
        fills = window.size() == target.size() and available.contains(window.frameGeometry())
        if is_there and (window.isMaximized() or fills):
            return
        window.hide()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.setScreen(screen)
        window.setGeometry(target)
        window.showMaximized()
        self._frame_timer.start()

    def _keep_title_bar_visible(self) -> None:
        """Move the window if its title bar is above the screen.

        Some window managers ignore that the window is to be maximised. Qt doesn't know that either,
        so this looks at the frame only.
        """
        window = self._window
        available = window.screen().availableGeometry()
        margins = self._known_frame_margins()
        is_hidden = window.frameGeometry().top() < available.top()
        if is_hidden and window.isVisible() and not window.isMinimized():
            window.setGeometry(available.marginsRemoved(margins))

    def _known_frame_margins(self) -> QMargins:
        """Return the frame's margins, as last known: a hidden window has none."""
        self._window.winId()  # creates the window handle
        margins = self._window.windowHandle().frameMargins()
        if not margins.isNull():
            self._frame_margins = margins
        return self._frame_margins


def _move_onto_a_screen(window: QWidget) -> None:
    """Move a window whose screen is gone to a position in which it can be seen and moved."""
    frame = window.frameGeometry()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if not window.isVisible() or window.isMinimized() or not screens:
        return
    if any(_is_reachable(frame, area) for area in screens):
        return
    area = max(screens, key=lambda area: _size_of(frame.intersected(area)))
    size = window.size().boundedTo(area.size() - QSize(2 * _FRAME_PX, _TITLE_BAR_PX + _FRAME_PX))
    rect = QRect(area.topLeft(), size)
    rect.moveCenter(area.center())
    window.setGeometry(rect)


def _is_reachable(frame: QRect, area: QRect) -> bool:
    """Return whether half of a window, and its title bar, are inside an area."""
    visible = frame.intersected(area)
    return 2 * _size_of(visible) >= _size_of(frame) and visible.top() == frame.top()


def _size_of(rect: QRect) -> int:
    return max(rect.width(), 0) * max(rect.height(), 0)
