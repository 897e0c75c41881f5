"""The two windows of a slideshow."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from briefing_app.gui.slideshow.audience import AudienceWindow
from briefing_app.gui.slideshow.presenter import view as presenter
from briefing_app.gui.slideshow.slideshow import Slideshow


class SlideshowWindows(QObject):
    """Has the audience window, and the presenter view as soon as it is needed.

    Args:
        slideshow: The slideshow, also the owner.
        audience: The audience window.
        create_presenter_view: Creates the presenter view.
    """

    presenter_view_built = Signal()
    """Emitted when the presenter view is there, but not yet placed."""

    def __init__(
        self,
        slideshow: Slideshow,
        audience: AudienceWindow,
        create_presenter_view: "Callable[[], presenter.PresenterView]",
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._create_presenter_view = create_presenter_view
        self._presenter_view: presenter.PresenterView | None = None
        self._is_closed = False
        self.audience = audience
        """The audience window."""
        # If the slideshow is destroyed without being ended.
        slideshow.destroyed.connect(audience.deleteLater)

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

    def close(self) -> None:
        """Close both windows for good."""
        self._is_closed = True
        for window in (self.audience, self._presenter_view):
            if window is not None:
                window.hide()
                window.deleteLater()

    def _build_presenter_view(self) -> "presenter.PresenterView":
        view = self._presenter_view = self._create_presenter_view()
        self._slideshow.destroyed.connect(view.deleteLater)
        self.presenter_view_built.emit()
        return view
