"""The window of the guide: its pages and their sections, the page that is read, and a search."""

from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing_app.files.paths import GUIDE_PAGES
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.help.page import GuidePage, Section
from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.dialog import Dialog
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.model.search import terms, words
from briefing_app.model.wording import counted

# Pixels at 100 % text size.
_SIZE: Final = QSize(1060, 720)
_LIST_WIDTH: Final = 240
_INDENT: Final = 14

_ROW: Final = Qt.ItemDataRole.UserRole


class _Row(NamedTuple):
    """A row of the list: a page or one of its sections."""

    item: QTreeWidgetItem
    page: GuidePage
    section: Section

    @property
    def is_page(self) -> bool:
        """Whether it is the row of a page, above those of its other sections."""
        return self.section is self.page.sections[0]


class GuideWindow(Dialog):
    """Shows the guide.

    Args:
        parent: The main window.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Guide", parent)
        self._search = QLineEdit(self)
        self._search.setProperty("look", "search")
        self._search.setPlaceholderText("Search the guide")
        self._search.setAccessibleName("Search the guide")
        self._search.setClearButtonEnabled(True)
        self._nothing = text_label(self, look="muted", role=TextRole.SMALL, wraps=True)
        self._list = QTreeWidget(self)
        self._list.setAccessibleName("Pages of the guide")
        self._list.setProperty("look", "pages")
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setItemsExpandable(False)
        self._list.setUniformRowHeights(True)
        scale(self._list.setIndentation, _INDENT)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self._list, TextRole.LIST)
        self._list.ensurePolished()  # otherwise Qt keeps a row height without padding
        self._ground = QFrame(self)
        self._ground.setProperty("look", "surface")
        self._title = heading_label(self._ground, role=TextRole.TITLE, wraps=True)
        self._stack = QStackedWidget(self._ground)
        self._pages = {name: GuidePage(name, self._stack, self.show_page) for name in GUIDE_PAGES}
        self._next = quiet_button("", self._ground)
        self._close = quiet_button("Close  Esc", self._ground)
        self._close.setAccessibleName("Close")
        self._rows: list[_Row] = []
        for page in self._pages.values():
            self._stack.addWidget(page)
            self._add_rows(page)
        self._build_layout()
        self._list.currentItemChanged.connect(self._show_item)
        self._list.itemClicked.connect(self._show_item)
        self._search.textChanged.connect(self._find)
        self._search.returnPressed.connect(self._list.setFocus)
        self._close.clicked.connect(self.reject)
        self._next.clicked.connect(self._show_next)
        look().changed.connect(self._fit)
        self.show_page(GUIDE_PAGES[0])
        self._fit()
        self._list.setFocus()

    def show_page(self, name: str, heading: str = "") -> None:
        """Show a page.

        Args:
            name: One of `GUIDE_PAGES`.
            heading: The heading to scroll to, as links name it; empty for the top.
        """
        page = self._pages[name]
        section = page.section(heading)
        for row in self._rows:
            if row.page is page and row.section is section:
                self._list.setCurrentItem(row.item)

    def _add_rows(self, page: GuidePage) -> None:
        top: QTreeWidget | QTreeWidgetItem = self._list
        for section in page.sections:
            item = QTreeWidgetItem(top, [section.title])
            item.setData(0, _ROW, len(self._rows))
            self._rows.append(_Row(item, page, section))
            if top is self._list:
                top = item

    def _build_layout(self) -> None:
        side = self._side = QFrame(self)
        side.setProperty("look", "sidebar")
        side.lower()  # screen readers read in this order
        column = QVBoxLayout(side)
        scale(column.setContentsMargins, 10, 16, 10, 10)
        scale(column.setSpacing, 8)
        for widget in (self._search, self._nothing, self._list):
            column.addWidget(widget)
        self._nothing.hide()
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._close)
        foot.addStretch(1)
        foot.addWidget(self._next)
        page = QVBoxLayout(self._ground)
        page.setContentsMargins(24, 20, 16, 16)  # with larger text, the space is needed
        scale(page.setSpacing, 10)
        page.addLayout(top)
        page.addWidget(self._stack, 1)
        page.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._ground, 1)

    def _show_item(self, item: QTreeWidgetItem) -> None:
        _, page, section = self._rows[item.data(0, _ROW)]
        self._stack.setCurrentWidget(page)
        self._title.setText(page.title)
        following = GUIDE_PAGES[self._stack.currentIndex() + 1 :]
        self._next.setVisible(bool(following))
        if following:
            self._next.setText(f"Next: {self._pages[following[0]].title} ›")
        self._expand()
        # Later, when a page that was hidden has its size.
        QTimer.singleShot(0, page, partial(page.show_section, section))

    def _show_next(self) -> None:
        self.show_page(GUIDE_PAGES[self._stack.currentIndex() + 1])

    def _find(self, text: str) -> None:
        """Highlight words, list only the sections that have them, and show the first of these."""
        is_search = bool(text.strip())
        found = self._found(text.strip())
        pages = {row.page for row in found}
        for row in self._rows:
            is_there = row in found or (row.is_page and row.page in pages)
            row.item.setHidden(is_search and not is_there)
        self._expand()
        is_nothing = is_search and not found
        self._nothing.setText(f"Nothing found for “{text}”." if is_nothing else "")
        self._nothing.setVisible(is_nothing)
        if is_nothing:
            announce(self._nothing.text(), self)
        elif is_search:
            announce(f"Found in {counted(len(found), 'section')}", self)
            self._list.setCurrentItem(found[0].item)
            self._show_item(found[0].item)

    def _found(self, text: str) -> list[_Row]:
        """Return the rows whose sections have a key, adjacent words, or else all of the words."""
        if len(text) == 1:  # many words begin with a letter, so it is taken for a key
            for page in self._pages.values():
                page.search_key(text.upper())
            return self._matching_rows()
        for wanted in (terms("-".join(words(text))), terms(text)):
            for page in self._pages.values():
                page.search(wanted)
            if rows := self._matching_rows():
                return rows
        return []

    def _matching_rows(self) -> list[_Row]:
        return [row for row in self._rows if row.section in row.page.matches]

    def _expand(self) -> None:
        """List the sections of the page that is shown; in a search, those of each page."""
        for row in self._rows:
            if row.is_page:
                is_shown = row.page is self._stack.currentWidget()
                row.item.setExpanded(is_shown or bool(self._search.text().strip()))

    def _fit(self) -> None:
        self._side.setFixedWidth(look().px(_LIST_WIDTH))
        self._fit_on_screen(_SIZE)
