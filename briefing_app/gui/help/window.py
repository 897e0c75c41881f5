"""The window of the guide: pages on the left, the chosen one beside them, and a search."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing_app.files.paths import guide_folder
from briefing_app.gui.accessibility.interfaces import AccessibleImage
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.help import keys_sheet
from briefing_app.gui.help.guide import GuidePage, GuidePicture, read_guide
from briefing_app.gui.help.keys import KeyGroup, key_caps
from briefing_app.gui.help.keys_page import KeysPage
from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.columns import Columns
from briefing_app.gui.widgets.dialog import Dialog, resize_within_screen
from briefing_app.gui.widgets.focus import FocusRingPage
from briefing_app.gui.widgets.key_text import KeyText
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.scroll_area import scroll_to_focus
from briefing_app.model.wording import KEYS_TITLE

# Pixels at 100 % text size.
_SIZE: Final = QSize(1020, 700)
_LIST_WIDTH: Final = 196
_SECTION_WIDTH: Final = 300
_PICTURE_WIDTH: Final = 512


class GuideWindow(Dialog):
    """Shows the guide.

    Args:
        essential: The keys that matter most.
        groups: All keys.
        parent: The main window.
    """

    def __init__(
        self, essential: KeyGroup, groups: Sequence[KeyGroup], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Guide")
        if parent is not None:
            self.addActions(parent.actions())  # the keys for the text size
        self._last_size = QSize()
        self._search = QLineEdit(self)
        self._search.setProperty("look", "search")
        self._search.setPlaceholderText("Search the guide")
        self._search.setAccessibleName("Search the guide")
        self._search.setClearButtonEnabled(True)
        self._nothing = text_label(self, look="muted", role=TextRole.SMALL, wraps=True)
        self._list = QListWidget(self)
        self._list.setAccessibleName("Pages of the guide")
        self._list.setProperty("look", "pages")
        set_role(self._list, TextRole.BODY)
        self._ground = QFrame(self)
        self._ground.setProperty("look", "plain")
        self._stack = QStackedWidget(self._ground)
        guide = read_guide()
        builders: list[tuple[str, _Builder]] = [
            *((page.title, partial(_guide_page, page)) for page in guide),
            (KEYS_TITLE, partial(_keys_page, essential, groups)),
        ]
        self._pages = [_Page(title, build, self._stack) for title, build in builders]
        titles = [title for title, _ in builders]
        for at, page in enumerate(self._pages):
            QListWidgetItem(titles[at], self._list)
            self._stack.addWidget(page)
            page.close_button.clicked.connect(self.reject)
            if at + 1 < len(titles):
                page.add_below(f"Next: {titles[at + 1]} ›").clicked.connect(
                    partial(self._go_to, at + 1)
                )
        last = self._pages[-1]
        last.add_below("Print…").clicked.connect(
            lambda: keys_sheet.ask_and_print((essential, *groups), self)
        )
        self._build_layout()
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._search.textChanged.connect(self._find)
        look().changed.connect(self._fit)
        self._list.setCurrentRow(0)
        self._fit()
        self._list.setFocus()

    def show_keys(self) -> None:
        """Show the page of keys."""
        self._go_to(len(self._pages) - 1)

    def focusNextPrevChild(self, forward: bool) -> bool:
        is_moved = super().focusNextPrevChild(forward)
        scroll_to_focus()
        return is_moved

    def _build_layout(self) -> None:
        side = self._side = QFrame(self)
        side.setProperty("look", "sidebar")
        column = QVBoxLayout(side)
        scale(column.setContentsMargins, 10, 16, 10, 10)
        scale(column.setSpacing, 8)
        for widget in (self._search, self._nothing, self._list):
            column.addWidget(widget)
        self._nothing.hide()
        inner = QVBoxLayout(self._ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._stack)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._ground, 1)

    def _go_to(self, page: int) -> None:
        self._list.setCurrentRow(page)
        self._list.setFocus()

    def _find(self, text: str) -> None:
        """Highlight words, enable only the pages that have them, and show the first of these."""
        terms = tuple(text.split())
        found = [page.highlight(terms) for page in self._pages]
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        for row, has_terms in enumerate(found):
            item = self._list.item(row)
            item.setFlags(enabled if has_terms or not terms else Qt.ItemFlag.NoItemFlags)
        is_nothing = bool(terms) and not any(found)
        self._nothing.setText(f"Nothing found for “{text}”." if is_nothing else "")
        self._nothing.setVisible(is_nothing)
        if is_nothing:
            announce(self._nothing.text(), self)
        elif terms:
            current = self._list.currentRow()
            page = current if found[current] else found.index(True)
            self._list.setCurrentRow(page)
            # Later, when a page that was hidden has its size.
            QTimer.singleShot(0, self._pages[page], self._pages[page].scroll_to_match)

    def _fit(self) -> None:
        px = look().px
        self._side.setFixedWidth(px(_LIST_WIDTH))
        preferred = QSize(px(_SIZE.width()), px(_SIZE.height()))
        self._last_size = resize_within_screen(self, preferred, self._last_size)


class _Page(QWidget):
    """A page with its heading, a button that closes the window, and what can be scrolled.

    Args:
        title: Its heading.
        build: Builds what can be scrolled.
    """

    def __init__(self, title: str, build: "_Builder", parent: QWidget) -> None:
        super().__init__(parent)
        self.close_button = quiet_button("Close  Esc", self)
        self.close_button.setAccessibleName("Close")
        top = QHBoxLayout()
        top.addWidget(heading_label(self, title, role=TextRole.TITLE, wraps=True), 1)
        top.addWidget(self.close_button)
        self._area = FocusRingPage(self)
        self._area.setAccessibleName(title)
        body = QWidget(self._area)
        self._area.set_page(body)
        self._body = body
        self._texts = build(body)
        self._matching: KeyText | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(24, 20, 16, 16)  # with larger text, the space is needed
        scale(self._rows.setSpacing, 10)
        self._rows.addLayout(top)
        self._rows.addWidget(self._area, 1)
        for text in self._texts:
            text.caret_moved.connect(partial(self._scroll_to, text))

    def add_below(self, text: str) -> QPushButton:
        """Add a button at the end, and return it."""
        button = quiet_button(text, self)
        self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        return button

    def highlight(self, terms: tuple[str, ...]) -> bool:
        """Highlight words in the texts. Return whether there are any."""
        self._matching = None
        for text in self._texts:
            text.highlight(terms)
            if self._matching is None and text.extraSelections():
                self._matching = text
        return self._matching is not None

    def scroll_to_match(self) -> None:
        """Scroll to the first word that is highlighted."""
        if self._matching is not None:
            first, *_ = self._matching.extraSelections()
            self._scroll_to(self._matching, self._matching.cursorRect(first.cursor))

    def _scroll_to(self, text: KeyText, place: QRect) -> None:
        middle = text.mapTo(self._body, place.center())
        self._area.ensureVisible(0, middle.y(), 0, place.height())


_Builder = Callable[[QWidget], list[KeyText]]
"""Fills a page's body, and returns its texts."""


