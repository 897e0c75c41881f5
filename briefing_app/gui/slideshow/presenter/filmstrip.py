"""The filmstrip: all slides of the slideshow in a row of thumbnails."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from briefing_app.gui.accessibility.item_rows import AccessibleRows
from briefing_app.gui.look import TextRole, look
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.gui.widgets.row_painting import show_tool_tip
from briefing_app.layout.page import ASPECT
from briefing_app.model.slides import Slide
from briefing_app.model.wording import CAUTION_LABEL

# Sizes in pixels at 100 % text size.
_THUMBNAIL_WIDTH_PX: Final = 160
_MIN_THUMBNAIL_WIDTH_PX: Final = 96
_GAP_PX: Final = 10
_RING_PX: Final = 3
_BADGE_PADDING_PX: Final = 5

_WINDOW_HEIGHTS_PER_THUMBNAIL_WIDTH: Final = 5  # wider thumbnails would take too much height


@dataclass(frozen=True, slots=True)
class _Geometry:
    """Where the slides are along the filmstrip, in pixels.

    Args:
        width: The width of the viewport.
        thumbnail_width: The width of a thumbnail.
        gap: The distance between thumbnails.
    """

    width: int
    thumbnail_width: int
    gap: int

    @property
    def pitch(self) -> int:
        """The distance from one slide to the next."""
        return self.thumbnail_width + self.gap

    def left(self, slide: int, scrolled: int) -> int:
        """Return a slide's left edge."""
        return slide * self.pitch - scrolled

    def slide_at(self, x: int, scrolled: int) -> int:
        """Return the index of the slide at a position, which may not exist."""
        return (x + scrolled) // self.pitch

    def scroll_value(self, current: int, scrolled: int) -> int:
        """Return how far to scroll so that the slides around the current one are in view, too."""
        pitch, width = self.pitch, self.width
        centre = current * pitch + pitch // 2
        max_offset = max(0, width // 2 - pitch * 3 // 2)
        is_in_view = abs(centre - scrolled - width // 2) <= max_offset
        return scrolled if is_in_view else centre - width // 2


class Filmstrip(AccessibleRows):
    """Shows all slides in order. Clicking a slide goes to it."""

    slide_requested = Signal(int)
    """Emitted with the index of the slide that was clicked."""

    accessible_role = QAccessible.Role.List

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages: SlidePages | None = None
        self._current = -1
        self._frozen = -1
        self._thumbnail_width = look().px(_THUMBNAIL_WIDTH_PX)
        self._thumbnails = Thumbnails(self)
        self._thumbnails.rendered.connect(self.viewport().update)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Slides in order")
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        look().changed.connect(self._refresh)
        self._fit()

    def set_pages(self, pages: SlidePages) -> None:
        """Show the slides of another slideshow."""
        self._pages = pages
        self._thumbnails.clear()
        self._thumbnails.set_pages(pages)
        self._fit()
        self.viewport().update()

    def show_position(self, current: int, frozen: int = -1) -> None:
        """Mark the current slide and scroll to it.

        Args:
            current: Its index.
            frozen: The index of the slide that a frozen audience sees, or -1.
        """
        if (current, frozen) == (self._current, self._frozen):
            return
        self._current, self._frozen = current, frozen
        self._scroll_to_current()
        self.viewport().update()
        if self._pages is not None:
            slide = self._pages.slides[current]
            self.setAccessibleDescription(
                f"Slide {current + 1} of {len(self._pages)}: {slide.list_label}"
            )

    def fit(self, window_height: int) -> None:
        """Use thumbnails in a size that suits the window's height, in pixels."""
        largest = max(_MIN_THUMBNAIL_WIDTH_PX, window_height // _WINDOW_HEIGHTS_PER_THUMBNAIL_WIDTH)
        width = min(look().px(_THUMBNAIL_WIDTH_PX), largest)
        if width != self._thumbnail_width:
            self._thumbnail_width = width
            self._refresh()

    def row_count(self) -> int:
        """Return the number of slides."""
        return len(self._pages) if self._pages is not None else 0

    def row_text(self, row: int) -> str:
        """Return a slide's number and title, its caution, and whether a frozen audience sees it."""
        if self._pages is None:
            return ""
        slide = self._pages.slides[row]
        text = f"{row + 1}. {slide.list_label}"
        if slide.has_caution:
            text += f". {CAUTION_LABEL}"
        return f"{text}. The audience sees it" if row == self._frozen else text

    def row_rect(self, row: int) -> QRect:
        """Return a slide's rectangle, which is outside the viewport if it is scrolled away."""
        geometry = self._geometry()
        left = geometry.left(row, self.horizontalScrollBar().value())
        return QRect(left, 0, geometry.pitch, self.viewport().height())

    def current_row(self) -> int:
        """Return the index of the current slide."""
        return self._current

    def is_row_selected(self, row: int) -> bool:
        """Return whether a slide is the current one."""
        return row == self._current

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._scroll_to_current()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways."""
        delta = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (delta.x() or delta.y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a slide."""
        slide = self._slide_at(int(event.position().x()))
        if event.button() is Qt.MouseButton.LeftButton and slide is not None:
            self.slide_requested.emit(slide)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._pages is not None:
            slide = self._slide_at(event.pos().x())
            if slide is not None:
                show_tool_tip(event.globalPos(), [self._pages.slides[slide].title], self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        pages = self._pages
        if pages is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look().presenter_theme.ground))
        painter.drawRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in self._slides_in(event.rect(), len(pages)):
            self._paint_thumbnail(painter, index, pages)
        painter.end()

    def _slides_in(self, exposed: QRect, total: int) -> range:
        """Return the slides in a rectangle."""
        geometry, scrolled = self._geometry(), self.horizontalScrollBar().value()
        first = max(0, geometry.slide_at(exposed.left(), scrolled))
        last = min(total - 1, geometry.slide_at(exposed.right(), scrolled))
        return range(first, last + 1)

    def _paint_thumbnail(self, painter: QPainter, index: int, pages: SlidePages) -> None:
        """Paint a slide with its number in a corner, which stands out on the current one."""
        theme, ring, size = look().presenter_theme, look().px(_RING_PX), self._thumbnail_size()
        rect = QRect(QPoint(self.row_rect(index).left() + ring, ring), size)
        thumbnail = self._thumbnails.thumbnail(index, size, self.devicePixelRatioF())
        painter.setPen(Qt.PenStyle.NoPen)
        if thumbnail is None:
            painter.setBrush(QColor(theme.surface))
            painter.drawRect(rect)
        else:
            painter.drawPixmap(rect, thumbnail)
        is_current = index == self._current
        self._paint_ring(painter, index, rect)
        font, padding = QFont(look().font(TextRole.CHIP)), look().px(_BADGE_PADDING_PX)
        font.setBold(True)
        metrics, text = QFontMetrics(font), f"{index + 1}{_caution_mark(pages.slides[index])}"
        badge = QRect(0, 0, metrics.horizontalAdvance(text) + 2 * padding, metrics.height())
        badge.moveBottomLeft(rect.bottomLeft())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent if is_current else theme.ground))
        painter.drawRect(badge)
        painter.setFont(font)
        painter.setPen(QColor(theme.on_accent if is_current else theme.muted))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_ring(self, painter: QPainter, index: int, rect: QRect) -> None:
        """Paint a ring around the current slide, and a dashed one around the frozen slide."""
        is_current, is_frozen = index == self._current, index == self._frozen
        if not is_current and not is_frozen:
            return
        theme, ring = look().presenter_theme, look().px(_RING_PX)
        pen = QPen(QColor(theme.accent if is_current else theme.caution), ring)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if not is_current:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(rect).adjusted(-ring / 2, -ring / 2, ring / 2, ring / 2))

    def _thumbnail_size(self) -> QSize:
        return QSize(self._thumbnail_width, round(self._thumbnail_width / ASPECT))

    def _geometry(self) -> _Geometry:
        return _Geometry(self.viewport().width(), self._thumbnail_width, look().px(_GAP_PX))

    def _slide_at(self, x: int) -> int | None:
        index = self._geometry().slide_at(x, self.horizontalScrollBar().value())
        return index if 0 <= index < self.row_count() else None

    def _refresh(self) -> None:
        self._thumbnails.clear()
        self._fit()
        self._scroll_to_current()
        self.viewport().update()

    def _fit(self) -> None:
        """Set the height and the scroll range."""
        geometry, bar = self._geometry(), self.horizontalScrollBar()
        self.setFixedHeight(self._thumbnail_size().height() + 2 * look().px(_RING_PX))
        bar.setPageStep(geometry.width)
        bar.setSingleStep(geometry.pitch)
        bar.setRange(0, max(0, self.row_count() * geometry.pitch - geometry.width))

    def _scroll_to_current(self) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(self._geometry().scroll_value(self._current, bar.value()))


def _caution_mark(slide: Slide) -> str:
    return " ⚠" if slide.has_caution else ""
