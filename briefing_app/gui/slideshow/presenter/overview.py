"""What covers the presenter view, one at a time: the overview with its search, and the key help."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Final

from PySide6.QtCore import (
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
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.command import CommandSet
from briefing_app.gui.slideshow.presenter.filmstrip import SLIDE_ROLE, SlideDelegate, SlideModel
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.gui.slideshow.presenter.status_text import slide_count_text
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.labels import text_label
from briefing_app.layout.page import ASPECT
from briefing_app.model.slides import Slide, matching_slides
from briefing_app.model.wording import counted

# The overlays are built when they are first opened: the first slide doesn't need them.


class Overlays(QObject):
    """Shows and hides the overlays, and keeps them in place.

    Args:
        window: The presenter view.
        slideshow: The slideshow, whose slides are searched.
        commands: The commands whose keys are shown.
        covered: The parts of the window that the search covers.
    """

    closed = Signal()
    """Emitted when either overlay was closed."""

    def __init__(
        self,
        window: QWidget,
        slideshow: Slideshow,
        commands: CommandSet,
        covered: Sequence[QWidget],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._slideshow = slideshow
        self._commands = commands
        self._covered = covered
        self._search: SlideSearch | None = None
        self._key_help: KeyHelp | None = None

    def use_pages(self) -> None:
        """Show the slides in another theme."""
        if self._search is not None:
            self._search.use_pages()

    def open_search(self) -> None:
        """Open the slide search."""
        if self._key_help is not None:
            self._key_help.hide()
        if self._search is None:
            self._search = SlideSearch(self._window, self._slideshow, self._return_keyboard)
        self.fit()
        self._search.open()

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
        if self._key_help is None:
            self._key_help = KeyHelp(self._window, self._commands, self._return_keyboard)
        if self._key_help.isVisible():
            self._key_help.close_help()
            return
        if self._search is not None:
            self._search.hide()
        self.fit()
        self._key_help.open_help()

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
        """Follow the window's size: no layout of Qt puts a widget over some of the others."""
        if self._key_help is not None:
            self._key_help.setGeometry(self._window.rect())
        if self._search is not None:
            rects = (each.geometry() for each in self._covered if not each.isHidden())
            self._search.setGeometry(reduce(QRect.united, rects))

    def _return_keyboard(self) -> None:
        self._window.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()


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

    Apart from text, it uses only Enter, Tab and the arrow keys. All other keys, such as Esc and
    those of a clicker, go to the presenter view.

    Args:
        parent: The presenter view, of which it covers a part.
        slideshow: The slideshow.
        closed: Called when the search has ended.
    """

    def __init__(self, parent: QWidget, slideshow: Slideshow, closed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._slideshow = slideshow
        self._closed = closed
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
        self._grid.clicked.connect(lambda index: self._go_to(index.data(SLIDE_ROLE)))
        self.use_pages()
        self.hide()

    def use_pages(self) -> None:
        """Show the slides in the theme of the slideshow."""
        self._grid.set_pages(self._slideshow.pages)

    def open(self) -> None:
        """Begin a new search, with the current slide selected."""
        self._on_screen = self._slideshow.state.position.slide
        self._field.clear()
        self.show()
        self._search("")
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.raise_()

    def handle_key(self, event: QKeyEvent) -> None:
        """Handle a key pressed in another window."""
        event.accept()  # the other window must not handle it again
        QCoreApplication.sendEvent(self._field, event)

    def close_search(self) -> None:
        """End the search without going to a slide."""
        self.hide()
        self._closed()

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
        elif key in _COLUMN_STEPS or key in _ROW_STEPS:
            step = _COLUMN_STEPS.get(key) or _ROW_STEPS[key] * self._grid.columns
            self._grid.move_by(step)
            self._describe_selected()
            announce(self._field.accessibleDescription())
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        matches = matching_slides(self._slideshow.slides, text)
        message = slide_count_text(len(matches)) if text else counted(len(matches), "slide")
        self._count.setText(message)
        self._grid.show_slides(
            matches, selected=-1 if text else self._on_screen, on_screen=self._on_screen
        )
        self._describe_selected()
        if text:
            announce(message)

    def _describe_selected(self) -> None:
        """Let a screen reader, which reads the field, say where Enter goes."""
        self._field.setAccessibleDescription(self._grid.text or self._count.text())

    def _go_to(self, slide: int) -> None:
        self.close_search()
        self._slideshow.go_to(slide)


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
