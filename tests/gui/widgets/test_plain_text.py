"""Tests of selectable texts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, TextRole
from briefing_app.gui.widgets.plain_text import PlainText


@pytest.mark.parametrize("width", [120, 680])
def test_height_at_a_width_is_the_same_before_and_after_showing(
    qtbot: QtBot, style: Look, width: int
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = PlainText(window)
    text.show_text("Findings that go on and 𝔘sually never end. " * 9, style.font(TextRole.BODY))
    before = text.heightForWidth(width)
    text.resize(width, before)
    with qtbot.waitExposed(window):
        window.show()
    assert text.document().size().height() == before


@pytest.mark.parametrize(("words", "is_rtl"), [("الضحايا of it.", True), ("Victims.", False)])
def test_bold_lead_does_not_decide_where_the_lines_start(
    qtbot: QtBot, style: Look, words: str, is_rtl: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = PlainText(window)
    text.show_text("Other: ", style.font(TextRole.BODY), bold=[slice(6)])
    text.show_text(f"Note: {words}", style.font(TextRole.BODY), bold=[slice(5)])
    direction = text.document().firstBlock().textDirection()
    assert (direction is Qt.LayoutDirection.RightToLeft) == is_rtl
