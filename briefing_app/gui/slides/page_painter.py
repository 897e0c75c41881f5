"""Paints a laid-out page as vectors: on screen, in previews and in pictures."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTransform

from briefing_app.gui.slides.shape_painter import paint_shape, qrect
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.gui.slides.text_measurer import MEASURER
from briefing_app.gui.slides.text_painter import paint_block
from briefing_app.layout.identity import NO_IDENTITY
from briefing_app.layout.measurer import TextStyle
from briefing_app.layout.page import HEIGHT, MARGIN, WIDTH, Page
from briefing_app.layout.slide import countdown_rect, countdown_ring, countdown_style
from briefing_app.layout.theme import FOOT_SIZES, Colour
from briefing_app.model.slideshow.time import CountdownFace

if TYPE_CHECKING:  # imported when something is drawn
    from briefing_app.model.slideshow.ink import Ink

PAGE: Final = QSizeF(WIDTH, HEIGHT)
"""The size of every page, in virtual pixels."""


def paint_page(painter: QPainter, target: QRectF, shown: Shown, ink: "Ink | None" = None) -> None:
    """Paint a page with the ink on it, if any, into a rectangle with the aspect ratio of a page."""
    page, step = shown.page, shown.step
    painter.save()
    use_virtual_pixels(painter, target)
    colours = page.colours
    painter.fillRect(QRectF(QPointF(), PAGE), QColor(colours.ground))
    paint_block(painter, page.shown_at(step), colours)
    _paint_number(painter, shown)
    if page.theme.identity != NO_IDENTITY:
        from briefing_app.gui.slides.identity_painter import paint_identity  # noqa: PLC0415, if any

        paint_identity(painter, page)
    if ink is not None:
        from briefing_app.gui.slides.ink_painter import paint_ink  # noqa: PLC0415, see above

        paint_ink(painter, ink.strokes(page.place), colours)
    painter.restore()


def paint_countdown(painter: QPainter, target: QRectF, page: Page, face: CountdownFace) -> None:
    """Paint a countdown over the planned time on a page that fills a rectangle."""
    rect = countdown_rect(page)
    if rect is None:
        return
    painter.save()
    use_virtual_pixels(painter, target)
    colours, around = page.colours, qrect(rect)
    painter.fillRect(around.adjusted(-1, -1, 1, 1), QColor(colours.ground))
    for shape in countdown_ring(face, rect):
        paint_shape(painter, shape, colours)
    font = QFont(MEASURER.font(countdown_style(face.text, MEASURER)))
    font.setFeature(QFont.Tag("tnum"), 1)  # so that nothing moves each second
    painter.setFont(font)
    painter.setPen(QColor(colours(Colour.INK)))
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.drawText(around, Qt.AlignmentFlag.AlignCenter, face.text)
    painter.restore()


def page_transform(target: QRectF) -> QTransform:
    """Return what maps virtual pixels to a page that fills a rectangle."""
    scaled = QTransform.fromScale(target.width() / WIDTH, target.height() / HEIGHT)
    return scaled * QTransform.fromTranslate(target.left(), target.top())


def use_virtual_pixels(painter: QPainter, target: QRectF) -> None:
    """Let a painter draw on a page that fills a rectangle."""
    painter.setClipRect(target, Qt.ClipOperation.IntersectClip)
    painter.setTransform(page_transform(target), combine=True)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)


def _paint_number(painter: QPainter, shown: Shown) -> None:
    page = shown.page
    words = f"{shown.number} / {shown.total}"
    if page.total > 1:
        words += f" · {page.number + 1} of {page.total}"
    style = TextStyle(FOOT_SIZES[0])
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.setFont(MEASURER.font(style))
    painter.setPen(QColor(page.colours(Colour.MUTED)))
    turned = page.slide.is_right_to_left
    left = MARGIN if turned else WIDTH - MARGIN - MEASURER.width(words, style)
    painter.drawText(QPointF(left, page.number_baseline), words)
