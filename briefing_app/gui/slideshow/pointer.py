"""The pointer, the spotlight and the zoom of a slideshow, the same in both windows."""

from enum import Enum
from typing import Final, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from briefing_app.gui.slides.painter import PAGE
from briefing_app.gui.widgets.keys import effective_modifiers

_PAGE_CENTRE: Final = QPointF(PAGE.width() / 2, PAGE.height() / 2)
_STEP_SHARE: Final = 1 / 8  # of the page, that one key press moves the zoom
_DIRECTIONS: Final[dict[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SPOTLIGHT_RADII: Final = (110.0, 160.0, 230.0, 330.0, 480.0)  # virtual pixels
_FIRST_RADIUS: Final = 2  # its index


class Pointing(Enum):
    """How the mouse points at the slide; the values are what a screen reader says."""

    OFF = "Pointer off"
    POINTER = "Pointer on"
    SPOTLIGHT = "Spotlight on"


_NEXT_POINTING: Final = {
    Pointing.OFF: Pointing.POINTER,
    Pointing.POINTER: Pointing.SPOTLIGHT,
    Pointing.SPOTLIGHT: Pointing.OFF,
}


class _View(Protocol):
    """A view of the slide that shows pointer, spotlight and zoom."""

    def set_pointer(self, at: QPointF | None, spotlight: float | None = None) -> None: ...

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
        self.pointing = Pointing.OFF
        self._radius = _FIRST_RADIUS
        self.is_zoomed = False

    def move(self, point: QPointF) -> None:
        """Follow the mouse to a point of the page."""
        self._point = point
        if self.pointing is not Pointing.OFF or self.is_zoomed:
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

    def cycle(self) -> None:
        """Show the pointer, then the spotlight, then neither."""
        self.pointing = _NEXT_POINTING[self.pointing]
        self.update()

    def stop_pointing(self) -> None:
        """Hide the pointer or the spotlight."""
        if self.pointing is not Pointing.OFF:
            self.pointing = Pointing.OFF
            self.update()

    def resize_spotlight(self, by: int) -> bool:
        """Make the spotlight larger, or smaller if less than 0. Return False if there is none."""
        if self.pointing is not Pointing.SPOTLIGHT:
            return False
        self._radius = min(max(self._radius + by, 0), len(_SPOTLIGHT_RADII) - 1)
        self.update()
        return True

    def toggle_zoom(self) -> None:
        """Zoom in or out."""
        self.is_zoomed = not self.is_zoomed
        self.update()

    def update(self) -> None:
        """Apply pointer, spotlight and zoom to the views."""
        at = None if self.pointing is Pointing.OFF else self._point
        has_spotlight = self.pointing is Pointing.SPOTLIGHT
        spotlight = _SPOTLIGHT_RADII[self._radius] if has_spotlight else None
        for view in (self._presenter,) if self.is_frozen else (self._audience, self._presenter):
            view.set_pointer(at, spotlight)
            view.set_zoom(self._point if self.is_zoomed else None)
