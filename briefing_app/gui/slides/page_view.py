"""A widget that shows one page of a slide."""

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.accessibility.interfaces import AccessibleImage
from briefing_app.gui.slides.blocks import qrect
from briefing_app.gui.slides.painter import (
    PAGE_SIZE,
    page_transform,
    paint_countdown,
    paint_page,
    use_virtual_pixels,
)
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.layout.countdown import countdown_rect
from briefing_app.layout.page import WIDTH, Page
from briefing_app.layout.palette import BLACK, POINTER_COLOURS
from briefing_app.model.slides import Role
from briefing_app.model.slideshow.time import CountdownFace
from briefing_app.model.wording import WE_GO_ON_AT

_POINTER: Final = 22.0  # the radius of the dot, in virtual pixels
_DOT_SHARE: Final = 0.72


def _pointer_area(at: QPointF, zoom: float) -> QRectF:
    """Return where the pointer is. It doesn't grow with a page that is enlarged."""
    reach = _POINTER / zoom
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)


def _paint_pointer(painter: QPainter, at: QPointF, zoom: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, share in zip(POINTER_COLOURS, (1.0, _DOT_SHARE), strict=True):
        painter.setBrush(QColor(colour))
        radius = _POINTER / zoom * share
        painter.drawEllipse(at, radius, radius)


_ZOOM: Final = 2.5
_NO_ZOOM: Final = (QPointF(), 1.0)


class SlideView(AccessibleImage):
    """Shows one page as large as possible, or a black screen.

    Args:
        is_aside: Whether the page is at the upper left, with what is behind it around it, instead
            of centred on black.
    """

    painted = Signal()
    """Emitted when the widget has been painted."""

    def __init__(self, parent: QWidget | None = None, *, is_aside: bool = False) -> None:
        super().__init__(parent)
        self._is_aside = is_aside
        self._shown: Shown | None = None
        self._is_black = False
        self._pointer_at: QPointF | None = None
        self._zoom = _NO_ZOOM
        self._countdown: CountdownFace | None = None
        self._unpainted = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not is_aside)
        self.setMinimumSize(96, 54)
        self._describe()

    @property
    def page(self) -> Page | None:
        """The page, even if the screen is black."""
        return self._shown.page if self._shown is not None else None

    @property
    def step(self) -> int:
        """The step of the page."""
        return self._shown.step if self._shown is not None else 0

    @property
    def is_black(self) -> bool:
        """Whether a black screen hides the page."""
        return self._is_black

    @property
    def pointer(self) -> QPointF | None:
        """The middle of the pointer, in virtual pixels of the page; None if there is none."""
        return self._pointer_at

    def show_page(self, shown: Shown | None) -> None:
        """Show a page, or none."""
        if shown != self._shown:
            self._shown = shown
            self._change()

    def set_black(self, *, is_black: bool) -> None:
        """Show a black screen, or the page."""
        if is_black is not self._is_black:
            self._is_black = is_black
            self._change()

    def paint_now(self) -> None:
        """Paint immediately what has changed."""
        if not self._unpainted.isEmpty():
            self.repaint(self._unpainted)

    def set_pointer(self, at: QPointF | None) -> None:
        """Show the pointer at a point of the page, in virtual pixels, or nowhere."""
        places = (self._pointer_at, at)
        self._pointer_at = at
        self._update_areas(
            [_pointer_area(each, self._zoom[1]) for each in places if each is not None]
        )

    def set_zoom(self, centre: QPointF | None) -> None:
        """Zoom in around a point of the page, in virtual pixels, or zoom out if it is None.

        That point keeps its position on the screen.
        """
        zoom = _NO_ZOOM if centre is None else (centre, _ZOOM)
        if zoom != self._zoom:
            self._zoom = zoom
            self._update_all()

    def set_countdown(self, face: CountdownFace | None) -> None:
        """Show what a countdown shows now on a page that has one; None shows the planned time."""
        if face != self._countdown:
            self._countdown = face
            self._update_areas(self._countdown_areas())

    def changing_description(self) -> str:
        """Return what the countdown shows, if there is one."""
        if self._countdown is None or self._is_black:
            return ""
        spoken, ends = self._countdown.spoken, self._countdown.ends
        is_break = self._shown is not None and self._shown.page.slide.is_break
        return f"{spoken}. {WE_GO_ON_AT} {ends}" if is_break and ends else spoken

    def mouse_point(self, at: QPointF) -> QPointF | None:
        """Return the point of the page that the mouse is at if the page is not enlarged.

        With it as the zoom centre, the mouse reaches every part of an enlarged page.
        """
        box = self.box()
        if not box.contains(at):
            return None
        to_page, _ = page_transform(box).inverted()
        return to_page.map(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._unpainted = QRect()
        painter = QPainter(self)
        if self._is_black or (self._shown is None and not self._is_aside):
            painter.fillRect(self.rect(), QColor(BLACK))
        elif self._shown is not None:
            box = self.box()
            target = self._zoomed(box)
            self.paint_sheet(painter, self._shown, target)
            painter.setClipRect(box & QRectF(event.rect().adjusted(-1, -1, 1, 1)))
            self._paint_over(painter, self._shown, target)
        painter.end()
        self.painted.emit()

    def paint_sheet(self, painter: QPainter, shown: Shown, target: QRectF) -> None:
        """Paint a page that fills a rectangle, as far as it is in the `box`, and its surround."""
        box = self.box()
        if not self._is_aside and not box.contains(QRectF(self.rect())):
            painter.fillRect(self.rect(), QColor(BLACK))
        painter.save()
        painter.setClipRect(box)
        paint_page(painter, target, shown)
        painter.restore()

    def _paint_over(self, painter: QPainter, shown: Shown, target: QRectF) -> None:
        if self._countdown is not None:
            paint_countdown(painter, target, shown, self._countdown)
        if self._pointer_at is not None:
            use_virtual_pixels(painter, target)
            _paint_pointer(painter, self._pointer_at, self._zoom[1])

    def box(self) -> QRectF:
        """Return the visible rectangle of the page, aligned to screen pixels."""
        ratio = self.devicePixelRatioF()
        box = letterboxed(QSizeF(self.size()) * ratio)
        if self._is_aside:
            box.moveTopLeft(QPointF())
        left, top = round(box.left()), round(box.top())
        width, height = round(box.right()) - left, round(box.bottom()) - top
        return QRectF(left / ratio, top / ratio, width / ratio, height / ratio)

    def target(self) -> QRectF:
        """Return the rectangle of the complete page: the `box`, or larger if it is zoomed."""
        return self._zoomed(self.box())

    def _zoomed(self, box: QRectF) -> QRectF:
        centre, zoom = self._zoom
        moved = centre * (box.width() / WIDTH) * (1 - zoom)
        return QRectF(box.topLeft() + moved, box.size() * zoom)

    def _countdown_areas(self) -> Iterator[QRectF]:
        shown = self._shown
        rect = countdown_rect(shown.page, shown.step) if shown is not None else None
        if rect is not None:
            yield qrect(rect)

    def _update_areas(self, areas: Iterable[QRectF]) -> None:
        """Paint areas of the page again, given in virtual pixels."""
        if self._unpainted == self.rect():
            return  # all of it will be painted
        to_widget = page_transform(self.target())
        for area in areas:
            rect = to_widget.mapRect(area).toAlignedRect().adjusted(-1, -1, 1, 1)
            self.update(rect)
            self._unpainted = self._unpainted.united(rect)

    def _update_all(self) -> None:
        self.update()
        self._unpainted = self.rect()

    def _change(self) -> None:
        self._describe()
        self._update_all()

    def _describe(self) -> None:
        """Describe to a screen reader what is visible, and nothing that is hidden."""
        name, text = "No slide", ""
        if self._is_black:
            name = "black screen"
        elif self._shown is not None:
            page, step, number, total = self._shown
            part = f", page {page.number + 1} of {page.total}" if page.total > 1 else ""
            name = f"Slide {number} of {total}{part}: {_spoken_title(page, step)}"
            text = page.read(step)
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)


def letterboxed(room: QSizeF) -> QRectF:
    """Return the largest centred rectangle for a page."""
    box = QRectF(QPointF(), PAGE_SIZE.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    box.moveCenter(QRectF(QPointF(), room).center())
    return box


def _spoken_title(page: Page, step: int) -> str:
    """Return the title on the slide; its name if it has none."""
    slide = page.slide
    if slide.is_guess:  # the question and the result have titles of their own
        shown = (text for text in page.texts if text.is_shown(step))
        titles = (text.text.strip() for text in shown if text.role is Role.TITLE)
        return next(titles, slide.name)
    has_title = slide.texts and slide.texts[0].role is Role.TITLE
    return slide.texts[0].text if has_title else slide.name
