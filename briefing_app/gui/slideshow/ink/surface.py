"""Turns what the mouse, a finger or a stylus does on a slide into points of the page."""

from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.slides.page_view import SlideView
from briefing_app.model.slideshow.ink import Point

_Type = QEvent.Type
_PRESSES: Final = {_Type.MouseButtonPress, _Type.MouseButtonDblClick, _Type.TabletPress}
_MOVES: Final = {_Type.MouseMove, _Type.TabletMove}
_RELEASES: Final = {_Type.MouseButtonRelease, _Type.TabletRelease}
_POINTER_EVENTS: Final = _PRESSES | _MOVES | _RELEASES | {_Type.Wheel}


class Drawer(Protocol):
    """What is reported while somebody draws."""

    @property
    def is_seen_by_audience(self) -> bool:
        """Whether the audience sees the current slide."""

    def press(self, point: Point, *, is_eraser: bool) -> None:
        """Start at a point of the page; a stylus may have been turned around to erase."""

    def move(self, point: Point) -> None:
        """Continue to a point."""

    def release(self) -> None:
        """Stop."""


class DrawingSurface(QObject):
    """Draws on a slide instead of turning slides, while it is on.

    Qt turns touch events into mouse events.

    Args:
        widget: Gets the events.
        view: Shows the slide, in the widget or as the widget.
        drawer: Receives each press, move and release.
        is_audience: Whether the view is the audience's, which may not show the current slide.
    """

    def __init__(
        self, widget: QWidget, view: SlideView, drawer: Drawer, *, is_audience: bool
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._view = view
        self._drawer = drawer
        self._is_audience = is_audience
        self._is_drawing = False
        has_cursor = widget.testAttribute(Qt.WidgetAttribute.WA_SetCursor)
        self._cursor: QCursor | None = widget.cursor() if has_cursor else None

    def turn_on(self) -> None:
        """Draw from now on."""
        self._widget.installEventFilter(self)
        self._widget.setCursor(Qt.CursorShape.CrossCursor)

    def turn_off(self) -> None:
        """Draw no more."""
        self._stop()
        self._widget.removeEventFilter(self)
        if self._cursor is None:
            self._widget.unsetCursor()
        else:
            self._widget.setCursor(self._cursor)

    def eventFilter(
        self,
        watched: QObject,
        event: QEvent,
    ) -> bool:
        """Use all events of the mouse and others; a slide that is hidden ends the stroke."""
        if event.type() is _Type.Hide:
            self._stop()
        if event.type() not in _POINTER_EVENTS:
            return False
        event.accept()
        if isinstance(event, QMouseEvent | QTabletEvent):
            self._follow(event)
        return True

    def _follow(self, event: QMouseEvent | QTabletEvent) -> None:
        is_down = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if event.type() in _PRESSES:
            can_draw = not self._is_audience or self._drawer.is_seen_by_audience
            if event.button() is Qt.MouseButton.LeftButton and can_draw:
                self._is_drawing = True
                kind = event.pointerType()
                is_eraser = kind is QPointingDevice.PointerType.Eraser
                self._drawer.press(self._point(event.position()), is_eraser=is_eraser)
        elif self._is_drawing and event.type() in _MOVES and is_down:
            self._drawer.move(self._point(event.position()))
        elif not is_down:
            self._stop()

    def _stop(self) -> None:
        if self._is_drawing:
            self._is_drawing = False
            self._drawer.release()

    def _point(self, at: QPointF) -> Point:
        """Return the point of the page at a point of the widget, or the nearest one."""
        if self._view is not self._widget:
            at = self._view.mapFrom(self._widget, at)
        box = self._view.box()
        x = min(max(at.x(), box.left()), box.right())
        y = min(max(at.y(), box.top()), box.bottom())
        point = self._view.page_point(QPointF(x, y))
        return (0.0, 0.0) if point is None else (point.x(), point.y())
