"""The slides of a show in a row of small pictures, or of names; the present one is ringed."""

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
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
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from briefing_app.gui.accessibility.item_rows import AccessibleRows
from briefing_app.gui.slides.page_layout import SlidePages
from briefing_app.gui.slides.page_view import paint_page
from briefing_app.gui.style import Style, TextRole
from briefing_app.model.palette import Theme

_WIDTH: Final = 132  # pixels of a picture at 100 % text size, and at most so many more
_LEAST_WIDTH: Final = 96
_MOST_OF_HEIGHT: Final = 6  # pictures are no wider than the window's height by this
_NAME_WIDTH: Final = 116  # pixels of a name without a picture, at 100 % text size
_ARROW: Final = 20  # the same, of the sign that there are more names
_GAP: Final = 10
_RING: Final = 3
_KEPT: Final = 64  # pictures


class Filmstrip(AccessibleRows):
    """All slides in order; a click goes to one.

    Only the pictures that can be seen are drawn, each once. Where there is too little room for
    pictures it is one line of numbers and names, with an arrow at each end beyond which there are
    more.

    Args:
        style: Fonts and text size.
        theme: Its colours, which are the console's.
        parent: As in Qt.
    """

    slide_requested = Signal(int)
    """The slide with this index was clicked."""

    spoken_role = QAccessible.Role.List

    def __init__(self, style: Style, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._theme = theme
        self._pages: SlidePages | None = None
        self._current = -1
        self._held = -1
        self._width = style.px(_WIDTH)  # of a picture; 0 where there are none
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("The order of the slides")
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self._arrange()

    def set_pages(self, pages: SlidePages) -> None:
        """Show the slides of another show."""
        self._pages = pages
        self._pictures.clear()
        self._arrange()
        self.viewport().update()

    def show_place(self, current: int, held: int = -1) -> None:
        """Ring the present slide and bring it into view.

        Args:
            current: Its index.
            held: The index of the slide that the audience goes on seeing while the show is frozen.
        """
        if (current, held) == (self._current, self._held):
            return
        self._current, self._held = current, held
        self._bring_into_view()
        self.viewport().update()
        if self._pages is not None:
            slide = self._pages.slides[current]
            self.setAccessibleDescription(
                f"Slide {current + 1} of {len(self._pages)}: {slide.listing}"
            )

    # ---- what a screen reader learns ------------------------------------------------------------

    def row_count(self) -> int:
        """How many slides there are."""
        return len(self._pages) if self._pages is not None else 0

    def row_text(self, row: int) -> str:
        """The number and words of a slide, and whether it is to be checked first."""
        if self._pages is None:
            return ""
        slide = self._pages.slides[row]
        text = f"{row + 1}. {slide.listing}"
        if slide.cautioned:
            text += ". Check before presenting"
        return f"{text}. The audience sees it" if row == self._held else text

    def row_rect(self, row: int) -> QRect:
        """Where a slide stands; beyond the edges where it is scrolled out of sight."""
        left = row * self._pitch() - self.horizontalScrollBar().value() + self._inset()
        return QRect(left, 0, self._pitch(), self.viewport().height())

    def current_row(self) -> int:
        """The present slide."""
        return self._current

    def is_chosen(self, row: int) -> bool:
        """Whether a slide is the present one."""
        return row == self._current

    # ---- size and place -------------------------------------------------------------------------

    def show_pictures(self, height: int) -> None:
        """Show pictures that suit a window of some height."""
        most = max(_LEAST_WIDTH, height // _MOST_OF_HEIGHT)
        self._take_width(min(self._style.px(_WIDTH), most))

    def show_names(self) -> None:
        """Show numbers and names alone, in one line."""
        self._take_width(0)

    def _take_width(self, width: int) -> None:
        if width != self._width:
            self._width = width
            self._take_up()

    def restyle(self, theme: Theme) -> None:
        """Take up another text size or theme."""
        self._theme = theme
        self._take_up()

    def _take_up(self) -> None:
        """Draw all anew, for another size or in other colours."""
        self._pictures.clear()
        self._arrange()
        self._bring_into_view()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: as many slides as fit."""
        super().resizeEvent(event)
        self._arrange()
        self._bring_into_view()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the wheel goes along the row."""
        delta = event.angleDelta()
        turned = delta.x() or delta.y()
        bar = self.horizontalScrollBar()
        if not self._width and turned:  # names are seen whole, or not at all
            turned = self._pitch() if turned > 0 else -self._pitch()
        bar.setValue(bar.value() - turned)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: go to the slide."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        x, bar = int(event.position().x()), self.horizontalScrollBar()
        before, after = self._arrows()
        slide = self._slide_at(x)
        if before.left() <= x <= before.right():
            bar.setValue(bar.value() - bar.pageStep())
        elif after.left() <= x <= after.right():
            bar.setValue(bar.value() + bar.pageStep())
        elif slide is not None:
            self.slide_requested.emit(slide)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802, Qt's name
        """Qt: a slide's title as a tool tip."""
        if isinstance(event, QHelpEvent) and self._pages is not None:
            slide = self._slide_at(event.pos().x())
            if slide is not None:
                from html import escape  # noqa: PLC0415, needed for tool tips alone

                text = escape(self._pages.slides[slide].title)
                QToolTip.showText(event.globalPos(), f"<span>{text}</span>", self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the slides that can be seen."""
        pages = self._pages
        if pages is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.ground))
        painter.drawRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self.horizontalScrollBar().value() - self._inset()
        seen = event.rect()
        if not self._width:  # as many whole ones as there is room for
            whole = self._room() // self._pitch() * self._pitch()
            seen = QRect(self._inset(), seen.top(), whole, seen.height())
        first = max(0, (left + seen.left()) // self._pitch())
        last = min(len(pages) - 1, (left + seen.right()) // self._pitch())
        paint = self._paint_one if self._width else self._paint_name
        for index in range(first, last + 1):
            paint(painter, index, index * self._pitch() - left, pages)
        for sign, arrow in zip("‹›", self._arrows(), strict=True):
            painter.setPen(QColor(self._theme.ink))
            painter.setFont(self._style.font(TextRole.TITLE))
            painter.drawText(arrow, Qt.AlignmentFlag.AlignCenter, sign)
        painter.end()

    def _paint_name(self, painter: QPainter, index: int, left: int, pages: SlidePages) -> None:
        """A slide without its picture: its number and name, ringed as the picture would be."""
        ring, pad = self._style.px(_RING), self._style.px(_GAP) // 2
        box = QRect(left, 0, self._pitch(), self.viewport().height())
        self._paint_ring(painter, index, box.adjusted(ring, ring, -ring, -ring))
        baseline = (box.height() + QFontMetrics(self._font()).capHeight()) // 2
        room = box.adjusted(ring + pad, 0, -ring - pad, 0)
        self._paint_words(painter, index, room, baseline, pages)

    def _paint_one(self, painter: QPainter, index: int, left: int, pages: SlidePages) -> None:
        ring = self._style.px(_RING)
        picture = QRect(QPointF(left + ring, ring).toPoint(), self._picture_size())
        painter.drawPixmap(picture, self._picture(index, pages))
        if index != self._current:
            painter.setPen(Qt.PenStyle.NoPen)
            dimmed = QColor(self._theme.ground)
            dimmed.setAlpha(80)
            painter.setBrush(dimmed)
            painter.drawRect(picture)
        self._paint_ring(painter, index, picture)
        top = picture.bottom() + 1 + ring + self._style.px(2)
        baseline = top + QFontMetrics(self._font(bold=True)).ascent()
        self._paint_words(painter, index, picture, baseline, pages)

    def _paint_ring(self, painter: QPainter, index: int, inside: QRect) -> None:
        """Ring the present slide, and with dashes the one that a frozen audience sees."""
        theme, ring = self._theme, self._style.px(_RING)
        here, held = index == self._current, index == self._held
        if here or held:
            pen = QPen(QColor(theme.caution if here else theme.accent), ring)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            if held and not here:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(inside).adjusted(-ring / 2, -ring / 2, ring / 2, ring / 2))

    def _paint_words(
        self, painter: QPainter, index: int, box: QRect, baseline: int, pages: SlidePages
    ) -> None:
        """Number and name of a slide in the width of a box, at a height."""
        here = index == self._current
        font = self._font(bold=here)
        metrics = QFontMetrics(font)
        slide = pages.slides[index]
        mark = " ⚠" if slide.cautioned else ""
        number = f"{index + 1}  "
        room = box.width() - metrics.horizontalAdvance(number + mark)
        name = metrics.elidedText(slide.name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.ink if here else self._theme.muted))
        painter.drawText(box.left(), baseline, number + name + mark)

    def _picture(self, index: int, pages: SlidePages) -> QPixmap:
        picture = self._pictures.get(index)
        if picture is not None:
            self._pictures.move_to_end(index)
            return picture
        ratio = self.devicePixelRatioF()
        size = self._picture_size()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = pages.pages(index)[0]
        target = QRectF(QPointF(), size)
        paint_page(painter, target, page, page.steps - 1, number=index + 1, total=len(pages))
        painter.end()
        self._pictures[index] = picture
        if len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        return picture

    def _picture_size(self) -> QSize:
        return QSize(self._width, round(self._width * 9 / 16))

    def _pitch(self) -> int:
        """Pixels from one slide to the next; as many names as there is room for fill the line."""
        if self._width:
            return self._width + self._style.px(_GAP)
        room = self._room()
        return max(1, room // max(1, room // self._style.px(_NAME_WIDTH)))

    def _inset(self) -> int:
        """What the arrows take at each end."""
        return 0 if self._width else self._style.px(_ARROW)

    def _room(self) -> int:
        """What the slides have of the width."""
        return max(1, self.viewport().width() - 2 * self._inset())

    def _arrows(self) -> tuple[QRect, QRect]:
        """Where it says that there is more before and after; empty where there isn't."""
        bar, view = self.horizontalScrollBar(), self.viewport().rect()
        width = self._inset()
        before, after = QRect(view), QRect(view)
        before.setWidth(width if bar.value() > bar.minimum() else 0)
        after.setLeft(view.right() + 1 - (width if bar.value() < bar.maximum() else 0))
        return before, after

    def _font(self, *, bold: bool = False) -> QFont:
        font = QFont(self._style.font(TextRole.CHIP))
        font.setBold(bold)
        return font

    def _slide_at(self, x: float) -> int | None:
        if self._pages is None:
            return None
        index = int((x + self.horizontalScrollBar().value() - self._inset()) // self._pitch())
        return index if 0 <= index < len(self._pages) else None

    def _arrange(self) -> None:
        px = self._style.px
        bar = self.horizontalScrollBar()
        policy = Qt.ScrollBarPolicy
        text = QFontMetrics(self._font(bold=True)).height()
        if self._width:
            self.setHorizontalScrollBarPolicy(policy.ScrollBarAsNeeded)
            height = self._picture_size().height() + 3 * px(_RING) + text + px(6)
            self.setFixedHeight(height + bar.sizeHint().height())
        else:
            self.setHorizontalScrollBarPolicy(policy.ScrollBarAlwaysOff)
            self.setFixedHeight(text + 2 * px(_RING) + px(6))
        whole = len(self._pages) * self._pitch() if self._pages is not None else 0
        room = self._room()
        if not self._width:
            room -= room % self._pitch()
        bar.setPageStep(room)
        bar.setSingleStep(self._pitch())
        bar.setRange(0, max(0, whole - room))

    def _bring_into_view(self) -> None:
        """Keep the present slide where the ones before and after it can be seen too."""
        bar, pitch, room = self.horizontalScrollBar(), self._pitch(), self._room()
        centre = self._current * pitch + pitch // 2
        spare = room // 2 - pitch * 3 // 2
        offset = centre - bar.value() - room // 2
        if abs(offset) > max(0, spare):
            left = centre - room // 2
            bar.setValue(left if self._width else round(left / pitch) * pitch)
