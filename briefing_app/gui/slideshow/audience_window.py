"""What the audience sees: a slide and nothing else."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QElapsedTimer, QPointF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QScreen,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.gui.os_integration.windowing import may_place_windows
from briefing_app.gui.slides.page_view import Shown
from briefing_app.gui.slideshow.prerendered_page import PrerenderedPage

_NOTCH = 120  # eighths of a degree that a mouse wheel turns from click to click


class AudienceWindow(QWidget):
    """A window filled by the slide.

    Notes are never handed to it, so it can't show any.

    Args:
        press: Is given each key that is pressed; tells whether it did something.
        likely: Tells what the next key is likely to show, which is painted ahead.
        windowed: An ordinary window, to be shared in a video call, instead of a full screen.
    """

    step_requested = Signal(int)
    """The mouse asks to go on (1) or back (-1)."""
    pointer_moved = Signal(QPointF)
    """The mouse is at this place of the page."""
    closed = Signal()
    """It was closed."""

    def __init__(
        self,
        press: Callable[[QKeyEvent], bool],
        likely: Callable[[], Iterable[Shown]],
        *,
        windowed: bool,
    ) -> None:
        super().__init__()
        self._press = press
        self._windowed = windowed
        self._turned = 0
        self._since_shown = QElapsedTimer()
        self.setWindowTitle("Slides")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slide = PrerenderedPage(self, likely)
        self.slide.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.slide)
        if windowed:
            self.resize(960, 540)
        else:
            self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
            self.setCursor(Qt.CursorShape.BlankCursor)

    def fill_screen(self, screen: QScreen) -> None:
        """Fill a screen, whatever filled it before and whatever size it has now."""
        if not may_place_windows() and self.screen() != screen:
            self.hide()
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what the key does is the show's business."""
        event.setAccepted(self._press(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the left button goes on, the right one back, as do the side buttons.

        The second half of a double click on what opened the window doesn't.
        """
        if self._since_shown.elapsed() < QGuiApplication.styleHints().mouseDoubleClickInterval():
            return
        button = Qt.MouseButton
        on = {button.LeftButton: 1, button.ForwardButton: 1}
        back = {button.RightButton: -1, button.BackButton: -1}
        step = {**on, **back}.get(event.button())
        if step is not None:
            self.step_requested.emit(step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: tell where on the page the mouse is."""
        at = self.slide.mouse_point(self.slide.mapFrom(self, event.position()))
        if at is not None:
            self.pointer_moved.emit(at)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        """Qt: a notch down goes on, a notch up back; a touchpad has to go as far for it."""
        self._turned += event.angleDelta().y()
        while abs(self._turned) >= _NOTCH:
            step = -1 if self._turned > 0 else 1
            self._turned += step * _NOTCH
            self.step_requested.emit(step)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, Qt's name
        """Qt: from now on it can be clicked, which a hand may not have meant yet."""
        super().showEvent(event)
        self._since_shown.start()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: closing it ends the show, whether its user or the program does."""
        event.accept()
        self.closed.emit()
