"""The audience's slide, with pictures of what the next key is likely to show painted ahead of it.

Most slides take 4 to 12 ms to paint, since Qt rasters letters of more than 64 pixels anew each
time. To copy a picture of one takes less than a millisecond.
"""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.slide_view import Shown, SlideView

_CALM: Final = 25  # milliseconds after it was painted; the console has followed by then


class _Look(NamedTuple):
    """All that decides what a picture looks like: what is shown, how large, around it which colour.

    Args:
        shown: What is shown of which page.
        size: The view's.
        ratio: Pixels of the screen for each of the view's.
        surround: As in `SlideView`.
    """

    shown: Shown
    size: QSize
    ratio: float
    surround: str


class AudienceSlide(SlideView):
    """A slide that is painted ahead.

    Some time after it was painted it asks what is likely to be shown next and paints pictures of
    that, one at a time so that a key hardly waits. All others are dropped.

    Args:
        parent: As in Qt.
        likely: Tells what is likely to be shown next, the likeliest first; it may be shown already.
    """

    def __init__(self, parent: QWidget | None, likely: Callable[[], Iterable[Shown]]) -> None:
        super().__init__(parent)
        self._likely = likely
        self._pictures: list[tuple[_Look, QImage]] = []
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self._paint_ahead)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the page, or what covers it; what comes next is painted when all is calm again."""
        super().paintEvent(event)
        self._calm.start()

    def paint_sheet(self, painter: QPainter, shown: Shown | None, target: QRectF) -> None:
        """Paint all that it shows: from a picture where there is one and nothing is enlarged."""
        image = None
        if shown is not None and target == self.box():
            image = self._image(self._look(shown))
        if image is not None:
            painter.drawImage(QPointF(), image)
        else:
            super().paint_sheet(painter, shown, target)

    def _paint_ahead(self) -> None:
        """Drop what isn't likely any more, and paint one picture that isn't there."""
        likely = [self._look(shown) for shown in self._likely()]
        self._pictures = [(look, image) for look, image in self._pictures if look in likely]
        missing = [look for look in likely if self._image(look) is None]
        if missing:
            self._pictures.append((missing[0], self._painted(missing[0])))
        if len(missing) > 1:
            self._calm.start()

    def _painted(self, look: _Look) -> QImage:
        # Of the window's format, without transparency: to show it is to copy it.
        image = QImage((QSizeF(look.size) * look.ratio).toSize(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(look.ratio)
        painter = QPainter(image)
        super().paint_sheet(painter, look.shown, self.box())
        painter.end()
        return image

    def _image(self, look: _Look) -> QImage | None:
        return next((image for each, image in self._pictures if each == look), None)

    def _look(self, shown: Shown) -> _Look:
        return _Look(shown, self.size(), self.devicePixelRatioF(), self.surround)
