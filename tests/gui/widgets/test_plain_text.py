"""Tests of selectable texts."""

from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, TextRole
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.text_field import TextField
from tests.gui.pixels import pixels

_LONG_TEXT = "Findings that go on and 𝔘sually never end. " * 9


def test_text_is_measured_the_same_when_shown_and_anew_at_another_size(
    qtbot: QtBot, style: Look
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = PlainText(window, TextRole.BODY, max_letters=75)
    text.show_text(_LONG_TEXT)
    width, height = text.maximumWidth(), text.heightForWidth(300)
    text.resize(300, height)
    with qtbot.waitExposed(window):
        window.show()
    assert text.document().size().height() == height
    style.set_scale(2.0)
    assert text.font() == style.font(TextRole.BODY)
    assert text.maximumWidth() == pytest.approx(2 * width, rel=0.05)
    assert text.heightForWidth(300) > 3 * height


def test_even_lines_are_as_many_as_in_the_whole_width(qtbot: QtBot, style: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = PlainText(window, TextRole.PAGE_TITLE, is_even=True)
    window.show()
    texts = ("Victims were not reliably recognised, and cases were closed too soon", "Few knew")
    for words, width, scale in product(texts, range(300, 900, 60), (1.0, 2.0)):
        style.set_scale(scale)
        text.show_text(words)
        height = text.heightForWidth(width)
        text.resize(width, height)
        assert text.document().size().height() == height == text.heightForWidth(width)
        layout = text.document().firstBlock().layout()
        lines = [layout.lineAt(at).naturalTextWidth() for at in range(layout.lineCount())]
        assert text.viewport().width() <= max(lines) + 2


@pytest.mark.usefixtures("style")
def test_even_lines_are_complete_when_window_is_first_shown(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = PlainText(window, TextRole.PAGE_TITLE, is_even=True)
    text.show_text("Victims were not reliably recognised, and cases were closed too soon")
    text.resize(700, 200)
    window.show()
    assert text.document().textWidth() == text.viewport().width() < 600


@pytest.mark.usefixtures("style")
def test_text_is_complete_in_a_layout_that_is_wider_than_its_lines(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    foot = QWidget(window)
    texts = [PlainText(foot, TextRole.BODY, max_letters=20) for _ in range(2)]
    rows, page = QVBoxLayout(foot), QVBoxLayout(window)
    for text in texts:
        text.show_text(_LONG_TEXT)
        rows.addWidget(text)
    page.addWidget(foot)
    page.addStretch(1)
    window.resize(900, 900)
    with qtbot.waitExposed(window):
        window.show()
    for text in texts:
        assert text.width() == text.maximumWidth()
        assert text.height() == text.document().size().height()


@pytest.mark.usefixtures("style")
def test_bold_lead_does_not_decide_where_the_lines_start(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = PlainText(window, TextRole.BODY)
    for words, is_rtl in (("Other", False), ("الضحايا of it.", True), ("Victims.", False)):
        text.show_text(f"Note: {words}", bold=[slice(5)])
        direction = text.document().firstBlock().textDirection()
        assert (direction is Qt.LayoutDirection.RightToLeft) == is_rtl


def _changed_by_focus(qtbot: QtBot, window: QWidget, widget: PlainText) -> npt.NDArray[np.bool_]:
    """Return which pixels in and around a widget change when it gets the keyboard focus."""
    with qtbot.waitActive(window):
        window.show()
    pictures = []
    for has_focus in (True, False):
        widget.setFocus() if has_focus else widget.clearFocus()
        assert widget.hasFocus() is has_focus
        pictures.append(window.grab(widget.geometry().adjusted(-9, -9, 9, 9)).toImage())
    changed: npt.NDArray[np.bool_] = pixels(pictures[0]) != pixels(pictures[1])
    return changed


@pytest.mark.usefixtures("style")
def test_focus_is_shown_around_the_letters(qtbot: QtBot, window: QWidget) -> None:
    text = PlainText(window, TextRole.BODY)
    text.show_text("Words")
    text.setGeometry(20, 20, 100, text.heightForWidth(100))
    changed = _changed_by_focus(qtbot, window, text)
    assert changed[:, :9].any()
    assert changed[:, -9:].any()
    assert not changed[9:-9, 11:-9].any()  # the caret is left of it


@pytest.mark.usefixtures("style")
def test_field_has_no_ring_inside_the_frame_that_shows_its_focus(
    qtbot: QtBot, window: QWidget
) -> None:
    field = TextField(window, max_length=10)
    field.setGeometry(20, 20, 100, 40)
    changed = _changed_by_focus(qtbot, window, field)
    assert not changed[:, -20:].any()
