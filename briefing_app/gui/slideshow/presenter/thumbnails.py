"""Thumbnails of slides, rendered when they are first needed."""

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from briefing_app.gui.slides.page_layout import SlidePages
from briefing_app.gui.slides.page_view import paint_page

_MAX_THUMBNAILS: Final = 64


class ThumbnailCache:
    """Renders thumbnails and keeps the ones used most recently."""

    def __init__(self) -> None:
        self._pixmaps: OrderedDict[int, QPixmap] = OrderedDict()

    def clear(self) -> None:
        """Forget all thumbnails, because slides, size or colours have changed."""
        self._pixmaps.clear()

    def thumbnail(self, index: int, pages: SlidePages, size: QSize, ratio: float) -> QPixmap:
        """Return the thumbnail of a slide's first page with all its bars.

        Args:
            index: The slide's index.
            pages: The slides.
            size: The thumbnail's size in logical pixels.
            ratio: Device pixels per logical pixel.
        """
        pixmap = self._pixmaps.get(index)
        if pixmap is None:
            pixmap = self._pixmaps[index] = _render(index, pages, size, ratio)
            if len(self._pixmaps) > _MAX_THUMBNAILS:
                self._pixmaps.popitem(last=False)
        else:
            self._pixmaps.move_to_end(index)
        return pixmap


def _render(index: int, pages: SlidePages, size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    page = pages.pages(index)[0]
    target = QRectF(QPointF(), size)
    paint_page(painter, target, page, page.steps - 1, number=index + 1, total=len(pages))
    painter.end()
    return pixmap
