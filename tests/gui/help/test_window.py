"""The window of the guide: its pages, the search, links, small screens and screen readers."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QRect, Qt, QUrl
from PySide6.QtGui import QAccessible, QTextCharFormat, QTextFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTreeWidget

from briefing_app.files.paths import GUIDE_PAGES
from briefing_app.gui.help.page import GuidePage
from briefing_app.gui.help.window import GuideWindow
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.widgets.key_text import fragments, text_blocks
from tests.gui.parts import press
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


def _page(guide: GuideWindow) -> GuidePage:
    (page,) = (each for each in guide.findChildren(GuidePage) if each.isVisible())
    return page


def _shown(guide: GuideWindow) -> str:
    (heading,) = (
        label.text()
        for label in guide.findChildren(QLabel)
        if label.isVisible() and label.text() in _TITLES
    )
    return heading


def _highlighted(guide: GuideWindow) -> list[str]:
    """Return what is highlighted on the page, with single spaces."""
    selections = _page(guide).extraSelections()
    return [" ".join(each.cursor.selectedText().split()) for each in selections]


def _first_match(guide: GuideWindow) -> QRect:
    """Return the place of the first match after the caret, in the page."""
    page = _page(guide)
    caret = page.textCursor().position()
    cursors = (each.cursor for each in page.extraSelections())
    cursor = next(each for each in cursors if each.selectionEnd() > caret)
    cursor.setPosition(cursor.selectionStart())
    return page.cursorRect(cursor)


def test_pages_are_reached_one_after_the_other(guide: GuideWindow) -> None:
    for title, following in pairwise(_TITLES):
        assert _shown(guide) == title
        press(guide, f"Next: {following} ›")
    assert _shown(guide) == _TITLES[-1]


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
        assert _shown(guide) == page
        assert section in _listed(guide)[page]
        assert found in _highlighted(guide)
        assert _page(guide).viewport().rect().contains(_first_match(guide))


def test_search_lists_only_the_sections_that_have_all_words(
    guide: GuideWindow, heard: list[str]
) -> None:
    _search(guide, "zebra")
    assert _shown(guide) == "Read"
    _search(guide, "wayland screen")
    assert _listed(guide) == {"Present": ["Screens"]}
    heard.clear()
    _search(guide, "zebra")
    assert _shown(guide) == "Present"
    _search(guide, "clicker")
    assert heard == ["Nothing found for “zebra”.", "Found in 2 sections"]
    assert _listed(guide) == {"Present": ["Turn slides", "Discussions"]}
    _list(guide).setCurrentItem(_list(guide).findItems("Discussions", _RECURSIVE)[0])
    process_events()
    assert _page(guide).viewport().rect().contains(_first_match(guide))
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
    page = _page(guide)
    page.anchorClicked.emit(QUrl("export.md#your-notes"))
    process_events()
    assert _shown(guide) == "Export"
    assert _list(guide).currentIndex().data() == "Your notes"
    for address in ("https://example.org/", "../security.md", "file:///etc/passwd"):
        _page(guide).anchorClicked.emit(QUrl(address))
        process_events()
        assert _shown(guide) == "Export"


def test_nothing_is_cut_off_in_a_small_window(guide: GuideWindow, style: Look) -> None:
    style.set_scale(2.0)
    guide.resize(944, 560)
    for name in GUIDE_PAGES:
        guide.show_page(name)
        process_events()
        page = _page(guide)
        assert page.document().size().width() <= page.viewport().width(), name


def test_lines_can_be_read_easily_in_a_wide_window(guide: GuideWindow, style: Look) -> None:
    for scale, size in ((1.0, (2400, 1200)), (2.0, (2400, 1200)), (1.0, (1060, 720))):
        style.set_scale(scale)
        guide.resize(*size)
        process_events()
        blocks = text_blocks(_page(guide).document())
        layouts = [block.layout() for block in blocks]
        lengths = [
            layout.lineAt(line).textLength()
            for layout in layouts
            for line in range(layout.lineCount())
        ]
        assert 60 < max(lengths) < 90


def test_pictures_are_described_and_names_of_keys_read_as_text(guide: GuideWindow) -> None:
    interface = QAccessible.queryAccessibleInterface(_page(guide))
    assert "The main window" in interface.text(QAccessible.Text.Description)
    guide.show_page("keys")
    interface = QAccessible.queryAccessibleInterface(_page(guide))
    text = interface.textInterface().text(0, interface.textInterface().characterCount())
    words = " ".join(text.replace(_CELL, " ").split())
    assert "Ctrl F Edit › Find in findings and quotes" in words


def test_each_page_that_is_shown_follows_theme_and_text_size(
    guide: GuideWindow, style: Look
) -> None:
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


def test_what_was_found_stays_in_sight_in_another_look(guide: GuideWindow, style: Look) -> None:
    _search(guide, "freeze")
    found = _highlighted(guide)
    assert found
    for theme, scale in ((ThemeChoice.DARK, 1.0), (ThemeChoice.DARK, 1.25)):
        style.choose(theme)
        style.set_scale(scale)
        process_events()
        assert _highlighted(guide) == found
        assert _page(guide).viewport().rect().contains(_first_match(guide))


def _format_of(guide: GuideWindow, text: str) -> QTextCharFormat:
    return next(part.charFormat() for part in _parts(guide) if part.text() == text)


def _parts(guide: GuideWindow) -> Iterator[QTextFragment]:
    for block in text_blocks(_page(guide).document()):
        yield from fragments(block)


def test_page_keeps_its_caret_when_tab_leaves_it(guide: GuideWindow) -> None:
    guide.show_page("keys")
    process_events()
    page = _page(guide)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Down)
    caret = page.textCursor().position()
    QTest.keyClick(page, Qt.Key.Key_Backtab)
    assert not page.hasFocus()
    assert page.textCursor().position() == caret > 0
