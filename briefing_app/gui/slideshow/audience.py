"""The window that the audience sees: a slide and nothing else."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QFont,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QScreen,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.interfaces import CustomAccessible
from briefing_app.gui.os_integration.application import may_place_windows, window_title
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.gui.slideshow.slideshow import PointerAndZoom, Slideshow
from briefing_app.model.slideshow.state import SlideshowState
from briefing_app.model.slideshow.time import Countdown

_IDLE_DELAY_MS: Final = 25  # after a paint; the presenter view has been updated by then


class AudiencePage(SlideView):
    """A slide that paints the likely next pages to a single pixel while it is idle.

    That fills Qt's cache of letters, which depends on their sizes in device pixels, and nothing
    else: what a key press shows is always painted then.

    Args:
        slideshow: The slideshow, which knows the likely next pages.
    """

    def __init__(self, slideshow: Slideshow, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._slideshow = slideshow
        self._is_painted = False
        self._prepared: tuple[list[Shown], QRectF, float] = ([], QRectF(), 0.0)
        self._idle_timer = QTimer(self)
        self._idle_timer.setSingleShot(True)
        self._idle_timer.setInterval(_IDLE_DELAY_MS)
        self._idle_timer.timeout.connect(self._prepare)
        slideshow.changed.connect(self._prepare_again, Qt.ConnectionType.QueuedConnection)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._is_painted = True
        self._idle_timer.start()

    def _prepare_again(self) -> None:
        """Prepare after a change that the audience doesn't see, but not before the first paint."""
        if self._is_painted:
            self._idle_timer.start()

    def _prepare(self) -> None:
        likely = list(self._slideshow.likely_pages())
        box, ratio = self.box(), self.devicePixelRatioF()
        if (likely, box, ratio) == self._prepared:
            return
        self._prepared = likely, box, ratio
        pixel = QImage(1, 1, QImage.Format.Format_RGB32)  # the window's format
        pixel.setDevicePixelRatio(ratio)
        painter = QPainter(pixel)
        for shown in likely:
            self.paint_sheet(painter, shown, box)
        painter.end()


_WHEEL_NOTCH: Final = 120  # in the eighths of a degree that Qt reports
_NEXT_BUTTONS: Final = (Qt.MouseButton.LeftButton, Qt.MouseButton.ForwardButton)
_BACK_BUTTONS: Final = (Qt.MouseButton.RightButton, Qt.MouseButton.BackButton)


class AudienceWindow(CustomAccessible, QWidget):
    """A window filled by the slide. It is never given any notes.

    It follows each change at once: the audience sees the slide before anything else happens.

    Args:
        slideshow: The slideshow.
        pointer: Pointer and zoom.
        windowed: Whether it is an ordinary window, to be shared in a video call.
    """

    key_pressed = Signal(object)
    """Emitted with the event of each key press, to be accepted if it is used."""
    next_requested = Signal()
    """Emitted by a click, or by the wheel."""
    back_requested = Signal()
    """Emitted by a click with the other button, or by the wheel."""
    closed = Signal()
    """Emitted when the window was closed."""

    accessible_role = QAccessible.Role.Window

    def __init__(self, slideshow: Slideshow, pointer: PointerAndZoom, *, windowed: bool) -> None:
        super().__init__()
        self._slideshow = slideshow
        self._pointer = pointer
        self._wheel_angle = 0
        self._hint: AudienceHint | None = None
        self._since_shown = QElapsedTimer()
        self.setWindowTitle(window_title("Slides"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slide = AudiencePage(slideshow, self)
        self.slide.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.slide)
        if windowed:
            self.resize(960, 540)
        else:
            self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
            self.setCursor(Qt.CursorShape.BlankCursor)
        slideshow.changed.connect(self._show_state)
        slideshow.ticked.connect(self._show_second)
        pointer.changed.connect(self._show_pointer)
        # What is not painted directly is painted before everything that is queued after this.
        for changed in (slideshow.changed, pointer.changed):
            changed.connect(self._paint, Qt.ConnectionType.QueuedConnection)

    def show_hint(self, hint: str) -> None:
        """Show a text in a corner, or hide it if it is empty."""
        if self._hint is None:
            if not hint:
                return
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
        """Report the key, which nobody else uses."""
        event.ignore()
        self.key_pressed.emit(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go forward or back.

        The second click of a double click that opened the window is ignored.
        """
        if self._since_shown.elapsed() < QGuiApplication.styleHints().mouseDoubleClickInterval():
            return
        if event.button() in _NEXT_BUTTONS:
            self.next_requested.emit()
        elif event.button() in _BACK_BUTTONS:
            self.back_requested.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.slide.mouse_point(self.slide.mapFrom(self, event.position()))
        if at is not None:
            self._pointer.move(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go forward or back by each notch, or by the same distance on a touchpad."""
        self._wheel_angle += event.angleDelta().y()
        while abs(self._wheel_angle) >= _WHEEL_NOTCH:
            is_up = self._wheel_angle > 0
            self._wheel_angle += -_WHEEL_NOTCH if is_up else _WHEEL_NOTCH
            (self.back_requested if is_up else self.next_requested).emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Note the time, because an early click may not be meant for this window."""
        super().showEvent(event)
        self._since_shown.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Report that the window was closed, by its user or by the program."""
        event.accept()
        self.closed.emit()

    def _show_state(self, new: SlideshowState, old: SlideshowState) -> None:
        seen, slide = new.audience, self.slide
        slide.set_black(is_black=seen.is_black)
        slide.show_page(self._slideshow.pages.shown(seen.position))
        self._show_countdown(seen.countdown)
        if new.is_frozen != old.is_frozen:
            self._show_pointer()
        if not self._slideshow.is_key_held:
            slide.paint_now()

    def _show_second(self) -> None:
        """Show what the countdown shows now, if there is one, and paint it at once."""
        self._show_countdown(self._slideshow.state.audience.countdown)
        self.slide.paint_now()

    def _show_countdown(self, countdown: Countdown | None) -> None:
        self.slide.set_countdown(None if countdown is None else self._slideshow.face(countdown))

    def _show_pointer(self) -> None:
        """Show pointer and zoom. A frozen audience keeps seeing what it saw."""
        if not self._slideshow.state.is_frozen:
            pointer = self._pointer
            self.slide.set_pointer(pointer.at)
            self.slide.set_zoom(pointer.zoom_centre)

    def _paint(self) -> None:
        self.slide.paint_now()


_MIN_FONT_PX: Final = 14
_WINDOW_HEIGHTS_PER_FONT_PX: Final = 40
_MAX_WIDTH_SHARE: Final = 0.9


class AudienceHint(QLabel):
    """Shows in a corner of the slide why a key does nothing.

    The audience sees it too, so it has no notes.

    Args:
        parent: The audience window, which it lies over.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "hint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_hint(self, text: str) -> None:
        """Show a text, or hide it if it is empty."""
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            self._fit()
            self.raise_()

    def _fit(self) -> None:
        """Fit the text and the corner. A layout would wrap the text before its line is full."""
        window = self.window().size()
        em = max(_MIN_FONT_PX, window.height() // _WINDOW_HEIGHTS_PER_FONT_PX)
        self.setMargin(em // 2)
        font = QFont(self.font())
        font.setPixelSize(em)
        self.setFont(font)
        text_width = self.fontMetrics().horizontalAdvance(self.text())
        width = min(text_width + 2 * em, round(_MAX_WIDTH_SHARE * window.width()))
        height = self.heightForWidth(width)
        self.resize(width, height)
        self.move(QPoint(em, window.height() - height - em))
