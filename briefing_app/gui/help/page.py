"""A page of the guide, which scrolls, and the search in it."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QFocusEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from briefing_app.files.paths import GUIDE_PAGES, guide_folder
from briefing_app.gui.help.markdown import (
    MARGIN_PX,
    headings,
    pictures,
    show_markdown,
    show_pictures,
)
from briefing_app.gui.look import TextRole, look
from briefing_app.gui.widgets.key_text import key_places, paint_keys
from briefing_app.gui.widgets.scroll_area import KEYBOARD_FOCUS_REASONS, paint_focus_ring
from briefing_app.gui.widgets.text_layout import match_format, match_ranges, width_of_letters
from briefing_app.layout.palette import Theme
from briefing_app.model.search import spans

_MAX_LETTERS: Final = 75  # in a line
# Pixels at 100 % text size.
_ABOVE_A_PLACE: Final = 60
_PICTURE_WIDTH: Final = 640


class Section(NamedTuple):
    """A page, up to its first heading, or what is below a heading.

    Args:
        title: The heading.
        start: Where it starts in the text.
    """

    title: str
    start: int


class GuidePage(QTextBrowser):
    """Shows a page of the guide below its title, which the window shows.

    Args:
        name: One of `GUIDE_PAGES`.
        show_page: Shows another one, at a heading as in links.
    """

    def __init__(self, name: str, parent: QWidget, show_page: Callable[[str, str], object]) -> None:
        super().__init__(parent)
        text = (guide_folder() / f"{name}.md").read_text(encoding="utf-8")
        title, _, self._markdown = text.partition("\n")
        self.title = title.removeprefix("# ")
        """The title, and its name in the list of pages."""
        self.matches: dict[Section, int] = {}
        """The sections that have what was searched for, and where it is first in the text."""
        self._name = name
        self._show_page = show_page
        self._found: Sequence[tuple[int, int]] = ()  # places and lengths
        self._place: tuple[int, int] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setOpenLinks(False)
        flag = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flag.TextBrowserInteraction | flag.TextSelectableByKeyboard)
        self.anchorClicked.connect(self._follow)
        self._show()
        self.sections = (
            Section(self.title, 0),
            *(Section(text, start) for text, start in headings(self.document())),
        )
        """Its parts, from the top."""
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(" ".join(pictures(self.document()).values()))
        look().changed.connect(self._follow_look)

    def search(self, wanted: tuple[str, ...]) -> None:
        """Search for the sections that have all terms, and highlight these.

        Args:
            wanted: The terms, as `model.search.terms` returns them.
        """
        text = self.toPlainText()
        self.matches = {}
        places: list[tuple[int, int]] = []
        for section, after in zip_longest(self.sections, self.sections[1:]):
            part = text[section.start : after.start if after else None]
            if wanted and all(spans(part, (term,)) for term in wanted):
                found = [(section.start + at, size) for at, size in match_ranges(part, wanted)]
                self.matches[section] = found[0][0]
                places += found
        self._highlight(places)

    def search_key(self, key: str) -> None:
        """Search for the sections that name a key of the keyboard, and highlight its name."""
        caps = key_places(self.document())
        places = [(at, size) for cap, at, size in caps if cap == key]
        self.matches = {}
        for at, _ in places:
            section = next(each for each in reversed(self.sections) if each.start <= at)
            self.matches.setdefault(section, at)
        self._highlight(places)

    def section(self, heading: str) -> Section:
        """Return a section by its heading, as links name it; the first one if there is none."""
        named = (each for each in self.sections if _link_name(each.title) == heading)
        return next(named, self.sections[0])

    def show_section(self, section: Section) -> None:
        """Scroll to what was found in a section, or to its heading, and move the caret there."""
        self.setTextCursor(self._cursor(self.matches.get(section, section.start), 0))
        self._scroll(self.textCursor().position(), look().px(_ABOVE_A_PLACE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the outlines of keys, the text, and a ring if it has the keyboard focus."""
        paint_keys(self, look().theme)
        super().paintEvent(event)
        paint_focus_ring(self, look().colour("accent"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_look()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange and self.isVisible() and self._place is None:
            self._place = self._place_in_sight()  # before Qt lays the page out in the new font
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_lines()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next link, or leave the page and keep the caret; Qt would move it to an end."""
        caret = self.textCursor()
        is_moved = super().focusNextPrevChild(forward)
        if not self.hasFocus():
            self.setTextCursor(caret)
        return is_moved

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()
        if event.reason() in KEYBOARD_FOCUS_REASONS:
            self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _follow_look(self) -> None:
        """Show the page in another look now, or when it is next seen, at the same place."""
        kept, self._place = self._place, None
        if not self.isVisible() or self._shown_in == _look_in_use():
            return
        caret = self.textCursor().position()
        place, above = kept or self._place_in_sight()
        self._show()
        self._highlight(self._found)
        self.setTextCursor(self._cursor(caret, 0))
        # Later, when the page has its new width.
        QTimer.singleShot(0, self, partial(self._scroll, place, above))

    def _place_in_sight(self) -> tuple[int, int]:
        """Return a place in the text, and its height in the viewport: the caret, or the top."""
        is_in_sight = self.viewport().rect().contains(self.cursorRect())
        place = self.textCursor() if is_in_sight else self.cursorForPosition(QPoint())
        return place.position(), self.cursorRect(place).top()

    def _scroll(self, position: int, top: int) -> None:
        """Scroll so that a place in the text is at a height of the viewport."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(self._cursor(position, 0)).top() - top)

    def _show(self) -> None:
        self._shown_in = _look_in_use()
        show_markdown(self.document(), self._markdown, look().theme)
        self._fit_lines()

    def _fit_lines(self) -> None:
        """Limit the lines to what can be read easily, and pictures to the page."""
        widest = width_of_letters(look().font(TextRole.BODY), _MAX_LETTERS) + 2 * MARGIN_PX
        self.setLineWrapColumnOrWidth(min(widest, self.viewport().width()))
        width = min(look().px(_PICTURE_WIDTH), self.viewport().width() - 2 * MARGIN_PX)
        show_pictures(self.document(), width, self.devicePixelRatioF())

    def _highlight(self, places: Sequence[tuple[int, int]]) -> None:
        self._found = places
        selections = []
        for at, size in places:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._cursor(at, size)
            selection.format = match_format()
            selections.append(selection)
        self.setExtraSelections(selections)

    def _cursor(self, start: int, length: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _follow(self, link: QUrl) -> None:
        name = link.path().removesuffix(".md") or self._name
        if name in GUIDE_PAGES:
            self._show_page(name, link.fragment())


def _look_in_use() -> tuple[Theme, float]:
    return look().theme, look().scale


def _link_name(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
