"""Slides as thumbnails: in a row, the filmstrip, and in the grid of the search."""

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


_MAX_COLUMNS: Final = 6
_MIN_CELL_WIDTH_PX: Final = (150, 40)  # a fixed part, and one that grows with the text size
_PADDING_PX: Final = 7  # at 100 % text size
_UNLIMITED_PX: Final = 10_000
_WRAPS: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


class SlideGrid(QListView):
    """Shows thumbnails with number and complete title, as large as all of them fit.

    It never takes the keyboard focus.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = SlideModel(self)
        self._delegate = _CaptionDelegate(self, self._model, "ground")
        self._slides: Sequence[Slide] = ()
        self.columns = 1
        """The number of slides in a row."""
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Matching slides")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look().changed.connect(self._fit)

    @property
    def slide(self) -> int | None:
        """The index of the selected slide, or None if there is none."""
        slide: int | None = self.currentIndex().data(SLIDE_ROLE)
        return slide

    @property
    def text(self) -> str:
        """Number, name and title of the selected slide."""
        return self.currentIndex().data() or ""

    def set_pages(self, pages: SlidePages) -> None:
        """Show the slides of another slideshow, or the same ones in another theme."""
        self._slides = pages.slides
        self._delegate.set_pages(pages)
        self.viewport().update()

    def show_slides(self, matches: Sequence[int], selected: int, on_screen: int) -> None:
        """Show some of the slides.

        Args:
            matches: Their indexes.
            selected: The index of the one to select; the first one if it isn't among them.
            on_screen: The index of the slide that is marked as the current one.
        """
        self._model.on_screen = on_screen
        self._model.show_slides(self._slides, matches)
        self._fit()
        row = matches.index(selected) if selected in matches else 0
        self._select(row)

    def move_by(self, rows: int) -> None:
        """Move the selection by a number of slides, but not beyond the first or last slide."""
        row = self.currentIndex().row() + rows
        if 0 <= row < self._model.rowCount():
            self._select(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def _select(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _fit(self) -> None:
        # Qt wraps a row that is exactly as wide as the viewport.
        width = self.width() - self.verticalScrollBar().sizeHint().width() - 1
        fixed, scaled = _MIN_CELL_WIDTH_PX
        min_cell = fixed + look().px(scaled)
        most = min(max(1, width // min_cell), _MAX_COLUMNS)
        captions = [self._model.caption(row) for row in range(self._model.rowCount())]
        for columns in range(1, most + 1):
            cell_width = max(1, width // columns)
            heights = [self._delegate.cell_height(cell_width, text) for text in captions]
            rows = [max(heights[at : at + columns]) for at in range(0, len(heights), columns)]
            if sum(rows) <= self.height():
                break
        self.columns = self._delegate.columns = columns
        # Each row is as high as its titles need.
        self._delegate.row_sizes = [
            QSize(cell_width, min(row, max(1, self.height()))) for row in rows
        ]
        self.scheduleDelayedItemsLayout()


class _CaptionDelegate(SlideDelegate):
    """Paints a thumbnail, and number and title below it."""

    columns = 1
    """The number of cells in a row."""
    row_sizes: Sequence[QSize] = ()
    """The size of the cells in each row."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        return self.row_sizes[index.row() // self.columns]

    def cell_height(self, width: int, caption: str) -> int:
        """Return the height of a cell in which the caption is complete.

        Args:
            width: The width of the cell.
            caption: Number and title.
        """
        metrics, padding = QFontMetrics(self._font(bold=True)), look().px(_PADDING_PX)
        room = QRect(0, 0, width - 2 * padding, _UNLIMITED_PX)
        text = metrics.boundingRect(room, _WRAPS, caption).height()
        return self._thumbnail_size(width).height() + text + 4 * padding

    def _paint_slide(self, painter: QPainter, cell: QRect, row: int) -> None:
        theme, padding = look().presenter_theme, look().px(_PADDING_PX)
        at, _ = self._model.slide(row)
        is_selected = row == self._view.currentIndex().row()
        is_on_screen = at == self._model.on_screen
        if is_selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), padding, padding)
        rect = QRect(cell.topLeft() + QPoint(padding, padding), self._thumbnail_size(cell.width()))
        has_ring = is_on_screen and not is_selected
        self._paint_thumbnail(painter, rect, at, QPen(QColor(theme.ink)) if has_ring else None)
        top = rect.bottomLeft() + QPoint(0, padding)
        caption = QRect(top, cell.bottomRight() - QPoint(padding, padding))
        painter.setPen(QColor(theme.on_accent if is_selected else theme.ink))
        painter.setFont(self._font(bold=is_selected or is_on_screen))
        painter.drawText(caption, _WRAPS, self._model.caption(row))

    def _thumbnail_size(self, cell_width: int) -> QSize:
        width = cell_width - 2 * look().px(_PADDING_PX)
        return QSize(width, round(width / ASPECT))

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(look().font(TextRole.SMALL))
        font.setBold(bold)
        return font
