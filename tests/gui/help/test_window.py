"""The window of the guide: its pages, the search, small screens and screen readers."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
)

from briefing_app.gui.help.window import GuideWindow
from briefing_app.gui.look import Look
from briefing_app.gui.slideshow.key_bindings import key_groups
from briefing_app.gui.widgets.key_text import KeyText
from briefing_app.model.wording import KEYS_TITLE
from tests.gui.parts import key_texts, press
from tests.gui.slideshows import process_events

_TITLES = ["Read", "Present", "Discuss", "Export", "Write", KEYS_TITLE]


def _pages(guide: GuideWindow) -> QListWidget:
    (pages,) = guide.findChildren(QListWidget)
    return pages


def _enabled(guide: GuideWindow) -> list[str]:
    items = (_pages(guide).item(row) for row in range(_pages(guide).count()))
    return [item.text() for item in items if item.flags() & Qt.ItemFlag.ItemIsEnabled]


def _search(guide: GuideWindow, text: str) -> None:
    (field,) = guide.findChildren(QLineEdit)
    field.setText(text)
    process_events()


def _shown(guide: GuideWindow) -> str:
    (heading,) = (
        label.text()
        for label in guide.findChildren(QLabel)
        if label.isVisible() and label.text() in _TITLES
    )
    return heading


def _highlighted(guide: GuideWindow) -> list[KeyText]:
    texts = guide.findChildren(KeyText)
    return [text for text in texts if text.isVisible() and text.extraSelections()]


def test_six_pages_are_reached_one_after_the_other(guide: GuideWindow) -> None:
    for title, following in pairwise(_TITLES):
        assert _shown(guide) == title
        press(guide, f"Next: {following} ›")
    assert _shown(guide) == KEYS_TITLE


def test_keys_of_all_groups_are_shown(guide: GuideWindow) -> None:
    guide.show_keys()
    assert _shown(guide) == KEYS_TITLE
    shown = key_texts(guide)
    for group in key_groups():
        for row in group.rows:
            assert row.text in shown
    assert "Ctrl F Search" in shown


def test_search_leads_to_the_first_page_with_the_words(guide: GuideWindow) -> None:
    _search(guide, "clicker")
    assert _shown(guide) == "Present"
    assert _enabled(guide) == ["Present", "Discuss"]
    assert ["clicker" in text.toPlainText() for text in _highlighted(guide)] == [True]
    _search(guide, "")
    assert _enabled(guide) == _TITLES
    assert _highlighted(guide) == []


def test_search_finds_keys_by_what_they_do(guide: GuideWindow) -> None:
    _search(guide, "unfreeze")
    assert _shown(guide) == KEYS_TITLE
    (area,) = (each for each in guide.findChildren(QScrollArea) if each.isVisible())
    (text,) = _highlighted(guide)
    first, *_ = text.extraSelections()
    place = text.mapTo(area.viewport(), text.cursorRect(first.cursor).center())
    assert area.viewport().rect().contains(place)


def test_search_without_a_match_says_so_and_keeps_the_page(
    guide: GuideWindow, heard: list[str]
) -> None:
    _search(guide, "zebra")
    assert heard == ["Nothing found for “zebra”."]
    assert _shown(guide) == "Read"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off_in_a_small_window(
    guide: GuideWindow, style: Look, scale: float
) -> None:
    style.set_scale(scale)
    guide.resize(944, 560)
    pages = _pages(guide)
    for row in range(pages.count()):
        pages.setCurrentRow(row)
        QApplication.processEvents()
        for text in guide.findChildren(KeyText):
            if text.isVisible():
                assert text.document().idealWidth() <= text.width()
                assert text.height() >= text.document().size().height()


def test_names_of_keys_are_read_as_text(guide: GuideWindow) -> None:
    guide.show_keys()
    (text,) = (
        each for each in guide.findChildren(KeyText) if each.accessibleName() == "Main window"
    )
    interface = QAccessible.queryAccessibleInterface(text)
    assert interface.role() is QAccessible.Role.EditableText
    read = interface.textInterface().text(0, interface.textInterface().characterCount())
    assert " ".join(read.split()) == "Ctrl F Search"


def test_close_button_closes_the_guide(guide: GuideWindow) -> None:
    first, *_ = (each for each in guide.findChildren(QPushButton) if each.isVisible())
    first.click()
    assert not guide.isVisible()
