"""Keeps the presenter view up to date."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QLocale, QObject, Qt, QTime

from briefing_app.gui.slideshow.key_bindings import Command, Toggles
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.pointer import PointerAndZoom
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.time import SlideTimer, TimeOfDay
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.slideshow.state import SlideshowState


class PresenterDisplay(QObject):
    """Shows the presenter what the slideshow, its time, its messages and its pointer are now.

    It follows them queued: the audience's window has been painted by then. Before the presenter
    view is built there is nothing to do, because it is filled with what they are at that moment.

    Args:
        slideshow: The slideshow, also the owner.
        windows: Its windows.
        messages: The messages to the presenter.
        pointer: Pointer, spotlight and zoom.
        timer: The time of the slideshow and of its slide.
    """

    def __init__(
        self,
        slideshow: Slideshow,
        windows: SlideshowWindows,
        messages: Messages,
        pointer: PointerAndZoom,
        *,
        timer: SlideTimer,
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._windows = windows
        self._messages = messages
        self._pointer = pointer
        self._timer = timer
        self._toggles: dict[Command, Callable[[], bool]] = {}
        windows.presenter_view_built.connect(self._fill)
        queued = Qt.ConnectionType.QueuedConnection
        slideshow.changed.connect(self._follow, queued)
        messages.changed.connect(self._show_messages, queued)
        pointer.changed.connect(self._show_pointer, queued)

    def add_toggles(self, toggles: Toggles) -> None:
        """Show whether what these commands switch is on."""
        self._toggles.update(toggles)

    def show_state(self) -> None:
        """Show the state."""
        view = self._windows.built_presenter_view
        if view is None:
            return
        view.set_pages(self._slideshow.pages)
        view.show_state(self._slideshow.state)
        self.show_countdown()
        self._show_toggles()
        self.show_time()

    def show_time(self) -> None:
        """Show the elapsed and the planned time."""
        view = self._windows.built_presenter_view
        if view is None or view.isHidden():
            return
        time_format = QLocale.system().timeFormat(QLocale.FormatType.ShortFormat)
        time, now = self._timer.time, QTime.currentTime()
        left = ceil(time.planned - time.elapsed)
        end = now.addSecs(left).toString(time_format) if left > 0 else ""
        view.show_time(time, self._timer.due, TimeOfDay(now.toString(time_format), end))

    def show_countdown(self) -> None:
        """Show what the countdown shows now, if there is one."""
        view = self._windows.built_presenter_view
        if view is not None:
            state = self._slideshow.state
            own, audience = (
                None if each is None else self._slideshow.face(each)
                for each in (state.visible_countdown, state.audience.countdown)
            )
            view.show_countdown(own, audience)

    def _fill(self) -> None:
        self.show_state()
        self._show_messages()
        self._show_pointer()

    def _follow(self, new: SlideshowState) -> None:
        """Show the state unless another one follows."""
        if new is self._slideshow.state:
            self.show_state()

    def _show_messages(self) -> None:
        view, messages = self._windows.built_presenter_view, self._messages
        if view is not None:
            view.show_message(messages.message)
            view.show_quiet_message(messages.quiet_message)
            view.show_typed_number(messages.typed_number)

    def _show_pointer(self) -> None:
        view, pointer = self._windows.built_presenter_view, self._pointer
        if view is not None:
            view.set_pointer(pointer.at, pointer.spotlight)
            view.set_zoom(pointer.zoom_centre)
            self._show_toggles()

    def _show_toggles(self) -> None:
        view = self._windows.built_presenter_view
        if view is not None:
            view.show_toggles({command: is_on() for command, is_on in self._toggles.items()})
