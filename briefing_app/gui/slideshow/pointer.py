"""The pointer and the zoom of a slideshow, the same in both windows."""

from typing import Final, Protocol

from PySide6.QtCore import QPointF

from briefing_app.gui.slides.page_layout import PAGE

_PAGE_CENTRE: Final = QPointF(PAGE.width() / 2, PAGE.height() / 2)


class _View(Protocol):
    """A view of the slide that shows pointer and zoom."""

    def set_pointer(self, at: QPointF | None) -> None: ...

    def set_zoom(self, centre: QPointF | None) -> None: ...


class PointerAndZoom:
    """Points at, and zooms in around, the point of the page that the mouse is over.

    Args:
        audience: The audience's view, which doesn't change while the slideshow is frozen.
        presenter: The presenter's view.
    """

    def __init__(self, audience: _View, presenter: _View) -> None:
        self._audience = audience
        self._presenter = presenter
        self._point = _PAGE_CENTRE
        self.is_frozen = False
        self.is_pointing = False
        self.is_zoomed = False

    def move(self, point: QPointF) -> None:
        """Follow the mouse to a point of the page."""
        self._point = point
        if self.is_pointing or self.is_zoomed:
            self.update()

    def toggle_pointer(self) -> None:
        """Show or hide the pointer."""
        self.is_pointing = not self.is_pointing
        self.update()

    def toggle_zoom(self) -> None:
        """Zoom in or out."""
        self.is_zoomed = not self.is_zoomed
        self.update()

    def update(self) -> None:
        """Apply pointer and zoom to the views."""
        for view in (self._presenter,) if self.is_frozen else (self._audience, self._presenter):
            view.set_pointer(self._point if self.is_pointing else None)
            view.set_zoom(self._point if self.is_zoomed else None)
