"""Pictures of the guide: those of windows, made smaller, with numbers for their legends."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from briefing_app.gui.look import TextRole, look
from briefing_app.gui.slides.png_file import png

COPIED: Final = {
    **{name: name for name in ("my-force", "discussion", "guess", "running-order", "export")},
    "new-briefing": "write",
}
"""The pictures of windows that the guide has too, and their names there."""

_WIDTH: Final = 1024  # pixels
_NUMBER_SIZE: Final = 40  # pixels


def guide_picture(name: str, content: bytes, places: Iterable[QPointF] = ()) -> tuple[str, bytes]:
    """Return the name and the content of a picture of the guide.

    Args:
        name: Its name in the guide.
        content: The picture of a window, as PNG.
        places: Where the middle of each number is, in pixels of that picture; the first one is 1.
    """
    full = QImage.fromData(content)
    image = full.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
    _paint_numbers(image, [place * (_WIDTH / full.width()) for place in places])
    return f"guide-{name}.png", png(image)


def place_in(window: QWidget, part: QWidget, across: float, down: float) -> QPointF:
    """Return a place in a part of a window, given as shares of its width and height."""
    place = QPointF(part.mapTo(window, QPoint()))
    return place + QPointF(across * part.width(), down * part.height())


def _paint_numbers(image: QImage, places: Sequence[QPointF]) -> None:
    if not places:
        return
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look().font(TextRole.TITLE))
    for number, place in enumerate(places, 1):
        box = QRectF(0, 0, _NUMBER_SIZE, _NUMBER_SIZE)
        box.moveCenter(place)
        painter.setPen(QPen(QColor(look().theme.ink), 3))
        painter.setBrush(QColor(look().theme.surface))
        painter.drawRoundedRect(box, 8, 8)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()
