"""Thumbnails of slides, rendered one at a time while the program is idle."""

from collections import OrderedDict
from math import ceil
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from briefing_app.gui.slides.painter import paint_page
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.model.report import Reveal
from briefing_app.model.slides import Slide

_PARTLY_SHOWN: Final = 4  # thumbnails at the edges of a view


class Thumbnails(QObject):
    """Renders thumbnails that a view asks for, and keeps the ones used most recently.

    A view asks while it paints, and paints again when `rendered` is emitted. So what is scrolled
    out of sight in the meantime isn't rendered, and no key press waits for more than one. Twice as
    many are kept as the view, which becomes the parent, has room for.
    """

    rendered = Signal()
    """Emitted when another thumbnail is ready."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._pages: SlidePages | None = None
        self._pixmaps: OrderedDict[tuple[str, Reveal, int | None], QPixmap] = OrderedDict()
        self._size, self._ratio = QSize(), 1.0
        self._requested: int | None = None

    def set_pages(self, pages: SlidePages) -> None:
        """Use other slides. Thumbnails of slides that are among them are kept."""
        self._pages = pages
        self._requested = None

    def clear(self) -> None:
        """Forget all thumbnails, because the slides' theme or texts have changed."""
        self._pixmaps.clear()
        self._requested = None

    def thumbnail(self, index: int, size: QSize, ratio: float) -> QPixmap | None:
        """Return the thumbnail of a slide with all its bars, or None until it is ready.

        The size is in logical pixels; the ratio is the number of device pixels per logical pixel.
        """
        if self._pages is None:
            return None
        if (size, ratio) != (self._size, self._ratio):
            self.clear()
            self._size, self._ratio = QSize(size), ratio
        key = _pixmap_key(self._pages.slides[index])
        pixmap = self._pixmaps.get(key)
        if pixmap is not None:
            self._pixmaps.move_to_end(key)
        elif self._requested is None:  # the view asks for the others again when this one is ready
            self._requested = index
            QTimer.singleShot(0, self, self._render_requested)
        return pixmap

    def _render_requested(self) -> None:
        index, self._requested = self._requested, None
        if self._pages is None or index is None:
            return
        self._pixmaps[_pixmap_key(self._pages.slides[index])] = self._render(index, self._pages)
        if len(self._pixmaps) > self._kept_count():
            self._pixmaps.popitem(last=False)
        self.rendered.emit()

    def _kept_count(self) -> int:
        room = self._view.width() * self._view.height()
        size = self._size.width() * self._size.height()
        return 2 * ceil(room / max(1, size)) + _PARTLY_SHOWN

    def _render(self, index: int, pages: SlidePages) -> QPixmap:
        pixmap = QPixmap(self._size * self._ratio)
        pixmap.setDevicePixelRatio(self._ratio)
        painter = QPainter(pixmap)
        paint_page(painter, QRectF(QPointF(), self._size), pages.preview(index))
        painter.end()
        return pixmap


def _pixmap_key(slide: Slide) -> tuple[str, Reveal, int | None]:
    """Return what a thumbnail shows: the order of the bars and the countdown can change."""
    return slide.key, slide.reveal, slide.countdown_s
