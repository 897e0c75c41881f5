"""The pointer and the zoom of a slideshow, the same in both windows."""

from typing import Final, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from briefing_app.gui.slides.page_painter import PAGE
from briefing_app.gui.widgets.keys import effective_modifiers

_PAGE_CENTRE: Final = QPointF(PAGE.width() / 2, PAGE.height() / 2)
_STEP_SHARE: Final = 1 / 8  # of the page, that one key press moves the zoom
_DIRECTIONS: Final[dict[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class _View(Protocol):
    """A view of the slide that shows pointer and zoom."""

    def set_pointer(self, at: QPointF | None) -> None: ...

    def set_zoom(self, centre: QPointF | None) -> None: ...


class PointerAndZoom:
    """Points at, and zooms in around, a point of the page: the mouse or the arrow keys move it.

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

    def handle_key(self, event: QKeyEvent) -> bool:
        """Move the zoom with an arrow key. Return True if the page is zoomed and the key was used.

        An arrow key turns slides otherwise. PageUp and PageDown, which clickers send, always do.
        """
        direction = _DIRECTIONS.get(event.key())
        if direction is None or not self.is_zoomed or effective_modifiers(event).value:
            return False
        x, y = (
            min(max(at + by * _STEP_SHARE * size, 0.0), size)
            for at, by, size in zip(self._point.toTuple(), direction, PAGE.toTuple(), strict=True)
        )
        self.move(QPointF(x, y))
        return True

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
