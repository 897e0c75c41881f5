"""Paints a force's identity on a page: its logo on title slides, its footer on all."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from briefing_app.gui.slides.text_measurer import MEASURER, layout_direction
from briefing_app.layout.measurer import TextStyle, elide
from briefing_app.layout.page import FOOTER_BASELINE, MARGIN, WIDTH, Page, mirrored
from briefing_app.layout.slide import BAND, LOGO_MARGIN, logo_plate
from briefing_app.layout.theme import FOOT_SIZES, Colour
from briefing_app.model.report import SlideKind

_PLATE: Final = "#FFFFFF"  # a logo may be dark, as the ground is
_MAX_PIXELS: Final = 360
_SAMPLE: Final = (32, 32)  # pixels of a logo that are looked at
_NEARLY_WHITE: Final = 200  # of 255
_FOOTER: Final = TextStyle(FOOT_SIZES[-1])


def paint_identity(painter: QPainter, page: Page) -> None:
    """Paint the identity of the page's theme, in virtual pixels."""
    identity, is_title = page.theme.identity, page.slide.kind is SlideKind.TITLE
    turned = page.slide.is_right_to_left
    if identity.logo and is_title and not page.number:
        _paint_logo(painter, identity.logo, turned=turned)
    if identity.footer:
        words = elide(identity.footer, _FOOTER, WIDTH - 2 * MARGIN, MEASURER)
        left = WIDTH - MARGIN - MEASURER.width(words, _FOOTER) if turned else MARGIN
        painter.setLayoutDirection(layout_direction(is_right_to_left=turned))
        painter.setFont(MEASURER.font(_FOOTER))
        painter.setPen(QColor(page.colours(Colour.MUTED)))
        painter.drawText(QPointF(left, FOOTER_BASELINE - BAND * is_title), words)


def _paint_logo(painter: QPainter, logo: bytes, *, turned: bool) -> None:
    """Paint a logo as large as fits at the upper corner, on a white background."""
    picture = _picture(logo)
    plate = logo_plate(picture.width() / picture.height()).rect
    rect = mirrored(plate, WIDTH) if turned else plate
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_PLATE))
    painter.drawRoundedRect(QRectF(*rect), LOGO_MARGIN, LOGO_MARGIN)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(*rect.inset(LOGO_MARGIN, LOGO_MARGIN)), picture)


def is_hardly_visible(logo: bytes) -> bool:
    """Return whether a logo is nearly white, as the background that it is shown on."""
    plate = QImage(*_SAMPLE, QImage.Format.Format_RGB32)
    plate.fill(QColor(_PLATE))
    painter = QPainter(plate)
    painter.drawImage(plate.rect(), _picture(logo).scaled(*_SAMPLE))
    painter.end()
    width, height = _SAMPLE
    shades = (plate.pixelColor(x, y).lightness() for x in range(width) for y in range(height))
    return min(shades) > _NEARLY_WHITE


@lru_cache(maxsize=2)
def _picture(logo: bytes) -> QImage:
    """Return a logo at the resolution of the largest screens, which is also faster to paint."""
    picture = QImage.fromData(logo)
    if max(picture.width(), picture.height()) <= _MAX_PIXELS:
        return picture
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return picture.scaled(_MAX_PIXELS, _MAX_PIXELS, keep, smooth)
