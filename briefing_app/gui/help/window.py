"""The window of the guide: its contents, its text, and the search in it."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.help.page import GuideText
from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.dialog import Dialog
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.wording import counted

# Pixels at 100 % text size.
_SIZE: Final = QSize(1060, 720)
_LIST_WIDTH: Final = 240
_MIN_TEXT_WIDTH: Final = 175
_INDENT: Final = 14

_SECTION: Final = Qt.ItemDataRole.UserRole
"""The number of an item's section."""


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
        self._text = GuideText(self._ground)
        scale(self._text.setMinimumWidth, _MIN_TEXT_WIDTH)
        self._close = quiet_button("Close  Esc", self._ground)
        self._close.setAccessibleName("Close")
        self._items = self._add_items()
        self._build_layout()
        self._list.currentItemChanged.connect(self._show_item)
        self._list.itemClicked.connect(self._show_item)
        self._text.anchorClicked.connect(self._follow)
        self._search.textChanged.connect(self._find)
        self._search.returnPressed.connect(self._list.setFocus)
        self._close.clicked.connect(self.reject)
        look().changed.connect(self._fit)
        self._list.setCurrentItem(self._items[0])
        self._fit()
        self._list.setFocus()

    def show_page(self, name: str) -> None:
        """Show the beginning of a page.

        Args:
            name: One of `GUIDE_PAGES`.
        """
        self._follow(QUrl(f"{name}.md"))

    def _add_items(self) -> list[QTreeWidgetItem]:
        """Add the sections to the list, each below its page; return them in the order of these."""
        items: list[QTreeWidgetItem] = []
        page: QTreeWidget | QTreeWidgetItem = self._list
        for number, section in enumerate(self._text.sections):
            is_page = "#" not in section.link
            item = QTreeWidgetItem(self._list if is_page else page, [section.title])
            item.setData(0, _SECTION, number)
            items.append(item)
            if is_page:
                page = item
        return items

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
        page = QVBoxLayout(self._ground)
        page.setContentsMargins(24, 20, 16, 16)  # with larger text, the space is needed
        scale(page.setSpacing, 10)
        page.addWidget(self._text, 1)
        page.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._ground, 1)

    def _show_item(self, item: QTreeWidgetItem) -> None:
        self._expand()
        self._text.show_section(self._text.sections[item.data(0, _SECTION)])

    def _follow(self, link: QUrl) -> None:
        """Show a section of the guide; other links lead nowhere."""
        for item, section in zip(self._items, self._text.sections, strict=True):
            if section.link == link.toString():
                self._list.setCurrentItem(item)
                self._show_item(item)

    def _find(self, text: str) -> None:
        """Highlight words, list only the sections that have them, and show the first of these."""
        found = self._text.search(text.strip())
        is_search = bool(text.strip())
        for item, section in zip(self._items, self._text.sections, strict=True):
            page = item.parent() or item
            item.setHidden(is_search and section not in found)
            page.setHidden(page.isHidden() and item.isHidden())
        self._expand()
        is_nothing = is_search and not found
        self._nothing.setText(f"Nothing found for “{text}”." if is_nothing else "")
        self._nothing.setVisible(is_nothing)
        if is_nothing:
            announce(self._nothing.text(), self)
        elif is_search:
            announce(f"Found in {counted(len(found), 'section')}", self)
            self._follow(QUrl(found[0].link))

    def _expand(self) -> None:
        """List the sections of the page that is shown; in a search, those of each page."""
        shown = self._list.currentItem() or self._items[0]
        is_search = bool(self._search.text().strip())
        for item in self._items:
            item.setExpanded(is_search or item in {shown, shown.parent()})

    def _fit(self) -> None:
        self._side.setFixedWidth(look().px(_LIST_WIDTH))
        self._fit_on_screen(_SIZE)
