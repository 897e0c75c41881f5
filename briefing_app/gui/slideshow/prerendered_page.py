"""The audience's slide, with images of the pages that the next key press may show.

Painting a slide takes 4 to 12 ms, because Qt rasterises letters above 64 pixels each time. Copying
an image of it takes less than a millisecond.
"""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.slides.page_view import Shown, SlideView

_IDLE_DELAY_MS: Final = 25  # after a paint; the presenter view has been updated by then
_USUAL_IMAGES: Final = 3  # a key leads forward, back, or back to the current page


class _ImageKey(NamedTuple):
    """Everything that decides what an image looks like.

    Args:
        shown: The page and its step.
        size: The view's size.
        ratio: Device pixels per logical pixel.
        surround: The colour around the page, as in `SlideView`.
    """

    shown: Shown
    size: QSize
    ratio: float
    surround: str


class PrerenderedPage(SlideView):
    """A slide that renders the likely next pages to images while it is idle.

    It renders one image at a time, so that a key press hardly waits, and reuses the images of pages
    that are no longer likely. So memory use doesn't grow during a slideshow.

    Args:
        parent: The audience's window.
        likely_pages: Returns the pages that may be shown next, the likeliest first. They may
            include the current one.
    """

    def __init__(self, parent: QWidget | None, likely_pages: Callable[[], Iterable[Shown]]) -> None:
        super().__init__(parent)
        self._likely_pages = likely_pages
        self._images: list[tuple[_ImageKey, QImage]] = []
        self._spare_images: list[QImage] = []
        self._idle_timer = QTimer(self)
        self._idle_timer.setSingleShot(True)
        self._idle_timer.setInterval(_IDLE_DELAY_MS)
        self._idle_timer.timeout.connect(self._render_ahead)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Paint the page, and render the likely next ones later."""
        super().paintEvent(event)
        self._idle_timer.start()

    def paint_sheet(self, painter: QPainter, shown: Shown | None, target: QRectF) -> None:
        """Paint the page from its image, if there is one and the page isn't zoomed."""
        image = None
        if shown is not None and target == self.box():
            image = self._image(self._key(shown))
        if image is not None:
            painter.drawImage(QPointF(), image)
        else:
            super().paint_sheet(painter, shown, target)

    def _render_ahead(self) -> None:
        """Render one missing image, reusing one that is no longer likely."""
        likely = [self._key(shown) for shown in self._likely_pages()]
        self._spare_images += [image for key, image in self._images if key not in likely]
        self._images = [(key, image) for key, image in self._images if key in likely]
        missing = [key for key in likely if self._image(key) is None]
        if missing:
            self._allocate_images(missing[0])
            image = self._spare_images.pop()
            self._render(image, missing[0])
            self._images.append((missing[0], image))
        if len(missing) > 1:
            self._idle_timer.start()

    def _allocate_images(self, key: _ImageKey) -> None:
        """Provide spare images of the right size, at once as many as are usually needed."""
        size = (QSizeF(key.size) * key.ratio).toSize()
        self._spare_images = [image for image in self._spare_images if image.size() == size]
        while not self._spare_images or len(self._spare_images) + len(self._images) < _USUAL_IMAGES:
            # The window's format without transparency: painting the image is a plain copy.
            image = QImage(size, QImage.Format.Format_RGB32)
            image.fill(0)  # otherwise the memory is allocated later
            self._spare_images.append(image)

    def _render(self, image: QImage, key: _ImageKey) -> None:
        image.setDevicePixelRatio(key.ratio)
        painter = QPainter(image)
        super().paint_sheet(painter, key.shown, self.box())
        painter.end()

    def _image(self, key: _ImageKey) -> QImage | None:
        return next((image for each, image in self._images if each == key), None)

    def _key(self, shown: Shown) -> _ImageKey:
        return _ImageKey(shown, self.size(), self.devicePixelRatioF(), self.surround)
