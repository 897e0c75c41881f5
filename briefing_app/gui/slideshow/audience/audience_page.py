"""The audience's slide, which prepares the letters of the pages that the next key press may show.

Painting a page takes 2 to 6 ms if its letters aren't in Qt's cache, and about 1 ms if they are.
"""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import Shown

_IDLE_DELAY_MS: Final = 25  # after a paint; the presenter view has been updated by then


class AudiencePage(SlideView):
    """A slide that paints the likely next pages to a single pixel while it is idle.

    That fills Qt's cache of letters, which depends on their sizes in device pixels, and nothing
    else: what a key press shows is always painted then.

    Args:
        parent: The audience's window.
        likely_pages: Returns the pages that may be shown next, the likeliest first.
    """

    def __init__(self, parent: QWidget | None, likely_pages: Callable[[], Iterable[Shown]]) -> None:
        super().__init__(parent)
        self._likely_pages = likely_pages
        self._prepared: tuple[list[Shown], QRectF, float] = ([], QRectF(), 0.0)
        self._idle_timer = QTimer(self)
        self._idle_timer.setSingleShot(True)
        self._idle_timer.setInterval(_IDLE_DELAY_MS)
        self._idle_timer.timeout.connect(self._prepare)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, and prepare the likely next ones later."""
        super().paintEvent(event)
        self._idle_timer.start()

    def _prepare(self) -> None:
        likely, box, ratio = list(self._likely_pages()), self.box(), self.devicePixelRatioF()
        if (likely, box, ratio) == self._prepared:
            return
        self._prepared = likely, box, ratio
        from PySide6.QtGui import QImage  # noqa: PLC0415, the first slide needs none

        pixel = QImage(1, 1, QImage.Format.Format_RGB32)  # the window's format
        pixel.setDevicePixelRatio(ratio)
        painter = QPainter(pixel)
        for shown in likely:
            self.paint_sheet(painter, shown, box)
        painter.end()
