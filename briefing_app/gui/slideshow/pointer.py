"""Pointer and zoom: how the mouse points at a slide."""

from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from briefing_app.gui.slides.painter import PAGE_SIZE
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.widgets.keys import effective_modifiers
from briefing_app.model.slideshow.state import SlideshowState

_STEP_SHARE: Final = 1 / 8  # of the page, that one key press moves the zoom
_DIRECTIONS: Final[dict[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PointerAndZoom(QObject):
    """Points at, and zooms in around, a point of the page: the mouse or the arrow keys move it.

    Args:
        slideshow: The slideshow, also the owner.
    """

    changed = Signal()
    """Emitted when something else is pointed at, or the zoom has changed."""

    def __init__(self, slideshow: Slideshow) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._point = QRectF(QPointF(), PAGE_SIZE).center()
        self._is_pointing = False
        self._is_zoomed = False
        # Directly, and before the audience's window: no other page may be shown zoomed.
        slideshow.changed.connect(self._follow_page)

    @property
    def is_pointing(self) -> bool:
        """Whether there is a pointer."""
        return self._is_pointing

    @property
    def is_zoomed(self) -> bool:
        """Whether the page is enlarged."""
        return self._is_zoomed

    @property
    def at(self) -> QPointF | None:
        """The middle of the pointer; None if there is none."""
        return self._point if self._is_pointing else None

    @property
    def zoom_centre(self) -> QPointF | None:
        """The point that the page is zoomed in around; None if it isn't."""
        return self._point if self._is_zoomed else None

    def move(self, point: QPointF) -> None:
        """Follow the mouse to a point of the page."""
        self._point = point
        if self._is_pointing or self._is_zoomed:
            self.changed.emit()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Move the zoom with an arrow key. Return True if the page is zoomed and the key was used.

        An arrow key turns slides otherwise. PageUp and PageDown, which clickers send, always do.
        """
        direction = _DIRECTIONS.get(event.key())
        if direction is None or not self._is_zoomed or effective_modifiers(event).value:
            return False
        x, y = (
            min(max(at + by * _STEP_SHARE * size, 0.0), size)
            for at, by, size in zip(
                self._point.toTuple(), direction, PAGE_SIZE.toTuple(), strict=True
            )
        )
        self.move(QPointF(x, y))
        return True

    def toggle_pointer(self) -> None:
        """Show the pointer, or hide it."""
        self._is_pointing = not self._is_pointing
        self.changed.emit()

    def toggle_zoom(self) -> None:
        """Zoom in or out."""
        self._is_zoomed = not self._is_zoomed
        self.changed.emit()

    def _follow_page(self, new: SlideshowState, old: SlideshowState) -> None:
        """End the zoom with its page."""
        if self._is_zoomed:
            shown = self._slideshow.pages.shown
            before, after = (shown(each.position).page for each in (old, new))
            if after.place != before.place:
                self.toggle_zoom()
