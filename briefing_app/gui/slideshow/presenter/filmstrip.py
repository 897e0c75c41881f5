"""The filmstrip: all slides of the slideshow in a row of thumbnails or names."""

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
from briefing_app.layout.page import ASPECT_RATIO
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.ink import Ink
from briefing_app.model.wording import CAUTION_LABEL

# Sizes in pixels at 100 % text size.
_THUMBNAIL_WIDTH_PX: Final = 160
_MIN_THUMBNAIL_WIDTH_PX: Final = 96
_NAME_WIDTH_PX: Final = 116
_ARROW_WIDTH_PX: Final = 20
_GAP_PX: Final = 10
_RING_PX: Final = 3
_BADGE_PADDING_PX: Final = 5

_WINDOW_HEIGHTS_PER_THUMBNAIL_WIDTH: Final = 5  # wider thumbnails would take too much height


@dataclass(frozen=True, slots=True)
class _Geometry:
    """Where the slides are along the filmstrip, in pixels.

    Args:
        viewport_width: The width of the viewport.
        thumbnail_width: The width of a thumbnail, or 0 if names are shown.
        gap: The distance between thumbnails.
        name_width: The smallest width of a name.
        arrow_width: The width of an arrow beside the names.
    """

    viewport_width: int
    thumbnail_width: int
    gap: int
    name_width: int
    arrow_width: int

    @property
    def margin(self) -> int:
        """The width left and right of the slides."""
        return 0 if self.thumbnail_width else self.arrow_width

    @property
    def slides_width(self) -> int:
        """The width for slides."""
        return max(1, self.viewport_width - 2 * self.margin)

    @property
    def pitch(self) -> int:
        """The distance from one slide to the next. Names share the complete width."""
        if self.thumbnail_width:
            return self.thumbnail_width + self.gap
        return max(1, self.slides_width // max(1, self.slides_width // self.name_width))

    @property
    def visible_width(self) -> int:
        """The width in which slides are visible. Names are visible only if they fit completely."""
        width = self.slides_width
        return width if self.thumbnail_width else width - width % self.pitch

    def left(self, slide: int, scrolled: int) -> int:
        """Return a slide's left edge."""
        return slide * self.pitch - scrolled + self.margin

    def slide_at(self, x: int, scrolled: int) -> int:
        """Return the index of the slide at a position, which may not exist."""
        return (x + scrolled - self.margin) // self.pitch

    def scroll_value(self, current: int, scrolled: int) -> int:
        """Return how far to scroll so that the slides around the current one are in view, too."""
        pitch, width = self.pitch, self.slides_width
        centre = current * pitch + pitch // 2
        max_offset = max(0, width // 2 - pitch * 3 // 2)
        is_in_view = abs(centre - scrolled - width // 2) <= max_offset
        left = scrolled if is_in_view else centre - width // 2
        return left if self.thumbnail_width else round(left / pitch) * pitch


class Filmstrip(AccessibleRows):
    """Shows all slides in order. Clicking a slide goes to it.

    If there is no space for thumbnails, it shows one line of numbers and names, with an arrow at
    each end that has more.
    """

    slide_requested = Signal(int)
    """Emitted with the index of the slide that was clicked."""

    accessible_role = QAccessible.Role.List

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages: SlidePages | None = None
        self._current = -1
        self._frozen = -1
        self._thumbnail_width = look().px(_THUMBNAIL_WIDTH_PX)  # 0 while names are shown
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

    def set_ink(self, ink: Ink | None) -> None:
        """Show what was drawn on the slides."""
        if self._thumbnails.set_ink(ink):
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

    def show_thumbnails(self, window_height: int) -> None:
        """Show thumbnails in a size that suits the window's height."""
        largest = max(_MIN_THUMBNAIL_WIDTH_PX, window_height // _WINDOW_HEIGHTS_PER_THUMBNAIL_WIDTH)
        self._set_thumbnail_width(min(look().px(_THUMBNAIL_WIDTH_PX), largest))

    def show_names(self) -> None:
        """Show one line of numbers and names."""
        self._set_thumbnail_width(0)

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
        """Scroll sideways. Names are scrolled one by one."""
        delta = event.angleDelta()
        by = delta.x() or delta.y()
        bar = self.horizontalScrollBar()
        if not self._thumbnail_width and by:
            by = self._geometry().pitch if by > 0 else -self._geometry().pitch
        bar.setValue(bar.value() - by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a slide, or scroll if an arrow was clicked."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        x, bar = int(event.position().x()), self.horizontalScrollBar()
        before, after = self._arrow_rects()
        slide = self._slide_at(x)
        if before.left() <= x <= before.right():
            bar.setValue(bar.value() - bar.pageStep())
        elif after.left() <= x <= after.right():
            bar.setValue(bar.value() + bar.pageStep())
        elif slide is not None:
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
        paint_slide = self._paint_thumbnail if self._thumbnail_width else self._paint_name
        for index in self._slides_in(event.rect(), len(pages)):
            paint_slide(painter, index, pages)
        self._paint_arrows(painter)
        painter.end()

    def _slides_in(self, exposed: QRect, total: int) -> range:
        """Return the slides in a rectangle. Names are painted only if they are seen completely."""
        geometry, scrolled = self._geometry(), self.horizontalScrollBar().value()
        if not self._thumbnail_width:
            exposed = QRect(geometry.margin, 0, geometry.visible_width, exposed.height())
        first = max(0, geometry.slide_at(exposed.left(), scrolled))
        last = min(total - 1, geometry.slide_at(exposed.right(), scrolled))
        return range(first, last + 1)

    def _paint_arrows(self, painter: QPainter) -> None:
        for sign, rect in zip("‹›", self._arrow_rects(), strict=True):
            painter.setPen(QColor(look().presenter_theme.ink))
            painter.setFont(look().font(TextRole.TITLE))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, sign)

    def _paint_name(self, painter: QPainter, index: int, pages: SlidePages) -> None:
        """Paint a slide's number and name."""
        theme = look().presenter_theme
        ring, padding = look().px(_RING_PX), look().px(_GAP_PX) // 2
        box = self.row_rect(index)
        self._paint_ring(painter, index, box.adjusted(ring, ring, -ring, -ring))
        is_current = index == self._current
        font = self._font(bold=is_current)
        metrics = QFontMetrics(font)
        slide = pages.slides[index]
        number, mark = f"{index + 1}  ", _caution_mark(slide)
        width = box.width() - 2 * (ring + padding) - metrics.horizontalAdvance(number + mark)
        name = metrics.elidedText(slide.name, Qt.TextElideMode.ElideRight, width)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink if is_current else theme.muted))
        baseline = (box.height() + metrics.capHeight()) // 2
        painter.drawText(box.left() + ring + padding, baseline, number + name + mark)

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
        font, padding = self._font(bold=True), look().px(_BADGE_PADDING_PX)
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
        return QSize(self._thumbnail_width, round(self._thumbnail_width / ASPECT_RATIO))

    def _geometry(self) -> _Geometry:
        px = look().px
        return _Geometry(
            self.viewport().width(),
            self._thumbnail_width,
            px(_GAP_PX),
            px(_NAME_WIDTH_PX),
            px(_ARROW_WIDTH_PX),
        )

    def _arrow_rects(self) -> tuple[QRect, QRect]:
        """Return the rectangles of the two arrows, empty if there are no more slides there."""
        bar, view = self.horizontalScrollBar(), self.viewport().rect()
        width = self._geometry().margin
        before, after = QRect(view), QRect(view)
        before.setWidth(width if bar.value() > bar.minimum() else 0)
        after.setLeft(view.right() + 1 - (width if bar.value() < bar.maximum() else 0))
        return before, after

    def _font(self, *, bold: bool = False) -> QFont:
        font = QFont(look().font(TextRole.CHIP))
        font.setBold(bold)
        return font

    def _slide_at(self, x: int) -> int | None:
        index = self._geometry().slide_at(x, self.horizontalScrollBar().value())
        return index if 0 <= index < self.row_count() else None

    def _set_thumbnail_width(self, width: int) -> None:
        if width != self._thumbnail_width:
            self._thumbnail_width = width
            self._refresh()

    def _refresh(self) -> None:
        self._thumbnails.clear()
        self._fit()
        self._scroll_to_current()
        self.viewport().update()

    def _fit(self) -> None:
        """Set the height and the scroll range."""
        px, geometry, bar = look().px, self._geometry(), self.horizontalScrollBar()
        content = QFontMetrics(self._font(bold=True)).height() + px(6)
        if self._thumbnail_width:
            content = self._thumbnail_size().height()
        self.setFixedHeight(content + 2 * px(_RING_PX))
        bar.setPageStep(geometry.visible_width)
        bar.setSingleStep(geometry.pitch)
        bar.setRange(0, max(0, self.row_count() * geometry.pitch - geometry.visible_width))

    def _scroll_to_current(self) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(self._geometry().scroll_value(self._current, bar.value()))


def _caution_mark(slide: Slide) -> str:
    return " ⚠" if slide.has_caution else ""
