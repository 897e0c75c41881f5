"""The text of a source: its paragraphs, the marked words, and what a reader marks."""

from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.database.source_text import SourceText, read_text
from briefing_app.gui.look import Look
from briefing_app.gui.panes.source_text_view import (
    MAX_PARAGRAPHS,
    MAX_SHOWN,
    Part,
    SourceTextView,
)

ARTICLE = "\n".join(f"Paragraph {n} says something. " + "It goes on. " * 12 for n in range(1, 60))

ShowText = Callable[[str, str], SourceTextView]


@pytest.fixture
def show(qtbot: QtBot, window: QWidget, style: Look) -> ShowText:
    """Return a function that shows a text with some of its words marked."""

    def shown(text: str, words: str) -> SourceTextView:
        window.resize(420, 300)
        view = SourceTextView(window)
        view.hide()
        view.resize(420, 300)
        with qtbot.waitExposed(window):
            window.show()
        read = read_text(text.encode())
        view.show()
        view.show_words(read.words, read.starts, [], part_of(read, words))
        window.activateWindow()
        QApplication.processEvents()
        return view

    return shown


def part_of(text: SourceText, words: str) -> Part:
    start = text.words.index(words)
    return start, start + len(words)


def bold_words(view: SourceTextView) -> str:
    """Return the words that are marked by their weight."""
    block, bold = view.document().begin(), list[str]()
    while block.isValid():
        bold += [
            block.text()[found.start : found.start + found.length]
            for found in block.textFormats()
            if found.format.fontWeight() == QFont.Weight.Bold
        ]
        block = block.next()
    return " ".join(bold)


def top_of(view: SourceTextView, words: str) -> int:
    """Return where words are in the part that is in sight."""
    return view.cursorRect(view.document().find(words)).top()


def select(view: SourceTextView, words: str) -> None:
    cursor = view.document().find(words)
    assert not cursor.isNull()
    view.setTextCursor(cursor)


def test_other_words_replace_the_marked_ones(show: ShowText) -> None:
    view, text = show(ARTICLE, "Paragraph 40 says"), read_text(ARTICLE.encode())
    view.mark(part_of(text, "Paragraph 7 says"))
    assert bold_words(view) == "Paragraph 7 says"
    assert 0 < top_of(view, "Paragraph 7 ") < view.viewport().height() // 2
    view.mark(None)
    assert bold_words(view) == ""
    for number in (40, 7):  # the same text is shown again
        view.show_words(text.words, text.starts, [], part_of(text, f"Paragraph {number} says"))
        assert bold_words(view) == f"Paragraph {number} says"


def test_all_of_the_text_is_laid_out_around_the_mark(window: QWidget, style: Look) -> None:
    style.set_scale(2.0)
    view, text = SourceTextView(window), read_text(ARTICLE.encode())
    view.hide()
    view.resize(856, 413)
    window.show()
    view.show_words(text.words, text.starts, [], None)
    view.show()
    view.mark(part_of(text, "Paragraph 30 says"))
    QApplication.processEvents()
    block = view.document().begin()
    while block.isValid():
        assert block.layout().lineCount() > 0
        block = block.next()


def test_signs_that_qt_takes_for_paragraphs_do_not_move_the_words(show: ShowText) -> None:
    text = "One \ufdd0 two \ufdd1 three.\nHere is the mark.\nLast."
    view = show(text, "the mark")
    assert not view.grab().isNull()
    assert bold_words(view) == "the mark"
    assert view.document().blockCount() == 3


def test_marked_words_are_bold_and_in_sight_at_each_size(show: ShowText, style: Look) -> None:
    view = show(ARTICLE, "Paragraph 40 says something.")
    assert bold_words(view) == "Paragraph 40 says something."
    assert 0 < top_of(view, "Paragraph 40 ") < view.viewport().height() // 2
    style.set_scale(1.5)
    view.resize(300, 240)
    QApplication.processEvents()
    assert 0 < top_of(view, "Paragraph 40 ") < view.viewport().height()


def test_place_of_what_is_selected_is_that_in_the_words(show: ShowText) -> None:
    source = f"😀 First.\nHere is 😀 “words” and 字.\n{ARTICLE}"
    view, text = show(source, "First"), read_text(source.encode())
    for words in ("is 😀 “words” and 字", "“words”"):
        select(view, words)
        assert view.selected == part_of(text, words)
    cursor = view.document().find("字.")
    cursor.setPosition(cursor.selectionStart())
    end = view.document().find("Paragraph").selectionEnd()
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selected is not None
    assert text.words[slice(*view.selected)] == "字. Paragraph"


def test_words_are_marked_with_the_keyboard(show: ShowText) -> None:
    view = show(ARTICLE, "Paragraph 40 says")
    view.setFocus()
    for _ in range(2):
        QTest.keyClick(
            view,
            Qt.Key.Key_Right,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert view.selected is not None
    assert view.textCursor().selectedText().strip() == "Paragraph 40"


@pytest.mark.parametrize("paragraph", ["x" * 100, "a"])
def test_only_a_part_of_a_long_text_is_shown_around_the_mark(
    show: ShowText, paragraph: str
) -> None:
    count = min(MAX_PARAGRAPHS, 2 * MAX_SHOWN // len(paragraph))
    before = "\n".join([paragraph] * count)
    text = f"{before}\nThe marked words.\n{before}"
    view, read = show(text, "The marked words."), read_text(text.encode())
    assert bold_words(view) == "The marked words."
    assert len(view.toPlainText()) <= MAX_SHOWN
    assert view.document().blockCount() <= MAX_PARAGRAPHS
    select(view, "marked words.")
    assert view.selected == part_of(read, "marked words.")
    view.mark((0, 1))
    assert bold_words(view) == paragraph[:1]
    assert view.document().blockCount() <= MAX_PARAGRAPHS


def test_long_paragraph_is_shown_in_blocks_that_keep_their_places(show: ShowText) -> None:
    text = "x" * 12_000 + " the end"
    view = show(text, "the end")
    assert view.document().blockCount() == 3
    select(view, "end")
    assert view.selected == part_of(read_text(text.encode()), "end")


@pytest.mark.usefixtures("style")
def test_view_without_words_can_be_painted(window: QWidget) -> None:
    view = SourceTextView(window)
    assert not view.grab().isNull()
    view.show_words("", (), [], None)
    window.show()
    assert not view.grab().isNull()
    assert (view.toPlainText(), view.selected) == ("", None)


def test_number_of_each_paragraph_is_beside_it(show: ShowText) -> None:
    view = show("One.\nTwo.\nThree.", "Two")
    picture, height = view.grab().toImage(), view.fontMetrics().height()
    gutter = view.cursorRect(QTextCursor(view.document())).left()
    tops = [top_of(view, words) for words in ("One", "Two", "Three")]
    numbers = [picture.copy(0, top, gutter, height) for top in tops]
    assert all(one != other for one, other in combinations(numbers, 2))
