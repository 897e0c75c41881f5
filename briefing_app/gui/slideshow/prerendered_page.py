"""The audience's slide, with pictures of what the next key is likely to show painted ahead of it.

Most slides take 4 to 12 ms to paint, since Qt rasters letters of more than 64 pixels anew each
time. To copy a picture of one takes less than a millisecond.
"""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.slides.page_view import Shown, SlideView

_CALM: Final = 25  # milliseconds after it was painted; the console has followed by then
_USUAL: Final = 3  # pictures: a key leads on, back, or back to what is shown now


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


class PrerenderedPage(SlideView):
    """A slide that is painted ahead.

    Some time after it was painted it asks what is likely to be shown next and paints pictures of
    that, one at a time so that a key hardly waits, over those that aren't likely any more. So a
    show takes as much memory at its beginning as at its end.

    Args:
        parent: As in Qt.
        likely: Tells what is likely to be shown next, the likeliest first; it may be shown already.
    """

    def __init__(self, parent: QWidget | None, likely: Callable[[], Iterable[Shown]]) -> None:
        super().__init__(parent)
        self._likely = likely
        self._pictures: list[tuple[_Look, QImage]] = []
        self._spare: list[QImage] = []
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
        """Paint one picture that isn't there, over one that isn't likely any more."""
        likely = [self._look(shown) for shown in self._likely()]
        self._spare += [image for look, image in self._pictures if look not in likely]
        self._pictures = [(look, image) for look, image in self._pictures if look in likely]
        missing = [look for look in likely if self._image(look) is None]
        if missing:
            self._make_room(missing[0])
            image = self._spare.pop()
            self._paint(image, missing[0])
            self._pictures.append((missing[0], image))
        if len(missing) > 1:
            self._calm.start()

    def _make_room(self, look: _Look) -> None:
        """Have spare pictures as large as one will be, at once as many as there usually are."""
        size = (QSizeF(look.size) * look.ratio).toSize()
        self._spare = [image for image in self._spare if image.size() == size]
        while not self._spare or len(self._spare) + len(self._pictures) < _USUAL:
            # Of the window's format, without transparency: to show it is to copy it.
            image = QImage(size, QImage.Format.Format_RGB32)
            image.fill(0)  # only then is the memory taken
            self._spare.append(image)

    def _paint(self, image: QImage, look: _Look) -> None:
        image.setDevicePixelRatio(look.ratio)
        painter = QPainter(image)
        super().paint_sheet(painter, look.shown, self.box())
        painter.end()

    def _image(self, look: _Look) -> QImage | None:
        return next((image for each, image in self._pictures if each == look), None)

    def _look(self, shown: Shown) -> _Look:
        return _Look(shown, self.size(), self.devicePixelRatioF(), self.surround)
