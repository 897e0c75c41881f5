"""The panel to add findings, quotes, questions and charts to a running order."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.running_order.list import SlideList
from briefing_app.gui.running_order.models import ROW_ROLE, AddableModel
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.report import Report
from briefing_app.model.running_order import RunningOrder, addable_items
from briefing_app.model.search import terms
from briefing_app.model.slide_builder import SlideMarks

_SEARCH: Final = "Search what can be added"
_MAX_SEARCH_LENGTH: Final = 200  # characters


class AddPanel(ScrollArea):
    """Lists what can be added of the briefing, with a search above it.

    Args:
        report: The briefing.
    """

    slide_chosen = Signal(object)
    """Emitted with the `Slide` to add."""
    closed = Signal()
    """Emitted when the user goes back."""

    def __init__(self, report: Report, parent: QWidget) -> None:
        super().__init__(parent)
        self._order: RunningOrder | None = None
        page = QWidget(self)
        self._heading = heading_label(
            page, "Add from the briefing", role=TextRole.SECTION, wraps=True
        )
        self._search = QLineEdit(page)
        self._search.setPlaceholderText(_SEARCH)
        self._search.setAccessibleName(_SEARCH)
        self._search.setMaxLength(_MAX_SEARCH_LENGTH)
        self._search.installEventFilter(self)
        self._count = text_label(page, look="muted", role=TextRole.SMALL, wraps=True)
        self._model = AddableModel(addable_items(report), SlideMarks(report), self)
        self._card = QFrame(page)
        self._card.setProperty("look", "card")
        self._list = SlideList(self._model, self._card)
        self._list.setAccessibleName("What can be added")
        card_layout = QVBoxLayout(self._card)
        card_layout.setContentsMargins(1, 1, 1, 1)
        card_layout.addWidget(self._list)
        self._add = quiet_button("Add after the selected slide", page)
        self._add.setAccessibleDescription("Enter")
        self._back = quiet_button("Back", page)
        self._back.setAccessibleDescription("Escape")
        self._build_layout(page)
        self.set_page(page)
        self._search.textChanged.connect(lambda _: self._update(0))
        self._search.returnPressed.connect(self._choose)
        self._list.activated.connect(lambda _: self._choose())
        self._add.clicked.connect(self._choose)
        self._back.clicked.connect(self.closed)

    def set_order(self, order: RunningOrder) -> None:
        """List what another order doesn't show."""
        self._order = order
        self._update(self._list.current_row)

    def begin(self) -> None:
        """Start an empty search."""
        self._search.clear()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that move in the list do so from the search field too."""
        if watched is not self._search or event.type() is not QEvent.Type.KeyPress:
            return False
        keys = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
        if not isinstance(event, QKeyEvent) or event.key() not in keys:
            return False
        self._list.keyPressEvent(event)
        return True

    def _build_layout(self, page: QWidget) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 8)
        rows.addWidget(self._heading)
        rows.addWidget(self._search)
        rows.addWidget(self._count)
        rows.addWidget(self._card, 1)
        rows.addLayout(buttons)

    def _update(self, row: int) -> None:
        """Search again, and select a row or the nearest there is."""
        if self._order is None:
            return
        search = terms(self._search.text())
        self._list.set_terms(search)
        total = self._model.set_order(self._order, search)
        found = self._model.rowCount()
        self._list.select_row(min(max(row, 0), found - 1))
        if not total:
            text = "Everything in the briefing is in the running order."
        elif not found:
            text = "Nothing matches."
        else:
            text = f"{found:,} of {total:,} that can be added"
        if text != self._count.text():
            self._count.setText(text)
            announce(text, self._count)

    def _choose(self) -> None:
        row = self._list.currentIndex().data(ROW_ROLE)
        if row is not None:
            self.slide_chosen.emit(row.slide)
