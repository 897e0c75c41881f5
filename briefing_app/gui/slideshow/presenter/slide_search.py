"""Finds a slide by its number or its words, where only the presenter sees it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.style import Style, TextRole
from briefing_app.model.slides import Slide, matching_slides

_SHOWN: Final = 6  # rows
_LEAST: Final = 2  # rows, where there is little room
_MOST: Final = 200  # rows; whoever has more types another word
# Tab as well: the keyboard would leave the line, and what is typed on would drive the show.
_MOVES: Final[dict[int, int]] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Tab: 1,
}


class SlideSearch(QFrame):
    """A line to type in and the slides that answer it.

    Only Enter, Esc, Up and Down are taken from what is no text: a clicker's keys still drive the
    show, through the window that this stands in.

    Args:
        style: Fonts and text size.
        parent: As in Qt.
    """

    slide_requested = Signal(int)
    """The slide with this index was chosen."""
    closed = Signal()
    """The search is over; the keyboard is free again."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._slides: Sequence[Slide] = ()
        self.setProperty("look", "card")
        self.setAccessibleName("Search for a slide")
        self._line = QLineEdit(self)
        self._line.setPlaceholderText("Slide number or words; Enter goes there, Esc doesn’t")
        self._line.setAccessibleName("Go to slide")
        self._line.setMaxLength(200)
        self._list = _Answers(self)
        self._list.setAccessibleName("Slides that were found")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._line)
        self._rows.addWidget(self._list)
        self._line.installEventFilter(self)
        self._line.textChanged.connect(self._search)
        self._list.currentItemChanged.connect(self._describe)
        self._list.itemClicked.connect(lambda _: self._go())
        self.restyle()

    def set_slides(self, slides: Sequence[Slide]) -> None:
        """Look in the slides of another show."""
        self._slides = slides

    def open(self) -> None:
        """Begin a search."""
        self._line.clear()
        self._search("")
        self.show()
        self._list.updateGeometry()  # how high a row is, it knows by now
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def handle_key(self, event: QKeyEvent) -> None:
        """Take a key that was pressed elsewhere; what isn't the search's is the window's."""
        event.accept()  # what the line takes goes no further
        QCoreApplication.sendEvent(self._line, event)

    def close_search(self) -> None:
        """End the search without going anywhere."""
        self.hide()
        self.closed.emit()

    def restyle(self) -> None:
        """Take up another text size."""
        for widget in (self._line, self._list):
            widget.setFont(self._style.font(TextRole.BODY))
        px = self._style.px
        self._rows.setContentsMargins(px(10), px(10), px(10), px(10))
        self._rows.setSpacing(px(6))
        self._list.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, Qt's name
        """Qt: Enter, Esc, Up and Down in the line belong to the search."""
        if watched is not self._line or not isinstance(event, QKeyEvent):
            return False
        if event.type() is not QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go()
        elif key == Qt.Key.Key_Escape:
            self.close_search()
        elif key in _MOVES:
            row = min(max(self._list.currentRow() + _MOVES[key], 0), self._list.count() - 1)
            self._list.setCurrentRow(row)
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        self._list.clear()
        for index in matching_slides(self._slides, text)[:_MOST]:
            slide = self._slides[index]
            item = QListWidgetItem(f"{index + 1}  {slide.listing}", self._list)
            item.setData(Qt.ItemDataRole.UserRole, index)
        if self._list.count():
            self._list.setCurrentRow(0)
        else:
            nothing = QListWidgetItem("No slide answers that", self._list)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._line.setAccessibleDescription(nothing.text())

    def _describe(self, item: QListWidgetItem | None) -> None:
        """Let a screen reader, which is in the line, say where Enter goes."""
        if item is not None:
            self._line.setAccessibleDescription(item.text())

    def _go(self) -> None:
        row = self._list.currentRow()
        index = self._list.item(row).data(Qt.ItemDataRole.UserRole) if row >= 0 else None
        if index is not None:
            self.close_search()
            self.slide_requested.emit(index)


class _Answers(QListWidget):
    """Always as high as a few rows, however many there are, so that nothing moves."""

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: the rows that there is room for at best."""
        return QSize(super().sizeHint().width(), _SHOWN * self._row())

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: the rows that there are always."""
        return QSize(super().minimumSizeHint().width(), _LEAST * self._row())

    def _row(self) -> int:
        return self.sizeHintForRow(0) if self.count() else self.fontMetrics().height()
