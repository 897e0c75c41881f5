"""The window of the guide: its pages, the search, links, small screens and screen readers."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QAccessible, QTextCharFormat, QTextFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTreeWidget

from briefing_app.files.paths import GUIDE_PAGES
from briefing_app.gui.help.page import GuideText
from briefing_app.gui.help.window import GuideWindow
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.widgets.key_text import fragments, text_blocks
from tests.gui.slideshows import process_events

_CELL = "\ufdd0"  # what Qt has between the cells of a table
_TITLES = ["Read", "Present", "Export", "Write", "Keyboard shortcuts"]


def _list(guide: GuideWindow) -> QTreeWidget:
    (pages,) = guide.findChildren(QTreeWidget)
    return pages


def _listed(guide: GuideWindow) -> dict[str, list[str]]:
    """Return the pages that are listed, with the sections that are."""
    listed: dict[str, list[str]] = {}
    tree = _list(guide)
    for number in range(tree.model().rowCount()):
        top = tree.model().index(number, 0)
        if not tree.isRowHidden(number, QModelIndex()):
            rows = range(tree.model().rowCount(top) if tree.isExpanded(top) else 0)
            shown = [row for row in rows if not tree.isRowHidden(row, top)]
            listed[top.data()] = [tree.model().index(row, 0, top).data() for row in shown]
    return listed


def _search(guide: GuideWindow, text: str) -> None:
    (field,) = guide.findChildren(QLineEdit)
    field.setText(text)
    process_events()


def _text(guide: GuideWindow) -> GuideText:
    (text,) = guide.findChildren(GuideText)
    return text


def _chosen(guide: GuideWindow) -> tuple[str, str]:
    """Return the titles of the page and the section that are chosen in the list."""
    index = _list(guide).currentIndex()
    page = index.parent() if index.parent().isValid() else index
    return page.data(), index.data()


def _heading(guide: GuideWindow) -> str:
    """Return the first heading that can be seen."""
    text = _text(guide)
    block = text.cursorForPosition(QPoint()).block()
    while not block.blockFormat().headingLevel():
        block = block.next()
    cursor = text.textCursor()
    cursor.setPosition(block.position())
    assert text.viewport().rect().contains(text.cursorRect(cursor))
    return block.text()


def _highlighted(guide: GuideWindow) -> list[str]:
    """Return what is highlighted, with single spaces."""
    selections = _text(guide).extraSelections()
    return [" ".join(each.cursor.selectedText().split()) for each in selections]


def _first_match(guide: GuideWindow) -> QRect:
    """Return where the first match after the caret is."""
    text = _text(guide)
    caret = text.textCursor().position()
    cursors = (each.cursor for each in text.extraSelections())
    cursor = next(each for each in cursors if each.selectionEnd() > caret)
    cursor.setPosition(cursor.selectionStart())
    return QRect(text.cursorRect(cursor))


def test_pages_are_reached_one_after_the_other(guide: GuideWindow) -> None:
    assert list(_listed(guide)) == _TITLES
    for title, following in pairwise(_TITLES):
        assert _heading(guide) == title
        assert _chosen(guide) == (title, title)
        text = f"Next: {following} ›"
        _text(guide).anchorClicked.emit(QUrl(_format_of(guide, text).anchorHref()))
    assert _heading(guide) == _TITLES[-1]


def test_chosen_section_is_scrolled_to(guide: GuideWindow) -> None:
    pages = _list(guide)
    for title in ("Figures", "Votes", "Entering figures", "Main window"):
        (item,) = pages.findItems(title, _RECURSIVE)
        pages.setCurrentItem(item)
        assert _heading(guide) == title
        text = _text(guide)
        text.verticalScrollBar().setValue(0)
        QTest.mouseClick(
            pages.viewport(), Qt.MouseButton.LeftButton, pos=pages.visualItemRect(item).center()
        )
        assert _heading(guide) == title


def test_sections_of_the_page_that_is_read_are_listed(guide: GuideWindow) -> None:
    assert "Search" in _listed(guide)["Read"]
    assert _listed(guide)["Write"] == []
    guide.show_page("write")
    assert _listed(guide)["Read"] == []
    assert "Six steps" in _listed(guide)["Write"]


def test_search_finds_words_menu_entries_and_keys(guide: GuideWindow) -> None:
    for query, page, section, found in (
        ("F8", "Read", "Figures", "F8"),
        ("Ctrl+R", "Present", "Running order for today", "Ctrl R"),
        ("ctrl+shift+r", "Read", "Choose a finding", "Ctrl Shift R"),
        ("Save a template", "Write", "Six steps", "Save a template"),
        ("file › export › my notes", "Export", "Your notes", "File › Export › My notes"),
        ("apostrophe spreadsheet", "Export", "Data", "apostrophe"),
        ("semicolons", "Write", "CSV files", "semicolons"),
        ("L", "Keyboard shortcuts", "Screens and notes", "L"),
    ):
        _search(guide, query)
        assert _chosen(guide)[0] == page
        assert section in _listed(guide)[page]
        assert found in _highlighted(guide)
        assert _text(guide).viewport().rect().contains(_first_match(guide))


def test_search_lists_only_the_sections_that_have_all_words(
    guide: GuideWindow, heard: list[str]
) -> None:
    _search(guide, "zebra")
    assert _heading(guide) == "Read"
    _search(guide, "wayland screen")
    assert _listed(guide) == {"Present": ["Screens"]}
    heard.clear()
    _search(guide, "zebra")
    assert _heading(guide) == "Screens"
    _search(guide, "clicker")
    assert heard == ["Nothing found for “zebra”.", "Found in 2 sections"]
    assert _listed(guide) == {"Present": ["Turn slides", "Discussions"]}
    _list(guide).setCurrentItem(_list(guide).findItems("Discussions", _RECURSIVE)[0])
    process_events()
    assert _text(guide).viewport().rect().contains(_first_match(guide))
    _search(guide, "")
    assert list(_listed(guide)) == _TITLES
    assert _highlighted(guide) == []


_RECURSIVE = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive


def test_enter_goes_from_the_search_to_the_list_and_a_button_closes(guide: GuideWindow) -> None:
    (field,) = guide.findChildren(QLineEdit)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _list(guide).hasFocus()
    assert guide.isVisible()
    (close,) = (each for each in guide.findChildren(QPushButton) if each.text().startswith("Close"))
    close.click()
    assert not guide.isVisible()


def test_link_leads_to_its_section_and_never_out_of_the_guide(guide: GuideWindow) -> None:
    text = _text(guide)
    text.anchorClicked.emit(QUrl("export.md#your-notes"))
    assert _heading(guide) == "Your notes"
    assert _chosen(guide) == ("Export", "Your notes")
    for address in ("https://example.org/", "../security.md", "file:///etc/passwd"):
        text.anchorClicked.emit(QUrl(address))
        process_events()
        assert _heading(guide) == "Your notes"


def test_each_link_of_the_guide_leads_to_a_section(guide: GuideWindow) -> None:
    links = set()
    for name in GUIDE_PAGES:
        guide.show_page(name)
        links |= {part.charFormat().anchorHref() for part in _parts(guide)} - {""}
    assert links <= {section.link for section in _text(guide).sections}
    assert "export.md#handout" in links  # in its page, the link has the heading only


def test_nothing_is_cut_off_in_a_small_window(guide: GuideWindow, style: Look) -> None:
    style.set_scale(2.0)
    guide.resize(944, 560)
    text = _text(guide)
    for name in GUIDE_PAGES:
        guide.show_page(name)
        process_events()
        assert text.document().size().width() <= text.viewport().width(), name


def test_lines_can_be_read_easily_in_a_wide_window(guide: GuideWindow, style: Look) -> None:
    for scale, size in ((1.0, (2400, 1200)), (2.0, (2400, 1200)), (1.0, (1060, 720))):
        style.set_scale(scale)
        guide.resize(*size)
        process_events()
        blocks = text_blocks(_text(guide).document())
        layouts = [block.layout() for block in blocks]
        lengths = [
            layout.lineAt(line).textLength()
            for layout in layouts
            for line in range(layout.lineCount())
        ]
        assert 60 < max(lengths) < 90


def test_pictures_are_described_and_names_of_keys_read_as_text(guide: GuideWindow) -> None:
    interface = QAccessible.queryAccessibleInterface(_text(guide))
    assert "The main window" in interface.text(QAccessible.Text.Description)
    guide.show_page("keys")
    assert interface.text(QAccessible.Text.Name) == "Keyboard shortcuts"
    assert interface.text(QAccessible.Text.Description) == ""
    text = interface.textInterface().text(0, interface.textInterface().characterCount())
    words = " ".join(text.replace(_CELL, " ").split())
    assert "Ctrl F Edit › Find in findings and quotes" in words


def test_each_page_follows_theme_and_text_size(guide: GuideWindow, style: Look) -> None:
    for theme in (ThemeChoice.DARK, ThemeChoice.LIGHT):
        style.choose(theme)
        process_events()
        assert _format_of(guide, "ask for it").foreground().color() == style.colour("accent")
    sizes = {}
    for scale in (1.0, 1.5):
        style.set_scale(scale)
        for name in ("read", "keys"):
            guide.show_page(name)
            shown = [part.charFormat().font().pixelSize() for part in _parts(guide)]
            sizes[scale, name] = max(shown)
        guide.show_page("read")
    for name in ("read", "keys"):
        assert sizes[1.5, name] == round(1.5 * sizes[1.0, name])


@pytest.mark.parametrize("is_caret_in_sight", [True, False])
def test_what_is_read_stays_in_sight_in_another_look_and_width(
    guide: GuideWindow, style: Look, *, is_caret_in_sight: bool
) -> None:
    text = _text(guide)
    if is_caret_in_sight:
        text.anchorClicked.emit(QUrl("keys.md#main-window"))
    else:
        guide.show_page("keys")
        text.verticalScrollBar().setValue(text.verticalScrollBar().maximum() // 2)
    read = text.cursorForPosition(QPoint()).block().text()
    for scale, width in ((1.5, 1060), (1.5, 1400), (1.0, 800)):
        style.set_scale(scale)
        guide.resize(width, 720)
        process_events()
        assert text.cursorForPosition(QPoint()).block().text() == read


def test_what_was_found_stays_in_sight_in_another_look(guide: GuideWindow, style: Look) -> None:
    _search(guide, "freeze")
    found = _highlighted(guide)
    assert found
    for theme, scale in ((ThemeChoice.DARK, 1.0), (ThemeChoice.DARK, 1.25)):
        style.choose(theme)
        style.set_scale(scale)
        process_events()
        assert _highlighted(guide) == found
        assert _text(guide).viewport().rect().contains(_first_match(guide))


def _format_of(guide: GuideWindow, text: str) -> QTextCharFormat:
    return next(part.charFormat() for part in _parts(guide) if part.text() == text)


def _parts(guide: GuideWindow) -> Iterator[QTextFragment]:
    for block in text_blocks(_text(guide).document()):
        yield from fragments(block)


def test_text_keeps_its_caret_when_tab_leaves_it(guide: GuideWindow) -> None:
    guide.show_page("keys")
    text = _text(guide)
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Down)
    caret = text.textCursor().position()
    QTest.keyClick(text, Qt.Key.Key_Backtab)
    assert not text.hasFocus()
    assert text.textCursor().position() == caret > 0