def _keys_page(essential: KeyGroup, groups: Sequence[KeyGroup], body: QWidget) -> list[KeyText]:
    page = KeysPage(essential, groups, body)
    column = QVBoxLayout(body)
    scale(column.setContentsMargins, 0, 0, 8, 0)
    column.addWidget(page)
    return page.texts


def _guide_page(page: GuidePage, body: QWidget) -> list[KeyText]:
    lead = _text(page.lead, TextRole.BODY, body)
    texts = [lead]
    column = QVBoxLayout(body)
    scale(column.setContentsMargins, 0, 0, 8, 0)
    scale(column.setSpacing, 18)
    column.addWidget(lead)
    if page.picture is not None:
        beside = Columns(body, min_width=_SECTION_WIDTH, max_columns=2, first_share=2)
        picture = _Picture(page.picture, beside)
        legend = KeyText(beside, TextRole.BODY)
        legend.show_rows([([[str(number)]], text) for number, text in page.picture.numbered])
        legend.setVisible(bool(page.picture.legend))
        beside.show_widgets([picture, legend], [1, 1])
        column.addWidget(beside)
        texts.append(legend)
    parts = Columns(body, min_width=_SECTION_WIDTH, max_columns=2)
    boxes = []
    for section in page.sections:
        box = QWidget(parts)
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 2)
        rows.addWidget(heading_label(box, section.title, role=TextRole.SECTION, wraps=True))
        text = _text(section.text, TextRole.BODY, box)
        text.setAccessibleName(section.title)
        rows.addWidget(text)
        boxes.append(box)
        texts.append(text)
    parts.show_widgets(boxes, [1 for _ in boxes])
    column.addWidget(parts)
    column.addStretch(1)
    return texts


def _text(text: str, role: TextRole, parent: QWidget) -> KeyText:
    made = KeyText(parent, role)
    made.show_paragraphs(text, key_caps)
    return made


class _Picture(AccessibleImage):
    """A picture of the guide, as wide as there is room and not enlarged."""

    def __init__(self, picture: GuidePicture, parent: QWidget) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap(str(guide_folder() / picture.file))
        self.setAccessibleName(picture.description)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._size_in(width).height()

    def sizeHint(self) -> QSize:
        return self._size_in(look().px(_PICTURE_WIDTH))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(QPoint(), self._size_in(self.width())), self._pixmap)
        painter.end()

    def _size_in(self, width: int) -> QSize:
        size = self._pixmap.size()
        width = min(width, size.width())
        return QSize(width, round(width * size.height() / max(1, size.width())))
