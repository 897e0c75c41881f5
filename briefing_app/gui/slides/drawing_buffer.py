"""A picture of the page that is drawn on, so that a moving pen doesn't paint the page again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QImage, QPainter

from briefing_app.model.slideshow.ink import Stroke


class DrawingBuffer:
    """Holds a page with its finished strokes. One that has just been finished is added.

    Args:
        paint_strokes: Paints strokes over the page.
    """

    def __init__(self, paint_strokes: Callable[[QPainter, Sequence[Stroke]], None]) -> None:
        self._paint_strokes = paint_strokes
        self._image: QImage | None = None
        self._below: object = None
        self._strokes: tuple[Stroke, ...] = ()

    def clear(self) -> None:
        """Free the memory."""
        self._image = None

    def image(
        self,
        size: QSize,
        ratio: float,
        below: object,
        strokes: tuple[Stroke, ...],
        paint_below: Callable[[QPainter], None],
    ) -> QImage:
        """Return the picture.

        Args:
            size: The view's size.
            ratio: Device pixels per logical pixel.
            below: All that decides what is below the strokes.
            strokes: The finished strokes.
            paint_below: Paints what is below the strokes.
        """
        pixels, known = (QSizeF(size) * ratio).toSize(), len(self._strokes)
        image = self._image
        is_right = image is not None and image.size() == pixels and below == self._below
        if image is None or not is_right or strokes[:known] != self._strokes:
            known = 0
            image = self._image = QImage(pixels, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(ratio)
        if not known or len(strokes) > known:
            painter = QPainter(image)
            if not known:
                paint_below(painter)
            self._paint_strokes(painter, strokes[known:])
            painter.end()
        self._below, self._strokes = below, strokes
        return image
