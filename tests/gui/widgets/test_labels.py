"""Tests of labels that limit their lines."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, TextRole
from briefing_app.gui.widgets.labels import ElidedLabel

_LONG = "Findings that go on and on, and would usually never end. " * 6
"""Letters of the bundled font only: another font's lines may be higher."""


@pytest.fixture
def label(qtbot: QtBot, style: Look) -> Iterator[ElidedLabel]:
    """Return an empty label of two lines in a window of its own."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 200)
    label = ElidedLabel(window, 2)
    label.setFont(style.font(TextRole.TITLE))
    label.resize(300, 60)
    window.show()
    yield label
    window.close()


def test_elided_label_needs_two_lines_at_most_and_any_width(label: ElidedLabel) -> None:
    label.setText("Short")
    one_line = label.heightForWidth(300)
    label.setText("A text of two lines " * 2)
    two_lines = label.heightForWidth(300)
    label.setText(_LONG)
    assert one_line < two_lines == label.heightForWidth(300) == label.heightForWidth(100)
    label.setText("W" * 240)
    assert label.heightForWidth(300) == two_lines
    assert label.minimumSizeHint().width() < 10


def test_elided_label_has_complete_text_as_tool_tip_if_cut(label: ElidedLabel) -> None:
    text = f"<b>{_LONG}"
    label.setText(text)
    label.grab()
    assert label.toolTip().startswith("<p>&lt;b&gt;Findings")
    assert label.toolTip().endswith(f"{_LONG}</p>")
    name = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
    assert name == text
    label.setText("Short enough for two lines, not for more")
    for width, is_cut in ((300, False), (60, True), (300, False)):
        label.resize(width, 60)
        label.grab()
        assert bool(label.toolTip()) is is_cut


def test_elided_label_looks_cut_if_cut(label: ElidedLabel) -> None:
    label.setText("A text whose end can’t be read " * 9)
    cut = label.grab().toImage()
    label.setText("A text whose end can’t be read " * 10)
    assert label.grab().toImage() == cut
    label.setText("A text whose end can’t be read")
    assert label.grab().toImage() != cut
