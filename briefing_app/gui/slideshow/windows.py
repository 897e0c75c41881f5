"""The two windows of a slideshow."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.audience import AudienceWindow
from briefing_app.gui.slideshow.pointer import PointerAndZoom
from briefing_app.gui.slideshow.presenter import view as presenter
from briefing_app.gui.slideshow.slideshow import Slideshow


class SlideshowWindows(QObject):
    """Has the audience window, and the presenter view as soon as it is needed.

    Args:
        slideshow: The slideshow, also the owner.
        pointer: Pointer, spotlight and zoom.
        settings: Where sizes are kept.
        windowed: Whether the audience window is an ordinary window.
    """

    presenter_view_built = Signal()
    """Emitted when the presenter view is there, empty."""

    def __init__(
        self,
        slideshow: Slideshow,
        pointer: PointerAndZoom,
        settings: Settings,
        *,
        windowed: bool,
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._pointer = pointer
        self._settings = settings
        self._presenter_view: presenter.PresenterView | None = None
        self._is_closed = False
        self.audience = AudienceWindow(slideshow, pointer, windowed=windowed)
        """The audience window."""
        self.audience.pointer_moved.connect(pointer.move)
        # If the slideshow is destroyed without being ended.
        slideshow.destroyed.connect(self.audience.deleteLater)

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

    def announce(self, text: str) -> None:
        """Let a screen reader say a text. Screen readers ignore windows that aren't active."""
        announce(text, QApplication.activeWindow() or self.audience)

    def close(self) -> None:
        """Close both windows for good."""
        self._is_closed = True
        for window in (self.audience, self._presenter_view):
            if window is not None:
                window.hide()
                window.deleteLater()

    def _build_presenter_view(self) -> "presenter.PresenterView":
        view = presenter.PresenterView(self._slideshow.pages, self._settings)
        self._presenter_view = view
        view.pointer_moved.connect(self._pointer.move)
        self._slideshow.destroyed.connect(view.deleteLater)
        self.presenter_view_built.emit()
        return view
