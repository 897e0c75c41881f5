"""The slide overview: thumbnails of all slides, or of those that match a search."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.layout.page import ASPECT_RATIO
from briefing_app.model.palette import Theme
from briefing_app.model.slides import Slide
from briefing_app.model.text import single_line

if TYPE_CHECKING:  # imported when something is drawn
    from briefing_app.model.slideshow.ink import Ink

_MAX_COLUMNS: Final = 6
_MIN_CELL_WIDTH_PX: Final = (150, 40)  # a fixed part, and one that grows with the text size
# Pixels at 100 % text size.
_PADDING_PX: Final = 7
_RING_PX: Final = 3
_MAX_CAPTION_LENGTH: Final = 120  # characters, more than fit


class SlideGrid(QListView):
    """Shows thumbnails with number and title. It never takes the keyboard focus.

    Args:
        style: Fonts and text size.
        theme: The presenter view's colours.
        parent: The slide search.
    """

    slide_clicked = Signal(int)
    """Emitted with the index of the slide that was clicked."""

    def __init__(self, style: Style, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._model = _SlideModel(self)
        self._delegate = _SlideDelegate(style, theme, self)
        self._columns = 1
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Matching slides")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.slide_clicked.emit(index.data(_SLIDE_ROLE)))

    @property
    def columns(self) -> int:
        """The number of slides in a row."""
        return self._columns

    @property
    def slide(self) -> int | None:
        """The index of the selected slide, or None if there is none."""
        slide: int | None = self.currentIndex().data(_SLIDE_ROLE)
        return slide

    @property
    def text(self) -> str:
        """Number, name and title of the selected slide."""
        return self.currentIndex().data() or ""

    def set_pages(self, pages: SlidePages) -> None:
        """Show the slides of another slideshow, or the same ones in another theme."""
        self._model.slides = pages.slides
        self._delegate.thumbnails.clear()
        self._delegate.thumbnails.set_pages(pages)
        self.viewport().update()

    def set_ink(self, ink: "Ink | None") -> None:
        """Show what was drawn on the slides."""
        if self._delegate.thumbnails.set_ink(ink):
            self.viewport().update()

    def show_slides(self, matches: Sequence[int], selected: int, on_screen: int) -> None:
        """Show some of the slides.

        Args:
            matches: Their indexes.
            selected: The index of the one to select; the first one if it isn't among them.
            on_screen: The index of the slide that is marked as the current one.
        """
        self._delegate.on_screen = on_screen
        self._model.show_slides(matches)
        row = matches.index(selected) if selected in matches else 0
        self._select(row)

    def move_by(self, rows: int) -> None:
        """Move the selection by a number of slides, but not beyond the first or last slide."""
        row = self.currentIndex().row() + rows
        if 0 <= row < self._model.rowCount():
            self._select(row)

    def restyle(self, theme: Theme) -> None:
        """Follow a change of text size or theme."""
        self._delegate.theme = theme
        self._fit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the width."""
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
        min_cell = fixed + self._style.px(scaled)
        self._columns = min(max(1, width // min_cell), _MAX_COLUMNS)
        self.setGridSize(self._delegate.cell_size(max(1, width // self._columns)))


_SLIDE_ROLE: Final = Qt.ItemDataRole.UserRole
"""The slide's index."""


class _SlideModel(QAbstractListModel):
    """The slides that are shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.slides: Sequence[Slide] = ()
        self._matches: Sequence[int] = ()

    def show_slides(self, matches: Sequence[int]) -> None:
        """Show the slides with these indexes."""
        self.beginResetModel()
        self._matches = matches
        self.endResetModel()

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's default
    ) -> int:
        """Return the number of slides."""
        return 0 if parent.isValid() else len(self._matches)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the data of a slide for a role."""
        if not 0 <= index.row() < len(self._matches):
            return None
        slide = self._matches[index.row()]
        if role == _SLIDE_ROLE:
            return slide
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{slide + 1}  {self.slides[slide].list_label}"
        if role == _TITLE_ROLE:
            return self.slides[slide].title
        return None


_TITLE_ROLE: Final = _SLIDE_ROLE + 1


class _SlideDelegate(QStyledItemDelegate):
    """Paints a thumbnail, and number and title below it."""

    def __init__(self, style: Style, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._style = style
        self.theme = theme
        self._view = view
        self.on_screen = -1
        self.thumbnails = Thumbnails(view)
        self.thumbnails.rendered.connect(view.viewport().update)

    def cell_size(self, width: int) -> QSize:
        """Return the size of a cell with a width."""
        caption = QFontMetrics(self._font(bold=True)).height()
        padding = self._style.px(_PADDING_PX)
        return QSize(width, self._thumbnail_size(width).height() + caption + 4 * padding)

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002, Qt's signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002, Qt's signature
    ) -> QSize:
        """Return the size of every slide."""
        return self._view.gridSize()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a slide."""
        theme, padding, slide = self.theme, self._style.px(_PADDING_PX), index.data(_SLIDE_ROLE)
        cell: QRect = option.rect
        is_selected = index.row() == self._view.currentIndex().row()
        is_on_screen = slide == self.on_screen
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        if is_selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), padding, padding)
        size = self._thumbnail_size(cell.width())
        rect = QRect(cell.topLeft() + QPoint(padding, padding), size)
        thumbnail = self.thumbnails.thumbnail(slide, size, self._view.devicePixelRatioF())
        if thumbnail is None:
            painter.setBrush(QColor(theme.ground))
            painter.drawRect(rect)
        else:
            painter.drawPixmap(rect, thumbnail)
        if is_on_screen and not is_selected:
            ring = self._style.px(_RING_PX)
            painter.setPen(QPen(QColor(theme.ink), ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-ring // 2, -ring // 2, ring // 2, ring // 2))
        caption = QRect(rect.bottomLeft(), cell.bottomRight() - QPoint(padding, padding))
        painter.setPen(QColor(theme.on_accent if is_selected else theme.ink))
        font = self._font(bold=is_selected or is_on_screen)
        painter.setFont(font)
        text = single_line(f"{slide + 1} · {index.data(_TITLE_ROLE)}"[:_MAX_CAPTION_LENGTH])
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, caption.width())
        painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()

    def _thumbnail_size(self, cell_width: int) -> QSize:
        width = cell_width - 2 * self._style.px(_PADDING_PX)
        return QSize(width, round(width / ASPECT_RATIO))

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self._style.font(TextRole.SMALL))
        font.setBold(bold)
        return font
