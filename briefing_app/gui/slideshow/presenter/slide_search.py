"""The slide search, which only the presenter sees."""

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

from briefing_app.gui.slideshow.presenter.status_text import slide_count_text
from briefing_app.gui.style import Style, TextRole
from briefing_app.model.slides import Slide, matching_slides

_PREFERRED_ROWS: Final = 6
_MIN_ROWS: Final = 2
_MAX_MATCHES: Final = 200  # to find others, the user types more
# Tab is included: if it left the field, the next letters would control the slideshow.
_ROW_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Tab: 1,
}


class SlideSearch(QFrame):
    """A search field and the slides that match.

    Apart from text, it uses only Enter, Esc, Tab, Up and Down. All other keys, such as those of a
    clicker, go to the presenter view.

    Args:
        style: Fonts and text size.
        parent: The presenter view.
    """

    slide_requested = Signal(int)
    """Emitted with the index of the slide that was chosen."""
    closed = Signal()
    """Emitted when the search has ended."""
    announcement_requested = Signal(str)
    """Emitted with a text that a screen reader should say."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._slides: Sequence[Slide] = ()
        self.setProperty("look", "card")
        self.setAccessibleName("Search for a slide")
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(
            "Slide number or words. Enter goes to the slide, Esc cancels."
        )
        self._field.setAccessibleName("Go to slide")
        self._field.setMaxLength(200)
        self._list = _MatchList(self)
        self._list.setAccessibleName("Matching slides")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._field)
        self._rows.addWidget(self._list)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._search)
        self._list.currentItemChanged.connect(self._describe)
        self._list.itemClicked.connect(self._go_to_current)
        self.restyle()

    def set_slides(self, slides: Sequence[Slide]) -> None:
        """Search in the slides of another slideshow."""
        self._slides = slides

    def open(self) -> None:
        """Begin a new search."""
        self._field.clear()
        self._search("")
        self.show()
        self._list.updateGeometry()  # the height of a row is known only now
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def handle_key(self, event: QKeyEvent) -> None:
        """Handle a key pressed in another window."""
        event.accept()  # the other window must not handle it again
        QCoreApplication.sendEvent(self._field, event)

    def close_search(self) -> None:
        """End the search without going to a slide."""
        self.hide()
        self.closed.emit()

    def restyle(self) -> None:
        """Follow a change of the text size."""
        for widget in (self._field, self._list):
            widget.setFont(self._style.font(TextRole.BODY))
        px = self._style.px
        self._rows.setContentsMargins(px(10), px(10), px(10), px(10))
        self._rows.setSpacing(px(6))
        self._list.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, Qt's name
        """Handle the search's own keys before the field does."""
        if watched is not self._field or not isinstance(event, QKeyEvent):
            return False
        if event.type() is not QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go_to_current()
        elif key == Qt.Key.Key_Escape:
            self.close_search()
        elif key in _ROW_STEPS:
            row = self._list.currentRow() + _ROW_STEPS[key]
            self._list.setCurrentRow(min(max(row, 0), self._list.count() - 1))
            self.announcement_requested.emit(self._field.accessibleDescription())
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        self._list.clear()
        matches = matching_slides(self._slides, text)
        for index in matches[:_MAX_MATCHES]:
            slide = self._slides[index]
            item = QListWidgetItem(f"{index + 1}  {slide.list_label}", self._list)
            item.setData(Qt.ItemDataRole.UserRole, index)
        message = slide_count_text(len(matches))
        if text:
            self.announcement_requested.emit(message)
        if matches:
            self._list.setCurrentRow(0)
        else:
            QListWidgetItem(message, self._list).setFlags(Qt.ItemFlag.NoItemFlags)
            self._field.setAccessibleDescription(message)

    def _describe(self, item: QListWidgetItem | None) -> None:
        """Let a screen reader, which reads the field, say where Enter goes."""
        if item is not None:
            self._field.setAccessibleDescription(item.text())

    def _go_to_current(self) -> None:
        index = self._list.currentIndex().data(Qt.ItemDataRole.UserRole)
        if index is not None:
            self.close_search()
            self.slide_requested.emit(index)


class _MatchList(QListWidget):
    """A list whose height doesn't depend on the number of matches, so that nothing moves."""

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Return the preferred number of rows."""
        return QSize(super().sizeHint().width(), _PREFERRED_ROWS * self._row_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Return the smallest number of rows."""
        return QSize(super().minimumSizeHint().width(), _MIN_ROWS * self._row_height())

    def _row_height(self) -> int:
        return self.sizeHintForRow(0) if self.count() else self.fontMetrics().height()
