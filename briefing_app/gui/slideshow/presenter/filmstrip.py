"""The filmstrip, and what it shares with the overview: slides painted as thumbnails."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from briefing_app.gui.look import TextRole, look
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.widgets.labels import tool_tip_text
from briefing_app.layout.page import ASPECT
from briefing_app.model.slides import Slide
from briefing_app.model.text import single_line
from briefing_app.model.wording import CAUTION_LABEL

SLIDE_ROLE: Final = Qt.ItemDataRole.UserRole
"""The index of a slide."""


class SlideModel(QAbstractListModel):
    """The slides of a slideshow, or those that match a search."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._slides: Sequence[Slide] = ()
        self._listed: Sequence[int] = ()
        self.on_screen = -1
        """The index of the slide that is marked as the current one."""
        self.frozen = -1
        """The index of the slide that a frozen audience sees; -1 if it isn't frozen."""

    def show_slides(self, slides: Sequence[Slide], listed: Sequence[int]) -> None:
        """List those of the slides that have some indexes."""
        self.beginResetModel()
        self._slides, self._listed = slides, listed
        self.endResetModel()

    def slide(self, row: int) -> tuple[int, Slide]:
        """Return the index of a listed slide, and the slide."""
        at = self._listed[row]
        return at, self._slides[at]

    def caption(self, row: int) -> str:
        """Return number and title of a slide in one line."""
        at, slide = self.slide(row)
        return single_line(f"{at + 1} · {slide.title}")

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's default
    ) -> int:
        return 0 if parent.isValid() else len(self._listed)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        at, slide = self.slide(index.row())
        if role == SLIDE_ROLE:
            return at
        if role == Qt.ItemDataRole.DisplayRole:
            marks = [CAUTION_LABEL] if slide.has_caution else []
            if at == self.frozen:
                marks.append("The audience sees it")
            return ". ".join((f"{at + 1}. {slide.list_label}", *marks))
        return None


_RING_PX: Final = 3  # at 100 % text size


class SlideDelegate(QStyledItemDelegate):
    """Base of a delegate that paints thumbnails.

    Qt's own delegate has no ring, number or sign on a picture, and shortens the text below it.

    Subclasses implement `sizeHint` and `_paint_slide`.

    Args:
        view: The list.
        model: Its slides.
        placeholder: The colour, by its name in the theme, while a thumbnail isn't ready.
    """

    def __init__(self, view: QAbstractItemView, model: SlideModel, placeholder: str) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._placeholder = placeholder
        self._thumbnails = Thumbnails(view)
        self._thumbnails.rendered.connect(view.viewport().update)

    def set_pages(self, pages: SlidePages) -> None:
        """Paint other slides, or the same ones in another theme."""
        self._thumbnails.clear()
        self._thumbnails.set_pages(pages)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_slide(painter, option.rect, index.row())
        painter.restore()

    def _paint_slide(self, painter: QPainter, cell: QRect, row: int) -> None:
        """Paint a slide in its cell."""
        raise NotImplementedError

    def _paint_thumbnail(self, painter: QPainter, rect: QRect, at: int, ring: QPen | None) -> None:
        """Paint the thumbnail of a slide by its index, with a ring of a colour around it."""
        thumbnail = self._thumbnails.thumbnail(at, rect.size(), self._view.devicePixelRatioF())
        if thumbnail is None:
            painter.fillRect(rect, QColor(getattr(look().presenter_theme, self._placeholder)))
        else:
            painter.drawPixmap(rect, thumbnail)
        if ring is not None:
            width = look().px(_RING_PX)
            ring.setWidth(width)
            ring.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            by = width / 2
            painter.drawRect(QRectF(rect).adjusted(-by, -by, by, by))


# Sizes in pixels at 100 % text size.
_THUMBNAIL_WIDTH_PX: Final = 160
_MIN_THUMBNAIL_WIDTH_PX: Final = 96
_GAP_PX: Final = 10
_BADGE_PADDING_PX: Final = 5

_WINDOW_HEIGHTS_PER_THUMBNAIL_WIDTH: Final = 5  # wider thumbnails would take too much height


class _FilmstripModel(SlideModel):
    """Slides of which only numbers are shown: tool tips have the titles."""

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if index.isValid() and role == Qt.ItemDataRole.ToolTipRole:
            _, slide = self.slide(index.row())
            return tool_tip_text(slide.title)
        return super().data(index, role)


