"""The slides of a show in a row of small pictures; the present one is ringed."""

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
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
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from briefing_app.colours import Theme
from briefing_app.gui.slide_layout import SlidePages
from briefing_app.gui.slide_view import paint_page
from briefing_app.gui.style import Style, TextRole

_WIDTH: Final = 132  # pixels of a picture at 100 % text size
_GAP: Final = 10
_RING: Final = 3
_KEPT: Final = 64  # pictures


class SlideStrip(QAbstractScrollArea):
    """All slides in order; a click goes to one.

    Only the pictures that can be seen are drawn, each once.

    Args:
        style: Fonts and text size.
        theme: Its colours, which are the console's.
        parent: As in Qt.
    """

    slide_wanted = Signal(int)
    """The slide with this index was clicked."""

    def __init__(self, style: Style, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._theme = theme
        self._pages: SlidePages | None = None
        self._current = -1
        self._held = -1
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("The order of the slides")
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
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

    def restyle(self, theme: Theme) -> None:
        """Take up another text size or theme."""
        self._theme = theme
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
        bar.setValue(bar.value() - turned)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: go to the slide."""
        slide = self._slide_at(event.position().x())
        if slide is not None and event.button() is Qt.MouseButton.LeftButton:
            self.slide_wanted.emit(slide)

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
        left = self.horizontalScrollBar().value()
        first = max(0, (left + event.rect().left()) // self._pitch())
        last = min(len(pages) - 1, (left + event.rect().right()) // self._pitch())
        for index in range(first, last + 1):
            self._paint_one(painter, index, index * self._pitch() - left, pages)
        painter.end()

    def _paint_one(self, painter: QPainter, index: int, left: int, pages: SlidePages) -> None:
        theme, ring = self._theme, self._style.px(_RING)
        picture = QRect(QPointF(left + ring, ring).toPoint(), self._picture_size())
        painter.drawPixmap(picture, self._picture(index, pages))
        here, held = index == self._current, index == self._held
        if not here:
            painter.setPen(Qt.PenStyle.NoPen)
            dimmed = QColor(theme.ground)
            dimmed.setAlpha(80)
            painter.setBrush(dimmed)
            painter.drawRect(picture)
        if here or held:
            pen = QPen(QColor(theme.caution if here else theme.accent), ring)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            if held and not here:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(picture).adjusted(-ring / 2, -ring / 2, ring / 2, ring / 2))
        font = self._font(bold=here)
        metrics = QFontMetrics(font)
        slide = pages.slides[index]
        mark = " ⚠" if slide.cautioned else ""
        number = f"{index + 1}  "
        room = picture.width() - metrics.horizontalAdvance(number + mark)
        name = metrics.elidedText(slide.name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink if here else theme.muted))
        top = picture.bottom() + 1 + ring + self._style.px(2)
        painter.drawText(picture.left(), top + metrics.ascent(), number + name + mark)

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
        width = self._style.px(_WIDTH)
        return QSize(width, round(width * 9 / 16))

    def _pitch(self) -> int:
        return self._picture_size().width() + self._style.px(_GAP)

    def _font(self, *, bold: bool = False) -> QFont:
        font = QFont(self._style.font(TextRole.CHIP))
        font.setBold(bold)
        return font

    def _slide_at(self, x: float) -> int | None:
        if self._pages is None:
            return None
        index = int((x + self.horizontalScrollBar().value()) // self._pitch())
        return index if 0 <= index < len(self._pages) else None

    def _arrange(self) -> None:
        px = self._style.px
        bar = self.horizontalScrollBar()
        text = QFontMetrics(self._font(bold=True)).height()
        height = self._picture_size().height() + 3 * px(_RING) + text + px(6)
        self.setFixedHeight(height + bar.sizeHint().height())
        whole = len(self._pages) * self._pitch() if self._pages is not None else 0
        bar.setPageStep(self.viewport().width())
        bar.setSingleStep(self._pitch())
        bar.setRange(0, max(0, whole - self.viewport().width()))

    def _bring_into_view(self) -> None:
        """Keep the present slide where the ones before and after it can be seen too."""
        bar = self.horizontalScrollBar()
        centre = self._current * self._pitch() + self._pitch() // 2
        spare = self.viewport().width() // 2 - self._pitch() * 3 // 2
        offset = centre - bar.value() - self.viewport().width() // 2
        if abs(offset) > max(0, spare):
            bar.setValue(centre - self.viewport().width() // 2)
