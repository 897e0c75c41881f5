"""The slide search and the key help, which are shown over the presenter view one at a time."""

from collections.abc import Sequence
from functools import reduce
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.gui.slideshow.presenter.status_text import slide_count_text
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.labels import text_label
from briefing_app.layout.page import ASPECT
from briefing_app.model.slides import Slide, matching_slides
from briefing_app.model.text import single_line
from briefing_app.model.wording import counted

# The overlays are imported and built when they are first opened: the first slide doesn't need them.


class Overlays(QObject):
    """Shows and hides the overlays, and keeps them in place.

    Args:
        window: The presenter view.
    """

    slide_requested = Signal(int)
    """Emitted with the index of the slide that the search should go to."""
    closed = Signal()
    """Emitted when either overlay was closed."""
    announcement_requested = Signal(str)
    """Emitted with a text that a screen reader should say."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._covered: Sequence[QWidget] = (window,)
        self._pages: SlidePages | None = None
        self._search: SlideSearch | None = None
        self._key_help: KeyHelp | None = None

    def set_covered(self, parts: Sequence[QWidget]) -> None:
        """Let the search cover some parts of the window."""
        self._covered = parts

    def set_pages(self, pages: SlidePages) -> None:
        """Search in the slides of another slideshow."""
        self._pages = pages
        if self._search is not None:
            self._search.set_pages(pages)

    def open_search(self, on_screen: int) -> None:
        """Open the slide search.

        Args:
            on_screen: The index of the current slide.
        """
        if self._key_help is not None:
            self._key_help.hide()
        search = self._search or self._build_search()
        self.fit()
        search.open(on_screen)
        search.raise_()

    @property
    def is_searching(self) -> bool:
        """Whether the search is open."""
        return self._search is not None and not self._search.isHidden()

    def handle_search_key(self, event: QKeyEvent) -> None:
        """Let the search handle a key pressed in another window."""
        if self._search is not None:
            self._search.handle_key(event)

    def handle_help_key(self, event: QKeyEvent) -> bool:
        """Scroll the list of keys if it can be seen. Return True if the key was used."""
        key_help = self._key_help
        if key_help is None or not key_help.isVisible() or self._window.isMinimized():
            return False
        return key_help.handle_key(event)

    def toggle_key_help(self) -> None:
        """Show or hide the list of keys."""
        key_help = self._key_help or self._build_key_help()
        if key_help.isVisible():
            key_help.close_help()
            return
        self.fit()
        key_help.open_help()
        self.announcement_requested.emit(key_help.announcement)

    def close(self) -> bool:
        """Close the overlay. Return True if one was open."""
        if self._key_help is not None and self._key_help.isVisible():
            self._key_help.close_help()
            return True
        if self._search is not None and self._search.isVisible():
            self._search.close_search()
            return True
        return False

    def fit(self) -> None:
        """Follow the window's size."""
        if self._key_help is not None:
            self._key_help.setGeometry(self._window.rect())
        if self._search is not None:
            rects = (each.geometry() for each in self._covered if not each.isHidden())
            self._search.setGeometry(reduce(QRect.united, rects))

    def _build_search(self) -> "SlideSearch":
        search = self._search = SlideSearch(self._window)
        search.hide()
        search.slide_requested.connect(self.slide_requested)
        search.announcement_requested.connect(self.announcement_requested)
        search.closed.connect(self._return_keyboard)
        if self._pages is not None:
            search.set_pages(self._pages)
        return search

    def _build_key_help(self) -> KeyHelp:
        key_help = self._key_help = KeyHelp(self._window)
        key_help.hide()
        key_help.closed.connect(self._return_keyboard)
        return key_help

    def _return_keyboard(self) -> None:
        self._window.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()


_MAX_COLUMNS: Final = 6
_MIN_CELL_WIDTH_PX: Final = (150, 40)  # a fixed part, and one that grows with the text size
# Pixels at 100 % text size.
_PADDING_PX: Final = 7
_RING_PX: Final = 3
_UNLIMITED_PX: Final = 10_000
_WRAPS: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


class SlideGrid(QListView):
    """Shows thumbnails with number and complete title, as large as all of them fit.

    It never takes the keyboard focus.
    """

    slide_clicked = Signal(int)
    """Emitted with the index of the slide that was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = _SlideModel(self)
        self._delegate = _SlideDelegate(self)
        self._columns = self._cell_width = 1
        self._row_heights: list[int] = []
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Matching slides")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.slide_clicked.emit(index.data(_SLIDE_ROLE)))
        look().changed.connect(self._fit)

    @property
    def columns(self) -> int:
        """The number of slides in a row."""
        return self._columns

    def cell_size(self, at: int) -> QSize:
        """Return the size of a slide with its title: each row is as high as its titles need.

        Args:
            at: Its place among those that are shown.
        """
        return QSize(self._cell_width, self._row_heights[at // self._columns])

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
        self._fit()
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
        for columns in range(1, most + 1):
            cell_width = max(1, width // columns)
            heights = [
                self._delegate.cell_height(cell_width, text) for text in self._model.captions
            ]
            rows = [max(heights[at : at + columns]) for at in range(0, len(heights), columns)]
            if sum(rows) <= self.height():
                break
        self._columns, self._cell_width = columns, cell_width
        self._row_heights = [min(row, max(1, self.height())) for row in rows]
        self.scheduleDelayedItemsLayout()


_SLIDE_ROLE: Final = Qt.ItemDataRole.UserRole
"""The slide's index."""


