"""Tests of selectable texts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, TextRole
from briefing_app.gui.widgets.plain_text import PlainText

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
