"""Paints a laid-out page as vectors: on screen, in previews and in pictures."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTransform

from briefing_app.gui.slides.blocks import MEASURER, paint_block, paint_shape, qrect
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.layout.countdown import (
    break_countdown,
    countdown_rect,
    countdown_ring,
    countdown_style,
    paused_style,
)
from briefing_app.layout.measurer import TextStyle
from briefing_app.layout.page import BODY, HEIGHT, WIDTH, Block, Rect
from briefing_app.layout.palette import Colour, Colours
from briefing_app.layout.type_sizes import SLIDE_NUMBER_SIZE
from briefing_app.model.slideshow.time import CountdownFace
from briefing_app.model.wording import PAUSED

_PAUSED_SHARE: Final = 0.64  # of the ring's height, above the word


PAGE_SIZE: Final = QSizeF(WIDTH, HEIGHT)
"""The size of a page, in virtual pixels."""


def paint_page(painter: QPainter, target: QRectF, shown: Shown) -> None:
    """Paint a page into a rectangle with the aspect ratio of a page."""
    page, step = shown.page, shown.step
    painter.save()
    use_virtual_pixels(painter, target)
    _paint_ground(painter, shown, page.shown_at(step), page.colours)
    lower = page.lower_at(step)
    if lower is not None:
        painter.save()
        painter.setClipRect(qrect(lower.rect), Qt.ClipOperation.IntersectClip)
        _paint_ground(painter, shown, lower.block, page.theme.page)
        painter.restore()
    painter.restore()


def _paint_ground(painter: QPainter, shown: Shown, block: Block, colours: Colours) -> None:
    """Paint a ground with what is on it, in its colours."""
    painter.fillRect(QRectF(QPointF(), PAGE_SIZE), QColor(colours.ground))
    for line in shown.page.frame:
        paint_shape(painter, line, colours)
    paint_block(painter, block, colours)
    _paint_number(painter, shown, colours)


def paint_countdown(painter: QPainter, target: QRectF, shown: Shown, face: CountdownFace) -> None:
    """Paint a countdown over the planned time on a page that fills a rectangle."""
    page = shown.page
    rect = countdown_rect(page, shown.step)
    if rect is None:
        return
    painter.save()
    use_virtual_pixels(painter, target)
    colours = page.colours
    painter.fillRect(qrect(rect).adjusted(-1, -1, 1, 1), QColor(colours.ground))
    if page.slide.is_break:
        paint_block(painter, break_countdown(face, MEASURER), colours)
    else:
        _paint_ring(painter, face, rect, colours)
    painter.restore()


def _paint_ring(painter: QPainter, face: CountdownFace, rect: Rect, colours: Colours) -> None:
    around = qrect(rect)
    for shape in countdown_ring(face, rect):
        paint_shape(painter, shape, colours)
    font = QFont(MEASURER.font(countdown_style(face.text, rect, MEASURER)))
    font.setFeature(QFont.Tag("tnum"), 1)  # so that nothing moves each second
    painter.setFont(font)
    painter.setPen(QColor(colours(Colour.INK)))
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.drawText(around, Qt.AlignmentFlag.AlignCenter, face.text)
    if face.is_paused:
        painter.setFont(MEASURER.font(paused_style(rect)))
        below = around.adjusted(0, _PAUSED_SHARE * around.height(), 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, PAUSED)


def page_transform(target: QRectF) -> QTransform:
    """Return what maps virtual pixels to a page that fills a rectangle."""
    scaled = QTransform.fromScale(target.width() / WIDTH, target.height() / HEIGHT)
    return scaled * QTransform.fromTranslate(target.left(), target.top())


_SMOOTH: Final = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing


def use_virtual_pixels(painter: QPainter, target: QRectF) -> None:
    """Let a painter draw on a page that fills a rectangle."""
    painter.setClipRect(target, Qt.ClipOperation.IntersectClip)
    painter.setTransform(page_transform(target), combine=True)
    painter.setRenderHints(_SMOOTH)


def _paint_number(painter: QPainter, shown: Shown, colours: Colours) -> None:
    page = shown.page
    words = f"{shown.number} / {shown.total}"
    if page.total > 1:
        words += f" · {page.number + 1} of {page.total}"
    style = TextStyle(SLIDE_NUMBER_SIZE)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.setFont(MEASURER.font(style))
    painter.setPen(QColor(colours(Colour.MUTED)))
    left = BODY.right - MEASURER.width(words, style)
    painter.drawText(QPointF(left, page.number_baseline), words)
