"""The window that the audience sees: a slide and nothing else."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QScreen,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.gui.accessibility.factory import CustomAccessible
from briefing_app.gui.os_integration.windowing import may_place_windows
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.gui.slideshow.audience.audience_page import AudiencePage

if TYPE_CHECKING:
    from briefing_app.gui.slideshow.audience.audience_hint import AudienceHint

_WHEEL_NOTCH: Final = 120  # in the eighths of a degree that Qt reports
_STEPS_BY_BUTTON: Final = {
    Qt.MouseButton.LeftButton: 1,
    Qt.MouseButton.ForwardButton: 1,
    Qt.MouseButton.RightButton: -1,
    Qt.MouseButton.BackButton: -1,
}


class AudienceWindow(CustomAccessible, QWidget):
    """A window filled by the slide. It is never given any notes.

    Args:
        handle_key: Called with each key press. Returns True if it used the key.
        likely_pages: Returns the pages that the next key press may show. They are prepared.
        windowed: Whether it is an ordinary window, to be shared in a video call.
    """

    step_requested = Signal(int)
    """Emitted with 1 if the mouse asked for the next step, or with -1 for the previous one."""
    pointer_moved = Signal(QPointF)
    """Emitted with the point of the page that the mouse is over."""
    closed = Signal()
    """Emitted when the window was closed."""

    accessible_role = QAccessible.Role.Window

    def __init__(
        self,
        handle_key: Callable[[QKeyEvent], bool],
        likely_pages: Callable[[], Iterable[Shown]],
        *,
        windowed: bool,
    ) -> None:
        super().__init__()
        self._handle_key = handle_key
        self._wheel_angle = 0
        self._hint: AudienceHint | None = None
        self._since_shown = QElapsedTimer()
        self.setWindowTitle("Slides")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slide = AudiencePage(self, likely_pages)
        self.slide.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.slide)
        if windowed:
            self.resize(960, 540)
        else:
            self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
            self.setCursor(Qt.CursorShape.BlankCursor)

    def show_hint(self, hint: str) -> None:
        """Show a text in a corner for a few seconds, or hide it if it is empty."""
        if self._hint is None:
            if not hint:
                return
            from briefing_app.gui.slideshow.audience.audience_hint import AudienceHint  # noqa: PLC0415, used seldom

            self._hint = AudienceHint(self)
        self._hint.show_hint(hint)

    def fill_screen(self, screen: QScreen) -> None:
        """Fill a screen, on whichever screen the window was before."""
        if not may_place_windows() and self.screen() != screen:
            self.hide()
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the slideshow handle the key."""
        event.setAccepted(self._handle_key(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go forward or back.

        The second click of a double click that opened the window is ignored.
        """
        if self._since_shown.elapsed() < QGuiApplication.styleHints().mouseDoubleClickInterval():
            return
        step = _STEPS_BY_BUTTON.get(event.button())
        if step is not None:
            self.step_requested.emit(step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Report the point of the page."""
        at = self.slide.mouse_point(self.slide.mapFrom(self, event.position()))
        if at is not None:
            self.pointer_moved.emit(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go forward or back by each notch, or by the same distance on a touchpad."""
        self._wheel_angle += event.angleDelta().y()
        while abs(self._wheel_angle) >= _WHEEL_NOTCH:
            step = -1 if self._wheel_angle > 0 else 1
            self._wheel_angle += step * _WHEEL_NOTCH
            self.step_requested.emit(step)

    def showEvent(self, event: QShowEvent) -> None:
        """Note the time, because an early click may not be meant for this window."""
        super().showEvent(event)
        self._since_shown.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Report that the window was closed, by its user or by the program."""
        event.accept()
        self.closed.emit()