class _SlideModel(QAbstractListModel):
    """The slides that are shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.slides: Sequence[Slide] = ()
        self.captions: Sequence[str] = ()
        self._matches: Sequence[int] = ()

    def show_slides(self, matches: Sequence[int]) -> None:
        """Show the slides with these indexes."""
        self.beginResetModel()
        self._matches = matches
        self.captions = [single_line(f"{at + 1} · {self.slides[at].title}") for at in matches]
        self.endResetModel()

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's default
    ) -> int:
        return 0 if parent.isValid() else len(self._matches)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not 0 <= index.row() < len(self._matches):
            return None
        slide = self._matches[index.row()]
        if role == _SLIDE_ROLE:
            return slide
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{slide + 1}  {self.slides[slide].list_label}"
        if role == _CAPTION_ROLE:
            return self.captions[index.row()]
        return None


_CAPTION_ROLE: Final = _SLIDE_ROLE + 1


class _SlideDelegate(QStyledItemDelegate):
    """Paints a thumbnail, and number and title below it."""

    def __init__(self, view: SlideGrid) -> None:
        super().__init__(view)
        self._view = view
        self.on_screen = -1
        self.thumbnails = Thumbnails(view)
        self.thumbnails.rendered.connect(view.viewport().update)

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

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        return self._view.cell_size(index.row())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, padding = look().presenter_theme, look().px(_PADDING_PX)
        slide = index.data(_SLIDE_ROLE)
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
            ring = look().px(_RING_PX)
            painter.setPen(QPen(QColor(theme.ink), ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-ring // 2, -ring // 2, ring // 2, ring // 2))
        top = rect.bottomLeft() + QPoint(0, padding)
        caption = QRect(top, cell.bottomRight() - QPoint(padding, padding))
        painter.setPen(QColor(theme.on_accent if is_selected else theme.ink))
        font = self._font(bold=is_selected or is_on_screen)
        painter.setFont(font)
        painter.drawText(caption, _WRAPS, index.data(_CAPTION_ROLE))
        painter.restore()

    def _thumbnail_size(self, cell_width: int) -> QSize:
        width = cell_width - 2 * look().px(_PADDING_PX)
        return QSize(width, round(width / ASPECT))

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(look().font(TextRole.SMALL))
        font.setBold(bold)
        return font


_COLUMN_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Left: -1,
    # Tab is included: if it left the field, the next letters would control the slideshow.
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Tab: 1,
}
_ROW_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SlideSearch(QFrame):
    """A search field and thumbnails of the slides that match; at first, of all slides.

    Apart from text, it uses only Enter, Esc, Tab and the arrow keys. All other keys, such as those
    of a clicker, go to the presenter view.
    """

    slide_requested = Signal(int)
    """Emitted with the index of the slide that was chosen."""
    closed = Signal()
    """Emitted when the search has ended."""
    announcement_requested = Signal(str)
    """Emitted with a text that a screen reader should say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages: SlidePages | None = None
        self._on_screen = 0
        self.setProperty("look", "overlay")
        self.setAccessibleName("Search for a slide")
        self._field = QLineEdit(self)
        self._field.setPlaceholderText("Slide number or words")
        self._field.setAccessibleName("Go to slide")
        self._field.setMaxLength(200)
        set_role(self._field, TextRole.BODY)
        self._count = text_label(self, look="muted", role=TextRole.SMALL)
        self._grid = SlideGrid(self)
        head = QHBoxLayout()
        scale(head.setSpacing, 14)
        head.addWidget(self._field, 1)
        head.addWidget(self._count)
        rows = QVBoxLayout(self)
        scale(rows.setContentsMargins, 10, 10, 10, 10)
        scale(rows.setSpacing, 8)
        rows.addLayout(head)
        rows.addWidget(self._grid, 1)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._search)
        self._grid.slide_clicked.connect(self._go_to)

    def set_pages(self, pages: SlidePages) -> None:
        """Search in the slides of another slideshow, or in the same ones in another theme."""
        self._pages = pages
        self._grid.set_pages(pages)

    def open(self, on_screen: int) -> None:
        """Begin a new search.

        Args:
            on_screen: The index of the current slide, which is selected at first.
        """
        self._on_screen = on_screen
        self._field.clear()
        self.show()
        self._search("")
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def handle_key(self, event: QKeyEvent) -> None:
        """Handle a key pressed in another window."""
        event.accept()  # the other window must not handle it again
        QCoreApplication.sendEvent(self._field, event)

    def close_search(self) -> None:
        """End the search without going to a slide."""
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the search's own keys before the field does."""
        if watched is not self._field or not isinstance(event, QKeyEvent):
            return False
        if event.type() is not QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key in ENTER_KEYS:
            if self._grid.slide is not None:
                self._go_to(self._grid.slide)
        elif key == Qt.Key.Key_Escape:
            self.close_search()
        elif key in _COLUMN_STEPS or key in _ROW_STEPS:
            step = _COLUMN_STEPS.get(key) or _ROW_STEPS[key] * self._grid.columns
            self._grid.move_by(step)
            self._describe_selected()
            self.announcement_requested.emit(self._field.accessibleDescription())
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        if self._pages is None:
            return
        matches = matching_slides(self._pages.slides, text)
        message = slide_count_text(len(matches)) if text else counted(len(matches), "slide")
        self._count.setText(message)
        self._grid.show_slides(
            matches, selected=-1 if text else self._on_screen, on_screen=self._on_screen
        )
        self._describe_selected()
        if text:
            self.announcement_requested.emit(message)

    def _describe_selected(self) -> None:
        """Let a screen reader, which reads the field, say where Enter goes."""
        self._field.setAccessibleDescription(self._grid.text or self._count.text())

    def _go_to(self, slide: int) -> None:
        self.close_search()
        self.slide_requested.emit(slide)
