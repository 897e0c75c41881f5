"""Tests of selectable texts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, TextRole
from briefing_app.gui.widgets.plain_text import PlainText
from tests.gui.pixels import pixels

_LONG_TEXT = "Findings that go on and 𝔘sually never end. " * 9


@pytest.mark.usefixtures("style")
@pytest.mark.parametrize("width", [120, 680])
def test_height_at_a_width_is_the_same_before_and_after_showing(qtbot: QtBot, width: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = PlainText(window, TextRole.BODY)
    text.show_text(_LONG_TEXT)
    before = text.heightForWidth(width)
    text.resize(width, before)
    with qtbot.waitExposed(window):
        window.show()
    assert text.document().size().height() == before


def test_text_is_measured_anew_after_change_of_text_size(qtbot: QtBot, style: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = PlainText(window, TextRole.BODY, max_letters=75)
    text.show_text(_LONG_TEXT)
    width, height = text.maximumWidth(), text.heightForWidth(300)
    style.set_scale(2.0)
    assert text.font() == style.font(TextRole.BODY)
    assert text.maximumWidth() == pytest.approx(2 * width, rel=0.05)
    assert text.heightForWidth(300) > 3 * height


@pytest.mark.usefixtures("style")
@pytest.mark.parametrize(("words", "is_rtl"), [("الضحايا of it.", True), ("Victims.", False)])
def test_bold_lead_does_not_decide_where_the_lines_start(
    qtbot: QtBot, words: str, is_rtl: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = PlainText(window, TextRole.BODY)
    text.show_text("Other: ", bold=[slice(6)])
    text.show_text(f"Note: {words}", bold=[slice(5)])
    direction = text.document().firstBlock().textDirection()
    assert (direction is Qt.LayoutDirection.RightToLeft) == is_rtl


@pytest.mark.usefixtures("style")
def test_focus_is_shown_around_the_letters(qtbot: QtBot, window: QWidget) -> None:
    text = PlainText(window, TextRole.BODY)
    text.show_text("Words")
    text.setGeometry(20, 20, 100, text.heightForWidth(100))
    with qtbot.waitActive(window):
        window.show()
    pictures = []
    for has_focus in (True, False):
        text.setFocus() if has_focus else text.clearFocus()
        assert text.hasFocus() is has_focus
        pictures.append(window.grab(text.geometry().adjusted(-9, -9, 9, 9)).toImage())
    changed = pixels(pictures[0]) != pixels(pictures[1])
    assert changed[:, :9].any()
    assert changed[:, -9:].any()
    assert not changed[11:-11, 11:-9].any()  # the caret is left of it