class Filmstrip(QListView):
    """Shows all slides in a row. Clicking a slide goes to it.

    Args:
        parent: The presenter view.
        slideshow: The slideshow.
    """

    def __init__(self, parent: QWidget, slideshow: Slideshow) -> None:
        super().__init__(parent)
        self._model = _FilmstripModel(self)
        self._delegate = _BadgeDelegate(self, self._model, "surface")
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setProperty("look", "filmstrip")
        self.setAccessibleName("Slides in order")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setUniformItemSizes(True)
        self.setAutoScroll(False)  # the slides beside the current one are in view, too
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: slideshow.go_to(index.row()))

    def set_pages(self, pages: SlidePages) -> None:
        """Show the slides of another slideshow, or the same ones in another theme."""
        self._delegate.set_pages(pages)
        self._model.show_slides(pages.slides, range(len(pages)))

    def show_position(self, current: int, frozen: int) -> None:
        """Mark the current slide and scroll to it.

        Args:
            current: Its index.
            frozen: The index of the slide that a frozen audience sees, or -1.
        """
        self._model.on_screen, self._model.frozen = current, frozen
        self.setCurrentIndex(self._model.index(current, 0))
        self._scroll_to_current()
        self.viewport().update()
        _, slide = self._model.slide(current)
        self.setAccessibleDescription(
            f"Slide {current + 1} of {self._model.rowCount()}: {slide.list_label}"
        )

    def fit(self, window_height: int) -> None:
        """Use thumbnails in a size that suits the window's height, in pixels."""
        largest = max(_MIN_THUMBNAIL_WIDTH_PX, window_height // _WINDOW_HEIGHTS_PER_THUMBNAIL_WIDTH)
        self._delegate.thumbnail_width = min(look().px(_THUMBNAIL_WIDTH_PX), largest)
        self.setFixedHeight(self._delegate.cell_size.height())
        self.doItemsLayout()
        self._scroll_to_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scroll_to_current()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways."""
        delta = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (delta.x() or delta.y()))

    def _scroll_to_current(self) -> None:
        """Keep the current slide and those beside it in view."""
        current = self.currentIndex()
        cell = self.visualRect(current)
        if not self.viewport().rect().contains(cell.adjusted(-cell.width(), 0, cell.width(), 0)):
            self.scrollTo(current, QAbstractItemView.ScrollHint.PositionAtCenter)


class _BadgeDelegate(SlideDelegate):
    """Paints a thumbnail with its number in a corner, which stands out on the current one."""

    thumbnail_width = _THUMBNAIL_WIDTH_PX
    """In pixels."""

    @property
    def cell_size(self) -> QSize:
        """The size of each slide with the gap to the next one."""
        size, ring = self._thumbnail_size, look().px(_RING_PX)
        return QSize(size.width() + look().px(_GAP_PX), size.height() + 2 * ring)

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        return self.cell_size

    def _paint_slide(self, painter: QPainter, cell: QRect, row: int) -> None:
        theme, ring = look().presenter_theme, look().px(_RING_PX)
        at, slide = self._model.slide(row)
        is_current = at == self._model.on_screen
        pen = None
        if is_current:
            pen = QPen(QColor(theme.accent))
        elif at == self._model.frozen:
            pen = QPen(QColor(theme.caution))
            pen.setStyle(Qt.PenStyle.DashLine)
        rect = QRect(cell.topLeft() + QPoint(ring, ring), self._thumbnail_size)
        self._paint_thumbnail(painter, rect, at, pen)
        font, padding = QFont(look().font(TextRole.CHIP)), look().px(_BADGE_PADDING_PX)
        font.setBold(True)
        metrics, text = QFontMetrics(font), f"{at + 1}"
        side = metrics.height() if slide.has_caution else 0  # of the sign after the number
        width = metrics.horizontalAdvance(text) + side + 2 * padding
        badge = QRect(0, 0, width, metrics.height())
        badge.moveBottomLeft(rect.bottomLeft())
        painter.fillRect(badge, QColor(theme.accent if is_current else theme.ground))
        painter.setFont(font)
        colour = theme.on_accent if is_current else theme.muted
        painter.setPen(QColor(colour))
        painter.drawText(badge.adjusted(0, 0, -side, 0), Qt.AlignmentFlag.AlignCenter, text)
        if side:
            box = QRectF(badge.right() + 1 - side, badge.top() + 2, side - 4, side - 4)
            look().paint_icon(painter, box, "triangle-alert", colour)

    @property
    def _thumbnail_size(self) -> QSize:
        return QSize(self.thumbnail_width, round(self.thumbnail_width / ASPECT))
