"""What can be added of the briefing to a running order, with a search."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.running_order.editor import EditorState, RunningOrderEditor
from briefing_app.gui.running_order.slide_rows import (
    ROW_ROLE,
    Index,
    SlideDelegate,
    SlideRow,
    row_data,
)
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.report import Report
from briefing_app.model.running_order import (
    RunningOrder,
    RunningOrderItem,
    addable_items,
    addable_slide,
)
from briefing_app.model.search import terms, words
from briefing_app.model.slide_builder import SlideMarks
from briefing_app.model.slides import Slide

_SEARCH: Final = "Search what can be added"
_MAX_SEARCH_LENGTH: Final = 200  # characters
_LIST_KEYS: Final = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class AddableModel(QAbstractListModel):
    """The slides that an order doesn't show, or those of them that a search finds.

    A briefing may have ten thousand. Their slides are made when they are shown or searched.

    Args:
        report: The briefing.
    """

    def __init__(self, report: Report, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items = addable_items(report)
        self._marks = SlideMarks(report)
        self._existing: Mapping[str, RunningOrderItem] = {}
        self._keys: list[str] = []
        self._texts: dict[str, str] = {}  # what is searched, by key

    def set_order(self, order: RunningOrder, search: tuple[str, ...]) -> int:
        """List the slides that an order doesn't show and a search finds.

        Args:
            order: The order. The slides that it leaves out are listed: they can be shown again.
            search: The search, as `search.terms` returns it.

        Returns:
            How many slides can be added, found or not.
        """
        existing = {item.made.key: item for item in order.items}
        keys = [key for key in self._items if key not in existing or not existing[key].is_shown]
        if search and not self._texts:
            self._texts = {
                key: _searched_text(addable_slide(key, item)) for key, item in self._items.items()
            }
        starts = [f" {term}" for term in search]
        self.beginResetModel()
        self._existing = existing
        self._keys = [key for key in keys if all(each in self._texts[key] for each in starts)]
        self.endResetModel()
        return len(keys)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, Qt's default
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._keys):
            return None
        key = self._keys[index.row()]
        # A slide that is left out has the title that the author gave it in the order.
        item = self._existing.get(key)
        if item is None:
            item = RunningOrderItem(self._marks.on(addable_slide(key, self._items[key])))
        return row_data(SlideRow(item), role)


def _searched_text(slide: Slide) -> str:
    """Return the folded words of a slide, each after a space."""
    text = " ".join((slide.name, *(text.text for text in slide.texts)))
    return " " + " ".join(words(text))


class AddPanel(ScrollArea):
    """Lists what can be added of the briefing, with a search above it.

    Args:
        report: The briefing.
        editor: The running order.
        leave: Shows the table again.
    """

    def __init__(
        self,
        report: Report,
        editor: RunningOrderEditor,
        leave: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        page = QWidget(self)
        heading = heading_label(page, "Add from the briefing", role=TextRole.SECTION, wraps=True)
        self._search = QLineEdit(page)
        self._search.setPlaceholderText(_SEARCH)
        self._search.setAccessibleName(_SEARCH)
        self._search.setMaxLength(_MAX_SEARCH_LENGTH)
        self._search.installEventFilter(self)
        self._count = text_label(page, look="muted", role=TextRole.SMALL, wraps=True)
        card = QFrame(page)
        card.setProperty("look", "card")
        self._model = AddableModel(report, self)
        self._list = QListView(card)
        self._list.setModel(self._model)
        self._delegate = SlideDelegate(self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.setUniformItemSizes(True)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setAccessibleName("What can be added")
        add = quiet_button("Add after the selected slide", page)
        add.setAccessibleDescription("Enter")
        back = quiet_button("Back", page)
        back.setAccessibleDescription("Escape")
        in_card = QVBoxLayout(card)
        in_card.setContentsMargins(1, 1, 1, 1)
        in_card.addWidget(self._list)
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addStretch(1)
        buttons.addWidget(back)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 8)
        rows.addWidget(heading)
        rows.addWidget(self._search)
        rows.addWidget(self._count)
        rows.addWidget(card, 1)
        rows.addLayout(buttons)
        self.set_page(page)
        self._search.textChanged.connect(lambda _: self._update(0))
        self._search.returnPressed.connect(self._add)
        self._list.activated.connect(lambda _: self._add())
        add.clicked.connect(self._add)
        back.clicked.connect(leave)
        editor.changed.connect(self._follow)

    def begin(self) -> None:
        """Start an empty search."""
        self._search.clear()
        self._update(self._list.currentIndex().row())
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that move in the list do so from the search field too."""
        is_key = watched is self._search and event.type() is QEvent.Type.KeyPress
        if not is_key or not isinstance(event, QKeyEvent) or event.key() not in _LIST_KEYS:
            return False
        self._list.keyPressEvent(event)
        return True

    def _follow(self, new: EditorState, old: EditorState) -> None:
        if new.order is not old.order:
            self._update(self._list.currentIndex().row())

    def _update(self, row: int) -> None:
        """Search again, and select a row or the nearest there is."""
        search = terms(self._search.text())
        self._delegate.set_terms(search)
        total, found = (
            self._model.set_order(self._editor.state.order, search),
            self._model.rowCount(),
        )
        self._list.setCurrentIndex(self._model.index(min(max(row, 0), found - 1)))
        if not total:
            text = "Everything in the briefing is in the running order."
        elif not found:
            text = "Nothing matches."
        else:
            text = f"{found:,} of {total:,} that can be added"
        if text != self._count.text():
            self._count.setText(text)
            announce(text, self._count)

    def _add(self) -> None:
        row: SlideRow | None = self._list.currentIndex().data(ROW_ROLE)
        if row is not None:
            self._editor.add(row.slide)
