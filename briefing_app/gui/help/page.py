"""A page of the guide, which scrolls, and the search in all of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from briefing_app.files.paths import GUIDE_PAGES, guide_folder
from briefing_app.gui.help.markdown import (
    MARGIN_PX,
    cursor_at,
    headings,
    show_markdown,
    show_pictures,
)
from briefing_app.gui.look import TextRole, look
from briefing_app.gui.widgets.key_text import paint_keys, written_keys
from briefing_app.gui.widgets.text_layout import match_format, match_ranges, width_of_letters
from briefing_app.model.search import spans, terms, words

_MAX_LETTERS: Final = 75  # in a line
# Pixels at 100 % text size.
_ABOVE_A_HEADING: Final = 16
_ABOVE_A_MATCH: Final = 60
_PICTURE_WIDTH: Final = 640


class Section(NamedTuple):
    """A page of the guide, up to its first section, or one of its sections.

    Args:
        link: Its address in links, such as ``read.md`` or ``read.md#my-force``.
        title: The heading.
        start: Where it starts in the page.
        text: The text, with the heading.
    """

    link: str
    title: str
    start: int
    text: str

    @property
    def page(self) -> str:
        """The file of its page."""
        return self.link.partition("#")[0]


_Matches = dict[Section, list[tuple[int, int]]]
"""The sections in which something was found, with the places in each, and their lengths."""


class GuideText(QTextBrowser):
    """Shows a page of the guide."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._matches: _Matches = {}
        self._pages = _pages()
        self._page = next(iter(self._pages))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setOpenLinks(False)
        flag = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flag.TextBrowserInteraction | flag.TextSelectableByKeyboard)
        self.sections = [section for page in self._pages.items() for section in _sections(*page)]
        """The sections of all pages."""
        for page, following in pairwise(each for each in self.sections if each.link == each.page):
            link = f"[Next: {following.title} ›]({following.link})"
            self._pages[page.link] += f"\n\n{link}"
        self._show()
        look().changed.connect(self._follow_look)

    def search(self, text: str) -> list[Section]:
        """Highlight a key, adjacent words, or else all of the words. Return sections with them."""
        if len(text) == 1:  # many words begin with a letter, so it is taken for a key
            self._matches = self._with_key(text.upper())
        else:
            phrase = terms("-".join(words(text)))
            self._matches = self._with_terms(phrase) or self._with_terms(terms(text))
        self._highlight()
        return list(self._matches)

    def show_section(self, section: Section) -> None:
        """Scroll to what was found in a section, or to its heading, and move the caret there."""
        if section.page != self._page:
            self._page = section.page
            self._show()
        place, above = section.start, _ABOVE_A_HEADING
        if section in self._matches:
            place, above = place + self._matches[section][0][0], _ABOVE_A_MATCH
        self.setTextCursor(cursor_at(self.document(), place))
        self._scroll(place, look().px(above))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the outlines of keys, then the text."""
        paint_keys(self, look().theme)
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        with self._keeping_place():  # in another font
            super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._keeping_place():
            super().resizeEvent(event)
            self._fit_lines()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next link, or leave the text and keep the caret; Qt would move it to an end."""
        caret = self.textCursor()
        is_moved = super().focusNextPrevChild(forward)
        if not self.hasFocus():
            self.setTextCursor(caret)
        return is_moved

    def _with_terms(self, wanted: tuple[str, ...]) -> _Matches:
        """Return the sections that have all terms."""
        return {
            section: list(match_ranges(section.text, wanted))
            for section in self.sections
            if wanted and all(spans(section.text, (term,)) for term in wanted)
        }

    def _with_key(self, key: str) -> _Matches:
        """Return the sections that name a key of the keyboard."""
        name = written_keys([[key]])
        return {
            section: [(at.start(), len(name)) for at in re.finditer(re.escape(name), section.text)]
            for section in self.sections
            if name in section.text
        }

    def _highlight(self) -> None:
        selections = []
        for section, places in self._matches.items():
            for at, size in places if section.page == self._page else ():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = cursor_at(self.document(), section.start + at, size)
                selection.format = match_format()
                selections.append(selection)
        self.setExtraSelections(selections)

    def _show(self) -> None:
        text = self._pages[self._page]
        show_markdown(self.document(), text, look().theme)
        self._fit_lines()
        self._highlight()
        self.setAccessibleName(self.document().firstBlock().text())
        self.setAccessibleDescription(" ".join(re.findall(r"!\[([^]]+)\]", text)))

    def _follow_look(self) -> None:
        caret = self.textCursor().position()
        with self._keeping_place():
            self._show()
            self.setTextCursor(cursor_at(self.document(), caret))  # Qt scrolls to it

    def _fit_lines(self) -> None:
        """Limit the lines to what can be read easily, and pictures to the page."""
        widest = width_of_letters(look().font(TextRole.BODY), _MAX_LETTERS) + 2 * MARGIN_PX
        self.setLineWrapColumnOrWidth(min(widest, self.viewport().width()))
        width = min(look().px(_PICTURE_WIDTH), self.viewport().width() - 2 * MARGIN_PX)
        show_pictures(self.document(), width, self.devicePixelRatioF())

    @contextmanager
    def _keeping_place(self) -> Iterator[None]:
        """Keep the caret, or else the top line, at its height while the text is laid out again."""
        is_in_sight = self.viewport().rect().contains(self.cursorRect())
        place = self.textCursor() if is_in_sight else self.cursorForPosition(QPoint())
        position, above = place.position(), self.cursorRect(place).top()
        yield
        self._scroll(position, above)

    def _scroll(self, position: int, above: int) -> None:
        """Scroll so that a place in the text is at a height of the viewport."""
        bar = self.verticalScrollBar()
        now = self.cursorRect(cursor_at(self.document(), position)).top()
        bar.setValue(bar.value() + now - above)


def _pages() -> dict[str, str]:
    """Return the files of the pages, and their Markdown, with the file in each link."""
    pages = {}
    for file in (f"{name}.md" for name in GUIDE_PAGES):
        text = (guide_folder() / file).read_text(encoding="utf-8")
        pages[file] = text.replace("](#", f"]({file}#")
    return pages


def _sections(file: str, markdown: str) -> Iterator[Section]:
    document = QTextDocument()
    show_markdown(document, markdown, look().theme)
    text = document.toRawText()
    found = list(headings(document))
    ends = [*(start for _, _, start in found[1:]), len(text)]
    for (level, title, start), end in zip(found, ends, strict=True):
        link = file if level == 1 else f"{file}#{_link_name(title)}"
        yield Section(link, title, start, text[start:end])


def _link_name(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
